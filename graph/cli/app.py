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
"""The order of the commands in the help; unlisted commands come last."""


class Format(StrEnum):
    """The output format."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Commands(TyperGroup):
    """The commands; an error is one line on standard error and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except WhereasError as error:
            warn(f"whereas: {error}")
            raise typer.Exit(FAILED) from None
        except ModuleNotFoundError as error:
            if (error.name or "graph").partition(".")[0] == "graph":
                raise
            warn(f"whereas: the package {error.name!r} is not installed; see whereas doctor for the fix")
            raise typer.Exit(FAILED) from None
        except KeyboardInterrupt:
            warn("whereas: stopped; the previous graph is unchanged, and articles read so far are cached")
            raise typer.Exit(STOPPED) from None
        except BrokenPipeError:  # the reader of a pipe has had enough
            sys.stdout = None  # else Python complains when it closes it
            raise typer.Exit(0) from None

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which they are needed."""
        return sorted(self.commands, key=lambda one: ORDER.index(one) if one in ORDER else len(ORDER))


app = typer.Typer(
    cls=Commands,
    help="Build a knowledge graph from articles: people, agencies, countries, agreements and events, and "
    "their relations, each with the sentence that states it and who said it.",
    epilog="Start with: whereas build articles/ -o output, then open output/map.html in a browser.",
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
    typer.Option("--store", help="The URL of a SPARQL server with the graph, instead of --graph."),
]
OntologyFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--ontology", help="A Turtle file with your own classes, relations and cue words; repeatable."
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
    output: Annotated[Path, typer.Option("--output", "-o", help="The output folder.")] = Path("output"),
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            help="The spaCy pipeline to use instead of the default.",
            autocompletion=complete.pipelines,
        ),
    ] = None,
    ontology: OntologyFiles = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="The number of processes that read; by default one per core."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title of the map.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read everything anew.")] = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            help="The address of a Dask scheduler, or its scheduler file; its workers read the articles.",
        ),
    ] = None,
    shared: Annotated[
        bool,
        typer.Option(
            "--shared",
            help="With --cluster: the workers can write to the output folder under the same path.",
        ),
    ] = False,
    store: Annotated[
        str | None,
        typer.Option("--store", help="The URL of a SPARQL server to upload the graph to as well."),
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
    sparql: Annotated[str, typer.Argument(help="A SPARQL query, a file with one, or - for standard input.")],
    graph: Graph = Path("output"),
    store: Store = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="The output format.")] = Format.TABLE,
    full: Annotated[
        bool,
        typer.Option("--full", help="Write full IRIs instead of prefixed names such as person:xi-jinping."),
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
            help="A name from the articles, or an id (person/xi-jinping).",
            autocompletion=complete.entities,
        ),
    ],
    graph: Graph = Path("output"),
    store: Store = None,
) -> None:
    """Show an entity: its names, roles, and relations with their sentences.

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
            help="A name or an id; for reject, the id of a statement.", autocompletion=complete.entities
        ),
    ],
    to: Annotated[
        str,
        typer.Argument(help="The other name, the new name, or the class.", autocompletion=complete.entities),
    ] = "",
    note: Annotated[str, typer.Option("--note", help="The reason, for later readers.")] = "",
    graph: Graph = Path("output"),
    ontology: OntologyFiles = None,
) -> None:
    """Correct a mistake; the next build and all later ones apply the decision.

    Decisions are in decisions.csv in the graph's folder, and you can edit them there.

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
    """Validate a graph against its SHACL shapes.

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
    """List all classes and relations, with the number of their cue words.

    \b
    Examples:
      whereas ontology
      whereas ontology --ontology shipping.ttl
    """
    from graph.cli.commands import list_ontology

    list_ontology(ontology or [])
