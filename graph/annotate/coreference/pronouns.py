"""Resolves pronouns: "he", "she", "it", "they", and relative pronouns."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from graph.annotate.coreference.discourse import UNCLASSIFIED, Antecedent, Discourse
from graph.annotate.coreference.features import Anaphor, choices
from graph.annotate.coreference.ranker import Ranker
from graph.grammar.binding import is_pleonastic, reasoned
from graph.grammar.predications import bearers
from graph.grammar.relatives import clause_noun
from graph.grammar.tree import clause_verb, is_negated
from graph.model import MentionKind

HE = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
ANTECEDENT_SENTENCES = {"he": 4, "it": 2, "they": 2}  # sentences back in which an antecedent is looked for
RESOLVING_PROBABILITY = {"he": 0.4, "it": 0.5, "they": 0.5}  # the least at which a pronoun is resolved
PERSON_PROBABILITY = 0.5  # the least at which a pronoun makes a doubtful name a person's
GENDER_PROBABILITY = 0.9  # the least at which a pronoun decides a person's gender


def resolve(discourse: Discourse, token: Token, ranker: Ranker) -> bool:
    """Resolve the pronoun at a token, where it is one; whether it is one."""
    word = token.lower_
    if keys := _judged(discourse, token) or _bound(discourse, token):
        discourse.add(token.i, token.i + 1, token.i, keys, MentionKind.PRONOUN)
    elif word in HE:
        _choose(discourse, token, "he", HE[word], ranker)
    elif word in IT:
        if word != "it" or not is_pleonastic(token):
            _choose(discourse, token, "it", None, ranker)
    elif word in THEY:
        _choose(discourse, token, "they", None, ranker)
    elif _is_relative(token):
        discourse.add(token.i, token.i + 1, token.i, _relative(discourse, token), MentionKind.PRONOUN)
    else:
        return False
    return True


def _is_relative(token: Token) -> bool:
    if token.lower_ in ("whose", "where"):
        return token.lower_ == "whose" or token.tag_ == "WRB"
    return token.lower_ in RELATIVE and token.dep_ != "mark" and token.pos_ in ("PRON", "DET", "SCONJ")


def _choose(discourse: Discourse, token: Token, kind: str, gender: str | None, ranker: Ranker) -> None:
    anaphor = Anaphor.of(discourse, token, gender)
    candidates = [
        one for one in discourse.within(token, ANTECEDENT_SENTENCES[kind]) if FITS[kind](discourse, one)
    ]
    found = choices(discourse, anaphor, candidates)
    likely = ranker.probabilities(kind, anaphor, found)
    best = max(sorted(likely), key=lambda owner: likely[owner], default=None)
    if best is None or likely[best] < RESOLVING_PROBABILITY[kind]:
        return
    sure = likely[best]
    if kind == "they":
        best = _above_aside(discourse, best, [c.antecedent for c in found])
    keys = next(c.antecedent.keys for c in found if c.antecedent.owner == best)
    if kind == "he" and (
        best.startswith(UNCLASSIFIED) or (keys and discourse.draft(keys[0]).family != "Person")
    ):
        if sure < PERSON_PROBABILITY:
            return
        best = discourse.read_as_person(best)
        keys = (best,)
    discourse.last[gender or token.lower_[:2]] = (best, discourse.sentence[token.i])
    if gender and len(keys) == 1 and sure >= GENDER_PROBABILITY:
        discourse.learn_gender(keys[0], gender)
    if kind == "it" and not keys:
        discourse.stand_for(token, best)
    discourse.add(token.i, token.i + 1, token.i, keys, MentionKind.PRONOUN)


def _above_aside(discourse: Discourse, best: str, near: Sequence[Antecedent]) -> str:
    """The list of people in a main clause, preferred to an organization in a relative clause.

    "It names Wang and Sun, whom Mandiant described. They …" are the two, not the firm.
    """
    chosen = next(one for one in near if one.owner == best)
    aside = chosen.clause >= 0 and discourse.doc[chosen.clause].dep_ == "relcl"
    if chosen.plural or not aside:
        return best
    here = (one for one in near if one.form == "pair" and one.sentence == chosen.sentence)
    lists = (one for one in here if _is_person(discourse, one))
    return next(
        (one.owner for one in lists if one.clause >= 0 and discourse.doc[one.clause].dep_ == "ROOT"), best
    )


def _bound(discourse: Discourse, token: Token) -> list[str]:
    """The referent of the same pronoun as subject of a possessive's clause: "He was joined by his wife"."""
    verb = clause_verb(token) if token.dep_ == "poss" and token.lower_ in HE else None
    for subject in verb.children if verb is not None else ():
        same = subject.dep_ in ("nsubj", "nsubjpass") and HE.get(subject.lower_) == HE[token.lower_]
        if same and subject.i < token.i:
            return list(dict.fromkeys(r.key for r in discourse.headed(subject.i)))[:1]
    return []


def _judged(discourse: Discourse, token: Token) -> list[str]:
    """Whoever a verb of judgement concerns, where its reason is theirs: "thanked Kenya for its support"."""
    found = reasoned(token) if token.lower_ in POSSESSIVES else None
    if found is None or found[0].lemma_.lower() not in discourse.lexicon.spoken_acts:
        return []
    kind = "he" if token.lower_ in HE else "it" if token.lower_ in IT else "they"
    fits = {"he": ("Person",), "it": ("Organization", "Country"), "they": ("Organization", "Country")}[kind]
    keys = [r.key for t in found[1] for r in discourse.headed(t.i)]
    return [k for k in dict.fromkeys(keys) if discourse.draft(k).family in fits][:1]


def _is_person(discourse: Discourse, one: Antecedent) -> bool:
    return discourse.lexicon.family(one.cls) == "Person"


def _is_he(discourse: Discourse, one: Antecedent) -> bool:
    one_person = _is_person(discourse, one) or one.form in ("weak", "unread")
    return one_person and not one.plural and one.form != "pair"


def _is_it(discourse: Discourse, one: Antecedent) -> bool:
    return not _is_person(discourse, one) and not one.plural and one.form not in ("pair", "unread")


def _is_they(discourse: Discourse, one: Antecedent) -> bool:
    if one.form in ("noun", "unread") or one.plural:
        return one.plural
    return discourse.lexicon.family(one.cls) in ("Organization", "Country")


FITS = {"he": _is_he, "it": _is_it, "they": _is_they}


def _relative(discourse: Discourse, token: Token) -> list[str]:
    """The entity that a relative clause modifies."""
    noun = clause_noun(token)
    if noun is None or noun.i >= token.i:
        return []
    found = _standing_at(discourse, noun)
    if token.lower_ in ("who", "whom") and any(discourse.draft(k).family == "Country" for k in found):
        found = []  # "Amir, an Israeli who …": no state is a who
    found = found or _said_of(discourse, token, noun)
    if token.lower_ == "where":
        found = [k for k in found if discourse.draft(k).family == "Organization"]
    return found


def _standing_at(discourse: Discourse, noun: Token) -> list[str]:
    here = discourse.at.get(noun.i, [])
    return [r.key for r in here if r.head == noun.i] or [r.key for r in here][:1]


def _said_of(discourse: Discourse, token: Token, noun: Token) -> list[str]:
    """The entity that a noun describes: "Kos is an economist who …", "Kos, an economist who …"."""
    if noun.pos_ not in ("NOUN", "PROPN") or noun.tag_ not in ("NN", "NNP"):
        return []
    of = [] if noun.dep_ == "attr" and is_negated(noun.head) else bearers(noun)
    keys = [r.key for t in of for r in discourse.at.get(t.i, ()) if r.head == t.i]
    person = token.lower_ in ("who", "whom")
    return [k for k in keys if token.lower_ == "that" or (discourse.draft(k).family == "Person") == person][
        :1
    ]
