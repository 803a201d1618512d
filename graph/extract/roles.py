"""Relations that roles tell: a title, an apposition or a predicate, with the body or state it is held in."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.refs import Ref, RoleDraft, refs
from graph.annotate.roles.chained import chained
from graph.annotate.roles.component import roles_of
from graph.annotate.roles.holders import BEYOND, WITHIN_BODY, after_name, holders
from graph.annotate.roles.phrases import Post, sentence_start
from graph.annotate.roles.predicative import is_plain, predicates
from graph.extract.doc_view import DocView
from graph.extract.modality import stance
from graph.extract.relations import Found
from graph.extract.verbs import time_of
from graph.grammar.clauses import frames
from graph.grammar.words import NOUN_PREPOSITIONS, POSSESSIVE_CLITICS
from graph.model import MentionKind, Modality

NAME_CONSTRUCTIONS = frozenset(
    {"relative", "named"}
)  # constructions with a verb that are read around the name
Tie = tuple[str, tuple[int, int], str]  # the body's key, the tokens that tie it, the construction
NATIVE = "adjective"


def from_roles(view: DocView) -> Iterator[Found]:
    """Relations of every role that the article states of a person."""
    for key, draft in list(view.drafts.items()):
        draft.roles[:] = [settled for role in draft.roles for settled in _settled(view, key, role)]
        for role in draft.roles:
            if role.verb is None or role.how in NAME_CONSTRUCTIONS:
                yield from told(view, key, role)
    yield from _predicated(view)
    yield from _untitled(view)
    for draft in view.drafts.values():
        held = {role.noun for role in draft.roles if role.of is not None}
        draft.roles[:] = [
            r
            for r in draft.roles
            if _is_title(view, r) and (r.of or r.noun not in held) and r.by != WITHIN_BODY
        ]


def _settled(view: DocView, person: str, role: RoleDraft) -> Iterator[RoleDraft]:
    """A role with its holder, now that pronouns are resolved; nothing where it is not stated as a fact."""
    if (
        role.verb is not None
        and stance(view.doc, view.doc[role.verb], view.words).modality is not Modality.ASSERTED
    ):
        return
    held = (
        holders(view.doc, role.noun, person, view.covering, view.words)
        if role.of is None and role.noun >= 0
        else []
    )
    if not held or role.title != view.doc[role.start : role.end].text:
        yield role
        return
    for holder in held:
        yield RoleDraft(
            role.title, role.start, role.end, holder.key, role.past, holder.by, role.noun, role.how, role.verb
        )


def _is_title(view: DocView, role: RoleDraft) -> bool:
    """Whether a role is what somebody is by office or trade, not by family or nationality."""
    known = next((k for p in phrases(role.title) if (k := view.words.roles.get(tuple(p.split())))), ())
    born = view.words.framed("kinship") | view.words.framed("nationality")
    return not known or not set(known) <= born


def _predicated(view: DocView) -> Iterator[Found]:
    """Roles that a verb states, of whoever its subject stands for; what is stated plainly becomes a title."""
    for subject, post in _posts(view):
        for person in view.keys(subject):
            if view.family(person) != "Person" and view.ontology.is_a(view.cls(person), "Agent"):
                yield from _of_body(view, person, post)
            elif view.family(person) == "Person":
                yield from _of_person(view, person, post)


def _posts(view: DocView) -> Iterator[tuple[Token, Post]]:
    """Who is said to be what, with the roles that go on after a first: "is a jurist, professor at …"."""
    direct = list(predicates(view.doc, view.words, _subjects))
    known = {(post.verb, post.noun) for _, post in direct}
    for subject, post in direct:
        yield subject, post
        if post.plural or post.how == "appointment" or post.noun < (post.verb or 0):
            continue
        for noun in chained(view.doc, post.noun, view.covering, view.words):
            if (post.verb, noun) not in known:
                yield subject, Post(noun, post.how, post.verb, post.past)


def _of_person(view: DocView, person: str, post: Post) -> Iterator[Found]:
    known = {(r.noun, r.of) for r in view.drafts[person].roles}
    for role in roles_of(view.doc, post, None, view.covering, view.words):
        if role.of == person:
            continue
        if role.of is None and post.how in ("as", "copula"):
            role.of, role.by = _body_of(view, view.doc[post.verb or 0]), "of"
        yield from told(view, person, role)
        verb = view.doc[post.verb or 0]
        plain = is_plain(verb) and stance(view.doc, verb, view.words).modality is Modality.ASSERTED
        if plain and (role.noun, role.of) not in known:
            view.drafts[person].roles.append(role)


def _body_of(view: DocView, verb: Token) -> str | None:
    """The body that a verb itself names: "joined Fiat as chairman", "worked at Fiat as director"."""
    frame = frames(verb)
    named = [*frame.objects, *(t for p in ("at", "for", "with") for t in frame.prepositions.get(p, ()))]
    return next((k for k in view.all_keys(named) if view.family(k) == "Organization"), None)


def _of_body(view: DocView, body: str, post: Post) -> Iterator[Found]:
    """What a body or state is to another: "Slovakia is a member of the European Union"."""
    for holder in holders(view.doc, post.noun, body, view.covering, view.words):
        noun = view.doc[post.noun]
        for relation in view.words.roles.get((noun.lemma_.lower(),), ()):
            if view.ontology.allows(view.cls(body), relation, view.cls(holder.key)) and holder.by != NATIVE:
                when, start, end = time_of(view, view.doc[post.verb or post.noun])
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


def _untitled(view: DocView) -> Iterator[Found]:
    """A name with its body or state alone: "Dr. Yusuf of Makerere", "Siemens's Roth", "Kenya (Otieno)"."""
    affiliation = view.words.frame("affiliation")
    for ref in refs(view.doc) if affiliation is not None else ():
        if ref.kind is not MentionKind.NAME or view.family(ref.key) != "Person":
            continue
        for key, phrase, how in (*_of(view, ref), *_owning(view, ref), *_bracketed(view, ref)):
            told_already = any(role.of == key for role in view.drafts[ref.key].roles)
            if not told_already and view.family(key) in ("Organization", "Country"):
                relation = view.words.class_frame(view.cls(key)) or affiliation or ""
                yield Found(ref.key, relation, key, ref.head, phrase, how, structural=True)


def _of(view: DocView, ref: Ref) -> Iterator[Tie]:
    for holder in after_name(view.doc, ref, view.covering, view.words)[:1]:
        yield holder.key, (ref.end, ref.end + 1), "name/of"


def _owning(view: DocView, ref: Ref) -> Iterator[Tie]:
    """The possessor right before the name."""
    i = ref.start - 1
    if i > sentence_start(view.doc, ref.start) and view.doc[i].text in POSSESSIVE_CLITICS:
        owner = next((r for r in view.covering.get(i - 1, ()) if r.kind is MentionKind.NAME), None)
        if owner is not None:
            yield owner.key, (owner.start, ref.end), "name/possessive"


def _bracketed(view: DocView, ref: Ref) -> Iterator[Tie]:
    """A name in brackets after its body, or the body in brackets after the name."""
    doc = view.doc
    if ref.end < len(doc) and ref.start > 1 and doc[ref.start - 1].text == "(" and doc[ref.end].text == ")":
        yield from ((r.key, (r.start, ref.end), "name/brackets") for r in _ending(view, ref.start - 1))
    elif ref.end + 2 < len(doc) and doc[ref.end].text == "(":
        inner = next(
            (r for r in view.covering.get(ref.end + 1, ()) if doc[r.end : r.end + 1].text == ")"), None
        )
        if inner is not None:
            yield inner.key, (ref.start, inner.end), "name/brackets"


def _ending(view: DocView, i: int) -> list[Ref]:
    """The name that ends right before a token."""
    return [r for r in view.covering.get(i - 1, ()) if r.end == i and r.kind is MentionKind.NAME][:1]


def told(view: DocView, person: str, role: RoleDraft) -> Iterator[Found]:
    """The relation that a role tells between its bearer and the body it is held in."""
    of = role.of
    if of is None or of == person:
        return
    relation = next(iter(relations(view, role, view.cls(person), view.cls(of))), None)
    if relation is None:
        return
    subject, target = (of, person) if _inverse(view, role.title, relation) else (person, of)
    if not view.ontology.allows(view.cls(subject), relation, view.cls(target)):
        return
    when, start, end = _time(view, role)
    if role.past and not end and relation in view.words.framed("tenure"):
        relation = view.words.frame("affiliation") or relation
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


def _time(view: DocView, role: RoleDraft) -> tuple[str | None, str | None, str | None]:
    """When a role was held: a date in its phrase, else one that hangs on the verb that states it."""
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


def relations(view: DocView, role: RoleDraft, person: str, body: str) -> list[str]:
    """The relations a role may tell between classes, by its longest known phrase; then what is left.

    A role that leads a body need not lead a state: for states the phrase must be one of the
    relation's state roles. What is directed "to" a body represents nobody there. Who leads a part of a
    body, or bears a deputy's or a successor's title, does not lead it. What no phrase tells is an
    affiliation of no known kind.
    """
    member = view.words.class_frame(body)
    if role.by == WITHIN_BODY:
        return [r for r in [view.words.frame("position")] if r and _fits(view, r, "", person, body)]
    if role.by == BEYOND and member is not None:
        return [member]  # a mayor "of the Liberal Party" is no head of the party
    leading, office = view.words.framed("headship"), view.words.frame("office")
    core = list(phrases(role.title))
    for phrase in core:
        known = view.words.roles.get(tuple(phrase.split()), ())
        fitting = [
            r for r in known if _fits(view, r, phrase, person, body) and not (role.by == "to" and r == office)
        ]
        if _is_second(view, role) or _is_partial(view, role, phrase) or role.by == "to":
            fitting = [r for r in fitting if r not in leading]
        if fitting:
            return fitting
    if role.by == "to":
        return []
    return [r for r in _unknown(view, core, body, role.by) if _fits(view, r, "", person, body)][:1]


def _is_second(view: DocView, role: RoleDraft) -> bool:
    return bool(set(role.title.casefold().replace("-", " ").split()) & view.words.seconds)


def _is_partial(view: DocView, role: RoleDraft, phrase: str) -> bool:
    """Whether a role is over a part of the body only: "director of exhibits at", "sales director"."""
    if role.noun < 0 or phrase == role.title.casefold():
        return False
    if role.end > role.noun + 1 and role.by != "of":
        return True
    first = role.noun + 1 - len(phrase.replace("-", " - ").split())
    before = view.doc[first - 1] if first > role.start else None
    if before is None or before.pos_ != "NOUN" or view.covering.get(before.i):
        return False
    classes = view.words.anaphors.get(before.lemma_.lower(), ())
    return not any(view.ontology.family(cls) == "Organization" for cls in classes)


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
    known = set(phrases(title))
    return any(
        cue.term == relation and cue.text.casefold() in known for cue in view.ontology.cues_of("inverseRole")
    )
