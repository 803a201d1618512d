"""What the workers do: each job takes plain values and gives an HTTP reply."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path

from graph.ask import Asker, Sentences
from graph.ask.fill import filled
from graph.errors import QueryError
from graph.ontology import Ontology
from graph.query import Limits, SavedQuery, Sent, named, select, send, unknown_terms
from graph.serve import pages
from graph.serve.describe import PAGE, as_rdf, described
from graph.serve.settings import Settings
from graph.serve.workers import Job, Reply
from graph.store import Dataset, base_of, text_of

HTML = {"content-type": "text/html; charset=utf-8"}
MAX_ROWS = "x-sparql-maxrows"
NOTE = "x-whereas-note"
"""The header with the unknown terms of a query; the query is answered nevertheless."""
MOST_NOTED = 500
SOURCES = """SELECT ?x ?title ?when WHERE {
  ?x a wh:Source OPTIONAL { ?x dcterms:title ?title } OPTIONAL { ?x dcterms:issued ?when }
}"""
MOST_IN_SOURCE = 2_000
"""Statements that the page of a source lists."""
MOST_SEARCHED = 2_000
"""Articles whose sentences are searched for a question; an index of more takes a worker too long."""


class Jobs:
    """One graph, and all that can be asked of it; made before the workers, which share it."""

    def __init__(
        self,
        dataset: Dataset,
        ontology: Ontology,
        settings: Settings,
        *,
        queries: Sequence[SavedQuery] = (),
        texts: Path | None = None,
    ) -> None:
        self.dataset = dataset
        self.ontology = ontology
        self.settings = settings
        self.queries = tuple(queries)
        self.texts = texts
        self.links = pages.Links(base_of(dataset), ontology)
        self.limits = Limits(settings.rows, settings.answer_size)
        few = texts is not None and len(list(islice(texts.iterdir(), MOST_SEARCHED + 1))) <= MOST_SEARCHED
        self.asker = Asker(dataset, ontology, sentences=Sentences(dataset, texts) if few else None)

    def table(self) -> dict[str, Job]:
        """The jobs by name."""
        return {
            "sparql": self.sparql,
            "saved": self.saved,
            "entity": self.entity,
            "data": self.data,
            "source": self.source,
            "sources": self.sources,
            "ask": self.ask,
            "map": self.map,
        }

    def sparql(self, query: str, accept: str, default: Sequence[str], named_graphs: Sequence[str]) -> Reply:
        """The answer to a SPARQL query."""
        sent = send(
            self.dataset,
            query,
            accept=accept,
            limits=self.limits,
            default_graphs=default,
            named_graphs=named_graphs,
        )
        reply = self._sent(sent)
        if notes := unknown_terms(self.dataset, query, self.ontology):
            # Headers are ASCII, and clients may not accept long ones.
            line = "; ".join(notes).encode("ascii", "backslashreplace").decode()[:MOST_NOTED]
            return replace(reply, headers={**reply.headers, NOTE: line})
        return reply

    def saved(self, name: str, given: Mapping[str, str], accept: str) -> Reply:
        """The answer to a saved query with its parameters."""
        query = named(name, self.queries)
        values = filled(query, given, self.dataset, lambda: self.asker.names)
        return self._sent(
            send(self.dataset, query.sparql, accept=accept, parameters=values, limits=self.limits)
        )

    def _sent(self, sent: Sent) -> Reply:
        headers = {"content-type": sent.media_type}
        if sent.cut:
            headers[MAX_ROWS] = str(self.limits.rows)
        return Reply(200, headers, sent.body)

    def entity(self, path: str, number: int) -> Reply:
        """The page of an IRI below the base."""
        found = described(self.dataset, self._iri(path), page=number)
        if found is None:
            return missing(path)
        return Reply(200, HTML, pages.entity(found, self.links, number=number).encode())

    def data(self, path: str, accept: str) -> Reply:
        """An IRI's triples."""
        sent = as_rdf(self.dataset, self._iri(path), accept, Limits(size=self.settings.answer_size))
        return self._sent(sent) if sent is not None else missing(path)

    def source(self, slug: str) -> Reply:
        """The page of a source with its text."""
        found = described(self.dataset, self._iri(f"source/{slug}"), most=MOST_IN_SOURCE)
        if found is None:
            return missing(f"source/{slug}")
        return Reply(200, HTML, pages.source(found, self._text(slug), self.links).encode())

    def _iri(self, path: str) -> str:
        if not re.fullmatch(r"[^\s<>\"{}|\\^`\x00-\x20]+", path):
            raise QueryError("not a valid name")
        return self.links.base + path

    def _text(self, slug: str) -> str | None:
        """The text next to the graph; None if there is none, or the slug would leave the folder."""
        if self.texts is None or not re.fullmatch(r"[\w-][\w.-]*", slug):
            return None
        return text_of(self.texts, slug)

    def sources(self, number: int) -> Reply:
        """The list of sources."""
        found = select(self.dataset, SOURCES).rows
        rows = sorted(found, key=lambda row: (str(row[2] or ""), str(row[0]), str(row[1])))
        shown = rows[(number - 1) * PAGE : number * PAGE]
        return Reply(200, HTML, pages.sources(shown, self.links, number=number, count=len(rows)).encode())

    def ask(self, question: str, as_json: bool) -> Reply:
        """The reply to a question in English, as a page or as JSON."""
        reply = self.asker.ask(question) if question.strip() or as_json else None
        if as_json and reply is not None:
            return Reply(200, {"content-type": "application/json"}, json.dumps(asdict(reply)).encode())
        return Reply(200, HTML, pages.question(question, reply, self.links).encode())

    def map(self, title: str) -> Reply:
        """The map, rendered now: for a graph file without an output folder."""
        from graph.network import network
        from graph.render import page

        drawn = page(network(self.dataset, self.ontology), self.ontology, title=title)
        return Reply(200, HTML, drawn.encode())


def missing(path: str) -> Reply:
    """The response for an unknown path."""
    return Reply(404, HTML, pages.problem(404, f"The graph has nothing under {path[:200]}.").encode())


__all__ = ["HTML", "MAX_ROWS", "Jobs", "missing"]
