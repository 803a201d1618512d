"""Pass 2, segmentation: spans are cut into names at titles, states, known bodies and the model's borders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from graph.annotate.names.candidate_spans import Candidate, written
from graph.annotate.names.capitals import NAME_LABELS
from graph.annotate.names.english import is_english
from graph.annotate.names.gazetteer import name_key
from graph.annotate.names.name_view import NameView
from graph.annotate.names.span_continuations import ENCLOSING, INNER, VERSUS
from graph.annotate.names.spans import Span
from graph.annotate.names.titles import Title, read_title, state_of_field, without_field
from graph.annotate.names.trailing import with_tails
from graph.grammar.words import QUOTATION_MARKS

NOT_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
SIDES = frozenset({"pro", "anti", "ex", "non", "post", "pre"})
CAPTIONS = frozenset({"image", "photo", "photograph", "picture", "credit", "video", "map", "source", "file"})
BEFORE_NAMES = frozenset({"former", "then", "late"})
STATE_TOKENS = 4  # tokens of the longest name of a state: "United Republic of Tanzania"
PERSON_TOKENS = 4  # tokens of the longest name of a person that is taken for one after a title and a state
OFFICE_TOKENS = 8  # tokens of the longest office before a state: "Secretary of State for Foreign Affairs of"
KNOWN_BODY_TOKENS = 4  # tokens of the longest international body that is looked for before another


def segment(view: NameView, spans: Sequence[Span]) -> tuple[Candidate, ...]:
    """The names in spans, in the order of the text; only states and bodies are inside other names."""
    names = [
        name
        for span in spans
        for name in (_fixed(view, span) if span.fixed else _cut(view, span.start, span.end))
    ]
    return with_tails(view, names)


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state's name or its people's, tokens `start` to `end`; `state` is its code, or label without one."""

    start: int
    end: int
    state: str


def _candidate(
    view: NameView, start: int, end: int, label: str | None = None, *, state: str | None = None
) -> Candidate:
    doc = view.doc
    label = _label(view, start, end) if label is None else label
    stop = next((e for e in range(end, start, -1) if e - 1 not in view.letters), end)
    text = written(doc, start, stop)
    return Candidate(start, end, doc[start:end].root.i, text, name_key(text), label, state=state)


def _state_names(view: NameView, states: Sequence[StateWord]) -> Iterator[Candidate]:
    return (_candidate(view, w.start, w.end, "STATE") for w in states)


def _fixed(view: NameView, span: Span) -> Iterator[Candidate]:
    """A span that is one name; the state inside it is named too."""
    doc = view.doc
    if view.spans[span.start, span.end].state is not None:
        yield _candidate(view, span.start, span.end, "STATE")
        return
    event = doc[span.start].text[0].isdigit() or doc[span.end - 1].text.islower()
    first = next((i for i in range(span.start, span.end) if doc[i].text[0].isupper()), span.start)
    states = _leading_states(view, first, span.end) if event else []
    state = states[0].state if len(states) == 1 else None
    yield _candidate(view, span.start, span.end, "DATED" if event else None, state=state)
    yield from _state_names(view, states)


def _cut(view: NameView, start: int, end: int) -> Iterator[Candidate]:
    """The names of one span: cut at titles and roles, at a leading state or body, and by the model."""
    start, end = _trimmed(view, start, end)
    if start >= end:
        return
    if _is_whole(view, start, end):
        yield _candidate(view, start, end)
    elif any(t.lower_ in VERSUS for t in view.doc[start + 1 : end - 1]):
        yield _candidate(view, start, end, "CASE")
    elif states := _leading_states(view, start, end):
        yield from _after_states(view, start, end, states)
    elif (body_end := _leading_body(view, start, end)) is not None:
        yield _candidate(view, start, body_end)
        yield from _cut(view, body_end, end)
    elif _follows_role(view, start) and (state := state_of_field(view, start, end)) is not None:
        yield from _cut(view, state, end)
    else:
        yield from _titled(view, start, end, read_title(view, start, end))


def _titled(view: NameView, start: int, end: int, title: Title) -> Iterator[Candidate]:
    """The bodies in a title and the name after it; without a title, what the model's borders give.

    "Foreign Ministry Spokesman" and "Director of the CIA" name a body.
    """
    for first, last, whole in title.bodies:
        if whole:
            yield _candidate(view, first, last)
            continue
        bearer = _bearer_after_body(view, first, last) if title.name is None else None
        stop = last if bearer is None else bearer
        yield from (_cut if _leading_states(view, first, stop) else _by_model)(view, first, stop)
        if bearer is not None:
            yield _candidate(view, bearer, last, "PERSON")
    if title.name is not None:
        role = None if title.is_honorific else (start, title.name)
        person = _candidate(view, title.name, end, "PERSON")
        yield replace(person, titled=title.is_honorific, role=role)
    elif not title.is_role:
        yield from _by_model(view, start, end)


def _bearer_after_body(view: NameView, start: int, end: int) -> int | None:
    """Where a person's name begins after a title's body: "Office of the President of Peru | Ana Ruiz"."""
    for first in range(max(start + 2, end - PERSON_TOKENS), end - 1):
        ends_state = any(view.spans[at, first].state is not None for at in range(start, first))
        foreign = not any(is_english(t) for t in view.doc[first:end])
        named = view.spans[first, first + 1].is_given or (ends_state and foreign)
        if named and view.doc[first - 1].text[0].isupper() and _is_written_like_person(view, first, end):
            return first
    return None


def _trimmed(view: NameView, start: int, end: int) -> tuple[int, int]:
    """A span without the words before and after its names."""
    doc = view.doc
    while end - start > 1 and doc[start].lower_ in BEFORE_NAMES and doc[start].text.istitle():
        start += 1
    if end - start > 2 and _is_prefixed(view, start, end):
        start += 2
    while end > start and _drops_last(view, start, end):
        end -= 1
    return start, end


def _is_prefixed(view: NameView, start: int, end: int) -> bool:
    """Whether a hyphen ties something before the name to it: "Pro-Beijing", "(R-Texas)"."""
    doc, first = view.doc, view.doc[start]
    party = len(first.text) == 1 and start > 0 and doc[start - 1].text == "("
    side = first.lower_ in SIDES and view.spans[start, end].head is None
    return doc[start + 1].text in "-–" and (side or party)


def _drops_last(view: NameView, start: int, end: int) -> bool:
    """Whether the last token of a span is not of the name: "NASA T | -shirt", "Jane Roe Image | : …"."""
    doc, last = view.doc, view.doc[end - 1]
    if (last.lower_ in INNER and last.text.islower()) or last.text in QUOTATION_MARKS or last.text in "-–":
        return True
    is_role = last.lower_ in view.lexicon.role_heads and last.text.istitle() and last.tag_ != "NNPS"
    if end - start > 2 and is_role and doc[end - 2].lower_ not in ("of", "the", "for"):
        whole = without_field(view, start, end - 1) == end - 1
        return whole and view.is_a(view.spans[start, end - 1].head, "Organization")
    if end == len(doc):
        return False
    if doc[end].text == ":" and last.lower_ in CAPTIONS:
        return True
    return end - start > 1 and len(last.text) == 1 and doc[end].text == "-" and not last.whitespace_


def _label(view: NameView, start: int, end: int) -> str:
    """The model's label for most of the tokens, DATE for a date or number, "" where it has none."""
    tokens = view.doc[start:end]
    labels = [t.ent_type_ for t in tokens if t.ent_type_ in NAME_LABELS]
    if not labels:
        return "DATE" if any(t.ent_type_ in NOT_NAMES for t in tokens) else ""
    return max(sorted(set(labels)), key=labels.count)


def _is_whole(view: NameView, start: int, end: int) -> bool:
    """Whether a span is a known name as it is."""
    facts = view.spans[start, end]
    if facts.known is not None or facts.key in view.places.states:
        return True
    return end - start == 1 and facts.state is not None


# states and bodies at the start


def _leading_states(view: NameView, start: int, end: int) -> list[StateWord]:
    """The states at the start of a span: one ("U.S. …"), or several with hyphens ("Sino-Soviet …")."""
    found: list[StateWord] = []
    at = start
    while at < end and (word := _state_at(view, at, end)) is not None:
        found.append(word)
        if word.end + 1 >= end or view.doc[word.end].text not in "-–/":
            break
        at = word.end + 1
    if found and found[-1].end < end and view.doc[found[-1].end].text == "-":
        return []
    like_state = len(found) == 1 and _is_named_like_state(view, start, end)
    return [] if like_state and not _follows_role(view, start) else found


def _is_named_like_state(view: NameView, start: int, end: int) -> bool:
    """Whether a person's name begins like a state's: "Jordan Belfort", "Chad Smith"."""
    first, facts = view.doc[start], view.spans[start, start + 1]
    one = first.ent_type_ == "PERSON" and all(t.ent_iob_ == "I" for t in view.doc[start + 1 : end])
    given = facts.key in view.places.states and (facts.is_given or not facts.text.isascii())
    return 1 < end - start < 4 and one and given


def _state_at(view: NameView, at: int, end: int) -> StateWord | None:
    for stop in range(min(end, at + STATE_TOKENS), at, -1):
        if (state := view.spans[at, stop].state) is not None:
            return StateWord(at, stop, state.code or state.label)
    return None


def _after_states(view: NameView, start: int, end: int, states: Sequence[StateWord]) -> Iterator[Candidate]:
    """Cut a span that begins with states: part of some names, and before others."""
    after = states[-1].end
    single = states[0].state if len(states) == 1 else None
    head = view.spans[after, end].head if after < end else None
    government = end - after == 1 and view.doc[after].lower_ in view.lexicon.words("tailHead", "Agency")
    keeps = after < end and not government and _keeps_state(view, start, after, end, single)
    if keeps or (head is not None and single is None):
        yield _candidate(view, start, end, state=single)
        if single is None or view.is_a(head, "Agreement", "Event"):
            yield from _state_names(view, states)
        return
    yield from _state_names(view, states)
    if government or after >= end:
        return
    if _follows_role(view, start) and head is None and _is_written_like_person(view, after, end):
        yield replace(_candidate(view, after, end, "PERSON"), state=single)
        return
    for name in _cut(view, after, end):
        if name.state is not None or name.label == "STATE":
            yield name
        else:
            whole = " ".join(view.doc[start : name.end].text.split())
            leads = name.start == after and single is not None
            yield replace(name, state=single, with_state=whole if leads else None)


def _keeps_state(view: NameView, start: int, after: int, end: int, single: str | None) -> bool:
    """Whether a state before tokens `after` to `end` is part of the name."""
    rest = view.spans[after, end]
    if rest.words[-1].replace(".", "") in view.lexicon.suffixes:
        return True
    title = read_title(view, after, end)
    if title.is_role:
        return False
    if rest.head is None:
        bearer = _follows_role(view, start) and _is_written_like_person(view, after, end)
        return _is_one_body(view, start, end) and title.name is None and not bearer
    own = rest.known is not None and rest.known.country in (None, single)
    if own or (len(rest.words) == 1 and view.is_a(rest.head, "Country")):
        return False
    return not view.is_a(rest.head, "Agency", "Meeting", "LegalAction", "Incident", "Document")


def _follows_role(view: NameView, start: int) -> bool:
    """Whether a role and "of" precede a span: "President of | Latvia Andris Kalnins".

    The field of the office may be between them: "Minister for Trade of | Latvia Andris Kalnins".
    """
    doc, i = view.doc, start - 1
    i -= i >= 0 and doc[i].lower_ == "the"
    if i <= 0 or doc[i].lower_ not in ("of", "for"):
        return False
    first = max(doc[i].sent.start, i - OFFICE_TOKENS)
    while i > first and doc[i].lower_ not in view.lexicon.role_heads and _may_be_of_office(doc[i - 1]):
        i -= 1
    return doc[i].lower_ in view.lexicon.role_heads


def _may_be_of_office(token: Token) -> bool:
    return token.lower_ in ("of", "for", "and") or (token.is_title and is_english(token))


def _is_written_like_person(view: NameView, start: int, end: int) -> bool:
    """Whether tokens are two to four capitalized words, none of them of the language's small words."""
    tokens = view.doc[start:end]
    return 2 <= len(tokens) <= PERSON_TOKENS and all(t.is_alpha and t.is_title for t in tokens)


def _is_one_body(view: NameView, start: int, end: int) -> bool:
    """Whether the model has one name over all the tokens and calls it an organization."""
    span = view.doc[start:end]
    begins = span[0].ent_iob_ == "B" and span[0].ent_type_ == "ORG"
    return begins and all(t.ent_iob_ == "I" for t in span[1:])


def _leading_body(view: NameView, start: int, end: int) -> int | None:
    """Where a known international body before another ends: "U.N. | Group of Experts"."""
    for stop in range(min(end - 1, start + KNOWN_BODY_TOKENS), start, -1):
        known = view.spans[start, stop].known
        if known is not None and view.is_a(known.cls, "InternationalBody"):
            heads = view.is_a(view.spans[stop, end].head, "Organization")
            return stop if heads and view.doc[stop].text[0].isupper() else None
    return None


# what is left


def _by_model(view: NameView, start: int, end: int) -> Iterator[Candidate]:
    """A span as one name, unless the model's borders or a place at its start cut it."""
    headed = view.spans[start, end].head is not None
    border = None if headed else _person_border(view, start, end)
    if border is not None:
        yield from _cut(view, start, border)
        yield _candidate(view, border, end, "PERSON")
    elif headed and (of := _trailing_state(view, start, end)) is not None:
        short = " ".join(view.doc[start : of.end].text.split())
        yield replace(_candidate(view, start, end, state=of.state), short=short)
        yield _candidate(view, of.start, end, "STATE")
    elif not headed and (stop := _place_first(view, start, end)) is not None:
        yield _candidate(view, start, stop)
    else:
        yield _candidate(view, start, end)


def _person_border(view: NameView, start: int, end: int) -> int | None:
    """Where a person's name begins inside a span, by the model; a nickname is no border."""
    doc = view.doc
    if any(t.text in ENCLOSING for t in doc[start:end]):
        return None
    border = next((i for i in range(start + 1, end) if _begins_person(view, i)), None)
    while border is not None and border > start and _is_first_name(view, border - 1):
        border -= 1
    return border if border is not None and border > start and doc[border - 1].text not in "-–" else None


def _trailing_state(view: NameView, start: int, end: int) -> StateWord | None:
    """The state at the end of an agency's name: "Supreme Court of | Brazil"; `end` is that of the rest."""
    if not view.is_a(view.spans[start, end].head, "Agency"):
        return None
    of = next((i for i in range(end - 2, start, -1) if view.doc[i].lower_ == "of"), None)
    if of is None or any(t.lower_ == "for" and t.nbor().lower_ == "the" for t in view.doc[start:of]):
        return None
    first = of + 2 if view.doc[of + 1].lower_ == "the" else of + 1
    state = view.spans[first, end].state if first < end else None
    return StateWord(first, of, state.code or state.label) if state is not None else None


def _is_first_name(view: NameView, i: int) -> bool:
    token = view.doc[i]
    return token.text.istitle() and view.spans[i, i + 1].is_given and token.ent_type_ != "GPE"


def _begins_person(view: NameView, i: int) -> bool:
    token = view.doc[i]
    return token.ent_iob_ == "B" and token.ent_type_ == "PERSON" and view.doc[i - 1].ent_type_ != "PERSON"


def _place_first(view: NameView, start: int, end: int) -> int | None:
    """Where a city ends whose name the model gives alone: "a Beijing | Internet bar"."""
    if start + 1 >= end:
        return None
    first, after, facts = view.doc[start], view.doc[start + 1], view.spans[start, start + 1]
    if first.ent_type_ != "GPE" or facts.is_given or after.ent_iob_ == "I" or after.ent_type_ in NAME_LABELS:
        return None
    return start + 1 if facts.is_city and first.dep_ == "compound" else None
