"""Whose a reporting verb is, and which clauses go with it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from graph.grammar.words import PREDICATES, SUBJECTS

SPEAKER_SHARING_LABELS = frozenset({"conj", "xcomp", "advcl", "parataxis", "dep", "ccomp"})
INTRODUCING = frozenset({"as", "of", "for", "with", "to", "about", "on", "against", "by", "in"})
"""Prepositions by which a verb brings in someone's own words: "referred to “…”", "accused of “…”"."""
SEQUENCE = frozenset({"after", "before", "following"})
SPEAKER_STEPS = 6  # verbs up the tree from a reporting verb to the one whose subject it shares


def subject_of(verb: Token | None) -> Token | None:
    """The subject of a verb, its own or the one it shares with the verb it is attached to."""
    for step in range(SPEAKER_STEPS):
        if verb is None:
            return None
        own = _own_subject(verb, first=step == 0)
        if own is not None:
            return (
                None if own.dep_ == "nsubjpass" and not step else own
            )  # who is addressed or accused says nothing
        if verb.dep_ in ("acl", "relcl", "pcomp"):
            return _explained(verb)
        above = verb.head if verb.dep_ in SPEAKER_SHARING_LABELS and verb.head.i != verb.i else None
        verb = above if above is not None and above.pos_ in PREDICATES else None
    return None


def _own_subject(verb: Token, *, first: bool) -> Token | None:
    """The agent of a passive, else the subject that is attached to the verb itself."""
    for agent in (c for c in verb.children if c.dep_ == "agent"):
        return next((c for c in agent.children if c.dep_ == "pobj"), None)
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    passive = next((c for c in own if first and c.dep_ == "nsubjpass"), None)
    return passive or named_subject(own)


def named_subject(subjects: list[Token]) -> Token | None:
    """The subject; the name of "The party leader, Ana Ruiz said", where the parser finds two."""
    named = (c for c in subjects[1:] if c.pos_ == "PROPN" and subjects[0].pos_ == "NOUN")
    return next(named, subjects[0] if subjects else None)


def _explained(verb: Token) -> Token | None:
    """The noun whose clause a verb heads ("officials saying …"); who is quoted in "quoted X as saying"."""
    if verb.dep_ == "acl":
        return verb.head if verb.tag_ == "VBG" else _citing(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return next((c for c in verb.head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
    return None


def _citing(verb: Token) -> Token | None:
    """Who cites: "Haaretz" in "Haaretz, citing officials, reported …", read as reported officials."""
    cited = verb.head
    closed = any(t.text == "," for t in verb.doc[cited.i + 1 : verb.i])
    if closed and cited.dep_ == "dobj" and cited.head.tag_ == "VBG" and cited.head.dep_ in ("acl", "advcl"):
        return cited.head.head if cited.head.head.pos_ in ("PROPN", "NOUN") else None
    return None


def parted(clause: Token, verb: Token) -> bool:
    """Whether a semicolon is between a clause and the verb: it is not governed."""
    first, last = sorted((clause.i, verb.i))
    return any(t.text == ";" for t in clause.doc[first:last])


def quoter(verb: Token) -> Token | None:
    """Who quotes a speaker: "Haaretz" in "Haaretz quoted Yael Adler as saying …"."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return next((c for c in verb.head.head.children if c.dep_ == "nsubj"), None)
    return None


def cited(verb: Token, citing: frozenset[str]) -> Token | None:
    """The named source that whoever reports gives for it: "Haaretz, quoting Yael Adler, reported …"."""
    for token in verb.subtree:
        apart = token.i > 0 and token.nbor(-1).text == ","
        if apart and token.tag_ == "VBG" and token.lemma_.lower() in citing:
            return next((c for c in token.children if c.dep_ == "dobj" and c.pos_ == "PROPN"), None)
    return None


def named_in(subject: Token, verb: Token) -> Token:
    """The person named in a subject whose head names no one ("a spokesman, Anton Belov")."""
    if subject.pos_ in ("PROPN", "PRON"):
        return subject
    at = [
        t
        for t in subject.subtree
        if t.dep_ == "appos" and t.pos_ == "PROPN" and (t.i < verb.i) == (subject.i < verb.i)
    ]
    return at[-1] if at else subject


def interrupted(verb: Token) -> Token | None:
    """The clause that a reporting clause interrupts, None where it interrupts none."""
    host = verb.head
    if (
        verb.dep_ == "parataxis"
        and host.i != verb.i
        and host.pos_ in PREDICATES
        and host.left_edge.i < verb.left_edge.i
    ):
        return host
    return None


def trailed(verb: Token) -> tuple[Token, Token] | None:
    """The clause before an inverted reporting clause, and its speaker: "Peru signed, announced Ana Ruiz"."""
    host = verb.head
    alone = verb.dep_ == "conj" and host.i < verb.i and host.pos_ in PREDICATES and verb.tag_ == "VBD"
    if not alone or verb.nbor(-1).text != "," or any(c.dep_ == "cc" for c in host.rights):
        return None
    after = [c for c in verb.children if c.dep_ not in ("punct", "prep", "npadvmod")]
    inverted = len(after) == 1 and after[0].i > verb.i and after[0].pos_ == "PROPN"
    return (host, after[0]) if inverted and after[0].dep_ in SUBJECTS | {"dobj"} else None


def is_adverbial(phrase: Token) -> bool:
    """Whether a phrase or clause is an adjunct of a verb, so that the verb does not introduce its words."""
    if phrase.head.pos_ not in PREDICATES:
        return False
    if phrase.dep_ == "advcl":
        return any(c.dep_ in ("mark", "advmod") and c.i < phrase.i for c in phrase.children)
    return phrase.dep_ == "prep" and phrase.lower_ not in INTRODUCING


def in_adjunct_of(word: Token, verb: Token) -> bool:
    """Whether a word is in an adjunct of a verb: "although Mali “left the union”, Ghana said nothing"."""
    at = word
    for _ in range(SPEAKER_STEPS):
        if at.head.i == verb.i:
            return is_adverbial(at)
        at = at.head
    return False


def is_part_of_clause(doc: Doc, start: int, end: int) -> bool:
    """Whether quoted words without a speaker go on with the clause around them: "still “stood as envoy”"."""
    root = doc[start:end].root
    within = range(start, end)
    before = doc[start - 2] if start > 1 else root
    outside = root.head.i not in within and root.head.i < start
    shared = any(c.dep_ in SUBJECTS and c.i < start for c in root.children)
    return (outside or shared) and not before.is_punct and before.sent.start == root.sent.start


def deed_end(deed: Token) -> int:
    """Where a deed that someone is accused of ends: what follows it in time is a fact.

    "Accused of taking files after leaving the firm" has the leaving outside the charge.
    """
    later = (c for c in deed.rights if c.dep_ in ("prep", "advcl"))
    starts = (c.left_edge.i for c in later if {c.lower_, *(m.lower_ for m in c.lefts)} & SEQUENCE)
    return min(starts, default=deed.right_edge.i + 1)
