"""Statements in words, and any text as Markdown that shows it as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from graph.model import Modality, lasted, over
from graph.ontology import Ontology

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
PUNCTUATION = re.compile(r"([\\`*_{}\[\]()<>#|~&$])")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")

Said = tuple[str, str, str, Mapping[str, Any]]
"""An edge of the network: subject, object, key, attributes."""


def touching(network: nx.MultiDiGraph, node: str) -> Iterator[Said]:
    """The statements that an entity is an end of; one of it with itself comes twice."""
    yield from network.out_edges(node, keys=True, data=True)
    yield from network.in_edges(node, keys=True, data=True)


def plain(text: str) -> str:
    """Text that Markdown shows as it is: on one line, its marks escaped, without control characters.

    >>> plain("[a](b) *c*")
    '\\\\[a\\\\]\\\\(b\\\\) \\\\*c\\\\*'
    """
    return PUNCTUATION.sub(r"\\\1", UNPRINTABLE.sub(" ", text)).strip()


def date(iso: str | None) -> str:
    """An ISO 8601 date as a newspaper writes it, no more precise than it is.

    >>> date("2015-09-25"), date("2015-09"), date("2015"), date(None)
    ('25 September 2015', 'September 2015', '2015', '')
    """
    found = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?", iso or "")
    if found is None:
        return plain(iso or "")
    year, month, day = found.groups()
    return " ".join(part for part in (day and str(int(day)), month and MONTHS[int(month) - 1], year) if part)


def name(network: nx.MultiDiGraph, node: str) -> str:
    """The entity's label, in bold."""
    return f"**{plain(network.nodes[node]['label'])}**"


def relation(said: Said, ontology: Ontology) -> str:
    """The relation as words between its ends; an open relation by its own phrase."""
    data = said[3]
    if data["label"]:
        return plain(data["label"])
    found = ontology.relations.get(data["relation"])
    return plain(found.label if found else data["relation"])


def inverse(said: Said, ontology: Ontology) -> str:
    """The relation as read from its object; an open one has no words for the way back."""
    found = ontology.relations.get(said[3]["relation"])
    if said[3]["label"]:
        return f"“{plain(said[3]['label'])}” by"
    return plain(found.inverse_label) if found is not None else relation(said, ontology)


def claim(network: nx.MultiDiGraph, said: Said, ontology: Ontology, *, dated: bool = True) -> str:
    """The statement as one line: subject, relation, object, modality, and (if `dated`) the date."""
    subject, obj, _, data = said
    line = f"{name(network, subject)} {relation(said, ontology)} {name(network, obj)}"
    when = date(data["when"]) or period(data) if dated else ""
    about = ", ".join(part for part in (modality(network, data), when, state(data)) if part)
    return f"{line} ({about})" if about else line


def period(data: Mapping[str, Any]) -> str:
    """From when to when a relation lasted; "" where no article says.

    >>> period({"start": "2004", "end": "2010-05"}), period({"start": None, "end": "2010"})
    ('2004 to May 2010', 'until 2010')
    """
    return lasted(date(data["start"]), date(data["end"]))


def state(data: Mapping[str, Any]) -> str:
    """What has become of a relation: "ended" where no date says so, "suspended"."""
    return over(data["state"], data["end"])


def modality(network: nx.MultiDiGraph, data: Mapping[str, Any]) -> str:
    """The modality and speaker of a statement; "" if the article asserts it."""
    said = HOW[Modality(data["modality"])]
    speaker = data["speaker"] if data["speaker"] in network else None
    if speaker is not None and data["modality"] == Modality.CANCELLED:
        return f"{said}, says {plain(network.nodes[speaker]['label'])}"
    if speaker is None:
        return said if data["modality"] != Modality.ASSERTED else ""
    return f"{said} by {plain(network.nodes[speaker]['label'])}"


HOW = {
    Modality.ASSERTED: "stated",
    Modality.CLAIMED: "claimed",
    Modality.PLANNED: "planned, as said",
    Modality.POSSIBLE: "held possible",
    Modality.CANCELLED: "cancelled",
    Modality.DENIED: "denied",
}


def evidence(network: nx.MultiDiGraph, said: Said, *, indent: str = "") -> list[str]:
    """The citation with the highest confidence as a quotation: the phrase in bold, then the source."""
    cited = said[3]["evidence"]
    if not cited:
        return []
    best = min(cited, key=lambda one: (-one.confidence, one.source, one.begin))
    begin = max(0, best.phrase_begin - best.begin)
    end = begin + len(best.phrase)
    more = f", and {len(cited) - 1} more" if len(cited) > 1 else ""
    return [f"{indent}> “{_marked(best.sentence, begin, end)}” — {source(network, best.source)}{more}"]


def _marked(sentence: str, begin: int, end: int) -> str:
    parts = sentence[:begin], sentence[begin:end], sentence[end:]
    if not parts[1].strip():
        return plain(sentence)
    before, after = (" " if parts[0][-1:].isspace() else "", " " if parts[2][:1].isspace() else "")
    return f"{plain(parts[0])}{before}**{plain(parts[1])}**{after}{plain(parts[2])}".strip()


def source(network: nx.MultiDiGraph, slug: str) -> str:
    """A source by its title, with publisher and date where they are known."""
    info = network.graph.get("sources", {}).get(slug)
    if info is None:
        return plain(slug)
    title = f"*{plain(info.title or info.origin or slug)}*"
    return ", ".join(part for part in (title, plain(info.publisher or ""), date(info.published)) if part)
