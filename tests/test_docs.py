"""The documentation: every command, program and ontology in it runs, and what it shows is what comes out."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

import pages
import pytest
from pages import ROOT, Block

from docs import make_reference
from graph.ontology import load_ontology

PAGES = pages.pages()
RUNNABLE = [p for p in PAGES if re.search(r"^```(console|python)$", p.read_text("utf-8"), re.MULTILINE)]
BUILDS_DEMO = re.compile(r"\A[^$]*^\$ whereas build samples( -o output)?$", re.MULTILINE)
LINK = re.compile(r"(?:\]\(|(?:src|srcset|href)=\")([^)\s\"]+)")


def each_page(page: Path) -> str:
    return pages.name(page)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a reader stands: a folder with the samples in it."""
    here = tmp_path / "reader"
    shutil.copytree(ROOT / "samples", here / "samples")
    return here


@pytest.mark.slow
@pytest.mark.parametrize("page", RUNNABLE, ids=each_page)
def test_everything_on_a_page_runs_and_shows_what_it_prints(
    page: Path, folder: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    text = page.read_text(encoding="utf-8")
    if not BUILDS_DEMO.search(text):  # a page for those who have built the demo
        shutil.copytree(request.getfixturevalue("demo"), folder / "output")
    names: dict[str, object] = {}
    for block in pages.blocks(text):
        _follow(block, page, folder, names)


def _follow(block: Block, page: Path, folder: Path, names: dict[str, object]) -> None:
    """Do what a block says: save it, run its commands, or run it as Python."""
    if block.saved_as:
        file = folder / block.saved_as
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, encoding="utf-8")
    elif block.language == "python":
        exec(compile("\n" * block.line + block.text, page, "exec"), names)
    elif block.language == "console":
        for command in pages.commands(block):
            found = pages.run(command.line, folder)
            where = f"{pages.name(page)}, line {block.line}: {command.line}"
            assert found.returncode == block.exit_code, f"{where}\n{found.stdout}{found.stderr}"
            printed = found.stdout + (found.stderr if block.exit_code else "")
            assert pages.prints(command.expected, printed), f"{where}\nprints\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=each_page)
def test_every_ontology_on_a_page_loads(page: Path, tmp_path: Path) -> None:
    for block in pages.blocks(page.read_text(encoding="utf-8")):
        if block.language == "turtle" and block.saved_as:
            file = tmp_path / "own.ttl"
            file.write_text(block.text, encoding="utf-8")
            assert load_ontology([file]) != load_ontology()


@pytest.mark.parametrize("page", PAGES, ids=each_page)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in LINK.findall(text):
        path, _, anchor = target.partition("#")
        if path.startswith(("https:", "http:", "mailto:")):
            continue
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{pages.name(page)} links to {target}"
        assert ROOT in (file, *file.parents), f"{pages.name(page)} links out of the checkout: {target}"
        if anchor and file.suffix == ".md":
            assert anchor in _anchors(file), f"{pages.name(page)} links to {target}"


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in headings}


def test_the_figures_of_the_limits_are_those_of_the_benchmarks() -> None:
    figures = r"(?<![\d.])\.\d{3}\b"
    told, measured = (
        set(re.findall(figures, (ROOT / page).read_text("utf-8")))
        for page in ("docs/explanation/limits.md", "benchmarks/README.md")
    )
    assert told and not told - measured


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen, left = set(), [ROOT / "README.md"]
    while left:
        page = left.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if "://" not in target and (file := (page.parent / target.partition("#")[0]).resolve()).is_file():
                left.append(file)
    assert set(PAGES) <= seen


@pytest.mark.parametrize("page", PAGES, ids=each_page)
def test_every_make_target_on_a_page_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^|`|\n)make (\w+)", page.read_text(encoding="utf-8"))) <= targets


def test_the_demo_is_what_the_readme_says() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ndemo:")[2]
    assert "whereas build $(INPUT) -o $(OUTPUT)" in recipe


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", make_reference.pages())
def test_the_reference_is_what_the_code_and_the_turtle_say(name: str) -> None:
    written = (make_reference.FOLDER / name).read_text(encoding="utf-8")
    assert written == make_reference.pages()[name], "run: python -m docs.make_reference"
