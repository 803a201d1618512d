"""Holds a reading against a case of the table: what is missing, and what is too much."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Entity, Modality, Quotation, Reading, Statement
from graph.ontology import Ontology

from .table import Case, Named, Pattern, Quoted


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a case lacks and what it must not have, in the words of the table."""

    missing: tuple[str, ...] = ()
    excess: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.missing and not self.excess

    def __str__(self) -> str:
        lines = [f"missing   {each}" for each in self.missing]
        return "\n".join(lines + [f"too much  {each}" for each in self.excess])


def normal(name: str) -> str:
    """A name as names are compared: without case, article, punctuation and possessive."""
    name = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    name = re.sub(r"(?<=\w)'s\b|(?<=s)'(?!\w)", "", name)
    return re.sub(r"^(?:the|an?) ", "", " ".join(re.findall(r"\w+", name)))


def _counts(forbidden: Pattern, statement: Statement) -> bool:
    """Whether a statement is what must not be told: what is over ("sold its stake") is no present fact."""
    return forbidden.modalities != {"Asserted"} or statement.state is None


class Judge:
    """One reading, looked at through the eyes of the table."""

    def __init__(self, reading: Reading, ontology: Ontology) -> None:
        self.reading = reading
        self.ontology = ontology
        self.entities = {entity.key: entity for entity in reading.entities}

    def verdict(self, case: Case) -> Verdict:
        """What the reading of the case's text lacks, and what it has too much of."""
        missing = [each.written for each in case.required if not any(self.found(each))]
        missing += [f"= {each.written}" for each in case.entities if not self._is_there(each)]
        excess = [self.show(one) for each in case.forbidden for one in self.found(each) if _counts(each, one)]
        excess += [self.show(one) for one in self._unlisted(case)]
        missing += [f'" {each.written}' for each in case.quotations if not any(self.quotations(each))]
        excess += [f'" {each.written}' for each in case.no_quotations if any(self.quotations(each))]
        excess += [f"={each.name}" for each in case.no_entities if self.named(each.name)]
        return Verdict(tuple(missing), tuple(dict.fromkeys(excess)))

    def named(self, reference: str) -> list[Entity]:
        """The entities that a reference of the table may mean."""
        return [entity for entity in self.reading.entities if self._means(reference, entity)]

    def found(self, pattern: Pattern) -> Iterator[Statement]:
        """The statements that a line of the table covers."""
        return (statement for statement in self.reading.statements if self._covers(pattern, statement))

    def quotations(self, wanted: Quoted) -> Iterator[Quotation]:
        """The quotations that a line of the table covers."""
        text = self.reading.source.text
        for one in self.reading.quotations:
            words = " ".join(place.phrase.of(text) for place in one.evidence)
            mentions = [self.entities[key] for key in one.mentions]
            if (
                self._is_one(wanted.speaker, one.speaker)
                and all(any(self._means(name, each) for each in mentions) for name in wanted.mentions)
                and (wanted.words or "") in words
            ):
                yield one

    def show(self, statement: Statement) -> str:
        """A statement in the words of the table."""
        terms = [str(statement.modality)]
        terms += [f"by {self._label(statement.speaker)}"] if statement.speaker else []
        terms += [f"via {self._label(statement.medium)}"] if statement.medium else []
        dates = (("when", statement.when), ("start", statement.start), ("end", statement.end))
        terms += [f"{word} {value}" for word, value in dates if value]
        terms += [f"“{statement.label}”"] if statement.label else []
        ends = self._label(statement.subject), self._label(statement.object)
        return f"{ends[0]} —{statement.relation}→ {ends[1]} [{'; '.join(terms)}]"

    def _label(self, key: str) -> str:
        return self.entities[key].label if key in self.entities else f"?{key}"

    def _means(self, reference: str, entity: Entity) -> bool:
        return any(self._means_one(one, entity) for one in reference.split("|"))

    def _means_one(self, reference: str, entity: Entity) -> bool:
        names = {normal(name) for name in (entity.label, *entity.names)}
        cls, colon, word = reference.partition(":")
        if reference == "*":
            return True
        if colon and cls in self.ontology.classes:
            words = normal(word).split()
            return self.ontology.is_a(entity.cls, cls) and any(
                set(words) <= set(name.split()) for name in names
            )
        return normal(reference) in names

    def _covers(self, pattern: Pattern, statement: Statement) -> bool:
        return (
            self._says(pattern.relations, statement.relation)
            and self._joins(pattern, statement)
            and (not pattern.modalities or statement.modality in pattern.modalities)
            and self._speaks(pattern, statement)
            and all(getattr(statement, word) in value.split("|") for word, value in pattern.dates)
        )

    def _says(self, wanted: tuple[str, ...], relation: str) -> bool:
        known = self.ontology.relations.get(relation)
        family = known is not None and known.parent == "affiliatedWith"
        return relation in wanted or "*" in wanted or (family and "affiliatedWith" in wanted)

    def _joins(self, pattern: Pattern, statement: Statement) -> bool:
        if statement.subject not in self.entities or statement.object not in self.entities:
            return False
        subject, target = self.entities[statement.subject], self.entities[statement.object]
        if self._means(pattern.subject, subject) and self._means(pattern.object, target):
            return True
        known = self.ontology.relations.get(statement.relation)
        mirrored = self._means(pattern.subject, target) and self._means(pattern.object, subject)
        return known is not None and known.symmetric and mirrored

    def _speaks(self, pattern: Pattern, statement: Statement) -> bool:
        if pattern.by is None and pattern.modalities == {"Asserted"}:
            return statement.speaker is None
        return self._is_one(pattern.by, statement.speaker) and self._is_one(pattern.via, statement.medium)

    def _is_one(self, reference: str | None, key: str | None) -> bool:
        if reference is None:
            return True
        return key in self.entities and self._means(reference, self.entities[key])

    def _unlisted(self, case: Case) -> Iterator[Statement]:
        if not case.shut:
            return
        for statement in self.reading.statements:
            counts = case.shut == "any" or statement.modality is Modality.ASSERTED
            if counts and not any(self._covers(each, statement) for each in (*case.required, *case.allowed)):
                yield statement

    def _is_there(self, wanted: Named) -> bool:
        return any(self._fits(wanted, entity) for entity in self.named(wanted.name))

    def _fits(self, wanted: Named, entity: Entity) -> bool:
        names = {normal(name) for name in (entity.label, *entity.names)}
        kinds = any(cls == "*" or self.ontology.is_a(entity.cls, cls) for cls in wanted.classes)
        known_as = all(any(normal(one) in names for one in aka.split("|")) for aka in wanted.aka)
        return kinds and known_as and all(_has(entity, word, value, names) for word, value in wanted.terms)


def _has(entity: Entity, word: str, value: str, names: set[str]) -> bool:
    """Whether an entity has a term of the table, such as a date or a role."""
    if word == "not-aka":
        return normal(value) not in names
    if word in ("role", "past"):
        roles = [role for role in entity.roles if word == "role" or role.past]
        return any(normal(one) in normal(role.title) for role in roles for one in value.split("|"))
    return getattr(entity, word) in value.split("|")
