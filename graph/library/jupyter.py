"""`%load_ext graph` in Jupyter: `%graph FOLDER` opens a graph, `%%sparql` asks it, Tab completes terms."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graph.errors import QueryError, UnknownTermWarning, WhereasError
from graph.library.knowledge import KnowledgeGraph

if TYPE_CHECKING:
    from pandas import DataFrame

USAGE = "%%sparql [-g VARIABLE] [-o VARIABLE]: the graph to query, and the variable for the answer"


class Magics:
    """The magics of one notebook; `shell` is its IPython shell, whose variables they see."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.opened: KnowledgeGraph | None = None

    def graph(self, line: str) -> KnowledgeGraph:
        """`%graph FOLDER`: open a graph for the queries that follow; `output` if none is named."""
        with _told():
            self.opened = KnowledgeGraph.open(line.strip().strip("\"'") or "output")
        return self.opened

    def sparql(self, line: str, cell: str | None = None) -> DataFrame:
        """`%%sparql`: ask the graph that was opened last, or the variable that `-g` names."""
        with _told():
            options = {} if cell is None else _options(line)
            found = self._asked(options).query(line if cell is None else cell)
        if name := options.get("-o"):
            self.shell.user_ns[name] = found
        return found

    def _asked(self, options: dict[str, str]) -> KnowledgeGraph:
        """The graph that a query is for: the named one, the opened one, or the only one there is."""
        variables = {n: v for n, v in self.shell.user_ns.items() if isinstance(v, KnowledgeGraph)}
        if name := options.get("-g"):
            if name not in variables:
                raise QueryError(f"{name}: not a graph; define it with {name} = KnowledgeGraph.open(…)")
            return variables[name]
        named = {id(graph): graph for name, graph in variables.items() if not name.startswith("_")}
        if self.opened is None and len(named) == 1:
            return next(iter(named.values()))
        if self.opened is None:
            raise QueryError("no graph is open; open one with %graph FOLDER, or name one with -g")
        return self.opened

    def complete(self, _shell: Any, event: Any) -> list[str]:
        """The prefixes, classes and relations that continue the word under the cursor, in a query."""
        graph = self.opened or next(
            (v for v in self.shell.user_ns.values() if isinstance(v, KnowledgeGraph)), None
        )
        begun = re.search(r"[\w-]+:[\w.-]*$", event.text_until_cursor)
        if graph is None or begun is None:
            return []
        cut = len(begun[0]) - len(event.symbol)  # IPython cuts words at colons and hyphens
        return [term[cut:] for term in terms(graph) if term.startswith(begun[0])]


@contextmanager
def _told() -> Iterator[None]:
    """Show an error in a query or a folder as one line, not as a traceback."""
    from IPython.core.error import UsageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", UnknownTermWarning)  # each time, not only the first
            yield
    except WhereasError as error:
        raise UsageError(str(error)) from None


def _options(line: str) -> dict[str, str]:
    words = line.split()
    pairs = dict(zip(words[::2], words[1::2], strict=False))
    if len(words) % 2 or not set(pairs) <= {"-g", "-o"} or not all(map(str.isidentifier, pairs.values())):
        raise QueryError(f"{line!r}: could not parse; write {USAGE}")
    return pairs


def terms(graph: KnowledgeGraph) -> list[str]:
    """What a query may name: the classes, relations and entities of a graph, with their prefixes, sorted."""
    from graph.store import base_of, prefixes, shorten

    names = {iri: prefix for prefix, iri in prefixes(graph.dataset).items()}
    base = base_of(graph.dataset)
    own = [cls.iri for cls in graph.ontology.classes.values()]
    own += [relation.iri for relation in graph.ontology.relations.values()]
    found = {shorten(iri, names) for iri in (*own, *(base + node for node in graph._names.labels))}
    return sorted(one for one in found if re.fullmatch(r"[\w-]+:[\w.-]+", one))


def load_ipython_extension(shell: Any) -> None:
    """Called by `%load_ext graph`."""
    magics = Magics(shell)
    shell.register_magic_function(magics.graph, "line", "graph")
    shell.register_magic_function(magics.sparql, "line_cell", "sparql")
    shell.set_hook("complete_command", magics.complete, re_key=r".*\S:\S*$")
