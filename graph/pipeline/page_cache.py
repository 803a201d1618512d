"""A cache of what each source contributes to the files of an output, so that only changes are compiled.

A page has the graph of one source as text, its edges and quotations for the network, and its number of
mentions per entity.
It is stored with a checksum in `pages/<digest>.json`; the digest covers all that the page depends on.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model import Identity, Reading
from graph.network import (
    Citation,
    Edge,
    EdgeAttributes,
    QuotationInfo,
    SourceInfo,
    edges_of,
    place,
    quotations_of,
)
from graph.ontology import BASE, Ontology
from graph.pipeline.check import Digests
from graph.store.iris import namespaces
from graph.store.quads import Compiler, Quad
from graph.store.shape_shortcut import ShapeShortcut
from graph.store.source_graph import EvidenceBlock, SourceGraph, StatementBlock, source_graph
from graph.store.turtle_terms import TurtleTerms

ATTRIBUTES = ("relation", "modality", "speaker", "medium", "when", "start", "end", "label", "state")


@dataclass(frozen=True, slots=True)
class Page:
    """What one source contributes; `mentions` has their number by the id of the entity."""

    info: SourceInfo
    graph: SourceGraph
    edges: tuple[Edge, ...]
    mentions: Mapping[str, int]
    quotations: tuple[QuotationInfo, ...] = ()


@dataclass(slots=True)
class PageCache:
    """Makes and stores pages; `valid` has the digests of new pages and identities that are surely valid."""

    folder: Path
    identities: Sequence[Identity]
    ontology: Ontology
    digests: Digests
    terms: TurtleTerms = field(init=False)
    shortcut: ShapeShortcut = field(init=False)
    compiler: Compiler = field(init=False)
    valid: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.terms = TurtleTerms(namespaces(self.ontology))
        self.shortcut = ShapeShortcut(self.ontology, self.identities)
        self.compiler = Compiler(tuple(self.identities), self.ontology)

    def pages(self, readings: Iterable[Reading]) -> Iterator[Page]:
        """The page of each reading, in their order; raises OSError if one cannot be stored."""
        self.folder.mkdir(exist_ok=True)
        used = set()
        for reading in readings:
            digest = self.digests.readings[reading.source.slug]
            used.add(f"{digest}.json")
            yield self._stored(reading, digest) or self._made(reading, digest)
        for path in self.folder.iterdir():
            if path.name not in used:
                path.unlink(missing_ok=True)

    def entities(self, pages: Iterable[Page], known: Mapping[str, object]) -> list[Quad]:
        """The quads of entities and links; adds to `valid` the identities that are not in `known`."""
        self.compiler.mentions = Counter()
        for page in pages:
            self.compiler.mentions.update(page.mentions)
        quads = list(self.compiler.entities())
        new = {one.id: d for one in self.identities if (d := self.digests.identities[one.id]) not in known}
        iris = {BASE + id_ for id_ in new}
        if self.shortcut.entities([quad for quad in quads if getattr(quad.subject, "value", "") in iris]):
            self.valid |= set(new.values())
        return quads

    def _made(self, reading: Reading, digest: str) -> Page:
        quads = list(self.compiler.reading(reading))
        if self.shortcut.source(quads):
            self.valid.add(digest)
        about, slug = reading.source, reading.source.slug
        page = Page(
            SourceInfo(slug, about.title, about.published, about.origin, about.publisher),
            source_graph(f"{BASE}source/{slug}", quads, self.terms),
            tuple(edges_of(quads, self.ontology)),
            self.compiler.counted(reading),
            tuple(quotations_of(quads)),
        )
        path = self.folder / f"{digest}.json"
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_bytes(_dumps(page))
        os.replace(temporary, path)
        return page

    def _stored(self, reading: Reading, digest: str) -> Page | None:
        """The page from an earlier build; None if it is missing or damaged."""
        try:
            content = (self.folder / f"{digest}.json").read_bytes()
        except OSError:
            return None
        checksum, _, body = content.partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            return None
        return _loads(json.loads(body), reading)


def united(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The edges; the edges of a statement that several sources make become one."""
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge[2], []).append(edge)
    for same in found.values():
        yield same[0] if len(same) == 1 else (*same[0][:3], _union([edge[3] for edge in same]))


def _union(same: Sequence[EdgeAttributes]) -> EdgeAttributes:
    return {
        **same[0],
        "medium": min((one["medium"] for one in same if one["medium"] is not None), default=None),
        "start": min((one["start"] for one in same if one["start"] is not None), default=None),
        "end": max((one["end"] for one in same if one["end"] is not None), default=None),
        "evidence": tuple(sorted((cited for one in same for cited in one["evidence"]), key=place)),
    }


def _dumps(page: Page) -> bytes:
    statements = [
        (one.iri, one.text, [(evidence.iri, *evidence.place, evidence.text) for evidence in one.evidence])
        for one in page.graph.statements
    ]
    edges = [
        (*edge[:3], [edge[3][name] for name in ATTRIBUTES], [_cited(one) for one in edge[3]["evidence"]])  # type: ignore[literal-required]
        for edge in page.edges
    ]
    about = page.info
    found = {
        "info": [about.slug, about.title, about.published, about.origin, about.publisher],
        "graph": [page.graph.iri, page.graph.source, page.graph.triples, statements],
        "edges": edges,
        "mentions": page.mentions,
        "quotations": [
            [one.id, one.speaker, one.medium, one.mentions, one.when, [_cited(each) for each in one.evidence]]
            for one in page.quotations
        ],
    }
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _cited(one: Citation) -> list[object]:
    return [one.begin, one.end, one.phrase_begin, one.phrase_end, one.confidence, one.extractor]


def _loads(found: Any, reading: Reading) -> Page:
    """The page that `_dumps` wrote; the sentences of its edges are cut from the text."""
    iri, source, triples, rows = found["graph"]
    statements = (
        StatementBlock(name, text, tuple(map(_evidence, evidence))) for name, text, evidence in rows
    )
    return Page(
        SourceInfo(*found["info"]),
        SourceGraph(iri, source, tuple(map(tuple, triples)), tuple(statements)),
        tuple(_edge(row, reading) for row in found["edges"]),
        found["mentions"],
        tuple(_quotation(row, reading) for row in found["quotations"]),
    )


def _evidence(row: Any) -> EvidenceBlock:
    iri, begin, phrase, text = row
    return EvidenceBlock(iri, (begin, phrase), text)


def _edge(row: Any, reading: Reading) -> Edge:
    subject, other, key, attributes, cited = row
    evidence = tuple(_citation(one, reading) for one in cited)
    return subject, other, key, {**dict(zip(ATTRIBUTES, attributes, strict=True)), "evidence": evidence}  # type: ignore[typeddict-item]


def _quotation(row: Any, reading: Reading) -> QuotationInfo:
    id_, speaker, medium, mentions, when, cited = row
    evidence = tuple(_citation(one, reading) for one in cited)
    return QuotationInfo(id_, speaker, medium, tuple(mentions), when, evidence)


def _citation(row: Any, reading: Reading) -> Citation:
    begin, end, phrase_begin, phrase_end, confidence, extractor = row
    text = reading.source.text
    return Citation(
        reading.source.slug, text[begin:end], begin, end, text[phrase_begin:phrase_end],
        phrase_begin, phrase_end, confidence, extractor,
    )  # fmt: skip
