"""A graph in SPARQL servers of different make, asked as the one in memory is; and servers that misbehave."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from rdflib import Dataset
from readings import COMPLEX, IDENTITIES, SEQUEL, VISIT
from test_cli import whereas
from test_diff import compiled

from graph import KnowledgeGraph, QueryError, StoreError
from graph.network import network
from graph.ontology import BASE, default_ontology
from graph.query import Iri, select
from graph.store import compile_dataset, write
from graph.store import fill as filling
from graph.store.fill import fill
from graph.store.http import PASSWORD, TOKEN, USER, Server
from graph.store.remote import connect, manifest_of, open_remote

ONTOLOGY = default_ontology()
VIRTUOSO = """\
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 2000
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(autouse=True)
def _no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (USER, PASSWORD, TOKEN):
        monkeypatch.delenv(name, raising=False)


def started(command: list[str], folder: Path, endpoint: str) -> subprocess.Popen[bytes]:
    """The server, once it answers."""
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(240):
        try:
            connect(Server(endpoint, sleep=lambda _: None))
            return running
        except StoreError:
            assert running.poll() is None, f"{command[0]} has stopped"
            time.sleep(0.25)
    running.kill()
    raise AssertionError(f"{command[0]} does not answer")


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("no oxigraph server: pip install oxigraph")
    folder, port = tmp_path_factory.mktemp("oxigraph"), free_port()
    url = f"http://127.0.0.1:{port}"
    running = started([program, "serve", "-l", "data", "-b", f"127.0.0.1:{port}"], folder, url)
    yield url
    running.terminate()
    running.wait()


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if shutil.which("virtuoso-t") is None:
        pytest.skip("no Virtuoso: apt-get install --no-install-recommends virtuoso-opensource-7-bin")
    folder, sql, port = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "v.ini").write_text(VIRTUOSO.format(sql=sql, http=port), encoding="utf-8")
    url = f"http://127.0.0.1:{port}/sparql"
    running = started(["virtuoso-t", "+wait", "+foreground", "+configfile", "v.ini"], folder, url)
    yield url
    running.kill()  # it takes long to leave, and what it holds is thrown away
    running.wait()


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    url: str = request.getfixturevalue(request.param)
    if request.param == "virtuoso":
        monkeypatch.setenv(USER, "dba")
        monkeypatch.setenv(PASSWORD, "dba")
    return url


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return compile_dataset(COMPLEX, IDENTITIES, ONTOLOGY)


# ------------------------------------------------------------------ real servers

QUERIES = {
    "a count of triples that several sources say": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "two hops": "SELECT ?a ?b ?c { ?a wh:signed ?b . ?c wh:signed ?b }",
    "who says so": "SELECT ?by ?s { ?s wh:modality wh:Claimed ; prov:wasAttributedTo ?by }",
    "the sources by name": "SELECT DISTINCT ?g { GRAPH ?g { ?s a wh:Statement } }",
    "merge and source": "SELECT ?s ?g { ?s a wh:Statement . GRAPH ?g { ?s wh:evidence ?e } }",
    "one source as a word": "SELECT ?s { GRAPH source:sequel { ?s a wh:Statement } }",
    "dates of each precision": "SELECT ?s ?w { ?s wh:when|wh:since|wh:until ?w }",
    "numbers": "SELECT ?e ?c ?b { ?e wh:confidence ?c ; nif:beginIndex ?b }",
    "text": "SELECT ?t { ?e nif:anchorOf ?t }",
    "ask yes": "ASK { country:china wh:signed ?what }",
    "ask no": "ASK { country:china wh:attacks ?what }",
    "construct": "CONSTRUCT { ?s wh:visited ?o } { ?s wh:visited ?o }",
    "a word in a string and a comment": 'SELECT ?s { ?s rdfs:label "GRAPH FROM" } # FROM GRAPH',
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_server_answers_as_the_graph_in_memory_does(server: str, dataset: Dataset, query: str) -> None:
    fill(dataset, server)
    found, wanted = select(open_remote(server, ONTOLOGY), query), select(dataset, query)
    assert found.columns == wanted.columns
    assert sorted(map(repr, found.rows)) == sorted(map(repr, wanted.rows))


def test_parameters_and_words_reach_the_server(server: str, dataset: Dataset) -> None:
    fill(dataset, server)
    remote = KnowledgeGraph.remote(server)
    found = remote.query(
        "SELECT ?who { ?who wh:signed ?what } ORDER BY ?who", what=Iri("agreement:cyber-agreement")
    )
    assert list(found["who"]) == ["country:china", "country:united-states"]
    assert "Barack Obama met with Xi Jinping" in map(str, remote.entity("Xi").statements)


def test_the_network_of_a_server_is_that_of_the_graph(server: str, dataset: Dataset) -> None:
    fill(dataset, server)
    found, wanted = network(open_remote(server, ONTOLOGY), ONTOLOGY), network(dataset, ONTOLOGY)
    assert list(found.nodes(data=True)) == list(wanted.nodes(data=True))
    assert list(found.edges(keys=True, data=True)) == list(wanted.edges(keys=True, data=True))
    assert found.graph == wanted.graph


def test_only_what_has_changed_is_sent_and_what_is_gone_is_dropped(server: str, dataset: Dataset) -> None:
    whole = KnowledgeGraph(dataset)
    whole.fill(server)
    again = whole.fill(server)
    assert (again.graphs, again.sent, again.dropped) == (4, 0, 0)
    less = compiled([SEQUEL]).fill(server)
    assert (less.graphs, less.sent, less.dropped) == (3, 1, 1)
    remote = KnowledgeGraph.remote(server)
    assert list(remote.query("SELECT DISTINCT ?g { GRAPH ?g { ?s a wh:Source } }")["g"]) == ["source:sequel"]
    assert whole.fill(server).sent == 2
    manifest = manifest_of(Server(server), connect(Server(server)), BASE)
    assert manifest.members == manifest.hashes.keys() and len(manifest.members) == 5


def test_a_graph_larger_than_a_request(
    server: str, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(compiled([VISIT]).dataset, server)
    monkeypatch.setattr(filling, "CHUNK", 7)
    done = fill(dataset, server)
    found = KnowledgeGraph.remote(server).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert found["n"][0] == done.triples == len(set(dataset.triples((None, None, None))))


def test_a_graph_of_many_articles(server: str, dataset: Dataset) -> None:
    copies = [replace(SEQUEL, source=replace(SEQUEL.source, slug=f"sequel-{n}")) for n in range(150)]
    found = [one for one in IDENTITIES if any(slug == "sequel" for slug, _ in one.members)]
    identities = [
        replace(
            one,
            members=tuple((c.source.slug, key) for c in copies for s, key in one.members if s == "sequel"),
        )
        for one in found
    ]
    many = compile_dataset(copies, identities, ONTOLOGY)
    fill(many, server)
    query = "SELECT ?g (COUNT(?s) AS ?n) { GRAPH ?g { ?s a wh:Statement } } GROUP BY ?g ORDER BY ?g"
    assert select(open_remote(server, ONTOLOGY), query).rows == select(many, query).rows
    fill(dataset, server)


def test_a_filling_cut_off_leaves_the_last_graph_and_the_next_one_mends_it(
    server: str, dataset: Dataset
) -> None:
    fill(compiled([SEQUEL]).dataset, server)
    before = KnowledgeGraph.remote(server).query("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o")

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(dataset, server, on_progress=stop)
    assert KnowledgeGraph.remote(server).query("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o").equals(before)
    fill(dataset, server)
    assert len(KnowledgeGraph.remote(server).query("SELECT ?s { ?s a wh:Source }")) == 2


def test_another_graph_on_the_server_is_left_alone(oxigraph: str, dataset: Dataset) -> None:
    server = Server(oxigraph)
    other = b"INSERT DATA { <http://a> <http://b> 1 . GRAPH <http://g> { <http://a> <http://b> 2 } }"
    headers = {"Content-Type": "application/sparql-update"}
    assert server.request("POST", f"{oxigraph}/update", data=other, headers=headers).ok
    fill(dataset, oxigraph)
    fill(compiled([VISIT]).dataset, oxigraph)
    found = server.request("GET", f"{oxigraph}/store", headers={"Accept": "application/n-quads"}).text
    assert '<http://a> <http://b> "1"' in found and "<http://g>" in found
    assert not KnowledgeGraph.remote(oxigraph).query("ASK { <http://a> ?p ?o }")["answer"][0]


@pytest.mark.parametrize("query", ["SELECT ?x", "SELECT nonsense", "INSERT DATA { <a:b> <a:b> 1 }"])
def test_what_is_no_query_is_refused(server: str, dataset: Dataset, query: str) -> None:
    fill(dataset, server)
    with pytest.raises(QueryError) as error:
        KnowledgeGraph.remote(server).query(query)
    assert "\n" not in str(error.value)


def test_an_answer_that_a_server_cuts_is_no_answer(virtuoso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, "dba")
    monkeypatch.setenv(PASSWORD, "dba")
    fill(compile_dataset(COMPLEX, IDENTITIES, ONTOLOGY), virtuoso)
    with pytest.raises(QueryError, match="truncates answers after 2000 rows; use LIMIT"):
        KnowledgeGraph.remote(virtuoso).query("SELECT * { ?a ?b ?c . ?d ?e ?f }")


def test_writing_without_credentials_is_refused(virtuoso: str, dataset: Dataset) -> None:
    with pytest.raises(StoreError, match=f"refuses writing without credentials; set {USER} and {PASSWORD}"):
        fill(compiled([VISIT]).dataset, virtuoso)


def test_the_commands(server: str, dataset: Dataset, tmp_path: Path, articles: Path) -> None:
    found = whereas("build", articles, "-o", tmp_path / "output", "--store", server)
    assert (found.exit_code, found.stderr) == (0, "")
    assert re.search(rf"^{re.escape(server)}: [\d,]+ triples; ", found.stdout.splitlines()[-1])
    query = "SELECT ?a ?b { ?a wh:metWith ?b } ORDER BY ?a ?b"
    local = whereas("query", query, "-g", tmp_path / "output", "--format", "csv").stdout
    assert whereas("query", query, "--store", server, "--format", "csv").stdout == local
    shown = whereas("show", "Barack Obama", "--store", server)
    assert shown.stdout == whereas("show", "Barack Obama", "-g", tmp_path / "output").stdout
    asked = whereas("ask", "Who met Xi Jinping?", "--store", server)
    assert asked.stdout == whereas("ask", "Who met Xi Jinping?", "-g", tmp_path / "output").stdout


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles, read without a model."""
    from test_pipeline import FakeReader

    import graph.pipeline
    from graph.pipeline import run

    monkeypatch.setattr(
        graph.pipeline, "run", lambda *given, **more: run(*given, **more, reader=FakeReader())
    )
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("Xi Jinping met Barack Obama in a house by the sea.", encoding="utf-8")
    (folder / "two.txt").write_text("Barack Obama spoke with Loretta Lynch about it.", encoding="utf-8")
    return folder


# ------------------------------------------------------------------ servers that misbehave

Reply = tuple[int, dict[str, str], bytes]
ROWS = {"Content-Type": "application/sparql-results+json"}
YES: Reply = (200, ROWS, b'{"head":{},"boolean":true}')


@dataclass
class Fake:
    """A server with prepared answers that records its requests."""

    url: str = ""
    reply: Callable[[str, str, bytes, dict[str, str]], Reply] = lambda *_: YES
    requests: list[tuple[str, str, bytes, dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    found = Fake()
    monkeypatch.setattr("graph.store.http.PAUSES", (0.0, 0.0, 0.0))

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            found.requests.append((self.command, self.path, body, dict(self.headers)))
            status, headers, content = found.reply(self.command, self.path, body, dict(self.headers))
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any

        def log_message(self, *_: object) -> None:
            return

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{running.server_port}"
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield found
    running.shutdown()
    running.server_close()


BAD: dict[str, tuple[Reply, str]] = {
    "a web page": (
        (200, {"Content-Type": "text/html"}, b"<h1>Hello</h1>"),
        "not a SPARQL result (text/html: <h1>",
    ),
    "nothing": ((200, ROWS, b""), "not a SPARQL result"),
    "half an answer": (
        (200, ROWS, b'{"head":{"vars":["m"]},"results":{"bindings":[{"m"'),
        "not a SPARQL result",
    ),
    "JSON of another kind": ((200, ROWS, b'{"hello": "world"}'), "not a SPARQL result"),
    "a list": ((200, ROWS, b"[1, 2]"), "not a SPARQL result"),
    "bytes": ((200, ROWS, bytes(range(256))), "not a SPARQL result"),
    "not found": ((404, {}, b"no such page"), "failed (404 Not Found: no such page)"),
    "an error": (
        (500, {}, b"java.lang.Error\n at line 1"),
        "failed (500 Internal Server Error: java.lang.Error at",
    ),
    "a closed door": ((401, {"WWW-Authenticate": "Basic"}, b""), "refuses a query without credentials"),
    "another address": ((301, {"Location": "http://elsewhere/"}, b""), "has moved to http://elsewhere/"),
    "too busy": ((503, {}, b""), "is busy (503 Service Unavailable)"),
    "no graph": ((200, ROWS, b'{"head":{"vars":["m"]},"results":{"bindings":[]}}'), ""),
}


@pytest.mark.parametrize(("reply", "told"), BAD.values(), ids=BAD)
def test_a_server_that_answers_garbage_is_one_line(fake: Fake, reply: Reply, told: str) -> None:
    fake.reply = lambda *_: reply
    found = whereas("query", "ASK {}", "--store", fake.url)
    assert (found.exit_code, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1 and "Traceback" not in found.stderr
    assert found.stderr.startswith(f"whereas: {fake.url}") and told in found.stderr


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("localhost:7878", "not the URL of a store"),
        ("ftp://localhost", "not the URL of a store"),
        ("http://", "not the URL of a store"),
        ("http://me:secret@localhost:7878", f"set {USER} and {PASSWORD} instead"),
    ],
)
def test_a_bad_address_is_one_line_without_its_password(url: str, told: str) -> None:
    found = whereas("query", "ASK {}", "--store", url)
    assert found.exit_code == 2 and len(found.stderr.splitlines()) == 1
    assert told in found.stderr and "secret" not in found.stderr


def test_a_server_that_is_away_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.store.http.PAUSES", (0.0,))
    found = whereas("query", "ASK {}", "--store", f"http://127.0.0.1:{free_port()}")
    assert found.exit_code == 2 and len(found.stderr.splitlines()) == 1
    assert "cannot be reached; check that the store is running" in found.stderr


def test_what_fails_for_the_moment_is_tried_again(fake: Fake) -> None:
    answers = [(503, {}, b""), (429, {}, b""), YES]
    fake.reply = lambda *_: answers.pop(0)
    assert connect(Server(fake.url)) == fake.url
    assert len(fake.requests) == 3


def test_a_server_that_takes_everything_and_keeps_nothing(fake: Fake, dataset: Dataset) -> None:
    def reply(method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        query = parse_qs(body.decode("utf-8")).get("query", [""])[0]
        if "COUNT" in query:
            zero = {"n": {"type": "literal", "value": "0"}}
            return 200, ROWS, json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [zero]}}).encode()
        if query.startswith("SELECT"):
            return 200, ROWS, b'{"head":{"vars":["s","p","o"]},"results":{"bindings":[]}}'
        return YES

    fake.reply = reply
    with pytest.raises(StoreError, match=r"has 0 of [\d,]+ triples sent"):
        fill(dataset, fake.url)


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({USER: "ann", PASSWORD: "pass"}, "Basic YW5uOnBhc3M="),
        ({TOKEN: "abc"}, "Bearer abc"),
    ],
)
def test_credentials_come_from_the_environment(fake: Fake, environment: dict[str, str], wanted: str) -> None:
    def reply(method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        return YES if headers.get("Authorization") == wanted else (401, {"WWW-Authenticate": "Basic"}, b"")

    fake.reply = reply
    assert connect(Server(fake.url, environment)) == fake.url
    with pytest.raises(
        StoreError, match=r"refuses a query with(?: the user and password given|out credentials)"
    ):
        connect(Server(fake.url, {USER: "ann", PASSWORD: "wrong"}))


def test_nothing_is_sent_elsewhere(fake: Fake) -> None:
    fake.reply = lambda *_: (307, {"Location": "http://127.0.0.1:9/"}, b"")
    with pytest.raises(StoreError, match="has moved to"):
        connect(Server(fake.url, {TOKEN: "abc"}))


def test_a_server_with_updates_alone_is_filled_by_them(fake: Fake, oxigraph: str, dataset: Dataset) -> None:
    """As QLever: one address for queries and updates, and no Graph Store Protocol."""
    behind = Server(oxigraph)

    def reply(method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        if method != "POST" or path != "/":
            return 404, {}, b""
        kind = "update" if "update" in headers["Content-Type"] else "query"
        kept = {name: headers[name] for name in ("Content-Type", "Accept")}
        found = behind.request("POST", f"{oxigraph}/{kind}", data=body, headers=kept)
        return found.status_code, {"Content-Type": found.headers.get("Content-Type", "")}, found.content

    fake.reply = reply
    fill(compiled([VISIT]).dataset, fake.url)
    fill(dataset, fake.url)
    assert {method for method, *_ in fake.requests} == {"POST"}
    assert len(KnowledgeGraph.remote(fake.url).query("SELECT ?s { ?s a wh:Source }")) == 2


def test_credentials_are_never_written(tmp_path: Path, dataset: Dataset, oxigraph: str) -> None:
    environment = {**os.environ, USER: "ann", PASSWORD: "a-secret-word"}
    write(dataset, tmp_path / "graph.trig")
    program = (
        "import sys; from graph import KnowledgeGraph as K; print(K.open(sys.argv[1]).fill(sys.argv[2]));"
        "print(repr(vars(K.remote(sys.argv[2]).dataset.store)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), oxigraph],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    assert "Filled(" in done.stdout and "a-secret-word" not in done.stdout + done.stderr
