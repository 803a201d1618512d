"""The whole way with a reader that needs no model: caching, damage, locks, kills and bad input."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import multiprocessing.context
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.errors import InputError, StoreError, WhereasError
from graph.model import Entity, Evidence, Mention, Reading, Source, Span, Statement
from graph.ontology import default_ontology
from graph.pipeline import Built, SpacyReader, publish, run
from graph.pipeline.output_folder import OWN, locked_output, settle
from graph.pipeline.reading_cache import ReadingCache

NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")


def fake_reading(source: Source, version: str) -> Reading:
    """Every "Name Surname" is a person, and the first met each of the others."""
    places: dict[str, list[Span]] = {}
    for found in NAME.finditer(source.text):
        places.setdefault(found[0], []).append(Span(*found.span()))
    entities = [
        Entity(name, "Person", name, (name,), mentions=tuple(Mention(span) for span in spans))
        for name, spans in sorted(places.items())
    ]
    whole = Span(0, len(source.text))
    first, *others = list(places) or [""]
    met = [
        Statement(first, "metWith", name, evidence=(Evidence(whole, whole, 0.9, "fake"),)) for name in others
    ]
    return Reading(source, tuple(entities), tuple(met), version)


class FakeReader:
    """Reads without a model and remembers what it read; fails at one source, refuses another."""

    def __init__(
        self, version: str = "fake 1", failing: str | None = None, refusing: str | None = None
    ) -> None:
        self.version = version
        self.refusing = refusing
        self.failing = failing
        self.read_slugs: list[str] = []

    def read(self, sources: Iterable[Source]) -> Iterator[Reading | InputError]:
        for source in sources:
            if source.slug == self.failing:
                raise RuntimeError("the reader fell over")
            if source.slug == self.refusing:
                yield InputError(source.origin, "cannot be read", "leave it out")
                continue
            self.read_slugs.append(source.slug)
            yield fake_reading(source, self.version)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("Xi Jinping met Barack Obama in a house by the sea.", encoding="utf-8")
    (folder / "two.txt").write_text("Barack Obama spoke with Loretta Lynch about it.", encoding="utf-8")
    (folder / "three.txt").write_text("Loretta Lynch saw Guo Shengkun a year later.", encoding="utf-8")
    return folder


def files_of(output: Path) -> dict[str, bytes]:
    """All files of an output that are for its reader, with their content."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and OWN not in path.relative_to(output).parts
    }


def built(articles: Path, output: Path, reader: FakeReader | None = None, **options: object) -> Built:
    return run([articles], output, reader=reader or FakeReader(), **options)  # type: ignore[arg-type]


def test_build_writes_everything(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "deep" / "output"
    done = built(articles, output)
    assert (done.sources, done.read, done.entities, done.statements, done.problems) == (3, 3, 4, 3, ())
    texts = {f"texts/{name}.txt" for name in ("one", "two", "three")}
    assert set(files_of(output)) == texts | {
        "graph.trig",
        "graph.ttl",
        "map.html",
        "report.md",
        "report.html",
    }
    assert (output / "texts/one.txt").read_text(
        "utf-8"
    ) == "Xi Jinping met Barack Obama in a house by the sea."
    assert b"Loretta Lynch" in (output / "graph.trig").read_bytes()


def test_same_input_same_bytes(articles: Path, tmp_path: Path) -> None:
    built(articles, tmp_path / "a")
    built(articles, tmp_path / "b")
    assert files_of(tmp_path / "a") == files_of(tmp_path / "b")


def test_nothing_changed_reads_nothing_and_writes_nothing(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    first = built(articles, output)
    times = {path: path.stat().st_mtime_ns for path in output.rglob("*.*") if path.is_file()}
    reader = FakeReader()
    again = built(articles, output, reader)
    assert again.unchanged and reader.read_slugs == []
    assert (again.sources, again.entities, again.statements) == (
        first.sources,
        first.entities,
        first.statements,
    )
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_only_what_changed_is_read(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(articles, output)
    (articles / "two.txt").write_text("Barack Obama saw Hua Chunying on the way.", encoding="utf-8")
    (articles / "four.txt").write_text("Alex Grigsby saw Ching Chang at the gate.", encoding="utf-8")
    reader = FakeReader()
    built(articles, output, reader)
    assert sorted(reader.read_slugs) == ["four", "two"]
    built(articles, tmp_path / "anew")
    assert files_of(output) == files_of(tmp_path / "anew")


def test_a_renamed_article_is_not_read_again(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(articles, output)
    (articles / "two.txt").rename(articles / "second.txt")
    reader = FakeReader()
    assert built(articles, output, reader).notes == ()
    assert reader.read_slugs == []
    built(articles, tmp_path / "anew")
    assert files_of(output) == files_of(tmp_path / "anew")


def test_a_removed_article_leaves_nothing(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(articles, output)
    (articles / "three.txt").unlink()
    reader = FakeReader()
    done = built(articles, output, reader)
    assert done.notes == ("three.txt: no longer among the articles; removed from the graph",)
    assert reader.read_slugs == []
    assert "texts/three.txt" not in files_of(output)
    assert b"Shengkun" not in (output / "graph.trig").read_bytes()
    assert len(list((output / OWN / "readings").rglob("*.json"))) == 2
    assert built(articles, output, FakeReader("fake 2")).notes == ()


def test_many_removed_articles_are_one_line(articles: Path, tmp_path: Path) -> None:
    for at in range(9):
        (articles / f"more{at}.txt").write_text(f"Alex Grigsby slept for {at} days.", encoding="utf-8")
    built(articles, tmp_path / "output")
    for path in articles.glob("more*.txt"):
        path.unlink()
    (articles / "one.txt").write_text("Xi Jinping met nobody.", encoding="utf-8")  # changed is not gone
    (note,) = built(articles, tmp_path / "output", FakeReader("fake 2")).notes
    assert note.startswith("more0.txt, more1.txt, more2.txt and 6 more: no longer among the articles")


def test_another_reader_reads_anew_and_says_so(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert not built(articles, output).reread
    reader = FakeReader("fake 2")
    done = built(articles, output, reader)
    assert done.reread and done.read == 3
    assert not built(articles, output, FakeReader("fake 2"), force=True).reread


def test_force_reads_anew(articles: Path, tmp_path: Path) -> None:
    built(articles, tmp_path / "output")
    assert built(articles, tmp_path / "output", force=True).read == 3


@pytest.mark.parametrize("damage", [b"", b"{", b'{"format": 1}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_reading_is_made_anew(articles: Path, tmp_path: Path, damage: bytes) -> None:
    output = tmp_path / "output"
    built(articles, output)
    whole = files_of(output)
    for path in (output / OWN / "readings").rglob("*.json"):
        path.write_bytes(damage)
    (articles / "one.txt").touch()
    (output / "graph.trig").unlink()
    reader = FakeReader()
    built(articles, output, reader)
    assert sorted(reader.read_slugs) == ["one", "three", "two"]
    assert files_of(output) == whole


@pytest.mark.parametrize("name", ["graph.trig", "texts/one.txt", "map.html"])
def test_a_lost_or_cut_output_file_is_made_good(articles: Path, tmp_path: Path, name: str) -> None:
    output = tmp_path / "output"
    built(articles, output)
    whole = files_of(output)
    (output / name).write_bytes(whole[name][:7])
    built(articles, output)
    assert files_of(output) == whole
    (output / name).unlink()
    built(articles, output)
    assert files_of(output) == whole


def test_a_text_that_is_there_already_is_not_written_again(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(articles, output)
    whole, texts = files_of(output), output / "texts"
    first = (texts / "one.txt").stat().st_ino
    (texts / "two.txt").write_bytes(b"x" * len(whole["texts/two.txt"]))  # of the same size, but not the same
    assert not built(articles, output, force=True).unchanged
    assert (texts / "one.txt").stat().st_ino == first
    assert files_of(output) == whole


def test_inputs_that_cannot_be_read_are_told_and_the_rest_is_built(articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    told: list[WhereasError] = []
    done = run(
        [articles, tmp_path / "nowhere"], tmp_path / "output", reader=FakeReader(), on_error=told.append
    )
    assert done.sources == 3
    assert len(told) == 2 and tuple(told) == done.problems
    assert any("empty.txt" in str(error) for error in told)
    assert any("nowhere" in str(error) for error in told)


def test_nothing_readable_leaves_the_last_graph_alone(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(articles, output)
    before = files_of(output)
    bare = tmp_path / "bare"
    bare.mkdir()
    with pytest.raises(InputError, match="bare"):
        run([bare], output, reader=FakeReader())
    assert files_of(output) == before


def test_a_failing_reader_leaves_the_last_graph_and_keeps_what_it_read(
    articles: Path, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    built(articles, output)
    before = files_of(output)
    for path in articles.iterdir():
        path.write_text(path.read_text("utf-8") + " Hua Chunying was there.", encoding="utf-8")
    with pytest.raises(RuntimeError, match="fell over"):
        built(articles, output, FakeReader(failing="two"))
    assert files_of(output) == before
    reader = FakeReader()
    built(articles, output, reader)
    assert reader.read_slugs == ["two"]


def test_an_article_over_which_the_reader_falls_costs_no_other(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    done = built(articles, output, FakeReader(refusing="two"))
    assert (done.sources, len(done.problems)) == (2, 1)
    reader = FakeReader()
    assert not built(articles, output, reader).unchanged
    assert reader.read_slugs == ["two"]


def test_nothing_that_the_reader_can_read(articles: Path, tmp_path: Path) -> None:
    for name in ("one.txt", "three.txt"):
        (articles / name).unlink()
    with pytest.raises(InputError, match=r"two\.txt: cannot be read"):
        built(articles, tmp_path / "output", FakeReader(refusing="two"))
    assert files_of(tmp_path / "output") == {}


def test_spacy_reader_reads_the_rest_of_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_all(sources: Iterable[Source], **_: object) -> Iterator[Reading]:
        for source in sources:
            if "bomb" in source.text:
                raise ValueError("a rule\nfell over")
            yield fake_reading(source, "fake 1")

    monkeypatch.setitem(sys.modules, "graph.extract", SimpleNamespace(read_all=read_all))
    texts = ["Xi Jinping spoke.", "A bomb.", "Hua Chunying spoke."]
    sources = [Source(f"s{at}", text, origin=f"s{at}.txt") for at, text in enumerate(texts)]
    first, second, third = SpacyReader("model", default_ontology()).read(sources)
    assert isinstance(first, Reading) and isinstance(third, Reading)
    assert (
        str(second) == "s1.txt: cannot be read (ValueError: a rule fell over); report it, or skip the article"
    )


@pytest.mark.skipif(os.name == "nt", reason="modes of folders are another matter there")
def test_output_that_cannot_be_written(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match=r"file.*cannot be written.*-o"):
        built(articles, tmp_path / "file")
    with pytest.raises(StoreError, match=r"cannot be written.*-o"):
        built(articles, Path("/proc/output"))


def _dies(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL there")
def test_a_checking_process_that_dies_is_one_line() -> None:
    with (
        pytest.raises(StoreError, match=r"was killed.*--jobs"),
        publish._pool(readings=100, jobs=2) as pool,
    ):
        assert pool is not None
        pool.submit(_dies).result()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of ten megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small disk can be made by root alone, and where there is tmpfs")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("left", [0, 3_000, 300_000])  # bytes: for no reading, for some, for no page
def test_a_disk_that_is_really_full_breaks_nothing(articles: Path, small_disk: Path, left: int) -> None:
    output = small_disk / "output"
    built(articles, output)
    before = files_of(output)
    for at in range(9):
        text = f"Alex Grigsby saw Ching Chang {at} times. " + f"stone{at} " * 100
        (articles / f"more{at}.txt").write_text(text, encoding="utf-8")
    free = shutil.disk_usage(small_disk).free
    (small_disk / "fill").write_bytes(b"x" * (free - left))
    with pytest.raises(StoreError, match=r"cannot be written \(No space left on device\); free some space"):
        built(articles, output)
    assert files_of(output) == before
    (small_disk / "fill").unlink()
    assert built(articles, output).sources == 12
    assert all(files_of(output)[name] == text for name, text in before.items() if name.startswith("texts/"))


def test_full_disk_is_one_line_and_breaks_nothing(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    built(articles, output)
    before = files_of(output)
    (articles / "four.txt").write_text("Alex Grigsby saw Ching Chang.", encoding="utf-8")

    def full(self: ReadingCache, reading: Reading) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ReadingCache, "put", full)
    with pytest.raises(StoreError, match=r"output: cannot be written \(No space left on device\); free"):
        built(articles, output)
    assert files_of(output) == before


def test_two_builds_at_once(articles: Path, tmp_path: Path) -> None:
    with locked_output(tmp_path / "output"), pytest.raises(StoreError, match="another build is writing here"):
        built(articles, tmp_path / "output")
    assert built(articles, tmp_path / "output").read == 3


# ------------------------------------------------------------------ publishing


def test_publish_moves_all_and_removes_what_is_gone(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old", encoding="utf-8")
    with locked_output(tmp_path) as here:
        here.stage("texts/a.txt").write_text("a", encoding="utf-8")
        here.stage("b.txt").write_text("b", encoding="utf-8")
        assert not (tmp_path / "b.txt").exists()
        here.publish(gone=["old.txt"])
    assert {path.name for path in tmp_path.rglob("*.txt")} == {"a.txt", "b.txt"}
    assert not (tmp_path / OWN / "new").exists()


def test_a_move_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    (tmp_path / "gone.txt").write_text("old", encoding="utf-8")
    staged = tmp_path / OWN / "new"
    staged.mkdir(parents=True)
    (staged / "b.txt").write_text("new", encoding="utf-8")  # a.txt had been moved already
    plan = {"move": ["a.txt", "b.txt"], "remove": ["gone.txt"]}
    (tmp_path / OWN / "moving.json").write_text(json.dumps(plan), encoding="utf-8")
    settle(tmp_path)
    assert (tmp_path / "b.txt").read_text("utf-8") == "new"
    assert not (tmp_path / "gone.txt").exists()
    assert not (tmp_path / OWN / "moving.json").exists()


@pytest.mark.parametrize(
    "journal", ["", "{", "[]", '{"move": 1}', '{"move": ["../../x"], "remove": ["../y", "/z"]}']
)
def test_a_journal_that_makes_no_sense_moves_nothing(tmp_path: Path, journal: str) -> None:
    output = tmp_path / "output"
    (output / OWN / "new").mkdir(parents=True)
    (tmp_path / "y").write_text("mine", encoding="utf-8")
    (output / OWN / "moving.json").write_text(journal, encoding="utf-8")
    settle(output)
    assert (tmp_path / "y").read_text("utf-8") == "mine"


# ------------------------------------------------------------------ the reading cache


def test_shelf_gives_back_what_was_put(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path, "fake 1")
    source = Source("a", "Xi Jinping met Barack Obama.", title="Talks", published="2015-09")
    reading = fake_reading(source, "fake 1")
    cache.put(reading)
    assert cache.get(source) == reading
    moved = dataclasses.replace(source, slug="b", origin="elsewhere.txt")
    assert cache.get(moved) == dataclasses.replace(reading, source=moved)
    for other in (
        dataclasses.replace(source, text="Xi Jinping met nobody."),
        dataclasses.replace(source, published="2016"),
        dataclasses.replace(source, title=None),
    ):
        assert cache.get(other) is None
    assert ReadingCache(tmp_path, "fake 2").get(source) is None
    assert ReadingCache(tmp_path, "fake 2").is_outdated


# ------------------------------------------------------------------ kills


KILLS = int(os.environ.get("WHEREAS_KILLS", "12"))  # 50 and more passed as well, and take minutes


def _build(articles: Path, output: Path) -> None:
    built(articles, output, FakeReader("new"))


def _victim(articles: Path, output: Path) -> multiprocessing.context.ForkProcess:
    process = multiprocessing.get_context("fork").Process(target=_build, args=(articles, output))
    process.start()
    return process


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL there")
def test_a_killed_build_loses_nothing(articles: Path, tmp_path: Path) -> None:
    """Killed at any moment, the output is the old graph or the new one, and the next build heals it."""
    saved, output, expected = tmp_path / "saved", tmp_path / "output", tmp_path / "expected"
    built(articles, saved, FakeReader("old"))
    (articles / "four.txt").write_text("Alex Grigsby saw Ching Chang at the gate.", encoding="utf-8")
    start = time.perf_counter()
    _victim(articles, expected).join()
    whole = time.perf_counter() - start
    old, new = files_of(saved), files_of(expected)
    assert old != new
    chance = random.Random(0)
    ends = set()
    for at in range(KILLS):
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(saved, output)
        victim = _victim(articles, output)
        time.sleep(chance.uniform(0, 1.1 * whole) if at else 0)
        victim.kill()
        victim.join()
        assert (output / "graph.trig").read_bytes() in (old["graph.trig"], new["graph.trig"])
        settle(output)
        ends.add(files_of(output) == new)
        assert files_of(output) in (old, new)
        readings = len(list((output / OWN / "readings").rglob("*.json")))
        done = built(articles, output, FakeReader("new"))
        assert done.unchanged or done.read <= 4 - max(0, readings - 3)  # what was finished is used
        assert files_of(output) == new
    assert False in ends  # some were stopped before the end
