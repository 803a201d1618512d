"""GUM news: coreference of people, organizations and places, CoNLL F1.

Chains of one mention are omitted on both sides, as in OntoNotes. A mention of a reading matches the annotated
mention whose head it contains and whose span fits best; an unmatched mention counts against precision. "named
chains" only uses chains with a proper noun as a head: those with a node in a graph.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.evaluate import coreference
from graph.evaluate.bench.base import Bench, Task, lines
from graph.evaluate.figures import Miss, Outcome, context
from graph.evaluate.mapping import labels_of, table
from graph.evaluate.spans import jaccard
from graph.model import Reading, Source, Span
from graph.ontology import Ontology

OPENED = re.compile(r"\((\d+)-([a-z]+)-[^-()]*-[^-()]*-[^-()]*-([\d,]+)-[^()]*(\)?)|(\d+)\)")


@dataclass(frozen=True, slots=True)
class Marked:
    """An annotated mention: its entity's number and type, its span, its head, and whether that is a name."""

    entity: int
    type: str
    span: Span
    head: Span
    proper: bool


def load(folder: Path, limit: int | None) -> list[Task]:
    """The news documents of GUM in the order of their names."""
    paths = sorted((folder / "gum").glob("GUM_news_*.conllu"))[:limit]
    return [_task(path) for path in paths]


def _task(path: Path) -> Task:
    text, glue, tokens = "", True, []
    whole: dict[int, str] = {}  # the last part of a word of many parts, and what follows the word
    within = 0
    for line in lines(path):
        if line.startswith("# newpar") and text and not text.endswith("\n"):
            text, glue = text + "\n\n", True
        columns = line.split("\t")
        if len(columns) == 10 and "-" in columns[0]:
            within = int(columns[0].split("-")[1])
            whole = {within: columns[9]}
        elif len(columns) == 10 and columns[0].isdigit():
            at = int(columns[0])
            text += "" if glue else " "
            tokens.append((Span(len(text), len(text) + len(columns[1])), columns[4], columns[9]))
            text += columns[1]
            glue = at < within or "SpaceAfter=No" in whole.pop(at, columns[9])
            within = within if at < within else 0
    return Task(Source(path.stem.lower().replace("_", "-"), text), tuple(marked(tokens)))


def marked(tokens: Sequence[tuple[Span, str, str]]) -> list[Marked]:
    """The mentions that (span, tag, MISC) tokens mark, in the order in which they close."""
    open_: dict[int, list[tuple[int, str, str]]] = {}
    out: list[Marked] = []
    for at, (_, _, misc) in enumerate(tokens):
        entry = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
        for match in OPENED.finditer(entry):
            number = int(match[1] or match[5])
            if match[1]:
                open_.setdefault(number, []).append((at, match[2], match[3]))
            if (match[5] or match[4]) and open_.get(number):
                out.append(_closed(number, open_[number].pop(), at, tokens))
    return out


def _closed(
    number: int, opened: tuple[int, str, str], last: int, tokens: Sequence[tuple[Span, str, str]]
) -> Marked:
    first, kind, heads = opened
    at = [first + int(one) - 1 for one in heads.split(",") if one]
    at = [one for one in at if first <= one <= last] or [last]
    span = Span(tokens[first][0].begin, tokens[last][0].end)
    head = Span(tokens[at[0]][0].begin, tokens[at[0]][0].end)
    return Marked(number, kind, span, head, any(tokens[one][1].startswith("NNP") for one in at))


def score(tasks: Sequence[Task], readings: Sequence[Reading], ontology: Ontology) -> Outcome:
    """The three measures and their mean over named chains, then over all chains."""
    named, every, misses = [], [], []
    for task, reading in zip(tasks, readings, strict=True):
        kinds = {label for labels in table("gum")["classes"].values() for label in labels}
        key = _chains((one.entity, one) for one in task.gold if one.type in kinds)
        system = _system(reading, task.gold, ontology)
        proper = [chain for chain in key if any(one.proper for one in chain if isinstance(one, Marked))]
        others = {one for chain in key if chain not in proper for one in chain}
        named.append((proper, [kept for chain in system if len(kept := chain - others) > 1]))
        every.append((key, system))
        misses += _misses(proper, system, reading)
    rows = (*coreference.rows(named, "named chains"), *coreference.rows(every, "all chains"))
    return Outcome(BENCH.name, rows, tuple(misses))


def _chains(pairs: Iterable[tuple[Hashable, Hashable]]) -> list[frozenset[Hashable]]:
    found: dict[Hashable, set[Hashable]] = {}
    for owner, mention in pairs:
        found.setdefault(owner, set()).add(mention)
    return [frozenset(mentions) for mentions in found.values() if len(mentions) > 1]


def _system(reading: Reading, gold: Sequence[Marked], ontology: Ontology) -> list[frozenset[Hashable]]:
    classes = table("gum")["classes"]
    taken: dict[Hashable, tuple[float, Hashable]] = {}
    for entity in reading.entities:
        if not labels_of(entity.cls, classes, ontology):
            continue
        for mention in entity.mentions:
            fit, stands_for = _stands_for(mention.span, gold)
            if stands_for not in taken or taken[stands_for][0] < fit:
                taken[stands_for] = (fit, entity.key)
    return _chains((owner, mention) for mention, (_, owner) in taken.items())


def _stands_for(span: Span, gold: Sequence[Marked]) -> tuple[float, Hashable]:
    fits = [(jaccard(span, one.span), -at) for at, one in enumerate(gold) if one.head in span]
    if not fits:
        return 0.0, span
    fit, at = max(fits)
    return fit, gold[-at]


def _misses(
    key: Sequence[frozenset[Hashable]], system: Sequence[frozenset[Hashable]], reading: Reading
) -> list[Miss]:
    owner = {mention: at for at, chain in enumerate(system) for mention in chain}
    out, text = [], reading.source.text
    for chain in key:
        marks = sorted((one for one in chain if isinstance(one, Marked)), key=lambda one: one.span)
        for one in marks:
            before = [other for other in marks if other.span < one.span]
            if before and owner.get(one) is None:
                what = f"{one.type}, of “{before[0].span.of(text)[:40]}”"
                shown = context(text, one.span)
                out.append(Miss("not in a chain", what, one.span.of(text), shown, reading.source.slug))
    return out


BENCH = Bench("gum", "coreference in news", load, score)
