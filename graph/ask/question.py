"""A question as it was understood: plain values, without words of the asker's that were not understood."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Thing:
    """Entities that a phrase of the question stands for; `note` tells how, where that is not plain."""

    text: str
    ids: tuple[str, ...]
    classes: frozenset[str]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: anything, or what is of a class, and at will of a country or body.

    `role` is what somebody must be called, in the singular, and `noun` what a name must have.
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
    """What a verb, a noun or a role tells: a relation and whether it leads the other way round.

    `phrase` is the label of an open relation: the words that tell it.
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
    `a` does what the signals tell to `b`. `speaker` is who says so, of a "list" the words of a role in
    `role`.
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
        """What is asked for, where it is one end of the relation or the speaker."""
        return next((end for end in (self.a, self.b, self.speaker) if isinstance(end, Wanted)), None)

    @property
    def things(self) -> tuple[Thing, ...]:
        """The entities that the question names."""
        return tuple(end for end in (self.a, self.b, self.speaker) if isinstance(end, Thing))
