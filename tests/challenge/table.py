"""Reads the tables of `cases/`: texts with what must, may and must not come out of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
CASES = FOLDER / "cases"
KNOWN_MISSES = FOLDER / "known_misses.toml"
MODALITIES = frozenset({"Asserted", "Claimed", "Denied", "Planned", "Possible"})
QUIET = {"nothing": "any", "nothing asserted": "asserted", "nothing else": "asserted"}

_STATEMENT = re.compile(
    r"^(?P<subject>.+?) —(?P<relations>[\w|*]+)→ (?P<object>.+?)(?: \[(?P<terms>[^\]]*)\])?$"
)
_ENTITY = re.compile(r"^(?P<name>.+?) : (?P<classes>[\w|*]+)(?P<terms>(?:; .+)?)$")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One statement of the table; an empty `modalities` means any, `by` and `via` None mean any speaker."""

    written: str
    subject: str
    relations: tuple[str, ...]
    object: str
    modalities: frozenset[str]
    by: str | None = None
    via: str | None = None
    dates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """One entity of the table, or one name that no entity may have."""

    written: str
    name: str
    classes: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation of the table: its speaker, entities that it mentions, and some of its words."""

    written: str
    speaker: str
    mentions: tuple[str, ...] = ()
    words: str | None = None


@dataclass(slots=True)
class Case:
    """One text with its expectations; `shut` says what else may come out: all, no fact, or nothing."""

    id: str
    construction: str
    published: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    required: list[Pattern] = field(default_factory=list)
    forbidden: list[Pattern] = field(default_factory=list)
    allowed: list[Pattern] = field(default_factory=list)
    entities: list[Named] = field(default_factory=list)
    no_entities: list[Named] = field(default_factory=list)
    quotations: list[Quoted] = field(default_factory=list)
    no_quotations: list[Quoted] = field(default_factory=list)
    shut: str = ""
    quiet: bool = False

    @property
    def text(self) -> str:
        """The text as an article would hold it: paragraphs with an empty line between."""
        return "\n\n".join(self.paragraphs) + "\n"


class TableError(ValueError):
    """A line of a table that says nothing: file, line and what was expected."""


@cache
def cases() -> tuple[Case, ...]:
    """All cases of the set, by file and place."""
    found = [
        case for path in sorted(CASES.glob("*.txt")) for case in parse(path.read_text("utf-8"), path.stem)
    ]
    ids = [case.id for case in found]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise TableError(f"an id stands for one case: {', '.join(twice)}")
    return tuple(found)


def known_misses() -> dict[str, str]:
    """From the id of a case that is known to fail to the reason."""
    return dict(tomllib.loads(KNOWN_MISSES.read_text("utf-8")))


def parse(text: str, construction: str) -> Iterator[Case]:
    """The cases of one table."""
    case: Case | None = None
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        heading = re.fullmatch(r"\[([\w-]+)\]", line)
        try:
            if heading:
                if case is not None:
                    yield _checked(case)
                case = Case(heading[1], construction)
            elif case is None:
                raise TableError("a case begins with its id in brackets")
            else:
                _add(case, line)
        except TableError as problem:
            raise TableError(f"{construction}.txt:{number}: {problem}: {line}") from None
    if case is not None:
        yield _checked(case)


def _checked(case: Case) -> Case:
    expects = case.required or case.forbidden or case.entities or case.no_entities or case.shut
    expects = expects or case.quotations or case.no_quotations
    if not case.paragraphs or not expects:
        raise TableError(f"{case.id}: a case has a text and expects something of it")
    return case


def _add(case: Case, line: str) -> None:
    mark, _, rest = line.partition(" ")
    patterns = {"+": case.required, "-": case.forbidden, "?": case.allowed}
    if mark in patterns:
        patterns[mark].append(pattern(rest, default="Asserted" if mark == "+" else ""))
    elif mark == "=":
        case.entities.append(named(rest))
    elif mark == "=!":
        case.no_entities.append(Named(rest, rest))
    elif mark == '"':
        case.quotations.append(quoted(rest))
    elif mark == '"!':
        case.no_quotations.append(quoted(rest))
    elif line in QUIET:
        case.shut, case.quiet = QUIET[line], line != "nothing else"
    elif mark == "published:":
        case.published = rest
    else:
        case.paragraphs.append(line)


def pattern(written: str, *, default: str = "") -> Pattern:
    """One statement as written in the table; without a modality it has the default, or any."""
    match = _STATEMENT.match(written)
    if match is None:
        raise TableError("a statement is written: Subject —relation→ Object [terms]")
    modalities, by, via, dates = frozenset({default} - {""}), None, None, []
    for term in filter(None, re.split(r"; *", match["terms"] or "")):
        word, _, value = term.partition(" ")
        if word == "by":
            by = value
        elif word == "via":
            via = value
        elif word in ("when", "start", "end"):
            dates.append((word, value))
        elif set(term.split("|")) <= MODALITIES:
            modalities = frozenset(term.split("|"))
        else:
            raise TableError(f"no term of a statement: {term}")
    relations = tuple(match["relations"].split("|"))
    return Pattern(written, match["subject"], relations, match["object"], modalities, by, via, tuple(dates))


def quoted(written: str) -> Quoted:
    """One quotation as written in the table: `Ana Ruiz; mentions Peru; words the pact is dead`."""
    speaker, *terms = re.split(r"; *", written)
    found: dict[str, list[str]] = {"mentions": [], "words": []}
    for term in terms:
        word, _, value = term.partition(" ")
        if word not in found:
            raise TableError(f"no term of a quotation: {term}")
        found[word].append(value)
    return Quoted(written, speaker, tuple(found["mentions"]), next(iter(found["words"]), None))


def named(written: str) -> Named:
    """One entity as written in the table."""
    match = _ENTITY.match(written)
    if match is None:
        raise TableError("an entity is written: Name : Class; aka Other; when 2015")
    aka: list[str] = []
    terms: list[tuple[str, str]] = []
    for term in filter(None, re.split(r"; *", match["terms"])):
        word, _, value = term.partition(" ")
        if word == "aka":
            aka.append(value)
        elif word in ("when", "country", "role", "past", "not-aka"):
            terms.append((word, value))
        else:
            raise TableError(f"no term of an entity: {term}")
    return Named(written, match["name"], tuple(match["classes"].split("|")), tuple(aka), tuple(terms))
