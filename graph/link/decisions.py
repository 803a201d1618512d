"""`decisions.csv`: the user's decisions, which override the program.

A line has a decision, its entity or statement, optionally a second name or value, and optionally a note:

    verdict,what,to,note
    same,person/xi-jinping,Jinping Xi,
    different,person/li-wei,Li Wei of Tsinghua,two people
    rename,person/j-nye,Joseph S. Nye Jr.,
    reclass,org/kirstjen-nielsen,Person,
    reject,statement/3f2a9c41d07b,,irony

An entity is given by its id or by any of its names in the articles.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError

HEADER = ("verdict", "what", "to", "note")
TWO = frozenset({"same", "different", "rename", "reclass"})
VERDICTS = TWO | {"reject"}

Report = Callable[[InputError], None]


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file: `line` counts from 1, the header included."""

    verdict: str
    what: str
    to: str = ""
    note: str = ""
    line: int = 0

    @property
    def problem(self) -> str | None:
        """The problem of the line itself, or None."""
        if self.verdict not in VERDICTS:
            return f"unknown decision {self.verdict[:40]!r}; use {', '.join(sorted(VERDICTS))}"
        if not self.what or (self.verdict in TWO and not self.to):
            return f"{self.verdict} needs {'two names' if self.verdict in TWO else 'a statement'}"
        return None


def read_decisions(path: Path, *, report: Report) -> tuple[Decision, ...]:
    """The decisions of a file, none if it is missing; invalid lines are reported."""
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        report(InputError(str(path), f"cannot be read ({error})", "save it as UTF-8 CSV, or remove it"))
        return ()
    found: list[Decision] = []
    for line, row in enumerate(rows, 1):
        verdict, what, to, note = [cell.strip() for cell in (*row, "", "", "", "")][:4]
        if not (verdict or what) or verdict.startswith("#") or (verdict, what) == HEADER[:2]:
            continue
        decision = Decision(verdict.casefold(), what, to, note, line)
        if problem := decision.problem:
            report(InputError(f"{path}, line {line}", problem, "fix or remove the line"))
        else:
            found.append(decision)
    return tuple(found)


def add_decision(path: Path, one: Decision) -> None:
    """Write a decision under those of a file, which is made if need be; raises OSError."""
    old = path.read_text(encoding="utf-8-sig") if path.exists() else ",".join(HEADER) + "\n"
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(old if old.endswith("\n") else old + "\n")
        csv.writer(file, lineterminator="\n").writerow((one.verdict, one.what, one.to, one.note))
    os.replace(temporary, path)


def rejected(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of rejected statements: twelve hexadecimal digits each."""
    return frozenset(
        one.what.rpartition("/")[2].rpartition(":")[2] for one in decisions if one.verdict == "reject"
    )
