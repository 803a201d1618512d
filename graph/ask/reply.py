"""What an asker gets: answers with their sentences and speakers, how the question was read, its SPARQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.ask.names import Names
from graph.ask.question import End, Question, Signal, Thing, Wanted
from graph.query import Table

SURE = "Asserted"


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence and the slug of the source that it stands in."""

    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One statement that answers: `label` is what was asked for, where that is an entity, `iri` its IRI."""

    statement: str
    modality: str
    label: str = ""
    iri: str = ""
    speaker: str | None = None
    when: str | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to a question.

    `understood` says how it was read, and is empty where it was not; then `problem` says why, and `nearest`
    holds questions that would be understood. `short` is the answer in a few words.
    """

    question: str
    understood: str = ""
    short: str = ""
    answers: tuple[Answer, ...] = ()
    notes: tuple[str, ...] = ()
    sparql: str = ""
    problem: str = ""
    nearest: tuple[str, ...] = field(default=())


def described(question: Question, names: Names) -> str:
    """How the question was read, in the graph's words.

    Ends and relations are those that the query asks for, so that a wrong reading shows.
    """
    labels = " or ".join(dict.fromkeys(f"“{_told(signal, names)}”" for signal in question.signals))
    a, b = _end(question.a, names), _end(question.b, names)
    says = "denies" if question.modality == "Denied" else "claims or denies"
    told = {
        "about": f"all that is said about {b}",
        "said": f"what {_end(question.speaker, names, 'anybody')} {says}"
        + (f" about {b}" if question.b else ""),
        "paths": f"the ways from {a} to {b}",
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


def _end(end: End, names: Names, nobody: str = "anybody or anything") -> str:
    if isinstance(end, Thing):
        return " or ".join(dict.fromkeys(names.label(i) for i in end.ids))
    if end is None or (end.cls is None and end.of is None):
        return nobody
    cls = names.ontology.classes[end.cls].label if end.cls else "anything"
    return f"any {cls}" + (f" of {_end(end.of, names)}" if end.of else "")


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
        found[key] = _answer(
            row, iri, names, quotes if before is None or quote not in before.quotes else before.quotes
        )
    return tuple(found.values())


def _answer(row: Mapping[str, object], iri: str, names: Names, quotes: tuple[Quote, ...]) -> Answer:
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
        quotes=quotes,
    )


def _way(row: Mapping[str, object]) -> Answer:
    steps = [str(row[name]) for name in ("first", "over", "then", "last") if row[name] is not None]
    return Answer(" – ".join(steps), SURE)


def short(question: Question, found: tuple[Answer, ...]) -> str:
    """The answer in a few words: names, dates, yes or how many; what is only claimed is told apart."""
    if question.kind == "when":
        dates = dict.fromkeys(_dated(one) for one in found if one.when)
        return _joined(dates) or "No article dates it."
    if question.kind == "whether":
        return _whether(found)
    labels = {
        m: list(dict.fromkeys(a.label for a in found if a.label and _sure(a, question) == m))
        for m in (True, False)
    }
    unsure = [label for label in labels[False] if label not in labels[True]]
    if question.wanted is not None and question.wanted.count:
        return f"{len(labels[True])}" + (f" ({_joined(labels[True])})" if labels[True] else "")
    only = f"only claimed, planned, possible or denied: {_joined(unsure)}" if unsure else ""
    return "; ".join(part for part in (_joined(labels[True]), only) if part)


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
