"""Turns of a transcript or interview: "ANA RUIZ: …", "Luis Soto, minister of trade: …", "Q: … A: …"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from graph.annotate.refs import Speech, drafts, refs

LABEL = re.compile(r"(?m)^[ \t*_]*([^\W\d_][^:\n]{0,79}):[*_]*[ \t]+(?=\S)")
NAME = re.compile(r"(?:[^\W\d_][\w.’'-]*)(?: (?:[^\W\d_a-z][\w.’'-]*|de|da|von|van|bin|al))*")
ASKED, ANSWERED = "q", "a"
SENTENCE = re.compile(r"[.?!…][\"”’)\]]*\s*$")
MANY = 2  # turns of one speaker by which a text is known to be a transcript


@dataclass(frozen=True, slots=True)
class Turn:
    """The tokens of the label and of the words of one turn; `who` is the label's name in lower case."""

    label: int
    start: int
    end: int
    who: str


def turns(doc: Doc) -> list[Turn]:
    """The turns of a text that is a transcript, in order; none in any other text."""
    found = list(_labelled(doc.text))
    times = Counter(who.split()[-1] for *_, who in found)  # "Ana Ruiz" at first, then "Ruiz"
    repeated = {who for who, n in times.items() if n >= MANY}
    if not (repeated and len(times) > 1):
        return []
    return [turn for place in _bounded(doc.text, found) if (turn := _in_tokens(doc, *place)) is not None]


def _labelled(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each label begins, where its words begin, and the name in it."""
    for match in LABEL.finditer(text):
        name = re.split(r" ?[,(]", match[1].strip(" *_"), maxsplit=1)[0]
        if NAME.fullmatch(name):
            yield match.start(1), match.end(), name.casefold()


def _bounded(text: str, found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, int, str]]:
    """The same with the end: the next label, or the end of the paragraph for the last one."""
    for i, (label, start, who) in enumerate(found):
        last = text.find("\n\n", start)
        end = found[i + 1][0] if i + 1 < len(found) else last if last >= 0 else len(text)
        end = start + len(text[start:end].rstrip())
        if SENTENCE.search(text[start:end]):
            yield label, start, end, who


def _in_tokens(doc: Doc, label: int, start: int, end: int, who: str) -> Turn | None:
    said = doc.char_span(start, end, alignment_mode="contract")
    named = doc.char_span(label, start, alignment_mode="expand")
    return Turn(named.start, said.start, said.end, who) if said is not None and named is not None else None


def spoken(doc: Doc) -> Iterator[Speech]:
    """What is said in each turn, with the token that names its speaker, -1 where no one is named."""
    found = turns(doc)
    if not found:
        return
    named = {r.key: r.head for r in sorted(refs(doc), key=lambda r: -r.start)}
    speakers = {turn.who: _speaker(doc, turn, named) for turn in reversed(found)}
    if {ASKED, ANSWERED} <= speakers.keys():
        speakers[ANSWERED] = _interviewed(doc, found[0].label, named)
    for turn in found:
        yield Speech(turn.start, turn.end, speakers[turn.who], -1, True)


def _speaker(doc: Doc, turn: Turn, named: dict[str, int]) -> int:
    """The token of a label that names its speaker: the last of "ANA RUIZ, PRESIDENT OF PERU"."""
    length = max(1, len(turn.who.split()))
    inside = (r for r in refs(doc) if turn.label <= r.start < turn.start)
    first = next((r for r in sorted(inside, key=lambda r: r.start) if r.start <= turn.label + length), None)
    if first is not None and drafts(doc)[first.key].family in ("Person", "Organization"):
        return first.head
    surname = turn.who.split()[-1]
    bearers = [d for d in drafts(doc).values() if d.family == "Person" and _surname(d.label) == surname]
    return named.get(bearers[0].key, -1) if len(bearers) == 1 else -1


def _surname(label: str) -> str:
    return label.split()[-1].casefold()


def _interviewed(doc: Doc, first: int, named: dict[str, int]) -> int:
    """The only person named before the first question."""
    people = {r.key for r in refs(doc) if r.start < first and drafts(doc)[r.key].family == "Person"}
    return named[next(iter(people))] if len(people) == 1 else -1
