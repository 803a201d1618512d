"""Relations that roles tell: a title, an apposition or a predicate, with the body or state it is held in."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.chain import chained
from graph.annotate.classify import family
from graph.annotate.lexicon import PREPOSITIONS
from graph.annotate.offices import BEYOND, WITHIN, after_name, holders
from graph.annotate.predicates import is_plain, predicates
from graph.annotate.refs import Ref, RoleDraft, refs
from graph.annotate.rolephrase import POSSESSIVES, Post, sentence_start
from graph.annotate.roles import roles_of
from graph.extract.clauses import frames
from graph.extract.found import Desk, Found
from graph.extract.modality import stance
from graph.extract.verbs import time_of
from graph.model import MentionKind, Modality

BESIDE = frozenset({"relative", "named"})  # constructions with a verb that are read around the name
Tie = tuple[str, tuple[int, int], str]  # the body's key, the tokens that tie it, the construction
NATIVE = "adjective"


def from_roles(desk: Desk) -> Iterator[Found]:
    """Relations of every role that the article states of a person."""
    for key, draft in list(desk.drafts.items()):
        draft.roles[:] = [settled for role in draft.roles for settled in _settled(desk, key, role)]
        for role in draft.roles:
            if role.verb is None or role.how in BESIDE:
                yield from told(desk, key, role)
    yield from _predicated(desk)
    yield from _untitled(desk)
    for draft in desk.drafts.values():
        held = {role.noun for role in draft.roles if role.of is not None}
        draft.roles[:] = [
            r for r in draft.roles if _is_title(desk, r) and (r.of or r.noun not in held) and r.by != WITHIN
        ]


def _settled(desk: Desk, person: str, role: RoleDraft) -> Iterator[RoleDraft]:
    """A role with its holder, now that pronouns are resolved; nothing where it is not stated as a fact."""
    if (
        role.verb is not None
        and stance(desk.doc, desk.doc[role.verb], desk.words).modality is not Modality.ASSERTED
    ):
        return
    held = (
        holders(desk.doc, role.noun, person, desk.covering, desk.words)
        if role.of is None and role.noun >= 0
        else []
    )
    if not held or role.title != desk.doc[role.start : role.end].text:
        yield role
        return
    for holder in held:
        yield RoleDraft(
            role.title, role.start, role.end, holder.key, role.past, holder.by, role.noun, role.how, role.verb
        )


def _is_title(desk: Desk, role: RoleDraft) -> bool:
    """Whether a role is what somebody is by office or trade, not by family or nationality."""
    known = next((k for p in phrases(role.title) if (k := desk.words.roles.get(tuple(p.split())))), ())
    born = desk.words.framed("kinship") | desk.words.framed("nationality")
    return not known or not set(known) <= born


def _predicated(desk: Desk) -> Iterator[Found]:
    """Roles that a verb states, of whoever its subject stands for; what is stated plainly becomes a title."""
    for subject, post in _posts(desk):
        for person in desk.keys(subject):
            if desk.cls(person) != "Person" and desk.ontology.is_a(desk.cls(person), "Agent"):
                yield from _of_body(desk, person, post)
            elif desk.cls(person) == "Person":
                yield from _of_person(desk, person, post)


def _posts(desk: Desk) -> Iterator[tuple[Token, Post]]:
    """Who is said to be what, with the roles that go on after a first: "is a jurist, professor at …"."""
    direct = list(predicates(desk.doc, desk.words, _subjects))
    known = {(post.verb, post.noun) for _, post in direct}
    for subject, post in direct:
        yield subject, post
        if post.plural or post.how == "appointment" or post.noun < (post.verb or 0):
            continue
        for noun in chained(desk.doc, post.noun, desk.covering, desk.words):
            if (post.verb, noun) not in known:
                yield subject, Post(noun, post.how, post.verb, post.past)


def _of_person(desk: Desk, person: str, post: Post) -> Iterator[Found]:
    known = {(r.noun, r.of) for r in desk.drafts[person].roles}
    for role in roles_of(desk.doc, post, None, desk.covering, desk.words):
        if role.of == person:
            continue
        if role.of is None and post.how in ("as", "copula"):
            role.of, role.by = _body_of(desk, desk.doc[post.verb or 0]), "of"
        yield from told(desk, person, role)
        verb = desk.doc[post.verb or 0]
        plain = is_plain(verb) and stance(desk.doc, verb, desk.words).modality is Modality.ASSERTED
        if plain and (role.noun, role.of) not in known:
            desk.drafts[person].roles.append(role)


def _body_of(desk: Desk, verb: Token) -> str | None:
    """The body that a verb itself names: "joined Fiat as chairman", "worked at Fiat as director"."""
    frame = frames(verb)
    named = [*frame.objects, *(t for p in ("at", "for", "with") for t in frame.prepositions.get(p, ()))]
    return next((k for k in desk.all_keys(named) if family(desk.cls(k)) == "Organization"), None)


def _of_body(desk: Desk, body: str, post: Post) -> Iterator[Found]:
    """What a body or state is to another: "Slovakia is a member of the European Union"."""
    for holder in holders(desk.doc, post.noun, body, desk.covering, desk.words):
        noun = desk.doc[post.noun]
        for relation in desk.words.roles.get((noun.lemma_.lower(),), ()):
            if desk.ontology.allows(desk.cls(body), relation, desk.cls(holder.key)) and holder.by != NATIVE:
                when, start, end = time_of(desk, desk.doc[post.verb or post.noun])
                yield Found(
                    body,
                    relation,
                    holder.key,
                    post.verb or post.noun,
                    (noun.i, noun.i + 1),
                    "role/copula",
                    when=when,
                    start=start,
                    end=end,
                    past=post.past,
                )


def _subjects(verb: Token) -> list[Token]:
    frame = frames(verb)
    return frame.patient or frame.subjects


def _untitled(desk: Desk) -> Iterator[Found]:
    """A name with its body or state alone: "Dr. Yusuf of Makerere", "Siemens's Roth", "Kenya (Otieno)"."""
    affiliation = desk.words.frame("affiliation")
    for ref in refs(desk.doc) if affiliation is not None else ():
        if ref.kind is not MentionKind.NAME or desk.cls(ref.key) != "Person":
            continue
        for key, phrase, how in (*_of(desk, ref), *_owning(desk, ref), *_bracketed(desk, ref)):
            told_already = any(role.of == key for role in desk.drafts[ref.key].roles)
            if not told_already and family(desk.cls(key)) in ("Organization", "Country"):
                relation = desk.words.frame(desk.cls(key)) or affiliation or ""
                yield Found(ref.key, relation, key, ref.head, phrase, how, structural=True)


def _of(desk: Desk, ref: Ref) -> Iterator[Tie]:
    for holder in after_name(desk.doc, ref, desk.covering, desk.words)[:1]:
        yield holder.key, (ref.end, ref.end + 1), "name/of"


def _owning(desk: Desk, ref: Ref) -> Iterator[Tie]:
    """The possessor right before the name."""
    i = ref.start - 1
    if i > sentence_start(desk.doc, ref.start) and desk.doc[i].text in POSSESSIVES:
        owner = next((r for r in desk.covering.get(i - 1, ()) if r.kind is MentionKind.NAME), None)
        if owner is not None:
            yield owner.key, (owner.start, ref.end), "name/possessive"


def _bracketed(desk: Desk, ref: Ref) -> Iterator[Tie]:
    """A name in brackets after its body, or the body in brackets after the name."""
    doc = desk.doc
    if ref.end < len(doc) and ref.start > 1 and doc[ref.start - 1].text == "(" and doc[ref.end].text == ")":
        yield from ((r.key, (r.start, ref.end), "name/brackets") for r in _ending(desk, ref.start - 1))
    elif ref.end + 2 < len(doc) and doc[ref.end].text == "(":
        inner = next(
            (r for r in desk.covering.get(ref.end + 1, ()) if doc[r.end : r.end + 1].text == ")"), None
        )
        if inner is not None:
            yield inner.key, (ref.start, inner.end), "name/brackets"


def _ending(desk: Desk, i: int) -> list[Ref]:
    """The name that ends right before a token."""
    return [r for r in desk.covering.get(i - 1, ()) if r.end == i and r.kind is MentionKind.NAME][:1]


def told(desk: Desk, person: str, role: RoleDraft) -> Iterator[Found]:
    """The relation that a role tells between its bearer and the body it is held in."""
    of = role.of
    if of is None or of == person:
        return
    relation = next(iter(relations(desk, role, desk.cls(person), desk.cls(of))), None)
    if relation is None:
        return
    subject, target = (of, person) if _inverse(desk, role.title, relation) else (person, of)
    if not desk.ontology.allows(desk.cls(subject), relation, desk.cls(target)):
        return
    when, start, end = _time(desk, role)
    if role.past and not end and relation in desk.words.framed("tenure"):
        relation = desk.words.frame("affiliation") or relation
    at = role.verb if role.verb is not None else role.noun if role.noun >= 0 else role.end - 1
    phrase = (min(role.start, role.noun), max(role.end, role.noun + 1))
    yield Found(
        subject,
        relation,
        target,
        at,
        phrase,
        f"role/{role.how or 'title'}",
        when=when,
        start=start,
        end=end,
        past=role.past,
        structural=role.verb is None or role.how == "relative",
    )


def _time(desk: Desk, role: RoleDraft) -> tuple[str | None, str | None, str | None]:
    """When a role was held: a date in its phrase, else one that hangs on the verb that states it."""
    own = time_of(desk, desk.doc[role.noun])
    return own if any(own) or role.verb is None else time_of(desk, desk.doc[role.verb])


def phrases(title: str) -> Iterator[str]:
    """The phrases of a role from the longest: its words up to the head noun, then the head noun's tail.

    >>> list(phrases("senior deputy director"))
    ['senior deputy director', 'deputy director', 'director']
    """
    words = title.casefold().replace("-", " - ").split()
    whole = " ".join(words).replace(" - ", "-")
    core = next((words[:i] for i, w in enumerate(words) if i and w in PREPOSITIONS), words)
    yield from dict.fromkeys([whole, *(" ".join(core[i:]).replace(" - ", "-") for i in range(len(core)))])


def relations(desk: Desk, role: RoleDraft, person: str, body: str) -> list[str]:
    """The relations a role may tell between classes, by its longest known phrase; then what is left.

    A role that leads a body need not lead a state: for states the phrase must be one of the
    relation's state roles. What is directed "to" a body represents nobody there. Who leads a part of a
    body, or bears a deputy's or a successor's title, does not lead it. What no phrase tells is an
    affiliation of no known kind.
    """
    member = desk.words.frame(body)
    if role.by == WITHIN:
        return [r for r in [desk.words.frame("position")] if r and _fits(desk, r, "", person, body)]
    if role.by == BEYOND and member is not None:
        return [member]  # a mayor "of the Liberal Party" is no head of the party
    leading, office = desk.words.framed("headship"), desk.words.frame("office")
    core = list(phrases(role.title))
    for phrase in core:
        known = desk.words.roles.get(tuple(phrase.split()), ())
        fitting = [
            r for r in known if _fits(desk, r, phrase, person, body) and not (role.by == "to" and r == office)
        ]
        if _is_second(desk, role) or _is_partial(desk, role, phrase) or role.by == "to":
            fitting = [r for r in fitting if r not in leading]
        if fitting:
            return fitting
    if role.by == "to":
        return []
    return [r for r in _unknown(desk, core, body, role.by) if _fits(desk, r, "", person, body)][:1]


def _is_second(desk: Desk, role: RoleDraft) -> bool:
    return bool(set(role.title.casefold().replace("-", " ").split()) & desk.words.seconds)


def _is_partial(desk: Desk, role: RoleDraft, phrase: str) -> bool:
    """Whether a role is over a part of the body only: "director of exhibits at", "sales director"."""
    if role.noun < 0 or phrase == role.title.casefold():
        return False
    if role.end > role.noun + 1 and role.by != "of":
        return True
    first = role.noun + 1 - len(phrase.replace("-", " - ").split())
    before = desk.doc[first - 1] if first > role.start else None
    if before is None or before.pos_ != "NOUN" or desk.covering.get(before.i):
        return False
    classes = desk.words.anaphors.get(before.lemma_.lower(), ())
    return not any(family(cls) == "Organization" for cls in classes)


def _unknown(desk: Desk, core: list[str], body: str, by: str) -> list[str]:
    """What a role tells that no cue ties to such a body: an office, a nationality, a position."""
    frame = desk.words.frame
    if body == "Country":
        in_office = bool(set(core) & desk.words.state_offices)
        native = frame("nationality") if by == NATIVE else None
        return [r for r in ((frame("office") if in_office else native), frame("affiliation")) if r]
    return [r for r in (frame(body), frame("position"), frame("affiliation")) if r]


def _fits(desk: Desk, relation: str, phrase: str, person: str, body: str) -> bool:
    limited = desk.words.state_roles.get(relation)
    if body == "Country" and limited is not None and phrase and phrase not in limited:
        return False
    return desk.ontology.allows(person, relation, body) or desk.ontology.allows(body, relation, person)


def _inverse(desk: Desk, title: str, relation: str) -> bool:
    known = set(phrases(title))
    return any(
        cue.term == relation and cue.text.casefold() in known for cue in desk.ontology.cues_of("inverseRole")
    )
