"""Turtle files → `Ontology`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from graph.errors import OntologyError
from graph.ontology.rank import ranked
from graph.ontology.terms import ANY_ORDER, PAIRINGS, Class, Cue, KnownName, Relation
from graph.ontology.triples import TYPE, Node, Triples, named

LABEL, COMMENT = named("rdfs:label"), named("rdfs:comment")
CLASS, PROPERTY, SYMMETRIC = (
    named("owl:Class"),
    named("owl:ObjectProperty"),
    named("owl:SymmetricProperty"),
)
BELOW, UNDER, UNION = named("rdfs:subClassOf"), named("rdfs:subPropertyOf"), named("owl:unionOf")
ALIAS, SAME = named("skos:altLabel"), (named("owl:sameAs"), named("skos:exactMatch"))
BETWEEN_ENDINGS = (("between",), ("among",))
OWN_FILES = ("vocabulary.ttl", "cues.ttl", "frames.ttl", "names.ttl")


@dataclass(frozen=True, eq=False)
class Ontology:
    """All that the Turtle says, as plain values; equal files give equal fingerprints.

    Iteration order of every mapping and tuple is by name, so that nothing made from it depends on
    the order of triples.
    """

    classes: Mapping[str, Class]
    relations: Mapping[str, Relation]
    cues: tuple[Cue, ...]
    known: tuple[KnownName, ...]
    fingerprint: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ontology) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether `cls` is `ancestor` or a subclass of it; False for an undeclared class."""
        found = self.classes.get(cls)
        return found is not None and ancestor in found.ancestors

    @cached_property
    def abstract(self) -> frozenset[str]:
        """The classes that only group others."""
        return frozenset(name for name, cls in self.classes.items() if cls.abstract)

    @cached_property
    def families(self) -> Mapping[str, str]:
        """Each class with its family: the broadest class above it that is not abstract.

        Names are compared within a family: only entities of one family can be the same thing.
        """
        found: dict[str, str] = {}
        for name, cls in self.classes.items():
            concrete = (one for one in cls.ancestors if one in self.classes and one not in self.abstract)
            found[name] = min(concrete, key=lambda one: (self.classes[one].depth, one), default=name)
        return MappingProxyType(found)

    def family(self, cls: str) -> str:
        """The family of a class; an undeclared class is its own family."""
        return self.families.get(cls, cls)

    def allows(self, subject_cls: str, relation: str, object_cls: str) -> bool:
        """Whether the relation may lead from the one class to the other, by its domain and range."""
        found = self.relations.get(relation)
        if found is None:
            return False
        return self._fits(subject_cls, found.domain) and self._fits(object_cls, found.range)

    def _fits(self, cls: str, wanted: frozenset[str]) -> bool:
        return not wanted or any(self.is_a(cls, one) for one in wanted)

    def cues_of(self, kind: str) -> tuple[Cue, ...]:
        """The cues of one kind ("verb", "noun", "role", "head" …), sorted by term and words."""
        return self._by_kind.get(kind, ())

    def words_of(self, kind: str, term: str) -> frozenset[str]:
        """The patterns of one kind that signal one term, as they were written."""
        return self._words.get((kind, term), frozenset())

    def framed(self, name: str) -> frozenset[str]:
        """The relations that the ontology declares for a pattern of syntax or a use, see `wh:frame`."""
        return frozenset(cue.term for cue in self.cues_of("frame") if cue.text == name)

    def with_kinds(self, relations: Iterable[str]) -> frozenset[str]:
        """The relations with all relations below them."""
        found = frozenset(relations)
        while more := {r.name for r in self.relations.values() if r.parent in found and r.name not in found}:
            found |= more
        return found

    @cached_property
    def _words(self) -> Mapping[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for cue in self.cues:
            found.setdefault((cue.kind, cue.term), set()).add(cue.text)
        return {key: frozenset(words) for key, words in found.items()}

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Cue, ...]]:
        kinds = sorted({cue.kind for cue in self.cues})
        return {kind: tuple(c for c in self.cues if c.kind == kind) for kind in kinds}


@cache
def default_ontology() -> Ontology:
    """The ontology that Whereas brings, read once a process."""
    return load_ontology()


def load_ontology(extra: Iterable[Path] = ()) -> Ontology:
    """The ontology that Whereas brings with a user's own Turtle files read after it, in their order.

    Raises OntologyError when a file is missing, does not parse or breaks a rule of the vocabulary.
    """
    triples, digest = Triples(), hashlib.sha256()
    own = files("graph.ontology")
    texts = [(name, own.joinpath(name).read_text(encoding="utf-8")) for name in OWN_FILES]
    theirs = [(str(path), _text(path)) for path in extra]
    for name, text in (*texts, *theirs):
        digest.update(text.encode("utf-8"))
        triples.read(name, text)
    classes = _classes(triples)
    relations = _relations(triples, classes)
    layers = _layers(triples, [texts, *([one] for one in theirs)]) if theirs else [_cues(triples, triples)]
    _check_pairings(relations, chain.from_iterable(layers))
    return Ontology(
        classes=MappingProxyType(classes),
        relations=MappingProxyType(relations),
        cues=ranked(layers, classes, relations),
        known=_known(triples, classes),
        fingerprint=digest.hexdigest(),
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(
            f"{path}: cannot be read as an ontology ({error}); give a UTF-8 Turtle file"
        ) from error


def _value(term: object) -> str:
    """A literal's text or a node's IRI."""
    return str(getattr(term, "value", ""))


def _local(term: object) -> str:
    value = _value(term)
    return value[max(value.rfind("#"), value.rfind("/")) + 1 :]


def _one(triples: Triples, node: Node, predicate: ox.NamedNode, default: str = "") -> str:
    return min(map(_value, triples.objects(node, predicate)), default=default)


def _below(triples: Triples, kind: ox.NamedNode, order: ox.NamedNode, top: str) -> list[ox.NamedNode]:
    """The IRIs of a kind that `order` leads to `top` from, sorted."""
    nodes = (node for node in triples.typed(kind) if isinstance(node, ox.NamedNode))
    return sorted(
        (node for node in nodes if named(top) in triples.closure(node, order)), key=lambda node: node.value
    )


def _classes(triples: Triples) -> dict[str, Class]:
    nodes = _below(triples, CLASS, BELOW, "wh:Entity")
    found: dict[str, Class] = {}
    for node in nodes:
        lineage = [one for one in triples.closure(node, BELOW) if one in nodes]
        name, parents = _local(node), set(triples.objects(node, BELOW))
        if name in found:
            raise OntologyError(
                f"two classes are called {name}: {found[name].iri} and {node.value}; rename one"
            )
        found[name] = Class(
            name=name,
            iri=node.value,
            label=_one(triples, node, LABEL, name),
            comment=_one(triples, node, COMMENT),
            ancestors=frozenset(map(_local, lineage)),
            folder=_one(triples, node, named("wh:folder"), _slug_folder(name)),
            colour=_inherited(triples, lineage, named("wh:colour"), "#6b7280"),
            shape=_inherited(triples, lineage, named("wh:shape"), "dot"),
            group=_inherited(triples, lineage, named("wh:group"), _one(triples, node, LABEL, name)),
            depth=len(lineage),
            outside=tuple(sorted(_value(parent) for parent in parents if parent not in nodes)),
            abstract=_one(triples, node, named("wh:abstract")) == "true",
        )
    return found


def _slug_folder(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _inherited(triples: Triples, lineage: Iterable[Node], predicate: ox.NamedNode, default: str) -> str:
    """The value of the node itself, or of the nearest class above it that has one."""
    return next((value for one in lineage if (value := _one(triples, one, predicate))), default)


def _relations(triples: Triples, classes: Mapping[str, Class]) -> dict[str, Relation]:
    found: dict[str, Relation] = {}
    for node in _below(triples, PROPERTY, UNDER, "wh:relatedTo"):
        name = _local(node)
        if name in found:
            raise OntologyError(
                f"two relations are called {name}: {found[name].iri} and {node.value}; rename one"
            )
        label = _one(triples, node, LABEL, name)
        found[name] = Relation(
            name=name,
            iri=node.value,
            label=label,
            inverse_label=_one(triples, node, named("wh:inverseLabel"), f"{label} (of)"),
            comment=_one(triples, node, COMMENT),
            group=_one(triples, node, named("wh:group"), "own"),
            parent=min(map(_local, triples.objects(node, UNDER)), default=None),
            domain=_ends(triples, node, named("rdfs:domain"), classes),
            range=_ends(triples, node, named("rdfs:range"), classes),
            symmetric=SYMMETRIC in set(triples.objects(node, TYPE)),
            close_match=_one(triples, node, named("skos:closeMatch")) or None,
            pairing=_pairing(triples, node),
        )
    return found


def _pairing(triples: Triples, node: Node) -> str:
    """The pairing that a relation declares; a symmetric one needs none."""
    declared = min(map(_local, triples.objects(node, named("wh:pairing"))), default="")
    return declared or (ANY_ORDER if SYMMETRIC in set(triples.objects(node, TYPE)) else "")


def _check_pairings(relations: Mapping[str, Relation], cues: Iterable[Cue]) -> None:
    """Raise OntologyError for a noun with "between" of a relation that declares no pairing."""
    for cue in sorted(
        c for c in cues if c.kind in ("noun", "inverseNoun") and c.words[-1:] in BETWEEN_ENDINGS
    ):
        if cue.term in relations and relations[cue.term].pairing not in PAIRINGS:
            raise OntologyError(
                f'{cue.term}: "{cue.text}" does not say which of the two is the object; '
                "give the relation wh:pairing wh:BothAreObjects or wh:pairing wh:EachOther"
            )


def _ends(triples: Triples, node: Node, end: ox.NamedNode, classes: Mapping[str, Class]) -> frozenset[str]:
    """The classes that a relation may have at one end; empty for any."""
    found: set[str] = set()
    for cls in triples.objects(node, end):
        assert isinstance(cls, ox.NamedNode | ox.BlankNode | ox.Literal)
        unions = [] if isinstance(cls, ox.Literal) else list(triples.objects(cls, UNION))
        found.update(map(_local, triples.members(unions[0]) if unions else [cls]))
    if unknown := sorted(found - set(classes)):
        raise OntologyError(
            f"{_local(node)}: its {_local(end)} names {unknown[0]}, which is not a subclass of wh:Entity; "
            "declare it"
        )
    return frozenset() if "Entity" in found else frozenset(found)


def _layers(whole: Triples, files_of: Iterable[Iterable[tuple[str, str]]]) -> list[set[Cue]]:
    """The cues that each group of files gives, by the cue properties of them all."""
    found: list[set[Cue]] = []
    for group in files_of:
        layer = Triples()
        for name, text in group:
            layer.read(name, text)
        found.append(_cues(whole, layer))
    return found


def _cues(whole: Triples, layer: Triples) -> set[Cue]:
    found: set[Cue] = set()
    for prop in whole.typed(named("wh:CueProperty")):
        for term, values in layer.by_subject(prop) if isinstance(prop, ox.NamedNode) else ():
            kind, name = _local(prop), _local(term)
            found.update(Cue(kind, name, tuple(v.value.split())) for v in values if isinstance(v, ox.Literal))
    return found


def _known(triples: Triples, classes: Mapping[str, Class]) -> tuple[KnownName, ...]:
    found: list[KnownName] = []
    country, demonym = named("wh:country"), named("wh:demonym")
    for name, cls in classes.items():
        for node in triples.typed(ox.NamedNode(cls.iri)):
            label = _one(triples, node, LABEL)
            names = {label, *map(_value, triples.objects(node, ALIAS))}
            found.append(
                KnownName(
                    cls=name,
                    label=label,
                    names=tuple(sorted(names)),
                    country=_one(triples, node, country) or None,
                    same_as=tuple(sorted({_value(o) for p in SAME for o in triples.objects(node, p)})),
                    demonyms=tuple(sorted(map(_value, triples.objects(node, demonym)))),
                )
            )
    return tuple(sorted(found, key=lambda k: (k.label, k.cls)))
