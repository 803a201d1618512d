"""Readings → RDF: what is written where, and that nothing is lost or reordered on the way."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import RDF, XSD, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from readings import COMPLEX, IDENTITIES, SEQUEL, VISIT, said

from graph.errors import StoreError
from graph.model import (
    Entity,
    Evidence,
    Identity,
    Mention,
    MentionKind,
    Modality,
    Quotation,
    Reading,
    Role,
    Source,
    Span,
    Statement,
)
from graph.ontology import BASE, NAMESPACES, WH, default_ontology, load_ontology
from graph.store import (
    FORMATS,
    NOT_IN_XML,
    codec,
    compile_dataset,
    namespaces,
    open_dataset,
    oxigraph,
    serialise,
    shorten,
    statement_id,
    write,
)
from graph.store.dataset import dataset_of

GOLDEN = Path(__file__).with_name("golden") / "readings.ttl"
RDFLIB_NAME = {
    ".trig": "trig",
    ".ttl": "turtle",
    ".nq": "nquads",
    ".nt": "nt",
    ".jsonld": "json-ld",
    ".rdf": "xml",
}
NAMED = (".trig", ".nq", ".jsonld")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return compile_dataset(COMPLEX, IDENTITIES, default_ontology())


def iri(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(namespaces(default_ontology())[prefix] + local)


def ask(dataset: Dataset, pattern: str) -> bool:
    prefixes = "".join(f"PREFIX {p}: <{n}>\n" for p, n in namespaces(default_ontology()).items())
    return bool(oxigraph(dataset).query(f"{prefixes} ASK {{ {pattern} }}"))


# ------------------------------------------------------------------ what the graph has


@pytest.mark.parametrize(
    ("pattern", "holds"),
    [
        ("person:xi-jinping wh:visited country:united-states", True),
        ("GRAPH source:visit { person:xi-jinping wh:visited country:united-states }", True),
        ("GRAPH source:sequel { person:xi-jinping wh:visited country:united-states }", False),
        # what is claimed, denied, possible or planned is no fact
        ("country:china wh:attacks ?anybody", False),
        ("person:barack-obama wh:visited ?anywhere", False),
        # but it is there, with who says so
        (
            "?s rdf:subject country:china ; rdf:predicate wh:attacks ; wh:modality wh:Claimed ; "
            "prov:wasAttributedTo person:james-r-clapper ; wh:reportedBy media:the-daily",
            True,
        ),
        ("?s wh:modality wh:Denied ; prov:wasAttributedTo person:hong-lei", True),
        ("?s wh:modality wh:Planned ; rdf:object country:china", True),
        ("?s wh:modality wh:Possible ; rdf:object country:china", True),
        # an open relation keeps its phrase and mints no property
        ('?s rdfs:label "puzzled" ; rdf:predicate wh:relatedTo', True),
        # classes: the most specific one and those above it, save the abstract
        ("agency:office-of-personnel-management a wh:Agency , wh:Organization", True),
        ("?x a wh:Agent", False),
        ("?x a wh:Entity", False),
        # dates say how precise they are
        ('agreement:cyber-agreement wh:when "2015-09-25"^^xsd:date', True),
        ('?s wh:when "2015-09"^^xsd:gYearMonth', True),
        ('?s wh:since "2014"^^xsd:gYear ; wh:until "2015-01"^^xsd:gYearMonth', True),
        # names, roles, counts, links
        (
            'person:xi-jinping rdfs:label "Xi Jinping" ; skos:altLabel "Xi" ; schema:jobTitle "President"',
            True,
        ),
        ('person:xi-jinping skos:altLabel "Xi Jinping"', False),
        ("person:xi-jinping wh:mentionCount 3", True),
        ("country:united-states wh:mentionCount 3", True),
        ("GRAPH graph:links { country:china owl:sameAs <https://sws.geonames.org/1814991/> }", True),
        ("GRAPH graph:links { country:china skos:exactMatch <urn:iso:std:iso:3166:CN> }", True),
        ("GRAPH graph:entities { person:xi-jinping a wh:Person }", True),
        # sources
        (
            'source:visit a wh:Source ; dcterms:source "articles/visit.txt" ; dcterms:publisher "The Daily"',
            True,
        ),
        ('source:sequel dcterms:issued "2016"^^xsd:gYear', True),
        ("source:sequel schema:mentions person:xi-jinping", True),
        ("source:sequel schema:mentions person:hong-lei", False),
    ],
)
def test_graph_says(dataset: Dataset, pattern: str, holds: bool) -> None:
    assert ask(dataset, pattern) is holds


def test_no_blank_nodes(dataset: Dataset) -> None:
    assert not ask(dataset, "?s ?p ?o FILTER (isBlank(?s) || isBlank(?o))")


def test_statement_said_twice_is_one_with_two_evidences(dataset: Dataset) -> None:
    """The symmetric relation is said in one direction in one source and in the other in the next."""
    met = "?s rdf:subject person:barack-obama ; rdf:predicate wh:metWith ; wh:evidence ?a , ?b"
    assert ask(dataset, f"{met} FILTER (?a != ?b)")
    assert not ask(dataset, "?s rdf:subject person:xi-jinping ; rdf:predicate wh:metWith")
    for slug in ("visit", "sequel"):
        assert ask(
            dataset, f"GRAPH source:{slug} {{ {met} FILTER (?a = ?b) ?a nif:referenceContext source:{slug} }}"
        )


def test_symmetric_relation_is_a_plain_triple_from_either_end(dataset: Dataset) -> None:
    assert ask(dataset, "person:xi-jinping wh:metWith person:barack-obama")
    assert ask(dataset, "person:barack-obama wh:metWith person:xi-jinping")
    assert not ask(dataset, "agreement:cyber-agreement wh:signed country:china")


def test_default_graph_is_the_merge(dataset: Dataset) -> None:
    store = oxigraph(dataset)
    named = {q.triple for g in store.named_graphs() for q in store.quads_for_pattern(None, None, None, g)}
    assert len(dataset) == len(named)
    signed = (iri("country:china"), iri("wh:signed"), iri("agreement:cyber-agreement"))
    assert list(dataset.triples(signed)) == [signed]


def test_evidence_is_the_text_character_for_character(dataset: Dataset) -> None:
    texts = {f"{BASE}source/{r.source.slug}": r.source.text for r in COMPLEX}
    rows = dataset.query(
        "SELECT ?source ?begin ?end ?sentence ?pb ?pe ?phrase WHERE { ?e nif:referenceContext ?source ; "
        "nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?sentence ; "
        "wh:phrase ?phrase ; wh:phraseBegin ?pb ; wh:phraseEnd ?pe }"
    )
    found = [tuple(row) for row in rows]
    assert len(found) == sum(len(s.evidence) for r in COMPLEX for s in (*r.statements, *r.quotations))
    for source, begin, end, sentence, phrase_begin, phrase_end, phrase in found:
        text = texts[str(source)]
        assert text[int(begin) : int(end)] == str(sentence)
        assert text[int(phrase_begin) : int(phrase_end)] == str(phrase)


def test_every_plain_triple_has_an_asserted_statement(dataset: Dataset) -> None:
    relations = " ".join(f"<{r.iri}>" for r in default_ontology().relations.values())
    assert ask(dataset, f"VALUES ?p {{ {relations} }} ?s ?p ?o")
    mutual = " ".join(f"<{r.iri}>" for r in default_ontology().relations.values() if r.symmetric)
    asserted = "?n rdf:predicate ?p ; wh:modality wh:Asserted ;"
    assert not ask(
        dataset,
        f"VALUES ?p {{ {relations} }} ?s ?p ?o "
        f"MINUS {{ {asserted} rdf:subject ?s ; rdf:object ?o }} "
        f"MINUS {{ VALUES ?p {{ {mutual} }} {asserted} rdf:subject ?o ; rdf:object ?s }}",
    )


# ------------------------------------------------------------------ names


def test_statement_id_is_the_hash_of_what_is_said() -> None:
    said_so = "country/china\nattacks\ncountry/united-states\nClaimed\nperson/james-r-clapper\n2015-01"
    assert (
        statement_id(
            "country/china",
            "attacks",
            "country/united-states",
            Modality.CLAIMED,
            speaker="person/james-r-clapper",
            when="2015-01",
        )
        == hashlib.sha256(said_so.encode()).hexdigest()[:12]
    )


def test_each_part_of_a_statement_makes_another() -> None:
    plain = ("a/a", "leads", "b/b", Modality.ASSERTED)
    ids = [
        statement_id(*plain),
        statement_id("a/x", *plain[1:]),
        statement_id("a/a", "founded", *plain[2:]),
        statement_id("a/a", "leads", "b/x", Modality.ASSERTED),
        statement_id(*plain[:3], Modality.DENIED),
        statement_id(*plain, speaker="c/c"),
        statement_id(*plain, when="2015"),
        statement_id(*plain, label="runs"),
    ]
    assert len(set(ids)) == len(ids)


def test_each_namespace_has_one_prefix_and_standard_ones_are_kept() -> None:
    found = namespaces(default_ontology())
    assert NAMESPACES.items() <= found.items()
    assert len(set(found.values())) == len(found)
    folders = {c.folder for c in default_ontology().classes.values() if c.name not in ("Agent", "Entity")}
    assert {f"{BASE}{folder}/" for folder in folders} <= set(found.values())


@pytest.mark.parametrize(
    ("given_iri", "short"),
    [
        (f"{WH}leads", "wh:leads"),
        (f"{BASE}person/xi-jinping", "person:xi-jinping"),
        (f"{BASE}statement/0123456789ab", "statement:0123456789ab"),
        ("https://example.org/a/b", "https://example.org/a/b"),
        (f"{BASE}person/", f"{BASE}person/"),
        (f"{BASE}person/a.", f"{BASE}person/a."),
    ],
)
def test_shorten(given_iri: str, short: str) -> None:
    assert shorten(given_iri, {n: p for p, n in namespaces(default_ontology()).items()}) == short


def test_another_base(tmp_path: Path) -> None:
    made = compile_dataset(COMPLEX, IDENTITIES, default_ontology(), base="https://example.org/kg/")
    opened = open_dataset(write(made, tmp_path / "graph.trig"))
    assert not [o for o in opened.subjects() if str(o).startswith(BASE)]
    assert serialise(opened) == serialise(made)


# ------------------------------------------------------------------ what linking does to statements


def _two(same: bool, statement: Statement) -> Dataset:
    text = "China and the Chinese met."
    reading = Reading(
        Source("s", text),
        (Entity("a", "Country", "China", ("China",)), Entity("b", "Country", "Chinese", ("Chinese",))),
        (replace(statement, evidence=(said(text, text, "met"),)),),
    )
    members = (("s", "a"), ("s", "b"))
    one = (Identity("country/china", "Country", "China", members=members),)
    two = tuple(Identity(f"country/{k}", "Country", k, members=(("s", k),)) for k in "ab")
    return compile_dataset([reading], one if same else two, default_ontology())


@pytest.mark.parametrize(
    ("same", "subject", "object_", "kept"),
    [
        (False, "a", "b", True),
        (True, "a", "b", False),  # linking made both ends one: the statement says nothing any more
        (True, "a", "a", True),  # said of one thing from the beginning: speech of a speaker about itself
    ],
)
def test_statement_between_two_names_of_one_thing_is_left_out(
    same: bool, subject: str, object_: str, kept: bool
) -> None:
    assert ask(_two(same, Statement(subject, "relatedTo", object_)), "?s a wh:Statement") is kept


def test_one_sentence_that_says_it_twice_is_one_evidence() -> None:
    text = "China attacked and struck Japan."
    evidence = (said(text, text, "attacked", 0.5), said(text, text, "struck", 0.7))
    reading = Reading(
        Source("s", text),
        (Entity("c", "Country", "China"), Entity("j", "Country", "Japan")),
        (
            Statement("c", "attacks", "j", evidence=evidence[:1]),
            Statement("c", "attacks", "j", evidence=evidence[1:]),
        ),
    )
    ids = tuple(Identity(f"country/{k}", "Country", k, members=(("s", k),)) for k in "cj")
    made = compile_dataset([reading], ids, default_ontology())
    assert [str(o) for o in made.objects(None, iri("wh:phrase"))] == ["struck"]
    assert [str(o) for o in made.objects(None, iri("wh:confidence"))] == ["0.7"]


# ------------------------------------------------------------------ errors


def _error(readings: object, identities: object = IDENTITIES) -> str:
    with pytest.raises(StoreError) as caught:
        compile_dataset(readings, identities, default_ontology())  # type: ignore[arg-type]
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_bad_readings_are_named() -> None:
    past_end = Evidence(Span(0, 10_000), Span(0, 5), 0.5, "rule")
    for readings, words in [
        ((VISIT, VISIT), "visit: two sources"),
        ((replace(VISIT, entities=(Entity("nobody", "Person", "Nobody"),)),), "'nobody'"),
        ((replace(SEQUEL, statements=(Statement("xi", "juggles", "obama"),)),), "'juggles'"),
        ((replace(SEQUEL, statements=(Statement("xi", "supports", "ghost"),)),), "'ghost'"),
        (
            (replace(SEQUEL, statements=(Statement("xi", "supports", "obama", evidence=(past_end,)),)),),
            "after the end",
        ),
        ((replace(SEQUEL, source=replace(SEQUEL.source, title="half \ud83d")),), "surrogate"),
    ]:
        assert words in _error(readings)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cls": "Wizard"}, "'Wizard'"),
        ({"id": "person/x y"}, "not an IRI"),
        ({"id": 'person/x">'}, "not an IRI"),
        ({"label": "half \udc00"}, "surrogate"),
        ({"same_as": ("not an iri",)}, "not an IRI"),
    ],
)
def test_bad_identities_are_named(change: dict[str, str], words: str) -> None:
    first = IDENTITIES[0]
    assert words in _error((VISIT,), (replace(first, **change), *IDENTITIES[1:]))  # type: ignore[arg-type]


def test_opening_what_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "broken.trig").write_text("this is { not TriG", "utf-8")
    (tmp_path / "graph.docx").write_text("x", "utf-8")
    for path, words in [
        (tmp_path, "has no graph.trig"),
        (tmp_path / "none.ttl", "build the graph first"),
        (tmp_path / "broken.trig", "cannot be read as a graph"),
        (tmp_path / "graph.docx", "unknown graph format .docx"),
    ]:
        with pytest.raises(StoreError, match=words) as caught:
            open_dataset(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


def test_writing_where_it_cannot(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        write(dataset, tmp_path / "file" / "graph.trig")
    with pytest.raises(StoreError, match="unknown graph format"):
        write(dataset, tmp_path / "graph.png")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_rdflib_dataset_over_another_store_is_refused() -> None:
    with pytest.raises(StoreError, match="not over an Oxigraph store"):
        serialise(Dataset())


# ------------------------------------------------------------------ serialisation


def test_golden_turtle(dataset: Dataset) -> None:
    """To renew it after a change that is meant: `python tests/test_store.py`."""
    assert serialise(dataset, ".ttl").decode("utf-8") == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("ending", FORMATS)
def test_same_bytes_whatever_the_order(dataset: Dataset, ending: str) -> None:
    again = compile_dataset(COMPLEX[::-1], IDENTITIES[::-1], default_ontology())
    assert serialise(again, ending) == serialise(dataset, ending)


@pytest.mark.parametrize("ending", FORMATS)
def test_round_trip_gives_the_same_bytes(dataset: Dataset, ending: str, tmp_path: Path) -> None:
    opened = open_dataset(write(dataset, tmp_path / f"graph{ending}"))
    for other in FORMATS if ending in NAMED else (".ttl", ".nt", ".rdf"):
        assert serialise(opened, other) == serialise(dataset, other)
    assert [p.name for p in tmp_path.iterdir()] == [f"graph{ending}"]


@pytest.mark.parametrize("ending", FORMATS)
def test_rdflib_reads_the_same_graph(dataset: Dataset, ending: str) -> None:
    parsed = Dataset(default_union=True)
    parsed.parse(data=serialise(dataset, ending), format=RDFLIB_NAME[ending])
    merged, wanted = Graph(), Graph()
    merged += parsed.triples((None, None, None))
    # oxrdflib shows a plain literal as xsd:string, which rdflib holds for another term
    wanted += (
        (s, p, Literal(str(o)) if getattr(o, "datatype", 0) == XSD.string else o)
        for s, p, o in dataset.triples((None, None, None))
    )
    assert isomorphic(merged, wanted)
    if ending in NAMED:
        assert {str(q[3]) for q in parsed.quads()} == {g.value for g in oxigraph(dataset).named_graphs()}


def test_statements_come_in_the_order_of_the_text(dataset: Dataset) -> None:
    written = serialise(dataset).decode("utf-8")
    visit = written[written.index("source:visit {") :]
    phrases = [
        "visited",
        "met",
        "China had “attacked” the Office of Personnel Management",
        "attacked",
        "denied",
        "signed",
        "signed",
        "may visit",
        "plans to visit",
        "puzzled",
    ]
    lines = [
        line.strip().removeprefix("wh:phrase ").strip(' ";')
        for line in visit.splitlines()
        if "wh:phrase " in line
    ]
    assert lines == phrases


def test_triples_that_only_the_default_graph_has_are_kept(tmp_path: Path) -> None:
    (tmp_path / "mixed.trig").write_text("<urn:a> <urn:p> 1 . <urn:g> { <urn:b> <urn:p> 2 , 3 }", "utf-8")
    mixed = open_dataset(tmp_path / "mixed.trig")
    for ending in NAMED:
        again = open_dataset(write(mixed, tmp_path / f"again{ending}"))
        assert serialise(again) == serialise(mixed)
        assert len(again) == 3
        assert len(again.graph(URIRef("urn:g"))) == 2
    assert serialise(mixed).decode("utf-8").count("<urn:a>") == 1


# ------------------------------------------------------------------ hostile text

WORD = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
HOSTILE = st.one_of(
    WORD,
    st.sampled_from(
        [
            '"""',
            "'''",
            "\\",
            '\\"',
            '" . <urn:x> <urn:y> "',
            "a\nb\r\nc\rd",
            "\x00\x01\x0b\x0c\x1f\x7f",
            "\u2028\u2029\x85\ufeff",
            "<script>alert(1)</script>",
            "} wh:evil {",
            "@prefix x: <y> .\n@prefix",
            "\n\t@prefix a: <b> .",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467",
            "e\u0301é",
            "\ufffe\uffff\U0010ffff",
        ]
    ),
)


@given(label=HOSTILE, names=st.lists(HOSTILE, max_size=3), title=HOSTILE, text=HOSTILE)
@settings(max_examples=60)
def test_hostile_text_survives_every_format(label: str, names: list[str], title: str, text: str) -> None:
    evidence = Evidence(Span(0, len(text)), Span(0, len(text)), 0.5, label)
    reading = Reading(
        Source("s", text, title=title),
        (Entity("a", "Person", label), Entity("b", "Person", label)),
        (Statement("a", "relatedTo", "b", label=title, evidence=(evidence,)),),
    )
    ids = tuple(Identity(f"person/{k}", "Person", label, tuple(names), members=(("s", k),)) for k in "ab")
    made = compile_dataset([reading], ids, default_ontology())
    person = URIRef(f"{BASE}person/a")
    for ending in FORMATS:
        parsed = Dataset(default_union=True)
        parsed.parse(data=serialise(made, ending), format=RDFLIB_NAME[ending])
        held = in_xml if ending == ".rdf" else str
        others = set(names) - {label}
        assert [str(o) for o in parsed.objects(person, iri("rdfs:label"))] == [held(label)]
        assert {str(o) for o in parsed.objects(person, iri("skos:altLabel"))} == {held(n) for n in others}
        assert [str(o) for o in parsed.objects(None, iri("nif:anchorOf"))] == [held(text)]
        assert [str(o) for o in parsed.objects(None, iri("dcterms:title"))] == [held(title)]


def in_xml(text: str) -> str:
    """The text as XML 1.0 can hold it at all."""
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


@example(slug=".")
@example(slug="..")
@example(slug="a.")
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_hostile_iri_is_refused_or_round_trips(slug: str) -> None:
    identity = Identity(f"person/{slug}", "Person", "x", members=(("s", "a"),))
    reading = Reading(Source("s", ""), (Entity("a", "Person", "x"),))
    try:
        made = compile_dataset([reading], [identity], default_ontology())
    except StoreError as error:
        assert "\n" not in str(error)
        return
    parsed = Dataset(default_union=True)
    parsed.parse(data=serialise(made), format="trig")
    assert URIRef(f"{BASE}person/{slug}") in set(parsed.subjects(iri("rdfs:label"), Literal("x")))


# ------------------------------------------------------------------ readings as JSON

PLAIN = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MAYBE = st.none() | PLAIN
SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda p: Span(min(p), max(p)))
EVIDENCE = st.builds(Evidence, SPANS, SPANS, st.floats(0, 1), PLAIN)
ROLES = st.builds(Role, PLAIN, MAYBE, st.booleans())
MENTIONS = st.builds(Mention, SPANS, st.sampled_from(MentionKind))


def several(one: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=2).map(tuple)


ENTITIES = st.builds(
    Entity,
    PLAIN,
    PLAIN,
    PLAIN,
    several(PLAIN),
    several(ROLES),
    several(MENTIONS),
    MAYBE,
    MAYBE,
    several(PLAIN),
)
STATEMENTS = st.builds(
    Statement,
    PLAIN,
    PLAIN,
    PLAIN,
    st.sampled_from(Modality),
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    MAYBE,
    several(EVIDENCE),
)
QUOTATIONS = st.builds(Quotation, PLAIN, MAYBE, several(PLAIN), MAYBE, several(EVIDENCE))
READINGS = st.builds(
    Reading,
    st.builds(Source, PLAIN, PLAIN, MAYBE, MAYBE, PLAIN, MAYBE),
    several(ENTITIES),
    several(STATEMENTS),
    PLAIN,
    several(QUOTATIONS),
)


IRIS = st.sampled_from(
    [
        *("urn:x:y", "http://a.b/", "http://a.b/#", "http://x.y/a%20b", "https://example.org/é"),
        *(WH, f"{WH}evidence", f"{WH}Statement", str(RDF.type)),
        *(f"{BASE}person/a.b", f"{BASE}graph/entities", f"{BASE}country/china"),
    ]
).map(ox.NamedNode)
XSD_LITERALS = st.builds(
    lambda value, kind: ox.Literal(value, datatype=ox.NamedNode(str(XSD[kind]))),
    st.sampled_from(["1", "-1", "+1", "1.", "1.0", "1e3", "true", "2015", "2015-01", "x", ""]),
    st.sampled_from(["integer", "decimal", "double", "boolean", "date", "gYear", "gYearMonth"]),
)
TEXTS = st.text('ab"\\\n\t\r\u2028é😀 \x01\x7f')
LITERALS = st.one_of(
    TEXTS.map(ox.Literal), TEXTS.map(lambda text: ox.Literal(text, language="en")), XSD_LITERALS
)
QUADS = st.lists(st.builds(ox.Quad, IRIS, IRIS, st.one_of(IRIS, LITERALS), IRIS), max_size=12)


@given(QUADS)
@settings(deadline=None)
def test_trig_and_turtle_lose_nothing_of_any_graph(quads: list[ox.Quad]) -> None:
    dataset = dataset_of(quads, default_ontology())
    stored = {q for q in oxigraph(dataset) if not isinstance(q.graph_name, ox.DefaultGraph)}
    assert len(stored) <= len(set(quads))  # Oxigraph writes some numbers its own way, such as "+1"
    assert set(ox.parse(serialise(dataset), format=ox.RdfFormat.TRIG)) == stored
    merged = {quad.triple for quad in stored}
    assert {q.triple for q in ox.parse(serialise(dataset, ".ttl"), format=ox.RdfFormat.TURTLE)} == merged


@given(READINGS)
def test_json_loses_nothing(reading: Reading) -> None:
    written = codec.dumps(reading)
    assert codec.loads(written) == reading
    assert codec.dumps(codec.loads(written)) == written
    assert written.count(b"\n") == 1


@pytest.mark.parametrize("reading", COMPLEX, ids=lambda r: r.source.slug)
def test_json_of_hand_built_readings(reading: Reading) -> None:
    assert codec.loads(codec.dumps(reading)) == reading


WHOLE = codec.dumps(VISIT)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        WHOLE[:-40],
        WHOLE.replace(b'"format":2', b'"format":1'),
        WHOLE.replace(b'"format":2', b'"format":true'),
        WHOLE.replace(b'"Denied"', b'"Sworn"'),
        WHOLE.replace(b'"name"', b'"shout"'),
        WHOLE.replace(b'"slug":"visit"', b'"slug":7'),
        WHOLE.replace(b'"slug":"visit",', b""),
        WHOLE.replace(b'"title":"Director of National Intelligence"', b'"title":"\\ud800"'),
        WHOLE.replace(b"[245,251]", b"[251,245]"),
        WHOLE.replace(b"[245,251]", b"[245]"),
        WHOLE.replace(b"0.74", b"NaN"),
        WHOLE.replace(b"0.74", b'"0.74"'),
        b"[" * 100_000,
    ],
)
def test_corrupt_json_is_refused_in_one_line(content: bytes) -> None:
    assert content != WHOLE
    with pytest.raises(StoreError, match=r"cache/visit\.json: not a reading of this version") as caught:
        codec.loads(content, name="cache/visit.json")
    assert "\n" not in str(caught.value)


def test_half_a_character_is_not_written_as_json() -> None:
    with pytest.raises(StoreError, match="fix the text"):
        codec.dumps(replace(VISIT, source=replace(VISIT.source, title="\ud800")))


@given(cut=st.integers(0, len(WHOLE) - 2), put=st.binary(max_size=3))
def test_damaged_json_is_refused_or_a_reading(cut: int, put: bytes) -> None:
    try:
        codec.loads(WHOLE[:cut] + put + WHOLE[cut + len(put) + 1 :])
    except StoreError as error:
        assert "\n" not in str(error)


# ------------------------------------------------------------------ a user's own ontology


def test_own_class_and_relation(tmp_path: Path) -> None:
    own = tmp_path / "ships.ttl"
    own.write_text(
        "@prefix wh: <https://w3id.org/whereas#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix my: <https://example.org/ships#> .\n"
        'my:Ship a owl:Class ; rdfs:subClassOf wh:Entity ; rdfs:label "ship" ; wh:folder "ship" .\n'
        "my:sank a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ; rdfs:domain my:Ship ;\n"
        '    rdfs:range my:Ship ; rdfs:label "sank" .\n',
        "utf-8",
    )
    ontology = load_ontology([own])
    text = "The Hood sank the Bismarck."
    reading = Reading(
        Source("s", text),
        (Entity("h", "Ship", "Hood"), Entity("b", "Ship", "Bismarck")),
        (Statement("h", "sank", "b", evidence=(said(text, text, "sank"),)),),
    )
    ids = (
        Identity("ship/bismarck", "Ship", "Bismarck", members=(("s", "b"),)),
        Identity("ship/hood", "Ship", "Hood", members=(("s", "h"),)),
    )
    written = serialise(compile_dataset([reading], ids, ontology)).decode("utf-8")
    assert "ship:hood a <https://example.org/ships#Ship>" in written
    assert "ship:hood <https://example.org/ships#sank> ship:bismarck" in written


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_bytes(serialise(compile_dataset(COMPLEX, IDENTITIES, default_ontology()), ".ttl"))
