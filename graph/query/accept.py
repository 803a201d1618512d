"""The Accept header of HTTP: which of the types on offer it likes best (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def preferred(header: str, offered: Sequence[str]) -> str | None:
    """The offered media type of the highest quality, of equals the first; None where none is accepted.

    An empty header accepts everything. What does not parse is passed over.

    >>> preferred("text/turtle;q=0.5, application/*", ("text/turtle", "application/ld+json"))
    'application/ld+json'
    """
    ranges = [one for part in header.split(",") if (one := _range(part)) is not None]
    if not ranges:
        return offered[0] if offered and not header.strip() else None
    rated = [(_quality(kind, ranges), -place, kind) for place, kind in enumerate(offered)]
    best = max(rated, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else None


def _range(part: str) -> tuple[str, float] | None:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
    try:
        return (kind, min(max(float(quality), 0.0), 1.0)) if kind else None
    except ValueError:
        return kind, 0.0


def _quality(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality that the most specific fitting range gives."""
    for wanted in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        fitting = [quality for one, quality in ranges if one == wanted]
        if fitting:
            return max(fitting)
    return 0.0
