"""The values that pass between the stages: frozen, slotted, and without spaCy or RDF.

The way of the data is `Source` → (spaCy Doc) → `Reading` → `Identity` → RDF Dataset.
All offsets count Unicode code points of `Source.text`, from 0, end exclusive.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from anyascii import anyascii


class Modality(StrEnum):
    """How certain a statement is; the names are those of the vocabulary (`wh:Asserted` …).

    From the strongest to the weakest claim on the world.
    """

    ASSERTED = "Asserted"
    CLAIMED = "Claimed"
    PLANNED = "Planned"
    POSSIBLE = "Possible"
    CANCELLED = "Cancelled"
    DENIED = "Denied"


class State(StrEnum):
    """What has become of a relation that lasted (`wh:Ended`, `wh:Suspended`)."""

    ENDED = "Ended"
    SUSPENDED = "Suspended"


class MentionKind(StrEnum):
    """How a mention refers: by name, by a describing noun phrase, or by a pronoun."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a source's text, in code points: `text[begin:end]`.

    >>> Span(0, 5).of("China and")
    'China'
    """

    begin: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.begin <= self.end:
            raise ValueError(f"a span must have 0 <= begin <= end, got {self.begin} to {self.end}")

    def of(self, text: str) -> str:
        """The stretch of `text` that this span covers."""
        return text[self.begin : self.end]

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Span) and self.begin <= other.begin and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Source:
    """One article: its text as the offsets count it, and where it comes from.

    `slug` is the last part of its IRI and the name of its file under `texts/`; `published` is an
    ISO 8601 date of whatever precision is known (`2015`, `2015-09`, `2015-09-28`) or None;
    `origin` is the path or URL as a reader would look for it, never an absolute path.
    """

    slug: str
    text: str
    title: str | None = None
    published: str | None = None
    origin: str = ""
    publisher: str | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One place where a text refers to an entity."""

    span: Span
    kind: MentionKind = MentionKind.NAME


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """A role of a person, as written: its `title` ("Foreign Minister"), and whether it is past.

    `of` is the key of the organization or country of the role, if known.
    """

    title: str
    of: str | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity in one source.

    `key` is unique within the reading; `cls` is the local name of a class of the ontology
    ("Person"); `label` is the fullest name seen and `names` all the names used, label included,
    sorted; `country` is the ISO 3166 alpha-2 code of the state it is or belongs to; `when` is an
    ISO 8601 date of the precision that the text allows; `same_as` has the IRIs of
    certain matches elsewhere.
    """

    key: str
    cls: str
    label: str
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()
    country: str | None = None
    when: str | None = None
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One place that says a statement.

    `sentence` is the stretch shown as proof, `phrase` the words in it that carry the relation;
    `confidence` runs from 0 to 1; `extractor` names the rule ("verb/active").
    """

    sentence: Span
    phrase: Span
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One relation between two entities of a reading, as the article states it.

    `subject`, `object`, `speaker` and `medium` are entity keys. `relation` is the local name of a
    relation of the ontology ("metWith"). `speaker` is who says so, None for the article itself;
    `medium` is who reports the speaker, if that is not the article. `when` is an ISO 8601 date,
    `start` and `end` limit a relation that lasted, `state` is what has become of it, None while it lasts
    as far as the article says. `label` is the phrase of an open relation.
    """

    subject: str
    relation: str
    object: str
    modality: Modality = Modality.ASSERTED
    speaker: str | None = None
    medium: str | None = None
    when: str | None = None
    start: str | None = None
    end: str | None = None
    label: str | None = None
    evidence: tuple[Evidence, ...] = ()
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of reported speech, direct or indirect: who says which words, and what they mention.

    `speaker`, `medium` (who reports it, where the text says so) and `mentions` are entity keys; `when` is
    an ISO 8601 date. Each piece of `evidence` has the sentences around the words and, as its phrase, the
    words themselves. A quotation is no statement: a relation said in it is a statement of its own.
    """

    speaker: str
    medium: str | None = None
    mentions: tuple[str, ...] = ()
    when: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The entities and statements of one source: the unit of the cache and of work on a cluster.

    `reader` names what read it (pipeline, ontology and program version), so that a newer reader
    can tell that the reading is stale. Entities are sorted by key, statements and quotations by place.
    """

    source: Source
    entities: tuple[Entity, ...] = ()
    statements: tuple[Statement, ...] = ()
    reader: str = ""
    quotations: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """One thing of the world, after the entities of all readings have been compared.

    `id` is the IRI below the base, as `<class folder>/<slug>` ("person/xi-jinping"); `members`
    lists the (source slug, entity key) pairs that are this thing, sorted.
    """

    id: str
    cls: str
    label: str
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    country: str | None = None
    when: str | None = None
    same_as: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = field(default=())


def period(when: str | None, start: str | None, end: str | None, state: str | None) -> str:
    """When a statement holds, and whether it is over, in ISO 8601 dates.

    >>> period(None, "2004", "2010", "Ended"), period(None, None, None, "Suspended")
    ('2004 to 2010', 'suspended')
    """
    return ", ".join(part for part in (when or lasted(start, end), over(state, end)) if part)


def lasted(start: str | None, end: str | None) -> str:
    """From when to when a relation lasted, in words around dates of any form; "" where neither is known.

    >>> lasted("2004", "May 2010"), lasted("2004", ""), lasted(None, "2010")
    ('2004 to May 2010', 'since 2004', 'until 2010')
    """
    if start and end:
        return f"{start} to {end}"
    return f"since {start}" if start else f"until {end}" if end else ""


def over(state: str | None, end: str | None) -> str:
    """What has become of a relation: "ended" where no date says so, "suspended".

    >>> over("Ended", None), over("Ended", "2010"), over(None, None)
    ('ended', '', '')
    """
    return "" if state is None or (end and state == State.ENDED) else state.lower()


_TELLING = {"+": " plus ", "#": " sharp "}  # all that tells "C++ Labs" from "C Labs"


def slugify(text: str) -> str:
    """A lower-case ASCII name for IRIs and files, words joined by hyphens; "x" when nothing is left.

    Letters of every script are transliterated, so that names keep all their letters.

    >>> slugify("Türkiye’s Foreign Ministry")
    'turkiyes-foreign-ministry'
    >>> slugify("Lech Wałęsa"), slugify("Þórdís Yıldırım")
    ('lech-walesa', 'thordis-yildirim')
    """
    plain = unicodedata.normalize("NFKC", text.replace("’", "").replace("'", ""))
    ascii_only = "".join(map(_in_ascii, plain)).casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:80].strip("-")
    if slug:
        return slug
    if not text.strip():
        return "x"
    return "x" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _in_ascii(char: str) -> str:
    if char.isascii():
        return _TELLING.get(char, char)
    return anyascii(char) if char.isalnum() else "" if unicodedata.combining(char) else " "
