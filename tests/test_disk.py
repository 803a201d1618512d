"""The store on disk of a large graph: the same answers, whole at any moment, brought up to what changed."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset
from readings import COMPLEX, IDENTITIES, SEQUEL, VISIT

from graph.errors import QueryError, StoreError
from graph.library import KnowledgeGraph
from graph.model import Reading
from graph.ontology import default_ontology
from graph.query import select
from graph.store import blocks, compile_dataset, dataset_of, disk, open_dataset, oxigraph, write
from graph.store.lock import locked

MET = "SELECT ?a ?b { ?a wh:metWith ?b } ORDER BY ?a ?b"


@pytest.fixture(autouse=True)
def every_graph_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "WORTH_A_STORE", 0)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return written(tmp_path / "output", COMPLEX)


def written(folder: Path, readings: tuple[Reading, ...]) -> Path:
    write(compile_dataset(readings, _whom(readings), default_ontology()), folder / "graph.trig")
    return folder


def _whom(readings: tuple[Reading, ...]) -> list:
    slugs = {reading.source.slug for reading in readings}
    found = []
    for one in IDENTITIES:
        members = tuple(member for member in one.members if member[0] in slugs)
        found += [replace(one, members=members)] if members else []
    return found


def stores(folder: Path) -> list[Path]:
    return sorted(path.parent for path in (folder / disk.HOME).glob("*/data"))


def content(dataset: Dataset) -> set[ox.Quad]:
    return set(oxigraph(dataset))


def in_memory(folder: Path) -> set[ox.Quad]:
    return content(open_dataset(folder / "graph.trig"))


# ------------------------------------------------------------------ the same graph


def test_the_store_holds_what_the_file_holds(output: Path) -> None:
    opened = open_dataset(output)
    assert content(opened) == in_memory(output)
    assert len(stores(output)) == 1
    assert opened.store.kept is not None


def test_a_file_alone_and_a_small_graph_stay_in_memory(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_dataset(output / "graph.trig")
    monkeypatch.setattr(disk, "WORTH_A_STORE", 10_000_000)
    open_dataset(output)
    assert stores(output) == []


def test_it_is_made_once_and_says_so_once(output: Path) -> None:
    told: list[str] = []
    open_dataset(output, tell=told.append)
    open_dataset(output, tell=told.append)
    assert len(told) == 1
    assert "indexing" in told[0]
    assert str(output) in told[0]


def test_a_copied_folder_keeps_its_store(output: Path, tmp_path: Path) -> None:
    open_dataset(output)
    shutil.copytree(output, tmp_path / "copy")
    told: list[str] = []
    assert content(open_dataset(tmp_path / "copy", tell=told.append)) == in_memory(output)
    assert told == []


def test_it_only_reads(output: Path) -> None:
    opened = open_dataset(output)
    with pytest.raises(RuntimeError, match="read"):
        oxigraph(opened).update("CLEAR ALL")
    with pytest.raises(QueryError):
        select(opened, "CLEAR ALL")


def test_a_knowledge_graph_answers_as_from_memory(output: Path) -> None:
    on_disk, held = KnowledgeGraph.open(output), KnowledgeGraph.open(output / "graph.trig")
    assert on_disk.query(MET).equals(held.query(MET))
    everybody = list(held.entities()["id"])
    assert len(everybody) > 5
    for one in everybody:
        assert on_disk.entity(one) == held.entity(one)
        assert on_disk.statements(one).equals(held.statements(one))
        assert on_disk.statements(speaker=one).equals(held.statements(speaker=one))
    assert repr(on_disk) == repr(held)
    assert on_disk._repr_html_() == held._repr_html_().replace(held.title, on_disk.title)
    with pytest.raises(QueryError) as told:
        on_disk.entity("Xi Jimping")
    with pytest.raises(QueryError, match=re.escape(str(told.value))):
        held.entity("Xi Jimping")
    assert "network" not in vars(on_disk)  # nothing of this went through all triples
    assert on_disk.entities().equals(held.entities())
    assert on_disk.statements().equals(held.statements())


# ------------------------------------------------------------------ changed, damaged, locked, full


def test_a_changed_graph_has_a_store_of_its_own_and_the_old_one_goes(output: Path) -> None:
    open_dataset(output)
    gc.collect()  # a Dataset refers to itself
    (before,) = stores(output)
    written(output, (VISIT,))
    assert content(open_dataset(output)) == in_memory(output)
    (after,) = stores(output)
    assert after != before


def test_a_store_that_is_read_is_not_swept_away(output: Path) -> None:
    reader = open_dataset(output)
    held = content(reader)
    written(output, (VISIT,))
    open_dataset(output)
    assert len(stores(output)) == 2
    assert content(reader) == held
    del reader
    gc.collect()
    written(output, (SEQUEL,))
    open_dataset(output)
    assert len(stores(output)) == 1


def _truncate(store: Path) -> None:
    table = max((store / "data").glob("*.sst"), key=lambda path: path.stat().st_size)
    with table.open("r+b") as file:
        file.truncate(100)


def _lose_a_table(store: Path) -> None:
    next((store / "data").glob("*.sst")).unlink()


def _lose_the_start(store: Path) -> None:
    (store / "data" / "CURRENT").unlink()


def _empty(store: Path) -> None:
    shutil.rmtree(store / "data")


def _no_json(store: Path) -> None:
    (store.parent / disk.STATE).write_text("{", encoding="utf-8")
    _truncate(store)


@pytest.mark.parametrize("harm", [_truncate, _lose_a_table, _lose_the_start, _empty, _no_json])
def test_a_damaged_store_is_made_anew(output: Path, harm: object) -> None:
    open_dataset(output)
    (store,) = stores(output)
    harm(store)  # type: ignore[operator]
    told: list[str] = []
    assert content(open_dataset(output, tell=told.append)) == in_memory(output)
    assert [line.count("indexing") for line in told] == [1]
    assert content(open_dataset(output)) == in_memory(output)


QUESTIONS = (
    "SELECT * { ?s ?p ?o }",
    "SELECT * { GRAPH ?g { ?s wh:evidence ?e . ?e nif:anchorOf ?text } }",
    "SELECT ?s { ?s rdf:object person:xi-jinping }",
)


def test_damage_inside_is_said_or_mended_and_never_answers(output: Path) -> None:
    right = [set(select(open_dataset(output), question).rows) for question in QUESTIONS]
    gc.collect()
    (store,) = stores(output)
    whole, said = shutil.copytree(store, output / "whole"), 0
    for table in sorted(path.name for path in (whole / "data").glob("*.sst")):
        shutil.rmtree(store)
        shutil.copytree(whole, store)
        size = (store / "data" / table).stat().st_size
        with (store / "data" / table).open("r+b") as file:
            file.seek(size // 8)
            file.write(b"\0" * (size // 8))
        try:
            opened = open_dataset(output)
            assert [set(select(opened, question).rows) for question in QUESTIONS] == right
        except StoreError as error:
            assert re.search(r"damaged; delete .*\.whereas.store", str(error))
            said += 1
    assert said
    shutil.rmtree(output / disk.HOME)
    assert content(open_dataset(output)) == in_memory(output)


def test_a_store_of_another_version_is_made_anew(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(disk, "VERSION", "0 older")
        open_dataset(output)
    gc.collect()
    (before,) = stores(output)
    open_dataset(output)
    (after,) = stores(output)
    assert after != before


def test_a_folder_that_cannot_be_written_is_held_in_memory(output: Path) -> None:
    (output / ".whereas").write_text("a file stands here", encoding="utf-8")
    told: list[str] = []
    opened = open_dataset(output, tell=told.append)
    assert content(opened) == in_memory(output)
    assert len(told) == 1
    assert "memory" in told[0]


def test_a_full_disk_is_said_and_leaves_nothing(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_filled", full)
    told: list[str] = []
    assert content(open_dataset(output, tell=told.append)) == in_memory(output)
    assert "No space left" in told[-1]
    assert list((output / disk.HOME).glob("new-*")) == []


def test_too_little_space_is_seen_beforehand(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "ROOM", 10**15)
    told: list[str] = []
    open_dataset(output, tell=told.append)
    assert stores(output) == []
    assert "space" in told[-1]


def test_a_file_that_does_not_parse_is_an_error(output: Path) -> None:
    (output / "graph.trig").write_text("this is no graph", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read as a graph"):
        open_dataset(output)
    assert stores(output) == []


def test_two_that_index_at_once_make_one_store(output: Path) -> None:
    code = (
        "import sys; from graph.store import disk, open_dataset; disk.WORTH_A_STORE = 0;"
        "print(open_dataset(sys.argv[1]).store.kept is not None)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(output)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [process.communicate(timeout=120)[0].strip() for process in running] == ["True"] * 3
    assert len(stores(output)) == 1


def test_who_comes_second_waits_and_says_so(output: Path) -> None:
    home = output / disk.HOME
    home.mkdir(parents=True)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from graph.store.lock import locked; f = open(sys.argv[1], 'ab');"
            "print(locked(f), flush=True); time.sleep(0.5)",
            str(home / disk.LOCK),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "True"
    told: list[str] = []
    assert content(open_dataset(output, tell=told.append)) == in_memory(output)
    assert "waiting" in told[0]
    holder.communicate()


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL there")
def test_an_indexing_that_is_killed_loses_nothing(output: Path) -> None:
    code = (
        "import sys; from graph.store import disk, open_dataset; disk.WORTH_A_STORE = 0;"
        "print('ready', flush=True); open_dataset(sys.argv[1])"
    )
    for attempt in range(6):
        shutil.rmtree(output / ".whereas", ignore_errors=True)
        victim = subprocess.Popen([sys.executable, "-c", code, str(output)], stdout=subprocess.PIPE)
        assert victim.stdout is not None
        victim.stdout.readline()
        time.sleep(0.02 * attempt)
        victim.kill()
        victim.wait()
        assert content(open_dataset(output)) == in_memory(output)
        assert list((output / disk.HOME).glob("new-*")) == []


# ------------------------------------------------------------------ brought up to what changed


def test_the_blocks_of_a_written_graph_are_its_named_graphs(output: Path) -> None:
    found = blocks.of_file(output / "graph.trig")
    assert found is not None
    assert len(found.places) == len(list(oxigraph(open_dataset(output)).named_graphs()))


@pytest.mark.parametrize(
    "text",
    [
        "<a:a> <a:b> <a:c> .\n",
        '<a:g> {\n    <a:a> <a:b> """\n}\n""" .\n}\n',
        "<a:g>\n{\n    <a:a> <a:b> <a:c> .\n}\n",
        "<a:g> {\n    <a:a> <a:b> <a:c> .\n",
        "<a:g> {\n    <a:a> <a:b> <a:c> .\n}\n<a:g> {\n    <a:a> <a:b> <a:d> .\n}\n",
    ],
    ids=["default graph", "literal over lines", "brace below", "not closed", "a graph twice"],
)
def test_a_file_of_another_make_has_no_blocks(text: str) -> None:
    assert blocks.of(text.encode()) is None


def test_a_small_change_is_made_in_a_copy_of_the_old_store(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "MOST_CHANGED", 1.0)
    reader = open_dataset(output)
    written(output, (VISIT,))
    told: list[str] = []
    assert content(open_dataset(output, tell=told.append)) == in_memory(output)
    assert told == []
    assert content(reader) != in_memory(output)


def test_a_large_change_is_indexed_anew(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_dataset(output)
    monkeypatch.setattr(blocks, "MOST_CHANGED", 0.0)
    written(output, (VISIT,))
    told: list[str] = []
    open_dataset(output, tell=told.append)
    assert len(told) == 1


NODES = [ox.NamedNode(f"https://w3id.org/whereas/id/person/{name}") for name in "abcd"]
QUADS = st.builds(
    ox.Quad,
    st.sampled_from(NODES),
    st.sampled_from(NODES[:2]),
    st.sampled_from([*NODES, ox.Literal("}\n"), ox.Literal('" {\n')]),
    st.sampled_from([ox.NamedNode(f"https://w3id.org/whereas/id/source/{name}") for name in "efg"]),
)


@pytest.fixture
def all_may_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_CHANGED", 1.0)


@pytest.mark.usefixtures("all_may_change")
@settings(max_examples=25, deadline=None)
@given(states=st.lists(st.sets(QUADS, min_size=1, max_size=12), min_size=2, max_size=4))
def test_a_store_that_was_changed_is_one_made_anew(
    states: list[set[ox.Quad]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("states")
    told: list[str] = []
    for quads in states:
        write(dataset_of(quads, default_ontology()), folder / "graph.trig")
        opened = open_dataset(folder, tell=told.append)
        assert content(opened) == in_memory(folder)
        named = {graph.value for graph in oxigraph(opened).named_graphs()}
        assert named == {quad.graph_name.value for quad in quads}
    assert len(told) == 1  # only the first was indexed


# ------------------------------------------------------------------ locks


def test_locks(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with path.open("ab") as one, path.open("ab") as other:
        assert locked(one, shared=True)
        assert locked(other, shared=True)
        assert not locked(one)
    with path.open("ab") as one, path.open("ab") as other:
        assert locked(one)
        assert not locked(other)
        assert not locked(other, shared=True)


def test_the_folder_is_the_one_that_builds_use() -> None:
    from graph.pipeline.output_folder import OWN

    assert disk.HOME.parts[0] == OWN


@pytest.fixture
def state(output: Path) -> Iterator[dict[str, object]]:
    open_dataset(output)
    yield json.loads((output / disk.HOME / disk.STATE).read_text(encoding="utf-8"))


def test_the_file_is_not_hashed_again(
    output: Path, state: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert state["key"] == stores(output)[0].name
    monkeypatch.setattr("hashlib.sha256", None)
    open_dataset(output)
