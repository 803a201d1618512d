"""Bodies that a noun and their owner tell: "the Peruvian foreign ministry", "the police in Turin".

Each owner has one of them, so that noun and owner name it; two owners have two.
"""

from __future__ import annotations

from spacy.tokens import Token

from graph.annotate.described.doc_index import DocIndex
from graph.annotate.refs import Draft, Ref, drafts, refs
from graph.grammar.tree import objects_of
from graph.grammar.words import INDEFINITE_ARTICLES, LEFT_MODIFIERS, MODIFIERS
from graph.model import MentionKind

ONE_OF_EACH = "OneOfEach"  # the term of nouns for bodies of which an owner has one
SOME_BODY = "Organization"  # the class of a body of no told kind
OWNING_LAND = frozenset({"Country", "Place"})
OWNING_FAMILIES = OWNING_LAND | {"Organization", "Person"}
LONGEST_NOUN = 3  # tokens of the longest noun for a body: "state news agency"


class Bodies:
    """The owned bodies of one Doc, each with its key."""

    def __init__(self, index: DocIndex) -> None:
        self.index, self.doc, self.words = index, index.doc, index.words
        self.nouns = self.words.words("noun", ONE_OF_EACH)
        self.known: dict[tuple[str, str], str] = {}

    def tell(self, head: Token) -> Ref | None:
        """The reference of a noun to the body of its owner; None for another noun, or without an owner."""
        start = self._start(head)
        if start is None or head.dep_ in MODIFIERS or any(c.dep_ == "appos" for c in head.children):
            return None
        left = [c for token in self.doc[start : head.i + 1] for c in token.lefts if c.i < start]
        if any(c.lower_ in INDEFINITE_ARTICLES | self.words.generic or c.dep_ == "nummod" for c in left):
            return None
        owner = self._owner(head, left)
        if owner is None:
            return None
        noun = self.doc[start : head.i + 1].text.lower()
        cls = self.words.head_class(noun.split(), naming=False) or SOME_BODY
        if cls == SOME_BODY and self.index.is_state(owner):
            return None  # a state's delegation is the state
        key = self.known.get((noun, owner.key)) or self._named(noun, owner) or self._new(noun, cls, owner)
        self.known[noun, owner.key] = key
        begin = min([c.left_edge.i for c in left], default=start)
        drafts(self.doc)[key].names[self._words(begin, head, owner)] += 1
        found = Ref(begin, head.i + 1, head.i, key, MentionKind.DESCRIPTION)
        refs(self.doc).append(found)
        return found

    def _start(self, head: Token) -> int | None:
        """Where the longest noun for such a body begins that ends at a token."""
        for start in range(max(head.sent.start, head.i - LONGEST_NOUN + 1), head.i + 1):
            words = self.doc[start : head.i + 1]
            if words.text.lower() in self.nouns and not any(self.index.covering.get(t.i) for t in words):
                return start if all(t.head.i == head.i for t in words[:-1]) else None
        return None

    def _owner(self, head: Token, left: list[Token]) -> Ref | None:
        """The one owner: a possessor, an adjective or noun before, or a state or place after "of" or "in"."""
        before = [
            (c, OWNING_FAMILIES if c.dep_ == "poss" else OWNING_LAND)
            for c in left
            if c.dep_ in LEFT_MODIFIERS
        ]
        after = [(t, OWNING_LAND) for t in objects_of(head, "of", "in")]
        found = [
            ref
            for token, families in before or after
            for ref in self.index.headed(token.i)
            if self.index.draft(ref).family in families and not any(token.conjuncts)
        ]
        return found[0] if len({ref.key for ref in found}) == 1 else None

    def _named(self, noun: str, owner: Ref) -> str | None:
        """The body of that owner which the text also writes as a name: "Peru's Foreign Ministry"."""
        state = self.index.draft(owner).country
        return next(
            (
                key
                for key, draft in drafts(self.doc).items()
                if draft.family == "Organization"
                and state is not None
                and draft.country == state
                and any(name.casefold().endswith(noun) for name in draft.names)
            ),
            None,
        )

    def _new(self, noun: str, cls: str, owner: Ref) -> str:
        held = self.index.draft(owner)
        key = f"{self.words.ontology.classes[cls].folder}/#{len(self.known) + 1}"
        label = f"{noun.title()} ({held.label})"
        draft = Draft(key, cls, label, self.words.family(cls), country=held.country)
        drafts(self.doc)[key] = draft
        return key

    def _words(self, begin: int, head: Token, owner: Ref) -> str:
        """The phrase as a name: without its article, and with the owner where that follows."""
        first = begin + (self.doc[begin].dep_ == "det")
        return self.doc[first : max(head.i + 1, owner.end if owner.start > head.i else 0)].text
