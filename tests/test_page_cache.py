"""What is put together out of kept parts is, byte for byte, what is made of the whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from readings import COMPLEX

from graph.link import link
from graph.model import Modality, Reading
from graph.network import assembled, network
from graph.ontology import default_ontology
from graph.pipeline import check
from graph.pipeline.page_cache import Page, PageCache, united
from graph.store import compile_dataset, serialise, source_graphs

ONTOLOGY = default_ontology()


def bound(readings: Sequence[Reading], folder: Path) -> tuple[dict[str, bytes], nx.MultiDiGraph, PageCache]:
    """The two files and the network by way of pages, which are kept in the folder."""
    identities = link(readings, ONTOLOGY)
    cache = PageCache(folder, identities, ONTOLOGY, check.digests(readings, identities, ONTOLOGY))
    pages = list(cache.pages(readings))
    entities = cache.entities(pages, {})
    found = [page.graph for page in pages]
    files = {
        ".trig": "".join(source_graphs.trig(found, entities, cache.terms)).encode("utf-8"),
        ".ttl": "".join(source_graphs.turtle(found, entities, cache.terms)).encode("utf-8"),
    }
    return files, _network(pages, entities), cache


def _network(pages: Sequence[Page], entities: list) -> nx.MultiDiGraph:
    return assembled(
        [page.info for page in pages],
        {page.info.slug: page.mentions for page in pages},
        united(edge for page in pages for edge in page.edges),
        entities,
        ONTOLOGY,
        quotations=[one for page in pages for one in page.quotations],
    )


def whole(readings: Sequence[Reading]) -> tuple[dict[str, bytes], nx.MultiDiGraph]:
    """The same by way of the dataset."""
    dataset = compile_dataset(readings, link(readings, ONTOLOGY), ONTOLOGY)
    return {ending: serialise(dataset, ending) for ending in (".trig", ".ttl")}, network(dataset, ONTOLOGY)


def told(found: nx.MultiDiGraph) -> tuple[object, ...]:
    """All that a network holds, in its order."""
    nodes, edges = list(found.nodes(data=True)), list(found.edges(keys=True, data=True))
    return list(found.graph["sources"].items()), found.graph["quotations"], nodes, edges


def varied(readings: Sequence[Reading], data: st.DataObject) -> list[Reading]:
    """Some of the readings, each with some of its statements, in moods and words of the draw's choice."""
    found = []
    for at, reading in enumerate(readings):
        if data.draw(st.integers(0, 3)) == 0:
            continue
        copies = data.draw(st.integers(1, 2))
        for copy in range(copies):
            slug = f"{reading.source.slug}{'-again' * copy}"
            statements = tuple(
                replace(one, modality=data.draw(st.sampled_from(list(Modality))))
                if data.draw(st.booleans())
                else one
                for one in reading.statements
                if data.draw(st.integers(0, 4))
            )
            title = data.draw(st.sampled_from([reading.source.title, None, 'A "b" \\ c\n\x01 ü😀\u2028', ""]))
            source = replace(reading.source, slug=slug, title=title, origin=f"{at}/{slug}.txt")
            found.append(replace(reading, source=source, statements=statements))
    return found or list(readings[:1])  # a build has at least one


def test_a_graph_of_parts_is_that_of_the_whole(tmp_path: Path) -> None:
    files, found, _ = bound(COMPLEX, tmp_path)
    expected, of_dataset = whole(COMPLEX)
    assert files == expected
    assert told(found) == told(of_dataset)


@given(st.data())
@settings(max_examples=25, deadline=None, phases=(Phase.generate,))
def test_any_sequence_of_builds_gives_what_a_build_from_scratch_gives(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("pages")
    for _ in range(data.draw(st.integers(1, 3))):
        readings = varied(COMPLEX, data)
        files, found, _ = bound(readings, folder)
        expected, of_dataset = whole(readings)
        assert files == expected
        assert told(found) == told(of_dataset)
        kept = {path.stem for path in folder.iterdir()}
        assert len(kept) == len(readings)


def test_only_what_changed_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bound(COMPLEX, tmp_path)
    made: list[str] = []
    make = PageCache._made

    def watched(self: PageCache, reading: Reading, digest: str) -> Page:
        made.append(reading.source.slug)
        return make(self, reading, digest)

    monkeypatch.setattr(PageCache, "_made", watched)
    bound(COMPLEX, tmp_path)
    assert made == []
    first, *rest = COMPLEX
    bound([replace(first, source=replace(first.source, title="Another")), *rest], tmp_path)
    assert made == [first.source.slug]


@pytest.mark.parametrize("damage", ["", "{}", "cut", "bit"])
def test_a_damaged_page_is_made_again(tmp_path: Path, damage: str) -> None:
    files, found, _ = bound(COMPLEX, tmp_path)
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert json.loads(content.partition(b"\n")[2])
        path.write_bytes(
            {"cut": content[:-9], "bit": content.replace(b"wh:", b"wj:", 1)}.get(damage, damage.encode())
        )
    again, same, _ = bound(COMPLEX, tmp_path)
    assert again == files
    assert told(same) == told(found)


def test_what_is_valid_is_known_at_once_and_what_is_not_is_left_to_the_check(tmp_path: Path) -> None:
    _, _, cache = bound(COMPLEX, tmp_path / "good")
    assert cache.valid == {*cache.digests.readings.values(), *cache.digests.identities.values()}
    first, *rest = COMPLEX
    wrong = replace(first, statements=tuple(replace(one, relation="ratified") for one in first.statements))
    _, _, other = bound([wrong, *rest], tmp_path / "bad")
    assert other.digests.readings[first.source.slug] not in other.valid
    assert {other.digests.readings[one.source.slug] for one in rest} <= other.valid
