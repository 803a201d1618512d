"""Dataset → networkx: nothing is lost, whatever file the dataset came from."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from rdflib import Dataset
from readings import COMPLEX, IDENTITIES, VISIT_TEXT

from graph.errors import StoreError
from graph.network import Citation, SourceInfo, network
from graph.ontology import default_ontology
from graph.store import compile_dataset, open_dataset, write


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return compile_dataset(COMPLEX, IDENTITIES, default_ontology())


@pytest.fixture(scope="module")
def made(dataset: Dataset) -> nx.MultiDiGraph:
    return network(dataset, default_ontology())


def edges(made: nx.MultiDiGraph) -> list[tuple[str, str, str, str, str | None]]:
    return [
        (u.split("/")[1], e["relation"], v.split("/")[1], e["modality"], e["speaker"])
        for u, v, e in made.edges(data=True)
    ]


def test_every_statement_is_an_edge(made: nx.MultiDiGraph) -> None:
    assert sorted(edges(made), key=str) == [
        ("barack-obama", "metWith", "xi-jinping", "Asserted", None),
        ("barack-obama", "relatedTo", "xi-jinping", "Asserted", None),
        ("barack-obama", "visited", "china", "Planned", None),
        ("barack-obama", "visited", "china", "Possible", None),
        ("china", "attacks", "office-of-personnel-management", "Claimed", "person/james-r-clapper"),
        ("china", "attacks", "united-states", "Denied", "person/hong-lei"),
        ("china", "signed", "cyber-agreement", "Asserted", None),
        ("united-states", "signed", "cyber-agreement", "Asserted", None),
        ("xi-jinping", "supports", "barack-obama", "Asserted", None),
        ("xi-jinping", "visited", "united-states", "Asserted", None),
    ]


def test_node_says_all_that_is_known(made: nx.MultiDiGraph) -> None:
    assert made.nodes["country/china"] == {
        "label": "China",
        "cls": "Country",
        "names": ("China",),
        "roles": (),
        "mentions": 2,
        "when": None,
        "country": "CN",
        "same_as": ("https://sws.geonames.org/1814991/", "urn:iso:std:iso:3166:CN"),
        "sources": ("sequel", "visit"),
    }
    xi = made.nodes["person/xi-jinping"]
    assert (xi["label"], xi["names"], xi["roles"]) == ("Xi Jinping", ("Xi", "Xi Jinping"), ("President",))
    assert made.nodes["agreement/cyber-agreement"]["when"] == "2015-09-25"


def test_class_is_the_most_specific(made: nx.MultiDiGraph) -> None:
    assert made.nodes["agency/office-of-personnel-management"]["cls"] == "Agency"
    assert made.nodes["media/the-daily"]["cls"] == "Media"


def test_edge_says_all_that_is_known(made: nx.MultiDiGraph) -> None:
    ((key, edge),) = made["country/china"]["agency/office-of-personnel-management"].items()
    sentence = edge["evidence"][0].sentence
    assert len(key) == 12
    assert edge == {
        "relation": "attacks",
        "modality": "Claimed",
        "speaker": "person/james-r-clapper",
        "medium": "media/the-daily",
        "when": None,
        "start": "2014",
        "end": "2015-01",
        "label": None,
        "state": "Ended",
        "evidence": (
            Citation(
                source="visit",
                sentence=sentence,
                begin=VISIT_TEXT.index(sentence),
                end=VISIT_TEXT.index(sentence) + len(sentence),
                phrase="attacked",
                phrase_begin=VISIT_TEXT.index("attacked”"),
                phrase_end=VISIT_TEXT.index("”", VISIT_TEXT.index("attacked”")),
                confidence=0.74,
                extractor="attribution/told",
            ),
        ),
    }


def test_what_two_sources_say_is_one_edge_with_two_citations(made: nx.MultiDiGraph) -> None:
    met = [e for _, _, e in made.edges(data=True) if e["relation"] == "metWith"]
    assert [[c.source for c in e["evidence"]] for e in met] == [["sequel", "visit"]]


def test_sources(made: nx.MultiDiGraph) -> None:
    assert made.graph["sources"] == {
        "sequel": SourceInfo("sequel", published="2016"),
        "visit": SourceInfo(
            "visit",
            title="A “visit” \\ and its sequel",
            published="2015-09-28",
            origin="articles/visit.txt",
            publisher="The Daily",
        ),
    }
    assert list(made.graph["sources"]) == ["sequel", "visit"]


def test_nodes_and_edges_are_sorted(made: nx.MultiDiGraph) -> None:
    assert list(made.nodes) == sorted(made.nodes)
    for node in made.nodes:
        assert list(made[node]) == sorted(made[node])
        assert all(list(keys) == sorted(keys) for keys in made[node].values())


@pytest.mark.parametrize("ending", [".trig", ".ttl", ".nq", ".nt", ".jsonld"])
def test_same_network_from_every_format(
    dataset: Dataset, made: nx.MultiDiGraph, ending: str, tmp_path: Path
) -> None:
    again = network(open_dataset(write(dataset, tmp_path / f"graph{ending}")), default_ontology())
    assert list(again.nodes(data=True)) == list(made.nodes(data=True))
    assert list(again.edges(keys=True, data=True)) == list(made.edges(keys=True, data=True))
    assert again.graph == made.graph


def test_foreign_graph_with_little_in_it(tmp_path: Path) -> None:
    """A statement whose ends are not described, of a relation that the ontology lacks, without evidence."""
    (tmp_path / "g.ttl").write_text(
        "@prefix wh: <https://w3id.org/whereas#> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix x: <https://example.org/> .\n"
        "<urn:s> a wh:Statement ; rdf:subject x:a ; rdf:object x:b ; rdf:predicate <urn:p#likes> .\n"
        "<urn:broken> a wh:Statement ; rdf:subject x:a .",
        "utf-8",
    )
    made = network(open_dataset(tmp_path / "g.ttl"), default_ontology())
    assert [(u, v, k, e["relation"]) for u, v, k, e in made.edges(keys=True, data=True)] == [
        ("https://example.org/a", "https://example.org/b", "urn:s", "likes")
    ]
    assert made.nodes["https://example.org/a"]["label"] == "a"
    assert made.nodes["https://example.org/a"]["cls"] == "Entity"


def test_empty() -> None:
    made = network(compile_dataset([], [], default_ontology()), default_ontology())
    assert (len(made), made.graph) == (0, {"sources": {}, "quotations": ()})


def test_dataset_over_another_store_is_refused() -> None:
    with pytest.raises(StoreError, match="not over an Oxigraph store"):
        network(Dataset(), default_ontology())
