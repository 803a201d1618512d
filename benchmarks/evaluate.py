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

from rapidfuzz import fuzz

from benchmarks.baseline import READERS
from graph.evaluate import BENCHES, Outcome, Read, Row, bench, frequent, reader
from graph.evaluate.bench import USUAL, name_pairs

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the arguments, runs the sets one after the other, prints each as soon as it is there."""
    given = _arguments().parse_args(arguments)
    for name in given.set or [*USUAL, "names"]:
        start = time.perf_counter()
        outcome = _outcome(name, given)
        who = given.reader if name != "names" else given.compare or "rapidfuzz ratio"
        print(f"\n## {name} · {who} · {time.perf_counter() - start:.0f} s\n")
        print(table(outcome))
        for count, miss in frequent(outcome.misses, given.misses):
            print(f"{count:4} × {miss.verdict} · {miss.what} · {miss.text}\n       {miss.context}")


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=FOLDER, help="folder of the annotated sets")
    parser.add_argument("--set", action="append", choices=[*BENCHES, "names"], help="may be given often")
    parser.add_argument(
        "--reader", default="whereas", help=f"whereas, {', '.join(READERS)} or module:function"
    )
    parser.add_argument("--compare", default="", help="function for names, module:function; else rapidfuzz")
    parser.add_argument("--limit", type=int, help="read this many texts of a set at most")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show the N most frequent misses")
    return parser


def _outcome(name: str, given: argparse.Namespace) -> Outcome:
    if name == "names":
        return name_pairs.score(
            name_pairs.load(given.bench, given.limit), _imported(given.compare) if given.compare else _ratio
        )
    read: Read = _imported(given.reader) if ":" in given.reader else (READERS.get(given.reader) or reader())
    return next(bench(given.bench, [name], read=read, limit=given.limit))


def _imported(name: str) -> Any:
    module, function = name.split(":")
    return getattr(import_module(module), function)


def _ratio(cls: str, one: str, other: str) -> float:
    return fuzz.ratio(one.casefold(), other.casefold()) / 100


def table(outcome: Outcome) -> str:
    """The figures as a Markdown table."""
    lines = ["| | precision | recall | F1 | gold | found |", "|---|---|---|---|---|---|"]
    lines += [_line(row) for row in outcome.rows]
    return "\n".join([*lines, *(f"\n{note}" for note in outcome.notes)])


def _line(row: Row) -> str:
    figures = ("–" if one is None else f"{one:.3f}" for one in (row.precision, row.recall, row.f1))
    return f"| {row.name} | {' | '.join(figures)} | {row.gold} | {row.found} |"


if __name__ == "__main__":
    main()
