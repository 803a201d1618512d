"""What the code imports is what pyproject.toml asks for, so that a fresh machine has it all."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OWN = {"graph", "docs", "notebooks", "benchmarks", "tests", *(p.stem for p in (ROOT / "tests").glob("*"))}
OPTIONAL = {"igraph", "leidenalg"}  # used where a user has installed them, never required

BROUGHT = {
    "ipython": "pyvis",
    "lxml": "trafilatura",
    "thinc": "spacy",
}  # by what is a part of their interface


def plain(requirement: str) -> str:
    """The name of a distribution as pip compares it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement.strip())[0]).lower()


def declared(*extras: str) -> set[str]:
    """The distributions of the core and of some extras."""
    more = [one for extra in extras for one in PROJECT["optional-dependencies"][extra]]
    return {plain(one) for one in (*PROJECT["dependencies"], *more)}


def imports(folder: Path) -> Iterator[tuple[str, str]]:
    """Each module that a folder's code imports from outside, and the file that does."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for top in {name.partition(".")[0] for name in names}:
                if top not in sys.stdlib_module_names and top not in OWN | OPTIONAL:
                    yield top, file.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    ("folder", "extras"),
    [
        ("graph", ["cluster", "pdf", "tables", "serve"]),
        ("benchmarks", ["pdf", "serve", "dev"]),
        ("docs", ["dev"]),
        ("notebooks", ["dev"]),
        ("tests", ["cluster", "pdf", "serve", "dev"]),
    ],
)
def test_what_is_imported_is_asked_for(folder: str, extras: list[str]) -> None:
    homes = packages_distributions()
    allowed = declared(*extras)
    allowed |= {name for name, by in BROUGHT.items() if by in declared()}
    missing = {
        f"{module} ({file})"
        for module, file in imports(ROOT / folder)
        if not allowed & {plain(one) for one in homes.get(module, [module])}
    }
    assert not missing


def test_the_readme_is_the_page_of_the_package() -> None:
    assert (ROOT / PROJECT["readme"]).is_file()


def test_assets_are_left_out_where_there_is_no_npm(tmp_path: Path) -> None:
    """`make demo` and `make test` call it, so it says what is missing and does not fail."""
    make, shell = shutil.which("make"), shutil.which("sh")
    if make is None or shell is None:
        pytest.skip("no make found")
    (tmp_path / "package.json").touch()
    command = [make, "-s", "-C", str(ROOT), "assets", f"PAGE={tmp_path}", f"SHELL={shell}"]
    run = subprocess.run(
        command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("No npm found: maps have no SPARQL tab")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package.json"]
