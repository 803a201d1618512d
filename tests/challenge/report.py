"""Shows how the challenge set stands: `python -m tests.challenge.report [construction or id …]`."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence

from graph.model import Entity, Modality, Reading
from graph.ontology import Ontology, default_ontology

from .judge import Judge, Verdict
from .readings import ReadAll, reader, readings
from .table import Case, cases, known_misses

Judged = tuple[Case, Reading, Verdict]


def judged(chosen: Sequence[Case], read_all: ReadAll, ontology: Ontology) -> list[Judged]:
    """Each case with its reading and what is wrong with it."""
    found = readings(chosen, read_all)
    return [(case, found[case.id], Judge(found[case.id], ontology).verdict(case)) for case in chosen]


def rates(results: Sequence[Judged]) -> str:
    """A line for each construction: cases, passed, rate, and how often something was missing or too much."""
    lines = [f"{'construction':22} {'cases':>5} {'pass':>5} {'rate':>5} {'missing':>8} {'too much':>8}"]
    groups = dict.fromkeys(case.construction for case, _, _ in results)
    for name in groups:
        lines.append(_rate(name, [each for each in results if each[0].construction == name]))
    lines.append(_rate("all", results))
    lines.append(_rate("nothing (asserted)", [each for each in results if each[0].quiet]))
    return "\n".join(lines)


def _rate(name: str, results: Sequence[Judged]) -> str:
    count = Counter[str]()
    for _, _, verdict in results:
        count.update(passed=bool(verdict), missing=bool(verdict.missing), excess=bool(verdict.excess))
    share = count["passed"] / len(results) if results else 0.0
    figures = f"{len(results):5} {count['passed']:5} {share:5.2f} {count['missing']:8} {count['excess']:8}"
    return f"{name:22} {figures}"


def missed_relations(results: Sequence[Judged]) -> str:
    """The relations that required statements lack, the most missed first."""
    count = Counter[str]()
    for case, _, verdict in results:
        lacking = set(verdict.missing)
        count.update("|".join(each.relations) for each in case.required if each.written in lacking)
    ranked = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    return "missed: " + ", ".join(f"{name} {number}" for name, number in ranked)


def failures(results: Sequence[Judged], ontology: Ontology) -> str:
    """Each failing case: its text, what is wrong, and all that came out."""
    known = known_misses()
    return "\n\n".join(_failure(each, ontology, known) for each in results if not each[2])


def _failure(result: Judged, ontology: Ontology, known: dict[str, str]) -> str:
    case, reading, verdict = result
    judge = Judge(reading, ontology)
    note = f"   (known: {known[case.id]})" if case.id in known else ""
    lines = [f"[{case.id}]{note}", *(f"    {line}" for line in case.paragraphs)]
    lines += [f"  - missing   {each}" for each in verdict.missing]
    lines += [f"  + too much  {each}" for each in verdict.excess]
    others = sorted(judge.show(each) for each in reading.statements)
    lines += [f"      got     {each}" for each in others if each not in verdict.excess]
    if any(each.startswith("=") for each in (*verdict.missing, *verdict.excess)) or not others:
        lines.append("      names   " + "; ".join(_entity(each) for each in reading.entities))
    return "\n".join(lines)


def _entity(entity: Entity) -> str:
    names = "/".join(dict.fromkeys((entity.label, *entity.names)))
    when = f" {entity.when}" if entity.when else ""
    return f"{names} :{entity.cls}{when}"


def overstated(results: Sequence[Judged]) -> int:
    """How many facts stand that must not: the worst error."""
    facts = f"[{Modality.ASSERTED}"
    return sum(facts in each for _, _, verdict in results for each in verdict.excess)


def as_toml(results: Sequence[Judged]) -> str:
    """Lines for known_misses.toml; each still wants its reason in a person's words."""
    return "\n".join(_miss(case.id, verdict) for case, _, verdict in results if not verdict)


def _miss(name: str, verdict: Verdict) -> str:
    wrong = re.sub(" +", " ", "; ".join(str(verdict).splitlines()))
    return f"{name} = {json.dumps(wrong, ensure_ascii=False)}"


def show(results: Sequence[Judged], ontology: Ontology, *, only_rates: bool = False) -> str:
    """The whole report."""
    known = known_misses()
    mended = sorted(case.id for case, _, verdict in results if verdict and case.id in known)
    parts = [] if only_rates else [failures(results, ontology)]
    parts += [rates(results), missed_relations(results), f"facts that must not stand: {overstated(results)}"]
    parts += [f"mended, take out of known_misses.toml: {', '.join(mended)}"] if mended else []
    return "\n\n".join(part for part in parts if part)


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the cases, writes the report, and answers 1 where there is no reader yet."""
    parser = argparse.ArgumentParser(description="How the challenge set stands.")
    parser.add_argument("chosen", nargs="*", help="constructions or ids; all when none is given")
    parser.add_argument("--rates", action="store_true", help="the rates alone")
    parser.add_argument("--toml", action="store_true", help="lines for known_misses.toml")
    options = parser.parse_args(arguments)
    read_all = reader()
    if read_all is None:
        sys.stderr.write("graph.extract has no read_all yet\n")
        return 1
    wanted = set(options.chosen)
    chosen = [case for case in cases() if not wanted or wanted & {case.id, case.construction}]
    if not chosen:
        sys.stderr.write(f"no case or construction is called {', '.join(sorted(wanted))}\n")
        return 2
    ontology = default_ontology()
    results = judged(chosen, read_all, ontology)
    written = as_toml(results) if options.toml else show(results, ontology, only_rates=options.rates)
    sys.stdout.write(written + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
