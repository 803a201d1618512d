"""Text from tokens: what a reader would have seen before an annotated set was split into words."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Span

CLOSING = frozenset(
    [*".,;:!?)]}%…’”", "...", "'s", "’s", "'S", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", "s'"]
)
OPENING = frozenset("([{$£€“‘")


def joined(tokens: Iterable[str]) -> tuple[str, list[Span]]:
    """The tokens as running text and the span of each; `"` opens and closes in turn.

    >>> joined(["The", "Greens", "(", "SDI", ")", "won", "."])[0]
    'The Greens (SDI) won.'
    """
    text, spans, glue, inside = "", [], True, False
    for token in tokens:
        closes = token in CLOSING or (token == '"' and inside)
        text += "" if glue or closes else " "
        spans.append(Span(len(text), len(text) + len(token)))
        text += token
        glue = token in OPENING or (token == '"' and not inside)
        inside ^= token == '"'
    return text, spans
