"""The library's face: what a user types in Jupyter, and that nothing hostile comes out of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from readings import COMPLEX, IDENTITIES

import graph
from graph.errors import QueryError, StoreError
from graph.library import EntityView, KnowledgeGraph, MapView
from graph.ontology import default_ontology
from graph.query import Iri
from graph.store import compile_dataset, write


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("output")
    write(compile_dataset(COMPLEX, IDENTITIES, default_ontology()), folder / "graph.trig")
    return KnowledgeGraph.open(folder)


def test_import_is_instant() -> None:
    """Nothing but the standard library is imported before something is used."""
    code = "import graph, sys; print(sorted(m for m in sys.modules if m.split('.')[0] in sys.argv[1:]))"
    heavy = ["rdflib", "pyoxigraph", "networkx", "pandas", "spacy", "numpy", "rapidfuzz"]
    run = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    for name in graph.__all__:
        assert getattr(graph, name).__name__ == name
    assert set(graph.__all__) <= set(dir(graph))
    assert not hasattr(graph, "nothing")


@pytest.mark.parametrize("name", ["Xi Jinping", "xi", " XI JINPING ", "person/xi-jinping"])
def test_entity_by_any_of_its_names(kg: KnowledgeGraph, name: str) -> None:
    assert kg.entity(name).id == "person/xi-jinping"


@pytest.mark.parametrize(
    ("words", "id_"), [("Clapper", "person/james-r-clapper"), ("barack", "person/barack-obama")]
)
def test_words_that_only_one_name_holds_are_enough(kg: KnowledgeGraph, words: str, id_: str) -> None:
    assert kg.entity(words).id == id_


@pytest.mark.parametrize("words", ["", "Clapper Obama", "Clap"])
def test_words_that_no_name_holds_are_nobody(kg: KnowledgeGraph, words: str) -> None:
    with pytest.raises(QueryError, match="no entity has this name"):
        kg.entity(words)


def test_entity_says_all(kg: KnowledgeGraph) -> None:
    china = kg.entity("China")
    assert (china.cls, china.label, china.mentions) == ("Country", "China", 2)
    assert china.iri == "https://w3id.org/whereas/id/country/china"
    assert [str(s) for s in china.statements] == [
        "Barack Obama visited China (planned)",
        "Barack Obama visited China (possible)",
        "China attacks Office of Personnel Management (claimed by James R. Clapper, 2014 to 2015-01)",
        "China attacks United States (denied by Hong Lei)",
        "China signed Cyber Agreement (2015-09-25)",
    ]
    assert kg.entity("Hong Lei").statements[0].speaker == "Hong Lei"
    assert kg.entity("Obama").statements[-1].evidence[0].source == "sequel"


@pytest.mark.parametrize(("name", "nearest"), [("Xi Jingping", "Xi Jinping"), ("Obma", "Barack Obama")])
def test_nearest_names_are_offered(kg: KnowledgeGraph, name: str, nearest: str) -> None:
    with pytest.raises(QueryError) as caught:
        kg.entity(name)
    assert nearest in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "\n", "zzzzqqqq 999", "\U0001f600"])
def test_unlike_any_name(kg: KnowledgeGraph, name: str) -> None:
    with pytest.raises(QueryError, match="no entity has this name"):
        kg.entity(name)


def test_of_two_the_most_mentioned_has_the_name() -> None:
    twins = [replace(i, names=(*i.names, "twin")) if i.cls == "Country" else i for i in IDENTITIES]
    kg = KnowledgeGraph(compile_dataset(COMPLEX, twins, default_ontology()))
    assert kg.entity("twin").label == "United States"


def test_query_is_a_frame(kg: KnowledgeGraph) -> None:
    frame = kg.query("SELECT ?x ?what { ?x wh:signed ?what } ORDER BY ?x")
    assert frame.values.tolist() == [
        ["country:china", "agreement:cyber-agreement"],
        ["country:united-states", "agreement:cyber-agreement"],
    ]
    for value in (kg.entity("China"), Iri("country:china")):
        asked = kg.query("SELECT ?what { ?x wh:signed ?what }", x=value)
        assert asked["what"].tolist() == ["agreement:cyber-agreement"]
    assert kg.query("SELECT ?x { ?x rdfs:label ?l }", l="China")["x"].tolist() == ["country:china"]


def test_entities(kg: KnowledgeGraph) -> None:
    frame = kg.entities()
    assert len(frame) == len(IDENTITIES)
    assert frame["mentions"].tolist() == sorted(frame["mentions"], reverse=True)
    assert kg.entities("Organization")["label"].tolist() == ["Office of Personnel Management", "The Daily"]
    assert kg.entities("Meeting").empty
    assert frame.set_index("id").loc["country/united-states", "names"] == "U.S.; United States"
    with pytest.raises(QueryError, match=r"unknown class; use one of .*Person"):
        kg.entities("person")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 10),
        ({"entity": "China"}, 5),
        ({"relation": "signed"}, 2),
        ({"modality": "Claimed"}, 1),
        ({"speaker": "Hong Lei"}, 1),
        ({"source": "sequel"}, 3),
        ({"entity": "China", "relation": "signed", "source": "sequel"}, 1),
        ({"entity": "The Daily"}, 0),
    ],
)
def test_statements(kg: KnowledgeGraph, filters: dict[str, str], count: int) -> None:
    frame = kg.statements(**filters)  # type: ignore[arg-type]
    assert len(frame) == count
    assert frame.columns.tolist()[:4] == ["id", "subject", "relation", "object"]


def test_statement_rows_have_their_sentence(kg: KnowledgeGraph) -> None:
    (row,) = kg.statements(relation="metWith").to_dict("records")
    assert (row["subject"], row["object"], row["sources"]) == ("Barack Obama", "Xi Jinping", 2)
    assert row["sentence"] == "Xi met Obama again."
    (row,) = kg.statements(relation="metWith", source="visit").to_dict("records")
    assert row["sentence"] == "Barack Obama met Xi in Washington."
    assert kg.statements(relation="relatedTo")["relation"].tolist() == ["puzzled"]


@pytest.mark.parametrize(
    "filters", [{"relation": "likes"}, {"modality": "Sworn"}, {"source": "none"}, {"entity": "?"}]
)
def test_statements_refuse_what_is_not_there(kg: KnowledgeGraph, filters: dict[str, str]) -> None:
    with pytest.raises(QueryError):
        kg.statements(**filters)  # type: ignore[arg-type]


def test_opening_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="build the graph first"):
        KnowledgeGraph.open(tmp_path)


def test_repr(kg: KnowledgeGraph) -> None:
    assert repr(kg) == "KnowledgeGraph(10 entities, 10 statements, 2 sources)"


# ------------------------------------------------------------------ what a notebook shows


class Tags(HTMLParser):
    """The tags and the text of a piece of HTML; every tag must be closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: dict[str, str | None] = {}
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= dict(attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>\'"&amp;'
ALLOWED = {"div", "h4", "small", "p", "ul", "li", "blockquote", "table", "thead", "tbody", "tr", "td", "th"}


def hostile() -> KnowledgeGraph:
    evil = [replace(i, label=EVIL, names=(EVIL, "Xi")) if "xi-" in i.id else i for i in IDENTITIES]
    return KnowledgeGraph(compile_dataset(COMPLEX, evil, default_ontology()))


def test_cards_are_escaped() -> None:
    kg = hostile()
    for view in (kg, kg.entity("Xi")):
        shown = Tags(view._repr_html_())
        assert shown.tags <= ALLOWED
        assert shown.attributes == {}
        assert EVIL in shown.words


def test_cards_show_what_there_is(kg: KnowledgeGraph) -> None:
    card = Tags(kg.entity("Xi")._repr_html_()).words
    for words in (
        "Xi Jinping",
        "Person",
        "Also Xi",
        "President",
        "visited United States (2015-09)",
        "[visit]",
    ):
        assert words in card
    assert "United States" in Tags(kg._repr_html_()).words


def test_long_cards_are_cut(kg: KnowledgeGraph) -> None:
    china = kg.entity("China")
    many = replace(china, statements=china.statements * 10)
    assert "… and 30 more" in many._repr_html_()
    assert many._repr_html_().count("<li>") == 20


def test_empty_graph() -> None:
    kg = KnowledgeGraph(compile_dataset([], [], default_ontology()))
    assert repr(kg) == "KnowledgeGraph(0 entities, 0 statements, 0 sources)"
    assert Tags(kg._repr_html_()).tags == {"div", "p"}
    assert (len(kg.entities()), len(kg.statements())) == (0, 0)
    with pytest.raises(QueryError, match="no entity has this name"):
        kg.entity("Anybody")


def test_map_is_sealed_in_a_frame(tmp_path: Path) -> None:
    page = f"<!doctype html><title>{EVIL}</title>\n<script>1 < 2 && '\"'</script>é"
    view = MapView(page, height=300)
    shown = Tags(view._repr_html_())
    assert shown.tags == {"iframe"}
    assert shown.attributes["srcdoc"] == page
    assert "allow-same-origin" not in (shown.attributes["sandbox"] or "")
    assert view.save(tmp_path / "map.html").read_text("utf-8") == page


def test_map_of_the_graph(kg: KnowledgeGraph) -> None:
    pytest.importorskip("graph.render.page", reason="there is no graph.render yet")
    page = kg.map(title="Two articles").html
    assert "Two articles" in page
    assert "Cyber Agreement" in page


def test_views_are_values(kg: KnowledgeGraph) -> None:
    assert kg.entity("China") == kg.entity("country/china")
    assert isinstance(kg.entity("China"), EntityView)
    assert len({kg.entity("China"), kg.entity("Xi")}) == 2


def test_measures_are_a_table_by_rank(kg: KnowledgeGraph) -> None:
    table = kg.measures()
    assert table.index.name == "id"
    assert sorted(table.index) == sorted(kg.network)
    assert table["pagerank"].is_monotonic_decreasing
    assert table["pagerank"].sum() == pytest.approx(1)
    assert table.loc["country/china", "label"] == "China"
    assert table.loc["country/china", "neighbours"] == len(
        {other for other in kg.network if _tied(kg, "country/china", other)}
    )
    assert table.attrs["sampled"] is False
    assert kg.measures().equals(table)


def _tied(kg: KnowledgeGraph, one: str, other: str) -> bool:
    both = [*kg.network.out_edges(one, data=True), *kg.network.in_edges(one, data=True)]
    return one != other and any(
        other in edge[:2] and edge[2]["modality"] != "Denied" and edge[0] != edge[1] for edge in both
    )


def test_measures_hold_who_is_for_and_against(kg: KnowledgeGraph) -> None:
    table = kg.measures()
    assert table.loc["country/china", "support"] == -1.0
    assert table.loc["agency/office-of-personnel-management", "support"] == -1.0
    assert table["support"].isna().any()
    assert table.attrs["balance"] is None


def test_paths_prove_each_step(kg: KnowledgeGraph) -> None:
    table = kg.paths("Xi", "Office of Personnel Management")
    assert list(table["path"]) == sorted(table["path"])
    for _, steps in table.groupby("path"):
        assert steps["one"].iloc[0] == "Xi Jinping"
        assert steps["other"].iloc[-1] == "Office of Personnel Management"
        assert list(steps["one"])[1:] == list(steps["other"])[:-1]
        assert list(steps["step"]) == list(range(1, len(steps) + 1))
    assert (table["statements"] >= 1).all()
    assert (
        "China attacks Office of Personnel Management (claimed by James R. Clapper, 2014 to 2015-01)"
        in set(table["said"])
    )
    assert table["sentence"].notna().all()
    assert len(kg.paths("Xi", "Office of Personnel Management", count=1)["path"].unique()) == 1


def test_a_path_to_nobody_is_told(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="no entity has this name"):
        kg.paths("China", "Anybody")
    assert kg.paths(kg.entity("China"), "China").empty


def test_timeline_is_sorted_and_in_words(kg: KnowledgeGraph) -> None:
    table = kg.timeline()
    assert list(table["when"]) == sorted(table["when"])
    dated = {key for *_, key, edge in kg.network.edges(keys=True, data=True) if edge["when"]}
    assert set(table.index) == dated
    row = table[table["relation"] == "signed"].iloc[0]
    assert (row["when"], row["subject"], row["object"]) == ("2015-09-25", "China", "Cyber Agreement")


def test_matrix_counts_and_denials_only_when_asked(kg: KnowledgeGraph) -> None:
    table = kg.matrix("attacks")
    assert table.loc["country/china", "agency/office-of-personnel-management"] == 1
    assert "country/united-states" not in table.columns
    assert kg.matrix("attacks", denied=True).loc["country/china", "country/united-states"] == 1
    assert kg.matrix(["attacks", "signed"]).to_numpy().sum() == 3
    with pytest.raises(QueryError, match="'hits': unknown relation"):
        kg.matrix("hits")


def test_analysis_of_an_empty_graph() -> None:
    kg = KnowledgeGraph(compile_dataset([], [], default_ontology()))
    assert (len(kg.measures()), len(kg.timeline()), kg.matrix("signed").size) == (0, 0, 0)


def test_map_carries_the_graph_unless_it_is_too_large(
    kg: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'id="turtle"' in kg.map().html
    monkeypatch.setattr(import_module("graph.render.page"), "MAX_TURTLE", 10)
    assert 'id="turtle"' not in kg.map().html


def test_quotations_are_a_table_of_their_own(kg: KnowledgeGraph) -> None:
    found = kg.quotations("James R. Clapper")
    assert found["words"].tolist() == ["China had “attacked” the Office of Personnel Management"]
    assert found["mentions"].tolist() == ["Office of Personnel Management; China"]
    assert found["medium"].tolist() == ["The Daily"]
    assert kg.quotations(about="China")["id"].tolist() == found["id"].tolist()
    assert kg.quotations("China").empty
    assert [one.id for one in kg.entity("China").quotations] == found["id"].tolist()
