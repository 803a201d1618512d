"""What the commands do: calls to the library, and its answers as lines."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graph.cli.terminal import as_csv, as_json, heading, one_line, progress, say, table, warn
from graph.errors import QueryError, StoreError, WhereasError

if TYPE_CHECKING:
    from graph.library import KnowledgeGraph


def build_graph(
    paths: Sequence[str],
    output: Path,
    *,
    model: str | None,
    ontology: Sequence[Path],
    jobs: int | None,
    title: str | None,
    force: bool,
    cluster: str | None = None,
    shared: bool = False,
) -> int:
    """Build, say what was built, and return how much went wrong."""
    from graph.pipeline import MODEL, run

    told: list[WhereasError] = []

    def tell(error: WhereasError) -> None:
        told.append(error)
        warn(f"whereas: {error}")

    with progress() as show, _once(told):
        built = run(
            paths,
            output,
            model=model or MODEL,
            ontology_files=ontology,
            jobs=jobs,
            title=title,
            force=force,
            cluster=cluster,
            shared=shared,
            on_progress=show,
            on_error=tell,
        )
    for note in built.notes:
        warn(note)
    if built.reread:
        say("The program, the model or the ontology has changed: all articles were read again.")
    articles = _count(built.sources, "article")
    if built.unchanged:
        say(f"{output}: up to date, {articles} unchanged.")
    else:
        say(_articles_line(built.sources, built.sources - built.read))
        say(f"{output}: {_count(built.entities, 'entity')}, {_count(built.statements, 'statement')}.")
    say(f"The map is {output / 'map.html'}, the report {output / 'report.md'}.")
    if built.problems:
        warn(f"whereas: skipped {_count(len(built.problems), 'input')} that could not be read")
    if built.violations:
        places = _count(len(built.violations), "violation")
        warn(f"whereas: the graph has {places}; run whereas check -g {output} to list them")
    return len(built.problems) + len(built.violations)


def _articles_line(sources: int, cached: int) -> str:
    """How many articles were read, and how many of them came from the cache.

    >>> _articles_line(12, 7)
    '12 articles (7 cached)'
    """
    if not cached:
        return f"Read {_count(sources, 'article')}."
    return f"{_count(sources, 'article')} ({'all' if cached == sources else cached} cached)"


def check_graph(graph: Path, files: Sequence[Path]) -> int:
    """Validate a graph against its SHACL shapes; print a line per violation and return their number."""
    from graph.library import KnowledgeGraph
    from graph.store import validate

    found = KnowledgeGraph.open(_settled(graph), ontology_files=files, tell=warn)
    violations = validate(found.dataset, found.ontology)
    for violation in violations:
        say(one_line(violation))
    say(
        f"{graph}: {_count(len(violations), 'violation')}."
        if violations
        else f"{graph}: valid, no problems found."
    )
    return len(violations)


@contextmanager
def _once(told: Sequence[WhereasError]) -> Iterator[None]:
    """Exit with the code of a failure, without printing an error that was printed already."""
    try:
        yield
    except WhereasError as error:
        if error in told:
            raise typer.Exit(2) from None
        raise


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


def ask(text: str, graph: Path, *, format: str, full: bool, store: str | None = None) -> None:
    """Answer a query as a table, CSV or JSON."""
    from graph.query import select, unknown_terms

    opened, sparql = _open(graph, store), _query_text(text)
    found = select(opened.dataset, sparql)
    for line in unknown_terms(opened.dataset, sparql, opened.ontology):
        warn(f"whereas: {line}")
    if not full:
        found = found.short()
    if format == "csv":
        as_csv(found.columns, found.rows)
    elif format == "json":
        as_json(found.columns, found.rows)
    else:
        table(found.columns, [["" if cell is None else cell for cell in row] for row in found.rows])
        warn(_count(len(found), "row"))


def _query_text(text: str) -> str:
    """The query itself, from the argument, a file or standard input."""
    if text == "-":
        return sys.stdin.read()
    if not text.endswith((".rq", ".sparql")):
        return text
    try:
        return Path(text).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise QueryError(f"{text}: cannot be read ({problem}); give a file with a SPARQL query") from error


def _open(graph: Path, store: str | None = None) -> KnowledgeGraph:
    """The graph of an output folder or file, or that of a SPARQL server."""
    from graph.library import KnowledgeGraph

    return KnowledgeGraph.open(_settled(graph), tell=warn) if store is None else KnowledgeGraph.remote(store)


def _settled(graph: Path) -> Path:
    """The same folder, after what a killed build left half done there is finished."""
    from graph.pipeline import settle

    if graph.is_dir():
        settle(graph)
    return graph


def explain(one: str, other: str, graph: Path, files: Sequence[Path]) -> None:
    """Say why two names are one thing or two."""
    from graph.pipeline import why_in

    for line in why_in(_settled(graph), one, other, ontology_files=files).lines():
        say(one_line(line))


def decide(verdict: str, what: str, to: str, note: str, graph: Path, files: Sequence[Path]) -> None:
    """Add a decision for the next build; refuse one that no build could apply."""
    from graph.link import Decision, add_decision
    from graph.pipeline import DECISIONS, doubts

    given = Decision(verdict, what, to, note)
    if problem := given.problem:
        raise QueryError(f"{verdict}: {problem}; `whereas decide --help` has examples")
    if not graph.is_dir():
        raise StoreError(f"{graph}: not a folder; give the output folder of `whereas build`")
    for doubt in doubts(_settled(graph), given, ontology_files=files):
        raise QueryError(f"{verdict}: {doubt.problem}; {doubt.way_out.partition(' or ')[0]}")
    add_decision(graph / DECISIONS, given)
    say(f"{graph / DECISIONS}: {verdict} {what} {to}".rstrip() + "; build again to apply it.")


def show_entity(name: str, graph: Path, *, store: str | None = None) -> None:
    """Show the entity of that name: what it is, then each statement with its sentences."""
    found = _open(graph, store).entity(name)
    heading(f"{found.label}  ({found.cls})")
    others = [one for one in found.names if one != found.label]
    for what, told in (("also", others), ("roles", found.roles)):
        if told:
            say(f"{what}: {'; '.join(map(one_line, told))}")
    say(f"{_count(found.mentions, 'mention')}, {found.id}")
    for statement in found.statements:
        say()
        heading(one_line(statement))
        for citation in statement.evidence:
            say(f"    “{one_line(citation.sentence)}” [{citation.source}]")
    for what, quotations in (
        ("quotes", [one for one in found.quotations if one.speaker == found.id]),
        ("quoted about it", [one for one in found.quotations if one.speaker != found.id]),
    ):
        if quotations:
            say()
            heading(what)
        for quotation in quotations:
            for cited in quotation.evidence:
                say(f"    “{one_line(cited.sentence)}” [{cited.source}]")
