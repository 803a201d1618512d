"""The references of one Doc, arranged by token and by entity."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from functools import cached_property

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Draft, Ref, Time, drafts, refs, times
from graph.model import MentionKind
from graph.ontology import Ontology


class References:
    """Which references and dates cover a token, and what is known of the entities that they mean."""

    def __init__(self, doc: Doc, words: Lexicon) -> None:
        self.doc, self.words = doc, words
        self.by_head: dict[int, list[Ref]] = {}
        self.covering: dict[int, list[Ref]] = {}
        self.starting: dict[int, list[Ref]] = {}
        self._of_entity: dict[str, list[Ref]] = {}
        for ref in refs(doc):
            self._of_entity.setdefault(ref.key, []).append(ref)
        for ref in sorted(refs(doc), key=lambda r: (r.end - r.start, r.start, r.key)):
            self.by_head.setdefault(ref.head, []).append(ref)
            self.starting.setdefault(ref.start, []).append(ref)
            for i in range(ref.start, ref.end):
                self.covering.setdefault(i, []).append(ref)

    @property
    def ontology(self) -> Ontology:
        """The ontology that the words come from."""
        return self.words.ontology

    @cached_property
    def dated(self) -> dict[int, Time]:
        """The date at each token of one."""
        return {i: time for time in times(self.doc) for i in range(time.start, time.end)}

    @cached_property
    def drafts(self) -> dict[str, Draft]:
        """The entities by key."""
        return drafts(self.doc)

    def refs_of(self, key: str) -> Sequence[Ref]:
        """The references to an entity, in the order of the text."""
        return self._of_entity.get(key, ())

    @cached_property
    def firsts(self) -> dict[str, Ref]:
        """The first reference to each entity."""
        return {key: found[0] for key, found in self._of_entity.items()}

    def cls(self, key: str) -> str:
        """The class of an entity."""
        return self.drafts[key].cls

    def family(self, key: str) -> str:
        """The family of an entity's class."""
        return self.drafts[key].family

    def is_body_noun(self, noun: Token) -> bool:
        """Whether a noun names a kind of body: "company", "bank", "newspaper"."""
        kinds = self.words.anaphors.get(noun.lemma_.lower(), ())
        return any(self.ontology.family(kind) == "Organization" for kind in kinds)

    def name_ending(self, i: int, families: Collection[str] = ()) -> Ref | None:
        """The name whose last token is `i`, the shortest one; of one of the families, if these are given."""
        ending = (r for r in self.covering.get(i, ()) if r.end == i + 1 and r.kind is MentionKind.NAME)
        return next((r for r in ending if not families or self.family(r.key) in families), None)

    @cached_property
    def telling(self) -> list[bool]:
        """For each token whether its sentence mentions two entities or more, so that it may tie them."""
        found: list[bool] = []
        start, seen = 0, set[str]()
        for token in self.doc:
            if token.is_sent_start and token.i > start:
                found += [len(seen) > 1] * (token.i - start)
                start, seen = token.i, set()
            seen.update(ref.key for ref in self.by_head.get(token.i, ()))
        return found + [len(seen) > 1] * (len(self.doc) - start)

    def makers(self, document: str, told: Set[str] = frozenset()) -> list[str]:
        """Those who may speak and made a document, by its description and by what verbs `told`."""
        if document not in self.drafts or not self.ontology.is_a(self.cls(document), "Document"):
            return []
        made = (told | self.drafts[document].mark.get("makers", frozenset())) & self.drafts.keys()
        return sorted(key for key in made if self.ontology.is_a(self.cls(key), "Agent"))
