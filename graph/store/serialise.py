"""Dataset → bytes: the same triples give the same bytes, in an order that people can read.

Sources come first, then entities with their plain triples, then each statement in the order of the text
with its evidence right after it. Blank nodes, which graphs made by Whereas do not have, are not ordered.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset

from graph.errors import StoreError
from graph.store.dataset import FORMATS, base_of, oxigraph, prefixes
from graph.store.iris import ENTITIES, LINKS
from graph.store.property_order import rank
from graph.store.quads import term
from graph.store.turtle_terms import TurtleTerms, block, named_graph

Triples = list[ox.Triple]

NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""The characters that XML 1.0 does not allow, not even as a character reference."""

_RESIDUE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } } }"


def serialise(dataset: Dataset, ending: str = ".trig") -> bytes:
    """The dataset in a format of `FORMATS`, named by its file ending, in UTF-8.

    `.trig`, `.nq` and `.jsonld` have the named graphs, `.ttl`, `.nt` and `.rdf` merge them. Raises StoreError
    for any other ending.
    """
    writer = _WRITERS.get(ending)
    if writer is None:
        raise StoreError(f"{ending}: unknown graph format; use one of {', '.join(FORMATS)}")
    return writer(dataset)


def write(dataset: Dataset, path: str | Path) -> Path:
    """Write the dataset to a file, in the format of its ending, and return the path.

    The file is replaced atomically. Raises StoreError if it cannot be written.
    """
    target = Path(path)
    return put(target, serialise(dataset, target.suffix))


def put(target: Path, content: bytes) -> Path:
    """Write a file atomically, creating its folder; raises StoreError if it cannot be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error.strerror}); choose another folder") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError as error:
        os.unlink(temporary)
        raise StoreError(
            f"{target}: cannot be written ({error.strerror}); free some space and try again"
        ) from error
    return target


def _trig(dataset: Dataset) -> bytes:
    terms = TurtleTerms(prefixes(dataset))
    parts = [terms.header()]
    for graph, triples in _graphs(dataset):
        blocks = _blocks(triples, terms)
        parts.append("\n".join(blocks) if graph is None else named_graph(terms.term(graph), blocks))
    return "\n".join(parts).encode("utf-8")


def _turtle(dataset: Dataset) -> bytes:
    return turtle_of(_merged(dataset), prefixes(dataset))


def turtle_of(triples: Triples, shown: Mapping[str, str]) -> bytes:
    """Triples as Turtle in the order of reading, with those prefixes."""
    terms = TurtleTerms(shown)
    return "\n".join([terms.header(), "\n".join(_blocks(_ordered(triples), terms))]).encode("utf-8")


def _blocks(triples: Triples, terms: TurtleTerms) -> Iterator[str]:
    """The block of each subject, in the order of the triples."""
    for subject, own in groupby(triples, key=attrgetter("subject")):
        rows = [(terms.predicate(one.predicate.value), terms.term(one.object)) for one in own]
        yield block(terms.term(subject), rows)


def _n_quads(dataset: Dataset) -> bytes:
    return _sorted_lines(_written(_quads(dataset), ox.RdfFormat.N_QUADS))


def _n_triples(dataset: Dataset) -> bytes:
    return _sorted_lines(_written(_merged(dataset), ox.RdfFormat.N_TRIPLES))


def _json_ld(dataset: Dataset) -> bytes:
    return _written(_quads(dataset), ox.RdfFormat.JSON_LD) + b"\n"


def _rdf_xml(dataset: Dataset) -> bytes:
    """RDF/XML of the merge; characters that XML does not allow become U+FFFD."""
    shown = prefixes(dataset)
    held = [ox.Triple(t.subject, t.predicate, _in_xml(t.object)) for t in _ordered(_merged(dataset))]
    root, end, body = _written(held, ox.RdfFormat.RDF_XML, shown).partition(b"\n\t")
    # pyoxigraph gives the prefixes in no fixed order, and a parser takes a bare carriage return for
    # a line feed.
    sorted_root = re.sub(rb"(?: xmlns:[^\s>]+)+", lambda m: b" " + b" ".join(sorted(m[0].split())), root)
    return (sorted_root + end + body).replace(b"\r", b"&#13;") + b"\n"


def _in_xml(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Any:
    if not isinstance(node, ox.Literal) or NOT_IN_XML.search(node.value) is None:
        return node
    kind = None if node.language else node.datatype
    return ox.Literal(
        NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", node.value), datatype=kind, language=node.language
    )


_WRITERS: Mapping[str, Callable[[Dataset], bytes]] = {
    ".trig": _trig,
    ".ttl": _turtle,
    ".nq": _n_quads,
    ".nt": _n_triples,
    ".jsonld": _json_ld,
    ".rdf": _rdf_xml,
}


def _sorted_lines(written: bytes) -> bytes:
    return b"".join(line + b"\n" for line in sorted(written.split(b"\n")) if line)


def _merged(dataset: Dataset) -> Triples:
    found = oxigraph(dataset).quads_for_pattern(None, None, None, ox.DefaultGraph())
    return [quad.triple for quad in found]


def _residue(store: ox.Store) -> Triples:
    """The triples that are only in the default graph: none in a dataset made by Whereas."""
    found = store.query(_RESIDUE)
    return list(found) if isinstance(found, ox.QueryTriples) else []


def _graphs(dataset: Dataset) -> list[tuple[ox.NamedNode | ox.BlankNode | None, Triples]]:
    """The named graphs with their ordered triples: entities, links, then the sources by name."""
    store, base = oxigraph(dataset), base_of(dataset)
    first = {base + ENTITIES: 0, base + LINKS: 1}
    names = sorted(store.named_graphs(), key=lambda g: (first.get(g.value, 2), g.value))
    found = [(g, [q.triple for q in store.quads_for_pattern(None, None, None, g)]) for g in names]
    return [(g, _ordered(ts)) for g, ts in [(None, _residue(store)), *found] if ts]


def _quads(dataset: Dataset) -> list[ox.Quad]:
    found = _graphs(dataset)
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for graph, triples in found for t in triples]


def _ordered(triples: Triples) -> Triples:
    """The triples in the order of reading: by subject as the module says, then predicate and object."""
    place = _places(triples)

    def key(triple: ox.Triple) -> tuple[tuple[str, ...], str, str, str]:
        predicate, written = triple.predicate.value, str(triple.subject)
        return place.get(written, ("1", written)), rank(predicate), predicate, str(triple.object)

    return sorted(triples, key=key)


def _places(triples: Triples) -> dict[str, tuple[str, ...]]:
    """The sort keys of sources, statements and evidence; entities come between, by IRI."""
    kinds: dict[str, str] = {}
    owner: dict[str, str] = {}
    context: dict[str, str] = {}
    begin: dict[str, str] = {}
    phrase: dict[str, str] = {}
    wanted = {
        term("rdf:type").value: kinds,
        term("nif:referenceContext").value: context,
        term("nif:beginIndex").value: begin,
        term("wh:phraseBegin").value: phrase,
    }
    evidence = term("wh:evidence").value
    for triple in triples:
        predicate = triple.predicate.value
        if predicate == evidence:
            owner[str(triple.object)] = str(triple.subject)
        elif (into := wanted.get(predicate)) is not None:
            into[str(triple.subject)] = getattr(triple.object, "value", "")
    places = {node: ("0", node) for node, kind in kinds.items() if kind == term("wh:Source").value}
    at = {
        node: (context.get(node, ""), begin.get(node, "").zfill(12), phrase.get(node, "").zfill(12), node)
        for node in owner
    }
    return places | _text_order(owner, at, kinds)


def _text_order(
    owner: Mapping[str, str],
    at: Mapping[str, tuple[str, ...]],
    kinds: Mapping[str, str],
) -> dict[str, tuple[str, ...]]:
    """Each statement where its first evidence is, and each evidence after its statement."""
    places: dict[str, tuple[str, ...]] = {}
    for evidence in sorted(owner, key=at.__getitem__):
        statement = owner[evidence]
        places.setdefault(statement, ("2", *at[evidence][:-1], statement))
        places[evidence] = (*places[statement], *at[evidence])
    unplaced = (n for n, kind in kinds.items() if kind == term("wh:Statement").value and n not in places)
    return places | {node: ("3", node) for node in unplaced}


def _written(
    found: Triples | list[ox.Quad],
    kind: ox.RdfFormat,
    shown: Mapping[str, str] | None = None,
) -> bytes:
    return ox.serialize(found, format=kind, prefixes=dict(shown or {})) or b""
