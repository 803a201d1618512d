"""How well the gold articles are read: `python -m tests.gold.measure [name …] [--misses] [--built]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import mean

import graph.extract
from graph.evaluate import Row, Score, from_readings, load_gold, reader, score, score_file
from graph.link import link
from graph.model import Reading
from graph.ontology import Ontology, default_ontology
from graph.read import sources

FOLDER = Path(__file__).resolve().parent


def articles(names: Sequence[str] = ()) -> list[Path]:
    """The gold articles, or those of these names, in the order of their names."""
    return [
        path
        for path in sorted(FOLDER.glob("*.md"))
        if _is_article(path) and (not names or path.stem in names)
    ]


def _is_article(path: Path) -> bool:
    return path.with_suffix(".json").exists()


def scores(paths: Sequence[Path], ontology: Ontology) -> Iterator[tuple[str, Score]]:
    """Each article's figures, all read in one batch and linked one by one."""
    readings = list(reader()(sources(paths)))
    for path, reading in zip(paths, readings, strict=True):
        yield path.stem, of_reading(path, reading, ontology)


def of_reading(path: Path, reading: Reading, ontology: Ontology) -> Score:
    """The figures of one reading, linked as an article of its own."""
    found = from_readings([reading], link([reading], ontology))
    texts = {reading.source.slug: reading.source.text}
    return score(load_gold(path.with_suffix(".json")), found, ontology, texts=texts)


def built_scores(paths: Sequence[Path], ontology: Ontology) -> Iterator[tuple[str, Score]]:
    """Each article's figures after a whole build of it, from the files that the build wrote."""
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            graph.build([path], output=folder)
            yield path.stem, score_file(path.with_suffix(".json"), Path(folder), ontology)


def table(results: Mapping[str, Score]) -> str:
    """A line for each article and their mean: P, R, F1 of entities and relations, one figure of the rest."""
    areas = f"{'article':14}{'entities P':>11}{'R':>5}{'F1':>5}{'relations P':>14}{'R':>5}{'F1':>5}"
    rest = f"{'modality':>10}{'class':>6}{'dates':>6}{'claims':>7}{'evidence':>9}"
    head = f"{areas}{rest}{'dup.':>6}{'spur.':>6}{'unsup.':>7}"
    lines = [_line(name, result) for name, result in results.items()]
    return "\n".join([head, *lines, _mean(list(results.values()))])


def _line(name: str, result: Score) -> str:
    counts = "".join(f"{len(result.misses[area]):6}" for area in ("duplicates", "spurious", "unsupported"))
    return f"{name:14}{_figures([_values(result)])}{counts}"


def _mean(results: Sequence[Score]) -> str:
    return f"{'mean':14}{_figures([_values(each) for each in results])}"


def _values(result: Score) -> list[float | None]:
    entities, relations, *others = result.rows
    return [*_of(entities), *_of(relations), *(_only(each) for each in others)]


def _of(row: Row) -> list[float | None]:
    return [row.precision, row.recall, row.f1]


def _only(row: Row) -> float | None:
    """The one figure of a row that has but one."""
    return next((each for each in (row.recall, row.precision) if each is not None), None)


def _figures(values: Sequence[Sequence[float | None]]) -> str:
    columns = [[each for each in column if each is not None] for column in zip(*values, strict=True)]
    shown = [f"{mean(column):.2f}" if column else "-" for column in columns]
    widths = (11, 5, 5, 14, 5, 5, 10, 6, 6, 7, 9)
    return "".join(f"{each:>{width}}" for each, width in zip(shown, widths, strict=True))


def misses(results: Mapping[str, Score]) -> str:
    """What each article's reading lacks and has too much of."""
    return "\n".join(
        f"\n{name}: {area}\n" + "\n".join(f"    {each}" for each in found)
        for name, result in results.items()
        for area, found in result.misses.items()
        if found
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the articles and writes the table."""
    parser = argparse.ArgumentParser(description="How well the gold articles are read.")
    parser.add_argument("names", nargs="*", help="articles; all when none is given")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was too much")
    parser.add_argument("--built", action="store_true", help="measure the files of a whole build")
    options = parser.parse_args(arguments)
    paths = articles(options.names)
    if not paths:
        sys.stderr.write(f"no gold article is called {', '.join(options.names)}\n")
        return 2
    if not hasattr(graph.extract, "read_all"):
        sys.stderr.write("graph.extract has no read_all yet\n")
        return 1
    measured = built_scores if options.built else scores
    results = dict(measured(paths, default_ontology()))
    sys.stdout.write((misses(results) + "\n\n" if options.misses else "") + table(results) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
