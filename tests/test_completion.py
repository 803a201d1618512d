"""Completion in the shell, by the protocol in which the shells ask, and in bash itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_pipeline import FakeReader
from typer.testing import CliRunner

from graph.cli import app
from graph.pipeline import run

ROOT = Path(__file__).resolve().parent.parent
SHELLS = ("bash", "zsh", "fish", "powershell")


def offered(shell: str, line: str) -> str:
    """What a shell is answered when TAB is pressed at the end of a line."""
    words = line.split(" ")
    asked = {"_WHEREAS_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    if shell == "bash":
        asked |= {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    if shell == "fish":
        asked["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
    if shell == "powershell":
        asked["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = words[-1]
    done = CliRunner().invoke(app, [], env=asked, prog_name="whereas")
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("completion")
    (folder / "one.txt").write_text("Xi Jinping met Barack Obama in a house by the sea.", encoding="utf-8")
    run([folder / "one.txt"], folder / "output", reader=FakeReader())
    queries = folder / "output" / "queries"
    queries.mkdir()
    (queries / "mine.rq").write_text("# Mine `id` $(id) \\$(id)' \"?\nSELECT * {}", encoding="utf-8")
    (queries / "$(id).rq").write_text("# Whose?\nSELECT * {}", encoding="utf-8")
    return folder / "output"


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("whereas as", "ask"),
        ("whereas export gr", "graphml"),
        ("whereas decide ren", "rename"),
        ("whereas build --mod", "--model"),
        ("whereas query --format j", "json"),
        ("whereas ask -g {output} met", "met-with"),
        ("whereas ask -g {output} min", "mine"),
        ("whereas ask -g {output} met-with ", "--person"),
        ("whereas ask -g {output} met-with --person person/x", "person/xi-jinping"),
        ("whereas show -g {output} person/b", "person/barack-obama"),
        ("whereas why -g {output} person/xi-jinping person/b", "person/barack-obama"),
    ],
)
def test_every_shell_is_offered_what_goes_on(shell: str, line: str, wanted: str, output: Path) -> None:
    assert wanted in offered(shell, line.format(output=output))


def test_only_what_goes_on_is_offered(output: Path) -> None:
    assert offered("bash", f"whereas show -g {output} person/x").split() == ["person/xi-jinping"]
    assert offered("bash", f"whereas show -g {output} person/y").split() == []
    assert offered("bash", f"whereas ask -g {output} met-with --person Xi --").split() != []


@pytest.mark.parametrize("shell", SHELLS)
def test_nothing_is_offered_that_a_shell_could_run(shell: str, output: Path) -> None:
    """zsh runs what it is offered through `eval`; names and questions come from other people's files."""
    told = offered(shell, f"whereas ask -g {output} m")
    assert "Mine id id" in told or shell == "bash"
    assert not {"$", "`", "\\"} & set(told)
    assert "(id)" not in offered(shell, f"whereas ask -g {output} ")


def test_a_graph_that_is_not_there_offers_nothing(tmp_path: Path) -> None:
    assert offered("bash", f"whereas show -g {tmp_path / 'nowhere'} ").strip() == ""


def test_no_heavy_package_is_imported_to_complete(output: Path) -> None:
    program = (
        "import sys; from graph.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    print(*{'pandas', 'rdflib', 'spacy', 'networkx'} & set(sys.modules), file=sys.stderr)"
    )
    asked = {"_WHEREAS_COMPLETE": "complete_bash", "COMP_WORDS": f"whereas show -g {output} person/x"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **asked, "COMP_CWORD": "4"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr.split()) == (["person/xi-jinping"], [])


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell: str) -> None:
    done = CliRunner().invoke(app, [], env={"_WHEREAS_COMPLETE": f"source_{shell}"}, prog_name="whereas")
    assert done.exit_code == 0 and "_WHEREAS_COMPLETE" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash found")
def test_bash_completes_once_it_is_installed(output: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "whereas").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graph "$@"\n', encoding="utf-8")
    (tmp_path / "whereas").chmod(0o755)
    tab = (
        f"source ~/.bashrc; COMP_WORDS=(whereas show -g '{output}' person/x); COMP_CWORD=4; "
        '_whereas_completion whereas; echo "${COMPREPLY[@]}"; complete -p whereas'
    )
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(ROOT)}
    environment["PATH"] = f"{tmp_path}{os.pathsep}{environment['PATH']}"
    for command, told in (
        ("whereas --install-completion; true", "bash completion installed"),
        (tab, "person/xi-jinping\ncomplete -o default -F _whereas_completion whereas"),
    ):
        done = subprocess.run(
            ["bash", "--norc", "-c", command], env=environment, capture_output=True, text=True, check=False
        )
        assert told in done.stdout, done.stderr
