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
    """One thing that was looked at: what it belongs to, its name, how it is, the command that mends it."""

    area: str
    name: str
    state: State
    says: str
    mend: str = ""
