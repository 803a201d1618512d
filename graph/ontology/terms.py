"""The values of an ontology."""

from __future__ import annotations

from dataclasses import dataclass

WH = "https://w3id.org/whereas#"
"""The namespace of the vocabulary."""

BASE = "https://w3id.org/whereas/id/"
"""The default base of entity IRIs."""

NAMESPACES: dict[str, str] = {
    "wh": WH,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
}
"""The standard prefixes of every graph and query, besides those for the folders of classes."""


PAIRINGS = ANY_ORDER, EACH_OTHER, BOTH_ARE_OBJECTS = "AnyOrder", "EachOther", "BothAreObjects"
"""What "between A and B" may mean for a relation; `cues.ttl` describes each."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class of entities: `name` is its local name, `ancestors` all it is a kind of, itself included.

    An `abstract` class only groups others and heads no family; `group` is its heading in the map's legend.
    """

    name: str
    iri: str
    label: str
    comment: str
    ancestors: frozenset[str]
    folder: str
    colour: str
    shape: str
    group: str
    depth: int = 0
    outside: tuple[str, ...] = ()
    abstract: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: `domain` and `range` name the classes either end may have, empty for any.

    `pairing` says what a noun with "between" makes of the two that it names, one of `PAIRINGS`; empty where
    no such noun is a cue.
    """

    name: str
    iri: str
    label: str
    inverse_label: str
    comment: str
    group: str
    parent: str | None
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool = False
    close_match: str | None = None
    pairing: str = ""

    def canonical_ends(self, subject: str, object_: str) -> tuple[str, str]:
        """Subject and object, in alphabetical order if the relation is symmetric.

        So "A met B" and "B met A" are one statement.
        """
        return (object_, subject) if self.symmetric and object_ < subject else (subject, object_)


@dataclass(frozen=True, slots=True, order=True)
class Cue:
    """Words that signal a term: `kind` is the cue property ("verb"), `words` its pattern, split."""

    kind: str
    term: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The pattern as it was written."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name known beforehand, with its class, its other names, its state and its outside IRIs.

    `demonyms` are the adjectives and the nouns for its people ("French", "Frenchman").
    """

    cls: str
    label: str
    names: tuple[str, ...]
    country: str | None = None
    same_as: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
