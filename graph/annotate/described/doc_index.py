"""What the steps of one Doc share: which references cover a token, and which date is there."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Draft, Ref, Time, drafts, refs_by_token, times

DATING_PREPOSITIONS = frozenset({"in", "on", "for", "during", "by"})


class DocIndex:
    """One Doc with its references and dates by token."""

    def __init__(self, doc: Doc, words: Lexicon) -> None:
        self.doc, self.words = doc, words
        self.covering = refs_by_token(doc)
        self.dated: dict[int, Time] = {i: time for time in times(doc) for i in range(time.start, time.end)}

    def draft(self, ref: Ref) -> Draft:
        """The entity that a reference means."""
        return drafts(self.doc)[ref.key]

    def is_state(self, ref: Ref) -> bool:
        """Whether a reference means a state."""
        return self.draft(ref).family == "Country"

    def headed(self, i: int) -> Iterator[Ref]:
        """The references whose head is this token."""
        return (ref for ref in self.covering.get(i, ()) if ref.head == i)

    def date(self, i: int) -> str | None:
        """The date at a token; one that something was before or after is no one's own."""
        told = self.dated.get(i)
        return told.value if told is not None and told.edge not in ("before", "after") else None

    # the dates that stand with a phrase

    def after(self, end: int) -> str | None:
        """A date right after a phrase ("meeting on December 1"), wherever the parser hangs it."""
        if end + 1 >= len(self.doc) or self.doc[end].lower_ not in ("on", "in", "of", "for"):
            return None
        skips = self.doc[end + 1].lower_ in ("the", "early", "late", "mid")
        return self.date(end + 2 if skips else end + 1)

    def below(self, token: Token) -> str | None:
        """A date that is attached to a token, by itself or by a preposition."""
        for child in token.children:
            if child.dep_ in ("npadvmod", "tmod", "advmod") and child.i in self.dated:
                return self.date(child.i)
            if child.dep_ == "prep" and child.lower_ in DATING_PREPOSITIONS:
                for thing in child.children:
                    if thing.dep_ == "pobj" and thing.i in self.dated:
                        return self.date(thing.i)
        return None
