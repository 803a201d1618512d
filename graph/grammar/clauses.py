"""Syntax as frames: who does what to whom, whatever the voice, and with which prepositions.

One small table of grammar, without a domain word: active, passive, participles, relative clauses,
infinitive chains with subject or object control, coordination. Where the parser is known to hang a
phrase on the wrong word, both places are looked at, the right one first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from graph.grammar.coordination import additions, brought, conjoined
from graph.grammar.words import FINITE, NOUNS, RELATIVE_ADVERBS, RELATIVE_PRONOUNS, SUBJECTS

__all__ = ["Frame", "additions", "conjoined", "frames", "predicate_verbs"]

HOSTS = frozenset({"VERB", "AUX", "ADJ", "NOUN"})
SUBJECT_SHARING_LABELS = frozenset({"conj", "advcl", "dep", "parataxis", "acomp", "prep"})
"""As these a verb shares its subject with the one above; a participle may be read as a preposition."""
SUBJECT_STEPS = 8  # steps from a participle or infinitive up to the verb whose subject it shares


@dataclass(slots=True)
class Frame:
    """A predicate and its arguments as head tokens: deep subject, deep object, prepositional objects.

    `patient` is the grammatical subject of a passive; `recipients` are indirect objects; `complement`
    is the noun or adjective that a copula ties to its subject. A key of `prepositions` that begins
    with "~" marks a phrase that hangs on the object or the complement instead of the verb.
    """

    verb: Token
    name: str
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    prepositions: dict[str, list[Token]] = field(default_factory=dict)
    particles: frozenset[str] = frozenset()
    object_nouns: dict[str, Token] = field(default_factory=dict)
    patient: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    complement: list[Token] = field(default_factory=list)

    @property
    def passive(self) -> bool:
        """Whether the verb is in the passive."""
        return self.name == "svo/passive"


def frames(verb: Token) -> Frame:
    """The frame of a verb."""
    passive = is_passive(verb)
    found = Frame(verb, "svo/passive" if passive else "svo/active")
    found.particles = frozenset(c.lower_ for c in verb.children if c.dep_ == "prt")
    found.complement = _children(verb, "attr", "acomp", "oprd")
    direct = _children(verb, "dobj")
    if passive:
        found.patient = _shared_subject(verb, passive=True)
        found.subjects = _agents(verb)
        (found.subjects or found.patient).extend(additions(verb))
        found.objects = [*found.patient, *direct, *_children(verb, "oprd")]
        known = [*direct, *found.complement, *found.patient]
    else:
        found.subjects = _shared_subject(verb, passive=False)
        found.recipients = [t for t in _children(verb, "dative") if t.pos_ != "ADP"]
        found.objects = _objects(verb, direct) or found.recipients
        known = [*found.objects, *found.complement]
    for thing in known:
        found.object_nouns.setdefault(thing.lower_, thing)
        found.object_nouns.setdefault(thing.lemma_.lower(), thing)
    _prepositions(verb, found)
    _leave_to_others(verb, found)
    return found


def _leave_to_others(verb: Token, found: Frame) -> None:
    """Take from a frame what is the subject of its own verb, or of the clause that its clause opens."""
    main = verb.head if verb.dep_ == "advcl" and verb.head.i > verb.i else verb
    taken = {t.i for t in swallowed(main)}
    if taken:
        found.objects = [t for t in found.objects if t.i not in taken]
        for phrase in found.prepositions.values():
            phrase[:] = [t for t in phrase if t.i not in taken]


def _children(verb: Token, *deps: str) -> list[Token]:
    return [t for c in verb.children if c.dep_ in deps for t in conjoined(c)]


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive: by its auxiliary, its agent, or as a bare participle."""
    deps = {c.dep_ for c in verb.children}
    if deps & {"nsubjpass", "auxpass", "agent"}:
        return True
    if verb.tag_ != "VBN" or any(c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ in ("acl", "advcl", "amod", "relcl", "prep"):
        return not deps & {"dobj", "nsubj"}
    return (
        verb.dep_ == "conj"
        and not deps & {"nsubj", "dobj"}
        and verb.head.tag_ == "VBN"
        and is_passive(verb.head)
    )


def _agents(verb: Token) -> list[Token]:
    """The doers of a passive: its agent, or a "by" phrase that the parser hung elsewhere in the clause."""
    own = [
        t
        for c in verb.children
        if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
        for t in brought(c)
    ]
    if not own:
        lower = [
            t
            for c in verb.rights
            if c.dep_ in ("prep", "prt", "dobj", "oprd", "npadvmod", "advmod", "xcomp")
            for t in c.subtree
            if t.i - verb.i < 16
        ]
        by = next(
            (
                t
                for t in lower
                if t.lower_ == "by" and t.dep_ in ("prep", "agent") and not _below_verb(t, verb)
            ),
            None,
        )
        own = brought(by) if by is not None else []
    return own


def _below_verb(token: Token, verb: Token) -> bool:
    """Whether another verb stands between a token and the verb above it."""
    at = token.head
    while at.i != verb.i:
        if at.pos_ in ("VERB", "AUX") or at.head.i == at.i:
            return True
        at = at.head
    return False


def _objects(verb: Token, direct: list[Token]) -> list[Token]:
    """The direct objects: the verb's own, a later verb's, or what its relative clause explains."""
    if direct:
        return direct
    for other in verb.conjuncts:
        if (
            other.i > verb.i
            and other.pos_ == "VERB"
            and not any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children)
        ):
            shared = _children(other, "dobj")
            if shared and not any(c.dep_ in ("prep", "xcomp", "ccomp", "prt") for c in verb.children):
                return shared
    gap = _gap(verb)
    return (
        [gap]
        if gap is not None and not any(c.dep_ in ("ccomp", "xcomp", "acomp", "attr") for c in verb.children)
        else []
    )


def _gap(verb: Token) -> Token | None:
    """The noun that a relative clause without an object explains ("the firm that Tata bought")."""
    at = verb
    while (
        at.dep_ == "xcomp"
        and at.head.pos_ in ("VERB", "AUX")
        and not any(c.dep_ == "dobj" for c in at.head.children)
    ):
        at = at.head
    if (
        at.dep_ != "relcl"
        or at.head.pos_ not in NOUNS
        or any(c.lower_ in RELATIVE_ADVERBS for c in at.children)
    ):
        return None
    subject = next((c for c in at.children if c.dep_ in (*SUBJECTS, "expl")), None)
    if subject is None or subject.lower_ in RELATIVE_PRONOUNS:
        return None
    return at.head


def _shared_subject(verb: Token, *, passive: bool) -> list[Token]:
    """The verb's grammatical subject: its own, or by participle, infinitive or coordination another's."""
    at = verb
    for step in range(SUBJECT_STEPS):
        wanted = ("nsubj", "nsubjpass") if step or passive else ("nsubj", "csubj")
        own = [*swallowed(at), *_children(at, *wanted)]
        if own:
            return own if passive else own + additions(at)
        above = _subject_above(at, first=step == 0)
        if isinstance(above, list):
            return above
        at = above
    return []


def swallowed(verb: Token) -> list[Token]:
    """The subjects that the parser took into an opening phrase or clause.

    "In Rome, Peru, Chile and Cuba signed …", "When Iraq invaded Kuwait, Egypt and Mali met".
    """
    own = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj")), None)
    if verb.tag_ not in FINITE:
        return []
    for opening in (c for c in verb.lefts if c.left_edge.i == verb.left_edge.i):
        for prep in (p for p in (opening, *opening.rights) if p.dep_ == "prep"):
            joined = own is not None and any(c.dep_ == "cc" and c.i < own.i for c in prep.rights)
            listed = brought(prep)[1:] if own is None or joined else []
            if _after_comma(listed, verb):
                return listed
        for thing in (c for c in opening.rights if c.dep_ == "dobj" and opening.dep_ == "advcl"):
            listed = conjoined(thing)[1:] if own is None else []
            if _after_comma(listed, verb):
                return listed
    return []


def _after_comma(listed: list[Token], verb: Token) -> bool:
    """Whether a list begins after a comma and ends before the verb."""
    return bool(listed) and listed[0].doc[listed[0].left_edge.i - 1].text == "," and listed[-1].i < verb.i


def _subject_above(at: Token, *, first: bool) -> list[Token] | Token:
    """Where a verb without a subject finds it: the tokens themselves, or the verb to look at next."""
    head = at.head
    if at.dep_ in ("acl", "amod", "relcl") and head.pos_ in NOUNS:
        if at.dep_ == "relcl" and at.tag_ != "VBN":
            return []
        if at.dep_ == "acl" and _to(at):
            return _holders(head)
        return [head]
    if at.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX", "ADJ"):
        controlled = [t for t in _children(head, "dobj", "dative") if t.i < at.i and t.pos_ != "ADP"]
        if controlled and at.dep_ == "xcomp":
            return controlled
        asked = _asked(head, at)
        if asked:
            return asked
        return [] if at.dep_ == "ccomp" and first and at.tag_ not in ("VB", "VBG") else head
    if at.dep_ == "pcomp" and head.dep_ in ("prep", "agent") and _host(head).pos_ in HOSTS:
        host = _host(head)
        if host.pos_ == "NOUN":
            return _holders(host)
        accused = [t for t in _children(host, "dobj", "nsubjpass") if t.i < head.i]
        return accused if accused and head.lower_ in ("of", "for", "from", "as", "with") else host
    if at.dep_ in SUBJECT_SHARING_LABELS and head.pos_ in HOSTS and head.i != at.i:
        return head
    return []


def _host(prep: Token) -> Token:
    """What a preposition hangs on, beyond an adverb: "prior to joining Acme, she was …"."""
    return prep.head.head if prep.lower_ == "to" and prep.head.pos_ == "ADV" else prep.head


def _asked(head: Token, at: Token) -> list[Token]:
    """Those on whom a verb calls to do what follows: "called on Iran to free X", "appealed to Oslo to …"."""
    if not _to(at) or at.dep_ != "xcomp":
        return []
    preps = [
        c
        for c in head.children
        if c.dep_ == "prep" and c.i < at.i and c.lower_ in ("on", "upon", "to", "for", "with")
    ]
    return [t for p in preps[-1:] for c in p.children if c.dep_ == "pobj" for t in conjoined(c)]


def _holders(noun: Token) -> list[Token]:
    """Whose a noun is, for the infinitive that hangs on it: "China's plan to …", "X made an attempt to …"."""
    own = [t for c in noun.children if c.dep_ == "poss" for t in conjoined(c)]
    if own:
        return own
    verb = noun.head
    if noun.dep_ == "dobj" and verb.pos_ == "VERB":
        return _children(verb, "nsubj")
    return []


def _to(at: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in at.children)


def _prepositions(verb: Token, found: Frame) -> None:
    """Fill the prepositional objects, those of the verb first, then those that hang on what it governs."""
    near = [verb, *(c for c in verb.children if c.dep_ in ("prt", "advmod", "acomp"))]
    far = [c for c in verb.children if c.dep_ in ("dobj", "attr", "oprd", "nsubjpass")]
    if not found.passive and not any(c.dep_ == "dobj" for c in verb.children):
        far += [t for t in found.objects if t.i > verb.i][:1]
    for host in near:
        for prep in host.children:
            if prep.dep_ in ("prep", "dative", "agent") and prep.pos_ in ("ADP", "SCONJ", "ADV", "VERB"):
                _hung(prep, found, mark="")
    for member in [t for host in far for t in conjoined(host)]:
        for prep in (c for c in member.children if c.dep_ == "prep"):
            _hung(prep, found, mark="~")
    _stranded(verb, found)
    if (noun := _where(verb)) is not None:
        for word in ("at", "in"):
            found.prepositions.setdefault(word, []).append(noun)


def _where(verb: Token) -> Token | None:
    """The noun that a clause with "where" explains: "the firm where she works" is the firm she works at."""
    at = verb
    while at.dep_ == "conj" and at.head.pos_ in ("VERB", "AUX"):
        at = at.head
    if at.dep_ != "relcl" or not any(c.lower_ == "where" for c in at.children):
        return None
    return at.head if at.head.pos_ in NOUNS else None


def _hung(prep: Token, found: Frame, *, mark: str) -> None:
    """Take what a preposition brings in, and the phrases that the parser hung below it."""
    _take(prep, found, mark=mark)
    for thing in brought(prep):
        _nested(thing, found)


def _nested(thing: Token, found: Frame) -> None:
    """A phrase hung on a prepositional object: "was held on Monday in Rome" with "in Rome" below "Monday"."""
    for prep in thing.children:
        if prep.dep_ == "prep" and prep.lower_ not in ("of", "by"):
            _take(prep, found, mark="~")


def _take(prep: Token, found: Frame, *, mark: str) -> None:
    own = brought(prep)
    if own:
        found.prepositions.setdefault(mark + prep.lower_, []).extend(own)
    for second in (c for c in prep.children if c.dep_ == "prep"):
        lower = brought(second)
        if lower:
            found.prepositions.setdefault(f"{mark}{prep.lower_} {second.lower_}", []).extend(lower)
            found.prepositions.setdefault(mark + second.lower_, []).extend(lower)


def _stranded(verb: Token, found: Frame) -> None:
    """A preposition without an object takes the subject of a passive, or the noun of a relative clause."""
    for prep in verb.children:
        if prep.dep_ != "prep" or any(c.dep_ in ("pobj", "pcomp") for c in prep.children):
            continue
        missing = found.patient if found.passive else [g for g in [_gap(verb)] if g is not None]
        if missing:
            found.prepositions.setdefault(prep.lower_, []).extend(missing)
            if not found.passive and found.objects == missing:
                found.objects = []


def predicate_verbs(tokens: Iterator[Token]) -> Iterator[Token]:
    """Verbs that head a predicate: full verbs, also tagged as auxiliaries when nothing depends on them so."""
    for token in tokens:
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")):
            yield token
