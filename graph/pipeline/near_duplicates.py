"""Sources less those that say the same: one wire report in two papers is one piece of evidence."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from graph.model import Source

LEAST_SHARED = 0.9  # the share of the longer text in paragraphs that both have
SHORTEST = 40  # characters of a paragraph below which it is too common ("Advertisement")

Note = Callable[[str], None]


def without_near_duplicates(sources: Sequence[Source], *, note: Note) -> list[Source]:
    """The sources without near duplicates, whose text another source has entirely or except for a headline.

    The first published source stays, or the first of two without dates. `note` gets a line per skipped
    source. Nearly linear: only texts with a common paragraph are compared.
    """
    gone: set[int] = set()
    by_paragraph: dict[bytes, list[int]] = defaultdict(list)
    lengths: dict[int, int] = {}
    for at in sorted(range(len(sources)), key=lambda at: (sources[at].published or "~", at)):
        own = dict(_paragraphs(sources[at].text))
        lengths[at] = sum(own.values())
        twin = _twin(at, own, by_paragraph, lengths)
        if twin is None:
            for digest in own:
                by_paragraph[digest].append(at)
        else:
            gone.add(at)
            what = "the same text as" if sources[at].text == sources[twin].text else "nearly the same text as"
            note(f"{sources[at].origin}: has {what} {sources[twin].origin}; skipped")
    return [source for at, source in enumerate(sources) if at not in gone]


def _twin(
    at: int, own: dict[bytes, int], by_paragraph: dict[bytes, list[int]], lengths: dict[int, int]
) -> int | None:
    shared: dict[int, int] = defaultdict(int)
    for digest, length in own.items():
        for other in by_paragraph.get(digest, ()):
            shared[other] += length
    for other, length in sorted(shared.items()):
        if length >= LEAST_SHARED * max(lengths[at], lengths[other]):
            return other
    return None


def _paragraphs(text: str) -> Iterator[tuple[bytes, int]]:
    """A digest of each paragraph and its length; a text of short ones counts as a whole."""
    found = [" ".join(part.split()) for part in text.split("\n\n")]
    long: Iterable[str] = [part for part in found if len(part) >= SHORTEST] or ["\n".join(found)]
    for part in long:
        yield hashlib.blake2b(part.encode("utf-8", "surrogatepass"), digest_size=12).digest(), len(part)
