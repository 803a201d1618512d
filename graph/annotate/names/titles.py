"""Titles and roles in a span: where the holder's name begins, and which bodies the title names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.annotate.names.english import is_english
from graph.annotate.names.name_view import NameView
from graph.annotate.names.span_continuations import TAIL_WORDS


@dataclass(frozen=True, slots=True)
class Title:
    """The title in a span: where the holder's name begins after it, and the stretches that name bodies.

    `name` is None where no name follows; `is_honorific`: the title is no role ("Mr."); `is_role`:
    the whole span is a role. A body is its start, its end, and whether it is one name.
    """

    name: int | None
    is_honorific: bool
    is_role: bool
    bodies: tuple[tuple[int, int, bool], ...]


def read_title(view: NameView, start: int, end: int) -> Title:
    """The title in the tokens `start` to `end`."""
    name, is_honorific = _person_start(view, start, end) or (None, False)
    is_role = _is_role_only(view, start, end)
    stop = name if name is not None else end
    bodies = tuple(_bodies(view, start, stop)) if name is not None or is_role else ()
    return Title(name, is_honorific, is_role, bodies)


def _is_role_only(view: NameView, start: int, end: int) -> bool:
    """Whether a span is a role without its holder: "Secretary of State", "Crown Prince"."""
    doc, words = view.doc, view.lexicon
    of = next((i for i in range(start + 1, end) if doc[i].lower_ in ("of", "for", "in", "to")), end)
    last = of - 1
    while last > start and doc[last].lower_ in words.words("noun", "NoBearer"):
        last -= 1
    if doc[last].lower_ not in words.role_heads:
        return False
    given = view.spans[start, start + 1].is_given
    named = doc[start].ent_type_ == "PERSON" and given
    return not named and not (end - start > 1 and of == end and given)


def _person_start(view: NameView, start: int, end: int) -> tuple[int, bool] | None:
    """Where a title ends and the person's name begins, and whether the title is an honorific.

    None where the span has no title before a name.
    """
    if _is_given_title(view, start, end) or view.spans[start, end].words in view.lexicon.roles:
        return None
    if view.doc[end - 1].lower_.replace(".", "") in view.lexicon.suffixes:
        return None
    last, titled = _title_end(view, start, end)
    while start < last < end - 1 and view.doc[last].lower_ in view.lexicon.words("noun", "NoBearer"):
        last += 1  # "Professor Emeritus | Ruiz"
    return (last, titled) if last > start and _may_be_person(view, last, end, titled) else None


def _title_end(view: NameView, start: int, end: int) -> tuple[int, bool]:
    """Where the titles at the start of a span end, and whether only honorifics are among them."""
    doc, words = view.doc, view.lexicon
    last, titled, i = start, False, start
    is_body = view.spans[start, end].head is not None
    while i < end - 1:
        if i > start and is_body and doc[i - 1].lower_ in TAIL_WORDS:
            break
        word = doc[i].lower_.rstrip(".")
        if word == "st" and (is_body or view.places.city(view.spans[i, end].text) is not None):
            pass  # a saint that a body or city is named after: "St. Galen University", "St. Petersburg"
        elif word in words.titles:
            last, titled = i + 1, last == i or titled
        elif doc[i].lower_ in words.role_heads and doc[i + 1].lower_ not in TAIL_WORDS:
            last, titled = i + 1, False
        elif doc[i].lower_ in words.role_heads:
            person = next((j for j in range(i + 2, end) if _starts_person(view, j, i + 2, end)), None)
            if person is not None:
                last, titled, i = person, False, person
                continue
        i += 1
    return last, titled


def _starts_person(view: NameView, j: int, first: int, end: int) -> bool:
    """Whether a person's name begins here after a role: "Secretary of Defense | Caspar Weinberger"."""
    doc, token = view.doc, view.doc[j]
    if doc[first - 2].lower_ in view.lexicon.body_roles:
        return False
    if token.ent_type_ == "PERSON":
        return j > first or doc[first - 1].lower_ != "of"
    if not first < j < end - 1 or token.ent_type_ == "GPE":
        return False
    field = doc[first:j].text.casefold()
    departments = (f"department of {field}", f"{field} department", f"{field} ministry")
    return view.spans[j, j + 1].is_given or any(name in view.places.known for name in departments)


def _is_given_title(view: NameView, start: int, end: int) -> bool:
    """Whether what looks like a title is a given name: "Dean Kamen", "Marshall Green"."""
    first = view.doc[start]
    named = first.ent_type_ == "PERSON" and first.ent_iob_ == "B" and view.spans[start, start + 1].is_given
    return named and end - start == 2 and first.lower_ in view.lexicon.words("noun", "AlsoGivenName")


def _may_be_person(view: NameView, start: int, end: int, titled: bool) -> bool:
    doc, words = view.doc, view.lexicon
    if all(
        doc[j].lower_ in words.role_heads or doc[j].lower_.rstrip(".") in words.titles
        for j in range(start, end)
    ):
        return False
    while start < end - 2 and doc[start].text in ("&", "-", "–"):
        start += 1  # "President | & CEO of …"
    if doc[start].text in "-–" or doc[start].lower_ in words.words("noun", "NoBearer"):
        return False  # "Secretary | -General", "Professor | Emeritus"
    if view.spans[start, end].words in words.roles:
        return False  # "Deputy | Finance Minister"
    if doc[start].lower_ in words.role_heads and doc[start + 1].lower_ in TAIL_WORDS:
        return False  # the role continues: "Chief Executive | Officer of …"
    return titled or doc[start].ent_type_ == "PERSON" or view.spans[start, end].head is None


def _bodies(view: NameView, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Where a title names bodies and states, and whether each stretch is one name.

    "Foreign Ministry Spokesman" names one before the noun, "Director of the CIA" one after it.
    """
    doc, words = view.doc, view.lexicon
    noun = next(
        (
            i
            for i in range(start, end)
            if doc[i].lower_ in words.role_heads or doc[i].lower_.rstrip(".") in words.titles
        ),
        max(start, end),
    )
    if noun > start and _names_body_before(view, start, noun, end):
        yield start, without_field(view, start, noun), True
    phrases = (j for j in range(min(end, noun + 4), noun, -1) if view.spans[noun, j].words in words.roles)
    after = next((j for j in range(next(phrases, noun), end) if doc[j].lower_ in ("of", "for")), None)
    if after is not None and after + 1 < end:
        first = after + 2 if doc[after + 1].lower_ == "the" else after + 1
        first = state_of_field(view, first, end) or first
        told = first < end and (_names_body(view, first, end) or _may_name(view, after, first, end))
        if told and not _is_field(view, doc[noun].lower_, first, end):
            yield first, end, False


def without_field(view: NameView, start: int, noun: int) -> int:
    """Where a body ends before a word for the kind of office: "White House | Press Secretary"."""
    body, field = view.spans[start, noun - 1] if noun - 1 > start else None, view.spans[noun - 1, noun]
    if body is None or view.spans[start, noun].known is not None or view.is_a(field.head, "Agency"):
        return noun
    known = body.known is not None and view.is_a(body.known.cls, "Organization")
    return noun - 1 if (known or view.is_a(body.head, "Agency")) and is_english(view.doc[noun - 1]) else noun


def state_of_field(view: NameView, start: int, end: int) -> int | None:
    """Where the state begins after the field of an office: "Minister of Foreign Affairs of | Latvia"."""
    doc = view.doc
    of = next((i for i in range(end - 1, start, -1) if doc[i].lower_ == "of"), None)
    if of is None or of + 1 >= end:
        return None
    state = of + 2 if doc[of + 1].lower_ == "the" and of + 2 < end else of + 1
    field = view.spans[start, of]
    is_field = field.head is None and field.known is None and all(is_english(t) for t in doc[start:of])
    named = any(view.spans[state, stop].state is not None for stop in range(state + 1, end + 1))
    return state if is_field and named else None


def _is_field(view: NameView, office: str, start: int, end: int) -> bool:
    """Whether what follows an office is its field, in common words: "Minister of | Rural Affairs"."""
    facts = view.spans[start, end]
    named = facts.head or facts.known or facts.state or facts.is_city
    plain = all(is_english(t) or not t.is_alpha for t in view.doc[start:end])
    return office in view.lexicon.words("noun", "Portfolio") and plain and not named


def _names_body_before(view: NameView, start: int, noun: int, end: int) -> bool:
    """Whether the words before the noun of a title name a body: no kind of office, no list with "&"."""
    is_office = view.spans[start, min(noun + 1, end)].words in view.lexicon.roles
    if is_office and view.spans[start, noun].known is None:
        return False
    tokens = view.doc[start:noun]
    if any(t.text == "&" for t in tokens):
        return False
    return _names_body(view, start, noun) or not any(is_english(t) for t in tokens)


def _may_name(view: NameView, of: int, start: int, end: int) -> bool:
    """Whether what follows a role's "of" may be a body's name, not a field of work ("Director of Sales")."""
    tokens = view.doc[start:end]
    if any(not is_english(t) and t.is_alpha for t in tokens):
        return True
    return view.doc[of - 1].lower_ in view.lexicon.body_roles and any(
        t.ent_type_ in ("ORG", "PERSON", "PRODUCT") for t in tokens
    )


def _names_body(view: NameView, start: int, end: int) -> bool:
    span, facts = view.doc[start:end], view.spans[start, end]
    return (
        facts.known is not None
        or facts.key in view.places.us_states
        or (span[0].ent_type_ == "GPE" and facts.is_city)
        or facts.state is not None
        or facts.head is not None
        or (all(t.ent_type_ == "ORG" for t in span) and (end - start > 1 or facts.text.isupper()))
    )
