"""What the commands do: calls to the library, and its answers as lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from graph.cli.terminal import progress, say, table, warn


def build_graph(
    paths: Sequence[str],
    output: Path,
    *,
    model: str | None,
    ontology: Sequence[Path],
    jobs: int | None,
    title: str | None,
    force: bool,
) -> int:
    """Build, say what was built, and return how many inputs could not be read."""
    from graph.pipeline import MODEL, run

    with progress() as show:
        built = run(
            paths,
            output,
            model=model or MODEL,
            ontology_files=ontology,
            jobs=jobs,
            title=title,
            force=force,
            on_progress=show,
            on_error=lambda error: warn(f"whereas: {error}"),
        )
    if built.reread:
        say("The readings were made by another version, model or ontology: all were made anew.")
    articles = _count(built.sources, "article")
    if built.unchanged:
        say(f"{output}: nothing has changed since the last build of {articles}.")
    else:
        known = built.sources - built.read
        say(f"Read {articles}" + (f", {known} of them known from before" if known else "") + ".")
        say(f"{output}: {_count(built.entities, 'entity')}, {_count(built.statements, 'statement')}.")
    say(f"The map is {output / 'map.html'}, the report {output / 'report.md'}.")
    if built.problems:
        warn(f"whereas: built without {_count(len(built.problems), 'input')} that could not be read")
    return len(built.problems)


def _count(number: int, noun: str) -> str:
    """A number and its noun.

    >>> _count(2, "entity")
    '2 entities'
    """
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def list_ontology(files: Sequence[Path]) -> None:
    """The classes and the relations as two tables."""
    from graph.ontology import default_ontology, load_ontology

    found = load_ontology(files) if files else default_ontology()
    cues = Counter(cue.term for cue in found.cues)
    classes = sorted(found.classes.values(), key=lambda one: one.name)
    table(
        ("class", "kind of", "cues", "holds"),
        [
            (one.name, ", ".join(sorted(one.ancestors - {one.name, "Entity"})), cues[one.name], one.comment)
            for one in classes
        ],
        title="Classes",
    )
    say()
    relations = sorted(found.relations.values(), key=lambda one: (one.group, one.name))
    table(
        ("relation", "group", "from", "to", "cues", "says"),
        [
            (one.name, one.group, _any(one.domain), _any(one.range), cues[one.name], one.comment)
            for one in relations
        ],
        title="Relations",
    )


def _any(classes: frozenset[str]) -> str:
    return ", ".join(sorted(classes)) or "any"


def ask(text: str, graph: Path, *, format: str) -> None:
    """Answer a query as a table, CSV or JSON."""
    raise NotImplementedError


def show_entity(name: str, graph: Path) -> bool:
    """Show the entity of that name; whether there is one."""
    raise NotImplementedError
