"""When a predicate happens: the date that stands with it, wherever in its clause the parser hangs it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.annotate.refs import Time
from graph.extract.doc_view import DocView
from graph.grammar.clauses import turning_point
from graph.grammar.words import PREDICATES

DATING = frozenset(
    {
        "in",
        "on",
        "during",
        "since",
        "until",
        "from",
        "by",
        "before",
        "after",
        "of",
        "as",
        "late",
        "between",
        "through",
    }
)
CARRIERS = frozenset({"dobj", "agent", "prep", "dative", "attr", "oprd", "prt", "advmod"})
DATE_STEPS = 3  # verbs up which a participle or infinitive looks for its date
FARTHEST = 30  # tokens between a predicate and its date

When = tuple[str | None, str | None, str | None]
NEVER: When = (None, None, None)


def time_of(view: DocView, predicate: Token) -> When:
    """The date of a predicate's clause, and the start and end of one that lasted."""
    dated, at = view.dated, predicate
    if (until := turning_point(predicate)) is not None:
        times = [dated[t.i] for t in (until, *until.children, *_adjuncts(until)) if t.i in dated]
        return (times[0].value, None, None) if times else NEVER
    for _ in range(DATE_STEPS):
        for token in _adjuncts(at):
            time = dated.get(token.i)
            if time is not None:
                return _bounds(time)
        if not (
            at.dep_ in ("xcomp", "advcl", "conj")
            and at.head.pos_ in PREDICATES
            and not innermost_differs(view, at)
        ):
            break
        at = at.head
    return NEVER


def _bounds(time: Time) -> When:
    if time.edge in ("before", "after"):
        return NEVER
    if time.until or time.edge:
        start = time.value if time.edge != "until" else None
        return None, start, time.until or (time.value if time.edge == "until" else None)
    return time.value, None, None


def _adjuncts(at: Token) -> Iterator[Token]:
    """The tokens that may date a predicate: its own adjuncts first, then those hung on its arguments."""
    children = [c for c in at.children if abs(c.i - at.i) < FARTHEST]
    for child in children:
        if child.dep_ in ("npadvmod", "advmod", "tmod", "nummod"):
            yield child
        elif child.dep_ == "prep" and child.lower_ in DATING:
            yield child
            yield from (c for c in child.children if c.dep_ in ("pobj", "pcomp", "nummod"))
    for child in children:
        if child.dep_ in CARRIERS and child.i > at.i:
            yield from _nested(child, 0)


def _nested(carrier: Token, depth: int) -> Iterator[Token]:
    """Dates below an argument after the verb: "was bought by BMW in 1994" with "in 1994" below "BMW"."""
    for child in carrier.children:
        if child.dep_ in ("npadvmod", "tmod") or (child.dep_ == "nummod" and child.i > carrier.i):
            yield child
        elif child.dep_ == "prep" and child.lower_ in ("in", "on", "since", "until"):
            yield from (c for c in child.children if c.dep_ == "pobj")
        if depth < 3 and child.dep_ in ("pobj", "prep") and child.i > carrier.i:
            yield from _nested(child, depth + 1)


def innermost_differs(view: DocView, token: Token) -> bool:
    """Whether a token and its head are in different stretches of speech."""
    return view.speech_at(token.i)[:1] != view.speech_at(token.head.i)[:1]
