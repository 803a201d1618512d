"""Which names a run of capitals holds: it is cut at titles, states, known bodies and the model's own borders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from graph.annotate.gazetteer import Gazetteer, name_key
from graph.annotate.lexicon import PREPOSITIONS, Lexicon
from graph.annotate.runs import INNER, NAME_LABELS, QUOTES, TAIL_WORDS, VERSUS, Run, hangs_on, runs

NOT_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
BEFORE_NAMES = frozenset({"former", "then", "late"})


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with what its surroundings say of it.

    `label` is the model's, or STATE for a state, CASE for a lawsuit, DATED for an event with its year, SEAT
    for a government named by who leads it, TAILED for a name closed by a noun in small letters (`short` is the
    name without it). `lead` is where the state's name begins that stands before the name.
    """

    start: int
    end: int
    head: int
    label: str = ""
    titled: bool = False
    role: tuple[int, int] | None = None
    state: str | None = None
    lead: int | None = None
    short: str | None = None
    votes: dict[str, float] = field(default_factory=dict)

    def text(self, doc: Doc) -> str:
        """The name as written, quotation marks and line breaks apart."""
        return " ".join(
            doc[self.start : self.end].text.replace("“", "").replace("”", "").replace('"', "").split()
        )

    def full(self, doc: Doc) -> str:
        """The name with the state before it where that stands there ("Chinese Foreign Ministry")."""
        if self.lead is None:
            return self.text(doc)
        return " ".join(doc[self.lead : self.end].text.split())


def candidates(doc: Doc, words: Lexicon, places: Gazetteer) -> list[Candidate]:
    """Every stretch that may be a name, by place; only states and bodies may stand inside another."""
    cutter = Cutter(doc, words, places)
    found: list[Candidate] = []
    for run in runs(doc, words, places):
        found.extend(cutter.fixed(run) if run.fixed else cutter.cut(run.start, run.end))
    return cutter.without_tails([cutter.closed(name) for name in found])


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state's name or its people's at tokens `start` to `end`; `state` is its code, or label without one."""

    start: int
    end: int
    state: str


class Cutter:
    """One Doc while its runs are cut."""

    def __init__(self, doc: Doc, words: Lexicon, places: Gazetteer) -> None:
        self.doc, self.words, self.places = doc, words, places

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
        doc = self.doc
        while (
            start < end
            and doc[start].lower_ in BEFORE_NAMES
            and doc[start].text.istitle()
            and end - start > 1
        ):
            start += 1
        while end > start and (
            (doc[end - 1].lower_ in INNER and doc[end - 1].text.islower())
            or doc[end - 1].text in QUOTES
            or doc[end - 1].text in "-–"
        ):
            end -= 1
        if start >= end:
            return
        if self._whole(start, end):
            yield self._name(start, end)
        elif any(t.lower_ in VERSUS for t in doc[start + 1 : end - 1]):
            yield self._name(start, end, "CASE")
        elif states := self.leading_states(start, end):
            yield from self._after_states(start, end, states)
        elif (body_end := self._leading_body(start, end)) is not None:
            yield self._name(start, body_end)
            yield from self.cut(body_end, end)
        elif (person := self._person_start(start, end)) is not None:
            yield from self._titled(start, end, *person)
        elif (
            end - start > 1
            or doc[start].lower_ not in self.words.role_heads
            or doc[start].ent_type_ in NAME_LABELS
        ):
            yield from self._by_model(start, end)

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
        """The states at the start of a run: one ("U.S. …"), or several joined by hyphens ("Sino-Soviet …")."""
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
        return found

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
        if (rest and self._keeps_state(start, end, rest, head)) or (head is not None and single is None):
            yield self._name(start, end, state=single)
            if single is None or self._is(head, "Agreement", "Event"):
                yield from (self._name(w.start, w.end, "STATE") for w in states)
            return
        yield from (self._name(w.start, w.end, "STATE") for w in states)
        for found in self.cut(after, end) if after < end else ():
            if found.state is None and found.label != "STATE":
                found.state = single
                found.lead = start if found.start == after and single is not None else None
            yield found

    def _keeps_state(self, start: int, end: int, rest: list[str], head: str | None) -> bool:
        if rest[-1].replace(".", "") in self.words.suffixes:
            return True
        if head is None:
            return self._one_body(start, end) and self._person_start(end - len(rest), end) is None
        return not self._is(head, "Agency", "Meeting", "LegalAction", "Incident", "Document")

    def _is(self, cls: str | None, *ancestors: str) -> bool:
        return cls is not None and any(self.words.ontology.is_a(cls, one) for one in ancestors)

    def _leading_body(self, start: int, end: int) -> int | None:
        """Where a known international body ends that stands before a body of its own: "U.N. | Group of Experts"."""
        for stop in range(min(end - 1, start + 4), start, -1):
            known = self.places.known.get(name_key(self.doc[start:stop].text))
            if known is not None and self._is(known.cls, "InternationalBody"):
                head = self.words.head_class(self._lower(stop, end))
                return stop if self._is(head, "Organization") and self.doc[stop].text[0].isupper() else None
        return None

    # titles and people

    def _person_start(self, start: int, end: int) -> tuple[int, bool] | None:
        """Where a title ends and the person's name begins, and whether the title is an honorific.

        None where the run holds no title before a name.
        """
        doc, words = self.doc, self.words
        last, titled = start, False
        body = words.head_class(self._lower(start, end)) is not None
        i = start
        while i < end - 1:
            if i > start and body and doc[i - 1].lower_ in TAIL_WORDS:
                break
            word = doc[i].lower_.rstrip(".")
            if word in words.titles:
                last, titled = i + 1, last == i or titled
            elif doc[i].lower_ in words.role_heads and doc[i + 1].lower_ not in TAIL_WORDS:
                last, titled = i + 1, False
            elif doc[i].lower_ in words.role_heads:
                person = next((j for j in range(i + 2, end) if doc[j].ent_type_ == "PERSON"), None)
                if person is not None:
                    last, titled = person, False
                    i = person
                    continue
            i += 1
        return (last, titled) if last > start and self._may_be_person(last, end, titled) else None

    def _may_be_person(self, start: int, end: int, titled: bool) -> bool:
        doc, words = self.doc, self.words
        if all(
            doc[j].lower_ in words.role_heads or doc[j].lower_.rstrip(".") in words.titles
            for j in range(start, end)
        ):
            return False
        return titled or doc[start].ent_type_ == "PERSON" or words.head_class(self._lower(start, end)) is None

    def _titled(self, start: int, end: int, name: int, titled: bool) -> Iterator[Candidate]:
        yield from self._in_title(start, name)
        found = self._name(name, end, "PERSON")
        found.titled, found.role = titled, (start, name) if not titled else None
        yield found

    def _in_title(self, start: int, end: int) -> Iterator[Candidate]:
        """Bodies and states named inside a title: "Foreign Ministry Spokesman", "Director of the CIA"."""
        doc, words = self.doc, self.words
        i = start
        while i < end and not (
            doc[i].lower_ in words.role_heads or doc[i].lower_.rstrip(".") in words.titles
        ):
            i += 1
        of_office = (
            tuple(self._lower(start, min(i + 1, end))) in words.roles
            and name_key(doc[start:i].text) not in self.places.known
        )
        if i > start and not of_office and self._names_body(start, i):
            yield self._name(start, i)
        after = next((j for j in range(i, end) if doc[j].lower_ in ("of", "for")), None)
        if after is not None and after + 1 < end:
            first = after + 2 if doc[after + 1].lower_ == "the" else after + 1
            if first < end and self._names_body(first, end):
                yield from self._by_model(first, end)

    def _names_body(self, start: int, end: int) -> bool:
        span = self.doc[start:end]
        return (
            name_key(span.text) in self.places.known
            or self.places.state(span.text) is not None
            or self.words.head_class(self._lower(start, end)) is not None
            or all(t.ent_type_ == "ORG" for t in span)
        )

    # what is left

    def _by_model(self, start: int, end: int) -> Iterator[Candidate]:
        """A run as one name, unless the model's borders or a place at its start cut it."""
        doc = self.doc
        headed = self.words.head_class(self._lower(start, end)) is not None
        cut = next((i for i in range(start + 1, end) if self._begins_person(i)), None) if not headed else None
        if cut is not None and doc[cut - 1].text not in "-–":
            yield from self.cut(start, cut)
            yield self._name(cut, end, "PERSON")
            return
        if not headed and (stop := self._place_first(start, end)) is not None:
            yield self._name(start, stop)
            return
        yield self._name(start, end)

    def _begins_person(self, i: int) -> bool:
        token = self.doc[i]
        return token.ent_iob_ == "B" and token.ent_type_ == "PERSON" and self.doc[i - 1].ent_type_ != "PERSON"

    def _place_first(self, start: int, end: int) -> int | None:
        """Where a city ends whose name the model gives alone: "a Beijing | Internet bar"."""
        first = self.doc[start]
        after = self.doc[start + 1] if start + 1 < end else None
        if (
            after is None
            or first.ent_type_ != "GPE"
            or after.ent_iob_ == "I"
            or after.ent_type_ in NAME_LABELS
        ):
            return None
        return start + 1 if name_key(first.text) in self.places.cities and first.dep_ == "compound" else None

    # names that go on in small letters, and phrases that go on in capitals

    def closed(self, name: Candidate) -> Candidate:
        """A name with the small-letter noun that belongs to it: "Lazarus group", "Obama administration"."""
        doc, end = self.doc, name.end
        if (
            name.label == "STATE"
            or name.titled
            or name.role
            or end >= len(doc)
            or not doc[end].text.islower()
        ):
            return name
        seat = doc[end].lower_ in self.words.words("tailHead", "Agency") and name.start > 0
        if seat and self._seat(name):
            return Candidate(name.start, end + 1, end, "SEAT", state=self._seat_state(name))
        if hangs_on(doc, name.start, end, self.words) is not None and self._needs_tail(name):
            return Candidate(name.start, end + 1, end, "TAILED", state=name.state, short=name.text(doc))
        return name

    def _seat(self, name: Candidate) -> bool:
        """Whether a name before "administration" is a person's or a place's that is no state."""
        text = name.text(self.doc)
        if (
            self.places.state(text) is not None
            or name_key(text) in self.places.known
            or self.words.head_class(text.lower().split())
        ):
            return False
        before = self.doc[name.start - 1].lower_
        return (
            before in ("the", "a", "an")
            and self.doc[name.head].dep_ in ("compound", "nmod", "amod")
            and name.end - name.start < 4
        )

    def _seat_state(self, name: Candidate) -> str | None:
        state = self.places.capitals.get(name_key(name.text(self.doc)))
        return state.code if state is not None else name.state

    def _needs_tail(self, name: Candidate) -> bool:
        text = name.text(self.doc)
        known = name_key(text) in self.places.known or self.places.state(text) is not None
        return (
            not known
            and name.label not in ("GPE", "LOC", "NORP")
            and self.words.head_class(text.lower().split()) is None
        )

    def without_tails(self, names: list[Candidate]) -> list[Candidate]:
        """Drop what only says more of the body before it: "… Experts (GGE) | in the Field of Information"."""
        kept: list[Candidate] = []
        for name in names:
            before = next((one for one in reversed(kept[-2:]) if not self._in_brackets(one)), None)
            if before is not None and before.label != "STATE" and self._goes_on(before, name):
                before.votes["until"] = name.end
            else:
                kept.append(name)
        return kept

    def _in_brackets(self, name: Candidate) -> bool:
        doc = self.doc
        return (
            name.start > 0
            and name.end < len(doc)
            and doc[name.start - 1].text == "("
            and doc[name.end].text == ")"
        )

    def _goes_on(self, before: Candidate, name: Candidate) -> bool:
        doc = self.doc
        reached = int(before.votes.get("until", before.end))
        if (
            not reached < name.start <= reached + 6
            or doc[name.start].is_sent_start
            or name.label == "PERSON"
            or name.titled
        ):
            return False
        between = [t.text for t in doc[reached : name.start]]
        if between[:1] == ["("] and between[2:3] == [")"]:
            between = between[3:]
        if "until" in before.votes and between == ["and"]:
            return self._says_nothing(name)
        if between not in (["in", "the"], ["on", "the"], ["for", "the"], ["in"]):
            return False
        return self._is(
            self.words.head_class(self._lower(before.start, before.end)),
            "Organization",
            "Meeting",
            "Agreement",
        ) and (any(w in PREPOSITIONS for w in self._lower(name.start, name.end)) and self._says_nothing(name))

    def _says_nothing(self, name: Candidate) -> bool:
        """Whether a stretch has no head, no place and nothing known in it."""
        parts = [
            self.doc[name.start : name.end].text,
            *(t.text for t in self.doc[name.start : name.end] if t.is_alpha),
        ]
        if self.words.head_class(self._lower(name.start, name.end)) is not None and name.end - name.start > 1:
            return False
        return not any(
            self.places.state(p) or name_key(p) in self.places.known or name_key(p) in self.places.cities
            for p in parts
            if p[0].isupper()
        )
