# ruff: noqa: E501 (requests and queries read best on one line)
"""The server, as a process of its own, asked by real clients, by many at once and by hostile ones."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from rdflib import RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from readings import COMPLEX, IDENTITIES
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper
from tampering import edits

from graph.errors import StoreError
from graph.ontology import BASE, default_ontology
from graph.query.accept import preferred
from graph.serve.pages import marked
from graph.serve.settings import Settings
from graph.store import compile_dataset, write

XI = f"{BASE}person/xi-jinping"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"
ANY = "ASK { ?x a wh:Person }"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder, with a text that holds markup, a secret next to it and a query of the user's own."""
    folder = tmp_path_factory.mktemp("served") / "out"
    folder.mkdir()
    write(compile_dataset(COMPLEX, IDENTITIES, default_ontology()), folder / "graph.trig")
    for name in ("texts", "queries"):
        (folder / name).mkdir()
    for reading in COMPLEX:
        (folder / "texts" / f"{reading.source.slug}.txt").write_bytes(reading.source.text.encode())
    (folder / "texts" / "secret.txt").symlink_to("/etc/passwd")
    (folder / "secret.txt").write_text("not for the world", "utf-8")
    (folder / "queries" / "mine.rq").write_text(
        "# Mine <b>?\nSELECT ?n { ?x a wh:Place ; rdfs:label ?n }", "utf-8"
    )
    return folder


def served(output: Path, *options: str) -> Iterator[str]:
    """The address of a server over the folder, which lives while the test does."""
    command = [sys.executable, "-m", "graph", "serve", "-g", str(output), "-p", "0", *options]
    log = output.parent / "served.log"  # an unread pipe would block the server when it is full
    with log.open("w", encoding="utf-8") as told:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=told, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+(?=/ )", line)
    if found is None:
        process.kill()
        pytest.fail(f"the server did not start: {line}{log.read_text('utf-8')}")
    yield found[0]
    process.terminate()
    process.wait(20)
    assert "Traceback" not in log.read_text("utf-8")


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[str]:
    yield from served(output, "--seconds", "2", "--rows", "50", "--workers", "3")


@pytest.fixture(scope="module")
def web(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


# ------------------------------------------------------------------ pages and data


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ['href="/ask"', "Xi Jinping"]),
        ("/ask", ["A question in English"]),
        ("/ask?q=Who+signed+the+cyber+agreement%3F", ["China, United States", "Understood as:"]),
        ("/ask?q=Why%3F", ["Could not parse", "You can ask"]),
        ("/query", ['data-name="paths"', "Mine &lt;b&gt;?"]),
        ("/sources", ["/id/source/visit", "2015-09-28", "A “visit” \\ and its sequel"]),
        (
            "/id/person/xi-jinping",
            ["<h1>Xi Jinping</h1>", "President", "<mark>visited</mark>", "/id/source/visit#at-0"],
        ),
        ("/id/person/xi-jinping.html", ["<h1>Xi Jinping</h1>"]),
        (
            "/id/country/china",
            ["says <a", "James R. Clapper", 'class="said denied"', "sws.geonames.org/1814991"],
        ),
        ("/id/source/visit", ['id="at-0"', "<mark>visited</mark>", "The Daily"]),
        ("/id/source/sequel", ["🇨🇳🇺🇸", "<mark>thanked</mark>"]),
    ],
)
def test_pages(web: httpx.Client, path: str, words: list[str]) -> None:
    response = web.get(path, headers={"accept": "text/html"})
    assert response.status_code == 200 and response.headers["content-type"] == "text/html; charset=utf-8"
    assert [word for word in words if word not in response.text] == []


def test_every_link_of_a_page_leads_somewhere(web: httpx.Client) -> None:
    seen, waiting = set[str](), ["/id/country/china", "/sources", "/ask", "/query"]
    while waiting:
        path = waiting.pop()
        if path not in seen and not path.startswith("http"):
            seen.add(path)
            response = web.get(path)
            assert response.status_code == 200, path
            if response.headers["content-type"].startswith("text/html") and path != "/":
                found = re.findall(r'(?:href|src)="([^"#]+)', response.text)
                waiting += [one.replace("&amp;", "&") for one in found]
    assert len(seen) > 40 and any(
        path.startswith("/id/evidence/") or "/id/statement/" in path for path in seen
    )


@pytest.mark.parametrize(
    ("path", "accept", "kind"),
    [
        ("/id/person/xi-jinping", "text/turtle", "text/turtle"),
        ("/id/person/xi-jinping", "application/ld+json", "application/ld+json"),
        ("/id/person/xi-jinping", "text/html;q=0.3, application/n-triples;q=0.9", "application/n-triples"),
        ("/id/person/xi-jinping", "application/rdf+xml", "application/rdf+xml"),
        ("/id/person/xi-jinping.ttl", "text/html", "text/turtle"),
        ("/id/person/xi-jinping.jsonld", "*/*", "application/ld+json"),
        ("/id/source/visit.nt", "", "application/n-triples"),
    ],
)
def test_an_iri_gives_its_triples(web: httpx.Client, path: str, accept: str, kind: str) -> None:
    response = web.get(path, headers={"accept": accept})
    assert response.status_code == 200 and response.headers["content-type"].partition(";")[0] == kind
    assert response.headers["vary"] == "Accept"
    form = {"application/ld+json": "json-ld", "application/rdf+xml": "xml", "text/turtle": "turtle"}.get(
        kind, "nt"
    )
    found = Graph().parse(data=response.text, format=form)
    me = URIRef(BASE + path.removeprefix("/id/").partition(".")[0])
    assert (me, None, None) in found and (None, None, me) in found


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/id/person/nobody", "text/html", 404),
        ("/id/person/nobody", "text/turtle", 404),
        ("/id/", "", 404),
        ("/id/source/nothing", "", 404),
        ("/id/person/xi-jinping", "image/png", 406),
        ("/id/" + "x" * 600, "", 414),
        ("/nothing", "text/html", 404),
        ("/nothing", "", 404),
        ("/sparql/", "", 404),
    ],
)
def test_what_is_not_there(web: httpx.Client, path: str, accept: str, status: int) -> None:
    response = web.get(path, headers={"accept": accept})
    assert response.status_code == status and len(response.text.splitlines()) <= 2


def test_pages_carry_a_strict_policy_and_load_nothing_from_elsewhere(web: httpx.Client) -> None:
    for path in ("/ask?q=Who+met+Xi", "/query", "/id/country/china", "/nothing", "/sparql?query=x"):
        headers = web.get(path, headers={"accept": "text/html"}).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in headers
    for path in ("/query", "/id/country/china", "/static/style.css", "/static/query.js"):
        assert not re.findall(r"(?:src|import|url\()\W*https?://", web.get(path).text)


def test_ask_gives_json(web: httpx.Client) -> None:
    found = web.get("/ask", params={"q": "Who met Xi?"}, headers={"accept": "application/json"}).json()
    assert found["short"] == "Barack Obama" and found["answers"][0]["quotes"][0]["source"] == "sequel"


def test_sentences_that_may_answer_are_shown_and_escaped(web: httpx.Client) -> None:
    shown = web.get("/ask", params={"q": "How many <b>sites</b> were named in Washington?"}).text
    assert "<b>" not in shown
    json = web.get("/ask", params={"q": "Why Washington?"}, headers={"accept": "application/json"}).json()
    assert not json["answers"]
    assert json["sentences"]
    assert (
        "Sentences that may answer, not read into the graph"
        in web.get("/ask", params={"q": "Why Washington?"}).text
    )


def test_saved_queries(web: httpx.Client) -> None:
    listed = {one["name"]: one for one in web.get("/queries").json()}
    assert listed["mine"]["asks"] == "Mine <b>?" and listed["paths"]["parameters"][0]["required"]
    mine = web.get("/queries/mine", headers={"accept": "text/csv"})
    assert mine.text == "n\r\nWashington\r\n"
    met = web.get("/queries/met-with", params={"person": "Xi"}).json()
    assert len(met["results"]["bindings"]) == 2
    assert web.get("/queries/month").status_code == 400
    assert web.get("/queries/nothing").status_code == 404
    assert web.get("/queries/met-with", params={"person": "Xi Jingping"}).text.endswith(
        "the closest match is Xi Jinping\n"
    )


def test_openapi_describes_what_there_is(web: httpx.Client) -> None:
    found = web.get("/openapi.json").json()
    assert found["openapi"].startswith("3.1") and "/queries/mine" in found["paths"]
    for path, methods in found["paths"].items():
        for method in methods:
            filled = path.replace("{path}", "person/xi-jinping")
            assert web.request(method, filled).status_code in (200, 400, 415)


# ------------------------------------------------------------------ the SPARQL 1.1 Protocol


FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
ASKED = f"query={quote(ANY)}"
SEQUEL, VISIT = (quote(f"{BASE}source/{slug}") for slug in ("sequel", "visit"))

# Named as in the protocol's own test suite (https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/).
PROTOCOL = {
    "query_get": ("GET", f"?{ASKED}", {}, b"", 200),
    "query_post_form": ("POST", "", FORM, ASKED.encode(), 200),
    "query_post_direct": ("POST", "", DIRECT, ANY.encode(), 200),
    "query_dataset_default_graph_get": ("GET", f"?{ASKED}&default-graph-uri={SEQUEL}", {}, b"", 200),
    "query_dataset_default_graph_post": ("POST", "", FORM, f"{ASKED}&default-graph-uri={VISIT}".encode(), 200),
    "query_dataset_default_graphs_get": (
        "GET", f"?{ASKED}&default-graph-uri={SEQUEL}&default-graph-uri={VISIT}", {}, b"", 200,
    ),
    "query_dataset_named_graphs_post": (
        "POST", f"?named-graph-uri={SEQUEL}&named-graph-uri={VISIT}", DIRECT, ANY.encode(), 200,
    ),
    "bad_query_method": ("PUT", f"?{ASKED}", {}, b"", 405),
    "bad_query_method_delete": ("DELETE", f"?{ASKED}", {}, b"", 405),
    "bad_multiple_queries": ("GET", f"?{ASKED}&{ASKED}", {}, b"", 400),
    "bad_multiple_queries_post": ("POST", f"?{ASKED}", DIRECT, ANY.encode(), 400),
    "bad_query_wrong_media_type": ("POST", "", {"content-type": "text/plain"}, ANY.encode(), 415),
    "bad_query_missing_form_type": ("POST", "", {}, ASKED.encode(), 415),
    "bad_query_missing_direct_type": ("POST", "", {}, ANY.encode(), 415),
    "bad_query_non_utf8": ("POST", "", {"content-type": "application/sparql-query; charset=UTF-16"}, ANY.encode("utf-16"), 415),
    "bad_query_non_utf8_body": ("POST", "", DIRECT, b"ASK { ?x ?y '\xff' }", 400),
    "bad_query_syntax": ("GET", f"?query={quote('ASK { ?x')}", {}, b"", 400),
    "no_query": ("GET", "?format=json", {}, b"", 400),
    "no_query_at_all": ("GET", "", {}, b"", 400),
    "empty_query": ("GET", "?query=", {}, b"", 400),
    "update_get": ("GET", f"?update={quote('CLEAR ALL')}", {}, b"", 403),
    "update_post_form": ("POST", "", FORM, b"update=CLEAR+ALL", 403),
    "update_post_direct": ("POST", "", {"content-type": "application/sparql-update"}, b"CLEAR ALL", 403),
    "update_as_query": ("POST", "", DIRECT, b"DROP ALL", 400),
    "update_dataset": ("POST", "?using-graph-uri=urn:x", DIRECT, ANY.encode(), 403),
    "graph_that_is_no_iri": ("GET", f"?{ASKED}&default-graph-uri=no+iri", {}, b"", 400),
}  # fmt: skip


@pytest.mark.parametrize("case", PROTOCOL)
def test_protocol(web: httpx.Client, case: str) -> None:
    method, url, headers, body, status = PROTOCOL[case]
    response = web.request(method, f"/sparql{url}", headers=headers, content=body)
    assert response.status_code == status
    if status == 200:
        assert isinstance(response.json()["boolean"], bool)
    else:
        assert len(response.text.splitlines()) == 1


def test_the_dataset_of_the_request_is_the_dataset_of_the_query(web: httpx.Client) -> None:
    asked = {"query": "SELECT (COUNT(*) AS ?n) { ?x wh:signed ?y }"}
    counts = [
        web.get("/sparql", params={**asked, **graphs}, headers={"accept": "text/csv"}).text.split()[1]
        for graphs in ({}, {"default-graph-uri": f"{BASE}source/sequel"}, {"default-graph-uri": "urn:none"})
    ]
    assert counts == ["2", "1", "0"]


SELECT, CONSTRUCT = "SELECT ?x { ?x a wh:Place }", "CONSTRUCT WHERE { ?x a wh:Place }"


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        (SELECT, "", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "application/json", "application/sparql-results+json"),
        (SELECT, "text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        (ANY, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, "", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        ("DESCRIBE place:washington", "text/turtle;q=0.9, */*;q=0.1", "text/turtle"),
    ],
)
def test_results_come_in_the_format_asked_for(web: httpx.Client, query: str, accept: str, kind: str) -> None:
    response = web.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert response.status_code == 200 and response.headers["content-type"].partition(";")[0] == kind
    assert "washington" in response.text.lower() or "true" in response.text


def test_a_browser_that_opens_the_endpoint_is_led_to_the_query_page(web: httpx.Client) -> None:
    response = web.get("/sparql", headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (response.status_code, response.headers["location"]) == (303, "/query")


def test_rows_are_cut_and_the_cut_is_told(web: httpx.Client) -> None:
    asked = {"query": "SELECT * { ?s ?p ?o }"}
    response = web.get("/sparql", params=asked, headers={"accept": "text/csv"})
    assert response.headers["x-sparql-maxrows"] == "50" and response.text.count("\n") == 51
    few = web.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 50"})
    assert "x-sparql-maxrows" not in few.headers


def test_unknown_terms_are_noted_in_a_header(web: httpx.Client) -> None:
    response = web.get("/sparql", params={"query": "SELECT * { ?s wh:metWiht ?o }"})
    assert response.status_code == 200 and response.json()["results"]["bindings"] == []
    assert response.headers["x-whereas-note"] == "unknown term wh:metWiht; did you mean wh:metWith?"
    known = web.get("/sparql", params={"query": "SELECT * { ?s wh:metWith ?o }"})
    assert "x-whereas-note" not in known.headers


@pytest.mark.parametrize(
    "term", ["caf\u00e9", "\u202eevil", "a" * 5_000, "x%0d%0aSet-Cookie:a", "\U0001d54f", "a\\-b", "\u2028"]
)
def test_a_hostile_term_breaks_no_header(web: httpx.Client, term: str) -> None:
    query = f"SELECT * {{ ?s <https://w3id.org/whereas#{term}> ?o ; wh:{term} ?p }}"
    response = web.post("/sparql", content=query, headers={"content-type": "application/sparql-query"})
    assert response.status_code in (200, 400)
    note = response.headers.get("x-whereas-note", "")
    assert note.isascii() and note.isprintable() and len(note) <= 500
    assert "set-cookie" not in response.headers


# ------------------------------------------------------------------ other people's clients


def test_sparqlwrapper(server: str) -> None:
    client = SPARQLWrapper(f"{server}/sparql")
    client.setQuery(f"SELECT ?n {{ <{XI}> rdfs:label ?n }}")
    client.setReturnFormat(JSON)
    assert client.query().convert()["results"]["bindings"][0]["n"]["value"] == "Xi Jinping"
    client.setMethod(POST)
    for form in (XML, CSV):
        client.setReturnFormat(form)
        found = client.query().convert()
        assert b"Xi Jinping" in (found if isinstance(found, bytes) else found.toxml().encode())
    client.setQuery(f"DESCRIBE <{XI}>")
    client.setReturnFormat(TURTLE)
    assert b"Xi Jinping" in client.query().convert()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_store(server: str, method: str) -> None:
    graph = Graph(SPARQLStore(f"{server}/sparql", method=method))
    assert [str(label) for label in graph.objects(URIRef(XI), RDFS.label)] == ["Xi Jinping"]
    rows = graph.query("SELECT ?x { ?x a <https://w3id.org/whereas#Place> }")
    assert [str(row[0]) for row in rows] == [f"{BASE}place/washington"]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(server: str) -> None:
    def curl(*arguments: str) -> str:
        return subprocess.run(["curl", "-sS", *arguments], capture_output=True, text=True, check=True).stdout

    rows = curl("--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv", f"{server}/sparql")
    assert rows.split() == ["x", f"{BASE}place/washington"]
    assert curl("-G", "--data-urlencode", f"query={ANY}", f"{server}/sparql") == '{"head":{},"boolean":true}'
    assert "HTTP/1.1 200" in curl("-I", f"{server}/id/person/xi-jinping")
    assert "@prefix" in curl("-H", "Accept: text/turtle", f"{server}/id/person/xi-jinping")


@pytest.mark.browser
def test_the_query_page_in_a_browser(chromium: Browser, server: str) -> None:
    page = chromium.new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{server}/query")
    page.click('button[data-name="met-with"]')
    page.fill("#slots input", "Xi")
    page.click("button[type=submit]")
    page.wait_for_selector("#answer table")
    assert page.locator("#answer tbody tr").count() == 2
    page.fill("#sparql", "SELECT ?x ('<img src=x onerror=alert(1)>' AS ?y) { ?x a wh:Place }")
    page.press("#sparql", "Control+Enter")
    page.wait_for_selector('#answer a[href="/id/place/washington"]')
    assert page.locator("#answer img").count() == 0 and "<img" in page.inner_text("#answer")
    assert problems == []
    page.fill("#sparql", "SELECT nonsense")
    page.click("button[type=submit]")
    page.wait_for_selector("#answer .error")
    page.close()


# ------------------------------------------------------------------ many at once, and slow ones


def test_a_hundred_at_once(server: str) -> None:
    paths = [
        "/id/person/xi-jinping",
        f"/sparql?query={quote(SELECT)}",
        "/ask?q=Who+met+Xi%3F",
        "/id/country/china.ttl",
    ]

    async def all_at_once() -> list[int]:
        limits = httpx.Limits(max_connections=100)
        async with httpx.AsyncClient(base_url=server, timeout=120, limits=limits) as client:
            found = await asyncio.gather(*(client.get(paths[n % len(paths)]) for n in range(100)))
        return [response.status_code for response in found]

    assert asyncio.run(all_at_once()) == [200] * 100


def test_a_slow_query_is_stopped_and_others_are_answered_meanwhile(server: str) -> None:
    stopped: list[httpx.Response] = []

    def ask() -> None:
        stopped.append(httpx.post(f"{server}/sparql", data={"query": SLOW}, timeout=60))

    slow = [threading.Thread(target=ask) for _ in range(2)]  # of three workers
    for thread in slow:
        thread.start()
    answered = [
        httpx.get(f"{server}/sparql", params={"query": SELECT}, timeout=60).status_code,
        httpx.get(f"{server}/id/person/xi-jinping", timeout=60).status_code,
        httpx.get(f"{server}/ask", params={"q": "Who met Xi?"}, timeout=60).status_code,
    ]
    still_running = any(thread.is_alive() for thread in slow)
    for thread in slow:
        thread.join()
    assert answered == [200] * 3 and still_running
    assert [(r.status_code, r.text) for r in stopped] == [
        (503, "the query was stopped after 2 seconds; ask for less, or use a LIMIT\n")
    ] * 2


def test_pages_are_served_while_every_query_worker_is_busy(server: str) -> None:
    slow = [threading.Thread(target=httpx.post, args=(f"{server}/sparql",), kwargs={"data": {"query": SLOW}, "timeout": 60}) for _ in range(6)]  # fmt: skip
    for thread in slow:
        thread.start()
    assert httpx.get(f"{server}/id/person/xi-jinping", timeout=60).status_code == 200
    assert any(thread.is_alive() for thread in slow)
    for thread in slow:
        thread.join()
    assert httpx.get(f"{server}/sparql", params={"query": ANY}, timeout=60).json()["boolean"] is True


# ------------------------------------------------------------------ hostile requests

NESTED = 30_000
HOSTILE_QUERIES = {
    "parentheses": "ASK { FILTER(" + "(" * NESTED + "1" + ")" * NESTED + ") }",
    "groups": "ASK " + "{" * NESTED + "}" * NESTED,
    "nots": "ASK { FILTER(" + "!" * NESTED + "true) }",
    "path": "ASK { ?x " + "(" * NESTED + "a" + ")*" * NESTED + " ?y }",
    "subqueries": "SELECT * { { SELECT * { " * 3_000 + "} } " * 3_000 + "}",
    "unclosed": "SELECT * { ?x ?y '''" + "a" * 90_000,
    "huge": "SELECT * { ?x ?y '" + "a" * 200_000 + "' }",
    "memory": "SELECT (GROUP_CONCAT(?big; separator=?big) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND (CONCAT(STR(?a), STR(?d), STR(?g)) AS ?big) }",
    "distinct": "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?a ?i",
    "closure": "SELECT * { ?x (!wh:a)*/(!wh:b)*/(!wh:c)*/(!wh:d)* ?y }",
    "regex": "ASK { ?x rdfs:label ?y FILTER REGEX(CONCAT('" + "a" * 5_000 + "', ?y), '^(a+)+$') }",
    "replace": "SELECT (STRLEN(?z) AS ?n) { BIND (REPLACE(REPLACE(REPLACE(REPLACE('aaaaaaaaaa', 'a', 'aaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa') AS ?z) }",
    "service": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }",
    "service silent": "SELECT * { SERVICE SILENT <http://169.254.169.254/> { ?x ?y ?z } }",
    "load": "LOAD <file:///etc/passwd>",
    "insert": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "two": "ASK {} ; CLEAR ALL",
    "zero": "ASK { ?x ?y '\x00' }",
    "surrogates": "ASK { ?x ?y '\\uD800' }",
    "bidi": "ASK { ?x ?y '\u202e\u2066' }",
}


@pytest.mark.parametrize("case", HOSTILE_QUERIES)
def test_hostile_query(web: httpx.Client, case: str) -> None:
    response = web.post("/sparql", data={"query": HOSTILE_QUERIES[case]})
    assert response.status_code in (200, 400, 413, 503), response.text
    assert "root:" not in response.text
    if response.status_code != 200:
        assert len(response.text.splitlines()) == 1 and len(response.text) < 500
    assert web.get("/sparql", params={"query": ANY}).json()["boolean"] is True
    assert web.get("/sparql", params={"query": "ASK { <urn:a> ?p ?o }"}).json()["boolean"] is False


@pytest.mark.parametrize("text", ["FROM <file:///etc/passwd>", "FROM NAMED <file:///etc/passwd>"])
def test_no_file_is_read_for_a_query(web: httpx.Client, text: str) -> None:
    response = web.get("/sparql", params={"query": f"SELECT * {text} {{ ?x ?y ?z }}"})
    assert response.json()["results"]["bindings"] == []


def raw(server: str, request: bytes) -> bytes:
    """What the server sends for bytes that no client would send."""
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
        with contextlib.suppress(OSError):  # it may hang up before all is sent
            connection.sendall(request)
        found = b""
        with contextlib.suppress(OSError):
            while chunk := connection.recv(65536):
                found += chunk
                connection.settimeout(2)
    return found


PATHS = [
    "/id/source/../../secret", "/id/source/..%2f..%2fsecret", "/id/source/%2e%2e/%2e%2e/secret.txt",
    "/id/source/secret", "/texts/secret.txt", "/static/../settings.py", "/static/..%2fsettings.py", "/static/",
    "/id/source/visit%00", "/id/%00", "/id/source/visit%0a", "/id/%ff%fe", "//evil.example/", "/id//etc/passwd",
    "/id/source/....//....//etc/passwd", "/queries/..%2f..%2fsecret", "/queries/mine.rq", "/secret.txt", "/graph.trig",
    "/id/person/%3Cscript%3Ealert(1)%3C/script%3E", "/id/person/x%22%20onload=alert(1)", "/id/%7D%20SERVICE",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_path_tricks(server: str, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    found = raw(server, request.encode())
    assert re.match(rb"HTTP/1\.1 4\d\d ", found)
    assert b"root:" not in found and b"not for the world" not in found and b"<script>alert" not in found


HEADERS = {
    "no host": b"GET / HTTP/1.0\r\n\r\n",
    "foreign host": b"GET /id/person/xi-jinping HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "foreign host with port": b"GET / HTTP/1.1\r\nHost: evil.example:8000\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    "host that begins well": b"GET / HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n",
    "huge header": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "line feeds": b"GET / HTTP/1.1\r\nHost: localhost\r\n X: folded\r\n\r\n",
    "lying length": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 999999999999\r\n\r\nASK {}",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}",
    "smuggled": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"0\r\n\r\nGET /id/person/xi-jinping HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "negative length": b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
}


@pytest.mark.parametrize("case", HEADERS)
def test_header_tricks(server: str, case: str) -> None:
    found = raw(server, HEADERS[case])
    assert found == b"" or re.match(rb"HTTP/1\.1 4\d\d ", found)
    assert b"Xi Jinping" not in found
    assert httpx.get(f"{server}/sparql", params={"query": ANY}, timeout=60).status_code == 200


REQUESTS = [
    b"GET /id/person/xi-jinping?page=1 HTTP/1.1\r\nHost: localhost\r\nAccept: text/turtle;q=0.5, text/html\r\n\r\n",
    b"GET /ask?q=Who%20met%20Xi%3F HTTP/1.1\r\nHost: localhost\r\nOrigin: https://example.org\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 19\r\n\r\nASK { ?x ?y ?z }   ",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 29\r\n\r\nquery=ASK%20%7B%3Fx%20a%20%7D",
]


@settings(max_examples=int(os.environ.get("HOSTILE", "60")))
@given(request=st.sampled_from(REQUESTS), edit=edits())
def test_a_tampered_request_is_answered_or_refused(
    server: str, request: bytes, edit: Callable[[bytes], bytes]
) -> None:
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        found = b""
        with contextlib.suppress(ConnectionError):  # it may hang up before all is sent
            connection.sendall(edit(request))
            connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            while chunk := connection.recv(65536):
                found += chunk
    assert found == b"" or re.match(rb"HTTP/1\.1 [2345]\d\d ", found)
    assert not re.match(rb"HTTP/1\.1 500 ", found)
    assert b"Traceback" not in found and b"root:x:" not in found


def test_accept_tricks(web: httpx.Client) -> None:
    for accept in (
        "*" * 5_000,
        "text/turtle;q=9e999",
        "text/csv;q=nan",
        ",,;;==",
        "a/b;q=-1",
        "text/html;q=0",
    ):
        assert web.get("/id/person/xi-jinping", headers={"accept": accept}).status_code in (200, 406)
        assert web.get("/sparql", params={"query": SELECT}, headers={"accept": accept}).status_code == 200


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_answered_or_refused_as_question_path_and_query(web: httpx.Client, text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    for response in (
        web.get("/ask", params={"q": text}),
        web.get("/sparql", params={"query": text}),
        web.get(f"/id/{quote(text, safe='')}"),
        web.get("/queries/met-with", params={"person": text}),
        web.get("/id/person/xi-jinping", params={"page": text}),
    ):
        assert response.status_code in (200, 400, 404, 414), response.text


def test_hostile_names_in_the_graph_are_text_on_every_page(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\"'&"
    lines = [
        f'person:x a wh:Person ; rdfs:label {json.dumps(evil)} ; wh:mentionCount 1 ; owl:sameAs <javascript:alert(1)> .',
        f'source:s a wh:Source ; dcterms:title {json.dumps(evil)} ; dcterms:source {json.dumps(evil)} .',
        "statement:1 a wh:Statement ; rdf:subject person:x ; rdf:predicate wh:metWith ; rdf:object person:x ;",
        f"  wh:modality wh:Asserted ; rdfs:label {json.dumps(evil)} ; wh:when {json.dumps(evil)} ; wh:evidence evidence:1 .",
        "evidence:1 a wh:Evidence ; nif:referenceContext source:s ; nif:beginIndex 0 ; nif:endIndex 5 ;",
        f"  nif:anchorOf {json.dumps(evil)} ; wh:phrase 'x' ; wh:phraseBegin 0 ; wh:phraseEnd 99 ; wh:confidence 0.5 .",
    ]  # fmt: skip
    from graph.ontology import NAMESPACES

    known = {
        **NAMESPACES,
        **{name: f"{BASE}{name}/" for name in ("person", "source", "statement", "evidence")},
    }
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in known.items())
    (tmp_path / "graph.trig").write_text(prefixes + "\n".join(lines), "utf-8")
    for server in served(tmp_path):
        for path in (
            "/id/person/x",
            "/id/source/s",
            "/id/statement/1",
            "/id/evidence/1",
            "/sources",
            "/ask?q=Who+met+x",
            "/",
        ):
            text = httpx.get(server + path, headers={"accept": "text/html"}, timeout=120).text
            assert "<script>alert" not in text and 'href="javascript:' not in text
        assert "&lt;script&gt;" in httpx.get(f"{server}/id/person/x", headers={"accept": "text/html"}).text


# ------------------------------------------------------------------ settings


def test_cors_is_off_unless_asked_for(web: httpx.Client, output: Path) -> None:
    origin = {"origin": "https://example.org"}
    assert (
        "access-control-allow-origin" not in web.get("/sparql", params={"query": ANY}, headers=origin).headers
    )
    for server in served(output, "--cors", "https://example.org"):
        asked = {"query": ANY}
        allowed = httpx.get(f"{server}/sparql", params=asked, headers=origin)
        assert allowed.headers["access-control-allow-origin"] == "https://example.org"
        other = httpx.get(f"{server}/sparql", params=asked, headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers


def test_it_listens_to_this_machine_alone_unless_told_otherwise() -> None:
    assert Settings().host == "127.0.0.1" and "localhost" in Settings().answered_hosts
    assert Settings(host="0.0.0.0").answered_hosts == ()
    assert Settings(host="0.0.0.0", hosts=("example.org",)).answered_hosts == ("example.org",)


def test_a_port_that_is_taken_is_told_in_one_line(server: str, output: Path) -> None:
    port = str(urlsplit(server).port)
    command = [sys.executable, "-m", "graph", "serve", "-g", str(output), "-p", port]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert found.returncode == 2
    assert re.fullmatch(rf"whereas: 127\.0\.0\.1:{port}: cannot listen \(.*\); choose .*\n", found.stderr)


def test_a_missing_extra_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import graph.serve

    for name in [name for name in sys.modules if name.startswith(("starlette", "graph.serve.server"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette.applications", None)
    monkeypatch.delattr(graph.serve, "server", raising=False)
    with pytest.raises(StoreError, match=r"pip install 'whereas\[serve\]'"):
        graph.serve.application("nowhere")


def test_a_graph_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graph", "serve", "-g", str(tmp_path / "nothing")]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert found.returncode == 2 and "build the graph first" in found.stderr and found.stderr.count("\n") == 1


# ------------------------------------------------------------------ small parts


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("", "a/x"),
        ("*/*", "a/x"),
        ("b/*", "b/y"),
        ("b/y, a/x", "a/x"),
        ("a/x;q=0.2, b/y;q=0.3", "b/y"),
        ("a/x;q=0, */*", "b/y"),
        ("B/Y", "b/y"),
        ("c/z", None),
        ("a/x;q=oops", None),
        (",", None),
    ],
)
def test_accept(header: str, found: str | None) -> None:
    assert preferred(header, ("a/x", "b/y")) == found


SPANS = st.tuples(st.integers(-2, 14), st.integers(-2, 14))


@given(st.text("ab<&\n🇨", max_size=12), st.lists(st.tuples(SPANS, SPANS), max_size=5))
def test_marks_keep_every_character(text: str, places: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    rows = [{"begin": s[0], "end": s[1], "phraseBegin": p[0], "phraseEnd": p[1]} for s, p in places]
    html = marked(text, rows)
    plain = re.sub(r"<[^>]*>", "", html).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert plain == text
    ids = re.findall(r'id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
