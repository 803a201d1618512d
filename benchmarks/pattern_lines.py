"""Counts the lines of hand-written syntax patterns outside `graph/grammar/`.

    python -m benchmarks.pattern_lines [ROOT] [--list N]

ROOT is the folder of the package (`graph`). A function of `annotate` or `extract` is a pattern if it tests a
dependency label or walks the tree ("tree"), or else compares a lemma, word or tag ("words"). All of its lines
count, nested functions included. `--list` prints the N longest. On 57e5ece, before the grammar package, this
gives 366 functions and 4,228 lines.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGES = ("annotate", "extract")
WALKS = frozenset(
    {"children", "lefts", "rights", "conjuncts", "subtree", "ancestors", "left_edge", "right_edge"}
)
WORDS = frozenset({"lower_", "lemma_", "tag_"})


class Pattern(NamedTuple):
    """A function that is a pattern: its length in lines, where it is, and its kind."""

    lines: int
    place: str
    kind: str


def _compared(function: ast.FunctionDef) -> set[str]:
    """The attributes that a function has on either side of a comparison."""
    sides = [
        side
        for node in ast.walk(function)
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
    ]
    return {sub.attr for side in sides for sub in ast.walk(side) if isinstance(sub, ast.Attribute)}


def _kind(function: ast.FunctionDef) -> str | None:
    """The kind of pattern that a function is, None where it is none."""
    compared = _compared(function)
    read = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    if "dep_" in compared or read & WALKS:
        return "tree"
    return "words" if compared & WORDS else None


def patterns(root: Path) -> Iterator[Pattern]:
    """The patterns of a package's folder, by file."""
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and (kind := _kind(node)) is not None:
                    lines = (node.end_lineno or node.lineno) - node.lineno + 1
                    yield Pattern(lines, f"{file.relative_to(root)}:{node.lineno} {node.name}", kind)


def main() -> None:
    """Print functions and lines by package and kind, and their sum."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("root", nargs="?", type=Path, default=Path("graph"))
    parser.add_argument("--list", type=int, default=0, metavar="N", help="print the N longest patterns")
    options = parser.parse_args()
    found = list(patterns(options.root))
    for package in PACKAGES:
        for kind in ("tree", "words"):
            rows = [p for p in found if p.kind == kind and p.place.startswith(package)]
            print(f"{package:9}{kind:6}{len(rows):5} functions {sum(p.lines for p in rows):6} lines")
    print(f"{'together':15}{len(found):5} functions {sum(p.lines for p in found):6} lines")
    for pattern in sorted(found, key=lambda p: (-p.lines, p.place))[: options.list]:
        print(f"{pattern.lines:4} {pattern.kind:6} {pattern.place}")


if __name__ == "__main__":
    main()
