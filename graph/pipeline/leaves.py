"""What each source gives to the files of an output, kept beside the readings: only what changed is compiled.

A leaf is a source's sheet (its graph as it is written), its edges for the network, and how often it mentions
whom. It is kept under the digest of all that it depends on, `sheets/<digest>.json`, with a checksum.
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
from graph.network import Citation, Edge, EdgeAttributes, SourceInfo, edges_of, place
from graph.ontology import BASE, Ontology
from graph.pipeline.check import Digests
from graph.store.names import namespaces
from graph.store.pen import Pen
from graph.store.quads import Compiler, Quad
from graph.store.quick import Quick
from graph.store.sheet import Proof, Said, Sheet, sheet

ATTRIBUTES = ("relation", "modality", "speaker", "medium", "when", "start", "end", "label")


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a source gives; `mentions` counts them by the id of the entity."""

    info: SourceInfo
    sheet: Sheet
    edges: tuple[Edge, ...]
    mentions: Mapping[str, int]


@dataclass(slots=True)
class Binder:
    """Makes leaves and keeps them; `sure` holds the digests of what was made and is surely valid."""

    folder: Path
    identities: Sequence[Identity]
    ontology: Ontology
    named: Digests
    pen: Pen = field(init=False)
    quick: Quick = field(init=False)
    compiler: Compiler = field(init=False)
    sure: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pen = Pen(namespaces(self.ontology))
        self.quick = Quick(self.ontology, self.identities)
        self.compiler = Compiler(tuple(self.identities), self.ontology)

    def leaves(self, readings: Iterable[Reading]) -> Iterator[Leaf]:
        """The leaf of each reading, in their order; raises OSError where one cannot be kept."""
        self.folder.mkdir(exist_ok=True)
        used = set()
        for reading in readings:
            digest = self.named.readings[reading.source.slug]
            used.add(f"{digest}.json")
            yield self._kept(reading, digest) or self._made(reading, digest)
        for path in self.folder.iterdir():
            if path.name not in used:
                path.unlink(missing_ok=True)

    def entities(self, leaves: Iterable[Leaf], known: Mapping[str, object]) -> list[Quad]:
        """The quads of entities and links; those of identities not known yet may be found valid."""
        self.compiler.mentions = Counter()
        for leaf in leaves:
            self.compiler.mentions.update(leaf.mentions)
        quads = list(self.compiler.entities())
        new = {one.id: d for one in self.identities if (d := self.named.identities[one.id]) not in known}
        iris = {BASE + id_ for id_ in new}
        if self.quick.entities([quad for quad in quads if getattr(quad.subject, "value", "") in iris]):
            self.sure |= set(new.values())
        return quads

    def _made(self, reading: Reading, digest: str) -> Leaf:
        quads = list(self.compiler.reading(reading))
        if self.quick.source(quads):
            self.sure.add(digest)
        about, slug = reading.source, reading.source.slug
        leaf = Leaf(
            SourceInfo(slug, about.title, about.published, about.origin, about.publisher),
            sheet(f"{BASE}source/{slug}", quads, self.pen),
            tuple(edges_of(quads, self.ontology)),
            self.compiler.counted(reading),
        )
        path = self.folder / f"{digest}.json"
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_bytes(_dumps(leaf))
        os.replace(temporary, path)
        return leaf

    def _kept(self, reading: Reading, digest: str) -> Leaf | None:
        """The leaf that an earlier build made; None where there is none or it is damaged."""
        try:
            content = (self.folder / f"{digest}.json").read_bytes()
        except OSError:
            return None
        checksum, _, body = content.partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            return None
        return _loads(json.loads(body), reading)


def united(edges: Iterable[Edge]) -> Iterator[Edge]:
    """The edges, those of one statement that several sources make as one."""
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


def _dumps(leaf: Leaf) -> bytes:
    said = [
        (one.iri, one.text, [(proof.iri, *proof.place, proof.text) for proof in one.proofs])
        for one in leaf.sheet.said
    ]
    edges = [
        (*edge[:3], [edge[3][name] for name in ATTRIBUTES], [_cited(one) for one in edge[3]["evidence"]])  # type: ignore[literal-required]
        for edge in leaf.edges
    ]
    about = leaf.info
    found = {
        "info": [about.slug, about.title, about.published, about.origin, about.publisher],
        "sheet": [leaf.sheet.iri, leaf.sheet.source, leaf.sheet.ties, said],
        "edges": edges,
        "mentions": leaf.mentions,
    }
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _cited(one: Citation) -> list[object]:
    return [one.begin, one.end, one.phrase_begin, one.phrase_end, one.confidence, one.extractor]


def _loads(found: Any, reading: Reading) -> Leaf:
    """The leaf that `_dumps` wrote; the sentences of its edges are cut from the text."""
    iri, source, ties, told = found["sheet"]
    said = (
        Said(one, text, tuple(Proof(name, (begin, phrase), own) for name, begin, phrase, own in proofs))
        for one, text, proofs in told
    )
    return Leaf(
        SourceInfo(*found["info"]),
        Sheet(iri, source, tuple(map(tuple, ties)), tuple(said)),
        tuple(_edge(row, reading) for row in found["edges"]),
        found["mentions"],
    )


def _edge(row: Any, reading: Reading) -> Edge:
    subject, other, key, attributes, cited = row
    evidence = tuple(_citation(one, reading) for one in cited)
    return subject, other, key, {**dict(zip(ATTRIBUTES, attributes, strict=True)), "evidence": evidence}  # type: ignore[typeddict-item]


def _citation(row: Any, reading: Reading) -> Citation:
    begin, end, phrase_begin, phrase_end, confidence, extractor = row
    text = reading.source.text
    return Citation(
        reading.source.slug, text[begin:end], begin, end, text[phrase_begin:phrase_end],
        phrase_begin, phrase_end, confidence, extractor,
    )  # fmt: skip
