"""Builds the cases of a file such as `../shared/cases/cases.jsonl` and judges those that a program can judge.

    python -m benchmarks.cases ../shared/cases/cases.jsonl
    python -m benchmarks.cases ../shared/cases/cases.jsonl --kind "two names" --all > before.txt

A case is one JSON object per line with `id`, `kind`, `text` and `forbidden`; `a.md … || b.md …` in a text
separates articles of one build. Two kinds of judgement need no reader: a pair of names (`pair:One|Other`) is
one node or two, and a forbidden statement ("Ana Ruiz represents Peru") is in the graph or is not. Everything
else is printed for a person to read with `--all`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.extract import read_all
from graph.link import link
from graph.model import Identity, Reading, Source
from graph.ontology import default_ontology

PUBLISHED = "2024-03-15"  # the date of every case that does not have another
_ARTICLE = re.compile(r"^\s*(\w+\.md)\s")


@dataclass(frozen=True, slots=True)
class Built:
    """What one case came to: `identities`, and `facts` as (subject, relation, object, modality) labels."""

    identities: tuple[Identity, ...]
    facts: tuple[tuple[str, str, str, str], ...] = ()
    problems: list[str] = field(default_factory=list)

    def named(self, name: str) -> set[str]:
        """The ids of the nodes that have a name, else of those that have it without its title."""
        tried = (name, name.partition(" ")[2])
        found = ({one.id for one in self.identities if text in one.names} for text in tried)
        return next((ids for ids in found if ids), set())


def articles(text: str, case: str) -> Iterator[Source]:
    """The articles of a case."""
    for at, part in enumerate(text.split("||")):
        found = _ARTICLE.match(part)
        body = part[found.end() :] if found else part
        yield Source(f"{case}-{at}", body.strip(), published=PUBLISHED)


def built(cases: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Built]]:
    """Each case with the graph of its articles; all are read in one batch."""
    sources = [one for at, case in enumerate(cases) for one in articles(case["text"], str(at))]
    readings: dict[str, list[Reading]] = {}
    for reading in read_all(sources):
        readings.setdefault(reading.source.slug.split("-")[0], []).append(reading)
    for at, case in enumerate(cases):
        yield case, _graph(readings[str(at)])


def _graph(readings: Sequence[Reading]) -> Built:
    identities = link(readings, default_ontology())
    of = {member: one for one in identities for member in one.members}
    facts = []
    for reading in readings:
        for said in reading.statements:
            if said.state is not None:
                continue  # what is over or suspended is no fact of today
            ends = [of[reading.source.slug, key].id for key in (said.subject, said.object)]
            facts.append((ends[0], said.relation, ends[1], said.modality.value))
    return Built(identities, tuple(sorted(set(facts))))


def verdict(case: dict[str, Any], graph: Built) -> str | None:
    """ "one" or "two" for a pair of names, "wrong" for a forbidden statement, None if it is undecidable."""
    if case["id"].startswith("pair:"):
        a, b = (graph.named(name) for name in case["id"].removeprefix("pair:").split("|"))
        return "missing" if not a or not b else "one" if a & b else "two"
    forbidden = [found for line in case["forbidden"] for found in _found(line, graph)]
    if forbidden:
        return "wrong"
    return "clean" if any(_triple(line, graph) for line in case["forbidden"]) else None


def _found(line: str, graph: Built) -> Iterator[tuple[str, str, str, str]]:
    for relation, (subjects, objects, modality) in _triple(line, graph).items():
        for fact in graph.facts:
            fits = fact[1] == relation and _is(fact[0], subjects) and _is(fact[2], objects)
            if fits and modality in ("*", fact[3]):
                yield fact


def _triple(line: str, graph: Built) -> dict[str, tuple[str, str, str]]:
    """ "A relation B" or "A | relation/relation | B | Modality" by relation; empty for other words."""
    relations = default_ontology().relations
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) == 4:
        return {name: (cells[0], cells[2], cells[3]) for name in cells[1].split("/") if name in relations}
    words = line.split()
    at = next((at for at, word in enumerate(words) if word in relations), None)
    if at is None:
        return {}
    return {words[at]: (" ".join(words[:at]), " ".join(words[at + 1 :]), "Asserted")}


def _is(node: str, names: str) -> bool:
    """Whether an id stands for one of the names ("Jack/Jill"), or for words of it; "" is any."""
    slug = f"-{node.partition('/')[2]}-"
    parts = ("-".join(re.findall(r"\w+", name.lower())) for name in names.split("/"))
    return names in ("", "*") or any(f"-{part}-" in slug for part in parts)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print each case that is judged, or all of them, and how many there are of each verdict."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--kind", default="", help="only cases whose kind contains this")
    parser.add_argument("--id", default="", help="only cases whose id begins with this")
    parser.add_argument("--all", action="store_true", help="print nodes and statements of every case")
    given = parser.parse_args(arguments)
    if not given.file.exists():
        parser.exit(0, f"{given.file}: no such file; the cases are not part of this repository\n")
    lines = map(json.loads, given.file.read_text(encoding="utf-8").splitlines())
    cases = [c for c in lines if "text" in c and given.kind in c["kind"] and c["id"].startswith(given.id)]
    counts: dict[str, int] = {}
    for case, graph in built(cases):
        said = verdict(case, graph)
        counts[said or "unjudged"] = counts.get(said or "unjudged", 0) + 1
        if said or given.all:
            print(f"{case['id']}\t{case['verdict']}\t{said or '-'}")
        if given.all:
            for one in graph.identities:
                print(f"    . {one.id} {' = '.join(one.names)}{' ' + one.when if one.when else ''}")
            for fact in graph.facts:
                print(f"    + {' '.join(fact)}")
    print("; ".join(f"{count} {name}" for name, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
