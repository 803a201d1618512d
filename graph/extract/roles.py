"""Relations that roles tell: a title, an apposition or a predicate, with the body or state it is held in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from graph.annotate.refs import RoleMention, is_provisional
from graph.annotate.roles.holders import BEYOND, WITHIN_BODY
from graph.extract.doc_view import DocView
from graph.extract.governing_words import UNREAL
from graph.extract.relations import Found
from graph.extract.times import time_of
from graph.grammar.coordination import hedge
from graph.grammar.words import NOUN_PREPOSITIONS
from graph.model import Modality, State

OWNING = frozenset(
    {"of", "for", "to", "at", "in", "with", "against", "possessor", "possessive", "compound", "adjective"}
)
"""What may tie the holder of a role to anyone; a state's adjective only where the role is an office."""
NAME_CONSTRUCTIONS = frozenset({"relative", "named"})
"""Constructions with a verb that are read around the name."""
Tie = tuple[str, tuple[int, int], str]  # the body's key, the tokens that tie it, the construction
GIVEN_BY = frozenset({"named", "appointment"})
"""Constructions in which the verb's subject gives someone the role."""
NATIVE = "adjective"
AS_PHRASE = "as-phrase"


def from_roles(view: DocView) -> Iterator[Found]:
    """Relations of every role that the article states of anyone."""
    for key, stated in view.roles:
        role = _given(view, stated)
        if not role.title:
            yield from _affiliated(view, key, role)
        elif role.key is None or role.verb is None or (role.how in NAME_CONSTRUCTIONS and view.is_fact(role)):
            yield from told(view, key, role)


def _given(view: DocView, role: RoleMention) -> RoleMention:
    """The role with whoever gives it for its holder where it names none: "Acme named Ruiz chairman".

    A state's organ that no name tells fills offices of the state: "the parliament elected Ruiz president".
    """
    if role.of is not None or role.verb is None or role.how not in GIVEN_BY:
        return role
    givers = view.all_keys(view.predicate(view.doc[role.verb]).agents)
    bodies = [body for key in givers for body in ([key] if view.family(key) != "Person" else view.bound(key))]
    one = len(bodies) == 1 and not is_provisional(bodies[0])
    return replace(role, of=bodies[0], by="of") if one else role


def titles(view: DocView, key: str) -> set[RoleMention]:
    """What someone is by office or trade, not by family or nationality."""
    held = view.held.get(key, ())
    placed = {role.noun for role in held if role.of is not None}
    return {r for r in held if _is_title(view, r) and (r.of or r.noun not in placed) and r.by != WITHIN_BODY}


def _is_title(view: DocView, role: RoleMention) -> bool:
    known = next((k for p in phrases(role.title) if (k := view.words.roles.get(tuple(p.split())))), ())
    born = view.words.framed("kinship") | view.words.framed("nationality")
    return not known or not set(known) <= born


def _affiliated(view: DocView, key: str, role: RoleMention) -> Iterator[Found]:
    """What a name says that only stands with a body or state: "Dr. Yusuf of Makerere", "Siemens's Roth"."""
    of, affiliation = role.of or "", view.words.frame("affiliation")
    known = affiliation is None or any(held.of == of for held in view.held.get(key, ()))
    if not known and view.family(of) in ("Organization", "Country"):
        relation = view.words.class_frame(view.cls(of)) or affiliation or ""
        yield Found(key, relation, of, role.bearer, (role.start, role.end), role.how, structural=True)


def told(view: DocView, bearer: str, role: RoleMention) -> Iterator[Found]:
    """The relation that a role tells between its bearer and what it is held in."""
    of = role.of
    if of is None or of == bearer:
        return
    relation = next(iter(relations(view, role, view.cls(bearer), view.cls(of))), None)
    if relation is None:
        return
    subject, target = (of, bearer) if _inverse(view, role.title, relation) else (bearer, of)
    if not view.ontology.allows(view.cls(subject), relation, view.cls(target)):
        return
    when, start, end = _time(view, role)
    if _left(view, role):
        when, end = None, end or when
    if role.past and not end and relation in view.words.framed("tenure"):
        relation = view.words.frame("affiliation") or relation
    if not view.ontology.allows(view.cls(subject), relation, view.cls(target)):
        return
    yield Found(
        subject,
        relation,
        target,
        role.noun if role.verb is None else role.verb,
        (min(role.start, role.noun), max(role.end, role.noun + 1)),
        f"role/{role.how}",
        when=when,
        start=start,
        end=end,
        state=State.ENDED if role.past else None,
        structural=role.verb is None or role.granted or role.how == "relative",
        hedge=_hedge(view, role),
    )


def _left(view: DocView, role: RoleMention) -> bool:
    """Whether the verb of a role says that it is given up, so that its date is the end."""
    leaving = view.words.words("verb", "LeavingOffice")
    return role.verb is not None and view.doc[role.verb].lemma_.lower() in leaving


def _hedge(view: DocView, role: RoleMention) -> Modality | None:
    """What someone is described as is claimed, as what they are proposed is planned, "or" is possible."""
    if role.verb is not None and role.how == AS_PHRASE:
        verb = view.doc[role.verb].lemma_.lower()
        unreal = (m for m in UNREAL if verb in view.words.words("objectVerb", m.value))
        return Modality.CLAIMED if role.judged else next(unreal, None)
    return _qualified(view, role) or (hedge([view.doc[role.bearer]]) if role.described else None)


def _qualified(view: DocView, role: RoleMention) -> Modality | None:
    """What an adjective before the noun of a role makes of it: "future president", "alleged leader".

    What an unnamed source alleges is possible.
    """
    if _words_of(role) & view.words.words("adjective", "Future"):
        return Modality.PLANNED
    before = (t for t in view.doc[role.noun].lefts if t.dep_ != "poss")
    found = next((m for t in before if (m := _hedges(view, t)) is not None), None)
    return Modality.POSSIBLE if found is Modality.CLAIMED else found


def _hedges(view: DocView, word: Token) -> Modality | None:
    phrase = view.doc[word.left_edge.i : word.i + 1].text.casefold()  # "would-be"
    known = (m for m in (*UNREAL, Modality.CLAIMED) if phrase in view.words.words("adjective", m.value))
    return next(known, None)


def _time(view: DocView, role: RoleMention) -> tuple[str | None, str | None, str | None]:
    """When a role was held: a date in its phrase, else one that is attached to the verb that states it."""
    own = time_of(view, view.doc[role.noun])
    return own if any(own) or role.verb is None else time_of(view, view.doc[role.verb])


def phrases(title: str) -> Iterator[str]:
    """The phrases of a role from the longest: its words up to the head noun, then the head noun's tail.

    >>> list(phrases("senior deputy director"))
    ['senior deputy director', 'deputy director', 'director']
    """
    words = title.casefold().replace("-", " - ").split()
    whole = " ".join(words).replace(" - ", "-")
    core = next((words[:i] for i, w in enumerate(words) if i and w in NOUN_PREPOSITIONS), words)
    yield from dict.fromkeys([whole, *(" ".join(core[i:]).replace(" - ", "-") for i in range(len(core)))])


def relations(view: DocView, role: RoleMention, person: str, body: str) -> list[str]:
    """The relations a role may tell between classes, by its longest known phrase; then what is left.

    A role that leads a body need not lead a state: for states the phrase must be one of the
    relation's state roles. What is directed "to" a body represents no one there. Who leads a part of a
    body, or has a deputy's or a successor's title, does not lead it. What no phrase tells is an
    affiliation of no known kind.
    """
    member = view.words.class_frame(body)
    if role.by == WITHIN_BODY:
        return [r for r in [view.words.frame("position")] if r and _fits(view, r, "", person, body)]
    if role.by == BEYOND and member is not None:
        return [member]  # a mayor "of the Liberal Party" is no head of the party
    leading, office = view.words.framed("headship"), view.words.frame("office")
    core = list(phrases(_without_future(view, role.title)))
    strict = role.described or view.ontology.family(person) != "Person"
    if strict and role.by not in OWNING:
        return []
    native = strict and role.by == NATIVE and view.ontology.family(person) != "Country"
    if view.ontology.family(body) == "Country" and _is_outside(view, role):
        return [r for r in [view.words.frame("nationality")] if r and _fits(view, r, "", person, body)]
    targeting = view.words.framed("word") if _is_trade(view, role) else frozenset[str]()
    for phrase in core:
        known = view.words.roles.get(tuple(phrase.split()), ())
        fitting = [
            r
            for r in known
            if r not in targeting
            and _fits(view, r, phrase, person, body)
            and not (role.by == "to" and r == office)
        ]
        if _is_second(view, role) or _is_partial(view, role, phrase) or role.by == "to":
            fitting = [r for r in fitting if r not in leading]
        if native:
            fitting = [r for r in fitting if r in leading or r == office]
        if fitting:
            return fitting
    if role.by == "to" or strict:
        return []
    return [r for r in _unknown(view, core, body, role.by) if _fits(view, r, "", person, body)][:1]


def _is_outside(view: DocView, role: RoleMention) -> bool:
    """Whether a role is held outside the government of a state: "opposition lawmaker", "militia leader"."""
    return bool(_words_of(role) & view.words.words("adjective", "Unofficial"))


def _is_trade(view: DocView, role: RoleMention) -> bool:
    """Whether a role that may be directed at someone is a trade: "Italian critic", "film critic of the Post".

    The word before the noun is where its bearer is from, or a field; "government critic" has a target.
    """
    before = view.doc[role.noun - 1] if role.noun > 0 else None
    if before is None or before.lemma_.lower() in view.words.standing_in:
        return False
    native = role.by == NATIVE and view.family(role.of or "") == "Country"
    return native or (before.pos_ == "NOUN" and before.dep_ == "compound" and not view.covering.get(before.i))


def _is_second(view: DocView, role: RoleMention) -> bool:
    return bool(_words_of(role) & view.words.seconds)


def _words_of(role: RoleMention) -> set[str]:
    return set(role.title.casefold().replace("-", " ").split())


def _without_future(view: DocView, title: str) -> str:
    """A title without the words by which it is still to come: "president-elect", "future head"."""
    words = title.replace("-", " - ").split()
    kept = [w for w in words if w.casefold() not in view.words.words("adjective", "Future")]
    return title if len(kept) == len(words) else " ".join(kept).removesuffix(" -").replace(" - ", "-")


def _is_partial(view: DocView, role: RoleMention, phrase: str) -> bool:
    """Whether a role is over a part of the body only: "director of exhibits at", "sales director"."""
    if role.noun < 0 or phrase == role.title.casefold():
        return False
    if role.end > role.noun + 1 and role.by != "of":
        return True
    first = role.noun + 1 - len(phrase.replace("-", " - ").split())
    before = view.doc[first - 1] if first > role.start else None
    if before is None or before.pos_ != "NOUN" or view.covering.get(before.i) or _hedges(view, before):
        return False
    return not view.is_body_noun(before)


def _unknown(view: DocView, core: list[str], body: str, by: str) -> list[str]:
    """What a role tells that no cue ties to such a body: an office, a nationality, a position."""
    frame = view.words.frame
    if view.ontology.family(body) == "Country":
        in_office = bool(set(core) & view.words.state_offices)
        native = frame("nationality") if by == NATIVE else None
        return [r for r in ((frame("office") if in_office else native), frame("affiliation")) if r]
    return [r for r in (view.words.class_frame(body), frame("position"), frame("affiliation")) if r]


def _fits(view: DocView, relation: str, phrase: str, person: str, body: str) -> bool:
    limited = view.words.state_roles.get(relation)
    if view.ontology.family(body) == "Country" and limited is not None and phrase and phrase not in limited:
        return False
    return view.ontology.allows(person, relation, body) or view.ontology.allows(body, relation, person)


def _inverse(view: DocView, title: str, relation: str) -> bool:
    return any((phrase, relation) in view.words.inverse_roles for phrase in phrases(title))
