"""How surely a predicate is stated, and who says so: negation, plans, possibility, denial, speech.

From the predicate up to the root of its sentence, or to the border of the speech around it, every
governor may weaken what is said; nothing strengthens it. When in doubt, weaker.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from spacy.tokens import Token

from graph.annotate.lexicon import Lexicon
from graph.annotate.refs import Speech, refs
from graph.extract.content_clauses import called_false, claimant, denier, judged, not_denied
from graph.extract.governing_words import UNREAL, governed, irrealis
from graph.extract.qualifying_words import WEAKEST, is_fiction, own_modality
from graph.grammar.clauses import UNTIL
from graph.grammar.governors import (
    GOVERNOR_DEPTH,
    OF_NOUNS,
    UNGOVERNED,
    WITH_CLAUSES,
    Governor,
    Tie,
    governor,
)
from graph.grammar.qualifiers import in_scare_quotes, is_agentless, is_questioned, negates
from graph.grammar.relatives import is_relative_clause
from graph.grammar.tree import has_modal, is_definite, is_extraposed, is_negated, possessors
from graph.grammar.words import PREDICATES
from graph.model import Modality

TIME_MARKS = UNTIL | {"once", "when", "before", "after", "whenever"}
DEED_PREPOSITIONS = frozenset({"after", "before", "following"})
STRENGTH = {modality: n for n, modality in enumerate((*WEAKEST, Modality.ASSERTED))}
UNSETTLED = frozenset({Modality.PLANNED, Modality.POSSIBLE})
"""Of what is still to come, or may never come."""


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
    own = weakest(_along(predicate, words, speech))
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


def _unsaid_above(link: Governor, words: Lexicon) -> Modality | None:
    """The same for a clause below such a verb that is no stretch of speech, because no one says it."""
    said = words.says | words.words("verb", "Belief") | words.words("selfVerb", "Denied")
    return _negated(link.word, words) if link.tie is Tie.CLAUSE and link.lemma in said else None


def _negated(cue: Token, words: Lexicon) -> Modality | None:
    """What a negated verb of speech or belief makes of its content, None where it is not negated."""
    if not any(map(negates, cue.children)):
        return None
    believed = cue.lemma_.lower() in words.words("verb", "Belief")
    return Modality.DENIED if believed else Modality.POSSIBLE


def weaker(one: Modality, other: Modality) -> Modality:
    """The weaker of two modalities: denied, possible, planned, claimed, asserted, from the weakest."""
    return min(one, other, key=STRENGTH.__getitem__)


def weakest(modalities: Iterable[Modality]) -> Modality:
    """The weakest of some modalities, asserted if there are none."""
    return reduce(weaker, modalities, Modality.ASSERTED)


def _along(predicate: Token, words: Lexicon, speech: Speech | None) -> Iterator[Modality]:
    """What each governor on the way up makes of the predicate."""
    yield from _itself(predicate, words)
    link, presupposed = governor(predicate), _presupposed(predicate, words)
    if _says_of_subject(link, words, presupposed=presupposed):
        yield from own_modality(link.word, words, of_clause=True)
    shared = False  # what a first conjunct shares with the second has been heard
    owned = False  # below someone's own plan or power, which there is even if nothing becomes of it
    for step in range(GOVERNOR_DEPTH):
        at = link.below
        if not shared and (step == 0 or not presupposed or _tells_whether(at, words)):
            of_clause = step == 0 or at.pos_ in ("VERB", "AUX", "ADJ")
            own = own_modality(at, words, of_clause=of_clause)
            yield from (m for m in own if not (owned and m is Modality.DENIED))
        if link.tie in OF_NOUNS:
            yield from _of_noun(link, words)
        if _is_border(link, words, speech):
            yield from _still_to_do(link, words, speech)
            return
        conjunct = link.tie is Tie.CONJUNCT
        heard = list(_conjunct(link, words) if conjunct else governed(link, words, presupposed=presupposed))
        if (settled := _settled(link, heard, words, speech)) is not None:
            yield settled
            return
        yield from heard
        yield from _awaited(link, words, speech)
        above = governor(link.word)
        if link.tie is Tie.CONTENT:
            yield from _said_of_content(link, words)
            if above.tie is Tie.SUBJECT or not_denied(above, words):
                return
        if _stands_alone(link, above, words) or (presupposed and _is_given(link, words)):
            return
        owned = owned or (link.tie is Tie.NOUN_CLAUSE and link.infinitive and bool(possessors(link.word)))
        link, shared = above, conjunct


def _says_of_subject(link: Governor, words: Lexicon, *, presupposed: bool) -> bool:
    """Whether a noun's verb tells whether there is what the noun names: "no talks took place"."""
    happens = not presupposed or link.lemma in words.dating("Event")
    return link.tie is Tie.SUBJECT and link.below.pos_ == "NOUN" and happens


def _is_given(link: Governor, words: Lexicon) -> bool:
    """Whether there is what a verb's argument names even if the verb is not done: "to end its war with".

    What a verb brings about is there only if it is done: "plans to sign the treaty with".
    """
    making = words.dating("Event") | words.dating("Agreement") | words.dating("Document")
    return link.of_verb and link.lemma not in making | words.light_verbs


def _settled(link: Governor, heard: list[Modality], words: Lexicon, speech: Speech | None) -> Modality | None:
    """What a word above makes of a predicate by itself, so that nothing further up counts."""
    if (unsaid := _unsaid_above(link, words)) is not None:
        return unsaid
    if Modality.CANCELLED in heard:
        return _called_off(link.word, words, speech)
    clause = link.of_verb and link.tie in WITH_CLAUSES
    if clause and _guards_against(link.word, words):
        return Modality.POSSIBLE
    if Modality.DENIED in heard and clause:  # "tried to keep her from joining" does not tell that she did not
        return Modality.POSSIBLE if weakest(_along(link.word, words, speech)) in UNSETTLED else None
    return None


def _guards_against(verb: Token, words: Lexicon) -> bool:
    """Whether a verb refuses permission for what may come: "will not allow Chad to attack"."""
    return is_negated(verb) and has_modal(verb) and verb.lemma_.lower() in words.words("verb", "Permission")


def _called_off(by: Token, words: Lexicon, speech: Speech | None) -> Modality:
    """What becomes of a plan below a word that calls it off: it stands where that is not done."""
    done = weakest(_along(by, words, speech))
    told = done in (Modality.ASSERTED, Modality.CLAIMED, Modality.CANCELLED)
    return Modality.CANCELLED if told else Modality.PLANNED


def _said_of_content(link: Governor, words: Lexicon) -> Iterator[Modality]:
    """What the sentence says of a noun's content: "the report … was false", "called the claim untrue"."""
    if called_false(link, words):
        yield Modality.DENIED
    elif governor(link.word).tie is Tie.SUBJECT:
        yield from judged(link.word, words)


def _awaited(link: Governor, words: Lexicon, speech: Speech | None) -> Iterator[Modality]:
    """A clause of time below what is still to come: "will stay until it leaves"."""
    marks = link.marks & TIME_MARKS if link.tie is Tie.ADVERBIAL and link.with_subject else set()
    if marks and (link.present or marks <= UNTIL):
        above = weakest(_along(link.word, words, speech))
        if above in UNSETTLED or (above is Modality.DENIED and link.present):
            yield Modality.POSSIBLE


def _still_to_do(link: Governor, words: Lexicon, speech: Speech | None) -> Iterator[Modality]:
    """A deed before or after what is still to come: "will leave after signing"."""
    deed = link.preposition in DEED_PREPOSITIONS and link.brings_gerund
    if deed and weakest(_along(link.word, words, speech)) in UNSETTLED:
        yield Modality.POSSIBLE


def _itself(predicate: Token, words: Lexicon) -> Iterator[Modality]:
    """A question, or a verb that plans or denies its own subject: "the talks were cancelled"."""
    if is_questioned(predicate):
        asked = governor(predicate).tie in ASKED_ABOUT or not _presupposed(predicate, words)
        yield from (Modality.POSSIBLE,) if asked else ()
    if predicate.pos_ == "VERB" and in_scare_quotes(predicate):
        yield Modality.CLAIMED
    if is_agentless(predicate):
        yield from (m for m in UNREAL if predicate.lemma_.lower() in words.words("objectVerb", m.value))


ASKED_ABOUT = frozenset({Tie.SUBJECT, Tie.PASSIVE_SUBJECT, Tie.COMPLEMENT})
"""As these even a definite noun is what a question asks about: "Is this the war against Chad?"."""


def _tells_whether(at: Token, words: Lexicon) -> bool:
    """Whether a word can weaken what a definite noun phrase takes for granted: only a verb of happening."""
    return at.pos_ not in PREDICATES or at.lemma_.lower() in words.dating("Event")


def _of_noun(link: Governor, words: Lexicon) -> Iterator[Modality]:
    """What a finite clause's noun makes of it; one with the conjunction "that" is someone's words."""
    if is_fiction(link.word, words) or link.lemma in words.words("noun", "Possible"):
        yield Modality.POSSIBLE
    elif link.passive_infinitive:
        yield Modality.PLANNED
    elif link.that and link.lemma not in words.words("noun", "Asserted"):
        told = link.lemma in words.words("noun", "Claimed") or not is_relative_clause(link.below)
        if told:  # "said in a report released in June that …", hung on the report
            yield Modality.CLAIMED


def _is_border(link: Governor, words: Lexicon, speech: Speech | None) -> bool:
    """Whether what is above a word says nothing of it: at the root, at an adjunct, outside the speech."""
    outside = speech is not None and not speech.start <= link.word.i < speech.end
    circumstance = link.tie is Tie.CIRCUMSTANCE and (link.lemma, link.preposition) not in words.joining
    return outside or circumstance or link.tie in UNGOVERNED


def _stands_alone(link: Governor, above: Governor, words: Lexicon) -> bool:
    """Whether a clause, once its governor is heard, is not moved by what is further up."""
    if link.tie is Tie.CONJUNCT:
        return link.with_subject and above.tie not in SHARED_BY_CONJUNCTS
    if link.tie is Tie.CLAUSE:
        return not (link.bare or irrealis(link, words))
    return link.tie is Tie.ADVERBIAL and link.with_subject


SHARED_BY_CONJUNCTS = frozenset({Tie.CLAUSE, Tie.PREDICATED, Tie.ADVERBIAL, Tie.PURPOSE})
"""Clauses whose governor also governs a conjunct with its own subject: "said A left and B stayed"."""


def _presupposed(predicate: Token, words: Lexicon) -> bool:
    """Whether a definite noun takes its thing for granted; as what a light verb does, it does not.

    "They discussed the war against Japan" has a war, "they might enter the war against Japan" none of theirs.
    What someone ends is there, definite or not: "efforts to end a war in Chad".
    """
    if predicate.pos_ not in ("NOUN", "PROPN"):
        return False
    link = governor(predicate)
    of_object = link.tie is Tie.OBJECT
    if of_object and link.lemma in words.words("verb", "Ending") - words.words("verb", "Denied"):
        return True
    light = of_object and link.lemma in words.light_verbs
    return is_definite(predicate) and (not light or bool(possessors(predicate)))


def _conjunct(link: Governor, words: Lexicon) -> Iterator[Modality]:
    """What a coordinated verb shares with the first: "nor", and the first one's auxiliaries and negation."""
    if link.after_nor:
        yield Modality.DENIED
    if link.shares_auxiliaries:
        kept = own_modality(link.word, words, of_clause=True)
        yield from (m for m in kept if m is not Modality.DENIED or link.below.tag_ == "VB")
