"""`whereas evaluate`: which comparison is made, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from readings import COMPLEX, IDENTITIES
from typer.testing import CliRunner, Result

from graph.cli import app
from graph.ontology import default_ontology
from graph.store import compile_dataset, write

GOLD = {
    "entities": [
        {"id": "xi", "type": "Person", "name": "Xi Jinping", "aliases": []},
        {"id": "pact", "type": "Agreement", "name": "Cyber Agreement", "aliases": []},
        {"id": "china", "type": "Country", "name": "China", "aliases": []},
    ],
    "relations": [["china", ["signed"], "pact"], ["xi", ["signed"], "pact"]],
    "dates": [],
    "claims": [],
}


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)], prog_name="whereas")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    write(compile_dataset(COMPLEX, IDENTITIES, default_ontology()), folder / "graph.trig")
    for reading in COMPLEX:
        (folder / "texts").mkdir(exist_ok=True)
        (folder / "texts" / f"{reading.source.slug}.txt").write_text(reading.source.text, encoding="utf-8")
    return folder


def test_a_graph_is_held_against_a_gold_file(output: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps(GOLD), encoding="utf-8")
    found = evaluate(gold, "-g", output)
    assert found.exit_code == 0
    rows = {line.split(" | ")[0].strip("| "): line for line in found.stdout.splitlines()}
    assert "| 1.000 |" in rows["entities"]  # all three are there
    assert "| 0.500 |" in rows["relations"]  # one of the two is
    assert len(evaluate(gold, "-g", output, "--misses").stdout) > len(found.stdout)
    figures = json.loads(evaluate(gold, "-g", output, "--json").stdout)
    assert figures["entities"]["recall"] == 1.0
    assert figures["relations"]["recall"] == 0.5
    assert len(figures["misses"]["relations"]) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "give a gold file or --bench"),
        (["nowhere.json", "--bench", "sets"], "give a gold file or --bench"),
        (["nowhere.json"], "nowhere.json"),
        (["--bench", "nowhere", "--set", "nothing"], "nothing"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_one_line(
    arguments: list[str], says: str, output: Path
) -> None:
    found = evaluate(*arguments, "-g", output)
    assert found.exit_code == 2
    assert says in found.stderr
    assert found.stderr.count("\n") == 1
