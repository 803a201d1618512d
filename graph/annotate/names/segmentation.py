"""Which names a run of capitals holds: cut at titles, states, known bodies and the model's borders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.capitals import NAME_LABELS
from graph.annotate.names.gazetteer import Gazetteer, name_key
from graph.annotate.names.spans import ENCLOSING, INNER, VERSUS, Run, runs
from graph.annotate.names.titles import Titles
from graph.annotate.names.trailing import Tails
from graph.grammar.words import QUOTATION_MARKS

NOT_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
SIDES = frozenset({"pro", "anti", "ex", "non", "post", "pre"})
CAPTIONS = frozenset({"image", "photo", "photograph", "picture", "credit", "video", "map", "source", "file"})
BEFORE_NAMES = frozenset({"former", "then", "late"})


def candidates(doc: Doc, words: Lexicon, places: Gazetteer) -> list[Candidate]:
    """Every stretch that may be a name, by place; only states and bodies may stand inside another."""
    cutter = Cutter(doc, words, places)
    found: list[Candidate] = []
    for run in runs(doc, words, places):
        found.extend(cutter.fixed(run) if run.fixed else cutter.cut(run.start, run.end))
    tails = Tails(doc, words, places)
    return tails.without([tails.closed(name) for name in found])


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state's name or its people's, tokens `start` to `end`; `state` is its code, or label without one."""

    start: int
    end: int
    state: str


class Cutter:
    """One Doc while its runs are cut."""

    def __init__(self, doc: Doc, words: Lexicon, places: Gazetteer) -> None:
        self.doc, self.words, self.places = doc, words, places
        self.titles = Titles(doc, words, places)

    def fixed(self, run: Run) -> Iterator[Candidate]:
        """A run that is one name; the state inside it is named too."""
        text = self.doc[run.start : run.end].text
        if self.places.state(text) is not None:
            yield self._name(run.start, run.end, "STATE")
            return
        event = self.doc[run.start].text[0].isdigit() or self.doc[run.end - 1].text.islower()
        first = next((i for i in range(run.start, run.end) if self.doc[i].text[0].isupper()), run.start)
        states = self.leading_states(first, run.end) if event else []
        yield self._name(
            run.start, run.end, "DATED" if event else None, states[0].state if len(states) == 1 else None
        )
        yield from (self._name(w.start, w.end, "STATE") for w in states)

    def cut(self, start: int, end: int) -> Iterator[Candidate]:
        """Cut one run at titles and roles, at a leading state or body, and at the model's own borders."""
        start, end = self._trimmed(start, end)
        if start >= end:
            return
        if self._whole(start, end):
            yield self._name(start, end)
        elif any(t.lower_ in VERSUS for t in self.doc[start + 1 : end - 1]):
            yield self._name(start, end, "CASE")
        elif states := self.leading_states(start, end):
            yield from self._after_states(start, end, states)
        elif (body_end := self._leading_body(start, end)) is not None:
            yield self._name(start, body_end)
            yield from self.cut(body_end, end)
        elif (person := self.titles.person_start(start, end)) is not None:
            yield from self._titled(start, end, *person)
        elif self.titles.role_only(start, end):
            yield from self._in_title(start, end)
        else:
            yield from self._by_model(start, end)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A run without what comes before its name and what falls off behind it."""
        while end - start > 1 and self.doc[start].lower_ in BEFORE_NAMES and self.doc[start].text.istitle():
            start += 1
        if end - start > 2 and self._is_prefixed(start, end):
            start += 2
        while end > start and self._falls_off(start, end):
            end -= 1
        return start, end

    def _is_prefixed(self, start: int, end: int) -> bool:
        """Whether a hyphen hangs something before the name: "Pro-Beijing", "(R-Texas)"."""
        first, hyphen = self.doc[start], self.doc[start + 1]
        party = len(first.text) == 1 and start > 0 and self.doc[start - 1].text == "("
        side = first.lower_ in SIDES and self.words.head_class(self._lower(start, end)) is None
        return hyphen.text in "-–" and (side or party)

    def _falls_off(self, start: int, end: int) -> bool:
        """Whether the last token of a run is none of the name: "NASA T | -shirt", "Jane Roe Image | : …"."""
        last = self.doc[end - 1]
        if (
            (last.lower_ in INNER and last.text.islower())
            or last.text in QUOTATION_MARKS
            or last.text in "-–"
        ):
            return True
        after = self.doc[end] if end < len(self.doc) else None
        ends_in_role = last.lower_ in self.words.role_heads and last.text.istitle() and last.tag_ != "NNPS"
        if end - start > 2 and ends_in_role and self.doc[end - 2].lower_ not in ("of", "the", "for"):
            return self._is(self.words.head_class(self._lower(start, end - 1)), "Organization")
        if after is None or end - start < 2:
            return after is not None and after.text == ":" and last.lower_ in CAPTIONS
        if after.text == ":" and last.lower_ in CAPTIONS:
            return True
        return len(last.text) == 1 and after.text == "-" and not last.whitespace_

    def _name(self, start: int, end: int, label: str | None = None, state: str | None = None) -> Candidate:
        return Candidate(
            start,
            end,
            self.doc[start:end].root.i,
            self._label(start, end) if label is None else label,
            state=state,
        )

    def _lower(self, start: int, end: int) -> list[str]:
        return [t.lower_ for t in self.doc[start:end]]

    def _label(self, start: int, end: int) -> str:
        """The model's label for most of the tokens, "" where it has none."""
        labels = [t.ent_type_ for t in self.doc[start:end] if t.ent_type_ in NAME_LABELS]
        if not labels:
            return "DATE" if any(t.ent_type_ in NOT_NAMES for t in self.doc[start:end]) else ""
        return max(sorted(set(labels)), key=labels.count)

    def _one_body(self, start: int, end: int) -> bool:
        """Whether the model has one name over all the tokens and calls it a body."""
        span = self.doc[start:end]
        return (
            span[0].ent_iob_ == "B"
            and span[0].ent_type_ == "ORG"
            and all(t.ent_iob_ == "I" for t in span[1:])
        )

    def _is_known(self, start: int, end: int, state: str | None) -> bool:
        """Whether a name is known as that of a body of the state, or of no state."""
        known = self.places.known.get(name_key(self.doc[start:end].text))
        return known is not None and known.country in (None, state)

    def _whole(self, start: int, end: int) -> bool:
        text = self.doc[start:end].text
        key = name_key(text)
        return (
            key in self.places.known
            or (key in self.places.states)
            or (end - start == 1 and self.places.state(text) is not None)
        )

    # states and bodies at the start

    def leading_states(self, start: int, end: int) -> list[StateWord]:
        """The states at the start of a run: one ("U.S. …"), or several with hyphens ("Sino-Soviet …")."""
        found: list[StateWord] = []
        at = start
        while at < end:
            word = self._state_at(at, end)
            if word is None:
                break
            found.append(word)
            if word.end + 1 >= end or self.doc[word.end].text not in "-–/":
                break
            at = word.end + 1
        if found and found[-1].end < end and self.doc[found[-1].end].text == "-":
            return []
        return [] if len(found) == 1 and self._is_called(start, end) else found

    def _is_called(self, start: int, end: int) -> bool:
        """Whether somebody is called like a state: "Jordan Belfort", "Chad Smith"."""
        first, text = self.doc[start], self.doc[start].text
        one = first.ent_type_ == "PERSON" and all(t.ent_iob_ == "I" for t in self.doc[start + 1 : end])
        called = name_key(text) in self.places.states and (self.places.is_given(text) or not text.isascii())
        return 1 < end - start < 4 and one and called

    def _state_at(self, at: int, end: int) -> StateWord | None:
        for stop in range(min(end, at + 4), at, -1):
            if (state := self.places.state(self.doc[at:stop].text)) is not None:
                return StateWord(at, stop, state.code or state.label)
        return None

    def _after_states(self, start: int, end: int, states: list[StateWord]) -> Iterator[Candidate]:
        """Cut a run that begins with states: they are part of some names, and stand before others."""
        after = states[-1].end
        rest = self._lower(after, end)
        head = self.words.head_class(rest) if rest else None
        single = states[0].state if len(states) == 1 else None
        government = len(rest) == 1 and rest[0] in self.words.words("tailHead", "Agency")
        if (rest and not government and self._keeps_state(start, end, rest, head, single)) or (
            head is not None and single is None
        ):
            yield self._name(start, end, state=single)
            if single is None or self._is(head, "Agreement", "Event"):
                yield from (self._name(w.start, w.end, "STATE") for w in states)
            return
        yield from (self._name(w.start, w.end, "STATE") for w in states)
        if government:
            return
        for found in self.cut(after, end) if after < end else ():
            if found.state is None and found.label != "STATE":
                found.state = single
                found.lead = start if found.start == after and single is not None else None
            yield found

    def _keeps_state(
        self, start: int, end: int, rest: list[str], head: str | None, single: str | None
    ) -> bool:
        if rest[-1].replace(".", "") in self.words.suffixes:
            return True
        if self.titles.role_only(end - len(rest), end):
            return False
        if head is None:
            return self._one_body(start, end) and self.titles.person_start(end - len(rest), end) is None
        if self._is_known(end - len(rest), end, single) or (len(rest) == 1 and self._is(head, "Country")):
            return False
        return not self._is(head, "Agency", "Meeting", "LegalAction", "Incident", "Document")

    def _is(self, cls: str | None, *ancestors: str) -> bool:
        return cls is not None and any(self.words.ontology.is_a(cls, one) for one in ancestors)

    def _leading_body(self, start: int, end: int) -> int | None:
        """Where a known international body ends that stands before another: "U.N. | Group of Experts"."""
        for stop in range(min(end - 1, start + 4), start, -1):
            known = self.places.known.get(name_key(self.doc[start:stop].text))
            if known is not None and self._is(known.cls, "InternationalBody"):
                head = self.words.head_class(self._lower(stop, end))
                return stop if self._is(head, "Organization") and self.doc[stop].text[0].isupper() else None
        return None

    # titles and people

    def _titled(self, start: int, end: int, name: int, titled: bool) -> Iterator[Candidate]:
        yield from self._in_title(start, name)
        found = self._name(name, end, "PERSON")
        found.titled, found.role = titled, (start, name) if not titled else None
        yield found

    def _in_title(self, start: int, end: int) -> Iterator[Candidate]:
        """Bodies and states named inside a title: "Foreign Ministry Spokesman", "Director of the CIA"."""
        for first, last, whole in self.titles.bodies(start, end):
            yield from (self._name(first, last),) if whole else self._by_model(first, last)

    # what is left

    def _by_model(self, start: int, end: int) -> Iterator[Candidate]:
        """A run as one name, unless the model's borders or a place at its start cut it."""
        doc = self.doc
        headed = self.words.head_class(self._lower(start, end)) is not None
        whole = headed or any(t.text in ENCLOSING for t in doc[start:end])  # a nickname is no border
        cut = next((i for i in range(start + 1, end) if self._begins_person(i)), None) if not whole else None
        while cut is not None and cut > start and self._is_first_name(cut - 1):
            cut -= 1
        if cut is not None and cut > start and doc[cut - 1].text not in "-–":
            yield from self.cut(start, cut)
            yield self._name(cut, end, "PERSON")
            return
        if headed and (of := self._trailing_state(start, end)) is not None:
            yield self._of_state(start, end, of)
            yield self._name(of.start, end, "STATE")
            return
        if not headed and (stop := self._place_first(start, end)) is not None:
            yield self._name(start, stop)
            return
        yield self._name(start, end)

    def _trailing_state(self, start: int, end: int) -> StateWord | None:
        """The state at the end of an agency's name: "Supreme Court of | Brazil"."""
        if not self._is(self.words.head_class(self._lower(start, end)), "Agency"):
            return None
        of = next((i for i in range(end - 2, start, -1) if self.doc[i].lower_ == "of"), None)
        if of is None:
            return None
        first = of + 2 if self.doc[of + 1].lower_ == "the" else of + 1
        state = self.places.state(self.doc[first:end].text) if first < end else None
        return StateWord(first, of, state.code or state.label) if state is not None else None

    def _of_state(self, start: int, end: int, of: StateWord) -> Candidate:
        found = self._name(start, end, state=of.state)
        found.short = " ".join(self.doc[start : of.end].text.split())
        return found

    def _is_first_name(self, i: int) -> bool:
        return (
            self.doc[i].text.istitle()
            and self.places.is_given(self.doc[i].text)
            and self.doc[i].ent_type_ != "GPE"
        )

    def _begins_person(self, i: int) -> bool:
        token = self.doc[i]
        return token.ent_iob_ == "B" and token.ent_type_ == "PERSON" and self.doc[i - 1].ent_type_ != "PERSON"

    def _place_first(self, start: int, end: int) -> int | None:
        """Where a city ends whose name the model gives alone: "a Beijing | Internet bar"."""
        first = self.doc[start]
        after = self.doc[start + 1] if start + 1 < end else None
        if (
            after is None
            or self.places.is_given(first.text)
            or first.ent_type_ != "GPE"
            or after.ent_iob_ == "I"
            or after.ent_type_ in NAME_LABELS
        ):
            return None
        return start + 1 if name_key(first.text) in self.places.cities and first.dep_ == "compound" else None
