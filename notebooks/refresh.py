"""Runs the notebooks on the demo's graph and keeps their outputs: `python -m notebooks.refresh [FILE …]`.

A cell tagged `large` keeps none: the map would make a notebook as large as the map.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
LARGE = "large"


def notebooks() -> list[Path]:
    """The notebooks, sorted."""
    return sorted(FOLDER.glob("*.ipynb"))


def execute(notebook: Path, *, output: Path) -> nbformat.NotebookNode:
    """The notebook with what its cells answer; `output` is the graph that it opens.

    Raises nbclient's CellExecutionError where a cell fails.
    """
    book = nbformat.read(notebook, as_version=4)
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = os.environ | {"WHEREAS_OUTPUT": str(output.resolve()), "PYTHONPATH": path}
    client = NotebookClient(
        book,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(notebook.parent)}},
        record_timing=False,
    )
    return client.execute(env=environment)


def cleaned(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what differs from run to run, and without large outputs."""
    for number, cell in enumerate(book.cells, 1):
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs = (
                [] if LARGE in cell.metadata.get("tags", ()) else [_plain(one) for one in cell.outputs]
            )
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return book


def _plain(output: Any) -> Any:
    output.pop("transient", None)
    return output


def main(names: list[str]) -> None:
    """Run the notebooks and write them back."""
    for notebook in [Path(name) for name in names] or notebooks():
        nbformat.write(cleaned(execute(notebook, output=ROOT / "output")), notebook)


if __name__ == "__main__":
    main(sys.argv[1:])
