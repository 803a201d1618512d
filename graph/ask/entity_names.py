"""Which entities of the graph the words of a question may name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.ask.phrases import Phrases, spans
from graph.ask.question import Signal, Thing
from graph.ask.tokens import Word, name_words, stem
from graph.errors import QueryError
from graph.ontology import Ontology
from graph.query import Iri, select
from graph.store import Dataset

FEW = 8
"""A description that fits more entities is too vague to ask by."""

MANY = 300
"""Of a class with more entities than this, none is sought by the words around it."""

MOST_NAME_WORDS = 14
LINKS = frozenset("of in on at for by with from to and or 's".split())
"""Words that a description has only within a name."""
ENTITIES = """
SELECT ?x ?name ?main ?class ?mentions ?country ?when WHERE {
  ?x wh:mentionCount ?mentions ; a ?class .
  { ?x rdfs:label ?name BIND (true AS ?main) } UNION { ?x skos:altLabel ?name BIND (false AS ?main) }
  OPTIONAL { ?x wh:country ?country } OPTIONAL { ?x wh:when ?when }
}
"""
OPEN = "SELECT DISTINCT ?phrase { ?s rdf:predicate ?top ; rdfs:label ?phrase }"
IN_SENTENCES = """
SELECT DISTINCT ?x WHERE {
  ?x a ?class .
  { ?s rdf:subject ?x } UNION { ?s rdf:object ?x }
  ?s wh:evidence/nif:anchorOf ?sentence .
  FILTER (CONTAINS(LCASE(?sentence), ?word))
}
"""


@dataclass(slots=True)
class Entity:
    """An entity of the graph, as the names need it."""

    iri: str
    label: str = ""
    names: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    mentions: int = 0
    country: str | None = None
    when: str = ""
    _stems: frozenset[str] | None = None

    @property
    def stems(self) -> frozenset[str]:
        """The stems of the words of its names, found when they are first asked for."""
        if self._stems is None:
            self._stems = frozenset(stem(w) for name in self.names for w in name_words(name))
        return self._stems


Index = Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Names:
    """The entities of a graph by name: their names, known names, parts of personal names."""

    dataset: Dataset
    ontology: Ontology
    phrases: Phrases
    entities: Mapping[str, Entity]
    full: Index
    known: Index
    parts: Index
    by_class: Mapping[str, Sequence[Entity]]
    open: Mapping[tuple[str, ...], tuple[Signal, ...]]
    """The phrases of relations that the ontology has no name for."""

    def things(self, words: Sequence[Word], start: int) -> Iterator[tuple[int, Thing]]:
        """The entities that the words from `start` on can mean, each with its end; the longest first."""
        found = [*self._named(words, start), *self._titled(words, start), *self._owned(words, start)]
        found += [one for one in self._described(words, start) if one[0] not in {end for end, _ in found}]
        yield from sorted(found, key=lambda one: -one[0])

    def _named(self, words: Sequence[Word], start: int) -> Iterator[tuple[int, Thing]]:
        ends = set()
        for index, plain in ((self.full, True), (self.known, True), (self.parts, False)):
            for end, ids in spans(index, words, start, MOST_NAME_WORDS):
                if end not in ends and not (end == start + 1 and _is_cut(words, end)):
                    ends.add(end)
                    yield end, self.thing(_text(words[start:end]), ids, plain=plain)

    def _titled(self, words: Sequence[Word], start: int) -> Iterator[tuple[int, Thing]]:
        """A role before a person's name: "President Xi Jinping"."""
        for middle, _ in spans(self.phrases.roles, words, start):
            for end, thing in self._named(words, middle):
                ids = tuple(i for i in thing.ids if "Person" in self.entities[i].classes)
                if ids:
                    yield end, self.thing(_text(words[start:end]), ids)

    def _owned(self, words: Sequence[Word], start: int) -> Iterator[tuple[int, Thing]]:
        """A country before a name or a noun: "China's Foreign Ministry", "the American agreement"."""
        for middle, owner in self._named(words, start):
            codes = {self.entities[i].country for i in owner.ids} - {None}
            after = middle + (middle < len(words) and words[middle].folded == "'s")
            if not codes or after >= len(words):
                continue
            for end, thing in (*self._named(words, after), *self._described(words, after)):
                ids = tuple(i for i in thing.ids if self.entities[i].country in codes)
                if ids and not set(ids) & set(owner.ids):
                    yield end, self.thing(_text(words[start:end]), ids, note=thing.note)

    def _described(self, words: Sequence[Word], start: int) -> Iterator[tuple[int, Thing]]:
        """A noun of a class with its modifiers: "the cyber agreement"."""
        for head in range(start, min(start + 4, len(words))):
            for end, classes in spans(self.phrases.classes, words, head):
                if _is_cut(words, end):
                    continue
                described = [word.folded for word in words[start : end - 1]]
                for cls in classes:
                    thing = self._fitting(cls, described, words[end - 1].folded, _text(words[start:end]))
                    if thing is not None:
                        yield end, thing

    def _fitting(self, cls: str, described: Sequence[str], head: str, text: str) -> Thing | None:
        """The few entities of a class whose names, dates or sentences have all the describing words.

        Those whose names have the noun itself go before those that are of its class only.
        """
        of_class = self.by_class.get(cls, ())
        if not {*described}.isdisjoint(LINKS):  # "the code of conduct" is a part of a name, or nothing
            row = " ".join((*described, head))
            ids = tuple(e.iri for e in of_class if any(row in " ".join(name_words(n)) for n in e.names))
            return self.thing(text, ids, plain=False) if 0 < len(ids) <= FEW else None
        for group in ([e for e in of_class if self._has(e, head)], of_class):
            ids = tuple(e.iri for e in group if all(self._has(e, word) for word in described))
            if 0 < len(ids) <= FEW:
                return self.thing(text, ids, plain=False)
            if ids or not described or not 0 < len(of_class) <= MANY:
                continue
            own = {e.iri for e in group}
            found = tuple(i for i in self._in_sentences(cls, described) if i in own)
            if 0 < len(found) <= FEW:
                return self.thing(text, found, note=_note(described), plain=False)
        return None

    def _has(self, entity: Entity, word: str) -> bool:
        if word.isdigit() and entity.when.startswith(word):
            return True
        codes = {self.entities[i].country for i in self.known.get((word,), ())}
        if codes and entity.country in codes:
            return True
        return stem(word) in entity.stems

    def _in_sentences(self, cls: str, described: Sequence[str]) -> tuple[str, ...]:
        sets = [
            {
                str(row[0])
                for row in select(
                    self.dataset,
                    IN_SENTENCES,
                    {"class": Iri(self.ontology.classes[cls].iri), "word": stem(word)},
                ).rows
            }
            for word in described
        ]
        return tuple(sorted(set.intersection(*sets) & set(self.entities)))

    def thing(self, text: str, ids: Iterable[str], *, plain: bool = True, note: str = "") -> Thing:
        """The entities as a part of a question, with a note where that they are meant is not plain."""
        found = tuple(sorted(ids, key=lambda i: (-self.entities[i].mentions, i)))
        labels = ", ".join(dict.fromkeys(self.entities[i].label for i in found))
        if note:
            note = note + labels
        elif not plain or len(found) > 1:
            note = f"“{text}” is read as {labels}" + (f" ({len(found)} entities)" if len(found) > 1 else "")
        classes = frozenset(cls for i in found for cls in self.entities[i].classes)
        return Thing(text, found, classes, note)

    def label(self, iri: str) -> str:
        """What an entity is called."""
        return self.entities[iri].label

    def find(self, name: str) -> Thing:
        """The entities with a name or an id; raises QueryError with the closest names if there is none."""
        words_of = name_words(name)
        for index in (self.full, self.known, self.parts):
            if words_of in index:
                return self.thing(name, index[words_of], plain=index is not self.parts)
        ids = tuple(i for i in self.entities if i == name or i.endswith("/" + name.replace(":", "/")))
        if ids:
            return self.thing(name, ids)
        nearest = ", ".join(self.nearest(name)) or "nothing"
        raise QueryError(f"{name!r}: no entity has this name; the closest match is {nearest}")

    def nearest(self, name: str, most: int = 4) -> list[str]:
        """The labels of the entities whose names are closest to an unknown name."""
        from rapidfuzz import fuzz, process

        labels = {n: e.label for e in self.entities.values() for n in sorted(e.names)}
        close = process.extract(name, sorted(labels), scorer=fuzz.ratio, limit=most, score_cutoff=70)
        return list(dict.fromkeys(labels[found] for found, _, _ in close))


def _is_cut(words: Sequence[Word], end: int) -> bool:
    """Whether a name goes on where its noun ends: "Treaty" in "the Treaty of Paris" is no treaty at all."""
    goes_on = end + 1 < len(words) and words[end].folded == "of" and words[end + 1].text[:1].isupper()
    return goes_on and words[end - 1].text[:1].isupper()


def _note(described: Sequence[str]) -> str:
    quoted = " and ".join(f"“{word}”" for word in described)
    return f"no entity has {quoted} in its name, so this asks about entities in sentences with it: "


def names_of(dataset: Dataset, ontology: Ontology, phrases: Phrases) -> Names:
    """The names in a graph."""
    entities = _entities(dataset, ontology)
    full: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for iri, entity in entities.items():
        for name in entity.names:
            if key := name_words(name):
                full[key].add(iri)
    known: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in ontology.known:
        ids = {
            i for name in one.names for i in full.get(name_words(name), ()) if one.cls in entities[i].classes
        }
        for name in (*one.names, *one.demonyms) if ids else ():
            known[name_words(name)] |= ids
    return Names(
        dataset,
        ontology,
        phrases,
        entities,
        _frozen(full),
        _frozen(known),
        _frozen(_parts(entities)),
        _by_class(entities, ontology),
        _open(dataset, ontology),
    )


def _by_class(entities: Mapping[str, Entity], ontology: Ontology) -> Mapping[str, Sequence[Entity]]:
    """The entities of each class, those of its kinds included."""
    found: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in entities.values():
        known = (ontology.classes[cls].ancestors for cls in entity.classes if cls in ontology.classes)
        for cls in frozenset[str]().union(*known):
            found[cls].append(entity)
    return found


def _open(dataset: Dataset, ontology: Ontology) -> dict[tuple[str, ...], tuple[Signal, ...]]:
    """The labels of open relations by their words."""
    top = next((r for r in ontology.relations.values() if r.parent is None), None)
    if top is None:
        return {}
    rows = sorted(select(dataset, OPEN, {"top": Iri(top.iri)}).rows, key=str)
    return {name_words(str(row[0])): (Signal(top.name, phrase=str(row[0])),) for row in rows}


def _frozen(index: Mapping[tuple[str, ...], set[str]]) -> Index:
    return {key: tuple(sorted(ids)) for key, ids in index.items()}


def _parts(entities: Mapping[str, Entity]) -> Mapping[tuple[str, ...], set[str]]:
    """The first and the last word of each person's label, and both if there are others between them."""
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for iri, entity in entities.items():
        key = name_words(entity.label)
        if "Person" in entity.classes and 1 < len(key) < 6:
            for part in (key[:1], key[-1:], (key[0], key[-1])):
                if len(part[0]) > 1:
                    found[part].add(iri)
    return found


def _entities(dataset: Dataset, ontology: Ontology) -> dict[str, Entity]:
    classes = {cls.iri: cls.name for cls in ontology.classes.values()}
    found: dict[str, Entity] = {}
    # Sorted here: Oxigraph's ORDER BY takes longer than all the rest.
    rows = sorted(select(dataset, ENTITIES).rows, key=lambda row: tuple(map(str, row)))
    for iri, name, main, cls, mentions, country, when in rows:
        entity = found.setdefault(str(iri), Entity(str(iri)))
        entity.names.add(str(name))
        entity.classes.add(classes.get(str(cls), "Entity"))
        entity.mentions = int(mentions) if isinstance(mentions, int) else 0
        entity.country = None if country is None else str(country)
        entity.when = str(when or "")
        if main:
            entity.label = str(name)
    return found


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words).replace(" 's", "'s")
