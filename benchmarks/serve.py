# ruff: noqa: E501 (lines of figures and of RDF)
"""Requests a second and 95th percentiles of `whereas serve`, optionally compared with rdflib-endpoint.

    python benchmarks/serve.py --graph output                         the demo
    python benchmarks/serve.py --triples 5000000                      a made graph of that size, on disk
    python benchmarks/serve.py --graph output --rdflib PYTHON         with rdflib's own store, by a Python that
                                                                      has rdflib-endpoint installed

Times are what one client with several connections sees, on the machine that serves as well.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

BASE = "https://w3id.org/whereas/id/"
WH, RDF = "https://w3id.org/whereas#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TWO_HOPS = (
    "SELECT ?y ?z WHERE {{ ?s <{rdf}subject> <{x}> ; <{rdf}object> ?y . "
    "?t <{rdf}subject> ?y ; <{rdf}object> ?z }} LIMIT 100"
)
SPACES = {f"{BASE}{kind}/": kind for kind in ("person", "source", "statement", "evidence", "graph")} | {
    WH: "wh",
    RDF: "rdf",
    NIF: "nif",
    LABEL.removesuffix("label"): "rdfs",
    "http://www.w3.org/2001/XMLSchema#": "xsd",
}
SHORT = re.compile(f"<({'|'.join(map(re.escape, SPACES))})(\\w+)>")
PER_STATEMENT = 17
ENDPOINT = """
import sys, uvicorn
from rdflib import Graph
from rdflib_endpoint import SparqlEndpoint
graph = Graph().parse(sys.argv[1])
print("ready", flush=True)
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
"""


def made(triples: int) -> Iterator[str]:
    """N-Quads of a made graph of about so many triples: few entities with many statements, many with few."""
    chance, statements = random.Random(7), triples // PER_STATEMENT
    people = max(10, statements // 5)
    iri, kind = f"<{BASE}%s>", f"<{RDF}type>"
    for n in range(people):
        me, graph = iri % f"person/p{n}", iri % "graph/entities"
        yield f"{me} {kind} <{WH}Person> {graph} .\n"
        yield f'{me} <{LABEL}> "Person {n}" {graph} .\n'
        yield f'{me} <{WH}mentionCount> "{people - n}"^^<http://www.w3.org/2001/XMLSchema#integer> {graph} .\n'
    for n in range(statements):
        one, other = (int(people * chance.random() ** 3) for _ in range(2))
        source = iri % f"source/s{n // 25}"
        if n % 25 == 0:
            yield f"{source} {kind} <{WH}Source> {source} .\n"
        yield from _statement(n, iri % f"person/p{one}", iri % f"person/p{other}", source, (one, other))


def _statement(n: int, one: str, other: str, source: str, numbers: tuple[int, int]) -> Iterator[str]:
    me, evidence, kind = f"<{BASE}statement/{n:012x}>", f"<{BASE}evidence/{n:012x}>", f"<{RDF}type>"
    sentence = f"Person {numbers[0]} met Person {numbers[1]} on day {n}."
    begin = n % 25 * 60
    yield f"{one} <{WH}metWith> {other} {source} .\n"
    for name, value in (
        (kind, f"<{WH}Statement>"),
        (f"<{RDF}subject>", one),
        (f"<{RDF}predicate>", f"<{WH}metWith>"),
        (f"<{RDF}object>", other),
        (f"<{WH}modality>", f"<{WH}Asserted>"),
        (f"<{WH}evidence>", evidence),
    ):
        yield f"{me} {name} {value} {source} .\n"
    numbers_of = {
        "nif:beginIndex": begin,
        "nif:endIndex": begin + len(sentence),
        "wh:phraseBegin": begin + 9,
        "wh:phraseEnd": begin + 12,
    }
    for name, number in numbers_of.items():
        full = name.replace("nif:", NIF).replace("wh:", WH)
        yield f'{evidence} <{full}> "{number}"^^<http://www.w3.org/2001/XMLSchema#integer> {source} .\n'
    yield f"{evidence} {kind} <{WH}Evidence> {source} .\n"
    yield f"{evidence} <{NIF}referenceContext> {source} {source} .\n"
    yield f'{evidence} <{NIF}anchorOf> "{sentence}" {source} .\n'
    yield f'{evidence} <{WH}phrase> "met" {source} .\n'
    yield f'{evidence} <{WH}confidence> "0.8"^^<http://www.w3.org/2001/XMLSchema#decimal> {source} .\n'
    yield f'{evidence} <{WH}extractor> "verb/active" {source} .\n'


def trig(lines: Iterable[str]) -> Iterator[str]:
    """N-Quads, those of a graph together, as TriG in the form that a build writes."""
    yield from (f"@prefix {prefix}: <{namespace}> .\n" for namespace, prefix in SPACES.items())
    now = ""
    for line in lines:
        triple, graph = SHORT.sub(_short, line.removesuffix(" .\n")).rsplit(" ", 1)
        if graph != now:
            yield ("}\n" if now else "") + f"\n{graph} {{\n"
            now = graph
        yield f"    {triple} .\n"
    yield "}\n"


def _short(iri: re.Match[str]) -> str:
    return f"{SPACES[iri[1]]}:{iri[2]}"


async def load(
    address: str, paths: Sequence[str], accept: str, *, seconds: float, connections: int
) -> list[float]:
    """The time of each request, in seconds, of several connections that ask one path after another."""
    url, times, chance = urlsplit(address), list[float](), random.Random(3)
    end = time.perf_counter() + seconds

    async def ask() -> None:
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        while time.perf_counter() < end:
            path = chance.choice(paths)
            begun = time.perf_counter()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nAccept: {accept}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            if not head.startswith("http/1.1 200"):
                raise SystemExit(f"{path}: {head.splitlines()[0]}")
            length = re.search(r"content-length: (\d+)", head)
            assert length is not None
            await reader.readexactly(int(length[1]))
            times.append(time.perf_counter() - begun)
        writer.close()

    await asyncio.gather(*(ask() for _ in range(connections)))
    return times


def told(name: str, times: Sequence[float], seconds: float) -> str:
    """A line with the figures."""
    ordered = sorted(times)
    median, high = (ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.5, 0.95))
    return f"{name:34} {len(times) / seconds:8,.0f} requests/s   median {median:7.1f} ms   p95 {high:7.1f} ms"


def memory(pid: int) -> int:
    """Megabytes that a process and its children hold for themselves, shared ones counted in part (PSS)."""
    children = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    try:
        found = re.search(r"Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return (int(found[1]) // 1024 if found else 0) + sum(memory(int(child)) for child in children)


def entities(address: str) -> list[str]:
    """The ids of a hundred entities, drawn from 10,000."""
    query = "SELECT DISTINCT ?x WHERE { ?x wh:mentionCount ?n . ?s rdf:subject ?x } LIMIT 10000"
    request = Request(f"{address}/sparql?query={quote(query)}", headers={"accept": "application/json"})
    with urlopen(request, timeout=600) as response:
        rows = json.load(response)["results"]["bindings"]
    found = sorted(row["x"]["value"].removeprefix(BASE) for row in rows)
    return random.Random(5).sample(found, min(100, len(found)))


def measure(graph: Path, *, seconds: float, connections: int) -> list[str]:
    """Serve a graph and measure; gives the ids that were asked for."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "graph", "serve", "-g", str(graph), "-p", "0", "--seconds", "60"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[1].rstrip("/")
    try:
        print(f"ready after {time.perf_counter() - begun:.1f} s")
        ids = entities(address)
        asked = {
            "entity page": ([f"/id/{one}" for one in ids], "text/html"),
            "entity as Turtle": ([f"/id/{one}.ttl" for one in ids], "text/turtle"),
            "two hops": ([_two_hops(one) for one in ids], "application/sparql-results+json"),
            "question in English": ([f"/ask?q={quote(f'Who is {one}?')}" for one in labels(address)], "application/json"),
        }  # fmt: skip
        for name, (paths, accept) in asked.items():
            asyncio.run(load(address, paths, accept, seconds=1, connections=connections))
            times = asyncio.run(load(address, paths, accept, seconds=seconds, connections=connections))
            print(told(name, times, seconds), flush=True)
        print(f"memory {memory(process.pid):,} MB, all processes")
        return ids
    finally:
        process.terminate()
        process.wait()


def labels(address: str) -> list[str]:
    """The names of some entities."""
    query = (
        "SELECT ?n WHERE { ?x a wh:Person ; rdfs:label ?n ; wh:mentionCount ?m } ORDER BY DESC(?m) LIMIT 50"
    )
    request = Request(f"{address}/sparql?query={quote(query)}", headers={"accept": "application/json"})
    with urlopen(request, timeout=600) as response:
        return [row["n"]["value"] for row in json.load(response)["results"]["bindings"]]


def _two_hops(one: str) -> str:
    return f"/sparql?query={quote(TWO_HOPS.format(rdf=RDF, x=BASE + one))}"


def measure_rdflib(python: str, graph: Path, ids: Sequence[str], *, seconds: float, connections: int) -> None:
    """The two-hop query on rdflib-endpoint with rdflib's own store in memory."""
    begun, port = time.perf_counter(), 8901
    process = subprocess.Popen(
        [python, "-c", ENDPOINT, str(graph), str(port)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        _await(port)
        print(f"rdflib-endpoint ready after {time.perf_counter() - begun:.1f} s")
        paths = [_two_hops(one) for one in ids]
        address = f"http://127.0.0.1:{port}"
        times = asyncio.run(
            load(address, paths, "application/sparql-results+json", seconds=seconds, connections=connections)
        )
        print(told("two hops, rdflib-endpoint", times, seconds))
        print(f"memory {memory(process.pid):,} MB")
    finally:
        process.kill()
        process.wait()


def _await(port: int) -> None:
    """Wait, at most two minutes, until the port accepts connections."""
    for _ in range(1_200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("rdflib-endpoint does not start")


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--graph", type=Path, help="an output folder or graph file")
    parser.add_argument("--triples", type=int, help="measure on a made graph of about so many triples")
    parser.add_argument("--rdflib", metavar="PYTHON", help="a Python with rdflib-endpoint, to measure beside")
    parser.add_argument("--rdflib-triples", type=int, help="how many of them for rdflib, all by default")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--connections", type=int, default=8)
    given = parser.parse_args()
    options = {"seconds": given.seconds, "connections": given.connections}
    with tempfile.TemporaryDirectory() as folder:
        graph = given.graph
        if given.triples:
            graph = Path(folder)
            with (graph / "graph.trig").open("w", encoding="utf-8") as file:
                file.writelines(trig(made(given.triples)))
        ids = measure(graph, **options)
        if given.rdflib:
            flat = graph / "graph.ttl"
            if given.triples:
                flat = Path(folder) / "made.nt"
                lines = made(given.rdflib_triples or given.triples)
                with flat.open("w", encoding="utf-8") as file:
                    file.writelines(re.sub(r" <[^>]*> \.$", " .", line) for line in lines)
            measure_rdflib(given.rdflib, flat, ids, **options)


if __name__ == "__main__":
    main()
