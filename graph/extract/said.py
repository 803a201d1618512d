"""Speech that ties its speaker to what it is about, where it tells no relation of its own."""

from __future__ import annotations

from collections.abc import Iterator

from graph.annotate.refs import Speech, speeches
from graph.annotate.speech import innermost
from graph.extract.found import Desk, Found

MOST = 8  # entities that one sentence of speech ties its speaker to


def from_speech(desk: Desk, told: set[tuple[str | None, int]]) -> Iterator[Found]:
    """A relation from each speaker to the entities spoken of, a sentence at a time.

    `told` holds the (speaker, sentence start) pairs that already have a relation of their own.
    """
    for speech in speeches(desk.doc):
        if speech.key is None:
            continue
        for start, end, sentence in _pieces(desk, speech):
            if (speech.key, sentence) in told:
                continue
            yield from _about(desk, speech, start, end)


def _pieces(desk: Desk, speech: Speech) -> Iterator[tuple[int, int, int]]:
    """The parts of a stretch of speech by sentence, with the sentence's first token."""
    start = speech.start
    while start < speech.end:
        sent = desk.doc[start].sent
        end = min(max(sent.end, start + 1), speech.end)
        yield start, end, sent.start
        start = end


def _about(desk: Desk, speech: Speech, start: int, end: int) -> Iterator[Found]:
    seen: list[str] = []
    for i in range(start, end):
        inner = innermost(desk.doc, i)
        if inner and inner[0] is not speech and inner[0].key not in (None, speech.key):
            continue
        for ref in desk.by_head.get(i, ()):
            if ref.key not in seen and ref.key != speech.key:
                seen.append(ref.key)
    for key in seen[:MOST]:
        at = next(i for i in range(start, end) if any(r.key == key for r in desk.by_head.get(i, ())))
        phrase = (speech.cue, speech.cue + 1) if speech.cue >= 0 else (at, at + 1)
        yield Found(speech.key or "", "relatedTo", key, at, phrase, "speech")
