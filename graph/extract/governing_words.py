"""What a governing word makes of its complement: "plans to", "refused to", "rumours of", "without"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.extract.qualifying_words import WEAKEST, qualified
from graph.grammar.governors import OF_CLAUSES, OF_OBJECTS, Governor, Tie, governor, governors
from graph.grammar.phrases import preposition_forms
from graph.grammar.qualifiers import modifier
from graph.grammar.tree import is_extraposed, is_negated, predicatives, prepositions, subject
from graph.model import Modality

CHARGE_STEPS = 4  # words from "for" up to the verb that punishes
GOVERNING = WEAKEST[:-1]
"""What a governing word itself makes of its clause; a claim comes from the form of the clause."""
UNREAL = (Modality.DENIED, Modality.POSSIBLE, Modality.PLANNED)
CONTENT_PREPOSITIONS = frozenset({"of", "about", "for", "to", "on", "that"})
"""Prepositions that bring in what a noun is about: "rumours of", "plans for"."""


def governed(link: Governor, words: Lexicon, *, presupposed: bool = False) -> Iterator[Modality]:
    """What the word above makes of its complement: "plans to", "refused to", "rumours of", "without"."""
    if link.tie in (Tie.BROUGHT, Tie.BROUGHT_CLAUSE):
        yield from _by_preposition(link, words)
    elif link.tie is Tie.PREDICATED:
        yield from _predicated(link.word, words) if link.over_verb else ()
    elif link.word.pos_ == "NOUN":
        yield from _by_noun(link, words)
    elif link.tie is not Tie.RESULT and not _came_of(link, words):
        yield from _by_verb(link, words, presupposed=presupposed)


def _by_preposition(link: Governor, words: Lexicon) -> Iterator[Modality]:
    """ "instead of …", "for lack of …", "close to …", "jailed for …"."""
    forms = preposition_forms(link.word)
    if forms & words.words("preposition", "Denied"):
        yield Modality.DENIED
    elif forms & words.words("preposition", "Possible") or _inclined(link, words):
        yield Modality.POSSIBLE
    elif _charged(link, words):
        yield Modality.CLAIMED


def _charged(link: Governor, words: Lexicon) -> bool:
    """Whether a deed is what someone is punished for, a court's word: "jailed for spying"."""
    if link.tie is not Tie.BROUGHT_CLAUSE or link.word.lower_ not in ("for", "of"):
        return False
    verb = next((g for g in governors(link.word, CHARGE_STEPS) if g.word.pos_ == "VERB"), None)
    return verb is not None and verb.lemma in words.words("verb", "Punishment")


def _inclined(link: Governor, words: Lexicon) -> bool:
    """Whether an adjective looks to a deed and does not tell it as done: "close to signing", "capable of"."""
    adjective = governor(link.word).word
    return (
        link.tie is Tie.BROUGHT_CLAUSE
        and governor(adjective).tie is Tie.PREDICATIVE
        and adjective.lower_ not in words.words("adjective", "Asserted")
    )


def _by_noun(link: Governor, words: Lexicon) -> Iterator[Modality]:
    """ "a plan to …", "rumours of …", "the refusal to …"."""
    opener = link.preposition
    if link.tie is Tie.PARTICIPLE or (opener and opener not in CONTENT_PREPOSITIONS):
        return
    heard = (m for m in WEAKEST if link.lemma in words.words("noun", m.value))
    own = next((m for m in heard if opener != "of" or m is not Modality.PLANNED), None)
    asserts = link.lemma in words.words("noun", "Asserted")
    if own is not None:
        yield own
    elif link.tie is Tie.NOUN_CLAUSE and link.infinitive:
        yield Modality.POSSIBLE
    elif (link.tie is Tie.CONTENT or (link.tie is Tie.NOUN_CLAUSE and link.that)) and not asserts:
        yield Modality.CLAIMED  # "reports that …", "the idea that …": told as someone's, never as so


def _by_verb(link: Governor, words: Lexicon, *, presupposed: bool) -> Iterator[Modality]:
    """ "plans to …", "is due to …", "considered sanctions on …", "refrained from …"."""
    forms = link.forms()
    own = next((m for m in GOVERNING if _governs(link, forms, m, words, presupposed=presupposed)), None)
    if own is not None:
        yield own
        return
    asserts = bool(forms & words.words("verb", "Asserted"))
    if link.tie is Tie.ARRANGED or (link.tie is Tie.PURPOSE and not _came(link, words)):
        yield Modality.PLANNED
    elif link.tie in (Tie.INFINITIVE, Tie.CLAUSE) and link.infinitive and not asserts:
        told = link.perfect and bool(forms & words.words("verb", Modality.CLAIMED.value))
        yield Modality.CLAIMED if told else Modality.POSSIBLE
    elif link.tie is Tie.CLAUSE and link.that and not asserts and not _factive(link, words):
        yield Modality.CLAIMED  # whatever the verb, what follows is a content and not told as so


def _came_of(link: Governor, words: Lexicon) -> bool:
    """Whether an infinitive tells what came of its verb: "named her to be its envoy", "merged to form"."""
    deed = link.below.lemma_.lower()
    merged = link.lemma in words.words("verb", "Merging") and deed in words.words("verb", "Formation")
    appointing = words.words("verb", "TakingOffice") | words.words("verb", "Commissioning")
    named = link.copular and link.lemma in appointing
    return link.infinitive and link.past and (merged or named)


def _factive(link: Governor, words: Lexicon) -> bool:
    """Whether a writer presents a fact ("it is worth recalling that") or an adjective judges one.

    "Angry that" and "became clear that" judge it, "confident that" and "it is likely that" hedge it.
    """
    if is_extraposed(link.word):
        return True
    hedges = {f"be {word}" for m in UNREAL for word in words.words("adjective", m.value)}
    hedges |= {word for m in WEAKEST for word in words.words("verb", m.value)}
    return bool(link.adjectives) and not any(f"be {a.lower_}" in hedges for a in link.adjectives)


def _came(link: Governor, words: Lexicon) -> bool:
    """Whether someone went where they meant to meet someone, so that they did: "flew to Rome to meet …"."""
    encounter = link.below.lemma_.lower() in words.words("verb", "Encounter")
    return encounter and link.narrated and link.lemma in words.words("verb", "Arrival")


def _governs(
    link: Governor, forms: set[str], modality: Modality, words: Lexicon, *, presupposed: bool
) -> bool:
    """Whether a verb in one of these forms gives its clause, or its object, the modality."""
    verbs = forms & words.words("verb", modality.value)
    if link.tie in OF_CLAUSES:
        return bool(verbs)
    if link.preposition:
        return bool(verbs) if link.brings_gerund else any(" " in form for form in verbs)
    if link.tie not in OF_OBJECTS or _in_part(link.below, words):
        return False
    denied = modality is Modality.DENIED and not presupposed and bool(verbs)
    return denied or bool(forms & words.words("objectVerb", modality.value))


def _in_part(noun: Token, words: Lexicon) -> bool:
    """Whether a noun measures out a part of what follows it: "part of its stake", "80% of its stake"."""
    return noun.lower_ in words.words("noun", "Portion") and any(prepositions(noun, "of"))


def _predicated(copula: Token, words: Lexicon) -> Iterator[Modality]:
    """ "It is possible that …", "it is not true that …", "its version is that …"."""
    view = subject(copula)
    if (
        view is not None
        and view.pos_ == "NOUN"
        and view.lemma_.lower() not in words.words("noun", "Asserted")
    ):
        yield Modality.CLAIMED
    for judgement in predicatives(copula):
        adjective = governor(judgement).tie is Tie.PREDICATIVE
        qualified_as = list(qualified(modifier(judgement), words))
        judged = [m for m in qualified_as if not (adjective and m is Modality.CLAIMED)]
        found = judged + [m for m in WEAKEST if judgement.lemma_.lower() in words.words("noun", m.value)]
        yield from found[:1]
        if is_negated(copula) and not found:
            yield Modality.DENIED


def irrealis(link: Governor, words: Lexicon) -> bool:
    """Whether a clause under this verb is no fact of its own, so that what is above it counts too."""
    return any(link.lemma in words.words("verb", m.value) for m in GOVERNING)
