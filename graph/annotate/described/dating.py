"""When a named or described thing was: the date in its own phrase, or with the verb that brings it about.

A thing is not dated by every verb that it goes with: who ratifies a treaty in 2011 does not date the treaty.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.described.doc_index import DocIndex
from graph.annotate.refs import Ref
from graph.grammar.words import PREDICATES

DATE_TOKENS = 25  # tokens after a verb in which its date is looked for
GOING_WITH = frozenset({"for", "at", "during", "to", "in"})
DEEPEST_COMPLEMENT = 3  # "are due to begin": complements from a verb down to the one that dates
ARGUMENT_LABELS = frozenset({"dobj", "nsubjpass", "nsubj"})


def date_of_name(index: DocIndex, ref: Ref, dating: frozenset[str]) -> str | None:
    """The date of a named thing: inside its name, in its noun phrase, or with its verb."""
    head = index.doc[ref.head]
    inside = next((v for i in range(ref.start, ref.end) if (v := index.date(i))), None)
    found = inside or index.date(ref.start - 1) or _before(index, head)
    if found is None and "~" not in dating and _is_of_another_act(head, dating):
        of = index.doc[ref.end : ref.end + 1].text.lower() == "of"
        own = _explained(index, head, dating) or date_by_verb(index, head, dating)
        return index.after(ref.end) if of else own
    return (
        found
        or (index.after(ref.end) if hangs(head, dating) else None)
        or index.below(head)
        or _explained(index, head, dating)
        or date_by_verb(index, head, dating)
    )


def _is_of_another_act(head: Token, dating: frozenset[str]) -> bool:
    """Whether a name is what an act concerns that does not date it: "ratified the Oslo Pact in 2021"."""
    token = head
    while token.dep_ in ("pobj", "prep", "conj", "appos") and token.head.i < token.i:
        token = token.head
    governor = token.head if token.dep_ in ("dobj", "nsubjpass") else token
    return governor.i != head.i and governor.lemma_.lower() not in dating


def date_of_description(index: DocIndex, head: Token, dating: frozenset[str]) -> str | None:
    """The date of a described thing that its phrase does not tell: with an apposition, or with its verb."""
    return _explained(index, head, dating) or date_by_verb(index, head, dating)


def hangs(head: Token, dating: frozenset[str]) -> bool:
    """Whether a date right after a thing can be the thing's own, and is not that of what is done to it."""
    if head.dep_ in ("dobj", "nsubjpass"):
        return head.head.lemma_.lower() in dating
    above = head.head.head
    if head.dep_ == "pobj" and above.pos_ in PREDICATES:
        return "~" in dating or above.lemma_.lower() in dating
    return True


def _before(index: DocIndex, head: Token) -> str | None:
    """A date among what precedes a noun: "the 2009 Hungarian Grand Prix", "Monday's vote"."""
    return next((v for c in head.lefts if (v := index.date(c.i))), None)


def _explained(index: DocIndex, head: Token, dating: frozenset[str]) -> str | None:
    """The date of what a thing is said to be: "X, a 1999 accord", "X was an accord signed in 1999"."""
    said = [c for c in head.children if c.dep_ == "appos"]
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        said += [c for c in head.head.children if c.dep_ == "attr"]
    for noun in [head, *(n for n in said if n.pos_ == "NOUN")]:
        found = date_of_participles(index, noun, dating)
        if found is None and noun.i != head.i:
            found = _before(index, noun) or index.below(noun)
        if found is not None:
            return found
    return None


def date_of_participles(index: DocIndex, noun: Token, dating: frozenset[str]) -> str | None:
    """The date of a participle or relative clause that brings a noun about: "the pact, signed in 1999"."""
    for clause in noun.children:
        telling = clause.dep_ == "relcl" or (clause.dep_ == "acl" and clause.tag_ == "VBN")
        for verb in _complements(clause) if telling else ():
            if verb.lemma_.lower() in dating and (found := index.below(verb)):
                return found
    return None


def date_by_verb(index: DocIndex, head: Token, dating: frozenset[str]) -> str | None:
    """The time of a verb, or its noun, that dates such a thing: "was signed in May", "the signing of X"."""
    verb = head.head
    if head.dep_ in ARGUMENT_LABELS and verb.pos_ in PREDICATES:
        return _by_predicate(index, head, verb, dating)
    if head.dep_ != "pobj":
        return date_of_participles(index, head, dating)
    above = verb.head
    if verb.lower_ in GOING_WITH and above.pos_ == "VERB" and "~" in dating:
        return index.below(above)
    if verb.lower_ == "of" and above.pos_ == "NOUN" and above.lemma_.lower() in dating:
        return _before(index, above) or index.below(above) or date_by_verb(index, above, dating | {"take"})
    return date_of_participles(index, head, dating)


def _by_predicate(index: DocIndex, head: Token, verb: Token, dating: frozenset[str]) -> str | None:
    """The date of the verb whose argument a thing is, of its complements and of verbs coordinated with it."""
    for one in [*_complements(verb), *_sharing(verb)] if head.dep_ != "dobj" else [verb]:
        if one.lemma_.lower() in dating and (found := index.below(one)):
            return found
    if verb.lemma_.lower() not in dating:
        return date_of_participles(index, head, dating)
    above = verb.head
    with_above = verb.dep_ == "advcl" or (verb.dep_ == "xcomp" and above.lemma_.lower() in dating)
    return (
        (index.below(above) if with_above else None)
        or _only_date(index, verb)
        or date_of_participles(index, head, dating)
    )


def _complements(verb: Token) -> Iterator[Token]:
    """A verb and the infinitives below it: "are scheduled to take place", "is due to open"."""
    at: Token | None = verb
    for _ in range(DEEPEST_COMPLEMENT):
        if at is None:
            return
        yield at
        at = next((c for c in at.children if c.dep_ in ("xcomp", "acomp") and c.i > verb.i), None)


def _sharing(verb: Token) -> list[Token]:
    """The verbs coordinated with one that share its subject: "was drafted in Rome and signed in May"."""
    return [
        c
        for c in verb.conjuncts
        if c.pos_ in PREDICATES and c.i > verb.i and not any(g.dep_ in ARGUMENT_LABELS for g in c.lefts)
    ]


def _only_date(index: DocIndex, verb: Token) -> str | None:
    """The one date after a verb in its sentence, wherever a long clause has made the parser hang it."""
    stop = min(verb.sent.end, verb.i + DATE_TOKENS)
    after = {index.dated[i] for i in range(verb.i, stop) if i in index.dated}
    other = any(t.pos_ == "VERB" for t in index.doc[verb.i + 1 : stop])
    only = next(iter(after)) if len(after) == 1 and not other else None
    return only.value if only is not None and only.edge is None else None
