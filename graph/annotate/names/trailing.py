"""Ends of names: lower-case nouns that belong to a name, and capitals after a name that are not one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.annotate.names.candidate_spans import Candidate, written
from graph.annotate.names.gazetteer import name_key
from graph.annotate.names.name_view import NameView
from graph.annotate.names.span_continuations import hangs_on
from graph.grammar.words import NOUN_PREPOSITIONS

SEAT_TOKENS = 4  # tokens of a name too long to be that of the leader of a government
FIELD_TOKENS = 6  # tokens between a name and the field it is active in: "(GGE) in the"


def with_tails(view: NameView, names: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The names, each with the lower-case noun that belongs to it, without the fields of those before."""
    return _without_fields(view, [_with_tail(view, name) for name in names])


def _with_tail(view: NameView, name: Candidate) -> Candidate:
    """A name with the lower-case noun that belongs to it: "Lazarus group", "Obama administration"."""
    doc, end = view.doc, name.end
    if name.label == "STATE" or name.titled or name.role or end >= len(doc) or not doc[end].text.islower():
        return name
    text = written(doc, name.start, end + 1)
    longer = Candidate(name.start, end + 1, end, text, name_key(text))
    if (
        name.start > 0
        and doc[end].lower_ in view.lexicon.words("tailHead", "Agency")
        and _is_seat(view, name)
    ):
        capital = view.places.capitals.get(view.spans[name.start, end].key)
        state = capital.code if capital is not None else name.state
        return replace(longer, label="SEAT", state=state)
    if hangs_on(view, name.start, end) is not None and _needs_tail(view, name):
        return Candidate(
            name.start, end + 1, end, text, name_key(text), "TAILED", state=name.state, short=name.text
        )
    return name


def _is_seat(view: NameView, name: Candidate) -> bool:
    """Whether a name before "administration" is that of a person or of a place that is no state."""
    if _is_known(view, name) or view.lexicon.head_class(name.text.lower().split()):
        return False
    return (
        view.doc[name.start - 1].lower_ in ("the", "a", "an")
        and view.doc[name.head].dep_ in ("compound", "nmod", "amod")
        and name.end - name.start < SEAT_TOKENS
    )


def _needs_tail(view: NameView, name: Candidate) -> bool:
    """Whether a name says nothing about its class without the noun after it."""
    return (
        not _is_known(view, name)
        and name.label not in ("GPE", "LOC", "NORP")
        and view.lexicon.head_class(name.text.lower().split()) is None
    )


def _is_known(view: NameView, name: Candidate) -> bool:
    facts = view.spans[name.start, name.end]
    return facts.state is not None or facts.known is not None


def _without_fields(view: NameView, names: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Drop what only says more about the body before: "… Experts (GGE) | in the Field of Information"."""
    kept: list[Candidate] = []
    reached: dict[int, int] = {}  # where the fields of a kept name end, by the name's start
    for name in names:
        before = next((one for one in reversed(kept[-2:]) if not _in_brackets(view, one)), None)
        if (
            before is not None
            and before.label != "STATE"
            and _is_field_of(view, before, reached.get(before.start, 0), name)
        ):
            reached[before.start] = name.end
        else:
            kept.append(name)
    return tuple(kept)


def _in_brackets(view: NameView, name: Candidate) -> bool:
    doc = view.doc
    if name.start == 0 or name.end >= len(doc):
        return False
    return doc[name.start - 1].text == "(" and doc[name.end].text == ")"


def _is_field_of(view: NameView, before: Candidate, reached: int, name: Candidate) -> bool:
    """Whether capitals only name the field of the body before; `reached` ends its last field, 0 for none."""
    end = max(reached, before.end)
    if not end < name.start <= end + FIELD_TOKENS or view.doc[name.start].is_sent_start:
        return False
    if name.label == "PERSON" or name.titled:
        return False
    between = [t.text for t in view.doc[end : name.start]]
    if between[:1] == ["("] and between[2:3] == [")"]:
        between = between[3:]
    if reached and between == ["and"]:
        return _says_nothing(view, name)
    if between not in (["in", "the"], ["on", "the"], ["for", "the"], ["in"]):
        return False
    headed = view.is_a(view.spans[before.start, before.end].head, "Organization", "Meeting", "Agreement")
    words = view.spans[name.start, name.end].words
    return headed and any(w in NOUN_PREPOSITIONS for w in words) and _says_nothing(view, name)


def _says_nothing(view: NameView, name: Candidate) -> bool:
    """Whether a stretch has no head noun, and nothing known and no place in it."""
    whole = view.spans[name.start, name.end]
    if whole.head is not None and name.end - name.start > 1:
        return False
    words = [view.spans[i, i + 1] for i in range(name.start, name.end) if view.doc[i].is_alpha]
    return not any(
        part.state or part.known is not None or part.is_city
        for part in (whole, *words)
        if part.text[0].isupper()
    )
