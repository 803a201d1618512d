"""How surely a predicate is stated, and who says so: negation, plans, possibility, denial, speech.

From the predicate up to the root of its sentence, or to the border of the speech around it, every
word on the way may weaken what is said; nothing strengthens it. When in doubt, weaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Speech, refs
from graph.extract.content_clauses import called_false, claimant, denier, is_content, judged, not_denied
from graph.extract.governors import UNREAL, WEAKEST, governed, irrealis, qualified
from graph.extract.suppositions import in_case, is_fiction, marked, setting
from graph.grammar.clauses import UNTIL, is_to_be_done, measures_time, turning_point
from graph.grammar.relatives import is_relative_clause, stands_with_copula
from graph.grammar.reporting import parted
from graph.grammar.tree import (
    has,
    has_infinitive_to,
    has_modal,
    is_definite,
    is_extraposed,
    is_negated,
    opens_with_that,
    subject,
)
from graph.grammar.words import NEGATIVE_WORDS, PREDICATES
from graph.model import Modality

NEGATABLE_LABELS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "pobj", "agent", "oprd"})
COMPLEMENTS = frozenset(
    "xcomp ccomp pcomp dobj oprd acl attr acomp nsubjpass prep pobj advcl agent dative csubj conj".split()
)
ADJUNCTS = frozenset(
    "after during in at since following before according despite amid as throughout until under near".split()
)
FACT_PREPOSITIONS = frozenset("after during following before since until amid despite".split())
"""Prepositions that bring in a fact below a noun too: "a statement after the attack on"."""
TIME_MARKS = UNTIL | {"once", "when", "before", "after", "whenever"}
CONDITIONS = frozenset({"if", "unless"})  # what they bring in decides whether the main clause comes true
OPEN_MARKS = CONDITIONS | {"whether"}  # below them, "not" does not deny
GOVERNOR_DEPTH = 14  # steps up a tree; a deeper tree is a parse error
STRENGTH = {modality: n for n, modality in enumerate((*WEAKEST, Modality.ASSERTED))}


@dataclass(frozen=True, slots=True)
class Stance:
    """The modality of a predicate, and who takes it: the speaker's key, and the medium that reports it."""

    modality: Modality
    speaker: str | None = None
    medium: str | None = None


def stance(predicate: Token, words: Lexicon, speech: Speech | None) -> Stance:
    """How surely a predicate is stated, and who says so; `speech` is the innermost around it."""
    return voiced(_heard(predicate, words, speech))


def voiced(told: Stance) -> Stance:
    """A claim needs a speaker: what no one named claims is possible ("critics argued", "allegedly")."""
    nameless = told.modality is Modality.CLAIMED and told.speaker is None
    return Stance(Modality.POSSIBLE, None, told.medium) if nameless else told


def _heard(predicate: Token, words: Lexicon, speech: Speech | None) -> Stance:
    """The stance of a predicate, whether or not a claim has a speaker."""
    own = reduce(weaker, _along(predicate, words, speech), Modality.ASSERTED)
    if speech is None:
        return Stance(own, _source(predicate, own, words))
    if (unsaid := _unsaid(predicate, speech, words)) is not None:
        return Stance(weaker(own, unsaid))
    if speech.key is None and not speech.quoted and is_extraposed(predicate.doc[speech.cue]):
        return Stance(own)  # "it is important to note that …"
    if speech.denied:
        own = Modality.CLAIMED if own is Modality.DENIED else Modality.DENIED
    return Stance(weaker(own, Modality.CLAIMED), speech.key, speech.medium)


def _source(predicate: Token, own: Modality, words: Lexicon) -> str | None:
    """The key of who denies or claims what a content clause says, None where the sentence names no one."""
    if own is Modality.DENIED:
        token = denier(predicate, words)
    else:
        token = claimant(predicate) if own is Modality.CLAIMED else None
    return next((r.key for r in refs(token.doc) if r.head == token.i), None) if token is not None else None


def _unsaid(predicate: Token, speech: Speech, words: Lexicon) -> Modality | None:
    """What a verb of speech makes of its content where no one says it: "nobody believes", "did not say"."""
    cue = predicate.doc[speech.cue] if speech.cue >= 0 else None
    return None if cue is None or speech.quoted else _negated(cue, words)


def _unsaid_above(at: Token, words: Lexicon) -> Modality | None:
    """The same for a clause below such a verb that is no stretch of speech, because no one says it."""
    said = words.says | words.words("verb", "Belief") | words.words("selfVerb", "Denied")
    below = at.dep_ == "ccomp" and at.head.lemma_.lower() in said
    return _negated(at.head, words) if below else None


def _negated(cue: Token, words: Lexicon) -> Modality | None:
    """What a negated verb of speech or belief makes of its content, None where it is not negated."""
    if not any(_negates(c) for c in cue.children):
        return None
    believed = cue.lemma_.lower() in words.words("verb", "Belief")
    return Modality.DENIED if believed else Modality.POSSIBLE


def weaker(one: Modality, other: Modality) -> Modality:
    """The weaker of two modalities: denied, possible, planned, claimed, asserted, from the weakest."""
    return min(one, other, key=STRENGTH.__getitem__)


def _along(predicate: Token, words: Lexicon, speech: Speech | None) -> Iterator[Modality]:
    """What each word on the way up makes of the predicate."""
    yield from _itself(predicate, words)
    at, presupposed = predicate, _presupposed(predicate, words)
    shared = False  # what a first conjunct shares with the second has been heard
    owned = False  # below someone's own plan or power, which there is even if nothing becomes of it
    for step in range(GOVERNOR_DEPTH):
        if not shared and (step == 0 or not presupposed or _tells_whether(at, words)):
            own = _own(at, words, complete=step == 0 or at.pos_ in ("VERB", "AUX", "ADJ"))
            yield from (m for m in own if not (owned and m is Modality.DENIED))
        happens = not presupposed or at.head.lemma_.lower() in words.dating("Event")
        if at.dep_ == "nsubj" and step == 0 and at.pos_ == "NOUN" and happens:
            yield from _own(at.head, words, complete=True)
        if at.dep_ == "relcl":
            yield from _relative(at, words)
        if _is_border(at, words, speech):
            yield from _still_to_do(at, words, speech)
            return
        above = _conjunct(at, words) if at.dep_ == "conj" else governed(at, words, presupposed=presupposed)
        heard = list(above)
        if (settled := _settled(at, heard, words, speech)) is not None:
            yield settled
            return
        yield from heard
        yield from _awaited(at, words, speech)
        if is_content(at):
            yield from _said_of_content(at, words)
            if at.head.dep_ == "nsubj" or not_denied(at.head, words):
                return
        if _stands_alone(at, words) or (presupposed and _is_given(at, words)):
            return
        owned = owned or (at.dep_ == "acl" and has_infinitive_to(at) and has(at.head, "poss"))
        at, shared = at.head, at.dep_ == "conj"


def _is_given(at: Token, words: Lexicon) -> bool:
    """Whether there is what a verb's argument names even if the verb is not done: "to end its war with".

    What a verb brings about is there only if it is done: "plans to sign the treaty with".
    """
    making = words.dating("Event") | words.dating("Agreement") | words.dating("Document")
    return at.head.pos_ in PREDICATES and at.head.lemma_.lower() not in making | words.light_verbs


def _settled(at: Token, above: list[Modality], words: Lexicon, speech: Speech | None) -> Modality | None:
    """What a word above makes of a predicate by itself, so that nothing further up counts."""
    if (unsaid := _unsaid_above(at, words)) is not None:
        return unsaid
    if Modality.CANCELLED in above:
        return _called_off(at.head, words, speech)
    clause = at.head.pos_ in PREDICATES and at.dep_ in ("prep", "xcomp", "pcomp", "ccomp")
    if clause and _guards_against(at.head, words):
        return Modality.POSSIBLE
    if Modality.DENIED in above and clause:  # "tried to keep her from joining" does not tell that she did not
        done = reduce(weaker, _along(at.head, words, speech), Modality.ASSERTED)
        return Modality.POSSIBLE if done in (Modality.PLANNED, Modality.POSSIBLE) else None
    return None


def _guards_against(verb: Token, words: Lexicon) -> bool:
    """Whether a verb refuses permission for what may come: "will not allow Chad to attack"."""
    return is_negated(verb) and has_modal(verb) and verb.lemma_.lower() in words.words("verb", "Permission")


def _called_off(by: Token, words: Lexicon, speech: Speech | None) -> Modality:
    """What becomes of a plan below a word that calls it off: it stands where that is not done."""
    done = reduce(weaker, _along(by, words, speech), Modality.ASSERTED)
    told = done in (Modality.ASSERTED, Modality.CLAIMED, Modality.CANCELLED)
    return Modality.CANCELLED if told else Modality.PLANNED


def _said_of_content(clause: Token, words: Lexicon) -> Iterator[Modality]:
    """What the sentence says of a noun's content: "the report … was false", "called the claim untrue"."""
    if called_false(clause, words):
        yield Modality.DENIED
    elif clause.head.dep_ == "nsubj":
        yield from judged(clause.head, words)


def _awaited(at: Token, words: Lexicon, speech: Speech | None) -> Iterator[Modality]:
    """A clause of time below what is still to come: "will stay until it leaves"."""
    mark = next(
        (c.lower_ for c in at.children if c.dep_ in ("mark", "advmod") and c.lower_ in TIME_MARKS), None
    )
    if at.dep_ != "advcl" or mark is None or subject(at) is None:
        return
    present = at.tag_ in ("VBZ", "VBP")
    if not present and mark not in UNTIL:
        return
    above = reduce(weaker, _along(at.head, words, speech), Modality.ASSERTED)
    if above in (Modality.PLANNED, Modality.POSSIBLE) or (above is Modality.DENIED and present):
        yield Modality.POSSIBLE


def _still_to_do(adjunct: Token, words: Lexicon, speech: Speech | None) -> Iterator[Modality]:
    """A deed before or after what is still to come: "will leave after signing"."""
    deed = adjunct.dep_ == "prep" and any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in adjunct.children)
    if deed and adjunct.lower_ in ("after", "before", "following"):
        above = reduce(weaker, _along(adjunct.head, words, speech), Modality.ASSERTED)
        if above in (Modality.PLANNED, Modality.POSSIBLE):
            yield Modality.POSSIBLE


def _itself(predicate: Token, words: Lexicon) -> Iterator[Modality]:
    """A question, or a verb that plans or denies its own subject: "the talks were cancelled"."""
    asked = predicate.sent.text.rstrip('\n ”"’)').endswith("?")
    if asked and (predicate.dep_ in ("nsubj", "nsubjpass", "attr") or not _presupposed(predicate, words)):
        yield Modality.POSSIBLE
    if predicate.pos_ == "VERB" and _in_scare_quotes(predicate):
        yield Modality.CLAIMED
    deps = {c.dep_ for c in predicate.children}
    if predicate.pos_ == "VERB" and "nsubjpass" in deps and "agent" not in deps:
        yield from (m for m in UNREAL if predicate.lemma_.lower() in words.words("objectVerb", m.value))


def _in_scare_quotes(word: Token) -> bool:
    """Whether a word stands alone in quotation marks, so that no one vouches for it."""
    marks = [t for t in word.doc[max(0, word.i - 1) : word.i + 2] if t.i != word.i]
    return len(marks) == 2 and all(t.is_quote for t in marks)


def _tells_whether(at: Token, words: Lexicon) -> bool:
    """Whether a word can weaken what a definite noun phrase takes for granted: only a verb of happening."""
    return at.pos_ not in PREDICATES or at.lemma_.lower() in words.dating("Event")


def _relative(at: Token, words: Lexicon) -> Iterator[Modality]:
    """What a relative clause's noun makes of it; one with the conjunction "that" is someone's words."""
    noun = at.head
    if is_fiction(noun, words) or noun.lemma_.lower() in words.words("noun", "Possible"):
        yield Modality.POSSIBLE
    elif is_to_be_done(at):
        yield Modality.PLANNED
    elif opens_with_that(at) and noun.lemma_.lower() not in words.words("noun", "Asserted"):
        told = noun.lemma_.lower() in words.words("noun", "Claimed") or not is_relative_clause(at)
        if told:  # "said in a report released in June that …", hung on the report
            yield Modality.CLAIMED


def _is_border(at: Token, words: Lexicon, speech: Speech | None) -> bool:
    """Whether what is above a word says nothing of it: at the root, at an adjunct, outside the speech."""
    if is_content(at):
        return speech is not None and not speech.start <= at.head.i < speech.end
    tied = at.dep_ in COMPLEMENTS or stands_with_copula(at)
    if at.head.i == at.i or not tied or (at.dep_ == "ccomp" and parted(at, at.head)):
        return True
    if at.dep_ == "acl" and at.tag_ == "VBN" and (at.head.pos_ == "PROPN" or is_definite(at.head)):
        return True  # "the accord signed in Rome" was signed, whatever becomes of it
    if speech is not None and not speech.start <= at.head.i < speech.end:
        return True
    adjunct = at.dep_ == "prep" and at.lower_ in (
        ADJUNCTS if at.head.pos_ in PREDICATES else FACT_PREPOSITIONS
    )
    return adjunct and (at.head.lemma_.lower(), at.lower_) not in words.joining


def _stands_alone(at: Token, words: Lexicon) -> bool:
    """Whether a clause, once its governor is heard, is not moved by what is further up."""
    if at.dep_ == "conj":
        own = at.pos_ in PREDICATES and subject(at) is not None
        return own and at.head.dep_ not in ("ccomp", "advcl")
    if at.dep_ == "ccomp":
        bare = at.tag_ == "VB" and not has_modal(at)  # "let it leave", "made it leave"
        return not (bare or irrealis(at.head, words))
    return at.dep_ == "advcl" and not has_infinitive_to(at) and subject(at) is not None


def _presupposed(predicate: Token, words: Lexicon) -> bool:
    """Whether a definite noun takes its thing for granted; as what a light verb does, it does not.

    "They discussed the war against Japan" has a war, "they might enter the war against Japan" none of theirs.
    What someone ends is there, definite or not: "efforts to end a war in Chad".
    """
    if predicate.pos_ not in ("NOUN", "PROPN"):
        return False
    ending = words.words("verb", "Ending") - words.words("verb", "Denied")
    if predicate.dep_ == "dobj" and predicate.head.lemma_.lower() in ending:
        return True
    if not is_definite(predicate):
        return False
    owned = any(c.dep_ == "poss" for c in predicate.lefts)
    light = predicate.dep_ == "dobj" and predicate.head.lemma_.lower() in words.light_verbs
    return owned or not light


# ------------------------------------------------------------------ what is attached to a word itself


def _own(at: Token, words: Lexicon, *, complete: bool) -> Iterator[Modality]:
    """Negation, auxiliaries, adverbs, conditions and settings that are attached to one word."""
    supposed = any(c.dep_ in ("mark", "advmod") and c.lower_ in OPEN_MARKS for c in at.children)
    for child in at.children:
        if _negates(child) and (complete or child.dep_ != "neg"):
            if turning_point(at) is None:
                yield Modality.POSSIBLE if supposed else Modality.DENIED
        elif child.dep_ in ("advmod", "npadvmod", "amod", "acomp"):
            yield from qualified(child, words) if not measures_time(child) else ()
        elif child.dep_ == "mark":
            yield from marked(child, words)
        elif complete:
            yield from _of_verb(child, at, words)
    if at.pos_ in PREDICATES and in_case(at):
        yield Modality.POSSIBLE


def _negates(child: Token) -> bool:
    negative = child.lower_ in NEGATIVE_WORDS
    return child.dep_ == "neg" or (
        negative and child.dep_ in ("det", "preconj", "cc", "advmod", "nsubj", "nsubjpass")
    )


def _of_verb(child: Token, at: Token, words: Lexicon) -> Iterator[Modality]:
    """What a verb's auxiliaries, negated arguments and settings make of it."""
    if child.dep_ == "aux":
        yield from _auxiliary(child, at, words)
        yield from (m for c in child.lefts if c.dep_ == "advmod" for m in qualified(c, words))
    elif child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in child.children):
        if not _done_in_words(at, words):
            yield Modality.POSSIBLE
    elif child.dep_ == "prep":
        yield from setting(child, words)
    elif (
        child.dep_ in NEGATABLE_LABELS and at.pos_ in PREDICATES and any(_negates(g) for g in child.children)
    ):
        yield Modality.DENIED


def _done_in_words(verb: Token, words: Lexicon) -> bool:
    """Whether a verb tells an act done in words, whatever its condition: "threatened war unless …"."""
    modal = has_modal(verb) or has_infinitive_to(verb)
    return not modal and verb.tag_ in ("VBD", "VBN") and verb.lemma_.lower() in words.spoken_acts


def _auxiliary(aux: Token, verb: Token, words: Lexicon) -> Iterator[Modality]:
    """ "will", "may", "’d"; and "had" before its subject, which opens a condition."""
    word = aux.lower_.replace("’", "'")
    if word in ("would", "'d") and _own_plan(verb):
        yield Modality.PLANNED
        return
    if aux.tag_ == "MD" or word in ("'ll", "wo"):
        for modality in (Modality.POSSIBLE, Modality.PLANNED):
            cues = words.words("auxiliary", modality.value)
            if word in cues or aux.lemma_.lower() in cues:
                yield modality
                return
    own = subject(verb)
    if word in ("had", "were", "should") and own is not None and aux.i < own.i:
        yield Modality.POSSIBLE


def _own_plan(verb: Token) -> bool:
    """Whether someone told what they themselves would do: "Ericsson announced that it would buy Marconi"."""
    own = subject(verb)
    return verb.dep_ == "ccomp" and verb.head.tag_ == "VBD" and own is not None and own.pos_ == "PRON"


def _conjunct(at: Token, words: Lexicon) -> Iterator[Modality]:
    """What a coordinated verb shares with the first: "nor", and the first one's auxiliaries and negation."""
    head = at.head
    if any(c.lower_ == "nor" and c.i < at.i for c in head.children if c.dep_ in ("cc", "preconj")):
        yield Modality.DENIED
    verbs = at.pos_ in PREDICATES and head.pos_ in PREDICATES
    own = subject(at) is not None or any(c.dep_ == "aux" for c in at.children)
    if verbs and not own and (at.tag_ == head.tag_ or at.tag_ in ("VB", "VBN", "VBG")):
        yield from (
            m for m in _own(head, words, complete=True) if m is not Modality.DENIED or at.tag_ == "VB"
        )
