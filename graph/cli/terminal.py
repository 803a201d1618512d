"""What reaches the terminal: plain lines, tables and a progress bar, all of it free of control characters."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from graph.pipeline import Progress

Row = Sequence[object]

STAGES = {
    "open": "opening the articles",
    "cluster": "workers",
    "read": "reading them",
    "link": "linking names",
    "graph": "writing the graph",
    "check": "checking it",
    "measure": "measuring the network",
    "draw": "drawing the map",
    "write": "writing the files",
}
"""What each stage of a build is called on the progress bar."""


def clean(text: object) -> str:
    r"""The text with what could steer a terminal or turn the line around shown as an escape.

    >>> clean("a\x1b[2Jb\u202ec")
    'a\\x1b[2Jb\\u202ec'
    """
    return "".join(ch if _is_harmless(ch) else _escape(ch) for ch in str(text))


def _is_harmless(ch: str) -> bool:
    return ch.isprintable() or ch in "\n\t" or unicodedata.category(ch) == "Zs"


def _escape(ch: str) -> str:
    return ch.encode("ascii", "backslashreplace").decode("ascii") if ord(ch) > 127 else f"\\x{ord(ch):02x}"


def one_line(text: object) -> str:
    """The text cleaned and on one line."""
    return " ".join(clean(text).split())


def say(text: object = "") -> None:
    """A line on standard output."""
    typer.echo(clean(text))


def heading(text: object) -> None:
    """A line on standard output, bold on a terminal."""
    typer.secho(one_line(text), bold=True)


def warn(text: object) -> None:
    """A line on standard error."""
    typer.echo(one_line(text), err=True)


def table(header: Sequence[str], rows: Sequence[Row], *, title: str | None = None) -> None:
    """A table: ruled and fitted to the terminal, or tab-separated lines in a pipe."""
    if not sys.stdout.isatty():
        for row in (header, *rows):
            typer.echo("\t".join(one_line(cell) for cell in row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for name in header:
        drawn.add_column(Text(clean(name)), overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(one_line(cell)) for cell in row))
    Console().print(drawn)


def as_csv(header: Sequence[str], rows: Sequence[Row]) -> None:
    """The rows as CSV with a header; a cell is left as it is, for a program reads it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows((header, *rows))
    typer.echo(text.getvalue(), nl=False)


def as_json(header: Sequence[str], rows: Sequence[Row]) -> None:
    """The rows as a JSON list of objects; control characters come out as JSON escapes."""
    typer.echo(json.dumps([dict(zip(header, row, strict=True)) for row in rows], indent=2))


@contextmanager
def progress() -> Iterator[Progress | None]:
    """A bar on the terminal for the stages of a build; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def show(stage: str, done: int, total: int | None) -> None:
            bar.update(task, description=STAGES.get(stage, stage), completed=done, total=total)

        yield show
