"""Where names stand: capitalised runs and the model's own spans, cut at titles, states and possessives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from graph.annotate.gazetteer import Gazetteer, name_key
from graph.annotate.lexicon import Lexicon

NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})
NOT_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
TAIL_WORDS = frozenset({"of", "for", "on"})
INNER = frozenset({"de", "la", "al", "el", "bin", "bint", "ibn", "van", "von", "der", "den", "da", "di", "du", "dos", "y", "ul", "ur"})
GENITIVE_NOUNS = frozenset("people workers women children farmers men veterans citizens soldiers teachers".split())
QUOTES = frozenset("\"“”'‘’«»")
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with what its surroundings say of it."""

    start: int
    end: int
    head: int
    label: str = ""
    titled: bool = False
    role: tuple[int, int] | None = None
    state: str | None = None
    votes: dict[str, float] = field(default_factory=dict)

    def text(self, doc: Doc) -> str:
        """The name as written, quotation marks and line breaks apart."""
        return " ".join(doc[self.start : self.end].text.replace("“", "").replace("”", "").replace('"', "").split())


def candidates(doc: Doc, lexicon: Lexicon, places: Gazetteer) -> list[Candidate]:
    """Every stretch that may be a name, by place, none overlapping another."""
    found: list[Candidate] = []
    for start, end in _runs(doc, lexicon, places):
        found.extend(_cut(doc, start, end, lexicon, places))
    return found


def _runs(doc: Doc, lexicon: Lexicon, places: Gazetteer) -> Iterator[tuple[int, int]]:
    """Capitalised runs, with the small words that hold a name together."""
    i = 0
    while i < len(doc):
        if not _is_name_word(doc[i]):
            i += 1
            continue
        end = _run_end(doc, i, lexicon, places)
        yield i, end
        i = end


def _run_end(doc: Doc, start: int, lexicon: Lexicon, places: Gazetteer) -> int:
    end = start + 1
    while end < len(doc):
        token = doc[end]
        if token.is_sent_start or token.is_space:
            break
        if _is_name_word(token, inside=True):
            end += 1
        elif (tail := _tail(doc, start, end, lexicon, places)) is not None:
            end = tail
        else:
            break
    return end


def _tail(doc: Doc, start: int, end: int, lexicon: Lexicon, places: Gazetteer) -> int | None:
    """Where the name goes on after a small word at `end`, if it does."""
    token, after = doc[end], end + 1
    if after >= len(doc):
        return None
    word = token.lower_
    if token.text == "-" and not token.whitespace_ and not doc[end - 1].whitespace_ and _is_name_word(doc[after], inside=True):
        return after + 1
    if word in INNER and _is_name_word(doc[after]):
        return after + 1
    if word == "&" and _is_name_word(doc[after]):
        return after + 1
    if word in ("'s", "’s") or (word in ("'", "’") and token.dep_ == "case"):
        if doc[end - 1].lower_ in GENITIVE_NOUNS and _is_name_word(doc[after], inside=True):
            return after + 1
        return None
    head = lexicon.head_class([t.lower_ for t in doc[start:end]])
    role = doc[end - 1].lower_ in lexicon.role_heads
    if word in TAIL_WORDS:
        last = doc[end - 1]
        if doc[after].lower_ == "the" and after + 1 < len(doc):
            after += 1
        goes_on = _is_name_word(doc[after]) and doc[after].ent_type_ not in ("DATE", "TIME")
        if not goes_on:
            return None
        if word == "of" and (head or role or last.lower_ in SETTLING or last.ent_type_ in ("ORG", "LAW", "EVENT", "FAC")):
            inner = lexicon.head_class([t.lower_ for t in doc[after : _plain_end(doc, after)]])
            return None if inner and doc[after - 1].lower_ == "the" else after + 1
        if word in ("for", "on") and head and not role and doc[after - 1].lower_ != "the":
            return after + 1
        return None
    if word == "and" and _is_name_word(doc[after]) and head:
        before = [t.lower_ for t in doc[start:end]]
        in_tail = any(w in TAIL_WORDS for w in before)
        rest_end = _plain_end(doc, after)
        rest = [t.lower_ for t in doc[after:rest_end]]
        own_head = lexicon.head_class(rest)
        if in_tail and own_head is None and places.state(doc[after].text) is None and name_key(doc[after:rest_end].text) not in places.known:
            return after + 1
        return None
    if word == "and" and _is_name_word(doc[after]) and head is None:
        rest_end = _plain_end(doc, after)
        rest = [t.lower_ for t in doc[after:rest_end]]
        joined = lexicon.head_class(rest)
        same_entity = doc[start].ent_iob_ != "O" and all(t.ent_iob_ == "I" for t in doc[start + 1 : after + 1])
        if joined and same_entity and len(rest) > 1:
            return after + 1
    return None


SETTLING = frozenset("gulf bay strait isle island islands republic kingdom house sea cape mount court state states".split())


def _plain_end(doc: Doc, start: int) -> int:
    end = start
    while end < len(doc) and _is_name_word(doc[end], inside=True) and not (end > start and doc[end].is_sent_start):
        end += 1
    return max(end, start + 1)


def _is_name_word(token: Token, *, inside: bool = False) -> bool:
    text = token.text
    if not text[0].isupper() and not (inside and text[0].isdigit() and token.ent_type_ in ("ORG", "FAC", "EVENT")):
        return False
    if token.pos_ in ("PRON", "DET", "AUX", "CCONJ", "SCONJ", "INTJ") and not (len(text) > 1 and text.isupper()):
        return False
    if token.ent_type_ in ("DATE", "TIME") and token.pos_ != "PROPN":
        return False
    if token.lower_ in CALENDAR and not inside:
        return False
    if token.is_sent_start or _opens_quote(token):
        return token.pos_ == "PROPN" or token.ent_type_ in NAME_LABELS or token.lower_.rstrip(".") in HONORIFIC
    return token.pos_ not in ("ADP", "ADV", "PART") or token.ent_type_ in NAME_LABELS


HONORIFIC = frozenset({"dr", "mr", "mrs", "ms", "prof", "gen", "sen", "president", "former"})
CALENDAR = frozenset(
    "january february march april june july august september october november december jan feb sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def _opens_quote(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in QUOTES and (token.i == 1 or not token.nbor(-2).is_alpha)


def _cut(doc: Doc, start: int, end: int, lexicon: Lexicon, places: Gazetteer) -> Iterator[Candidate]:
    """Cut one run at titles and roles, at a leading state, and at the model's own borders."""
    while start < end and doc[start].lower_ in ("former", "then", "late"):
        start += 1
    while end > start and (doc[end - 1].lower_ in INNER or doc[end - 1].text in QUOTES or doc[end - 1].text == "-"):
        end -= 1
    if start >= end:
        return
    if _whole(doc, start, end, lexicon, places):
        yield Candidate(start, end, _head(doc, start, end), _label(doc, start, end))
        return
    if states := _leading_states(doc, start, end, places):
        yield from _after_states(doc, start, end, states, lexicon, places)
        return
    person = _person_end(doc, start, end, lexicon, places)
    if person is not None:
        title_end, titled = person
        if title_end > start:
            role = (start, title_end) if not titled else None
            yield from _in_title(doc, start, title_end, lexicon, places)
            yield Candidate(title_end, end, _head(doc, title_end, end), "PERSON", titled=titled, role=role)
            return
    if end - start == 1 and doc[start].lower_ in lexicon.role_heads and doc[start].ent_type_ not in NAME_LABELS:
        return
    yield from _by_model(doc, start, end, lexicon, places)


def _strips_state(lexicon: Lexicon, head: str) -> bool:
    """Whether a state before a name with such a head is its state and no part of the name."""
    return lexicon.ontology.is_a(head, "Agency") or head in ("Organization", "PoliticalParty") or any(
        lexicon.ontology.is_a(head, cls) for cls in ("Meeting", "LegalAction", "Incident", "Document")
    )


def _whole(doc: Doc, start: int, end: int, lexicon: Lexicon, places: Gazetteer) -> bool:
    text = doc[start:end].text
    key = name_key(text)
    return key in places.known or (key in places.states) or (end - start == 1 and places.state(text) is not None)


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state's name or its people's at tokens `start` to `end`; `state` is its code, or label without one."""

    start: int
    end: int
    state: str


def _leading_states(doc: Doc, start: int, end: int, places: Gazetteer) -> list[StateWord]:
    """The states at the start of a run: one ("U.S. …"), or several joined by hyphens ("Sino-Soviet …")."""
    found: list[StateWord] = []
    at = start
    while at < end:
        word = next(
            (
                StateWord(at, stop, state.code or state.label)
                for stop in range(min(end, at + 4), at, -1)
                if (state := places.state(doc[at:stop].text)) is not None
            ),
            None,
        )
        if word is None:
            break
        found.append(word)
        if word.end + 1 >= end or doc[word.end].text not in "-–/":
            break
        at = word.end + 1
    if found and found[-1].end < end and doc[found[-1].end].text == "-":
        return []
    return found


def _after_states(
    doc: Doc, start: int, end: int, states: list[StateWord], lexicon: Lexicon, places: Gazetteer
) -> Iterator[Candidate]:
    """Cut a run that begins with states: they are part of some names, and stand before others."""
    after = states[-1].end
    rest = [t.lower_ for t in doc[after:end]]
    head = lexicon.head_class(rest) if rest else None
    own = rest and (rest[-1].replace(".", "") in lexicon.suffixes or (head is not None and not _strips_state(lexicon, head)))
    single = states[0].state if len(states) == 1 else None
    if own or (head is not None and single is None):
        yield Candidate(start, end, _head(doc, start, end), _label(doc, start, end), state=single)
        if single is None or lexicon.ontology.is_a(head or "", "Agreement"):
            yield from (Candidate(w.start, w.end, w.end - 1, "STATE") for w in states)
        return
    yield from (Candidate(w.start, w.end, w.end - 1, "STATE") for w in states)
    for found in _cut(doc, after, end, lexicon, places) if after < end else ():
        if found.state is None and found.label != "STATE":
            found.state = single
        yield found


def _person_end(doc: Doc, start: int, end: int, lexicon: Lexicon, places: Gazetteer) -> tuple[int, bool] | None:
    """Where a title ends and the person's name begins, and whether the title is an honorific.

    None where the run holds no title before a name.
    """
    last, titled = start, False
    i = start
    while i < end - 1:
        if i > start and doc[i - 1].lower_ in TAIL_WORDS and lexicon.head_class([t.lower_ for t in doc[start:end]]):
            break
        word = doc[i].lower_.rstrip(".")
        if word in lexicon.titles:
            last, titled = i + 1, last == i or titled
        elif doc[i].lower_ in lexicon.role_heads and doc[i + 1].lower_ not in TAIL_WORDS:
            last, titled = i + 1, False
        elif doc[i].lower_ in lexicon.role_heads:
            person = next((j for j in range(i + 2, end) if doc[j].ent_type_ == "PERSON"), None)
            if person is not None:
                last, titled = person, False
                i = person
                continue
        i += 1
    if last == start:
        return None
    if all(doc[j].lower_ in lexicon.role_heads or doc[j].lower_ in lexicon.titles for j in range(last, end)):
        return None
    if lexicon.head_class([t.lower_ for t in doc[last:end]]) and not titled and doc[last].ent_type_ != "PERSON":
        return None
    return last, titled


def _in_title(doc: Doc, start: int, end: int, lexicon: Lexicon, places: Gazetteer) -> Iterator[Candidate]:
    """Bodies and states named inside a title: "Foreign Ministry Spokesman", "Director of the CIA"."""
    i = start
    while i < end and not (doc[i].lower_ in lexicon.role_heads or doc[i].lower_.rstrip(".") in lexicon.titles):
        i += 1
    if i > start and _names_body(doc, start, i, lexicon, places):
        yield Candidate(start, i, i - 1, _label(doc, start, i))
    after = next((j for j in range(i, end) if doc[j].lower_ in ("of", "for")), None)
    if after is not None and after + 1 < end:
        first = after + 2 if doc[after + 1].lower_ == "the" else after + 1
        if first < end and _names_body(doc, first, end, lexicon, places):
            yield from _by_model(doc, first, end, lexicon, places)


def _names_body(doc: Doc, start: int, end: int, lexicon: Lexicon, places: Gazetteer) -> bool:
    key = name_key(doc[start:end].text)
    return (
        key in places.known
        or places.state(doc[start:end].text) is not None
        or lexicon.head_class([t.lower_ for t in doc[start:end]]) is not None
        or all(t.ent_type_ == "ORG" for t in doc[start:end])
    )


def _by_model(doc: Doc, start: int, end: int, lexicon: Lexicon, places: Gazetteer) -> Iterator[Candidate]:
    """A run as one name, unless it joins a person to something else by the model's own borders."""
    cut = next(
        (
            i
            for i in range(start + 1, end)
            if doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "PERSON" and doc[i - 1].ent_type_ not in ("PERSON",)
            and lexicon.head_class([t.lower_ for t in doc[start:end]]) is None
        ),
        None,
    )
    if cut is not None and doc[cut - 1].text != "-":
        yield from _cut(doc, start, cut, lexicon, places)
        yield Candidate(cut, end, _head(doc, cut, end), "PERSON")
        return
    yield Candidate(start, end, _head(doc, start, end), _label(doc, start, end))


def _label(doc: Doc, start: int, end: int) -> str:
    """The model's label for most of the tokens, "" where it has none."""
    labels = [t.ent_type_ for t in doc[start:end] if t.ent_type_ in NAME_LABELS]
    if not labels:
        return "DATE" if any(t.ent_type_ in NOT_NAMES for t in doc[start:end]) else ""
    return max(sorted(set(labels)), key=labels.count)


def _head(doc: Doc, start: int, end: int) -> int:
    return doc[start:end].root.i
