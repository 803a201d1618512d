"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from test_pipeline import FakeReader
from typer.testing import CliRunner, Result

import graph.pipeline
from graph.cli import app
from graph.cli.commands import _count
from graph.cli.terminal import clean, one_line
from graph.pipeline import run

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = tuple(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
ORDER = ("build", "ask", "show", "query", "why", "decide", "export", "serve", "doctor")


def whereas(*arguments: str | Path, stdin: str | None = None) -> Result:
    """Run a command in this process; `stdout` and `stderr` stay apart."""
    return CliRunner().invoke(app, [str(one) for one in arguments], input=stdin, prog_name="whereas")


def process(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command as its user does."""
    command = [sys.executable, "-m", "graph", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **options)


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds in this process read without a model."""
    monkeypatch.setattr(
        graph.pipeline, "run", lambda *given, **more: run(*given, **more, reader=FakeReader())
    )


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("Xi Jinping met Barack Obama in a house by the sea.", encoding="utf-8")
    (folder / "two.txt").write_text("Barack Obama spoke with Loretta Lynch about it.", encoding="utf-8")
    return folder


@pytest.fixture
def output(articles: Path, tmp_path: Path) -> Path:
    run([articles], tmp_path / "output", reader=FakeReader())
    return tmp_path / "output"


# ------------------------------------------------------------------ help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    found = whereas(command, "--help")
    assert found.exit_code == 0
    assert f"whereas {command}" in found.stdout
    assert "Examples:" in found.stdout


def test_help_lists_the_commands_in_the_order_of_work() -> None:
    found = whereas("--help").stdout
    places = [found.index(f"\n  {command} ") for command in ORDER]
    assert places == sorted(places)
    assert {"check", "diff", "evaluate", "ontology", *ORDER} <= set(COMMANDS)


def test_version(root: Path) -> None:
    import tomllib

    wanted = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert whereas("--version").stdout == f"whereas {wanted}\n"


def test_no_command_shows_help() -> None:
    found = whereas()
    assert found.exit_code == 2
    assert "Commands:" in found.output


# ------------------------------------------------------------------ build


def test_build_says_what_it_did(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    found = whereas("build", articles, "-o", output)
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.splitlines() == [
        "Read 2 articles.",
        f"{output}: 3 entities, 2 statements.",
        f"The map is {output / 'map.html'}, the report {output / 'report.md'}.",
    ]
    (articles / "two.txt").write_text("Barack Obama spoke with Hua Chunying.", encoding="utf-8")
    assert "2 articles (1 cached)" in whereas("build", articles, "-o", output).stdout
    assert "up to date" in whereas("build", articles, "-o", output).stdout


def test_build_tells_each_bad_input_and_exits_with_1(articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    found = whereas("build", articles, tmp_path / "nowhere.txt", "-o", tmp_path / "output")
    assert found.exit_code == 1
    lines = found.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("whereas: ") for line in lines)
    assert "nowhere.txt" in found.stderr and "empty.txt" in found.stderr
    assert (tmp_path / "output" / "map.html").exists()


@pytest.mark.parametrize("name", ["nowhere", "bare", "empty.txt", "picture.png", "*.txt", "noise.txt"])
def test_build_of_nothing_exits_with_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 64)
    given = tmp_path / "bare" / name if name == "*.txt" else tmp_path / name
    found = whereas("build", given, "-o", tmp_path / "output")
    assert (found.exit_code, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1
    assert found.stderr.startswith("whereas: ") and name in found.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--ontology", "nowhere.ttl"), "nowhere.ttl"),
        (("--jobs", "0"), "--jobs"),
        (("--jobs", "many"), "--jobs"),
        (("--nonsense",), "--nonsense"),
    ],
)
def test_build_with_bad_options(articles: Path, tmp_path: Path, options: tuple[str, ...], told: str) -> None:
    found = whereas("build", articles, "-o", tmp_path / "output", *options)
    assert found.exit_code == 2
    assert told in found.stderr and "Traceback" not in found.stderr
    assert not (tmp_path / "output").exists()


def test_build_where_nothing_can_be_written(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    found = whereas("build", articles, "-o", tmp_path / "file")
    assert found.exit_code == 2
    assert "cannot be written" in found.stderr and "-o" in found.stderr


def test_build_stopped_with_ctrl_c(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(graph.pipeline, "run", stopped)
    found = whereas("build", articles)
    assert found.exit_code == 130
    assert (
        found.stderr
        == "whereas: stopped; the previous graph is unchanged, and articles read so far are cached\n"
    )


# ------------------------------------------------------------------ query

ALL = "SELECT ?who ?name WHERE { ?who a wh:Person ; rdfs:label ?name } ORDER BY ?name"
ROWS = [
    ("person:barack-obama", "Barack Obama"),
    ("person:loretta-lynch", "Loretta Lynch"),
    ("person:xi-jinping", "Xi Jinping"),
]


def test_query_as_table(output: Path) -> None:
    found = whereas("query", ALL, "-g", output)
    assert found.exit_code == 0
    assert [tuple(line.split("\t")) for line in found.stdout.splitlines()] == [("who", "name"), *ROWS]
    assert found.stderr == "3 rows\n"


def test_a_query_for_what_nothing_knows_is_answered_and_told(output: Path) -> None:
    found = whereas("query", "SELECT ?a { ?a wh:metWiht ?b }", "-g", output)
    assert found.exit_code == 0
    assert found.stderr == "whereas: unknown term wh:metWiht; did you mean wh:metWith?\n0 rows\n"


def test_query_as_csv(output: Path) -> None:
    found = whereas("query", ALL, "-g", output, "--format", "csv")
    assert [tuple(row) for row in csv.reader(io.StringIO(found.stdout))] == [("who", "name"), *ROWS]
    assert found.stderr == ""


def test_query_as_json(output: Path) -> None:
    found = whereas("query", ALL, "-g", output, "--format", "json", "--full")
    base = "https://w3id.org/whereas/id/person/"
    rows = [{"who": base + who.removeprefix("person:"), "name": name} for who, name in ROWS]
    assert json.loads(found.stdout) == rows


def test_query_from_file_and_standard_input(output: Path, tmp_path: Path) -> None:
    (tmp_path / "all.rq").write_text(ALL, encoding="utf-8")
    direct = whereas("query", ALL, "-g", output).stdout
    assert whereas("query", tmp_path / "all.rq", "-g", output).stdout == direct
    assert whereas("query", "-", "-g", output, stdin=ALL).stdout == direct


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("SELEC ?x",), "SELEC"),
        (("",), "empty"),
        (("nowhere.rq",), "nowhere.rq"),
        (("DROP ALL",), "DROP"),
        ((ALL, "-f", "xml"), "xml"),
        ((ALL, "-g", "nowhere"), "nowhere"),
    ],
)
def test_query_that_cannot_be_run(output: Path, arguments: tuple[str, ...], told: str) -> None:
    graph_option = () if "-g" in arguments else ("-g", str(output))
    found = whereas("query", *arguments, *graph_option)
    assert (found.exit_code, found.stdout) == (2, "")
    assert told in found.stderr and "Traceback" not in found.stderr


# ------------------------------------------------------------------ show


def test_show(output: Path) -> None:
    found = whereas("show", "barack OBAMA", "-g", output)
    assert found.exit_code == 0
    assert found.stdout.startswith("Barack Obama (Person)\n")
    assert "2 mentions, person/barack-obama\n" in found.stdout
    assert "    “Barack Obama spoke with Loretta Lynch about it.” [two]\n" in found.stdout
    assert whereas("show", "person/barack-obama", "-g", output).stdout == found.stdout


def test_show_takes_a_name_without_quotes(output: Path) -> None:
    assert whereas("show", "-g", output, "Barack", "Obama").stdout.startswith("Barack Obama (Person)\n")


def test_show_offers_the_nearest_names(output: Path) -> None:
    found = whereas("show", "Barak Obana", "-g", output)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "Barack Obama" in found.stderr


# ------------------------------------------------------------------ check


def test_check(output: Path, tmp_path: Path) -> None:
    found = whereas("check", "-g", output)
    assert (found.exit_code, found.stdout) == (0, f"{output}: valid, no problems found.\n")
    text = (output / "graph.trig").read_text("utf-8")
    (tmp_path / "bad.trig").write_text(text.replace("wh:modality wh:Asserted ;", "", 1), encoding="utf-8")
    found = whereas("check", "-g", tmp_path / "bad.trig")
    assert found.exit_code == 1
    assert "statement:" in found.stdout and found.stdout.endswith("bad.trig: 3 violations.\n")


# ------------------------------------------------------------------ ontology


def test_ontology_lists_classes_and_relations() -> None:
    lines = whereas("ontology").stdout.splitlines()
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in lines}
    assert rows["Agency"][0] == "Agent, Organization"
    assert rows["signed"][:3] == ["agreement", "Agent", "Agreement"]
    assert int(rows["signed"][3]) > 0


def test_ontology_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "ships.ttl").write_text(
        "@prefix wh: <https://w3id.org/whereas#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'wh:Ship a owl:Class ; rdfs:subClassOf wh:Entity ; rdfs:comment "Craft." ; wh:head "ship", "brig" .',
        encoding="utf-8",
    )
    assert "Ship\t\t2\tCraft." in whereas("ontology", "--ontology", tmp_path / "ships.ttl").stdout
    (tmp_path / "broken.ttl").write_text("wh:Ship a", encoding="utf-8")
    found = whereas("ontology", "--ontology", tmp_path / "broken.ttl")
    assert found.exit_code == 2
    assert "broken.ttl" in found.stderr and len(found.stderr.splitlines()) == 1


# ------------------------------------------------------------------ the terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Xi Jinping", "Xi Jinping"),
        ("“Zürich” 北京", "“Zürich” 北京"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\x9b2Jb", "a\\x9b2Jb"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("a\rb", "a\\x0db"),
        ("[red]x[/red]", "[red]x[/red]"),
        ("\ud800", "\\ud800"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_clean_text_cannot_steer_a_terminal(text: str) -> None:
    assert all(ch.isprintable() or ch in "\n\t" or unicodedata.category(ch) == "Zs" for ch in clean(text))
    assert "\n" not in one_line(text)
    one_line(text).encode("utf-8")


def test_control_characters_of_a_name_do_not_reach_the_terminal(tmp_path: Path) -> None:
    name = "nowhere\x1b[31m.txt"
    found = whereas("build", tmp_path / name, "-o", tmp_path / "output")
    assert found.exit_code == 2
    assert "\x1b" not in found.stderr and "\\x1b" in found.stderr


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (1, "entity", "1 entity"),
        (2, "entity", "2 entities"),
        (0, "row", "0 rows"),
        (12345, "input", "12,345 inputs"),
    ],
)
def test_count(number: int, noun: str, said: str) -> None:
    assert _count(number, noun) == said


# ------------------------------------------------------------------ as a process


def test_process_exit_code_and_streams(tmp_path: Path) -> None:
    found = process("build", tmp_path / "nowhere", "-o", tmp_path / "output")
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("whereas: ") and len(found.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes end in another way there")
def test_process_whose_reader_goes_away_ends_quietly(output: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "graph",
        "query",
        "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "-g",
        output,
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read()
    assert "Traceback" not in told and "Exception" not in told


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT there")
def test_process_stopped_with_ctrl_c(output: Path, tmp_path: Path) -> None:
    fifo = tmp_path / "never.rq"
    os.mkfifo(fifo)
    command = [sys.executable, "-m", "graph", "query", fifo, "-g", output]
    with (
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running,
        fifo.open("w", encoding="utf-8"),  # opens once the process reads from it
    ):
        running.send_signal(signal.SIGINT)
        assert running.stderr is not None
        told = running.stderr.read()
    assert told == "whereas: stopped; the previous graph is unchanged, and articles read so far are cached\n"
    assert running.returncode == 130
