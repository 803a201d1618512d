"""`whereas ask`: saved queries by name and questions in plain English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graph.cli.terminal import as_csv, as_json, clean, heading, one_line, say, table, warn

if TYPE_CHECKING:
    from graph.ask import Answer, Reply
    from graph.library import KnowledgeGraph
    from graph.query import SavedQuery

SHOWN = 50
"""How many answers are shown in full."""


def folders(graph: Path, given: Sequence[Path]) -> tuple[Path, ...]:
    """The folders with the user's own queries: next to the graph, and the given folders."""
    return ((graph if graph.is_dir() else graph.parent) / "queries", *given)


def list_queries(graph: Path, given: Sequence[Path]) -> None:
    """The saved queries as a table."""
    from graph.query import saved_in

    rows = [
        (one.name, one.asks, " ".join(map(_option, one.parameters)))
        for one in saved_in(*folders(graph, given))
    ]
    table(("name", "asks", "takes"), rows)


def _option(slot: object) -> str:
    name, required = getattr(slot, "name", ""), getattr(slot, "required", False)
    return f"--{name}" if required else f"[--{name}]"


def ask(
    question: str,
    more: Sequence[str],
    graph: Path,
    given: Sequence[Path],
    *,
    format: str,
    store: str | None = None,
) -> bool:
    """Answer a saved query or a question; whether it was understood."""
    from graph.cli.commands import _open
    from graph.query import saved_in

    query = next((one for one in saved_in(*folders(graph, given)) if one.name == question), None)
    found = _open(graph, store)
    if query is not None:
        _ask_saved(found, query, more, format=format)
        return True
    return _ask_english(found, " ".join((question, *more)), graph, format=format)


def _ask_saved(found: KnowledgeGraph, query: SavedQuery, more: Sequence[str], *, format: str) -> None:
    from graph.ask import options, run_saved

    rows, sparql = run_saved(query, options(more), found.dataset, found.ontology)
    rows = rows.short()
    if format == "csv":
        as_csv(rows.columns, rows.rows)
    elif format == "json":
        as_json(rows.columns, rows.rows)
    else:
        table(rows.columns, [["" if cell is None else cell for cell in row] for row in rows.rows])
        warn(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}; the query:")
        typer.echo(clean(sparql), err=True)


def _ask_english(found: KnowledgeGraph, question: str, graph: Path, *, format: str) -> bool:
    from graph.ask import Asker, Sentences
    from graph.store import texts_beside

    sentences = Sentences(found.dataset, texts_beside(graph))
    reply = Asker(found.dataset, found.ontology, sentences=sentences).ask(question)
    if format == "json":
        typer.echo(_json(reply))
    elif format == "csv":
        as_csv(("answer", "statement", "modality", "speaker", "when", "sentence", "source"), _rows(reply))
        _tell_how(reply, err=True)
    else:
        _show(reply)
    return not reply.problem


def _json(reply: Reply) -> str:
    import json

    return json.dumps(asdict(reply), indent=2)


def _rows(reply: Reply) -> list[tuple[object, ...]]:
    return [
        (one.label, one.statement, one.modality, one.speaker, one.when, quote.sentence, quote.source)
        for one in reply.answers
        for quote in one.quotes
    ]


def _show(reply: Reply) -> None:
    """The reply on the terminal: what it says, its proofs, how the question was read."""
    if reply.short:
        heading(reply.short)
        say()
    for one in reply.answers[:SHOWN]:
        _show_answer(one)
    if (more := len(reply.answers) - SHOWN) > 0:
        say(f"… and {more} more; --format csv gives all")
    if reply.sentences:
        heading("Sentences that may answer, not read into the graph")
        for quote in reply.sentences:
            say(f"    “{one_line(quote.sentence)}” [{one_line(quote.source)}]")
    _tell_how(reply, err=False)


def _show_answer(answer: Answer) -> None:
    said = "" if answer.modality == "Asserted" else answer.modality.lower()
    by = f"{said or 'said'} by {answer.speaker}" if answer.speaker else said
    notes = ", ".join(note for note in (by, answer.told_when) if note)
    say(one_line(answer.statement) + (f" ({one_line(notes)})" if notes else ""))
    for quote in answer.quotes:
        say(f"    “{one_line(quote.sentence)}” [{one_line(quote.source)}]")


def _tell_how(reply: Reply, *, err: bool) -> None:
    tell = warn if err else say
    if reply.problem:
        warn(f"whereas: could not parse {reply.question!r}: {reply.problem}")
    else:
        tell(f"\nUnderstood as: {one_line(reply.understood)}.")
    for note in reply.notes:
        tell(f"Note: {one_line(note)}.")
    if reply.nearest:
        tell("You can ask:")
        for one in reply.nearest:
            tell(f"  {one_line(one)}")
    if reply.sparql:
        typer.echo(f"\n{clean(reply.sparql)}", err=err)
