"""One extracted relation, as an extraction rule yields it: token indices and entity keys."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Modality, State


@dataclass(frozen=True, slots=True)
class Found:
    """One relation as a rule found it: keys of both ends, the predicate token, and the phrase's tokens.

    `hedge` is what the coordination of its ends makes of it ("either A or B"), `state` what has become of it
    where the rule itself knows that it is over ("former minister").
    """

    subject: str
    relation: str
    object: str
    predicate: int
    phrase: tuple[int, int]
    extractor: str
    label: str | None = None
    when: str | None = None
    start: str | None = None
    end: str | None = None
    structural: bool = False
    hedge: Modality | None = None
    state: State | None = None
