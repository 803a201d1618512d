"""What the steps of one Doc share: which references cover a token, and which date stands there."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Draft, Ref, Time, drafts, refs_by_token, times

DATING_PREPOSITIONS = frozenset({"in", "on", "for", "during", "by"})
DATE_TOKENS = 25  # tokens after a verb in which its date is looked for
GOING_WITH = frozenset({"for", "at", "during", "to", "in"})


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
        """The date at a token."""
        return self.dated[i].value if i in self.dated else None

    # when a thing is, by where its date stands

    def time_of_name(self, ref: Ref, dating: frozenset[str]) -> str | None:
        """The date of a named thing: inside it, before or after it, below its head, or with its verb."""
        inside = next((self.dated[i].value for i in range(ref.start, ref.end) if i in self.dated), None)
        head = self.doc[ref.head]
        found = inside or self.date(ref.start - 1)
        if found is None and "~" not in dating and _is_of_another_act(head, dating):
            return self.after(ref.end) if self.doc[ref.end : ref.end + 1].text.lower() == "of" else None
        return found or self.after(ref.end) or self.below(head) or self.by_verb(head, dating)

    def after(self, end: int) -> str | None:
        """A date right after a phrase ("meeting on December 1"), wherever the parser hangs it."""
        if end + 1 >= len(self.doc) or self.doc[end].lower_ not in ("on", "in", "of", "for"):
            return None
        skips = self.doc[end + 1].lower_ in ("the", "early", "late", "mid")
        return self.date(end + 2 if skips else end + 1)

    def below(self, token: Token) -> str | None:
        """A date that hangs on a token, by itself or by a preposition."""
        for child in token.children:
            if child.dep_ in ("npadvmod", "tmod", "advmod") and child.i in self.dated:
                return self.date(child.i)
            if child.dep_ == "prep" and child.lower_ in DATING_PREPOSITIONS:
                for thing in child.children:
                    if thing.dep_ == "pobj" and thing.i in self.dated:
                        return self.date(thing.i)
        return None

    def _only_date(self, verb: Token) -> str | None:
        """The one date after a verb in its sentence, wherever a long clause has made the parser hang it."""
        after = {
            self.dated[i] for i in range(verb.i, min(verb.sent.end, verb.i + DATE_TOKENS)) if i in self.dated
        }
        other = any(t.pos_ == "VERB" for t in self.doc[verb.i + 1 : min(verb.sent.end, verb.i + DATE_TOKENS)])
        only = next(iter(after)) if len(after) == 1 and not other else None
        return only.value if only is not None and only.edge is None else None

    def by_verb(self, head: Token, dating: frozenset[str]) -> str | None:
        """The time of a verb that dates such a thing ("was signed in May 1972", "arrived for a summit")."""
        verb = head.head
        if head.dep_ in ("dobj", "nsubjpass", "nsubj") and verb.lemma_.lower() in dating:
            above = verb.head if verb.dep_ in ("xcomp", "advcl", "ccomp") else None
            found = self.below(verb) or (self.below(above) if above is not None else None)
            return found or self._only_date(verb)
        if head.dep_ == "pobj" and verb.lower_ in GOING_WITH and verb.head.pos_ == "VERB" and "~" in dating:
            return self.below(verb.head)
        clause = next((c for c in head.children if c.dep_ == "relcl"), None)
        return self.below(clause) if clause is not None and clause.lemma_.lower() in dating else None


def _is_of_another_act(head: Token, dating: frozenset[str]) -> bool:
    """Whether a name is what an act concerns that does not date it: "ratified the Oslo Pact in 2021"."""
    token = head
    while token.dep_ in ("pobj", "prep", "conj", "appos") and token.head.i < token.i:
        token = token.head
    governor = token.head if token.dep_ in ("dobj", "nsubjpass") else token
    return governor.i != head.i and governor.lemma_.lower() not in dating
