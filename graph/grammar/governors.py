"""What governs a word, up to the root, and in which relation: "plans to sign", "rumours of a deal".

Whoever asks how surely, when or by whose account something is said follows these relations and consults
words. What is attached to a word itself is in `qualifiers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from spacy.tokens import Token

from graph.grammar.clauses import is_copular_infinitive, is_result, is_to_be_done
from graph.grammar.relatives import is_content, stands_with_copula
from graph.grammar.reporting import parted
from graph.grammar.tree import has_infinitive_to, has_modal, is_definite, opens_with_that, subject
from graph.grammar.words import PREDICATES

GOVERNOR_DEPTH = 14  # words above a word; a deeper tree is a parse error
CIRCUMSTANCES = frozenset(
    "after during in at since following before according despite amid as throughout until under near".split()
)
"""Prepositions that bring in a circumstance of a verb, which the verb does not govern."""
FACTS_OF_NOUNS = frozenset("after during following before since until amid despite".split())
"""Prepositions that bring in a fact below a noun too: "a statement after the attack on"."""


class Tie(StrEnum):
    """The relation of a word to the word above it."""

    ROOT = auto()  # the main verb; it has none above
    SUBJECT = auto()  # "Iran left"
    PASSIVE_SUBJECT = auto()  # "Iran was told"
    OBJECT = auto()  # "met Iran"
    COMPLEMENT = auto()  # a noun: "is a deal", "named him envoy"
    PREDICATIVE = auto()  # an adjective: "is false"
    CLAUSE = auto()  # "said that it left", "made it leave"
    INFINITIVE = auto()  # or gerund: "plans to leave", "stopped sending"
    ARRANGED = auto()  # "they are to meet"
    PREDICATED = auto()  # "it is true that it left"
    PURPOSE = auto()  # "went there to meet"
    RESULT = auto()  # "recovered only to be overrun"
    ADVERBIAL = auto()  # "stayed until it left"
    CONTENT = auto()  # "the report that it left"
    RELATIVE = auto()  # "the state that left"
    FOCUS = auto()  # "it was Iran that left", "the first to leave"
    PARTICIPLE = auto()  # "an accord signed in Rome", "talks aimed at peace"
    DESCRIBED = auto()  # "the accord signed in Rome"
    NOUN_CLAUSE = auto()  # "a plan to leave"
    PHRASE = auto()  # "talks with Iran"
    CIRCUMSTANCE = auto()  # "left after the attack"
    BROUGHT = auto()  # "with Iran"
    BROUGHT_CLAUSE = auto()  # "without leaving"
    CONJUNCT = auto()  # "met and signed"
    OTHER = auto()  # agents, recipients, other clauses as subjects
    APART = auto()  # what is not governed: modifiers, appositions, parentheses


OF_OBJECTS = frozenset({Tie.OBJECT, Tie.PASSIVE_SUBJECT, Tie.COMPLEMENT})
"""What a verb does something to, or what it makes of it."""
OF_CLAUSES = frozenset({Tie.CLAUSE, Tie.INFINITIVE, Tie.ARRANGED, Tie.PURPOSE})
"""Clauses that a verb governs."""
WITH_CLAUSES = frozenset(
    {
        Tie.CLAUSE,
        Tie.INFINITIVE,
        Tie.ARRANGED,
        Tie.PREDICATED,
        Tie.PHRASE,
        Tie.CIRCUMSTANCE,
        Tie.BROUGHT_CLAUSE,
    }
)
"""Complement clauses, and phrases that may bring one in: "kept her from joining"."""
OF_NOUNS = frozenset({Tie.CONTENT, Tie.RELATIVE, Tie.FOCUS})
"""Finite clauses of a noun."""
UNGOVERNED = frozenset({Tie.ROOT, Tie.SUBJECT, Tie.RELATIVE, Tie.DESCRIBED, Tie.APART})
"""Through these nothing above reaches a word: "the accord signed in Rome" was signed."""


@dataclass(frozen=True, slots=True)
class Governor:
    """A word, `below`, and the word above it; the root is its own governor."""

    below: Token
    tie: Tie

    @property
    def word(self) -> Token:
        """The governing word."""
        return self.below.head

    @property
    def lemma(self) -> str:
        """The lemma of the governing word, in lower case."""
        return self.word.lemma_.lower()

    @property
    def of_verb(self) -> bool:
        """Whether the governing word is a verb."""
        return self.word.pos_ in PREDICATES

    @property
    def over_verb(self) -> bool:
        """Whether the governed word is a verb."""
        return self.below.pos_ in PREDICATES

    @property
    def narrated(self) -> bool:
        """Whether the governing verb is in the simple past."""
        return self.word.tag_ == "VBD"

    @property
    def past(self) -> bool:
        """Whether the governing verb has a past form, the participle included."""
        return self.word.tag_ in ("VBD", "VBN")

    @property
    def preposition(self) -> str:
        """The preposition that heads the governed phrase, in lower case; "" for anything else."""
        return self.below.lower_ if self.tie in (Tie.PHRASE, Tie.CIRCUMSTANCE) else ""

    @property
    def adjectives(self) -> list[Token]:
        """The governing adjective, or those that the governing verb says of its subject."""
        if self.word.pos_ == "ADJ":
            return [self.word]
        return [c for c in self.word.children if c.dep_ == "acomp"]

    @property
    def infinitive(self) -> bool:
        """Whether an infinitive with "to" is governed."""
        return has_infinitive_to(self.below)

    @property
    def copular(self) -> bool:
        """Whether "to be", "to become" or "to serve as" is governed."""
        return is_copular_infinitive(self.below)

    @property
    def passive_infinitive(self) -> bool:
        """Whether a passive infinitive is governed: "a summit to be held"."""
        return is_to_be_done(self.below)

    @property
    def perfect(self) -> bool:
        """Whether a perfect is governed: "is said to have bombed"."""
        return any(c.dep_ == "aux" and c.lower_ == "have" for c in self.below.children)

    @property
    def bare(self) -> bool:
        """Whether a bare infinitive is governed: "let it leave", "made it leave"."""
        return self.below.tag_ == "VB" and not has_modal(self.below)

    @property
    def present(self) -> bool:
        """Whether a clause in the present tense is governed."""
        return self.below.tag_ in ("VBZ", "VBP")

    @property
    def that(self) -> bool:
        """Whether a clause with the conjunction "that" is governed."""
        return opens_with_that(self.below)

    @property
    def marks(self) -> set[str]:
        """The conjunctions and adverbs that may open the clause, in lower case."""
        return {c.lower_ for c in self.below.children if c.dep_ in ("mark", "advmod")}

    @property
    def with_subject(self) -> bool:
        """Whether a clause with its own subject is governed."""
        return self.below.pos_ in PREDICATES and subject(self.below) is not None

    @property
    def brings_gerund(self) -> bool:
        """Whether the preposition below brings in a gerund: "refrained from signing", "after signing"."""
        return any(c.dep_ == "pcomp" for c in self.below.children)

    @property
    def after_nor(self) -> bool:
        """Whether the conjunct follows "nor"."""
        joining = (c for c in self.word.children if c.dep_ in ("cc", "preconj"))
        return any(c.lower_ == "nor" and c.i < self.below.i for c in joining)

    @property
    def shares_auxiliaries(self) -> bool:
        """Whether a coordinated verb takes over the auxiliaries of the first: "will meet and sign"."""
        one, other = self.word, self.below
        own = subject(other) is not None or any(c.dep_ == "aux" for c in other.children)
        alike = one.tag_ == other.tag_ or other.tag_ in ("VB", "VBN", "VBG")
        return self.of_verb and self.over_verb and not own and alike

    def forms(self) -> set[str]:
        """The governing word as cues write it: alone, with its particle or preposition, after "be".

        "call", "call off"; "be due" for "is due", "be told" for "was told".
        """
        word, lemma = self.word, self.lemma
        found = {lemma}
        found |= {f"{lemma} {c.lower_}" for c in word.children if c.dep_ in ("prt", "prep", "advmod")}
        if self.below.dep_ == "prep":
            found.add(f"{lemma} {self.below.lower_}")
        if word.pos_ == "ADJ" or any(
            c.dep_ in ("auxpass", "aux", "cop") and c.lemma_ == "be" for c in word.children
        ):
            found.add(f"be {word.lower_}")
        return found | {f"be {c.lower_}" for c in word.children if c.dep_ == "acomp"}


def governor(word: Token) -> Governor:
    """The governor of a word."""
    return Governor(word, _tie(word))


def governors(word: Token, steps: int = GOVERNOR_DEPTH) -> Iterator[Governor]:
    """The governors from a word up to the root, the nearest first, so many at most."""
    at = word
    for _ in range(steps):
        yield (above := governor(at))
        if above.tie is Tie.ROOT:
            return
        at = above.word


def _tie(word: Token) -> Tie:
    label, head = word.dep_, word.head
    if is_content(word):
        return Tie.CONTENT
    if head.i == word.i:
        return Tie.ROOT
    if label in BY_FORM:
        return BY_FORM[label](word, head)
    return TIES.get(label, Tie.APART)


def _complement(clause: Token, head: Token) -> Tie:
    if parted(clause, head):
        return Tie.APART
    if head.lemma_ == "be":
        return Tie.PREDICATED
    return Tie.CLAUSE


def _subject_clause(clause: Token, head: Token) -> Tie:
    return Tie.PREDICATED if head.lemma_ == "be" and opens_with_that(clause) else Tie.OTHER


def _open_complement(clause: Token, head: Token) -> Tie:
    if is_result(clause):
        return Tie.RESULT
    return Tie.ARRANGED if head.lemma_ == "be" and has_infinitive_to(clause) else Tie.INFINITIVE


def _adverbial(clause: Token, head: Token) -> Tie:
    if head.lemma_ == "be" and opens_with_that(clause):
        return Tie.PREDICATED
    if is_result(clause):
        return Tie.RESULT
    return Tie.PURPOSE if has_infinitive_to(clause) else Tie.ADVERBIAL


def _relative(clause: Token, head: Token) -> Tie:
    return Tie.FOCUS if stands_with_copula(clause) else Tie.RELATIVE


def _noun_clause(clause: Token, head: Token) -> Tie:
    if clause.tag_ == "VBN" and (head.pos_ == "PROPN" or is_definite(head)):
        return Tie.DESCRIBED
    participle = clause.tag_ in ("VBN", "VBG") and not opens_with_that(clause)
    return Tie.PARTICIPLE if participle else Tie.NOUN_CLAUSE


def _phrase(preposition: Token, head: Token) -> Tie:
    apart = CIRCUMSTANCES if head.pos_ in PREDICATES else FACTS_OF_NOUNS
    return Tie.CIRCUMSTANCE if preposition.lower_ in apart else Tie.PHRASE


BY_FORM = {
    "ccomp": _complement,
    "csubj": _subject_clause,
    "xcomp": _open_complement,
    "advcl": _adverbial,
    "relcl": _relative,
    "acl": _noun_clause,
    "prep": _phrase,
}
"""Labels whose relation depends on the form of the clause or phrase."""
TIES = {
    "nsubj": Tie.SUBJECT,
    "nsubjpass": Tie.PASSIVE_SUBJECT,
    "dobj": Tie.OBJECT,
    "attr": Tie.COMPLEMENT,
    "oprd": Tie.COMPLEMENT,
    "acomp": Tie.PREDICATIVE,
    "pobj": Tie.BROUGHT,
    "pcomp": Tie.BROUGHT_CLAUSE,
    "conj": Tie.CONJUNCT,
    "agent": Tie.OTHER,
    "dative": Tie.OTHER,
}
"""Labels that name a relation by themselves; with any other a word stands apart."""
