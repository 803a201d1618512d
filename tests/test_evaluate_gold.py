"""A graph against a gold graph: each rule by hand, and the figures against another scorer's."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, Literal, Namespace
from rdflib import Graph as Triples
from rdflib.namespace import PROV, SKOS

from graph.errors import InputError
from graph.evaluate import (
    Edge,
    Graph,
    Node,
    Quote,
    from_network,
    from_readings,
    load_gold,
    score,
    score_file,
    tables,
)
from graph.evaluate.name_matching import closeness, normal
from graph.model import Entity, Evidence, Identity, Modality, Reading, Source, Span, Statement
from graph.ontology import BASE, WH, default_ontology
from graph.store import compile_dataset, write

ONTOLOGY = default_ontology()
TEXT = "Ann leads Acme. Bob said Acme broke the Sea Pact. It was signed in 2015."
TEXTS = {"news": TEXT}


def node(id_: str, cls: str, *names: str, when: str | None = None) -> Node:
    return Node(id_, cls, frozenset(names), when)


NODES = {
    n.id: n
    for n in (
        node("person/ann", "Person", "Ann"),
        node("person/bob", "Person", "Bob", "Bob Ray"),
        node("company/acme", "Company", "Acme"),
        node("agreement/sea-pact", "Agreement", "Sea Pact", when="2015-05"),
    )
}
SAID = Quote("news", 16, 49, TEXT[16:49])
EDGES = (
    Edge("person/ann", "leads", "company/acme", Modality.ASSERTED, None, (Quote("news", 0, 15, TEXT[:15]),)),
    Edge("company/acme", "violated", "agreement/sea-pact", Modality.CLAIMED, "person/bob", (SAID,)),
)
GOLD: dict[str, Any] = {
    "entities": [
        {"id": "ann", "type": "Person", "name": "Ann", "aliases": []},
        {"id": "bob", "type": "Person", "name": "Bob Ray", "aliases": ["Ray"]},
        {"id": "acme", "type": "Organization", "class": "Company", "name": "Acme", "aliases": []},
        {"id": "pact", "type": "Agreement", "name": "The Sea Pact", "aliases": []},
    ],
    "relations": [["ann", ["affiliatedWith"], "acme"], ["acme", ["violated"], "pact", {"by": "bob"}]],
    "dates": [["pact", "2015"]],
    "claims": [{"by": "bob", "quote": "Acme broke the Sea Pact"}],
}


def figures(gold: dict[str, Any], graph: Graph) -> dict[str, tuple[float | None, float | None]]:
    return {row.name: (row.precision, row.recall) for row in score(gold, graph, ONTOLOGY, texts=TEXTS).rows}


def test_a_perfect_graph_has_perfect_figures() -> None:
    assert figures(GOLD, Graph(NODES, EDGES)) == {
        "entities": (1.0, 1.0),
        "relations": (1.0, 1.0),
        "modality right": (1.0, None),
        "class right": (1.0, None),
        "dates": (None, 1.0),
        "claims": (None, 1.0),
        "evidence exact": (1.0, None),
    }


@pytest.mark.parametrize(
    ("nodes", "edges", "changed"),
    [
        pytest.param(
            {**NODES, "person/bob-ray": node("person/bob-ray", "Person", "Bob Ray")},
            EDGES,
            {"entities": (4 / 5, 1.0)},
            id="a second node for one entity costs precision",
        ),
        pytest.param(
            {**NODES, "place/oslo": node("place/oslo", "Place", "Oslo")},
            EDGES,
            {"entities": (4 / 5, 1.0)},
            id="so does a node that is nobody in the gold",
        ),
        pytest.param(
            {**NODES, "company/acme": node("company/acme", "Person", "Acme")},
            EDGES,
            {
                "entities": (3 / 4, 3 / 4),
                "relations": (0.0, 0.0),
                "modality right": (None, None),
                "class right": (None, None),
            },
            id="a node of the wrong class is another thing",
        ),
        pytest.param(
            NODES,
            (EDGES[0], Edge("company/acme", "violated", "agreement/sea-pact")),
            {"relations": (0.5, 0.5), "modality right": (0.5, None), "claims": (None, 0.0)},
            id="a claim that stands as a fact is neither found nor right",
        ),
        pytest.param(
            NODES,
            (replace(EDGES[0], subject="company/acme", object="person/ann"), EDGES[1]),
            {"relations": (0.0, 0.5)},
            id="a relation the wrong way round is wrong",
        ),
        pytest.param(
            NODES,
            (*EDGES, Edge("person/ann", "relatedTo", "person/bob")),
            {},
            id="an open relation is never wrong",
        ),
        pytest.param(
            NODES,
            (EDGES[0], replace(EDGES[1], evidence=(Quote("news", 17, 49, SAID.text),))),
            {"evidence exact": (0.5, None)},
            id="evidence one code point off is not exact",
        ),
        pytest.param(
            {**NODES, "agreement/sea-pact": node("agreement/sea-pact", "Agreement", "Sea Pact", when="2016")},
            EDGES,
            {"dates": (None, 0.0)},
            id="another year is another date",
        ),
    ],
)  # fmt: skip
def test_each_fault_costs_what_it_should(
    nodes: dict[str, Node], edges: tuple[Edge, ...], changed: dict[str, tuple[float | None, float | None]]
) -> None:
    assert figures(GOLD, Graph(nodes, edges)) == {**figures(GOLD, Graph(NODES, EDGES)), **changed}


@pytest.mark.parametrize(
    ("gold", "names", "loose", "wanted"),
    [
        (["the U.S."], ["U.S.’s"], False, 11.03),
        (["Xi Jinping"], ["Xi"], False, 0.0),
        (["cyber agreement"], ["the agreement on cyber"], True, 5.0),
        (["cyber agreement"], ["trade agreement of 2015"], True, 0.0),
        (["the"], ["of"], True, 0.0),
    ],
)
def test_closeness(gold: list[str], names: list[str], loose: bool, wanted: float) -> None:
    assert closeness(gold, names, loose=loose) == pytest.approx(wanted)


def test_normal_is_idempotent_on_plain_names() -> None:
    assert normal(normal("The President’s men")) == normal("The President’s men") == "president men"


def test_readings_and_identities_make_the_graph_of_their_statements() -> None:
    said = Evidence(Span(16, 49), Span(30, 35), 0.8, "verb/active")
    reading = Reading(
        Source("news", TEXT),
        (Entity("a", "Company", "Acme"), Entity("b", "Person", "Bob"), Entity("p", "Agreement", "Sea Pact")),
        (Statement("a", "violated", "p", Modality.CLAIMED, "b", evidence=(said,)),) * 2,
    )
    identities = [
        Identity(i, n.cls, min(n.names), tuple(n.names), when=n.when, members=(("news", key),))
        for key, i in (("a", "company/acme"), ("p", "agreement/sea-pact"), ("b", "person/bob"))
        for n in [NODES[i]]
    ]
    graph = from_readings([reading], identities)
    assert graph.edges == (EDGES[1],)
    assert graph.nodes["agreement/sea-pact"] == NODES["agreement/sea-pact"]


def test_network_makes_the_same_graph() -> None:
    networkx = pytest.importorskip("networkx")
    citation = type("Citation", (), {"source": "news", "begin": 16, "end": 49, "sentence": SAID.text})()
    network = networkx.MultiDiGraph()
    for one in NODES.values():
        network.add_node(one.id, label=min(one.names), cls=one.cls, names=tuple(one.names), when=one.when)
    network.add_edge(
        *("company/acme", "agreement/sea-pact"),
        key="0" * 12,
        relation="violated",
        modality="Claimed",
        speaker="person/bob",
        evidence=(citation,),
    )
    assert from_network(network) == Graph(NODES, EDGES[1:])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"entities": []}', "\udcff"])
def test_a_bad_gold_file_is_one_clear_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError) as error:
        load_gold(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with the graph of a reading, and its text."""
    led = Evidence(Span(0, 15), Span(4, 9), 0.9, "verb/active")
    said = Evidence(Span(16, 49), Span(30, 35), 0.8, "verb/active")
    reading = Reading(
        Source("news", TEXT),
        (
            Entity("a", "Company", "Acme"),
            Entity("b", "Person", "Bob"),
            Entity("n", "Person", "Ann"),
            Entity("p", "Agreement", "Sea Pact"),
        ),
        (
            Statement("n", "leads", "a", evidence=(led,)),
            Statement("a", "violated", "p", Modality.CLAIMED, "b", evidence=(said,)),
        ),
    )
    keys = {"company/acme": "a", "agreement/sea-pact": "p", "person/bob": "b", "person/ann": "n"}
    identities = [
        Identity(i, n.cls, max(n.names), tuple(sorted(n.names)), when=n.when, members=(("news", keys[i]),))
        for i, n in sorted(NODES.items())
    ]
    write(compile_dataset([reading], identities, ONTOLOGY), tmp_path / "graph.trig")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "news.txt").write_bytes(TEXT.encode())
    (tmp_path / "gold.json").write_text(json.dumps(GOLD), "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", [".", "graph.trig"])
def test_a_built_graph_is_scored_from_its_folder_or_its_file(output: Path, name: str) -> None:
    found = score_file(output / "gold.json", output / name, ONTOLOGY)
    assert found == score(GOLD, Graph(NODES, EDGES), ONTOLOGY, texts=TEXTS)
    assert "| relations | 1.000 | 1.000 | 1.000 | 2 | 1 |" in tables.of_score(found, misses=True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_the_script_gives_a_built_graph_the_same_figures(output: Path, script: ModuleType) -> None:
    theirs = script.score(GOLD, script.read(str(output / "graph.trig")), TEXTS)
    ours = {row.name.split()[0]: row for row in score_file(output / "gold.json", output, ONTOLOGY).rows}
    assert ours["relations"].f1 == theirs["relations"]["f1"] == 1.0
    assert ours["evidence"].found == theirs["evidence"]["count"] == 2


# ------------------------------------------------------- against the script that others measure with


@pytest.fixture(scope="module")
def script(shared: Path) -> ModuleType:
    path = shared / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("../shared/tools/score.py is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_rdf(graph: Graph) -> Triples:
    """The graph in the words of the vocabulary, as far as the script looks."""
    wh, nif = Namespace(WH), Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    base, data = Namespace(BASE), Triples()
    for one in graph.nodes.values():
        for cls in {*ONTOLOGY.classes[one.cls].ancestors, one.cls}:
            data.add((base[one.id], RDF.type, wh[cls]))
        data.add((base[one.id], RDFS.label, Literal(min(one.names))))
        for name in one.names:
            data.add((base[one.id], SKOS.altLabel, Literal(name)))
        if one.when:
            data.add((base[one.id], wh.when, Literal(one.when)))
    for at, edge in enumerate(graph.edges):
        statement, triple = (
            base[f"statement/{at}"],
            (base[edge.subject], wh[edge.relation], base[edge.object]),
        )
        data.add((statement, RDF.type, wh.Statement))
        data.add((statement, wh.modality, wh[edge.modality]))
        for predicate, term in zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True):
            data.add((statement, predicate, term))
        if edge.modality == Modality.ASSERTED:
            data.add(triple)
        if edge.speaker:
            data.add((statement, PROV.wasAttributedTo, base[edge.speaker]))
        for n, quote in enumerate(edge.evidence):
            evidence = base[f"evidence/{at}-{n}"]
            data.add((statement, wh.evidence, evidence))
            data.add((evidence, nif.referenceContext, base[f"source/{quote.source}"]))
            data.add((evidence, nif.beginIndex, Literal(quote.begin)))
            data.add((evidence, nif.endIndex, Literal(quote.end)))
            data.add((evidence, nif.anchorOf, Literal(quote.text)))
    return data


def assert_equal_to_script(script: ModuleType, gold: dict[str, Any], graph: Graph) -> None:
    theirs = script.score(gold, as_rdf(graph), TEXTS)
    ours = {row.name.split()[0]: row for row in score(gold, graph, ONTOLOGY, texts=TEXTS).rows}
    for area in ("entities", "relations"):
        assert ours[area].precision == pytest.approx(theirs[area]["precision"], abs=6e-4)
        assert ours[area].recall == pytest.approx(theirs[area]["recall"], abs=6e-4)
        assert ours[area].f1 == pytest.approx(theirs[area]["f1"], abs=2e-3)
        assert ours[area].gold == theirs[area]["gold"]
    for area in ("dates", "claims"):
        assert ours[area].recall == pytest.approx(theirs[area]["recall"], abs=6e-4)
    for area, theirs_is in (("modality", "modality"), ("class", "classes")):
        assert ours[area].precision == pytest.approx(theirs[theirs_is]["right"], abs=6e-4)
        assert ours[area].found == theirs[theirs_is]["count"]
    assert ours["evidence"].precision == pytest.approx(theirs["evidence"]["exact"], abs=6e-4)
    misses = score(gold, graph, ONTOLOGY, texts=TEXTS).misses
    assert {area: len(found) for area, found in misses.items()} == {
        a: len(f) for a, f in theirs["misses"].items()
    }
    assert list(misses["entities"]) == theirs["misses"]["entities"]


NAMES = ["Ann", "the Ann", "Acme", "Sea Pact", "sea pact of Oslo", "Oslo", "2015 Oslo talks", "talks in Oslo"]
CLASSES = ["Person", "Organization", "Company", "Country", "Agreement", "Event", "Meeting", "Place"]
GOLD_CLASSES = ["Person", "Organization", "Country", "Agreement", "Event", "Place"]
RELATIONS = ["leads", "metWith", "relatedTo", "affiliatedWith", "memberOf", "relativeOf", "violated"]
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)
spans = st.tuples(st.integers(0, 40), st.integers(0, 30), st.booleans()).map(
    lambda at: Quote("news", at[0], at[0] + at[1], TEXT[at[0] : at[0] + at[1]] if at[2] else "made up")
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    found = draw(st.lists(st.tuples(st.sampled_from(CLASSES), names), min_size=1, max_size=6))
    nodes = {
        f"{cls.lower()}/{n}": Node(f"{cls.lower()}/{n}", cls, frozenset(ns))
        for n, (cls, ns) in enumerate(found)
    }
    ids = st.sampled_from(sorted(nodes))
    edge = st.builds(
        Edge,
        subject=ids,
        relation=st.sampled_from(RELATIONS),
        object=ids,
        modality=st.sampled_from(list(Modality)),
        speaker=st.none() | ids,
        evidence=st.lists(spans, max_size=2, unique=True).map(tuple),
    )
    return Graph(nodes, tuple(draw(st.lists(edge, max_size=8))))


@st.composite
def golds(draw: st.DrawFn) -> dict[str, Any]:
    found = draw(
        st.lists(st.tuples(st.sampled_from(GOLD_CLASSES), names, st.booleans()), min_size=1, max_size=6)
    )
    entities = [
        {"id": f"e{n}", "type": cls, "name": ns[0], "aliases": ns[1:], "optional": optional}
        | ({"class": narrow} if narrow is not None else {})
        for n, (cls, ns, optional) in enumerate(found)
        for narrow in [draw(st.none() | st.sampled_from(CLASSES))]
    ]
    ids = st.sampled_from([entity["id"] for entity in entities])
    predicates = st.lists(st.sampled_from(RELATIONS), min_size=1, max_size=2, unique=True)
    option = (
        st.sampled_from([None, {"optional": True}, {"inferred": True}, {"modality": "Planned"}])
        | ids.map(lambda one: {"by": one})
        | ids.map(lambda one: {"by": one, "modality": "Denied", "evidence": "words"})
    )
    relation = st.tuples(ids, predicates, ids, option).map(lambda r: list(r if r[3] else r[:3]))
    claim = st.tuples(ids, st.sampled_from([TEXT[:9], TEXT[16:49], "nobody said"]))
    return {
        "entities": entities,
        "relations": draw(st.lists(relation, min_size=1, max_size=8)),
        "claims": [{"by": by, "quote": quote} for by, quote in draw(st.lists(claim, max_size=3))],
    }


def test_the_script_gives_the_same_figures_for_the_example(script: ModuleType) -> None:
    assert_equal_to_script(script, GOLD, Graph(NODES, EDGES))


def test_the_script_gives_the_same_figures(script: ModuleType) -> None:
    @given(golds(), graphs())
    def same(gold: dict[str, Any], graph: Graph) -> None:
        assert_equal_to_script(script, gold, graph)

    same()


def test_the_gold_of_the_first_article_scores_itself_in_full(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "cyber-relations.json").read_text("utf-8"))
    nodes = {
        e["id"]: Node(e["id"], e["type"], frozenset({e["name"], *e["aliases"]})) for e in gold["entities"]
    }
    edges = [
        Edge(r[0], r[1][0], r[2], Modality.CLAIMED if by else Modality.ASSERTED, by)
        for r in gold["relations"]
        for by in [r[3].get("by") if len(r) > 3 else None]
    ]
    rows = {row.name: row for row in score(gold, Graph(nodes, tuple(edges)), ONTOLOGY).rows}
    assert rows["entities"].f1 == rows["relations"].f1 == 1.0
