"""Prints the figures of a reader on the annotated sets.

python -m benchmarks.evaluate --set gap --limit 100
python -m benchmarks.evaluate --set re3d --reader spacy-ner --misses 20
python -m benchmarks.evaluate --set names
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.baseline import READERS
from graph.evaluate import BENCHES, Outcome, Read, bench, reader, tables
from graph.evaluate.bench import NAMES, USUAL, name_pairs

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the arguments, runs the sets one after the other, prints each as soon as it is there."""
    given = _arguments().parse_args(arguments)
    judged: list[tuple[float, bool]] = []
    for name in given.set or USUAL:
        start = time.perf_counter()
        outcome = _outcome(name, given)
        kept = given.reader + (", unnamed ends too" if given.unnamed else "")
        who = kept if name != NAMES else given.compare or "rapidfuzz ratio"
        print(f"\n## {name} · {who} · {time.perf_counter() - start:.0f} s\n")
        print(tables.of_outcome(outcome, misses=given.misses))
        judged += outcome.judged
    if judged:
        print(f"\n## confidence · {given.reader}\n\n{tables.of_confidence(judged)}")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=FOLDER, help="folder of the annotated sets")
    parser.add_argument("--set", action="append", choices=[*BENCHES, NAMES], help="may be given often")
    parser.add_argument(
        "--reader", default="whereas", help=f"whereas, {', '.join(READERS)} or module:function"
    )
    parser.add_argument("--compare", default="", help="function for names, module:function; else rapidfuzz")
    parser.add_argument(
        "--unnamed", action="store_true", help="whereas keeps also whom a text never names, as no graph does"
    )
    parser.add_argument("--limit", type=int, help="read this many texts of a set at most")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show the N most frequent misses")
    return parser


def _outcome(name: str, given: argparse.Namespace) -> Outcome:
    read: Read = (
        _imported(given.reader)
        if ":" in given.reader
        else (READERS.get(given.reader) or reader(unnamed=given.unnamed))
    )
    compare = _imported(given.compare) if given.compare else name_pairs.plain_ratio
    return next(bench(given.bench, [name], read=read, compare=compare, limit=given.limit))


def _imported(name: str) -> Any:
    module, function = name.split(":")
    return getattr(import_module(module), function)


if __name__ == "__main__":
    main()
