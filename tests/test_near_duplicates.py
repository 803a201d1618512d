"""The same report twice is one piece of evidence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import whereas
from test_pipeline import FakeReader, built

import graph.pipeline
from graph.model import Source
from graph.pipeline import run
from graph.pipeline.near_duplicates import without_near_duplicates

REPORT = "\n\n".join(
    f"On day {at} Xi Jinping met Barack Obama in a house by the sea, and the {at}th talks went on."
    for at in range(12)
)


def kept(*sources: tuple[str, str | None]) -> tuple[list[int], list[str]]:
    """The places of the sources, given as text and date, that stay, and the notes about the others."""
    made = [
        Source(f"s{at}", text, published=date, origin=f"{at}.txt") for at, (text, date) in enumerate(sources)
    ]
    notes: list[str] = []
    return [int(one.slug[1:]) for one in without_near_duplicates(made, note=notes.append)], notes


@pytest.mark.parametrize(
    ("sources", "stay", "told"),
    [
        ([(REPORT, None), (REPORT, None)], [0], "1.txt: has the same text as 0.txt"),
        ([(REPORT, "2016"), (REPORT, "2015-09")], [1], "0.txt: has the same text as 1.txt"),
        (
            [(REPORT, None), (f"Talks by the sea\n\n{REPORT}", None)],
            [0],
            "1.txt: has nearly the same text as 0.txt",
        ),
        ([("Short.", None), ("Short.", None)], [0], "1.txt: has the same text"),
    ],
)
def test_twins(sources: list[tuple[str, str | None]], stay: list[int], told: str) -> None:
    found, notes = kept(*sources)
    assert found == stay
    assert len(notes) == 1 and notes[0].startswith(told)


@pytest.mark.parametrize(
    "sources",
    [
        [(REPORT, None), (REPORT[:300], None)],
        [(REPORT, None), (f"{REPORT}\n\n{REPORT.replace('Xi Jinping', 'Hua Chunying')}", None)],
        [("Short.", None), ("Shorter.", None)],
        [("Advertisement\n\n" + REPORT, None), ("Advertisement\n\n" + REPORT.replace("met", "left"), None)],
    ],
)
def test_no_twins(sources: list[tuple[str, str | None]]) -> None:
    assert kept(*sources) == ([0, 1], [])


@given(st.lists(st.sampled_from(["a", "b", REPORT, "Head\n\n" + REPORT, "c\n\nd"]), max_size=8))
def test_one_of_each_stays(texts: list[str]) -> None:
    found, notes = kept(*((text, None) for text in texts))
    assert len(found) + len(notes) == len(texts)
    assert {texts[at].removeprefix("Head\n\n") for at in found} == {t.removeprefix("Head\n\n") for t in texts}
    assert len(found) == len({texts[at].removeprefix("Head\n\n") for at in found})


def test_build_says_what_it_leaves_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        graph.pipeline, "run", lambda *given, **more: run(*given, **more, reader=FakeReader())
    )
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(REPORT, encoding="utf-8")
    (articles / "b.txt").write_text(f"Talks by the sea\n\n{REPORT}", encoding="utf-8")
    done = built(articles, tmp_path / "output")
    assert done.sources == 1 and len(done.notes) == 1
    found = whereas("build", articles, "-o", tmp_path / "output")
    assert found.exit_code == 0
    assert found.stderr == "b.txt: has nearly the same text as a.txt; skipped\n"
