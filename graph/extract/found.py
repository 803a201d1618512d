"""What the extraction rules hand over, and the reader's desk on which they work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from graph.annotate.classify import family
from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Draft, Ref, drafts, refs
from graph.extract.clauses import conjoined
from graph.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Found:
    """One relation as a rule found it: keys of both ends, the predicate token, and the phrase's tokens."""

    subject: str
    relation: str
    object: str
    predicate: int
    phrase: tuple[int, int]
    extractor: str
    label: str | None = None
    when: str | None = None
    start: str | None = None
    end: str | None = None
    past: bool = False
    structural: bool = False
    span: tuple[int, int] | None = None


class Desk:
    """One Doc with its references arranged for the rules: who or what a token stands for."""

    def __init__(self, doc: Doc, words: Lexicon) -> None:
        self.doc, self.words = doc, words
        self.by_head: dict[int, list[Ref]] = {}
        self.covering: dict[int, list[Ref]] = {}
        for ref in sorted(refs(doc), key=lambda r: (r.end - r.start, r.start, r.key)):
            self.by_head.setdefault(ref.head, []).append(ref)
            for i in range(ref.start, ref.end):
                self.covering.setdefault(i, []).append(ref)

    @property
    def ontology(self) -> Ontology:
        """The ontology that the words come from."""
        return self.words.ontology

    @cached_property
    def drafts(self) -> dict[str, Draft]:
        """The entities by key."""
        return drafts(self.doc)

    def cls(self, key: str) -> str:
        """The class of an entity."""
        return self.drafts[key].cls

    def keys(self, token: Token) -> list[str]:
        """What a token stands for: what it heads, else what its noun phrase passes on.

        "representatives from the Ministry" stands for the Ministry, "Chinese officials" for China.
        """
        here = [r.key for r in self.by_head.get(token.i, ())]
        if here:
            widest = max(r.end - r.start for r in self.by_head[token.i])
            return list(dict.fromkeys(r.key for r in self.by_head[token.i] if r.end - r.start == widest or r.start == r.head))
        covering = self.covering.get(token.i, ())
        if covering and token.pos_ in ("PROPN", "NOUN", "ADJ"):
            return [covering[0].key]
        return self.passed_on(token)

    def passed_on(self, token: Token) -> list[str]:
        """For whom an unnamed group of people stands: their state or their body."""
        noun = token.lemma_.lower()
        collective = noun in self.words.standing_in
        if not collective and not (noun in self.words.role_heads and token.tag_ in ("NNS", "NNPS")):
            return []
        after: list[str] = []
        for prep in token.rights:
            if prep.dep_ == "prep" and prep.lower_ in ("of", "from", "for", "at", "in"):
                for thing in prep.children:
                    if thing.dep_ == "pobj":
                        for member in conjoined(thing):
                            after += [k for k in self._own(member) if family(self.cls(k)) in ("Organization", "Country")] or self.passed_on(member)
        if after:
            return list(dict.fromkeys(after))
        before = [k for c in token.lefts if c.dep_ in ("amod", "compound", "poss", "nmod") for k in self._own(c)]
        return [k for k in dict.fromkeys(before) if family(self.cls(k)) in ("Organization", "Country")]

    def _own(self, token: Token) -> list[str]:
        return [r.key for r in self.by_head.get(token.i, ())] or [r.key for r in self.covering.get(token.i, ())][:1]

    def all_keys(self, tokens: Iterable[Token]) -> list[str]:
        """What several tokens stand for, each once, in order."""
        return list(dict.fromkeys(key for token in tokens for key in self.keys(token)))

    def pairs(self, subjects: Iterable[str], objects: Iterable[str]) -> list[tuple[str, str]]:
        """Every pair of different ends."""
        ends = list(objects)
        return [(s, o) for s in subjects for o in ends if s != o]
