"""What the annotation steps write on a Doc: references, drafts of entities, dates and speech.

Everything here counts in tokens; `extract` turns it into the code points of the source's text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc

from graph.model import MentionKind


@dataclass(slots=True)
class Ref:
    """One place in the Doc that refers to an entity: tokens `start` to `end`, `head` among them.

    A set ("the two countries") has one Ref for each member, over the same tokens.
    """

    start: int
    end: int
    head: int
    key: str
    kind: MentionKind = MentionKind.NAME


@dataclass(frozen=True, slots=True)
class RoleMention:
    """One place that says a role of someone, with the tokens of its title and the key of what it is held in.

    `noun` is the token of the role's noun, `bearer` the one of whoever has it, `key` its entity where a
    name says so. `how` is the construction ("title", "apposition", "copula"), `by` the word or form that
    ties what the role is held in ("of", "adjective"). `verb` is the token of the verb that states it,
    `plain` whether without negation, modal or infinitive, `judged` whether it says what its object is taken
    for, `granted` whether the role is held whatever becomes of the verb. `described` marks what is said about
    anything, not of people alone. A name that only stands with what it belongs to has no `title`.
    """

    title: str
    start: int
    end: int
    noun: int
    how: str
    bearer: int
    key: str | None = None
    of: str | None = None
    by: str = ""
    past: bool = False
    verb: int | None = None
    plain: bool = True
    described: bool = False
    judged: bool = False
    granted: bool = False


@dataclass(slots=True)
class Draft:
    """An entity of one article while it is being read; `family` is the ontology's family of `cls`.

    `mark` has what a description says of the thing (its heads, words, states, makers), by which a
    later description is known to mean it; `verb` is the token of a verb that told it before,
    `titled` that it has stood in quotation marks.
    """

    key: str
    cls: str
    label: str
    family: str
    names: Counter[str] = field(default_factory=Counter)
    roles: list[RoleMention] = field(default_factory=list)
    country: str | None = None
    when: str | None = None
    same_as: tuple[str, ...] = ()
    gender: str | None = None
    head: str | None = None
    mark: dict[str, frozenset[str]] = field(default_factory=dict)
    verb: int | None = None
    titled: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A date in the text: tokens `start` to `end`, and its ISO 8601 value, never more precise than said.

    `until` closes a span of time ("from 2009 to 2013"); `edge` is "since" or "until" for an open one,
    "before" or "after" where the text tells only on which side of the date something was.
    """

    start: int
    end: int
    value: str
    until: str | None = None
    edge: str | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of tokens that someone says: `speaker` and `cue` are token indices, -1 when unknown.

    `quoted` tells direct from indirect speech; `denied` that the cue denies what it introduces.
    `topic` marks what an act of speech is about ("thanked Chile for its aid"): no clause, so that it does
    not decide how sure a statement in it is.
    `key` is the speaker's entity, filled in when references have been resolved; `medium` who reports it,
    whose token, where the sentence names one, is `reporter`.
    """

    start: int
    end: int
    speaker: int
    cue: int
    quoted: bool
    denied: bool = False
    key: str | None = None
    medium: str | None = None
    reporter: int = -1
    topic: bool = False


def register() -> None:
    """Declare the Doc's extension attributes; safe to call again."""
    for name in ("refs", "times", "speech", "roles"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
    if not Doc.has_extension("drafts"):
        Doc.set_extension("drafts", default={})
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default=None)


register()


def drafts(doc: Doc) -> dict[str, Draft]:
    """The entities of the Doc by key, in the order of their first mention."""
    return doc._.drafts  # type: ignore[no-any-return]


def refs(doc: Doc) -> list[Ref]:
    """The references in the Doc, sorted by place once all steps have run."""
    return doc._.refs  # type: ignore[no-any-return]


def role_mentions(doc: Doc) -> list[RoleMention]:
    """The roles that the Doc says of anyone, once references are resolved."""
    return doc._.roles  # type: ignore[no-any-return]


def times(doc: Doc) -> list[Time]:
    """The dates in the Doc, in the order of the text."""
    return doc._.times  # type: ignore[no-any-return]


def speeches(doc: Doc) -> list[Speech]:
    """The stretches of speech in the Doc, outer ones before the inner ones they hold."""
    return doc._.speech  # type: ignore[no-any-return]


def is_provisional(key: str) -> bool:
    """Whether a key stands for something described that has no label yet."""
    return "#" in key


def refs_by_token(doc: Doc) -> dict[int, list[Ref]]:
    """References by each token they cover; the shortest covering reference comes first."""
    found: dict[int, list[Ref]] = {}
    for ref in sorted(refs(doc), key=lambda r: (r.end - r.start, r.start, r.key)):
        for i in range(ref.start, ref.end):
            found.setdefault(i, []).append(ref)
    return found
