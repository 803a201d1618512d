"""Speech that ties its speaker to what it is about, with the whole of the speech as its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from graph.annotate.refs import Ref, Speech, refs, speeches
from graph.annotate.speech.quotations import innermost
from graph.extract.doc_view import DocView
from graph.extract.relations import Found
from graph.model import MentionKind

TOPIC_ENTITIES = 8  # entities that one speech ties its speaker to
TOPIC_TOKENS = 60  # tokens before a speech in which its topic is looked for, where it names nothing itself


@dataclass(frozen=True, slots=True)
class Saying:
    """What one speaker says in one go: the parts in order, quoted or not."""

    speaker: str
    parts: tuple[Speech, ...]

    @property
    def start(self) -> int:
        """The first token."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """The token after the last."""
        return max(part.end for part in self.parts)


def sayings(view: DocView) -> Iterator[Saying]:
    """Stretches of speech with a known speaker; quotations that go on in one paragraph are one saying."""
    held: list[Speech] = []
    for speech in speeches(view.doc):
        if speech.key is None:
            continue
        if held and _goes_on(view, held, speech):
            held.append(speech)
            continue
        if held:
            yield Saying(held[0].key or "", tuple(held))
        held = [speech]
    if held:
        yield Saying(held[0].key or "", tuple(held))


def _goes_on(view: DocView, held: list[Speech], speech: Speech) -> bool:
    last = held[-1]
    if speech.key != last.key:
        return False
    if speech.start < last.end:
        return True
    between = view.doc[last.end : speech.start]
    return last.quoted and speech.quoted and not any(t.is_space and "\n" in t.text for t in between)


def spoken_of(view: DocView, told: dict[tuple[str | None, int], set[str]]) -> set[str]:
    """The entities that sayings themselves name; `told` is as for `from_speech`."""
    return {ref.key for saying in sayings(view) for ref, _ in _about(view, saying, told)[0][:TOPIC_ENTITIES]}


def from_speech(
    view: DocView, told: dict[tuple[str | None, int], set[str]], among: Container[str]
) -> Iterator[Found]:
    """A relation from each speaker to the entities `among` these that a saying is about.

    `told` holds, by speaker and first token of a sentence, the entities that relations of their own
    already tie in that sentence of the speech: these are not tied to the speaker again.
    """
    for saying in sayings(view):
        about, known = _about(view, saying, told)
        about = [(ref, name) for ref, name in about if ref.key in among]
        if not about and not known:
            about = _topic(view, saying, among)
        for ref, name in about[:TOPIC_ENTITIES]:
            cue = next((p.cue for p in saying.parts if p.cue >= 0), ref.head)
            yield Found(
                saying.speaker, "relatedTo", ref.key, ref.head, (cue, cue + 1), name, span=_span(view, saying)
            )


def _span(view: DocView, saying: Saying) -> tuple[int, int]:
    """The sentences that the saying stands in."""
    return view.doc[saying.start].sent.start, view.doc[saying.end - 1].sent.end


def _about(
    view: DocView, saying: Saying, told: dict[tuple[str | None, int], set[str]]
) -> tuple[list[tuple[Ref, str]], bool]:
    """The entities spoken of that no relation ties yet, and whether any are tied already."""
    seen: set[str] = {saying.speaker}
    found: list[tuple[Ref, str]] = []
    known = False
    for i in _tokens(saying):
        inner = innermost(view.doc, i)
        if inner and inner[0] not in saying.parts and inner[0].key not in (None, saying.speaker):
            continue
        tied = told.get((saying.speaker, view.doc[i].sent.start), set())
        for ref in view.by_head.get(i, ()):
            if ref.key in tied:
                known = True
            elif ref.key not in seen:
                seen.add(ref.key)
                found.append((ref, "speech"))
    complete = all(
        (saying.speaker, sent) in told for sent in {view.doc[i].sent.start for i in _tokens(saying)}
    )
    return ([], known) if complete and known else (found, known)


def _tokens(saying: Saying) -> Iterable[int]:
    return sorted({i for part in saying.parts for i in range(part.start, part.end)})


def _topic(view: DocView, saying: Saying, among: Container[str]) -> list[tuple[Ref, str]]:
    """What a saying without any name is about: an entity of its sentence, else the one named last."""
    start, end = _span(view, saying)
    cue = next((p.cue for p in saying.parts if p.cue >= 0), -1)
    for i in range(start, end):
        for ref in view.by_head.get(i, ()):
            if (
                ref.key != saying.speaker
                and ref.key in among
                and i not in range(saying.start, saying.end)
                and _hangs_on(view, i, cue)
            ):
                return [(ref, "speech/sentence")]
    for i in range(start - 1, max(-1, start - TOPIC_TOKENS), -1):
        if view.doc[i].is_space and "\n" in view.doc[i].text:
            break
        for ref in view.by_head.get(i, ()):
            if ref.key != saying.speaker and ref.key in among:
                return [(ref, "speech/topic")]
    return _main_topic(view, saying, among)


def _main_topic(view: DocView, saying: Saying, among: Container[str]) -> list[tuple[Ref, str]]:
    """The entity that the article speaks of most, the speaker apart."""
    counts = Counter(ref.key for ref in refs(view.doc) if ref.key != saying.speaker and ref.key in among)
    if not counts:
        return []
    key = min(counts, key=lambda k: (-counts[k], k))
    place = view.doc[saying.start].i
    return [(Ref(place, place + 1, place, key, MentionKind.PRONOUN), "speech/article")]


def _hangs_on(view: DocView, i: int, cue: int) -> bool:
    """Whether a token is an object of the reporting verb: "called the arrest …"."""
    token = view.doc[i]
    if any(t.dep_ in ("nsubj", "nsubjpass") for t in (token, token.head, token.head.head)):
        return False
    return cue >= 0 and (token.head.i == cue or token.head.head.i == cue or token.head.head.head.i == cue)
