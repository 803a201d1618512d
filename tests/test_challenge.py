"""The challenge set: sentences with the statements that must, may and must not come out of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from graph.model import Entity, Evidence, Modality, Quotation, Reading, Role, Source, Span, Statement
from graph.ontology import Ontology, default_ontology
from tests.challenge import report
from tests.challenge.judge import Judge, normal
from tests.challenge.readings import reader, readings
from tests.challenge.table import Case, Pattern, Quoted, TableError, cases, known_misses, parse

KNOWN = known_misses()


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return default_ontology()


@pytest.fixture(scope="session")
def read() -> dict[str, Reading]:
    """The readings of all cases, made in one batch with one pipeline."""
    read_all = reader()
    if read_all is None:
        pytest.skip("graph.extract has no read_all yet")
    return readings(cases(), read_all)


def _parameters() -> list[object]:
    marked = {name: [pytest.mark.xfail(strict=True, reason=reason)] for name, reason in KNOWN.items()}
    return [pytest.param(case, id=case.id, marks=marked.get(case.id, [])) for case in cases()]


@pytest.mark.slow
@pytest.mark.parametrize("case", _parameters())
def test_case(case: Case, read: dict[str, Reading], ontology: Ontology) -> None:
    verdict = Judge(read[case.id], ontology).verdict(case)
    assert verdict, f"{case.text}\n{verdict}"


# ---------------------------------------------------------------- the table itself


def test_known_misses_are_cases_with_a_reason() -> None:
    assert set(KNOWN) <= {case.id for case in cases()}
    assert all(len(reason) > 10 for reason in KNOWN.values())


def test_set_is_as_large_as_promised() -> None:
    assert len(cases()) >= 220
    assert sum(case.quiet for case in cases()) >= 70


def test_every_relation_has_two_positive_cases(ontology: Ontology) -> None:
    """A line with alternatives counts for each: the relation is the vocabulary's, not the table's."""
    count = Counter(dict.fromkeys(ontology.relations, 0))
    for case in cases():
        positive = {"Asserted", "Claimed"}
        lines = [each for each in case.required if each.modalities & positive]
        count.update({relation for each in lines for relation in each.relations})
    assert [name for name in sorted(ontology.relations) if count[name] < 2] == []


def test_table_names_only_what_the_vocabulary_has(ontology: Ontology) -> None:
    known = {*ontology.relations, "*"}
    for case in cases():
        for each in (*case.required, *case.forbidden, *case.allowed):
            assert set(each.relations) <= known, f"{case.id}: {each.written}"
        for entity in case.entities:
            assert set(entity.classes) <= {*ontology.classes, "*"}, f"{case.id}: {entity.written}"


def test_references_by_class_name_a_class(ontology: Ontology) -> None:
    for case in cases():
        for each in (*case.required, *case.forbidden, *case.allowed):
            for reference in (*each.subject.split("|"), *each.object.split("|")):
                cls, colon, _ = reference.partition(":")
                assert not colon or cls in ontology.classes, f"{case.id}: {reference}"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_case_can_be_met(case: Case, ontology: Ontology) -> None:
    """A reading that holds just what the case asks for passes it: no line contradicts another."""
    verdict = Judge(_wanted(case), ontology).verdict(case)
    assert verdict, str(verdict)


def _wanted(case: Case) -> Reading:
    entities: dict[str, Entity] = {}
    for named in case.entities:
        names = (_first(named.name), *(each.split("|")[0] for each in named.aka))
        terms = dict(named.terms)
        roles = tuple(
            Role(terms[word].split("|")[0], past=word == "past") for word in ("role", "past") if word in terms
        )
        when, country = (terms[word].split("|")[0] if word in terms else None for word in ("when", "country"))
        entities[named.name] = Entity(
            named.name, named.classes[0], names[0], names, roles, when=when, country=country
        )
    statements = [_statement(each) for each in case.required]
    keys = {key for one in statements for key in (one.subject, one.object, one.speaker, one.medium) if key}
    keys |= {key for each in case.quotations for key in (each.speaker, *each.mentions)}
    for key in sorted(keys - set(entities)):
        entities[key] = Entity(key, _cls(key), _first(key))
    said = tuple(_quotation(each, case.text) for each in case.quotations)
    return Reading(Source(case.id, case.text), tuple(entities.values()), tuple(statements), quotations=said)


def _quotation(wanted: Quoted, text: str) -> Quotation:
    words = wanted.words or text
    place = Span(text.index(words), text.index(words) + len(words))
    return Quotation(wanted.speaker, None, wanted.mentions, None, (Evidence(place, place, 1.0, "quotation"),))


def _statement(pattern: Pattern) -> Statement:
    dates: dict[str, Any] = {word: value.split("|")[0] for word, value in pattern.dates}
    modality = Modality(min(pattern.modalities))
    relation = pattern.relations[0].replace("*", "relatedTo")
    ends = pattern.subject, relation, pattern.object
    return Statement(*ends, modality, pattern.by, pattern.via, **dates)


def _first(reference: str) -> str:
    cls, _, word = reference.split("|")[0].rpartition(":")
    return word if cls else reference.split("|")[0]


def _cls(reference: str) -> str:
    cls, colon, _ = reference.split("|")[0].partition(":")
    return cls if colon else "Organization"


def test_required_statements_are_possible(ontology: Ontology) -> None:
    """Where a line names the classes of its ends, one of its relations may lead from the one to the other."""
    for case in cases():
        known = {named.name: named.classes for named in case.entities}
        for each in case.required:
            ends = [_classes(reference, known, ontology) for reference in (each.subject, each.object)]
            relations = set(each.relations) - {"*"} or {"relatedTo"}
            fits = {
                name for name in relations for a in ends[0] for b in ends[1] if ontology.allows(a, name, b)
            }
            assert fits, f"{case.id}: {each.written}"


def _classes(reference: str, known: dict[str, tuple[str, ...]], ontology: Ontology) -> set[str]:
    found: set[str] = set()
    for one in reference.split("|"):
        cls, colon, _ = one.partition(":")
        bare = known.get(reference, known.get(one, tuple(ontology.classes)))
        found |= {cls} if colon else set(bare)
    return found


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("A text.\n+ A —leads→ B", "a case begins with its id"),
        ("[a]\nA text.\n+ A -leads-> B", "a statement is written"),
        ("[a]\nA text.\n+ A —leads→ B [Maybe]", "no term of a statement: Maybe"),
        ("[a]\nA text.\n= A", "an entity is written"),
        ("[a]\nA text.\n= A : Person; age 3", "no term of an entity: age 3"),
        ("[a]\nA text.", "a text and expects something"),
        ("[a]\nnothing", "a text and expects something"),
    ],
)
def test_a_line_that_says_nothing_is_an_error(table: str, problem: str) -> None:
    with pytest.raises(TableError, match=problem):
        list(parse(table, "table"))


# ---------------------------------------------------------------- the judge, with a reading made by hand

ENTITIES = (
    Entity("e1", "Person", "Ana Ruiz", names=("Ana Ruiz", "Ruiz")),
    Entity("e2", "Country", "Peru"),
    Entity("e3", "Country", "Chile"),
    Entity("e4", "Agreement", "1999 border treaty", names=("1999 border treaty", "the treaty"), when="1999"),
)
STATEMENTS = (
    Statement("e1", "leads", "e2", start="2009"),
    Statement("e2", "attacks", "e3", Modality.CLAIMED, speaker="e1"),
    Statement("e3", "metWith", "e2", Modality.PLANNED),
)


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        ("+ Ana Ruiz —leads→ Peru", True),
        ("+ ruiz —leads→ the Peru", True),
        ("+ Ana Ruiz —affiliatedWith→ Peru", True),
        ("+ Ana Ruiz —worksFor→ Peru", False),
        ("+ Ana Ruiz —worksFor|leads→ Peru", True),
        ("+ Ana Ruiz —leads→ Peru [start 2009]", True),
        ("+ Ana Ruiz —leads→ Peru [start 2010]", False),
        ("+ Ana Ruiz —leads→ Peru [Claimed]", False),
        ("+ Peru —attacks→ Chile", False),
        ("+ Chile —attacks→ Peru [Claimed]", False),
        ("+ Peru —attacks→ Chile [Claimed; by Ana Ruiz]", True),
        ("+ Peru —attacks→ Chile [Claimed; by Chile]", False),
        ("+ Peru —attacks→ Chile [Claimed|Denied; by Ana Ruiz; via Peru]", False),
        ("+ Peru —metWith→ Chile [Planned]", True),
        ("- Peru —attacks→ Chile", False),
        ("- Peru —attacks→ Chile [Asserted]", True),
        ("- Chile —attacks→ Peru", True),
        ("nothing", False),
        ("nothing asserted", False),
        ("? Ana Ruiz —leads→ Peru\nnothing asserted", True),
        ("? * —leads→ *\nnothing asserted", True),
        ("? * —leads→ *\nnothing", False),
        ("? * —leads→ *\n- Ana Ruiz —leads→ Peru\nnothing asserted", False),
        ("+ Ana Ruiz —leads→ Peru\nnothing else", True),
        ("= Ana Ruiz : Person; aka Ruiz", True),
        ("= Ana Ruiz : Agency|Person", True),
        ("= Ana Ruiz : Organization", False),
        ("= Ana Ruiz : Person; aka Anna", False),
        ("= Agreement:treaty : Agreement; when 1999", True),
        ("= Agreement:border treaty : Agreement; when 1999|1999-05", True),
        ("= Agreement:treaty : Agreement; when 1998", False),
        ("= Agreement:accord : Agreement", False),
        ("=! Ruiz", False),
        ("=! Ana", True),
    ],
)
def test_judge(lines: str, right: bool, ontology: Ontology) -> None:
    (case,) = parse(f"[a]\nA text.\n{lines}", "table")
    reading = Reading(Source("a", case.text), ENTITIES, STATEMENTS)
    assert bool(Judge(reading, ontology).verdict(case)) is right


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("The Hague", "hague"),
        ("China’s", "china"),
        ("U.S.", "u s"),
        ("Reuters'", "reuters"),
        ("O'Neill", "o neill"),
    ],
)
def test_normal(name: str, compared: str) -> None:
    assert normal(name) == compared


def test_report_shows_what_failed_and_what_came_out(ontology: Ontology) -> None:
    table = "[a]\nA text.\n+ Peru —attacks→ Chile\n[b]\nB text.\n? * —leads→ *\nnothing asserted"
    chosen = list(parse(table, "table"))

    def fake(sources: Iterable[Source]) -> list[Reading]:
        return [Reading(source, ENTITIES, STATEMENTS) for source in sources]

    shown = report.show(report.judged(chosen, fake, ontology), ontology)
    assert "[a]\n    A text.\n  - missing   Peru —attacks→ Chile\n" in shown
    assert "      got     Peru —attacks→ Chile [Claimed; by Ana Ruiz]\n" in shown
    assert "[b]" not in shown
    assert "all                        2     1  0.50        1        0" in shown
    assert "missed: attacks 1" in shown
    lines = report.as_toml(report.judged(chosen, fake, ontology))
    assert tomllib.loads(lines) == {"a": "missing Peru —attacks→ Chile"}
