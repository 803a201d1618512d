"""The logic of the page, tested by node's test runner, if node is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "js"
ROOT = Path(__file__).parent.parent / "graph" / "render"


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.test.mjs")), ids=lambda path: path.stem)
def test_logic_of_the_page(file: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node found: install Node.js 20 or later to test the logic of the page")
    run = subprocess.run(
        [node, "--test", str(file)], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]


def test_script_of_the_page_parses() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node found: install Node.js 20 or later to test the logic of the page")
    from graph.render.page import app_script

    command = [node, "--check", "-"]
    run = subprocess.run(command, input=app_script(), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]


def test_types_of_the_page_hold() -> None:
    compiler = ROOT / "node_modules" / ".bin" / "tsc"
    if not compiler.exists():
        pytest.skip("no TypeScript in graph/render/node_modules: make assets fetches it")
    command = [str(compiler), "-p", str(ROOT / "tsconfig.json")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]
