"""Reported speech as quotations: who says which words where, and which entities the words mention."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from graph.annotate.refs import Speech
from graph.extract.confidence import confidence
from graph.extract.doc_view import DocView
from graph.extract.spans import token_span
from graph.extract.times import time_of
from graph.model import Evidence, Quotation


@dataclass(frozen=True, slots=True)
class Saying:
    """What one speaker says in one go: the parts in order, quoted or not."""

    speaker: str
    parts: tuple[Speech, ...]

    @property
    def medium(self) -> str | None:
        """Who reports the speaker, where the text says so."""
        return next((part.medium for part in self.parts if part.medium is not None), None)


def sayings(view: DocView) -> Iterator[Saying]:
    """Stretches of speech with a known speaker; quotations that go on in one paragraph are one saying."""
    parts: list[Speech] = []
    for speech in view.speeches:
        if speech.key is None:
            continue
        if parts and not _goes_on(view.doc, parts[-1], speech):
            yield Saying(parts[0].key or "", tuple(parts))
            parts = []
        parts.append(speech)
    if parts:
        yield Saying(parts[0].key or "", tuple(parts))


def _goes_on(doc: Doc, last: Speech, speech: Speech) -> bool:
    """Whether speech continues the speech before it: nested in it, or quoted in the same paragraph."""
    if speech.key != last.key:
        return False
    if speech.start < last.end:
        return True
    between = doc[last.end : speech.start]
    return last.quoted and speech.quoted and not any(t.is_space and "\n" in t.text for t in between)


def mentioned(view: DocView, saying: Saying) -> tuple[str, ...]:
    """The entities that the words of a saying mention, its speaker excluded, sorted by key."""
    tokens = {i for part in saying.parts for i in range(part.start, part.end)}
    return tuple(sorted({ref.key for i in tokens for ref in view.by_head.get(i, ())} - {saying.speaker}))


def quotations(
    view: DocView, mentioned_in: Mapping[Saying, tuple[str, ...]], kept: Container[str]
) -> Iterator[Quotation]:
    """A quotation for each saying, in their order, with those of the mentioned entities that are kept."""
    for saying, keys in mentioned_in.items():
        cues = (part.cue for part in saying.parts if part.cue >= 0)
        cue = next(cues, None)
        yield Quotation(
            saying.speaker,
            saying.medium if saying.medium in kept else None,
            tuple(key for key in keys if key in kept),
            time_of(view, view.doc[cue])[0] if cue is not None else None,
            tuple(sorted({_evidence(view.doc, part) for part in saying.parts})),
        )


def _evidence(doc: Doc, part: Speech) -> Evidence:
    """The sentences around a part, and its words without the punctuation around them."""
    extractor = "quotation/direct" if part.quoted else "quotation/indirect"
    sentences = token_span(doc, doc[part.start].sent.start, doc[part.end - 1].sent.end)
    words = [t.i for t in doc[part.start : part.end] if not (t.is_punct or t.is_space)]
    first, last = (words[0], words[-1] + 1) if words else (part.start, part.end)
    return Evidence(sentences, token_span(doc, first, last), confidence(extractor, {}), extractor)
