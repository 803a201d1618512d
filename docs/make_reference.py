"""Writes docs/reference/ from the code, the Turtle and the saved queries: `python -m docs.make_reference`.

The tests fail when a page is not what this makes of them.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

import graph
from graph.cli import app
from graph.grammar.constructions import Construction, every_construction
from graph.grammar.predicates import Kind
from graph.model import Modality
from graph.ontology import BASE, NAMESPACES, Class, Ontology, Relation, default_ontology
from graph.query import saved
from graph.store import namespaces

FOLDER = Path(__file__).resolve().parent / "reference"
MADE = "<!-- Made by `python -m docs.make_reference`: change what it is made from, not this page. -->\n\n"


def pages() -> dict[str, str]:
    """The pages of the reference by file name."""
    makers: dict[str, Callable[[], str]] = {
        "cli.md": cli,
        "constructions.md": constructions,
        "library.md": library,
        "queries.md": queries,
        "vocabulary.md": lambda: vocabulary(default_ontology()),
    }
    return {name: MADE + make() for name, make in makers.items()}


MODALITIES = {
    f"`wh:{Modality.ASSERTED}`": "The article states it as a fact.",
    f"`wh:{Modality.CLAIMED}`": "Someone says so; the article reports it.",
    f"`wh:{Modality.PLANNED}`": "Announced, expected or intended.",
    f"`wh:{Modality.POSSIBLE}`": "Suspected, supposed or conditional.",
    f"`wh:{Modality.CANCELLED}`": "Planned, and then called off.",
    f"`wh:{Modality.DENIED}`": "Denied, by the article or by a speaker.",
}


# ------------------------------------------------------------------ the command line


def cli() -> str:
    """The help of the program and of each command, as it is printed 100 columns wide."""
    names = [(), *((name,) for name in get_command(app).commands)]
    return (
        "# The command line\n\n"
        + "\n".join(map(_help, names))
        + textwrap.dedent("""
        ## Exit codes

        | code | meaning |
        |---|---|
        | 0 | success |
        | 1 | done, but some inputs could not be read, or the validation found violations |
        | 2 | failed; one line on standard error says why, and what to do |
        | 130 | stopped with Ctrl-C; the previous graph is unchanged |
        """)
    )


def _help(names: tuple[str, ...]) -> str:
    environment = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1"}
    found = CliRunner().invoke(app, [*names, "--help"], prog_name="whereas", env=environment)
    text = "\n".join(line.rstrip() for line in found.stdout.strip().splitlines())
    return f"## {' '.join(('whereas', *names))}\n\n```text\n{text}\n```\n"


# ------------------------------------------------------------------ the constructions


KINDS = {
    Kind.VERB: "What a verb says of its arguments.",
    Kind.NOUN: "What a noun says of its arguments: an event, an agreement, an opinion.",
    Kind.ROLE: "What a noun for a role is said of, and whose it is.",
    Kind.ADJECTIVE: "What an adjective says of its arguments.",
    Kind.REPAIR: "Arguments that an error of the parser hides.",
}


def constructions() -> str:
    """The table of constructions, by what heads them, with the examples that the tests run."""
    intro = (
        "# Constructions\n\n"
        "The ways of saying who does what to whom that Whereas reads, whatever the relation.\n"
        "The rule of a statement (`wh:extractor`) names the construction:\n"
        "`verb/passive/reduced relative`. The tests run every example: its arguments must be found,\n"
        "those of a counter-example must not, and without the construction an example fails.\n"
    )
    rows = every_construction()
    parts = ((kind, [row for row in rows if row.kind is kind]) for kind in KINDS)
    return "\n".join([intro, *(_constructions(kind, own) for kind, own in parts if own)])


def _constructions(kind: Kind, rows: Sequence[Construction]) -> str:
    head = f"## {kind.value.capitalize()}\n\n{KINDS[kind]}\n\n"
    lines = ["| construction | roles | example | not |", "|---|---|---|---|"]
    for row in rows:
        yes, no = ("<br>".join(_example(each) for each in some) for some in (row.yes, row.no))
        lines.append(f"| {row.name} | {', '.join(row.roles)} | {yes} | {no} |")
    return head + "\n".join(lines) + "\n"


def _example(example: str) -> str:
    """An example as a table cell: the sentence, and its arguments in italics."""
    sentence, _, arguments = example.partition(" | ")
    return f"{sentence} *{arguments}*"


# ------------------------------------------------------------------ the library


def library() -> str:
    """What `import graph` offers, with signatures and the words of the docstrings."""
    things = {name: getattr(graph, name) for name in graph.__all__}
    functions = {n: t for n, t in things.items() if inspect.isfunction(t)}
    errors = {n: t for n, t in things.items() if n.endswith("Error")}
    values = {n: t for n, t in things.items() if n not in functions and n not in errors}
    parts = ["# The library\n\nEverything here is in `graph`: `from graph import build, KnowledgeGraph`.\n"]
    parts += [_function(name, thing) for name, thing in functions.items()]
    parts.append(_class("KnowledgeGraph", values.pop("KnowledgeGraph")))
    parts += [_class(name, thing) for name, thing in values.items()]
    rows = [(f"`{name}`", _doc(thing).partition("\n")[0]) for name, thing in errors.items()]
    return "\n".join([*parts, "## Errors\n", _table(("error", "meaning"), rows)])


def _function(name: str, thing: Callable[..., object]) -> str:
    return f"## {name}\n\n```text\n{name}{_signature(thing)}\n```\n\n{_doc(thing)}\n"


def _signature(function: Callable[..., object]) -> str:
    """The signature without `self` and `cls`, an argument a line where it is long."""
    found = inspect.signature(function)
    arguments = list(_arguments(found.parameters.values()))
    result = f" -> {found.return_annotation}"
    line = f"({', '.join(arguments)}){result}"
    return line if len(line) < 80 else "(\n" + "".join(f"    {one},\n" for one in arguments) + f"){result}"


def _arguments(parameters: Iterable[inspect.Parameter]) -> Iterator[str]:
    named = False
    for one in parameters:
        if one.name in ("self", "cls"):
            continue
        if one.kind is one.KEYWORD_ONLY and not named:
            named = True
            yield "*"
        star = "**" if one.kind is one.VAR_KEYWORD else ""
        default = "" if one.default is one.empty else f" = {one.default!r}"
        yield f"{star}{one.name}: {one.annotation}{default}"


def _class(name: str, cls: type) -> str:
    parts = [f"## {name}\n\n{_doc(cls)}\n"]
    for member, thing in vars(cls).items():
        plain = getattr(thing, "__func__", thing)
        if member.startswith("_") or not getattr(plain, "__doc__", None):
            continue
        if inspect.isfunction(plain):
            parts.append(_member(name, member, f"{member}{_signature(plain)}", plain))
        elif hasattr(plain, "fget") or hasattr(plain, "func"):
            parts.append(_member(name, member, "", plain))
    return "\n".join(parts)


def _member(owner: str, name: str, signature: str, thing: object) -> str:
    code = f"```text\n{signature}\n```\n\n" if signature else ""
    return f"### {owner}.{name}\n\n{code}{_doc(thing)}\n"


def _doc(thing: object) -> str:
    """The docstring of a thing; examples become code."""
    lines = (inspect.getdoc(thing) or "").splitlines()
    text, code = [], False
    for line in lines:
        starts = line.startswith(">>> ")
        if starts and not code:
            text.append("```pycon")
            code = True
        elif code and not line.strip():
            text.append("```")
            code = False
        text.append(line)
    return "\n".join([*text, *(["```"] if code else [])])


# ------------------------------------------------------------------ saved queries


def queries() -> str:
    """The queries that come along."""
    parts = ["# Queries that come with Whereas\n"]
    parts.append(
        'In Python: `kg.query(named("meetings").sparql)` with `from graph.query import named`. In the shell, '
        "copy one into a file and give it to `whereas query`.\n"
    )
    parts += [f"## {one.name}\n\n{one.asks}\n\n```sparql\n{_body(one.sparql)}\n```\n" for one in saved()]
    return "\n".join(parts)


def _body(sparql: str) -> str:
    return sparql.partition("\n")[2].strip()


# ------------------------------------------------------------------ the vocabulary


def vocabulary(ontology: Ontology) -> str:
    """Classes, relations and modalities."""
    known = {iri: prefix for prefix, iri in namespaces(ontology).items()}
    return "\n".join(
        (
            f"# The vocabulary\n\nPrefix `wh:` is `{NAMESPACES['wh']}`. Entities live under "
            "`https://w3id.org/whereas/id/` as `<class>/<slug>`, and each class has its own prefix: "
            "`person:xi-jinping`. "
            "`whereas ontology` lists the same terms, with those of your own Turtle files.\n",
            "## Classes\n",
            _table(
                ("class", "parents", "prefix", "also a", "description"),
                (_class_row(one, known) for one in _by_tree(ontology.classes.values())),
            ),
            "## Relations\n",
            "A symmetric relation (↔) has no direction. Every relation is below `wh:relatedTo`; a verb that "
            "no relation covers becomes `wh:relatedTo` with its phrase as the statement's label.\n",
            *_groups(ontology),
            "## Modalities\n",
            "The modality of a statement, from the strongest to the weakest. Only asserted statements "
            "are plain triples as well.\n",
            _table(("modality", "meaning"), MODALITIES.items()),
            "## Prefixes of every query\n",
            _table(
                ("prefix", "namespace"), ((f"`{prefix}:`", f"`{iri}`") for prefix, iri in NAMESPACES.items())
            ),
        )
    )


def _by_tree(classes: Iterable[Class]) -> list[Class]:
    """Each class after its parents."""
    return sorted(classes, key=lambda one: (sorted(one.ancestors - {one.name}), one.name))


def _class_row(one: Class, known: Mapping[str, str]) -> tuple[object, ...]:
    above = ", ".join(sorted(one.ancestors - {one.name, "Entity", "Agent"}))
    outside = ", ".join(f"`{_short(iri)}`" for iri in one.outside)
    prefix = known.get(f"{BASE}{one.folder}/")  # abstract classes have no entities
    return f"`wh:{one.name}`", above, f"`{prefix}:`" if prefix else "", outside, one.comment


def _short(iri: str) -> str:
    found = max((ns for ns in NAMESPACES.values() if iri.startswith(ns)), key=len, default="")
    prefix = next((p for p, ns in NAMESPACES.items() if ns == found), "")
    return f"{prefix}:{iri.removeprefix(found)}" if prefix else iri


def _groups(ontology: Ontology) -> Iterator[str]:
    groups = sorted({one.group for one in ontology.relations.values()})
    for group in groups:
        rows = [_relation_row(one) for one in ontology.relations.values() if one.group == group]
        yield f"### {group.capitalize()}\n"
        yield _table(("relation", "from → to", "description", "inverse"), rows)


def _relation_row(one: Relation) -> tuple[object, ...]:
    ends = f"{_ends(one.domain)} {'↔' if one.symmetric else '→'} {_ends(one.range)}"
    return f"`wh:{one.name}`", ends, one.comment, one.inverse_label


def _ends(classes: frozenset[str]) -> str:
    return ", ".join(sorted(classes)) or "any"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in row) + " |\n" for row in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
