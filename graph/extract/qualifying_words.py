"""What a word attached to another makes of it: "never", "planned", "if", "may", "in the novel"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.grammar.coordination import brought
from graph.grammar.qualifiers import Attached, Qualifier, is_done, qualifiers
from graph.grammar.tree import premodifiers
from graph.model import Modality

WEAKEST = (
    Modality.DENIED,
    Modality.CANCELLED,
    Modality.POSSIBLE,
    Modality.PLANNED,
    Modality.CLAIMED,
)
SETTING_PREPOSITIONS = frozenset({"in", "on", "according"})
BY_ITS_FORM = {
    Attached.NEGATION: Modality.DENIED,
    Attached.NEGATED_ARGUMENT: Modality.DENIED,
    Attached.OPEN_NEGATION: Modality.POSSIBLE,
    Attached.INVERSION: Modality.POSSIBLE,
    Attached.CASE: Modality.POSSIBLE,
    Attached.OWN_FUTURE: Modality.PLANNED,
}
"""What a qualifier makes of its word whatever the words are."""


def own_modality(word: Token, words: Lexicon, *, of_clause: bool) -> Iterator[Modality]:
    """What negation, auxiliaries, adverbs, conditions and settings attached to a word make of it."""
    for qualifier in qualifiers(word, of_clause=of_clause):
        if qualifier.kind in BY_ITS_FORM:
            yield BY_ITS_FORM[qualifier.kind]
        elif qualifier.kind is Attached.CONDITION:
            yield from () if _done_in_words(word, words) else (Modality.POSSIBLE,)
        elif qualifier.kind is Attached.PHRASE:
            yield from _setting(qualifier.token, words)
        else:
            yield from qualified(qualifier, words)


def qualified(qualifier: Qualifier, words: Lexicon) -> Iterator[Modality]:
    """What a word makes of what it is attached to: "allegedly", "no longer", "planned", "will", "unless"."""
    kind, forms = qualifier.kind, qualifier.forms()
    order: tuple[Modality, ...] = WEAKEST
    if kind is Attached.CONJUNCTION:
        forms, order = qualifier.marks(), (Modality.DENIED, Modality.POSSIBLE)
    elif kind is Attached.AUXILIARY:
        forms, order = qualifier.auxiliary_forms(), (Modality.POSSIBLE, Modality.PLANNED)
    yield from [m for m in order if forms & words.words(kind.value, m.value)][:1]


def is_fiction(noun: Token, words: Lexicon) -> bool:
    """Whether a noun, or its compound, is a work or a setting whose happenings are no facts."""
    kind = noun.lemma_.lower()
    compounds = {f"{c.lower_} {kind}" for c in premodifiers(noun)}
    return bool(({kind} | compounds) & words.words("noun", "Fiction"))


def _setting(preposition: Token, words: Lexicon) -> Iterator[Modality]:
    """A fictional setting: "in the novel", "in a simulation"; what holds "on paper" alone."""
    sets = preposition.lower_ in SETTING_PREPOSITIONS
    if sets and any(is_fiction(t, words) for t in brought(preposition)):
        yield Modality.POSSIBLE


def _done_in_words(verb: Token, words: Lexicon) -> bool:
    """Whether a verb tells an act done in words, whatever its condition: "threatened war unless …"."""
    return is_done(verb) and verb.lemma_.lower() in words.spoken_acts
