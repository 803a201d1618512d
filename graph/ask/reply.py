"""What an asker gets: answers with their sentences and speakers, how the question was read, its SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.ask.compile import ties
from graph.ask.entity_names import Names
from graph.ask.question import End, Question, Signal, Thing, Wanted
from graph.ask.tokens import american, name_words, verb
from graph.model import period
from graph.query import Table

SURE = "Asserted"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence and the slug of its source."""

    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One statement of the answer: `label` is the entity asked for, if any, and `iri` its IRI.

    `told` has the words of its sentences that express the relation, `over` how long it lasted and what has
    become of it.
    """

    statement: str
    modality: str
    label: str = ""
    iri: str = ""
    speaker: str | None = None
    when: str | None = None
    told: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    over: str = ""

    @property
    def told_when(self) -> str:
        """When it holds and whether it is over, for reading: "2004 to 2010", "suspended"."""
        return ", ".join(part for part in (self.when, self.over) if part)


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to a question.

    `understood` is the interpretation, empty if the question did not parse; then `problem` has the reason and
    `nearest` has similar questions that have an answer. `short` is the answer in a few words. `sentences` may
    answer where the graph does not: they are ranked, and not read into the graph.
    """

    question: str
    understood: str = ""
    short: str = ""
    answers: tuple[Answer, ...] = ()
    notes: tuple[str, ...] = ()
    sparql: str = ""
    problem: str = ""
    nearest: tuple[str, ...] = field(default=())
    sentences: tuple[Quote, ...] = ()


def described(question: Question, names: Names) -> str:
    """How the question was read, in the graph's words.

    Ends and relations are those that the query asks for, so that a wrong reading shows.
    """
    labels = " or ".join(dict.fromkeys(f"“{_told(signal, names)}”" for signal in question.signals))
    a, b = _end(question.a, names), _end(question.b, names)
    says = "denies" if question.modality == "Denied" else "claims or denies"
    told = {
        "about": f"everything about {b}",
        "said": f"what {_end(question.speaker, names, 'anyone')} {says}"
        + (f" about {b}" if question.b else ""),
        "between": f"everything about {a} and {b} together",
        "where": f"where {a} {labels} {b}",
        "paths": f"paths from {a} to {b}",
        "time": "what is dated",
        "members": f"{a}",
        "when": f"when {a} {labels} {b}" if labels else f"what is dated about {b}",
        "whether": f"whether {a} {labels} {b}",
    }
    text = told.get(question.kind, f"{a} {labels} {b}")
    if question.signals and isinstance(question.speaker, Wanted):
        text = f"who {says.partition(' ')[0]} that {text}"
    if question.role:
        text += f", as “{question.role}”"
    return text + (f", {question.tail.text}" if question.tail.text else "")


def _told(signal: Signal, names: Names) -> str:
    relation = names.ontology.relations[signal.relation]
    return signal.phrase or (relation.inverse_label if signal.inverse else relation.label)


def _end(end: End, names: Names, nobody: str = "anyone or anything") -> str:
    if isinstance(end, Thing):
        return " or ".join(dict.fromkeys(names.label(i) for i in end.ids))
    if end is not None and end.role is not None:
        return f"anyone called “{end.role}”"
    if end is None or (end.cls is None and end.of is None):
        return nobody
    cls = names.ontology.classes[end.cls].label if end.cls else "anything"
    called = f" with “{end.noun}” in the name" if end.noun else ""
    return f"any {cls}{called}" + (f" of {_end(end.of, names)}" if end.of else "")


def answers(question: Question, table: Table, names: Names) -> tuple[Answer, ...]:
    """The rows as answers, one for each statement, with all its sentences."""
    rows = table.records()
    if question.kind == "paths":
        return tuple(_way(row) for row in rows)
    if question.kind == "members":
        return tuple(Answer(str(row["name"]), SURE, str(row["name"]), str(row["a"])) for row in rows)
    found: dict[tuple[str, str], Answer] = {}
    side = next((n for n in ("a", "b", "speaker") if isinstance(getattr(question, n), Wanted)), None)
    column = "by" if side == "speaker" else side
    for row in rows:
        iri = str(row.get(column) or "") if column else ""
        quote = Quote(str(row["sentence"]), str(row["source"]).rpartition("/")[2])
        key = str(row["s"]), iri
        before = found.get(key)
        quotes = (*before.quotes, quote) if before and quote not in before.quotes else (quote,)
        quotes = quotes if before is None or quote not in before.quotes else before.quotes
        told = dict.fromkeys((*(before.told if before else ()), str(row["told"] or "")))
        found[key] = _answer(row, iri, names, quotes, tuple(told))
    return _of_its_own_day(question, tuple(found.values()), names)


def _of_its_own_day(question: Question, found: tuple[Answer, ...], names: Names) -> tuple[Answer, ...]:
    """For "when was the summit": the statements with the date of the summit itself, if known."""
    if question.kind != "when" or question.signals:
        return found
    days = [names.entities[i].when for thing in question.things for i in thing.ids if names.entities[i].when]
    same = [one for one in found if any(_agree(one.when or "", day) for day in days)]
    return tuple(same) or found


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _answer(
    row: Mapping[str, object], iri: str, names: Names, quotes: tuple[Quote, ...], told: tuple[str, ...]
) -> Answer:
    relation = str(row["p"]).rpartition("#")[2].rpartition("/")[2]
    known = names.ontology.relations.get(relation)
    does = str(row["words"] or (known.label if known else relation))
    return Answer(
        statement=f"{row['subject']} {does} {row['object']}",
        modality=str(row["modality"]).rpartition("#")[2],
        label=names.label(iri) if iri in names.entities else "",
        iri=iri,
        speaker=None if row["speaker"] is None else str(row["speaker"]),
        when=None if row["when"] is None else str(row["when"]),
        told=told,
        quotes=quotes,
        over=_over(row),
    )


def _over(row: Mapping[str, object]) -> str:
    start, end = (None if row[name] is None else str(row[name]) for name in ("since", "until"))
    state = None if row["state"] is None else str(row["state"]).rpartition("#")[2]
    return period(None, start, end, state)


def _way(row: Mapping[str, object]) -> Answer:
    steps = [str(row[name]) for name in ("first", "over", "then", "last") if row[name] is not None]
    return Answer(" – ".join(steps), SURE)


def short(question: Question, found: tuple[Answer, ...], names: Names) -> str:
    """The answer in a few words: names, dates, yes, or a number; claims are listed separately."""
    if question.kind == "when":
        dates = dict.fromkeys(_dated(one) for one in found if one.when)
        return _joined(dates) or "No article gives a date."
    if question.kind == "whether":
        return _whether(found)
    if question.kind == "where":
        return "The graph has no place for it; see the sentences."
    sure = _labels(one for one in found if _sure(one, question))
    unsure = [one for one in _labels(one for one in found if not _sure(one, question)) if one not in sure]
    plain, others = _as_asked(question, [one for one in found if _sure(one, question)], names)
    counted = question.wanted is not None and question.wanted.count
    parts = (
        _counted(plain) if counted and (plain or not others) else _joined(plain),
        f"in other words: {_counted(others) if counted else _joined(others)}" if others else "",
        f"only claimed, planned, possible or denied: {_counted(unsure) if counted else _joined(unsure)}"
        if unsure
        else "",
    )
    return "; ".join(part for part in parts if part)


def _labels(found: Iterable[Answer]) -> list[str]:
    return list(dict.fromkeys(one.label for one in found if one.label))


def _counted(labels: Sequence[str]) -> str:
    return f"{len(labels)}" + (f" ({_joined(labels)})" if labels else "")


def _as_asked(question: Question, found: Sequence[Answer], names: Names) -> tuple[list[str], list[str]]:
    """The answers with the verb of the question, and those with other words of the same relation.

    A relation is wider than each of its words: to blame is not to indict. If the verb is the name of the
    relation, or the relation is a state, all answers are in the first group.
    """
    first = question.words.partition(" ")[0]
    if not first or first == "be" or question.role or any(s.phrase for s in question.signals):
        return _labels(found), []
    relations = [names.ontology.relations[signal.relation] for signal in question.signals]
    forms = frozenset(map(american, verb(first).all))
    lasting = ties(names.ontology) & {one.name for one in relations}
    if lasting or forms & {one.label.split()[0] for one in relations}:
        return _labels(found), []
    same = _labels(one for one in found if any(_has_word(told, first, forms) for told in one.told))
    return same, [label for label in _labels(found) if label not in same]


def _has_word(told: str, first: str, forms: frozenset[str]) -> bool:
    """Whether words contain a form of a verb, or a noun derived from it ("indictment" from "indict")."""
    return any(
        american(word) in forms or (len(first) > 4 and word.startswith(first)) for word in name_words(told)
    )


def _dated(answer: Answer) -> str:
    return f"{answer.when}" + ("" if answer.modality == SURE else f" ({answer.modality.lower()})")


def _sure(answer: Answer, question: Question) -> bool:
    return answer.modality == SURE or question.kind == "members" or isinstance(question.speaker, Wanted)


def _whether(found: tuple[Answer, ...]) -> str:
    kinds = list(dict.fromkeys(one.modality for one in found))
    if SURE in kinds:
        return "Yes, an article says so" + ("; it is also denied." if "Denied" in kinds else ".")
    if kinds:
        return f"No article asserts it; it is {_joined(kind.lower() for kind in kinds)}."
    return "No article says so."


def _joined(labels: Iterable[str]) -> str:
    return ", ".join(labels)
