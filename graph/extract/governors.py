"""What a governing word makes of its complement: "plans to", "refused to", "rumours of", "without"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.extract.content_clauses import is_content
from graph.grammar.clauses import is_copular_infinitive, is_result
from graph.grammar.tree import has_infinitive_to, is_extraposed, is_negated, opens_with_that
from graph.grammar.words import PREDICATES
from graph.model import Modality

GOVERNOR_STEPS = 4  # steps from a phrase up to its verb
WEAKEST = (
    Modality.DENIED,
    Modality.CANCELLED,
    Modality.POSSIBLE,
    Modality.PLANNED,
    Modality.CLAIMED,
)
GOVERNING = WEAKEST[:-1]
"""What a governing word itself makes of its clause; a claim comes from the form of the clause."""
UNREAL = (Modality.DENIED, Modality.POSSIBLE, Modality.PLANNED)


def governed(at: Token, words: Lexicon, *, presupposed: bool = False) -> Iterator[Modality]:
    """What the word above makes of its complement: "plans to", "refused to", "rumours of", "without"."""
    head = at.head
    if at.dep_ in ("pobj", "pcomp"):
        if _phrases(head) & words.words("preposition", "Denied"):
            yield Modality.DENIED
        elif _phrases(head) & words.words("preposition", "Possible") or _inclined(at, words):
            yield Modality.POSSIBLE
        elif _charged(at, words):
            yield Modality.CLAIMED
        return
    if (at.dep_ == "ccomp" and head.lemma_ == "be") or (
        at.dep_ in ("csubj", "advcl") and head.lemma_ == "be" and opens_with_that(at)
    ):
        if at.pos_ in PREDICATES:
            yield from _predicated(head, words)
        return
    if head.pos_ == "NOUN":
        yield from _by_noun(at, head, words)
        return
    yield from _by_verb(at, head, words, presupposed=presupposed)


def _charged(at: Token, words: Lexicon) -> bool:
    """Whether a deed is what someone is punished for, a court's word: "jailed for spying"."""
    if at.dep_ != "pcomp" or at.head.lower_ not in ("for", "of"):
        return False
    host = at.head.head
    for _ in range(GOVERNOR_STEPS):
        if host.pos_ == "VERB":
            return host.lemma_.lower() in words.words("verb", "Punishment")
        host = host.head
    return False


def _inclined(at: Token, words: Lexicon) -> bool:
    """Whether an adjective looks to a deed and does not tell it as done: "close to signing", "capable of"."""
    adjective = at.head.head
    return (
        at.dep_ == "pcomp"
        and adjective.dep_ == "acomp"
        and adjective.lower_ not in words.words("adjective", "Asserted")
    )


def _by_noun(at: Token, head: Token, words: Lexicon) -> Iterator[Modality]:
    """ "a plan to …", "rumours of …", "the refusal to …"."""
    if at.dep_ == "acl" and at.tag_ in ("VBN", "VBG") and not opens_with_that(at):
        return
    if at.dep_ == "prep" and at.lower_ not in ("of", "about", "for", "to", "on", "that"):
        return
    for modality in WEAKEST:
        if head.lemma_.lower() in words.words("noun", modality.value):
            if at.dep_ == "prep" and modality is Modality.PLANNED and at.lower_ == "of":
                continue
            yield modality
            return
    if at.dep_ == "acl" and has_infinitive_to(at):
        yield Modality.POSSIBLE
        return
    content = is_content(at) or (at.dep_ == "acl" and opens_with_that(at))
    if content and head.lemma_.lower() not in words.words("noun", "Asserted"):
        yield Modality.CLAIMED  # "reports that …", "the idea that …": told as someone's, never as so


def _by_verb(at: Token, head: Token, words: Lexicon, *, presupposed: bool) -> Iterator[Modality]:
    """ "plans to …", "is due to …", "considered sanctions on …", "refrained from …"."""
    forms = set(_forms(at, head))
    if is_result(at) or _came_of(at, head, words):
        return
    for modality in GOVERNING:
        if _governs(at, forms, modality, words, presupposed=presupposed):
            yield modality
            return
    infinitive, asserts = has_infinitive_to(at), bool(forms & words.words("verb", "Asserted"))
    purpose = at.dep_ == "advcl" and infinitive
    if (head.lemma_ == "be" and at.dep_ == "xcomp" and infinitive) or (
        purpose and not _came(at, head, words)
    ):
        yield Modality.PLANNED
    elif at.dep_ in ("xcomp", "ccomp") and infinitive and not asserts:
        told = _perfect(at) and bool(forms & words.words("verb", Modality.CLAIMED.value))
        yield Modality.CLAIMED if told else Modality.POSSIBLE
    elif at.dep_ == "ccomp" and opens_with_that(at) and not asserts and not _factive(at, words):
        yield Modality.CLAIMED  # whatever the verb, what follows is a content and not told as so


def _came_of(at: Token, head: Token, words: Lexicon) -> bool:
    """Whether an infinitive tells what came of its verb: "named her to be its envoy", "merged to form"."""
    verb, done = head.lemma_.lower(), head.tag_ in ("VBD", "VBN")
    merged = verb in words.words("verb", "Merging") and at.lemma_.lower() in words.words("verb", "Formation")
    appointing = words.words("verb", "TakingOffice") | words.words("verb", "Commissioning")
    named = is_copular_infinitive(at) and verb in appointing
    return done and has_infinitive_to(at) and (merged or named)


def _factive(at: Token, words: Lexicon) -> bool:
    """Whether a writer presents a fact ("it is worth recalling that") or an adjective judges one.

    "Angry that" and "became clear that" judge it, "confident that" and "it is likely that" hedge it.
    """
    if is_extraposed(at.head):
        return True
    hedges = {f"be {word}" for m in UNREAL for word in words.words("adjective", m.value)}
    hedges |= {word for m in WEAKEST for word in words.words("verb", m.value)}
    adjectives = [at.head] if at.head.pos_ == "ADJ" else [c for c in at.head.children if c.dep_ == "acomp"]
    return bool(adjectives) and not any(f"be {a.lower_}" in hedges for a in adjectives)


def _came(at: Token, head: Token, words: Lexicon) -> bool:
    """Whether someone went where they meant to meet someone, so that they did: "flew to Rome to meet …"."""
    encounter = at.lemma_.lower() in words.words("verb", "Encounter")
    return encounter and head.tag_ == "VBD" and head.lemma_.lower() in words.words("verb", "Arrival")


def _governs(at: Token, forms: set[str], modality: Modality, words: Lexicon, *, presupposed: bool) -> bool:
    """Whether a verb in one of these forms gives its clause, or its object, the modality."""
    verbs = forms & words.words("verb", modality.value)
    if at.dep_ in ("xcomp", "ccomp") or (at.dep_ == "advcl" and has_infinitive_to(at)):
        return bool(verbs)
    if at.dep_ == "prep":
        clausal = any(c.dep_ == "pcomp" for c in at.children)
        return bool(verbs) if clausal else any(" " in form for form in verbs)
    if at.dep_ not in ("dobj", "nsubjpass", "attr", "oprd"):
        return False
    if _in_part(at, words):
        return False
    denied = modality is Modality.DENIED and not presupposed and bool(verbs)
    return denied or bool(forms & words.words("objectVerb", modality.value))


def _in_part(noun: Token, words: Lexicon) -> bool:
    """Whether a noun measures out a part of what follows it: "part of its stake", "80% of its stake"."""
    part = noun.lower_ in words.words("noun", "Portion")
    return part and any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.rights)


def _forms(at: Token, head: Token) -> Iterator[str]:
    """A governing verb as cues write it: alone, with particle or preposition, "be" with its participle."""
    lemma = head.lemma_.lower()
    yield lemma
    for child in head.children:
        if child.dep_ in ("prt", "prep", "advmod"):
            yield f"{lemma} {child.lower_}"
    if at.dep_ == "prep":
        yield f"{lemma} {at.lower_}"
    if (
        any(c.dep_ in ("auxpass", "aux", "cop") and c.lemma_ == "be" for c in head.children)
        or head.pos_ == "ADJ"
    ):
        yield f"be {head.lower_}"
    for child in head.children:
        if child.dep_ == "acomp":
            yield f"be {child.lower_}"


def _predicated(head: Token, words: Lexicon) -> Iterator[Modality]:
    """ "It is possible that …", "it is not true that …", "its version is that …"."""
    negated = is_negated(head)
    views = [c for c in head.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"]
    if any(c.lemma_.lower() not in words.words("noun", "Asserted") for c in views):
        yield Modality.CLAIMED
    for child in head.children:
        if child.dep_ in ("acomp", "attr"):
            judged = [m for m in qualified(child, words) if child.dep_ == "attr" or m is not Modality.CLAIMED]
            found = judged + [m for m in WEAKEST if child.lemma_.lower() in words.words("noun", m.value)]
            yield from found[:1]
            if negated and not found:
                yield Modality.DENIED


def irrealis(head: Token, words: Lexicon) -> bool:
    """Whether a clause under this word is no fact of its own, so that what is above it counts too."""
    return head.lemma_ == "be" or any(head.lemma_.lower() in words.words("verb", m.value) for m in GOVERNING)


def _phrases(preposition: Token) -> set[str]:
    """A preposition alone, with the word before it ("instead of"), and with the noun it ends."""
    noun, own = preposition.head, preposition.lower_
    found = {own, *(f"{c.lower_} {own}" for c in preposition.lefts)}
    found.add(f"{noun.lower_} {own}")  # "short of", hung on an adverb
    if noun.dep_ == "pobj":
        found.add(f"{noun.head.lower_} {noun.lower_} {own}")  # "in absence of"
    return found


def _perfect(at: Token) -> bool:
    """Whether an infinitive tells what is past: "is said to have bombed"."""
    return any(c.dep_ == "aux" and c.lower_ == "have" for c in at.children)


def qualified(child: Token, words: Lexicon) -> Iterator[Modality]:
    """Adverbs ("allegedly", "never") and adjectives ("planned", "alleged") that qualify."""
    adverbial = child.dep_ in ("advmod", "npadvmod") and child.tag_ != "JJ"
    kind = "adverb" if adverbial else "adjective"
    forms = {child.lower_, *(f"{c.lower_} {child.lower_}" for c in child.lefts)}  # "no longer"
    for modality in WEAKEST:
        if forms & words.words(kind, modality.value):
            yield modality
            return
