"""Unknown terms of a query: not an error, but the query has no results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from rdflib import Dataset

from graph.errors import QueryError
from graph.ontology import WH, Ontology
from graph.ontology.declared import declared
from graph.query.run import select
from graph.query.table import Iri
from graph.query.text import Token, solid, tokens
from graph.store import base_of, prefixes, shorten

ANYWHERE = "ASK { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x } UNION { GRAPH ?x { ?s ?p ?o } } }"
MOST = 3
"""The maximum number of reported terms."""

CUTOFF = 60
"""How near a name must be to be offered, of 100 (rapidfuzz' ratio without case)."""


def unknown_terms(dataset: Dataset, sparql: str, ontology: Ontology) -> tuple[str, ...]:
    """A line for each term of the vocabulary, and for each entity, that neither ontology nor graph has.

    >>> from graph.ontology import default_ontology
    >>> from graph.store import dataset_of
    >>> empty = dataset_of([], default_ontology())
    >>> unknown_terms(empty, "SELECT ?a { ?a wh:metWiht ?b }", default_ontology())
    ('unknown term wh:metWiht; did you mean wh:metWith?',)
    """
    known = prefixes(dataset)
    own = {one.iri for kind in (ontology.classes, ontology.relations) for one in kind.values()}
    base, found = base_of(dataset), list[str]()
    for iri in dict.fromkeys(_iris(sparql, known)):
        if len(found) == MOST:
            break
        if iri.startswith(WH):
            if iri not in own and iri not in declared() and not _is_in(dataset, iri):
                found.append(f"unknown term {_short(iri, known)}{_nearest(iri, own | declared(), known)}")
        elif iri.startswith(base) and len(iri) > len(base) and not _is_in(dataset, iri):
            found.append(f"the graph has no {_short(iri, known)}")
    return tuple(found)


def _iris(sparql: str, known: Mapping[str, str]) -> Iterator[str]:
    """The IRIs that a query names, in full or with a prefix, in its order; not those of its prologue."""
    found = [token for token in tokens(sparql) if solid(token)]
    declares = {i for i, token in enumerate(found) if token.text.upper() in ("PREFIX", "BASE")}
    own = {
        b.text[:-1]: c.text[1:-1]
        for (a, b), (_, c) in pairwise(pairwise(found))
        if a.text.upper() == "PREFIX" and c.kind == "iri"
    }
    spaces = {**known, **own}
    for place, token in enumerate(found):
        if not declares & {place - 1, place - 2}:
            yield from _iri(token, spaces)


def _iri(token: Token, spaces: Mapping[str, str]) -> Iterator[str]:
    if token.kind == "iri":
        yield token.text[1:-1]
    elif token.kind == "name":
        prefix, _, local = token.text.rstrip(".").partition(":")
        if local and prefix in spaces:
            yield spaces[prefix] + re.sub(r"\\(.)", r"\1", local)


def _is_in(dataset: Dataset, iri: str) -> bool:
    try:
        return bool(select(dataset, ANYWHERE, {"x": Iri(iri)}).rows[0][0])
    except QueryError:
        return True  # the query itself will report the error


def _nearest(iri: str, terms: Iterable[str], known: Mapping[str, str]) -> str:
    from rapidfuzz import fuzz, process

    names = {term.removeprefix(WH).casefold(): term for term in sorted(terms)}
    wanted = iri.removeprefix(WH).casefold()
    best = process.extractOne(wanted, list(names), scorer=fuzz.ratio, score_cutoff=CUTOFF)
    return f"; did you mean {_short(names[best[0]], known)}?" if best else ""


def _short(iri: str, known: Mapping[str, str]) -> str:
    return shorten(iri, {namespace: prefix for prefix, namespace in known.items()})


__all__ = ["unknown_terms"]
