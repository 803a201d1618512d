"""The page as text: one file, sealed, the same each time, with nothing dropped."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import networks
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyvis.network import Network

from graph.analyse import measures
from graph.ontology import default_ontology
from graph.render import page
from graph.render.data import page_data, utf16
from graph.render.drawing import drawing
from graph.render.engine import engine
from graph.render.layout import Layout, Point, apart, layout
from graph.render.page import IMPORT, app_script, json_for_script, modules
from graph.report.summary import community_name, summary

ONTOLOGY = default_ontology()


@pytest.fixture(scope="module")
def network() -> nx.MultiDiGraph:
    return networks.cyber()


@pytest.fixture(scope="module")
def html(network: nx.MultiDiGraph) -> str:
    return page(network, ONTOLOGY, title="Cyber & diplomacy")


def data_of(html: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_page_is_the_same_each_time(network: nx.MultiDiGraph, html: str) -> None:
    assert page(networks.cyber(), ONTOLOGY, title="Cyber & diplomacy") == html
    assert page(network, ONTOLOGY, title="Cyber & diplomacy", measures=measures(network)) == html


def test_page_forbids_itself_every_connection(html: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


def test_page_refers_to_nothing_outside_but_sources(html: str) -> None:
    shell = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"""(src|href)=|@import|url\(""", shell)


def test_title_is_escaped_in_head_and_body(html: str) -> None:
    assert "<title>Cyber &amp; diplomacy</title>" in html
    assert "<h1>Cyber &amp; diplomacy</h1>" in html


def test_every_node_statement_and_citation_is_in_the_page(network: nx.MultiDiGraph, html: str) -> None:
    data = data_of(html)
    assert [row[0] for row in data["nodes"]] == sorted(network)
    assert sorted(row[0] for row in data["statements"]) == sorted(key for *_, key in network.edges(keys=True))
    cited = sum(len(row[-1]) for row in data["statements"])
    assert cited == sum(len(edge["evidence"]) for *_, edge in network.edges(data=True))
    assert len(data["drawing"]["nodes"]) == len(network)


def test_a_pair_is_one_line_however_much_is_said_of_it(network: nx.MultiDiGraph, html: str) -> None:
    lines = [{edge["from"], edge["to"]} for edge in data_of(html)["drawing"]["edges"]]
    assert len(lines) == len({frozenset(line) for line in lines})
    assert {frozenset(line) for line in lines} == {
        frozenset(sorted(network).index(end) for end in edge)
        for edge in network.edges()
        if edge[0] != edge[1]
    }


def test_phrases_are_marked_in_units_of_javascript() -> None:
    network = nx.MultiDiGraph(sources={})
    for name in ("person/a", "person/b"):
        network.add_node(name, label=name, cls="Person", names=(), roles=(), mentions=1, when=None,
                         country=None, same_as=(), sources=())  # fmt: skip
    evidence = (networks.citation("😀 𝔛i met Bo.", "met", "s", begin=40),)
    networks.link(network, "person/a", "metWith", "person/b", evidence=evidence)
    data = page_data(network, measures(network), ONTOLOGY, title="")
    sentence, _, begin, end = data["statements"][0][-1][0][:4]
    units = data["sentences"][sentence].encode("utf-16-le")
    assert units[2 * begin : 2 * end].decode("utf-16-le") == "met"


@given(st.text())
def test_utf16_length(text: str) -> None:
    assert utf16(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(ANYTHING)
def test_json_in_a_script_comes_back_and_cannot_end_the_script(value: object) -> None:
    text = json_for_script(value)
    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def test_lone_surrogates_do_not_break_the_file() -> None:
    html = page(networks.hostile(), ONTOLOGY, title="a\ud800b")
    assert "<h1>a\ufffdb</h1>" in html.encode("utf-8").decode("utf-8")


MARKUP = re.compile(
    r"<(img|svg|iframe|object|embed|base|link|form|video|math|template|meta)\b", re.IGNORECASE
)


def shell(html: str) -> list[str]:
    """The elements of the page outside its scripts, by name, but those that our template has."""
    return MARKUP.findall(re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL))


@pytest.mark.parametrize("bad", networks.HOSTILE)
def test_hostile_title_adds_no_element(bad: str) -> None:
    html = page(networks.empty(), ONTOLOGY, title=bad)
    ours = page(networks.empty(), ONTOLOGY)
    assert shell(html) == shell(ours)
    assert html.count("<script") == ours.count("<script")


def test_hostile_names_stay_inside_the_data() -> None:
    html = page(networks.hostile(), ONTOLOGY)
    assert shell(html) == shell(page(networks.empty(), ONTOLOGY))
    assert html.count("</script>") == page(networks.empty(), ONTOLOGY).count("</script>")
    labels = {row[1] for row in data_of(html)["nodes"]}
    assert labels == {bad.replace("\ud800", "\ufffd") for bad in networks.HOSTILE}


def test_script_holds_every_module_without_import_or_export() -> None:
    script = app_script()
    assert not re.search(r"^\s*(import|export) ", script, re.MULTILINE)
    assert "</script" not in script
    assert script.startswith('"use strict";')


def points(network: nx.MultiDiGraph) -> dict[str, tuple[int, int]]:
    graph = nx.Graph()
    graph.add_nodes_from(sorted(network))
    graph.add_edges_from(sorted({tuple(sorted(edge)) for edge in network.edges() if edge[0] != edge[1]}))
    found = measures(network)
    labels = {name: data["label"] for name, data in network.nodes(data=True)}
    radius = dict.fromkeys(labels, 10.0)
    return {**layout(graph, found.community, rank=found.pagerank, labels=labels, radius=radius).points}


@pytest.mark.parametrize("make", [networks.cyber, lambda: networks.generated(700, 2000), networks.hostile])
def test_layout_is_the_same_each_time_and_puts_no_node_on_another(make) -> None:  # type: ignore[no-untyped-def]
    found = points(make())
    assert found == points(make())
    assert sorted(found) == sorted(make())
    assert len(set(found.values())) == len(found)


def test_layout_keeps_communities_together() -> None:
    network = networks.cyber()
    found, community = points(network), measures(network).community
    joined = [name for name in found if network.degree(name)]

    def mean(same: bool) -> float:
        apart = [
            ((found[a][0] - found[b][0]) ** 2 + (found[a][1] - found[b][1]) ** 2) ** 0.5
            for a in joined
            for b in joined
            if a < b and (community[a] == community[b]) is same
        ]
        return sum(apart) / len(apart)

    assert mean(same=True) < 0.7 * mean(same=False)


def test_layout_of_nothing_and_of_loners() -> None:
    assert layout(nx.Graph(), {}, rank={}, labels={}, radius={}).points == {}
    loners = nx.Graph()
    loners.add_nodes_from("abc")
    found = layout(loners, {}, rank={}, labels=dict.fromkeys("abc", "x"), radius=dict.fromkeys("abc", 9.0))
    assert len(set(found.points.values())) == 3


def test_summary_says_what_the_network_holds() -> None:
    assert summary(networks.cyber(), ONTOLOGY) == (
        "48 statements in 3 articles about 10 people, 6 agencies, 4 countries and 13 others, 2014 to 2016. "
        "Of these, 5 are a claim and 2 are denials."
    )
    assert summary(networks.empty(), ONTOLOGY) == "0 articles without entities."


def test_community_is_named_by_its_most_central_members() -> None:
    assert community_name("abcd", dict(zip("abcd", "ABCD", strict=True))) == "A · B · C"


@pytest.mark.parametrize("size", [90, 700])
def test_page_and_briefing_are_the_same_in_every_process(size: int) -> None:
    code = (
        "import hashlib, networks\nfrom graph.analyse import measures\n"
        "from graph.ontology import default_ontology\n"
        "from graph.render import page\nfrom graph.report import report\n"
        f"network = networks.generated({size}, {size * 3})\n"
        "found, o = measures(network), default_ontology()\n"
        "made = page(network, o, measures=found) + report(network, found, o)\n"
        "print(hashlib.sha256(made.encode()).hexdigest())"
    )
    tests = Path(__file__).parent
    path = os.pathsep.join([str(tests), str(tests.parent)])
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0].strip()) == 64


def test_only_a_page_with_the_query_engine_may_start_its_thread(network: nx.MultiDiGraph, html: str) -> None:
    assert "worker-src" not in html.partition("</head>")[0].partition("<style>")[0]
    if engine() is None:
        pytest.skip("the query engine is not in graph/render/assets: make assets")
    asked = page(network, ONTOLOGY, turtle=b"").partition("<style>")[0]
    assert "worker-src" not in asked
    asked = page(network, ONTOLOGY, turtle=b"@prefix a: <https://a/> .\n").partition("<style>")[0]
    assert "worker-src blob:; " in asked
    assert "'wasm-unsafe-eval'" in asked
    assert "connect-src" not in asked


def test_nodes_and_lines_are_what_pyvis_would_have_added() -> None:
    names, pairs = ["a", "b", "c"], [(0, 1), (1, 2)]
    placed = Layout({name: Point(i, -i) for i, name in enumerate(names)}, 2.0)
    shapes, colours, radii = (
        ["dot", "box", "star"],
        ["#111111", "#222222", "#333333"],
        dict.fromkeys(names, 4.26),
    )
    net = Network(directed=True)
    for i, name in enumerate(names):
        point = placed.points[name]
        net.add_node(i, label=" ", shape=shapes[i], color=colours[i], size=8.5, x=point.x, y=point.y)
    for number, (one, other) in enumerate(pairs):
        net.add_edge(one, other, id=number)
    nodes, edges, *_ = net.get_network_data()
    for added in nodes:
        del added["label"]
    for added in edges:
        del added["arrows"]
    found = drawing(placed, names, shapes, colours, radii, pairs)
    assert json.dumps([found["nodes"], found["edges"]]) == json.dumps([nodes, edges])


@given(st.lists(st.tuples(*[st.floats(-500, 500)] * 2, *[st.floats(1, 200)] * 2), min_size=2, max_size=40))
def test_boxes_that_may_overlap_are_all_looked_at(boxes: list[tuple[float, float, float, float]]) -> None:
    places, half = np.array([box[:2] for box in boxes]), np.array([box[2:] for box in boxes])
    one, other = apart._reach(places, half)
    overlap = (np.abs(places[:, None] - places[None]) < half[:, None] + half[None]).all(axis=2)
    expected = {(i, j) for i, j in np.argwhere(overlap).tolist() if i < j}
    assert expected <= set(zip(one.tolist(), other.tolist(), strict=True))


def test_the_script_has_every_module_after_those_it_imports() -> None:
    names = modules()
    folder = Path(__file__).parent.parent / "graph" / "render" / "js"
    assert sorted(names) == sorted(path.stem for path in folder.glob("*.js"))
    for at, name in enumerate(names):
        imported = {found[2] for found in IMPORT.finditer((folder / f"{name}.js").read_text("utf-8"))}
        assert imported <= set(names[:at])
