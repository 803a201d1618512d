"""re3d: government and news text on Syria and Iraq, its named mentions and its relations.

A gold mention is named if the last word of its core, before any "of", "in" or comma, has a capital or a
digit; the others ("Iraqi forces", "we") and nationalities are neutral: neither missing nor extra. Some
passages have no annotations at all: "marked sentences" and the list of misses exclude them from precision.
Relations between people, organisations, locations and nationalities are evaluated; relations of strikes,
weapons and vehicles have no class here and are reported in the row "all ends".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from graph.evaluate import facts
from graph.evaluate.bench.base import Bench, Task, json_lines
from graph.evaluate.figures import Outcome, Row
from graph.evaluate.mapping import relations, table
from graph.evaluate.mentions import Labelled, tally
from graph.evaluate.spans import overlap
from graph.model import Reading, Source, Span, slugify
from graph.ontology import Ontology

FOLDERS = ("Australian Department of Foreign Affairs", "CENTCOM", "Wikipedia")
LABELS = ("Person", "Organisation", "Location")
SENTENCE_ENDS = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z“\"])|\n+")
CORE_ENDS = re.compile(r"\s(?:of|in|for|from|at|on|who|which|that)\s|[,(]")
PRONOUNS = frozenset(
    re.findall(r"\w+", "i we he she it they you our their his her its us them my who this that these")
)


def load(folder: Path, limit: int | None) -> list[Task]:
    """The articles of the three sources with their entities and relations."""
    tasks = []
    for name in FOLDERS:
        place = folder / "re3d" / name
        marked = {kind: _by_document(place / f"{kind}.json") for kind in ("entities", "relations")}
        for document in json_lines(place / "documents.json"):
            source = Source(slugify(f"{name} {document['_id']}"), document["text"], document.get("title"))
            gold = {kind: found.get(document["_id"], []) for kind, found in marked.items()}
            tasks.append(Task(source, gold))
    return tasks[:limit]


def _by_document(path: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in json_lines(path):
        found.setdefault(one["documentId"], []).append(one)
    return found


def is_named(value: str) -> bool:
    """Whether a marked stretch is a name rather than a description or a pronoun.

    >>> is_named("the Syrian Democratic Forces"), is_named("Iraqi forces"), is_named("We")
    (True, False, False)
    """
    words = re.findall(r"[^\W_][\w.'’-]*", CORE_ENDS.split(value.strip())[0])
    if not words or " ".join(words).lower() in PRONOUNS:
        return False
    last, first = str(words[-1]), str(words[0])
    return last != last.lower() or (last[0].isdigit() and first != first.lower())


def labelled(gold: dict[str, Any]) -> Labelled:
    """The named mentions of a document, and the neutral stretches."""
    neutral = set(table("re3d")["neutral"])
    spans, aside = [], []
    for one in gold["entities"]:
        span = Span(one["begin"], one["end"])
        if one["type"] in LABELS and is_named(one["value"]):
            spans.append((span, one["type"]))
        elif one["type"] in LABELS or one["type"] in neutral:
            aside.append(span)
    return Labelled(tuple(sorted(set(spans))), tuple(sorted(set(aside))))


def unmarked(gold: dict[str, Any], text: str) -> tuple[Span, ...]:
    """The sentences without any annotation, which the annotators skipped."""
    ends = [0, *(match.end() for match in SENTENCE_ENDS.finditer(text)), len(text)]
    sentences = [Span(begin, end) for begin, end in pairwise(ends)]
    marks = [Span(one["begin"], one["end"]) for one in gold["entities"]]
    return tuple(one for one in sentences if not any(overlap(one, mark) for mark in marks))


def related(gold: dict[str, Any], *, everything: bool) -> facts.Facts:
    """The relations of a document; unless `everything`, those between people, bodies and places only."""
    kinds = {*LABELS, *table("re3d")["neutral"]}
    places = {Span(e["begin"], e["end"]) for e in gold["entities"] if everything or e["type"] in kinds}
    found = []
    for one in gold["relations"]:
        head = Span(one["sourceBegin"], one["sourceEnd"])
        tail = Span(one["targetBegin"], one["targetEnd"])
        if head in places and tail in places and head != tail:
            found.append(facts.Relation(one["type"], (head,), (tail,)))
    return facts.Facts(tuple(found), tuple((place,) for place in sorted(places)))


def score(tasks: Sequence[Task], readings: Sequence[Reading], ontology: Ontology) -> Outcome:
    """Mentions by overlap, then relations."""
    golds = [labelled(task.gold) for task in tasks]
    names = tally(golds, readings, table("re3d"), ontology, exact=False)
    seen = [
        replace(gold, neutral=gold.neutral + unmarked(task.gold, task.source.text))
        for gold, task in zip(golds, tasks, strict=True)
    ]
    fair = tally(seen, readings, table("re3d"), ontology, exact=False)
    mapping = relations("re3d", ontology)
    own = [related(task.gold, everything=False) for task in tasks]
    found = facts.judge(own, readings, mapping, surely=False)
    every = [related(task.gold, everything=True) for task in tasks]
    whole = facts.judge(every, readings, mapping, surely=False).rows(())[0]
    return Outcome(
        "re3d",
        (
            *names.rows(LABELS, "names"),
            *fair.rows(LABELS, "names, marked sentences"),
            *(_prefixed(one) for one in found.rows(mapping.paths)),
            Row("relations, all ends", None, whole.recall, None, whole.gold, whole.found),
        ),
        (*fair.misses, *found.misses),
        ("Precision of relations is a lower bound: relations were marked within sentences only.",),
        tuple(found.judged),
    )


def _prefixed(one: Row) -> Row:
    return Row("relations " + one.name, one.precision, one.recall, one.f1, one.gold, one.found)


BENCH = Bench("re3d", "names and relations in military and diplomatic text", load, score)
