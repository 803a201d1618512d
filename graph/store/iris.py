"""Prefixes, IRIs below the base, and the hashes that identify statements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from graph.model import Evidence, Modality, State
from graph.ontology import BASE, NAMESPACES, Ontology

ENTITIES = "graph/entities"
"""The named graph of entities, below the base."""

LINKS = "graph/links"
"""The named graph of links to outside identifiers, below the base."""

OWN_FOLDERS = ("source", "statement", "quotation", "evidence", "graph")
"""Folders below the base that have no entities."""

"""Classes that are true of so much that nothing is of them alone: no folder, and not written as a type."""

HASH_DIGITS = 12
"""48 bits: among a million statements the odds of any two colliding are about one in 560."""

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def namespaces(ontology: Ontology, base: str = BASE) -> dict[str, str]:
    """Every prefix and its namespace, sorted by prefix, with a prefix for the folder of each class.

    If the folder has the name of a standard prefix (`org`), the prefix is the name of the class
    (`organization:`).
    """
    found = dict(NAMESPACES) | {folder: f"{base}{folder}/" for folder in OWN_FOLDERS}
    taken = set(found.values())
    concrete = (cls for cls in ontology.classes.values() if not cls.abstract)
    for cls in sorted(concrete, key=lambda c: (c.depth, c.name)):
        namespace = f"{base}{cls.folder}/"
        free = (p for p in (cls.folder, cls.name.lower()) if _PREFIX.fullmatch(p) and p not in found)
        prefix = next(free, None)
        if prefix is not None and namespace not in taken:
            found[prefix] = namespace
            taken.add(namespace)
    return dict(sorted(found.items()))


def shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI as a prefixed name where a prefix fits and the rest is plain, else the IRI itself.

    `prefixes` leads from namespace to prefix.

    >>> shorten("https://w3id.org/whereas#leads", {"https://w3id.org/whereas#": "wh"})
    'wh:leads'
    """
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = prefixes.get(iri[:cut])
    local = iri[cut:]
    return f"{prefix}:{local}" if prefix is not None and re.fullmatch(r"\w[\w-]*", local) else iri


def statement_id(
    subject: str,
    relation: str,
    object_: str,
    modality: Modality,
    *,
    speaker: str | None = None,
    when: str | None = None,
    label: str | None = None,
    state: State | None = None,
) -> str:
    """The twelve hexadecimal digits of a statement's IRI: a hash of its content.

    Subject, object and speaker are ids below the base. The `label` of an open relation and the `state` of one
    that is over are part of the hash; without them it is the hash of what comes before.
    """
    said = [subject, relation, object_, modality.value, speaker or "", when or ""]
    return _digest([*said, *(part for part in (label, state) if part is not None)])


def evidence_id(statement: str, source: str, evidence: Evidence) -> str:
    """The twelve hexadecimal digits of the IRI of a piece of evidence."""
    return _digest([statement, source, str(evidence.sentence.begin), str(evidence.sentence.end)])


def words_id(quotation: str, source: str, evidence: Evidence) -> str:
    """The twelve hexadecimal digits that name one stretch of a quotation's words."""
    spans = (evidence.sentence, evidence.phrase)
    return _digest([quotation, source, *(str(at) for one in spans for at in (one.begin, one.end))])


def quotation_id(speaker: str, source: str, evidence: Evidence) -> str:
    """The twelve hexadecimal digits that name a quotation: its speaker and where its words begin."""
    return _digest(["quotation", speaker, source, str(evidence.phrase.begin), str(evidence.phrase.end)])


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
