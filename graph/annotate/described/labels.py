"""What a person would call a described thing, and the key that this gives it."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator

from spacy.tokens import Doc

from graph.annotate.refs import Draft, drafts, is_provisional
from graph.model import slugify

DATELINE_LETTERS = 4  # letters of the shortest dateline city in capitals; shorter names are abbreviations


def label(draft: Draft, doc: Doc) -> str:
    """Date, words, head, maker, place: "2014 study by Teng Jianqun", "December 1, 2015 meeting"."""
    best = max(
        sorted(draft.names),
        key=lambda n: (len(n.split()) > 1, draft.names[n], len(n)),
        default=draft.head or "",
    )
    front = spoken_date(draft.when) if draft.when else ""
    core = " ".join(word for word in best.split() if not front or not _is_dating(word)) or best
    return " ".join(part for part in (front, core, _tail(draft, doc, core, dated=bool(front))) if part)


def _is_dating(word: str) -> bool:
    return (
        word in month_name
        or word.strip(",").isdigit()
        or word.casefold() in ("last", "next", "early", "late")
    )


def _tail(draft: Draft, doc: Doc, core: str, *, dated: bool) -> str:
    """What tells a thing apart from its like: its maker, its parties, its place."""
    makers, states, places = (_labels(draft, doc, part) for part in ("makers", "states", "places"))
    if draft.family == "Document" and makers:
        return f"by {makers[0]}" if makers[0].casefold() not in core.casefold() else ""
    if dated:
        return ""
    if len(states) == 2:
        return f"({states[0]}–{states[1]})"
    if draft.family == "Event" and places and " " not in core:
        return f"in {places[0]}"
    return f"({states[0]})" if states and " " not in core else ""


def _labels(draft: Draft, doc: Doc, part: str) -> list[str]:
    known = drafts(doc)
    return [shown(known[key]) for key in sorted(draft.mark.get(part, ()))[:2] if key in known]


def shown(draft: Draft) -> str:
    """An entity's label without the capitals of a dateline: "Antalya" for "ANTALYA"."""
    if draft.family != "Place" or not draft.label.isupper() or len(draft.label) < DATELINE_LETTERS:
        return draft.label
    written = [name for name in sorted(draft.names) if name.casefold() == draft.label.casefold()]
    return next((name for name in written if not name.isupper()), draft.label.title())


def spoken_date(value: str) -> str:
    """An ISO date in words, as precise as it is.

    >>> spoken_date("2015-12-01")
    'December 1, 2015'
    >>> spoken_date("2015-09")
    'September 2015'
    """
    year, *rest = value.split("-")
    if not rest:
        return year
    month = month_name[int(rest[0])]
    return f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}"


def renamed(doc: Doc) -> Iterator[tuple[str, str]]:
    """Provisional keys of described things and the keys their labels give, in the order of the text."""
    taken = {key for key in drafts(doc) if not is_provisional(key)}
    for key, draft in drafts(doc).items():
        if is_provisional(key):
            base = f"{key.split('/')[0]}/{slugify(draft.label)}"
            final, n = base, 2
            while final in taken:
                final, n = f"{base}-{n}", n + 1
            taken.add(final)
            yield key, final
