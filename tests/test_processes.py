"""Reading in several processes, with the real model: the same bytes, and a process that dies."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from random import Random

import pytest
from test_pipeline import files_of

from graph.errors import ModelError
from graph.pipeline import readers, run
from graph.pipeline.output_folder import OWN

MANY = 80
pytestmark = [pytest.mark.slow]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    people = ["Xi Jinping", "Barack Obama", "Loretta Lynch", "Guo Shengkun", "Jeh Johnson", "James Clapper"]
    for at, name in enumerate(people):
        other = people[at - 1]
        text = (
            f"{name} met {other} in Washington in 201{at}. {other} said China had accused the United States."
        )
        (folder / f"a{at}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many articles, each of its own words, that no process is through when the first is read."""
    folder = tmp_path_factory.mktemp("many")
    for at in range(MANY):
        words = Random(at).choices([f"stone{n}" for n in range(500)], k=400)
        (folder / f"a{at:03}.txt").write_text(f"Peru met Chile. {' '.join(words)}.", encoding="utf-8")
    return folder


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes six articles a task for two processes."""
    monkeypatch.setattr(readers, "BATCH", 2)
    monkeypatch.setattr(readers, "WORTH_A_PROCESS", 1)


@pytest.mark.usefixtures("small_batches")
def test_processes_change_nothing(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run([articles], tmp_path / "two", jobs=2)
    monkeypatch.setattr(readers, "BATCH", 3)
    run([articles], tmp_path / "one", jobs=1)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


@pytest.mark.usefixtures("small_batches")
def test_a_process_that_dies_loses_no_finished_reading(many: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"

    def kill(stage: str, done: int, total: int | None) -> None:
        if stage == "read" and done == 1:
            for child in multiprocessing.active_children():
                child.kill()

    with pytest.raises(ModelError, match=r"was killed.*--jobs"):
        run([many], output, jobs=2, on_progress=kill)
    assert list((output / OWN / "readings").rglob("*.json"))
    assert not (output / "graph.trig").exists()
    done = run([many], output, jobs=2)
    assert done.read < done.sources == MANY


def test_a_model_that_is_not_installed(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        run([articles], tmp_path / "output", model="no_such_model", jobs=1)
