"""Mends the tree where names tell more than the parser knew.

"Attorney General Loretta Lynch and State Councilor Guo Shengkun met" is often parsed with "Lynch" as a
modifier of "Shengkun", so that one of two subjects is lost; "Turkey" in "criticized Turkey" as an adverb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon, lexicon
from graph.annotate.refs import Ref, drafts, refs
from graph.annotate.setup import ontology_of
from graph.grammar.words import CONJUNCTIONS
from graph.ontology import Ontology

TITLE_TOKENS = 8  # tokens of the longest title between two names: "U.S. Secretary of State"
TITLE_FUNCTION_WORDS = frozenset({"of", "for", "the", "'s", "’s", "-"})  # lower-case words inside a title
ADVERBIAL = frozenset({"npadvmod", "advmod", "dep"})
PHRASE_INTERNAL_LABELS = frozenset(
    {"nmod", "compound", "conj", "appos", "poss", "cc", "punct", "amod", "det", "dep"}
)


@Language.factory(
    "whereas_repair_parse",
    default_config={"ontology": ""},
    requires=["doc._.refs", "doc._.drafts", "token.dep"],
    assigns=["token.dep", "token.head"],
)
def make_parse_repair(nlp: Language, name: str, ontology: str) -> ParseRepair:
    """The component for a registered ontology."""
    return ParseRepair(ontology_of(ontology))


class ParseRepair:
    """Re-attaches names that cannot be what the parser took them for."""

    def __init__(self, ontology: Ontology) -> None:
        self.lexicon: Lexicon = lexicon(ontology)

    def __call__(self, doc: Doc) -> Doc:
        """Mend objects, titles, lists of people and appositions, in this order."""
        known = drafts(doc)
        people = [ref for ref in refs(doc) if known[ref.key].family == "Person"]
        for ref in refs(doc):
            _as_argument(doc, ref)
            _as_object(doc, ref)
            _as_apposition(doc, ref)
        for ref in people:
            _untitled(doc, ref)
        for chain in self._lists(doc, people):
            heads = [doc[ref.head] for ref in chain]
            if not {t.i for t in heads[1:]} <= {t.i for t in heads[0].conjuncts}:
                _coordinate(doc, chain)
        return doc

    def _lists(self, doc: Doc, people: Sequence[Ref]) -> Iterator[list[Ref]]:
        """Names with nothing but commas, one "and" and titles between them, the longest first."""
        chain: list[Ref] = []
        for ref in people:
            between = doc[chain[-1].end : ref.start] if chain and chain[-1].end < ref.start else None
            joined = between is not None and self._joins(list(between))
            if chain and not joined:
                chain = []
            chain.append(ref)
            if len(chain) > 1 and between is not None and any(t.lower_ in CONJUNCTIONS for t in between[:2]):
                yield chain
                chain = [ref]

    def _joins(self, between: list[Token]) -> bool:
        """Whether the tokens between two names are a comma or an "and", and a title."""
        start = next((i for i, t in enumerate(between) if t.lower_ not in (",", *CONJUNCTIONS)), len(between))
        title = between[start:]
        return (
            0 < start <= 2
            and len(title) <= TITLE_TOKENS
            and not any(t.is_sent_start for t in between)
            and all(
                t.text[0].isupper() or t.lower_ in TITLE_FUNCTION_WORDS or self._is_role(t) for t in title
            )
            and (not title or title[0].lower_ not in TITLE_FUNCTION_WORDS)
        )

    def _is_role(self, token: Token) -> bool:
        return token.lower_ in self.lexicon.role_heads


def _coordinate(doc: Doc, chain: Sequence[Ref]) -> None:
    """Hang the first name where the list hangs, each other on the one before, and titles on their names."""
    start = min(chain[0].start, *(doc[ref.head].left_edge.i for ref in chain))
    end = chain[-1].end
    heads = [doc[ref.head] for ref in chain]
    above = next((t for t in heads if not start <= t.head.i < end or t.head.i == t.i), None)
    if (
        above is None
        or above.head.i == above.i
        or above.dep_ in PHRASE_INTERNAL_LABELS
        or heads[0].is_ancestor(above.head)
    ):
        return
    heads[0].head, heads[0].dep_ = above.head, above.dep_
    for before, ref in pairwise(chain):
        head = doc[ref.head]
        head.head, head.dep_ = doc[before.head], "conj"
        for token in doc[before.end : ref.start]:
            if token.lower_ in (",", *CONJUNCTIONS):
                token.head, token.dep_ = doc[before.head], "punct" if token.is_punct else "cc"
            elif not before.end <= token.head.i < ref.end or token.dep_ == "conj":
                token.head, token.dep_ = head, "compound"


def _untitled(doc: Doc, ref: Ref) -> None:
    """Let a name head its phrase where the parser took it for an apposition of the title right before it."""
    name, title = doc[ref.head], doc[max(0, ref.start - 1)]
    if name.dep_ == "appos" and name.head.i == title.i and ref.start > 0 and title.head.i != title.i:
        name.head, name.dep_ = title.head, title.dep_
        title.head, title.dep_ = name, "compound"


def _as_object(doc: Doc, ref: Ref) -> None:
    """Let a name right after a verb without an object be its object: nobody's name is an adverb."""
    name = doc[ref.head]
    verb = name.head
    first = ref.start - 1 if ref.start and doc[ref.start - 1].pos_ == "DET" else ref.start
    if (
        name.dep_ in ADVERBIAL
        and verb.pos_ == "VERB"
        and verb.i == first - 1
        and not any(c.dep_ in ("dobj", "nsubjpass", "auxpass") for c in verb.children)
    ):
        name.dep_ = "dobj"


def _as_argument(doc: Doc, ref: Ref) -> None:
    """Let a name that ends its sentence with its own full stop be an argument: "… praised Intel Corp."

    The parser takes such a token for the sentence's punctuation.
    """
    name = doc[ref.head]
    if name.dep_ != "punct" or not name.text.endswith("."):
        return
    first = ref.start - 1 if ref.start and doc[ref.start - 1].tag_ == "DT" else ref.start
    before = doc[first - 1] if first > name.sent.start else None
    for token in doc[first : ref.start]:
        token.head, token.dep_ = name, "det"
    if before is None or any(c.dep_ in ("dobj", "pobj") for c in before.children):
        return
    if before.pos_ == "VERB":
        name.head, name.dep_ = before, "dobj"
    elif before.pos_ == "ADP":
        name.head, name.dep_ = before, "pobj"


def _as_apposition(doc: Doc, ref: Ref) -> None:
    """Let a name between commas explain the noun before it: "A union, the Federation of Employees, sued"."""
    name = doc[ref.head]
    first = ref.start - 1 if ref.start and doc[ref.start - 1].pos_ == "DET" else ref.start
    if first < 2 or doc[first - 1].text != "," or name.dep_ not in ("conj", "dep"):
        return
    noun, after = doc[first - 2], doc[ref.end] if ref.end < len(doc) else None
    closed = after is not None and (after.text in ",.;" or after.is_space)
    alone = not any(c.dep_ == "cc" for c in (*noun.children, *name.children))
    if noun.tag_ == "NN" and closed and alone and noun.head.i != name.i and not name.is_ancestor(noun):
        name.head, name.dep_ = noun, "appos"
