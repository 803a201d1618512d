"""A question as it was understood: plain values, without words of the asker's that were not understood."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Thing:
    """The entities that a phrase of the question means; `note` explains a match that is not obvious."""

    text: str
    ids: tuple[str, ...]
    classes: frozenset[str]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The entity that is asked for: any, or of a class, optionally of a country or organization.

    `role` is the required title, in the singular, and `noun` a required word of the name.
    """

    text: str
    cls: str | None = None
    of: Thing | None = None
    count: bool = False
    note: str = ""
    role: str | None = None
    noun: str | None = None


End = Thing | Wanted | None


@dataclass(frozen=True, slots=True)
class Signal:
    """The relation that a verb, noun or role signals, and whether it is inverse.

    `phrase` is the label of an open relation: its words.
    """

    relation: str
    inverse: bool = False
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class Tail:
    """What restricts an answer: the beginning of an ISO date, or bounds, and words of the sentence."""

    when: str | None = None
    after: str | None = None
    before: str | None = None
    topic: tuple[str, ...] = ()
    text: str = ""


NO_TAIL = Tail()


@dataclass(frozen=True, slots=True)
class Question:
    """One reading of a question.

    `kind` is "list", "when", "where", "whether", "said", "about", "between", "paths", "time" or "members";
    `a` is the subject and `b` the object of the signals. `speaker` is who says so; `role` has the words of a
    role for a "list".
    """

    kind: str
    signals: tuple[Signal, ...] = ()
    a: End = None
    b: End = None
    words: str = ""
    role: str | None = None
    speaker: End = None
    modality: str | None = None
    tail: Tail = field(default=NO_TAIL)
    size: int = 0

    @property
    def wanted(self) -> Wanted | None:
        """The end of the relation, or the speaker, that is asked for."""
        return next((end for end in (self.a, self.b, self.speaker) if isinstance(end, Wanted)), None)

    @property
    def things(self) -> tuple[Thing, ...]:
        """The entities that the question names."""
        return tuple(end for end in (self.a, self.b, self.speaker) if isinstance(end, Thing))
