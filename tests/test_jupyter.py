"""`%load_ext graph`: the magics `%graph` and `%%sparql`, and what Tab offers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from readings import COMPLEX, IDENTITIES

from graph.errors import UnknownTermWarning
from graph.library import KnowledgeGraph
from graph.library.jupyter import terms
from graph.ontology import default_ontology
from graph.store import compile_dataset, write

WHO = "SELECT ?who WHERE { ?who a wh:Person } ORDER BY ?who"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("output")
    write(compile_dataset(COMPLEX, IDENTITIES, default_ontology()), folder / "graph.trig")
    return folder


@pytest.fixture
def shell() -> Iterator[Any]:
    made = InteractiveShell()
    made.run_line_magic("load_ext", "graph")
    yield made
    made.history_manager.enabled = False


def test_a_graph_is_opened_and_asked(shell: Any, output: Path) -> None:
    assert isinstance(shell.run_line_magic("graph", str(output)), KnowledgeGraph)
    found = shell.run_cell_magic("sparql", "-o people", WHO)
    assert list(found.columns) == ["who"]
    assert len(found) > 0
    assert shell.user_ns["people"].equals(found)
    assert shell.run_line_magic("sparql", WHO).equals(found)


def test_unknown_terms_are_told_each_time(shell: Any, output: Path) -> None:
    shell.run_line_magic("graph", str(output))
    for _ in range(2):
        with pytest.warns(UnknownTermWarning, match="did you mean wh:metWith"):
            assert len(shell.run_line_magic("sparql", "SELECT * { ?a wh:metWiht ?b }")) == 0


def test_the_only_graph_in_the_notebook_is_asked(shell: Any, output: Path) -> None:
    shell.user_ns["kg"] = KnowledgeGraph.open(output)
    assert len(shell.run_cell_magic("sparql", "", WHO)) > 0


def test_the_graph_that_is_named_is_asked(shell: Any, output: Path) -> None:
    shell.user_ns["one"], shell.user_ns["other"] = KnowledgeGraph.open(output), KnowledgeGraph.open(output)
    assert len(shell.run_cell_magic("sparql", "-g other", WHO)) > 0
    with pytest.raises(UsageError, match="no graph is open"):
        shell.run_cell_magic("sparql", "", WHO)


@pytest.mark.parametrize(
    ("line", "query", "says"),
    [
        ("", "SELECT", "cannot be run"),
        ("", "DROP ALL", "use SELECT, ASK"),
        ("-x y", WHO, "could not parse"),
        ("-o", WHO, "could not parse"),
        ("-o 1x", WHO, "could not parse"),
        ("-o x.y", WHO, "could not parse"),
        ("-g nobody", WHO, "nobody: not a graph"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    shell: Any, output: Path, line: str, query: str, says: str
) -> None:
    shell.run_line_magic("graph", str(output))
    with pytest.raises(UsageError, match=says) as told:
        shell.run_cell_magic("sparql", line, query)
    assert "\n" not in str(told.value)


def test_a_folder_without_a_graph_is_named(shell: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="has no"):
        shell.run_line_magic("graph", str(tmp_path))


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("SELECT ?a { ?a wh:metW", ["metWith"]),
        ("?a a wh:Pers", ["Person"]),
        ("person:xi", ["xi-jinping"]),
        ("nothing:xx", []),
    ],
)
def test_tab_completes_terms(shell: Any, output: Path, line: str, offered: list[str]) -> None:
    shell.run_line_magic("graph", str(output))
    with provisionalcompleter():
        matches = [one.text for one in shell.Completer.completions(line, len(line))]
    assert matches == offered


def test_terms_are_those_of_the_vocabulary_and_of_the_graph(output: Path) -> None:
    found = terms(KnowledgeGraph.open(output))
    assert {"wh:Person", "wh:metWith", "person:xi-jinping"} <= set(found)
    assert found == sorted(set(found))
