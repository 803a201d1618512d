"""What an examination says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is: `MISSING` is what only an extra needs, `BAD` what the core cannot do without."""

    GOOD = "ok"
    NOTE = "note"
    MISSING = "missing"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check: its group, its name, its state, and the command that fixes it."""

    area: str
    name: str
    state: State
    says: str
    mend: str = ""
