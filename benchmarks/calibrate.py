"""How often each extraction rule is right: the counts in `graph/extract/confidence.toml`.

    python -m benchmarks.calibrate [--bench DIR] [--limit N] [--write]

Judged are the asserted statements of the gold articles in `tests/gold` whose ends are gold entities,
and the statements that KnowledgeNet can judge, whose passages were searched for every property. How counts
become a confidence is in `graph/extract/confidence.py`. `--write` replaces the counts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from graph.evaluate import bench, from_readings, load_gold, reader, score
from graph.evaluate.gold import align
from graph.extract.confidence import Calibration, Measured, calibration, families
from graph.link import link
from graph.model import Evidence, Reading
from graph.ontology import Ontology, default_ontology
from graph.read import sources

ROOT = Path(__file__).resolve().parent.parent
COUNTS = ROOT / "graph" / "extract" / "confidence.toml"
LOOSE = frozenset({"relatedTo", "affiliatedWith"})
Judged = Iterator[tuple[str, bool]]


def main() -> None:
    """Print a line for each rule: how often it was seen, how often right, what it is trusted with."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--write", action="store_true", help="replace the counts in confidence.toml")
    given = parser.parse_args()
    ontology = default_ontology()
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    judged = [*from_gold(ontology), *from_knowledgenet(given.bench, given.limit, ontology)]
    for rule, good in judged:
        seen[rule] += 1
        right[rule] += good
    measured = {rule: Measured(seen[rule], right[rule]) for rule in sorted(seen)}
    found = Calibration(measured, calibration().assumed)
    print("| rule | seen | right | confidence |\n|---|---|---|---|")
    for name in sorted({name for rule in measured for name in families(rule)}):
        counts = found.counts(name)
        print(f"| {name} | {counts.seen} | {counts.right} | {found.confidence(name):.2f} |")
    print(f"| all | {found.counts('').seen} | {found.counts('').right} | |")
    if given.write:
        head, title, rest = COUNTS.read_text(encoding="utf-8").partition("[measured]")
        head += title + rest.partition("\n")[0]
        rows = (f'"{rule}" = {{ seen = {one.seen}, right = {one.right} }}' for rule, one in measured.items())
        COUNTS.write_text("\n".join((head, *rows, "")), encoding="utf-8")


def from_gold(ontology: Ontology) -> Judged:
    """The rules of asserted statements between gold entities, and whether the gold has them."""
    paths = [
        path for path in sorted((ROOT / "tests" / "gold").glob("*.md")) if path.with_suffix(".json").exists()
    ]
    pairs = [(path, path.with_suffix(".json")) for path in paths]
    first = ROOT.parent / "shared" / "gold" / "cyber-relations.json"
    if first.exists():
        pairs.append((first.parent.parent / "corpus" / "cyber-relations.txt", first))
    for path, gold in pairs:
        yield from _judge(gold, list(reader()(sources([path]))), ontology)


def _judge(gold: Path, readings: Sequence[Reading], ontology: Ontology) -> Judged:
    identities = link(readings, ontology)
    graph, wanted = from_readings(readings, identities), load_gold(gold)
    unsupported = set(score(wanted, graph, ontology).misses["unsupported"])
    found = align(wanted["entities"], graph.nodes, ontology)
    id_of = {member: one.id for one in identities for member in one.members}
    for reading in readings:
        for one in reading.statements:
            ends = [found.id_of.get(id_of[reading.source.slug, key]) for key in (one.subject, one.object)]
            if one.modality != "Asserted" or None in ends or one.relation in LOOSE:
                continue
            said = f"{ends[0]} {one.relation} {ends[1]}"
            for rule in sorted({evidence.extractor for evidence in one.evidence}):
                yield rule, said not in unsupported


def from_knowledgenet(folder: Path, limit: int | None, ontology: Ontology) -> Judged:
    """The rules of statements that KnowledgeNet judges.

    The benchmark hands back confidences alone, so each rule is given one of its own for the run.
    """
    rules: dict[str, float] = {}

    def numbered(found: Evidence) -> Evidence:
        return replace(found, confidence=rules.setdefault(found.extractor, (len(rules) + 1) / 1000))

    def read(given: object) -> Iterator[Reading]:
        for reading in reader()(given):  # type: ignore[arg-type]
            yield replace(
                reading,
                statements=tuple(
                    replace(one, evidence=tuple(numbered(e) for e in one.evidence))
                    for one in reading.statements
                ),
            )

    if not folder.is_dir():
        return
    for outcome in bench(folder, ["knowledgenet"], read=read, ontology=ontology, limit=limit):
        names = {number: rule for rule, number in rules.items()}
        yield from ((names[confidence], good) for confidence, good in outcome.judged if confidence in names)


if __name__ == "__main__":
    main()
