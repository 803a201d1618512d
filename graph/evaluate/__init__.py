"""Precision, recall and F1: of a graph against a gold graph, and of a reader on annotated sets.

    score_file(gold, graph, ontology)           a graph file against a gold file
    score(load_gold(path), from_readings(readings, identities), ontology)
    bench(folder, ["gap"], read=reader())       a reader on annotated sets

`mappings.toml` maps the labels of each data set to classes and relations of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.evaluate.bench import BENCHES, Read, bench
from graph.evaluate.figures import Miss, Outcome, Row, frequent, reliability
from graph.evaluate.gold import Score, load_gold, score, score_file
from graph.evaluate.values import Edge, Graph, Node, Quote, from_network, from_readings
from graph.model import Reading, Source

__all__ = [
    "BENCHES",
    "Edge",
    "Graph",
    "Miss",
    "Node",
    "Outcome",
    "Quote",
    "Read",
    "Row",
    "Score",
    "bench",
    "frequent",
    "from_network",
    "from_readings",
    "load_gold",
    "reader",
    "reliability",
    "score",
    "score_file",
]


def reader(*, model: str | None = None, unnamed: bool = False) -> Read:
    """The reader of this project as `bench` takes it, with the default ontology.

    `unnamed` adds entities that a text never names ("He", "I"), which graphs leave out.
    """
    from graph import annotate, extract
    from graph.ontology import default_ontology

    name = model or annotate.DEFAULT_MODEL

    def read(sources: Iterable[Source]) -> Iterator[Reading]:
        words = default_ontology()
        return extract.read_all(sources, model=name, ontology=words, batch_size=64, unnamed=unnamed)

    return read
