"""SPARQL over the graph: right answers, plain values, and no access outside the graph."""

from __future__ import annotations

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset
from readings import COMPLEX, IDENTITIES, said

from graph.errors import QueryError
from graph.model import Entity, Identity, Modality, Reading, Source, Statement
from graph.ontology import BASE, default_ontology
from graph.query import (
    Iri,
    Limits,
    Parameter,
    SavedQuery,
    Slot,
    Table,
    Value,
    answer,
    named,
    saved,
    saved_in,
    select,
    send,
    unknown_terms,
)
from graph.store import compile_dataset, dataset_of, serialise


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return compile_dataset(COMPLEX, IDENTITIES, default_ontology())


XI = Iri(f"{BASE}person/xi-jinping")


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        ("SELECT ?x { ?x wh:visited country:united-states }", [("person:xi-jinping",)]),
        (
            "SELECT ?x { ?x a wh:Organization } ORDER BY ?x",
            [("agency:office-of-personnel-management",), ("media:the-daily",)],
        ),
        ("SELECT ?who { ?s wh:modality wh:Denied ; prov:wasAttributedTo ?who }", [("person:hong-lei",)]),
        ("ASK { country:china wh:attacks ?o }", [(False,)]),
        ("ASK { country:china wh:signed ?o }", [(True,)]),
        # said in two sources, yet one triple: no DISTINCT needed
        ("SELECT (COUNT(*) AS ?n) { country:china wh:signed ?o }", [(1,)]),
        (
            "SELECT (COUNT(*) AS ?n) { ?s a wh:Statement ; rdf:predicate wh:metWith ; rdf:subject ?x }",
            [(1,)],
        ),
        # while each source has its own
        (
            "SELECT ?g { GRAPH ?g { country:china wh:signed ?o } } ORDER BY ?g",
            [("source:sequel",), ("source:visit",)],
        ),
        ("SELECT ?n { person:xi-jinping wh:mentionCount ?n }", [(3,)]),
        ("SELECT (MAX(?c) AS ?n) { ?e wh:confidence ?c }", [(0.9,)]),
        ("SELECT ?d { agreement:cyber-agreement wh:when ?d }", [("2015-09-25",)]),
        ("SELECT ?x ?y { ?x a wh:Place OPTIONAL { ?x wh:country ?y } }", [("place:washington", None)]),
        (
            "SELECT ('#' AS ?x) ('SERVICE { } INSERT' AS ?y) {} # SERVICE DELETE",
            [("#", "SERVICE { } INSERT")],
        ),
        (
            "PREFIX mine: <https://w3id.org/whereas#>\nSELECT ?x { ?x a mine:Agreement }",
            [("agreement:cyber-agreement",)],
        ),
        ("SELECT ?x { ?x a <https://w3id.org/whereas#Place> }", [("place:washington",)]),
        ("SELECT ?x { ?x wh:metWith person:xi-jinping }", [("person:barack-obama",)]),
        (
            'SELECT ("x"^^xsd:integer AS ?x) ("2"^^xsd:double AS ?y) (true AS ?z) ("t"@en AS ?t) {}',
            [("x", 2.0, True, "t")],
        ),
        (
            "CONSTRUCT { ?x wh:signed ?y } WHERE { ?x wh:signed ?y FILTER (?x = country:china) }",
            [("country:china", "wh:signed", "agreement:cyber-agreement")],
        ),
    ],
)
def test_answers(dataset: Dataset, sparql: str, rows: list[tuple[Value, ...]]) -> None:
    assert list(select(dataset, sparql).short().rows) == rows


def test_table_holds_whole_iris_and_shows_short_ones(dataset: Dataset) -> None:
    table = select(dataset, "SELECT ?x ?n { ?x a wh:Place ; wh:mentionCount ?n }")
    assert (table.columns, len(table)) == (("x", "n"), 1)
    assert table.rows == ((f"{BASE}place/washington", 1),)
    assert table.records() == [{"x": f"{BASE}place/washington", "n": 1}]
    assert table.frame().to_dict("records") == [{"x": "place:washington", "n": 1}]
    assert table.frame(short=False)["x"].tolist() == [f"{BASE}place/washington"]


def test_empty_answer_keeps_its_columns(dataset: Dataset) -> None:
    table = select(dataset, "SELECT ?x ?y { ?x wh:owns ?y }")
    assert table.frame().columns.tolist() == ["x", "y"]
    assert table.rows == ()


# ------------------------------------------------------------------ parameters


@pytest.mark.parametrize(
    ("sparql", "parameters", "rows"),
    [
        ("SELECT ?who ?l { ?who rdfs:label ?l }", {"who": XI}, [("person:xi-jinping", "Xi Jinping")]),
        ("SELECT ?l { ?who rdfs:label ?l }", {"who": XI}, [("Xi Jinping",)]),
        ("SELECT ?l { $who rdfs:label ?l }", {"who": Iri("person:xi-jinping")}, [("Xi Jinping",)]),
        ("SELECT ?x { ?x rdfs:label ?name }", {"name": "China"}, [("country:china",)]),
        ("SELECT ?x { ?x a wh:Country ; wh:mentionCount ?n }", {"n": 3}, [("country:united-states",)]),
        ("SELECT ?x { ?x a wh:Agreement; wh:when ?d }", {"d": date(2015, 9, 25)},
         [("agreement:cyber-agreement",)]),
        ("SELECT ?x { ?x wh:country ?c ; a ?t }", {"c": "CN", "t": Iri("wh:Country")}, [("country:china",)]),
        # bound before counting, though it is not projected
        ("SELECT (COUNT(?o) AS ?n) { ?who wh:visited ?o }", {"who": XI}, [(1,)]),
        # in a subquery and in an OPTIONAL, where an outer binding does not reach
        ("SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?who wh:visited ?o } } }", {"who": XI}, [(1,)]),
        ("SELECT ?l { ?p a wh:Place OPTIONAL { ?x rdfs:label ?l FILTER (?x = ?who) } }", {"who": XI},
         [("Xi Jinping",)]),
        ("SELECT ?l { { ?who rdfs:label ?l } UNION { ?who skos:altLabel ?l } } ORDER BY ?l", {"who": XI},
         [("Xi",), ("Xi Jinping",)]),
        ("SELECT ?l { VALUES ?who { person:hong-lei person:xi-jinping } ?who rdfs:label ?l }", {"who": XI},
         [("Xi Jinping",)]),
        ("CONSTRUCT { ?who rdfs:label ?l } WHERE { ?who rdfs:label ?l }", {"who": XI},
         [("person:xi-jinping", "rdfs:label", "Xi Jinping")]),
        # what looks like SPARQL in a value is only a value
        ("SELECT ?x { ?x rdfs:label ?name }", {"name": '" } UNION { ?x a wh:Person } #'}, []),
        ("SELECT ?x { ?x rdfs:label ?name }", {"name": "?x"}, []),
    ],
)  # fmt: skip
def test_parameters_are_bound(
    dataset: Dataset, sparql: str, parameters: dict[str, Parameter], rows: list[tuple[Value, ...]]
) -> None:
    assert list(select(dataset, sparql, parameters).short().rows) == rows


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_a_parameter(text: str) -> None:
    empty = compile_dataset([], [], default_ontology())
    assert select(empty, "SELECT ?x { BIND (?given AS ?x) }", {"given": text}).rows == ((text,),)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"nobody": "x"}, "no variable ?nobody"),
        ({"x": Iri("no iri")}, "cannot be 'no iri'"),
        ({"x": Iri("country:a> } #")}, "cannot be"),
        ({"x": object()}, "give a text"),
        ({"x": "\ud800"}, "give a text"),
    ],
)
def test_bad_parameters(dataset: Dataset, parameters: dict[str, Parameter], words: str) -> None:
    with pytest.raises(QueryError) as caught:
        select(dataset, "SELECT ?x { ?x a ?y }", parameters)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("", "is empty"),
        ("# only a comment", "is empty"),
        ("SELEC ?x { ?x a wh:Person }", "line 1"),
        ("SELECT ?x\n{ ?x a wh:Person", "line 2"),
        ("SELECT ?x { ?x a nope:Person }", "uses the prefix nope: without declaring it"),
        ("SELECT ?x (COUNT(*) AS ?n) { ?x a ?y }", "contains a variable that is unbound"),
        ("SELECT ?x { ?x a wh:Person } LIMIT many", "after"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT changes the graph"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE changes the graph"),
        ("PREFIX x: <urn:x>\n# hello\nWITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH changes"),
        ("LOAD <file:///etc/passwd>", "LOAD changes the graph"),
        ("DROP ALL", "DROP changes the graph"),
    ],
)
def test_what_is_no_query_is_refused_in_one_line(dataset: Dataset, sparql: str, words: str) -> None:
    before = serialise(dataset)
    with pytest.raises(QueryError) as caught:
        select(dataset, sparql)
    message = str(caught.value)
    assert words in message
    assert "\n" not in message
    assert len(message) < 700
    assert serialise(dataset) == before


@pytest.fixture(scope="module")
def endpoint() -> object:
    """A web server that remembers who called."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def _note(self) -> None:
            calls.append(self.path)
            self.send_response(500)
            self.end_headers()

        do_GET = do_POST = _note

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", calls
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { service silent <URL> { ?s ?p ?o } }",
        "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
        "SELECT * {\n#'\nSERVICE <URL> { ?s ?p ?o } #'\n}",
        "SELECT * { ?s ?p ?a FILTER(?a<?b)SERVICE#>\n<URL> { ?s ?p ?o } }",
        "SELECT * { ?s wh:a\\' ?o . SERVICE <URL> { ?s ?p ?o } ?s wh:b\\' ?o }",
        "SELECT * { ?s ?p '''a'b''' . SERVICE <URL> { ?s ?p ?o } ?s ?p '''c''' }",
        'SELECT * { ?s ?p "a\\"" . SERVICE <URL> { ?s ?p "b" } }',
        "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    ],
)
def test_no_other_endpoint_is_called(dataset: Dataset, endpoint: tuple[str, list[str]], sparql: str) -> None:
    url, calls = endpoint
    with pytest.raises(QueryError, match="SERVICE is not supported"):
        select(dataset, sparql.replace("URL", url))
    assert calls == []


PIECES = [*"{}<>?$\"'#\\.():= \nab", "SELECT * {", "SERVICE", "service", "<urn:a>", "?s ?p ?o"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_answered_or_refused_in_one_line(text: str) -> None:
    empty = compile_dataset([], [], default_ontology())
    try:
        assert isinstance(select(empty, text), Table)
    except QueryError as error:
        assert "\n" not in str(error)


# ------------------------------------------------------------------ saved queries

SAVED: dict[str, list[tuple[object, ...]]] = {
    "accusations": [
        ("China, says James R. Clapper", "attacks", "Office of Personnel Management", "Claimed"),
    ],
    "agencies": [],
    "agreements": [
        ("Cyber Agreement", "2015-09-25", "signed", "China"),
        ("Cyber Agreement", "2015-09-25", "signed", "United States"),
    ],
    "careers": [],
    "claims": [
        ("Hong Lei", "Denied", "China", "attacks", "United States"),
        ("James R. Clapper", "Claimed", "China", "attacks", "Office of Personnel Management"),
    ],
    "contested": [],
    "key-players": [("Barack Obama", 1, 2), ("Xi Jinping", 1, 2)],
    "meetings": [("Barack Obama", "metWith", "Xi Jinping", None)],
    "met-with": [
        ("Xi Jinping", "Barack Obama", None, "Barack Obama met Xi in Washington.", "source:visit"),
        ("Xi Jinping", "Barack Obama", None, "Xi met Obama again.", "source:sequel"),
    ],
    "month": [("2015-09", "Xi Jinping", "visited", "United States", "Asserted")],
    "most-mentioned": [("Barack Obama", "Person", 3, 2)],
    "over": [("China", "attacks", "Office of Personnel Management", "ended", "2015-01")],
    "parties": [("Cyber Agreement", "China", "signed", "Asserted", "2015-09-25")] * 2
    + [("Cyber Agreement", "United States", "signed", "Asserted", "2015-09-25")],
    "paths": [
        (1, "Xi Jinping", None, None, "United States"),
        (3, "Xi Jinping", "Barack Obama", "China", "United States"),
    ],
    "quotations": [
        ("James R. Clapper", "China had “attacked” the Office of Personnel Management", one)
        for one in ("China", "Office of Personnel Management")
    ],
    "quoted-about": [("James R. Clapper", "China had “attacked” the Office of Personnel Management")],
    "relations": [("signed", "Asserted", 2)],
    "says": [("James R. Clapper", "Claimed", "China", "attacks", "Office of Personnel Management")],
    "shared": [
        ("Barack Obama", "metWith", "Xi Jinping", 2),
        ("China", "signed", "Cyber Agreement", 2),
    ],
    "single-source": [("source:sequel", "Xi Jinping", "supports", "Barack Obama", "Asserted")],
    "timeline": [
        ("2015-09", "Xi Jinping", "visited", "United States", "Asserted"),
        ("2015-09-25", "China", "signed", "Cyber Agreement", "Asserted"),
        ("2015-09-25", "United States", "signed", "Cyber Agreement", "Asserted"),
    ],
    "who-leads-what": [],
}
BOUND: dict[str, dict[str, Parameter]] = {
    "key-players": {"topic": "MET"},
    "met-with": {"person": Iri("person:xi-jinping")},
    "month": {"month": "2015-09"},
    "paths": {"from": Iri("person:xi-jinping"), "to": Iri("country:united-states")},
    "quotations": {"speaker": Iri("person:james-r-clapper")},
    "quoted-about": {"entity": Iri("country:china")},
    "says": {"speaker": Iri("person:james-r-clapper")},
}
FIRST = ("most-mentioned", "relations", "month", "single-source")


def test_every_saved_query_is_tested() -> None:
    assert {query.name for query in saved()} == set(SAVED)


@pytest.mark.parametrize("name", SAVED)
def test_saved_query(dataset: Dataset, name: str) -> None:
    query = named(name)
    assert query.asks.endswith("?")
    found = select(dataset, query.sparql, BOUND.get(name)).short()
    rows = [row[: len(SAVED[name][0])] if SAVED[name] else row for row in found.rows]
    if name in FIRST:
        rows = rows[:1]
    assert rows == SAVED[name]


@pytest.mark.parametrize("query", saved(), ids=lambda query: query.name)
def test_every_parameter_is_a_variable_of_its_query(dataset: Dataset, query: SavedQuery) -> None:
    values: dict[str, Parameter] = {
        slot.name: Iri("person:xi-jinping") if slot.kind == "entity" else "2015" for slot in query.parameters
    }
    assert all(slot.says for slot in query.parameters)
    assert isinstance(select(dataset, query.sparql, values), Table)


def test_a_users_queries_stand_beside_ours_and_may_replace_them(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(
        "# Who?\n# More about it.\n# @param x entity required: one\n# @param y text: two\nASK {}", "utf-8"
    )
    (tmp_path / "meetings.rq").write_text("SELECT * {}", "utf-8")
    found = {query.name: query for query in saved_in(tmp_path / "absent", tmp_path)}
    assert set(found) == {"mine", *SAVED}
    mine = found["mine"]
    assert (mine.asks, mine.description) == ("Who?", "More about it.")
    assert mine.parameters == (Slot("x", "entity", "one", True), Slot("y", "text", "two"))
    assert (found["meetings"].asks, found["meetings"].sparql) == ("meetings", "SELECT * {}")


def test_a_users_query_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(QueryError, match=r"bad\.rq: cannot be read as a query \(is not UTF-8 text\)"):
        saved_in(tmp_path)


def test_several_values_are_bound_at_once(dataset: Dataset) -> None:
    both = (Iri("person:xi-jinping"), Iri("country:china"))
    found = select(dataset, "SELECT ?n { ?x rdfs:label ?n } ORDER BY ?n", {"x": both})
    assert found.rows == (("China",), ("Xi Jinping",))


# ------------------------------------------------------------------ limits


@pytest.mark.parametrize(
    ("sparql", "rows", "cut"),
    [
        ("SELECT ?x { VALUES ?x { 1 2 3 4 5 } }", 3, True),
        ("SELECT ?x { VALUES ?x { 1 2 3 } }", 3, False),
        ("SELECT ?x { VALUES ?x { 1 2 3 4 5 } } LIMIT 2", 2, False),
        ("SELECT ?x { VALUES ?x { 1 2 3 4 5 } } LIMIT 4", 3, True),
        ("SELECT ?x { VALUES ?x { 1 2 3 4 5 } } OFFSET 1 LIMIT 4", 3, True),
        ("SELECT ?x { VALUES ?x { 1 2 3 4 5 } } OFFSET 2 LIMIT 4", 3, False),
        ("SELECT ?x { VALUES ?x { 1 2 3 4 5 } } LIMIT 03 # LIMIT 1", 3, False),
        ("SELECT ?x { VALUES ?x { 1 2 3 4 5 } } ORDER BY ?x VALUES ?x { 1 2 3 4 5 }", 3, True),
        ("SELECT ?x { { SELECT ?x { VALUES ?x { 1 2 3 4 5 } } LIMIT 2 } } #", 2, False),
        ("PREFIX limit: <urn:limit> SELECT (?y AS ?x) { VALUES ?y { 1 2 3 4 } } HAVING (true)", 3, True),
    ],
)
def test_rows_are_limited_and_a_cut_is_told(dataset: Dataset, sparql: str, rows: int, cut: bool) -> None:
    sent = send(dataset, sparql, accept="text/csv", limits=Limits(rows=3))
    assert (sent.body.count(b"\n") - 1, sent.cut) == (rows, cut)


def test_triples_are_limited(dataset: Dataset) -> None:
    sent = send(dataset, "CONSTRUCT WHERE { ?x a ?y }", accept="application/n-triples", limits=Limits(rows=4))
    assert (sent.body.count(b"\n"), sent.cut) == (4, True)


@pytest.mark.parametrize("form", ["SELECT *", "CONSTRUCT { ?x ?y ?z }"])
def test_an_answer_that_is_too_large_is_refused(dataset: Dataset, form: str) -> None:
    with pytest.raises(QueryError, match="larger than 100 bytes; ask for less"):
        send(dataset, form + " WHERE { ?x ?y ?z }", limits=Limits(size=100))


def test_a_query_may_choose_its_graphs(dataset: Dataset) -> None:
    sequel = f"{BASE}source/sequel"
    asked = "SELECT (COUNT(*) AS ?n) { ?x wh:signed ?y }"
    counts = [
        send(dataset, asked, accept="text/csv", default_graphs=graphs).body
        for graphs in ([sequel], [], ["urn:no"])
    ]
    assert counts == [b"n\r\n1\r\n", b"n\r\n2\r\n", b"n\r\n0\r\n"]
    named_only = send(dataset, "ASK { GRAPH ?g { ?x wh:signed ?y } }", named_graphs=["urn:no"])
    assert named_only.body == b'{"head":{},"boolean":false}'
    with pytest.raises(QueryError, match="give absolute IRIs"):
        send(dataset, asked, default_graphs=["not an iri"])


def test_denial_of_what_another_claims_is_contested() -> None:
    text = "A says that China attacked Japan. B denies that China attacked Japan."
    statements = [
        Statement("c", "attacks", "j", modality, speaker=who, evidence=(said(text, text, "attacked"),))
        for who, modality in (("a", Modality.CLAIMED), ("b", Modality.DENIED))
    ]
    classes = {"a": "Person", "b": "Person", "c": "Country", "j": "Country"}
    reading = Reading(
        Source("s", text), tuple(Entity(k, c, k) for k, c in classes.items()), tuple(statements)
    )
    ids = [Identity(f"{c.lower()}/{k}", c, k, members=(("s", k),)) for k, c in classes.items()]
    made = compile_dataset([reading], ids, default_ontology())
    assert select(made, named("contested").sparql).rows == (("c", "attacks", "j", "a", "b"),)


def test_unknown_saved_query() -> None:
    with pytest.raises(QueryError, match="unknown saved query; use one of accusations"):
        named("nothing")


# ------------------------------------------------------------------ as an endpoint sends it


@pytest.mark.parametrize(
    ("sparql", "accept", "kind", "body"),
    [
        ("ASK { ?x a wh:Place }", "", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        (
            "SELECT ?n { ?x rdfs:label ?n ; a wh:Place }",
            "text/csv",
            "text/csv; charset=utf-8",
            b"n\r\nWashington\r\n",
        ),
        (
            "SELECT ?n { ?x rdfs:label ?n ; a wh:Place }",
            "*/*",
            "application/sparql-results+json",
            b'"Washington"',
        ),
        (
            "SELECT ?n { ?x rdfs:label ?n ; a wh:Place }",
            "text/html, application/sparql-results+xml;q=0.9",
            "application/sparql-results+xml",
            b"<literal>Washington</literal>",
        ),
        ("DESCRIBE place:washington", "", "text/turtle", b'rdfs:label "Washington"'),
        ("DESCRIBE place:washington", "application/n-triples", "application/n-triples", b'"Washington" .\n'),
    ],
)
def test_answer_in_the_type_that_is_wanted(
    dataset: Dataset, sparql: str, accept: str, kind: str, body: bytes
) -> None:
    found, media_type = answer(dataset, sparql, accept=accept)
    assert body in found
    assert media_type == kind


def test_answer_refuses_as_select_does(dataset: Dataset) -> None:
    with pytest.raises(QueryError, match="changes the graph"):
        answer(dataset, "DROP ALL")


# ------------------------------------------------------------------ terms that nothing knows


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("SELECT * { ?a wh:metWiht ?b }", ["unknown term wh:metWiht; did you mean wh:metWith?"]),
        ("SELECT * { ?a a wh:Persn }", ["unknown term wh:Persn; did you mean wh:Person?"]),
        ("SELECT * { ?a wh:qqqqqqqqqq ?b }", ["unknown term wh:qqqqqqqqqq"]),
        (
            "SELECT * { ?a <https://w3id.org/whereas#leeds> ?b }",
            ["unknown term wh:leeds; did you mean wh:leads?"],
        ),
        (
            "PREFIX v: <https://w3id.org/whereas#> SELECT * { ?a v:leeds ?b }",
            ["unknown term wh:leeds; did you mean wh:leads?"],
        ),
        ("SELECT * { person:nobody ?p ?o }", ["the graph has no person:nobody"]),
        ("SELECT * { ?a wh:A1 wh:A2 , wh:A3 , wh:A4 }", 3),
        ("SELECT * { person:xi-jinping wh:metWith ?b . ?s wh:evidence ?e ; wh:modality wh:Denied }", []),
        ("SELECT * { GRAPH source:visit { ?s a wh:Statement } }", []),
        ("SELECT * { ?s rdfs:label 'wh:Foo', \"wh:Foo\" } # wh:Foo", []),
        ("PREFIX wh: <https://example.org/> SELECT * { ?s wh:Foo ?o }", []),
        ("PREFIX x: <https://w3id.org/whereas#nothing> SELECT * { ?s ?p ?o }", []),
    ],
)
def test_unknown_terms_are_told(dataset: Dataset, sparql: str, told: list[str] | int) -> None:
    select(dataset, sparql)
    found = unknown_terms(dataset, sparql, default_ontology())
    assert len(found) == told if isinstance(told, int) else list(found) == told


def test_a_term_that_only_the_graph_has_is_known() -> None:
    line = f"<{BASE}person/a> <https://w3id.org/whereas#juggles> <{BASE}person/b> <{BASE}source/s> ."
    made = dataset_of(ox.parse(line, format=ox.RdfFormat.N_QUADS), default_ontology())
    assert unknown_terms(made, "SELECT * { ?a wh:juggles ?b }", default_ontology()) == ()


def test_no_saved_query_names_an_unknown_term(dataset: Dataset) -> None:
    assert [
        unknown_terms(dataset, one.sparql, default_ontology())
        for one in saved()
        if unknown_terms(dataset, one.sparql, default_ontology())
    ] == []


@given(st.text(max_size=60))
def test_any_text_can_be_looked_at(dataset: Dataset, text: str) -> None:
    assert len(unknown_terms(dataset, f"SELECT * {{ ?a wh:{text} ?b }}", default_ontology())) <= 3
    assert len(unknown_terms(dataset, text, default_ontology())) <= 3
