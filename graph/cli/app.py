"""The commands and their help."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from graph.cli import complete
from graph.cli.terminal import warn
from graph.errors import WhereasError

SOME_FAILED, FAILED, STOPPED = 1, 2, 130
ORDER = "build ask show query why decide check ontology export diff serve".split()
"""The commands in the order in which they are needed; those that are not here come last."""


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Commands(TyperGroup):
    """The commands; what goes wrong in one is a line on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except WhereasError as error:
            warn(f"whereas: {error}")
            raise typer.Exit(FAILED) from None
        except ModuleNotFoundError as error:
            if (error.name or "graph").partition(".")[0] == "graph":
                raise
            warn(f"whereas: the package {error.name!r} is not installed; whereas doctor says what mends it")
            raise typer.Exit(FAILED) from None
        except KeyboardInterrupt:
            warn("whereas: stopped; the last graph is untouched, and what was read is kept")
            raise typer.Exit(STOPPED) from None
        except BrokenPipeError:  # the reader of a pipe has had enough
            sys.stdout = None  # else Python complains when it closes it
            raise typer.Exit(0) from None

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which they are needed."""
        return sorted(self.commands, key=lambda one: ORDER.index(one) if one in ORDER else len(ORDER))


app = typer.Typer(
    cls=Commands,
    help="Articles in, a knowledge graph out: people, agencies, countries, agreements and events, and what "
    "ties them, each tie with the sentence that says it and who said it.",
    epilog="Begin with: whereas build articles/ -o output, then open output/map.html in a browser.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Graph = Annotated[
    Path, typer.Option("--graph", "-g", help="The folder that `whereas build` wrote, or a graph file.")
]
Store = Annotated[
    str | None,
    typer.Option("--store", help="The address of a SPARQL server that holds the graph, in place of --graph."),
]
OntologyFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--ontology", help="A Turtle file with classes, relations and cue words of your own; may be repeated."
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"whereas {version('whereas')}")
        raise typer.Exit


@app.callback()
def whereas(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """The options before any command."""


@app.command()
def build(
    paths: Annotated[
        list[str],
        typer.Argument(help="Articles, folders of them or patterns: .txt .md .html .pdf .docx .jsonl .csv"),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the graph is written.")] = Path(
        "output"
    ),
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            help="The spaCy pipeline to read with, if not the usual one.",
            autocompletion=complete.pipelines,
        ),
    ] = None,
    ontology: OntologyFiles = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Processes that read at once; all cores by default."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title of the map.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read everything anew.")] = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", help="The address of a Dask scheduler, or its scheduler file: its workers read."
        ),
    ] = None,
    shared: Annotated[
        bool,
        typer.Option(
            "--shared",
            help="With --cluster: its workers see the output under the same path, and write there.",
        ),
    ] = False,
    store: Annotated[
        str | None,
        typer.Option("--store", help="The address of a SPARQL server to put the graph into as well."),
    ] = None,
) -> None:
    """Read articles and build their graph, map and report.

    Articles that were read before are not read again. Writes graph.trig (a named graph for each
    article), graph.ttl (the same, merged), map.html, report.md, report.html and texts/.

    \b
    Examples:
      whereas build articles/
      whereas build 'news/*.html' report.pdf -o output
      whereas build articles/ --ontology shipping.ttl --jobs 4
      whereas build articles/ --cluster tcp://10.0.0.1:8786
    """
    from graph.cli.commands import build_graph

    failed = build_graph(
        paths,
        output,
        model=model,
        ontology=ontology or [],
        jobs=jobs,
        title=title,
        force=force,
        cluster=cluster,
        shared=shared,
    )
    if store is not None:
        from graph.cli.fill import fill_store

        fill_store(output, store, ontology or [])
    if failed:
        raise typer.Exit(SOME_FAILED)


@app.command()
def query(
    sparql: Annotated[
        str, typer.Argument(help="A SPARQL query, a file that holds one, or - for standard input.")
    ],
    graph: Graph = Path("output"),
    store: Store = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="How the answer is written.")
    ] = Format.TABLE,
    full: Annotated[
        bool, typer.Option("--full", help="Write IRIs in full, not as person:xi-jinping.")
    ] = False,
) -> None:
    """Ask the graph in SPARQL; the prefixes are known.

    \b
    Examples:
      whereas query 'SELECT ?who WHERE { ?who wh:metWith person:xi-jinping }'
      whereas query accusations.rq --format csv > accusations.csv
    """
    from graph.cli.commands import ask

    ask(sparql, graph, format=format, full=full, store=store)


@app.command()
def show(
    name: Annotated[
        list[str],
        typer.Argument(
            help="A name as it stands in the articles, or an id (person/xi-jinping).",
            autocompletion=complete.entities,
        ),
    ],
    graph: Graph = Path("output"),
    store: Store = None,
) -> None:
    """Show somebody or something: names, roles, and each relation with its sentences.

    \b
    Examples:
      whereas show 'Xi Jinping'
      whereas show 'cyber agreement' -g output
    """
    from graph.cli.commands import show_entity

    show_entity(" ".join(name), graph, store=store)


@app.command()
def why(
    one: Annotated[str, typer.Argument(help="A name or an id.", autocompletion=complete.entities)],
    other: Annotated[str, typer.Argument(help="Another.", autocompletion=complete.entities)],
    graph: Graph = Path("output"),
    ontology: OntologyFiles = None,
) -> None:
    """Explain why two names are one thing or two: each rule's points and its reason.

    \b
    Examples:
      whereas why Xi 'Xi Jinping'
      whereas why person/jeh-johnson person/lyndon-johnson
    """
    from graph.cli.commands import explain

    explain(one, other, graph, ontology or [])


@app.command()
def decide(
    verdict: Annotated[
        str,
        typer.Argument(help="same, different, rename, reclass or reject.", autocompletion=complete.verdicts),
    ],
    what: Annotated[
        str,
        typer.Argument(
            help="A name or an id; for reject the id of a statement.", autocompletion=complete.entities
        ),
    ],
    to: Annotated[
        str,
        typer.Argument(help="The other name, the new name, or the class.", autocompletion=complete.entities),
    ] = "",
    note: Annotated[str, typer.Option("--note", help="Why, for whoever reads it later.")] = "",
    graph: Graph = Path("output"),
    ontology: OntologyFiles = None,
) -> None:
    """Decide what the program got wrong; the next build applies it, and so does every later one.

    Decisions stand in decisions.csv in the graph's folder and can be edited there.

    \b
    Examples:
      whereas decide same 'Xi Jinping' 'Jinping Xi'
      whereas decide different 'Li Wei' 'Dr. Li Wei' --note 'father and son'
      whereas decide rename person/j-nye 'Joseph S. Nye Jr.'
      whereas decide reclass org/kirstjen-nielsen Person
      whereas decide reject statement/3f2a9c41d07b
    """
    from graph.cli.commands import decide as write

    write(verdict.casefold(), what, to, note, graph, ontology or [])


@app.command()
def check(
    graph: Graph = Path("output"),
    ontology: OntologyFiles = None,
) -> None:
    """Hold a graph against its shapes: what each node must have, where each relation may lead.

    \b
    Examples:
      whereas check
      whereas check -g output --ontology shipping.ttl
    """
    from graph.cli.commands import check_graph

    if check_graph(graph, ontology or []):
        raise typer.Exit(SOME_FAILED)


@app.command()
def ontology(
    ontology: OntologyFiles = None,
) -> None:
    """List the classes and relations that a graph can hold, and how many cue words signal each.

    \b
    Examples:
      whereas ontology
      whereas ontology --ontology shipping.ttl
    """
    from graph.cli.commands import list_ontology

    list_ontology(ontology or [])
