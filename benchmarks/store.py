"""The cost of indexing, opening and querying a large graph on disk, compared with rdflib's store.

    python -m benchmarks.store                                    300,000 triples, for a first look
    python -m benchmarks.store --triples 5000000 --rdflib 1000000

`--rdflib N` asks rdflib's memory store, with N triples of the same making, in the same run. *Cold* is the
first time in a new process with none of the store's pages in memory, *warm* the median of the next ones.
*Processor* is the time that a machine with nothing else to do would take.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.serve import BASE, WH, made, trig
from benchmarks.serve import RDF as SYNTAX

COUNT = "SELECT ?p (COUNT(?s) AS ?n) WHERE { ?s rdf:predicate ?p } GROUP BY ?p"
COUNT_JOINED = "SELECT ?p (COUNT(?s) AS ?n) WHERE { ?s a wh:Statement ; rdf:predicate ?p } GROUP BY ?p"
TWO_HOPS = (
    "SELECT ?y ?z WHERE {{ ?s rdf:subject <{x}> ; rdf:object ?y . "
    "?t rdf:subject ?y ; rdf:object ?z }} LIMIT 100"
)
PREFIXES = f"PREFIX wh: <{WH}> PREFIX rdf: <{SYNTAX}> "
HUB, OTHER = f"{BASE}person/p0", f"{BASE}person/p777"
Times = dict[str, list[tuple[float, float]]]
TIMES = 7
"""How often a question is asked when it is warm."""


def timed(do: Callable[[], Any]) -> tuple[float, float]:
    """Seconds that it takes: by the clock, and of processor."""
    begun, busy = time.perf_counter(), time.process_time()
    do()
    return time.perf_counter() - begun, time.process_time() - busy


def forgotten(folder: Path) -> None:
    """Drop the pages of the files below a folder from the system's memory."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def asked(folder: Path) -> Times:
    """Open an output and ask it; seconds of each, the first time and then."""
    from graph.library import KnowledgeGraph
    from graph.serve.describe import described

    graphs: list[KnowledgeGraph] = []
    opened = timed(lambda: graphs.append(KnowledgeGraph.open(folder)))
    (found,) = graphs
    questions: dict[str, Callable[[], object]] = {
        "two hops, from the most mentioned": lambda: found.query(TWO_HOPS.format(x=HUB)),
        "two hops, from another": lambda: found.query(TWO_HOPS.format(x=OTHER)),
        "entity page, the most mentioned": lambda: described(found.dataset, HUB),
        "entity page, another": lambda: described(found.dataset, OTHER),
        "count by relation": lambda: found.query(COUNT),
        "count by relation, of what is a statement": lambda: found.query(COUNT_JOINED),
        "KnowledgeGraph.entity, another": lambda: found.entity("Person 777"),
        "repr": lambda: repr(found),
    }
    times = {name: [timed(ask) for _ in range(TIMES + 1)] for name, ask in questions.items()}
    return {"open": [opened], **times, "memory": [(_memory(), 0.0)]}


def _memory() -> float:
    """Peak of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rdflib(path: Path) -> Times:
    """The same of rdflib's own store in memory, over N-Triples."""
    from rdflib import Graph, URIRef

    graph = Graph()
    times = {"open": [timed(lambda: graph.parse(path, format="nt"))]}
    for name, query in {
        "two hops, from the most mentioned": TWO_HOPS.format(x=HUB),
        "two hops, from another": TWO_HOPS.format(x=OTHER),
        "count by relation": COUNT,
        "count by relation, of what is a statement": COUNT_JOINED,
    }.items():
        text = PREFIXES + query
        times[name] = [timed(lambda text=text: list(graph.query(text))) for _ in range(2)]
    assert (URIRef(HUB), None, None) in graph
    return {**times, "memory": [(_memory(), 0.0)]}


def separately(what: str, path: Path) -> Times:
    """A function of this module in a process of its own."""
    code = (
        "import json, sys; from pathlib import Path; from benchmarks import store;"
        f"print(json.dumps(store.{what}(Path(sys.argv[1]))))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    found: Times = json.loads(done.stdout)
    return found


def indexed(folder: Path) -> Times:
    """Index an output; seconds, and peak of memory."""
    from graph.store import open_dataset

    return {
        "index": [timed(lambda: open_dataset(folder, tell=lambda line: None))],
        "memory": [(_memory(), 0.0)],
    }


def size(path: Path) -> int:
    """Bytes of a file, or of the files below a folder."""
    return sum(one.stat().st_size for one in (path, *path.rglob("*")) if one.is_file())


def changed(folder: Path) -> None:
    """Let one source of the graph say something else."""
    path = folder / "graph.trig"
    text = path.read_bytes()
    new = path.with_suffix(".new")
    new.write_bytes(text.replace(b'"met"', b'"talked with"', 1))
    new.replace(path)


def told(name: str, times: Times) -> None:
    """A row for each figure."""
    for what, found in times.items():
        first, *later = found
        if what == "memory":
            print(f"| {name} | greatest memory | {first[0]:,.0f} MB | | | |", flush=True)
            continue
        cells = [f"{part:.3f}" for part in first]
        cells += (
            [f"{statistics.median(part):.4f}" for part in zip(*later, strict=True)] if later else ["", ""]
        )
        print(f"| {name} | {what} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, default=300_000)
    parser.add_argument("--rdflib", type=int, default=0, metavar="N")
    given = parser.parse_args()
    print("| | what | cold, s | processor | warm, s | processor |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "output"
        folder.mkdir()
        with (folder / "graph.trig").open("w", encoding="utf-8") as file:
            file.writelines(trig(made(given.triples)))
        told("disk", separately("indexed", folder))
        store = folder / ".whereas" / "store"
        triples = sum(line.startswith(b"    ") for line in (folder / "graph.trig").open("rb"))
        sizes = [f"{size(path) >> 20:,} MB" for path in (folder / "graph.trig", store)]
        print(f"| disk | {triples:,} triples: TriG {sizes[0]}, the store {sizes[1]} | | | | |", flush=True)
        forgotten(store)
        told("disk", separately("asked", folder))
        changed(folder)
        told("disk, one source changed", separately("indexed", folder))
        if given.rdflib:
            flat = Path(place) / "made.nt"
            with flat.open("w", encoding="utf-8") as file:
                file.writelines(re.sub(r" <[^>]*> \.$", " .", line) for line in made(given.rdflib))
            told(f"rdflib, {given.rdflib:,} triples", separately("rdflib", flat))


if __name__ == "__main__":
    main()
