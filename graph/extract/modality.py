"""How surely a predicate is stated, and by whom: negation, plans, possibility, denial, speech."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Speech
from graph.annotate.speech import innermost
from graph.model import Modality

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nor", "neither"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
CLIMBING = frozenset({"xcomp", "ccomp", "conj", "advcl", "acl", "relcl", "pcomp", "dobj", "pobj", "prep", "attr", "nsubjpass", "agent", "nsubj", "oprd", "appos", "dative", "csubj"})
WEAKENING = {Modality.DENIED: 4, Modality.POSSIBLE: 3, Modality.PLANNED: 2, Modality.CLAIMED: 1, Modality.ASSERTED: 0}


@dataclass(frozen=True, slots=True)
class Stance:
    """The modality of a predicate, and who takes it: the speaker's key, and the medium that reports it."""

    modality: Modality
    speaker: str | None = None
    medium: str | None = None


def stance(doc: Doc, predicate: Token, words: Lexicon) -> Stance:
    """How surely what a predicate says is said; when in doubt, weaker."""
    speech = next(iter(innermost(doc, predicate.i)), None)
    own = _own(predicate, words, speech)
    if speech is None:
        return Stance(own)
    if speech.denied:
        own = Modality.CLAIMED if own is Modality.DENIED else Modality.DENIED
    elif own is Modality.ASSERTED:
        own = Modality.CLAIMED
    return Stance(own, speech.key, speech.medium)


def _own(predicate: Token, words: Lexicon, speech: Speech | None) -> Modality:
    """The modality from the predicate up to its sentence's root, or to the border of the speech around it."""
    found = Modality.ASSERTED
    at, came_by, steps = predicate, "", 0
    while steps < 12:
        found = weaker(found, _here(at, words, first=steps == 0, came_by=came_by))
        if at.head.i == at.i or at.dep_ not in CLIMBING:
            break
        if speech is not None and not speech.start <= at.head.i < speech.end:
            break
        dep = at.dep_
        head = at.head
        if dep == "conj":
            # what negates or plans the first conjunct holds for the second only through shared auxiliaries
            found = weaker(found, _shared(at, head, words))
        elif dep in ("relcl", "nsubj", "appos") or (dep == "advcl" and at.tag_ in ("VBD", "VBN", "VBG") and not _to(at)):
            break
        elif dep in ("xcomp", "ccomp", "pcomp", "dobj", "oprd", "acl", "attr", "nsubjpass", "prep", "pobj", "advcl", "agent", "dative", "csubj"):
            found = weaker(found, _governed(at, head, words))
            if dep in ("ccomp", "advcl") and head.lemma_ not in words.words("verb", "Planned") | words.words("verb", "Possible") | words.words("verb", "Denied"):
                break
        came_by = dep
        at, steps = head, steps + 1
    if predicate.sent.text.rstrip().endswith("?"):
        found = weaker(found, Modality.POSSIBLE)
    return found


def weaker(one: Modality, other: Modality) -> Modality:
    """The weaker of two modalities; denied is the weakest, then possible, planned, claimed, asserted."""
    return one if WEAKENING[one] >= WEAKENING[other] else other


def _here(at: Token, words: Lexicon, *, first: bool, came_by: str) -> Modality:
    """What a token's own auxiliaries, adverbs, negations and conjunctions make of it."""
    found = Modality.ASSERTED
    below_object = came_by in ("dobj", "pobj", "attr", "nsubjpass", "prep", "agent", "xcomp", "pcomp", "oprd", "acl", "dative", "ccomp", "")
    for child in at.children:
        word, lemma = child.lower_, child.lemma_.lower()
        if child.dep_ == "neg" or word in ("never",) or (word in ("no", "neither") and child.dep_ in ("det", "preconj") and below_object):
            if child.dep_ in ("neg", "advmod", "det", "preconj"):
                found = weaker(found, Modality.DENIED)
        elif child.dep_ == "aux" and at.pos_ in ("VERB", "AUX"):
            found = weaker(found, _auxiliary(child, words))
        elif child.dep_ in ("advmod", "prep", "npadvmod", "amod") and child.i != at.i:
            for modality in (Modality.DENIED, Modality.POSSIBLE, Modality.CLAIMED, Modality.PLANNED):
                if word in words.words("adverb", modality.value) or (child.dep_ == "amod" and word in words.words("adjective", modality.value)):
                    found = weaker(found, modality)
        elif child.dep_ in ("mark", "advmod") and lemma in CONDITIONS:
            found = weaker(found, Modality.POSSIBLE)
    if at.dep_ == "pcomp" and at.head.lower_ in words.words("preposition", "Denied"):
        found = weaker(found, Modality.DENIED)
    if at.dep_ == "pobj" and at.head.lower_ in words.words("preposition", "Denied"):
        found = weaker(found, Modality.DENIED)
    return found


def _auxiliary(aux: Token, words: Lexicon) -> Modality:
    lemma, word = aux.lemma_.lower(), aux.lower_
    if word in ("’ll", "'ll"):
        return Modality.PLANNED
    if word in ("’d", "'d") and aux.tag_ == "MD":
        return Modality.POSSIBLE
    for modality in (Modality.POSSIBLE, Modality.PLANNED):
        cues = words.words("auxiliary", modality.value)
        if word in cues or (lemma in cues and aux.tag_ == "MD"):
            return modality
    return Modality.ASSERTED


def _to(at: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in at.children)


def _governed(at: Token, head: Token, words: Lexicon) -> Modality:
    """What the governing word makes of its complement: "plans to", "refused to", "hopes that", "is to"."""
    lemma = head.lemma_.lower()
    phrase = f"{lemma} {next((c.lower_ for c in head.children if c.dep_ == 'prt'), '')}".strip()
    be = f"be {head.lower_}"
    passive_be = any(c.dep_ == "auxpass" for c in head.children)
    infinitive = _to(at) or at.dep_ in ("ccomp", "pcomp", "prep", "pobj", "dobj", "nsubjpass", "acl")
    for modality in (Modality.DENIED, Modality.POSSIBLE, Modality.PLANNED):
        cues = words.words("verb", modality.value)
        if be in cues and (passive_be or head.pos_ == "ADJ" or head.tag_ == "VBN") and _to(at):
            return modality
        if head.pos_ in ("VERB", "NOUN", "ADJ", "AUX") and (lemma in cues or phrase in cues) and lemma != "be":
            if at.dep_ in ("dobj", "nsubjpass", "prep", "pobj") and modality is not Modality.DENIED and head.pos_ == "VERB":
                return modality if lemma in cues and modality is Modality.PLANNED and at.dep_ in ("dobj", "nsubjpass") and _plans_things(head, words) else Modality.ASSERTED
            return modality
        if head.pos_ == "NOUN" and lemma in words.words("noun", modality.value):
            return modality
    if lemma == "be" and _to(at) and at.dep_ == "xcomp":
        return Modality.PLANNED
    if at.dep_ == "advcl" and _to(at):
        return Modality.PLANNED
    if at.dep_ == "acl" and _to(at):
        return Modality.POSSIBLE
    if at.dep_ in ("xcomp", "ccomp") and _to(at) and head.pos_ == "VERB" and not _implies(head, words):
        return Modality.POSSIBLE
    return Modality.ASSERTED if infinitive else Modality.ASSERTED


def _plans_things(head: Token, words: Lexicon) -> bool:
    return head.lemma_.lower() in ("plan", "schedule", "propose", "expect", "prepare", "set")


def _implies(head: Token, words: Lexicon) -> bool:
    """Verbs whose infinitive has come true: "managed to", "began to", "helped to", "was forced to"."""
    return head.lemma_.lower() in words.words("verb", "Asserted") or head.lemma_.lower() in (
        "begin", "start", "continue", "manage", "help", "come", "go", "proceed", "serve", "use", "force", "compel", "lead", "have", "get", "make", "let"
    )


def _shared(at: Token, head: Token, words: Lexicon) -> Modality:
    """What a coordinated verb takes over from the first: auxiliaries, where it has no subject of its own."""
    if at.pos_ not in ("VERB", "AUX") or any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in at.children):
        return Modality.ASSERTED
    return _here(head, words, first=False, came_by="conj") if at.tag_ in ("VB", "VBN", "VBG") else Modality.ASSERTED
