"""Limits the rows of a query: lowers its LIMIT or adds one, and detects that more rows follow."""

from __future__ import annotations

from collections.abc import Sequence

from graph.query.text import Token, solid

FORMS = ("SELECT", "CONSTRUCT", "DESCRIBE")


def cut_to(tokens: Sequence[Token], rows: int) -> tuple[str, str | None]:
    """The query with at most that many rows, and a query that has a row if the first was cut short.

    None in place of the second where the query cannot be cut: it has a lower LIMIT, or only ASKs. 0 rows
    is no limit.
    """
    text = "".join(token.text for token in tokens)
    words = _outer_words(tokens)
    form = next((word for _, word in words if word in (*FORMS, "ASK")), None)
    if not rows or form not in FORMS:
        return text, None
    kept, limit, offset = _without_slice(tokens, words)
    if limit is not None and limit <= rows:
        return text, None
    more = 1 if limit is None else min(1, limit - rows)
    start = next(
        (at for at, word in _outer_words(kept) if word == "VALUES" and _is_last(kept, at)), len(kept)
    )
    head, tail = ("".join(token.text for token in part) for part in (kept[:start], kept[start:]))
    return (
        f"{head}\nLIMIT {rows} OFFSET {offset}\n{tail}",
        f"{head}\nLIMIT {more} OFFSET {offset + rows}\n{tail}",
    )


def _outer_words(tokens: Sequence[Token]) -> list[tuple[int, str]]:
    """The words outside of all braces and parentheses, in capitals, with their places."""
    depth, found = 0, []
    for at, token in enumerate(tokens):
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
        if token.kind == "word" and depth == 0:
            found.append((at, token.text.upper()))
    return found


def _is_last(tokens: Sequence[Token], at: int) -> bool:
    """Whether the VALUES at that place follows the pattern, as the last clause does."""
    return any(token.text == "}" for token in tokens[:at])


def _without_slice(
    tokens: Sequence[Token], words: Sequence[tuple[int, str]]
) -> tuple[list[Token], int | None, int]:
    """The tokens without the outer LIMIT and OFFSET, and the two numbers."""
    gone: set[int] = set()
    numbers: dict[str, int] = {}
    for at, word in words:
        if word in ("LIMIT", "OFFSET") and any(token.text == "}" for token in tokens[:at]):
            digits = _digits(tokens, at + 1)
            if digits:
                numbers[word] = int("".join(tokens[i].text for i in digits))
                gone.update((at, *digits))
    kept = [token for at, token in enumerate(tokens) if at not in gone]
    return kept, numbers.get("LIMIT"), numbers.get("OFFSET", 0)


def _digits(tokens: Sequence[Token], at: int) -> list[int]:
    """The positions of the digits of the following number; each digit is a token."""
    while at < len(tokens) and not solid(tokens[at]):
        at += 1
    found: list[int] = []
    while at < len(tokens) and tokens[at].text.isascii() and tokens[at].text.isdigit() and len(found) < 18:
        found.append(at)
        at += 1
    return found
