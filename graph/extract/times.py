"""When a predicate happens: the date that stands with it, wherever in its clause the parser hangs it."""

from __future__ import annotations

from spacy.tokens import Token

from graph.annotate.refs import Time
from graph.extract.doc_view import DocView
from graph.grammar.clauses import turning_point
from graph.grammar.time_adjuncts import dating_verbs, time_adjuncts

When = tuple[str | None, str | None, str | None]
NEVER: When = (None, None, None)


def time_of(view: DocView, predicate: Token) -> When:
    """The date of a predicate's clause, and the start and end of one that lasted."""
    dated = view.dated
    if (until := turning_point(predicate)) is not None:
        times = [dated[t.i] for t in (until, *until.children, *time_adjuncts(until)) if t.i in dated]
        return (times[0].value, None, None) if times else NEVER
    below = predicate
    for verb in dating_verbs(predicate):
        if verb.i != predicate.i and innermost_differs(view, below):
            break
        time = next((dated[t.i] for t in time_adjuncts(verb) if t.i in dated), None)
        if time is not None:
            return _bounds(time)
        below = verb
    return NEVER


def _bounds(time: Time) -> When:
    if time.edge in ("before", "after"):
        return NEVER
    if time.until or time.edge:
        start = time.value if time.edge != "until" else None
        return None, start, time.until or (time.value if time.edge == "until" else None)
    return time.value, None, None


def innermost_differs(view: DocView, token: Token) -> bool:
    """Whether a token and its head are in different stretches of speech."""
    return view.speech_at(token.i)[:1] != view.speech_at(token.head.i)[:1]
