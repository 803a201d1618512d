"""Repairs of the tree where names show that it is wrong; what single predicates repair is in `repair`.

"Attorney General Marco Rossi and State Councilor Tomas Keller met" is often parsed with "Rossi" as a
modifier of "Keller", so that one of two subjects is lost; "Turkey" in "criticized Turkey" as an adverb.
All repairs write heads and labels of tokens of the Doc, and return nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from graph.grammar.constructions import construction
from graph.grammar.predicates import Kind
from graph.grammar.tree import has
from graph.grammar.words import CONJUNCTIONS

TITLE_TOKENS = 8  # tokens of the longest title between two names: "U.S. Secretary of State"
JOINING_TOKENS = 2  # tokens between names before a title: a comma and "and"
TITLE_FUNCTION_WORDS = frozenset({"of", "for", "the", "'s", "’s", "-"})  # lower-case words inside a title
ADVERBIAL = frozenset({"npadvmod", "advmod", "dep"})
PHRASE_INTERNAL_LABELS = frozenset(
    {"nmod", "compound", "conj", "appos", "poss", "cc", "punct", "amod", "det", "dep"}
)


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name: tokens `start` to `end`, and its head among them."""

    start: int
    end: int
    head: int


def repair(doc: Doc, names: Sequence[NameSpan], people: Sequence[NameSpan], roles: AbstractSet[str]) -> None:
    """Repair arguments and appositions, then titles, then lists of people; `roles` are nouns for roles."""
    for name in names:
        name_as_argument(doc, name)
        name_as_object(doc, name)
        name_as_apposition(doc, name)
    owners = {name.end: name for name in names}
    for name in people:
        name_over_title(doc, name)
        name_after_owner(doc, name, owners.get(before_brackets(doc, name.start)), roles)
        name_after_field(doc, name, roles, owners)
    for chain in _chains(doc, people, roles):
        heads = [doc[name.head] for name in chain]
        if not {t.i for t in heads[1:]} <= {t.i for t in heads[0].conjuncts}:
            listed_names(doc, chain)


def _first_token(doc: Doc, name: NameSpan) -> int:
    """The first token of a name, its article included."""
    return name.start - 1 if name.start and doc[name.start - 1].pos_ == "DET" else name.start


@construction(
    "name as adverb",
    Kind.REPAIR,
    ("theme",),
    yes=("The report, published Monday, criticized Turkey. | criticized: agent report; theme Turkey",),
    no=("The group struck Tuesday. | struck: theme Tuesday",),
)
def name_as_object(doc: Doc, name: NameSpan) -> None:
    """A name right after a verb without an object is its object: no name is an adverb."""
    head = doc[name.head]
    verb = head.head
    follows = verb.pos_ == "VERB" and verb.i == _first_token(doc, name) - 1
    if head.dep_ in ADVERBIAL and follows and not has(verb, "dobj", "nsubjpass", "auxpass"):
        head.dep_ = "dobj"


@construction(
    "name as punctuation",
    Kind.REPAIR,
    ("theme",),
    yes=("Kenya sued Halden Inc. Uganda praised Kenya. | sued: theme Inc.",),
    no=("Orsted sued, Verdin Corp. said. | sued: theme Corp.",),
)
def name_as_argument(doc: Doc, name: NameSpan) -> None:
    """A name that ends its sentence with its own full stop is an argument of the word before it.

    The parser takes such a token for the punctuation of the sentence: "met the U.S.", "sued Verdin Corp."
    """
    head = doc[name.head]
    if head.dep_ != "punct" or not head.text.endswith("."):
        return
    first = name.start - 1 if name.start and doc[name.start - 1].tag_ == "DT" else name.start
    for token in doc[first : name.start]:
        token.head, token.dep_ = head, "det"
    before = doc[first - 1] if first > head.sent.start else None
    if before is None or has(before, "dobj", "pobj"):
        return
    if before.pos_ == "VERB":
        head.head, head.dep_ = before, "dobj"
    elif before.pos_ == "ADP":
        head.head, head.dep_ = before, "pobj"


@construction(
    "name as conjunct",
    Kind.REPAIR,
    ("agent",),
    yes=("A union, the Federation of Employees, sued. | sued: agent union",),
    no=("A company, Halstad Verf, bought Arnhem Dyes. | bought: agent Verf",),
)
def name_as_apposition(doc: Doc, name: NameSpan) -> None:
    """A name between commas explains the noun before it: "A union, the Federation of Employees, sued"."""
    head, first = doc[name.head], _first_token(doc, name)
    if first < 2 or doc[first - 1].text != "," or head.dep_ not in ("conj", "dep"):
        return
    noun, after = doc[first - 2], doc[name.end] if name.end < len(doc) else None
    closed = after is not None and (after.text in ",.;" or after.is_space)
    alone = not has(noun, "cc") and not has(head, "cc")
    if noun.tag_ == "NN" and closed and alone and noun.head.i != head.i and not head.is_ancestor(noun):
        head.head, head.dep_ = noun, "appos"


@construction(
    "name under its title",
    Kind.REPAIR,
    ("agent",),
    yes=("The researcher Anna Berg founded Acme. | founded: agent Berg",),
    no=("The spokesman of Karl Lund left Acme. | left: agent Lund",),
)
def name_over_title(doc: Doc, name: NameSpan) -> None:
    """A name heads its phrase where the parser took it for an apposition of the title right before it."""
    head, title = doc[name.head], doc[max(0, name.start - 1)]
    if head.dep_ == "appos" and head.head.i == title.i and name.start > 0 and title.head.i != title.i:
        head.head, head.dep_ = title.head, title.dep_
        title.head, title.dep_ = head, "compound"


@construction(
    "name after its title and state",
    Kind.REPAIR,
    ("agent",),
    yes=(
        "President of France Emmanuel Macron visited Poland. | visited: agent Macron; theme Poland",
        "The Chancellor of Germany Angela Merkel founded Acme. | founded: agent Merkel",
        "Minister of Trade of Latvia Baiba Kalnina visited Oslo. | visited: agent Kalnina; theme Oslo",
        "Iran met the head of the World Bank (WB) Anna Berg. | met: agent Iran; theme Berg",
    ),
    no=(
        "The capital of Germany Angela Merkel loved grew. | grew: agent Merkel",
        "President of France for years, Emmanuel Macron visited Poland. | visited: agent France",
    ),
)
def name_after_owner(doc: Doc, name: NameSpan, owner: NameSpan | None, roles: AbstractSet[str]) -> None:
    """A name heads the phrase of the title before it: "President of | France | Emmanuel Macron"."""
    if owner is None:
        return
    head, state = doc[name.head], doc[owner.head]
    titles = ((of, _title(of, owner, roles)) for of in (head.head, state.head))
    preposition, title = next((found for found in titles if found[1] is not None), (state.head, None))
    if title is None or title.head.i in (head.i, state.i):
        return
    head.head, head.dep_ = (head, "ROOT") if title.head.i == title.i else (title.head, title.dep_)
    title.head, title.dep_ = head, "compound"
    state.head, state.dep_ = preposition, "pobj"


@construction(
    "name after the field of its title",
    Kind.REPAIR,
    ("agent",),
    yes=("Ghana's Minister of State Pavel Horak visited Peru. | visited: agent Horak; theme Peru",),
    no=("The spokesman of Minister Anna Berg visited Peru. | visited: agent Berg",),
)
def name_after_field(
    doc: Doc, name: NameSpan, roles: AbstractSet[str], owners: Mapping[int, NameSpan]
) -> None:
    """A name heads the phrase of the title and field right before it: "Minister of State | Anna Berg"."""
    head, of = doc[name.head], doc[name.head].head
    field = doc[of.i + 1 : name.start]
    if head.dep_ != "pobj" or of.lower_ != "of" or not len(field) or name.start in owners:
        return
    title, plain = of.head, all(t.text.isalpha() and t.text[0].isupper() for t in field)
    if not plain or any(t.lower_ in roles for t in field):
        return
    if title.lower_ not in roles or not title.text[0].isupper() or title.head.i == title.i:
        return
    head.head, head.dep_ = title.head, title.dep_
    title.head, title.dep_ = head, "compound"
    field[-1].head, field[-1].dep_ = of, "pobj"


def _title(of: Token, owner: NameSpan, roles: AbstractSet[str]) -> Token | None:
    """The role whose state or body "of" brings in, beyond its field: "Minister of Culture | of Latvia"."""
    if of.lower_ != "of" or of.i >= owner.start:
        return None
    noun = of.head
    while noun.lower_ not in roles and noun.dep_ == "pobj" and noun.head.lower_ in ("of", "for"):
        noun = noun.head.head
    return noun if noun.lower_ in roles and noun.i < of.i else None


def before_brackets(doc: Doc, i: int) -> int:
    """Where what ends before `i` ends without an acronym in brackets: "the World Bank | (WB) Ana Ruiz"."""
    return i - 3 if i > 3 and doc[i - 1].text == ")" and doc[i - 3].text == "(" else i


def _chains(doc: Doc, people: Sequence[NameSpan], roles: AbstractSet[str]) -> Iterator[list[NameSpan]]:
    """Names with nothing except commas, one "and" and titles between them, the longest first."""
    chain: list[NameSpan] = []
    for name in people:
        between = list(doc[chain[-1].end : name.start]) if chain and chain[-1].end < name.start else []
        if chain and not _joins(between, roles):
            chain = []
        chain.append(name)
        if len(chain) > 1 and any(t.lower_ in CONJUNCTIONS for t in between[:JOINING_TOKENS]):
            yield chain
            chain = [name]


def _joins(between: Sequence[Token], roles: AbstractSet[str]) -> bool:
    """Whether the tokens between two names are a comma or an "and", and a title."""
    joining = (",", *CONJUNCTIONS)
    start = next((i for i, t in enumerate(between) if t.lower_ not in joining), len(between))
    title = between[start:]
    if not 0 < start <= JOINING_TOKENS or len(title) > TITLE_TOKENS or any(t.is_sent_start for t in between):
        return False
    if title and title[0].lower_ in TITLE_FUNCTION_WORDS:
        return False
    return all(t.text[0].isupper() or t.lower_ in TITLE_FUNCTION_WORDS or t.lower_ in roles for t in title)


@construction(
    "listed names",
    Kind.REPAIR,
    ("agent",),
    yes=("Attorney General Marco Rossi and State Councilor Tomas Keller met. | met: agent Rossi, Keller",),
    no=("Ana Ruiz met Karl Lund, and Paul Osei left. | left: agent Lund",),
)
def listed_names(doc: Doc, chain: Sequence[NameSpan]) -> None:
    """Attach the first name where the list is, the others in a row, and titles to their names."""
    start = min(chain[0].start, *(doc[name.head].left_edge.i for name in chain))
    end = chain[-1].end
    heads = [doc[name.head] for name in chain]
    above = next((t for t in heads if not start <= t.head.i < end or t.head.i == t.i), None)
    if above is None or above.head.i == above.i or above.dep_ in PHRASE_INTERNAL_LABELS:
        return
    if heads[0].is_ancestor(above.head):
        return
    heads[0].head, heads[0].dep_ = above.head, above.dep_
    for before, name in pairwise(chain):
        head = doc[name.head]
        head.head, head.dep_ = doc[before.head], "conj"
        for token in doc[before.end : name.start]:
            if token.lower_ in (",", *CONJUNCTIONS):
                token.head, token.dep_ = doc[before.head], "punct" if token.is_punct else "cc"
            elif not before.end <= token.head.i < name.end or token.dep_ == "conj":
                token.head, token.dep_ = head, "compound"
