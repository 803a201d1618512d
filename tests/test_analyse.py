"""The measures, each against a network small enough to reckon by hand."""

from __future__ import annotations

import networks
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import analyse
from graph.analyse.centrality import pagerank
from graph.network import Citation
from graph.ontology import default_ontology

ONTOLOGY = default_ontology()


def small(*edges: tuple[str, str, str, str, tuple[str, ...]]) -> nx.MultiDiGraph:
    """A network from (subject, relation, object, modality, sources)."""
    network = nx.MultiDiGraph(sources={})
    for subject, relation, obj, modality, sources in edges:
        evidence = tuple(networks.citation("He said so.", "said", source) for source in sources)
        networks.link(network, subject, relation, obj, modality=modality, evidence=evidence)
    return networks.ordered(network)


def weights(network: nx.MultiDiGraph) -> dict[tuple[str, str], float]:
    return {(u, v): data["weight"] for u, v, data in analyse.ties(network).edges(data=True)}


@pytest.mark.parametrize(
    ("edges", "weight"),
    [
        ([("a", "metWith", "b", "Asserted", ("s",))], 1.0),
        ([("a", "metWith", "b", "Claimed", ("s",))], 0.5),
        ([("a", "metWith", "b", "Asserted", ("s", "t"))], 2.0),
        ([("a", "metWith", "b", "Asserted", ("s", "s"))], 1.0),
        ([("a", "metWith", "b", "Asserted", ("s",)), ("b", "metWith", "a", "Claimed", ("s",))], 1.0),
        ([("a", "metWith", "b", "Asserted", ("s",)), ("a", "supports", "b", "Asserted", ("s",))], 2.0),
        ([("a", "relatedTo", "b", "Claimed", ("s",))], 0.25),
        ([("a", "metWith", "b", "Denied", ("s",)), ("a", "supports", "b", "Possible", ("s",))], 0.25),
        ([("a", "metWith", "b", "Asserted", ())], 1.0),
    ],
)
def test_tie_counts_each_relation_and_source_once_by_its_surest_statement(edges: list, weight: float) -> None:
    assert weights(small(*edges)) == {("a", "b"): weight}


def test_denial_and_self_reference_do_not_tie_but_lose_nobody() -> None:
    graph = analyse.ties(
        small(("a", "metWith", "b", "Denied", ("s",)), ("c", "supports", "c", "Asserted", ("s",)))
    )
    assert sorted(graph) == ["a", "b", "c"]
    assert not graph.number_of_edges()


def test_pagerank_is_that_of_networkx_and_sums_to_one() -> None:
    graph = analyse.ties(networks.cyber())
    found = pagerank(graph)
    assert sum(found.values()) == pytest.approx(1.0)
    assert max(found, key=found.__getitem__) == "country/china"


def test_betweenness_is_that_of_networkx() -> None:
    graph = analyse.ties(networks.generated(60, 150))
    expected = nx.betweenness_centrality(graph)
    assert analyse.betweenness(graph) == pytest.approx(expected, abs=1e-9)


def test_betweenness_above_the_limit_is_sampled_with_a_seed() -> None:
    graph = analyse.ties(networks.generated(60, 150))
    once = analyse.betweenness(graph, limit=10, samples=20, seed=3)
    assert once == analyse.betweenness(graph, limit=10, samples=20, seed=3)
    assert once != analyse.betweenness(graph)
    assert analyse.measures(networks.generated(60, 150), limit=10).sampled


def test_participation_of_a_bridge_a_member_and_a_loner() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([("bridge", "a", 1.0), ("bridge", "b", 1.0), ("a", "c", 3.0)])
    graph.add_node("loner")
    community = {"bridge": 0, "a": 0, "c": 0, "b": 1, "loner": 2}
    found = analyse.participation(graph, community)
    assert found == {"bridge": 0.5, "a": 0.0, "c": 0.0, "b": 0.0, "loner": 0.0}


def test_communities_part_two_cliques_that_one_tie_joins() -> None:
    cliques = [[f"{side}{i}" for i in range(5)] for side in "xy"]
    edges = [
        (a, "metWith", b, "Asserted", ("s",)) for group in cliques for a in group for b in group if a < b
    ]
    edges.append(("x0", "metWith", "y0", "Asserted", ("s",)))
    found = analyse.measures(small(*edges))
    assert [set(group) for group in found.communities] == [set(group) for group in cliques]
    assert found.communities[0][0] == "x0"  # the best tied first
    assert set(found.top("brokerage", 2)) == {"x0", "y0"}


@pytest.mark.parametrize("size", [80, 900])  # networkx' Louvain below, the quick one above
def test_measures_are_the_same_whatever_order_the_network_was_built_in(size: int) -> None:
    network = networks.generated(size, size * 3)
    shuffled = nx.MultiDiGraph(**network.graph)
    shuffled.add_nodes_from(reversed(list(network.nodes(data=True))))
    shuffled.add_edges_from(reversed(list(network.edges(keys=True, data=True))))
    assert analyse.measures(shuffled) == analyse.measures(network)


@given(st.integers(2, 30), st.integers(0, 60), st.integers(0, 5))
def test_every_node_has_every_measure_and_one_community(nodes: int, edges: int, seed: int) -> None:
    network = networks.generated(nodes, edges, seed=seed)
    found = analyse.measures(network)
    for name in ("degree", "pagerank", "betweenness", "participation", "brokerage", "core", "community"):
        assert list(getattr(found, name)) == sorted(network)
    members = [node for group in found.communities for node in group]
    assert sorted(members) == sorted(network)
    assert all(0 <= value < 1 for value in found.participation.values())


def test_empty_network_has_empty_measures() -> None:
    assert analyse.measures(networks.empty()) == analyse.Measures()


@pytest.mark.parametrize(
    ("relation", "side"),
    [
        ("supports", 1),
        ("accuses", -1),
        ("attacks", -1),
        ("metWith", 0),
        ("leads", 0),
        ("no such relation", 0),
    ],
)
def test_side_of_a_relation_comes_from_the_ontology(relation: str, side: int) -> None:
    assert analyse.sign(relation, ONTOLOGY) == side


def test_balance_counts_signed_triangles() -> None:
    said = [("a", "supports", "b"), ("b", "accuses", "c"), ("a", "accuses", "c"), ("b", "supports", "d")]
    said += [("a", "accuses", "d")]  # a and b are friends and disagree on d
    found = analyse.balance(small(*((u, r, v, "Asserted", ("s",)) for u, r, v in said)), ONTOLOGY)
    assert (found.balanced, found.unbalanced) == (1, 1)
    assert found.share == 0.5
    assert found.sides["a", "b"] == 1.0
    assert found.sides["b", "c"] == -1.0


def test_balance_weighs_sides_by_certainty_and_leaves_denials_out() -> None:
    network = small(
        ("a", "supports", "b", "Asserted", ("s",)),
        ("a", "accuses", "b", "Claimed", ("s",)),
        ("a", "attacks", "b", "Denied", ("s",)),
    )
    assert analyse.balance(network, ONTOLOGY).sides == {("a", "b"): pytest.approx(0.5 / 1.5)}


def test_no_signed_triangle_has_no_share() -> None:
    assert analyse.balance(networks.empty(), ONTOLOGY).share is None


def test_paths_are_the_shortest_sorted_and_never_over_a_denial() -> None:
    network = small(
        ("a", "metWith", "b", "Asserted", ("s",)),
        ("b", "metWith", "d", "Asserted", ("s",)),
        ("a", "metWith", "c", "Asserted", ("s",)),
        ("c", "metWith", "d", "Asserted", ("s",)),
        ("a", "metWith", "d", "Denied", ("s",)),
        ("e", "metWith", "e", "Asserted", ("s",)),
    )
    assert analyse.paths(network, "a", "d") == [["a", "b", "d"], ["a", "c", "d"]]
    assert analyse.paths(network, "a", "e") == []
    with pytest.raises(nx.NodeNotFound):
        analyse.paths(network, "a", "nobody")


def test_timeline_holds_what_is_dated_in_order() -> None:
    table = analyse.timeline(networks.cyber())
    assert list(table["when"]) == sorted(table["when"])
    assert table["when"].iloc[0] == "2014"
    assert set(table["statement"]) < {key for *_, key in networks.cyber().edges(keys=True)}


def test_matrix_counts_who_does_what_to_whom() -> None:
    table = analyse.matrix(networks.cyber(), "attacks")
    assert table.loc["country/china", "country/united-states"] == 1
    assert (
        analyse.matrix(networks.cyber(), ["attacks"], denied=True).loc[
            "country/china", "country/united-states"
        ]
        == 2
    )
    assert analyse.matrix(networks.cyber(), "owns").empty


def test_contradictions_pair_a_claim_with_its_denial() -> None:
    found = analyse.contradictions(networks.cyber())
    assert [row[:3] for row in found] == [("country/china", "responsibleFor", "incident/opm-breach")]
    assert all(said and denied for *_, said, denied in found)


Told = tuple[str, str | None, str | None, str | None, str]  # modality, speaker, when, state, source
YES, NO = "Asserted", "Denied"
CONTRADICTIONS: dict[str, tuple[Told, Told, bool]] = {
    "two speakers": (("Claimed", "person/a", None, None, "x"), (NO, "person/b", None, None, "x"), True),
    "an article and a speaker": ((YES, None, None, None, "x"), (NO, "person/b", None, None, "x"), True),
    "a day and its month": (
        (YES, None, "2015-03-02", None, "x"),
        (NO, "b", "2015-03", None, "y"),
        True,
    ),
    "two articles, one year": ((YES, None, "2015", None, "x"), (NO, None, "2015", None, "y"), True),
    "one speaker": (("Claimed", "person/a", None, None, "x"), (NO, "person/a", None, None, "y"), False),
    "one article": ((YES, None, None, None, "x"), (NO, None, None, None, "x"), False),
    "two articles without dates": ((YES, None, None, None, "x"), (NO, None, None, None, "y"), False),
    "two years": ((YES, None, "2015", None, "x"), (NO, "person/b", "2016", None, "y"), False),
    "what is over": ((YES, None, None, "Ended", "x"), (NO, "person/b", None, None, "x"), False),
    "a plan": (("Planned", None, None, None, "x"), (NO, "person/b", None, None, "x"), False),
}


def _two(*told: Told, since: tuple[str | None, ...] = (None, None)) -> nx.MultiDiGraph:
    """Two statements about the same two people."""
    made = nx.MultiDiGraph()
    for key, (modality, speaker, when, state, source), start in zip("ab", told, since, strict=True):
        place = Citation(source, "A met B.", 0, 8, "met", 2, 5, 0.9, "verb")
        made.add_edge(
            "person/c", "person/d", key, relation="metWith", modality=modality, speaker=speaker, medium=None,
            when=None if start else when, start=start, end=when if start else None, label=None, state=state,
            evidence=(place,),
        )  # fmt: skip
    return made


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_has_two_voices_and_one_time(name: str) -> None:
    one, other, expected = CONTRADICTIONS[name]
    found = [("person/c", "metWith", "person/d", ("a",), ("b",))] if expected else []
    assert analyse.contradictions(_two(one, other)) == found


@pytest.mark.parametrize(("start", "end", "expected"), [("2009", "2012", True), ("2011", "2012", False)])
def test_periods_contradict_where_they_overlap(start: str, end: str, expected: bool) -> None:
    one: Told = (YES, None, "2010", None, "x")
    made = _two(one, (NO, "person/b", end, None, "x"), since=("2004", start))
    assert bool(analyse.contradictions(made)) == expected
