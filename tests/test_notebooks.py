"""The notebooks run from top to bottom on the demo's graph, and carry small outputs that were made so."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from notebooks import refresh

NOTEBOOKS = refresh.notebooks()
MOST = 400_000  # bytes: what a notebook page still shows, and a diff can handle


def by_name(path: Path) -> str:
    return path.name


def test_the_four_notebooks_are_there() -> None:
    names = {"explore.ipynb", "network.ipynb", "your-own-ontology.ipynb", "corpus.ipynb"}
    assert names <= {path.name for path in NOTEBOOKS}


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=by_name)
def test_it_runs_on_the_demo(notebook: Path, demo: Path, tmp_path: Path) -> None:
    pytest.importorskip(
        "matplotlib", reason="the notebooks draw with matplotlib: pip install 'whereas[notebook]'"
    )
    shutil.copytree(demo, tmp_path / "output")
    shutil.copytree(refresh.ROOT / "samples", tmp_path / "samples")
    here = tmp_path / "notebooks" / notebook.name
    here.parent.mkdir()
    shutil.copy(notebook, here)
    book = refresh.execute(here, output=tmp_path / "output")
    shown = [cell for cell in book.cells if cell.cell_type == "code" and cell.outputs]
    assert len(shown) >= 5
    assert not any("stderr" in str(output.get("name", "")) for cell in shown for output in cell.outputs)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=by_name)
def test_what_is_committed_was_run_in_order_and_is_small(notebook: Path) -> None:
    book = nbformat.read(notebook, as_version=4)
    nbformat.validate(book)
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not any(output.output_type == "error" for cell in cells for output in cell.outputs)
    assert notebook.stat().st_size < MOST


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=by_name)
def test_no_path_of_the_machine_it_ran_on_is_in_it(notebook: Path) -> None:
    text = notebook.read_text(encoding="utf-8")
    assert str(refresh.ROOT) not in text
    assert str(Path.home()) + "/" not in text


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=by_name)
def test_it_is_told_as_a_story(notebook: Path) -> None:
    book = nbformat.read(notebook, as_version=4)
    assert book.cells[0].cell_type == "markdown"
    assert book.cells[0].source.startswith("# ")
    kinds = [cell.cell_type for cell in book.cells]
    assert kinds.count("markdown") >= kinds.count("code") // 2
