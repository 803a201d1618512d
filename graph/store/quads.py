"""Readings and identities → RDF quads, one reading at a time and without blank nodes.

The named graph of a source has its statements, their evidence and, for asserted statements, the plain triples
(in both directions for a symmetric relation). Entities have their own graph, and their links to external
identifiers another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode
from pyoxigraph import Quad as Quad

from graph.errors import StoreError
from graph.model import Evidence, Identity, Modality, Quotation, Reading, Source, Statement
from graph.ontology import BASE, NAMESPACES, Ontology
from graph.store.iris import ENTITIES, LINKS, evidence_id, quotation_id, statement_id, words_id

_DATE_TYPES = ((r"\d{4}-\d\d-\d\d", "date"), (r"\d{4}-\d\d", "gYearMonth"), (r"\d{4}", "gYear"))


@cache
def term(name: str) -> NamedNode:
    """The IRI of a prefixed name of the standard prefixes, such as `rdf:type`."""
    prefix, _, local = name.partition(":")
    return NamedNode(NAMESPACES[prefix] + local)


def dated(text: str) -> Literal:
    """An ISO 8601 date as a literal of its precision; anything else stays a string."""
    for pattern, kind in _DATE_TYPES:
        if re.fullmatch(pattern, text) and _is_date(text):
            return Literal(text, datatype=term(f"xsd:{kind}"))
    return Literal(text)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def decimal(number: float) -> Literal:
    """A number as xsd:decimal, to four places, in its shortest canonical form."""
    digits = format(Decimal(repr(round(number, 4))).normalize(), "f")
    return Literal(digits, datatype=term("xsd:decimal"))


@dataclass(slots=True)
class Compiler:
    """Turns readings into quads and counts mentions on the way; use `quads` unless you need the parts."""

    identities: tuple[Identity, ...]
    ontology: Ontology
    base: str = BASE
    mentions: Counter[str] = field(default_factory=Counter)
    _id_of: dict[tuple[str, str], str] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _iris: dict[str, NamedNode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for identity in self.identities:
            self._id_of.update(dict.fromkeys(identity.members, identity.id))

    def iri(self, id_: str) -> NamedNode:
        """The IRI of an id below the base."""
        if id_ not in self._iris:
            if id_.endswith("."):  # rdflib reads no name that ends so, and "." and ".." lead elsewhere
                raise StoreError(f"{id_!a}: an id cannot end with a dot; fix the source of the id")
            self._iris[id_] = _node(self.base + id_)
        return self._iris[id_]

    def reading(self, reading: Reading) -> Iterator[Quad]:
        """The quads of one source, in its order; raises StoreError if the reading is inconsistent."""
        slug = reading.source.slug
        if slug in self._seen:
            raise StoreError(f"{slug}: two sources have this slug; rename one of them")
        self._seen.add(slug)
        counts = self.counted(reading)
        self.mentions.update(counts)
        graph = self.iri(f"source/{slug}")
        yield from self._source(reading.source, graph)
        for id_ in sorted(counts):
            yield Quad(graph, term("schema:mentions"), self.iri(id_), graph)
        yield from self._statements(reading, graph)
        yield from self._quotations(reading, graph)

    def counted(self, reading: Reading) -> dict[str, int]:
        """The number of mentions of each identity in a reading, by its id."""
        found: dict[str, int] = {}
        for entity in reading.entities:
            id_ = self._id(reading.source.slug, entity.key)
            found[id_] = found.get(id_, 0) + len(entity.mentions)
        return found

    def _id(self, slug: str, key: str) -> str:
        try:
            return self._id_of[slug, key]
        except KeyError:
            raise StoreError(f"{slug}: no identity has the entity {key!r}; link the readings again") from None

    def _source(self, source: Source, node: NamedNode) -> Iterator[Quad]:
        yield Quad(node, term("rdf:type"), term("wh:Source"), node)
        yield Quad(node, term("wh:sha256"), text(source.sha256), node)
        if source.title is not None:
            yield Quad(node, term("dcterms:title"), text(source.title), node)
        if source.published is not None:
            yield Quad(node, term("dcterms:issued"), dated(source.published), node)
        if source.origin:
            yield Quad(node, term("dcterms:source"), text(source.origin), node)
        if source.publisher is not None:
            yield Quad(node, term("dcterms:publisher"), text(source.publisher), node)

    def _statements(self, reading: Reading, graph: NamedNode) -> Iterator[Quad]:
        said: dict[str, dict[str, Evidence]] = {}
        for statement in reading.statements:
            triple = self._ends(statement, reading.source.slug)
            if triple is None:
                continue
            speaker = statement.speaker and self._id(reading.source.slug, statement.speaker)
            id_ = statement_id(
                *triple,
                statement.modality,
                speaker=speaker,
                when=statement.when,
                label=statement.label,
                state=statement.state,
            )
            yield from self._statement(statement, id_, triple, speaker, reading.source.slug, graph)
            for quotation in reading.quotations:
                if statement.speaker == quotation.speaker and said_in(statement, quotation):
                    name = self._quotation_id(quotation, reading.source.slug)
                    node = self.iri(f"statement/{id_}")
                    yield Quad(node, term("wh:saidIn"), self.iri(f"quotation/{name}"), graph)
            places = said.setdefault(id_, {})
            for evidence in statement.evidence:
                name = evidence_id(id_, reading.source.slug, evidence)
                places[name] = min(places.get(name, evidence), evidence, key=_surest)
        for id_, places in said.items():
            for name, evidence in places.items():
                yield from self._evidence(self.iri(f"statement/{id_}"), name, evidence, reading.source, graph)

    def _ends(self, statement: Statement, slug: str) -> tuple[str, str, str] | None:
        """Subject, relation and object; None if linking has merged the two ends into one entity."""
        relation = self.ontology.relations.get(statement.relation)
        if relation is None:
            raise StoreError(
                f"{slug}: the ontology has no relation {statement.relation!r}; read the source again, or "
                "give the ontology that it was read with"
            )
        subject, object_ = self._id(slug, statement.subject), self._id(slug, statement.object)
        if subject == object_ and statement.subject != statement.object:
            return None
        subject, object_ = relation.canonical_ends(subject, object_)
        return subject, statement.relation, object_

    def _statement(
        self,
        statement: Statement,
        id_: str,
        triple: tuple[str, str, str],
        speaker: str | None,
        slug: str,
        graph: NamedNode,
    ) -> Iterator[Quad]:
        node = self.iri(f"statement/{id_}")
        subject, object_ = self.iri(triple[0]), self.iri(triple[2])
        relation = self.ontology.relations[triple[1]]
        predicate = _node(relation.iri)
        if statement.modality is Modality.ASSERTED and statement.state is None:
            yield Quad(subject, predicate, object_, graph)
            if relation.symmetric:  # a pattern `?x wh:metWith ?y` finds it from either end
                yield Quad(object_, predicate, subject, graph)
        yield Quad(node, term("rdf:type"), term("wh:Statement"), graph)
        yield Quad(node, term("rdf:subject"), subject, graph)
        yield Quad(node, term("rdf:predicate"), predicate, graph)
        yield Quad(node, term("rdf:object"), object_, graph)
        yield Quad(node, term("wh:modality"), term(f"wh:{statement.modality.value}"), graph)
        if speaker is not None:
            yield Quad(node, term("prov:wasAttributedTo"), self.iri(speaker), graph)
        if statement.medium is not None:
            yield Quad(node, term("wh:reportedBy"), self.iri(self._id(slug, statement.medium)), graph)
        if statement.label is not None:
            yield Quad(node, term("rdfs:label"), text(statement.label), graph)
        for name, value in (("when", statement.when), ("since", statement.start), ("until", statement.end)):
            if value is not None:
                yield Quad(node, term(f"wh:{name}"), dated(value), graph)
        if statement.state is not None:
            yield Quad(node, term("wh:state"), term(f"wh:{statement.state.value}"), graph)

    def _quotation_id(self, quotation: Quotation, slug: str) -> str:
        return quotation_id(self._id(slug, quotation.speaker), slug, quotation.evidence[0])

    def _quotations(self, reading: Reading, graph: NamedNode) -> Iterator[Quad]:
        slug = reading.source.slug
        for quotation in reading.quotations:
            name = self._quotation_id(quotation, slug)
            node, speaker = self.iri(f"quotation/{name}"), self._id(slug, quotation.speaker)
            yield Quad(node, term("rdf:type"), term("wh:Quotation"), graph)
            yield Quad(node, term("prov:wasAttributedTo"), self.iri(speaker), graph)
            if quotation.medium is not None:
                yield Quad(node, term("wh:medium"), self.iri(self._id(slug, quotation.medium)), graph)
            for id_ in sorted({self._id(slug, key) for key in quotation.mentions} - {speaker}):
                yield Quad(node, term("wh:mentions"), self.iri(id_), graph)
            if quotation.when is not None:
                yield Quad(node, term("wh:when"), dated(quotation.when), graph)
            for evidence in quotation.evidence:
                place = words_id(name, slug, evidence)
                yield from self._evidence(node, place, evidence, reading.source, graph)

    def _evidence(
        self,
        said: NamedNode,
        name: str,
        evidence: Evidence,
        source: Source,
        graph: NamedNode,
    ) -> Iterator[Quad]:
        if max(evidence.sentence.end, evidence.phrase.end) > len(source.text):
            raise StoreError(f"{source.slug}: evidence after the end of the text; read the source again")
        node = self.iri(f"evidence/{name}")
        yield Quad(said, term("wh:evidence"), node, graph)
        yield Quad(node, term("rdf:type"), term("wh:Evidence"), graph)
        yield Quad(node, term("nif:referenceContext"), graph, graph)
        yield Quad(node, term("nif:beginIndex"), Literal(evidence.sentence.begin), graph)
        yield Quad(node, term("nif:endIndex"), Literal(evidence.sentence.end), graph)
        yield Quad(node, term("nif:anchorOf"), text(evidence.sentence.of(source.text)), graph)
        yield Quad(node, term("wh:phrase"), text(evidence.phrase.of(source.text)), graph)
        yield Quad(node, term("wh:phraseBegin"), Literal(evidence.phrase.begin), graph)
        yield Quad(node, term("wh:phraseEnd"), Literal(evidence.phrase.end), graph)
        yield Quad(node, term("wh:confidence"), decimal(evidence.confidence), graph)
        yield Quad(node, term("wh:extractor"), text(evidence.extractor), graph)

    def entities(self) -> Iterator[Quad]:
        """The quads of the identities, sorted by id; call it after the readings, for the counts."""
        graph, links = self.iri(ENTITIES), self.iri(LINKS)
        for identity in sorted(self.identities, key=lambda i: i.id):
            node = self.iri(identity.id)
            for cls in self._classes(identity):
                yield Quad(node, term("rdf:type"), cls, graph)
            yield Quad(node, term("rdfs:label"), text(identity.label), graph)
            for name in sorted({*identity.names} - {identity.label}):
                yield Quad(node, term("skos:altLabel"), text(name), graph)
            for title in _titles(identity):
                yield Quad(node, term("schema:jobTitle"), text(title), graph)
            yield Quad(node, term("wh:mentionCount"), Literal(self.mentions[identity.id]), graph)
            if identity.country is not None:
                yield Quad(node, term("wh:country"), text(identity.country), graph)
            if identity.when is not None:
                yield Quad(node, term("wh:when"), dated(identity.when), graph)
            for iri in sorted(set(identity.same_as)):
                yield Quad(node, _same(iri), _node(iri), links)

    def _classes(self, identity: Identity) -> list[NamedNode]:
        found = self.ontology.classes.get(identity.cls)
        if found is None:
            raise StoreError(
                f"{identity.id}: the ontology has no class {identity.cls!r}; give the ontology that its "
                "source was read with"
            )
        names = sorted(found.ancestors - self.ontology.abstract | {identity.cls})
        return [_node(self.ontology.classes[name].iri) for name in names]


def quads(
    readings: Iterable[Reading],
    identities: Iterable[Identity],
    ontology: Ontology,
    *,
    base: str = BASE,
) -> Iterator[Quad]:
    """The quads of the whole graph: reading by reading, then the entities.

    `readings` is iterated once. Raises StoreError if a reading has an entity without identity, an unknown
    term, or text that is not valid in RDF.
    """
    compiler = Compiler(tuple(identities), ontology, base)
    for reading in readings:
        yield from compiler.reading(reading)
    yield from compiler.entities()


def _titles(identity: Identity) -> list[str]:
    """The titles of an identity, as written; one that is over everywhere says so: "former minister"."""
    held = {role.title for role in identity.roles if not role.past}
    over = {role.title for role in identity.roles} - held
    return sorted(held | {f"former {title}" for title in over})


def said_in(statement: Statement, quotation: Quotation) -> bool:
    """Whether the phrase of some evidence of a statement stands within the words of a quotation."""
    return any(one.phrase in words.phrase for one in statement.evidence for words in quotation.evidence)


def text(value: str) -> Literal:
    """A plain literal; raises StoreError if the text has a lone surrogate."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        shown = ascii(value[:40])
        raise StoreError(f"{shown}: contains a lone surrogate; fix the text's encoding") from None
    return Literal(value)


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise StoreError(f"{iri!a}: not an IRI; fix its source") from None


def _same(iri: str) -> NamedNode:
    """A web address identifies the thing itself; a code (`urn:…`) is a concept that matches it."""
    return term("owl:sameAs") if iri.startswith(("http://", "https://")) else term("skos:exactMatch")


def _surest(evidence: Evidence) -> tuple[float, Evidence]:
    return (-evidence.confidence, evidence)
