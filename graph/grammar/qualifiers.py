"""What is attached to a word and may weaken it: negation, auxiliaries, adverbs, conditions, settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from spacy.tokens import Token

from graph.grammar.clauses import measures_time, turning_point
from graph.grammar.tree import has, has_infinitive_to, has_modal, subject
from graph.grammar.words import CONDITIONS, NEGATIVE_WORDS, OPEN_CONJUNCTIONS, PREDICATES

NEGATIVE_LABELS = frozenset({"det", "preconj", "cc", "advmod", "nsubj", "nsubjpass"})
NEGATABLE_LABELS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "pobj", "agent", "oprd"})
FUTURE_IN_THE_PAST = frozenset({"would", "'d"})
INVERTED = frozenset({"had", "were", "should"})
"""Auxiliaries that open a condition before their subject: "had Egypt attacked"."""


class Attached(StrEnum):
    """In which way a word is attached to what it qualifies."""

    NEGATION = auto()  # "not", "never", "no"
    OPEN_NEGATION = auto()  # "not" below "if" or "whether", or with a condition
    NEGATED_ARGUMENT = auto()  # "attacked no ship"
    ADVERB = auto()
    ADJECTIVE = auto()
    CONJUNCTION = auto()
    AUXILIARY = auto()
    OWN_FUTURE = auto()  # "it announced that it would leave"
    INVERSION = auto()  # "had Egypt attacked"
    CONDITION = auto()  # "left if it attacked"
    CASE = auto()  # "in case it attacks"
    PHRASE = auto()  # "in the novel"


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A word that qualifies another, and how it is attached to it."""

    kind: Attached
    token: Token

    @property
    def text(self) -> str:
        """The word in lower case, with a plain apostrophe."""
        return self.token.lower_.replace("’", "'")

    def forms(self) -> set[str]:
        """The word alone, and after each word attached before it: "longer", "no longer"."""
        return {self.token.lower_, *(f"{c.lower_} {self.token.lower_}" for c in self.token.lefts)}

    def marks(self) -> set[str]:
        """A conjunction alone, and with the word before it: "than", "rather than"."""
        token = self.token
        return {token.lower_, f"{token.nbor(-1).lower_} {token.lower_}" if token.i else ""}

    def auxiliary_forms(self) -> set[str]:
        """A modal as it is written and its lemma; empty for an auxiliary that is none."""
        modal = self.token.tag_ == "MD" or self.text in ("'ll", "wo")
        return {self.text, self.token.lemma_.lower()} if modal else set()


def qualifiers(word: Token, *, of_clause: bool = True) -> Iterator[Qualifier]:
    """The qualifiers of a word in the order of the text; without `of_clause` only those a noun has too."""
    is_open = any(
        (c.dep_ in ("mark", "advmod") and c.lower_ in OPEN_CONJUNCTIONS) or _is_condition(c)
        for c in word.children
    )
    for child in word.children:
        if negates(child) and (of_clause or child.dep_ != "neg"):
            if turning_point(word) is None:
                yield Qualifier(Attached.OPEN_NEGATION if is_open else Attached.NEGATION, child)
        elif child.dep_ in ("advmod", "npadvmod", "amod", "acomp"):
            if not measures_time(child):
                yield modifier(child)
        elif child.dep_ == "mark":
            yield Qualifier(Attached.CONJUNCTION, child)
        elif of_clause:
            yield from _of_clause(child, word)
    if word.pos_ in PREDICATES and _in_case(word):
        yield Qualifier(Attached.CASE, word)


def modifier(word: Token) -> Qualifier:
    """An adverb or adjective as a qualifier of what it is attached to."""
    adverb = word.dep_ in ("advmod", "npadvmod") and word.tag_ != "JJ"
    return Qualifier(Attached.ADVERB if adverb else Attached.ADJECTIVE, word)


def negates(word: Token) -> bool:
    """Whether a word negates what it is attached to: "not", "no", "neither"."""
    return word.dep_ == "neg" or (word.lower_ in NEGATIVE_WORDS and word.dep_ in NEGATIVE_LABELS)


def is_done(verb: Token) -> bool:
    """Whether a verb tells a deed by its form as done: in the past, without modal and infinitive."""
    return verb.tag_ in ("VBD", "VBN") and not has_modal(verb) and not has_infinitive_to(verb)


def is_questioned(word: Token) -> bool:
    """Whether a word is in a sentence that ends with a question mark."""
    return word.sent.text.rstrip('\n ”"’)').endswith("?")


def in_scare_quotes(word: Token) -> bool:
    """Whether a word stands alone in quotation marks, so that no one vouches for it."""
    marks = [t for t in word.doc[max(0, word.i - 1) : word.i + 2] if t.i != word.i]
    return len(marks) == 2 and all(t.is_quote for t in marks)


def is_agentless(verb: Token) -> bool:
    """Whether a verb is a passive that names no doer: "the talks were cancelled"."""
    return verb.pos_ == "VERB" and has(verb, "nsubjpass") and not has(verb, "agent")


def _of_clause(child: Token, verb: Token) -> Iterator[Qualifier]:
    """What only a verb has: auxiliaries with their adverbs, conditions, phrases, negated arguments."""
    if child.dep_ == "aux":
        yield from _auxiliary(child, verb)
        yield from (modifier(c) for c in child.lefts if c.dep_ == "advmod")
    elif _is_condition(child):
        yield Qualifier(Attached.CONDITION, child)
    elif child.dep_ == "prep":
        yield Qualifier(Attached.PHRASE, child)
    elif child.dep_ in NEGATABLE_LABELS and verb.pos_ in PREDICATES and any(map(negates, child.children)):
        yield Qualifier(Attached.NEGATED_ARGUMENT, child)


def _is_condition(clause: Token) -> bool:
    """Whether a clause decides whether the main clause comes true; "even if" decides nothing."""
    if clause.dep_ != "advcl":
        return False
    words = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod") and c.i < clause.i}
    return bool(words & CONDITIONS) and "even" not in words


def _auxiliary(auxiliary: Token, verb: Token) -> Iterator[Qualifier]:
    word = Qualifier(Attached.AUXILIARY, auxiliary)
    own = subject(verb)
    if word.text in FUTURE_IN_THE_PAST and _is_own_plan(verb, own):
        yield Qualifier(Attached.OWN_FUTURE, auxiliary)
        return
    yield word
    if word.text in INVERTED and own is not None and auxiliary.i < own.i:
        yield Qualifier(Attached.INVERSION, auxiliary)


def _is_own_plan(verb: Token, own: Token | None) -> bool:
    """Whether someone told what they themselves would do: "Ericsson announced that it would buy Marconi"."""
    return verb.dep_ == "ccomp" and verb.head.tag_ == "VBD" and own is not None and own.pos_ == "PRON"


def _in_case(verb: Token) -> bool:
    """Whether a clause begins with "in case"."""
    first = verb.left_edge
    return first.lower_ == "case" or (
        first.lower_ == "in" and first.i + 1 < len(first.doc) and first.nbor().lower_ == "case"
    )
