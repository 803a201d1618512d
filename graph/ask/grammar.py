"""The grammar: which orders of words are questions, as one table, and what each slot of it may be.

A rule is a line of slots. A slot in lower case is the word itself, or one of several with `|` between; in
upper case it is a method of `Slots` that gives every reading of the words from a place on; `?` after it
means that it may be missing. A question is understood only where a rule takes all of its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from graph.ask.dates import date_at
from graph.ask.entity_names import Names
from graph.ask.phrases import Frame, Phrases, spans
from graph.ask.question import NO_TAIL, Question, Signal, Tail, Thing, Wanted
from graph.ask.tokens import Word, verb

BE = verb("be").all
DO = frozenset("do does did".split())
HAVE = frozenset("has have had".split())
MODALS = frozenset("will would shall should may might can could must".split())
WHO = {"who": "who", "whom": "whom", "what": "what", "whoever": "who"}
PREPOSITIONS = frozenset("of for at in to with on against by from about".split())
TOPIC = frozenset("about over of on for regarding concerning in at into against with during because".split())
FUNCTION = BE | DO | HAVE | MODALS | PREPOSITIONS
MORE = frozenset("else exactly then ever already also currently now".split())

Read = tuple[int, Any]


class Slots:
    """The words that fit each slot of a rule, for one question."""

    def __init__(self, words: Sequence[Word], phrases: Phrases, names: Names) -> None:
        self.words = words
        self.phrases = phrases
        self.names = names
        self._things: dict[int, list[tuple[int, Thing]]] = {}

    def at(self, place: int) -> str:
        """The word at a place, folded; nothing after the last."""
        return self.words[place].folded if place < len(self.words) else ""

    def THING(self, at: int) -> Iterator[Read]:
        """An entity of the graph."""
        if at not in self._things:
            self._things[at] = list(self.names.things(self.words, at)) if at < len(self.words) else []
        yield from self._things[at]

    def WHO(self, at: int) -> Iterator[Read]:
        """Who, what, which agencies, how many countries, which Chinese agencies."""
        word = self.at(at)
        if word in WHO:
            yield at + 1, Wanted(WHO[word])
        if word in ("which", "what"):
            yield from self._people(at + 1, count=False)
            yield from self._class(at + 1, count=False)
        if word == "how" and self.at(at + 1) == "many":
            yield from self._people(at + 2, count=True)
            yield from self._class(at + 2, count=True)

    def _people(self, at: int, *, count: bool) -> Iterator[Read]:
        """People by what they are: "which officers", "how many presidents"."""
        for end, roles in spans(self.phrases.roles, self.words, at):
            for role in dict.fromkeys(role for role, _ in roles):
                yield end, Wanted(role, role=role, count=count)

    def CLASS(self, at: int) -> Iterator[Read]:
        """The agencies; the agencies of China."""
        yield from self._class(at, count=False)

    def _class(self, at: int, *, count: bool) -> Iterator[Read]:
        owners: list[tuple[int, Thing | None]] = [(at, None), *self.THING(at)]
        for start, owner in owners:
            start += owner is not None and self.at(start) == "'s"
            for table in (self.phrases.several, self.phrases.classes):
                for end, classes in spans(table, self.words, start):
                    text = " ".join(word.folded for word in self.words[start:end])
                    for cls in classes:
                        noun = self.phrases.narrow.get((text, cls))
                        yield end, Wanted(text, cls, owner, count, noun=noun)
                        if owner is None and self.at(end) in ("of", "in", "from"):
                            for last, thing in self.THING(end + 1):
                                yield last, Wanted(text, cls, thing, count, noun=noun)

    def AUX(self, at: int) -> Iterator[Read]:
        """The auxiliaries of an active verb, none or several."""
        while self.at(at) in HAVE | MODALS | DO | MORE or self._is_progressive(at):
            at += 1
        yield at, None

    def _is_progressive(self, at: int) -> bool:
        """A "been" of an active verb: "has been meeting", but not the passive "has been accused"."""
        return self.at(at) == "been" and self.at(at + 1).endswith("ing")

    def DO(self, at: int) -> Iterator[Read]:
        """An auxiliary before its subject: did, has, will; "is" only before a gerund ("is Xi meeting")."""
        progressive = self.at(at) in BE and any(word.folded.endswith("ing") for word in self.words[at + 2 :])
        if self.at(at) in DO | HAVE | MODALS or progressive:
            yield at + 1, self.at(at)

    def BE(self, at: int) -> Iterator[Read]:
        """A form of "be", with auxiliaries before it: was, has been, will be."""
        start = at
        while self.at(at) in HAVE | MODALS:
            at += 1
        end = at
        while self.at(end) in BE and end < at + 2:
            end += 1
        if end > at or (start == at and self.at(at) in BE):
            yield end, self.at(at)

    def ACTIVE(self, at: int) -> Iterator[Read]:
        """A verb with all the words of its cue, in any form that an active verb takes."""
        for frame in self.phrases.frames(self.words[at]) if at < len(self.words) else ():
            yield from self._frame(at, frame, frame.rest)
        for end, signals in spans(self.names.open, self.words, at) if self.at(at) not in FUNCTION else ():
            yield end, Frame(verb(self.at(at)), (), signals[0])

    def PASSIVE(self, at: int) -> Iterator[Read]:
        """A participle, with the rest of its cue."""
        for frame in self.phrases.frames(self.words[at]) if at < len(self.words) else ():
            if self.at(at) in frame.forms.participle and frame.forms.base != "be":
                yield from self._frame(at, frame, frame.rest)

    def STATIVE(self, at: int) -> Iterator[Read]:
        """What follows "be" in a cue: party to, based in."""
        for frame in self.phrases.verbs.get("be", ()):
            yield from self._rest(at, frame, frame.rest)

    def STATIVE_WHERE(self, at: int) -> Iterator[Read]:
        """The same with its "in" or "at" left to the "where"."""
        for frame in self.phrases.verbs.get("be", ()):
            if len(frame.rest) > 1 and frame.rest[-1] in ("in", "at"):
                yield from self._rest(at, frame, frame.rest[:-1])

    def ACTIVE_WHERE(self, at: int) -> Iterator[Read]:
        """A verb whose cue ends in "in" or "at", for questions with "where"."""
        for frame in self.phrases.frames(self.words[at]) if at < len(self.words) else ():
            if frame.rest[-1:] in (("in",), ("at",), ("to",)):
                yield from self._frame(at, frame, frame.rest[:-1])

    def ACTIVE_FRONTED(self, at: int) -> Iterator[Read]:
        """A verb with its preposition at the beginning of the question: "With whom did … meet"."""
        for frame in self.phrases.frames(self.words[at]) if at < len(self.words) else ():
            if frame.rest[-1:] == (self.at(0),):
                yield from self._frame(at, frame, frame.rest[:-1])

    def PREPOSITION(self, at: int) -> Iterator[Read]:
        """A preposition."""
        if self.at(at) in PREPOSITIONS:
            yield at + 1, self.at(at)

    def _frame(self, at: int, frame: Frame, rest: Sequence[str]) -> Iterator[Read]:
        yield from self._rest(at + 1, frame, rest)

    def _rest(self, at: int, frame: Frame, rest: Sequence[str]) -> Iterator[Read]:
        for word in rest:
            if self.at(at) not in (word, word + "s") and self.at(at) + "s" != word:
                return
            at += 1
        yield at, frame

    def NOUN_OF(self, at: int) -> Iterator[Read]:
        """A noun and its preposition: "members of", "president of"; a role also has its words."""
        for end, signals in spans(self.phrases.nouns, self.words, at):
            yield end, (signals, None)
        for end, found in self.ROLE(at):
            if self.at(end) in PREPOSITIONS:
                yield end + 1, found

    def ROLE(self, at: int) -> Iterator[Read]:
        """A role after a possessive: "China's president"."""
        for end, roles in spans(self.phrases.roles, self.words, at):
            for role in dict.fromkeys(role for role, _ in roles):
                yield end, (tuple(signal for one, signal in roles if one == role), role)

    def SAY(self, at: int) -> Iterator[Read]:
        """A verb of saying or denying."""
        if (modality := self.phrases.says.get(self.at(at))) is not None:
            yield at + 1, modality

    def TAIL(self, at: int) -> Iterator[Read]:
        """A time, and then words that the sentence must have; or nothing."""
        while self.at(at) in MORE:
            at += 1
        tail, end = NO_TAIL, at
        if (found := date_at(self.words, at)) is not None:
            end, tail = found
        if end == len(self.words):
            yield end, tail
        elif self.at(end) in TOPIC and len(self.words) - end <= 7:
            topic = tuple(w.folded for w in self.words[end + 1 :] if w.folded not in PREPOSITIONS | {"'s"})
            if topic and not {*topic} & {"not", "n't", "who", "what", "which", "when", "why", "how"}:
                yield len(self.words), Tail(tail.when, tail.after, tail.before, topic, self._text(end))

    def _text(self, start: int) -> str:
        return " ".join(word.text for word in self.words[start:])

    def TIME(self, at: int) -> Iterator[Read]:
        """A time that must be there."""
        if (found := date_at(self.words, at)) is not None:
            yield found


def matches(slots: Slots, rule: str) -> Iterator[list[Any]]:
    """Every way in which a rule takes all the words: the values of its slots, None for a missing one."""

    def step(names: Sequence[str], at: int) -> Iterator[list[Any]]:
        if not names:
            if at == len(slots.words):
                yield []
            return
        name = names[0].removesuffix("?")
        for end, value in _read(slots, name, at):
            for rest in step(names[1:], end):
                yield [value, *rest]
        if names[0].endswith("?"):
            for rest in step(names[1:], at):
                yield [None, *rest]

    yield from step(rule.split(), 0)


def _read(slots: Slots, name: str, at: int) -> Iterator[Read]:
    if re.match(r"[A-Z]", name):
        method: Callable[[int], Iterator[Read]] = getattr(slots, name.rstrip("0123456789"))
        yield from method(at)
    elif slots.at(at) in name.split("|"):
        yield at + 1, slots.at(at)


def _list(frame: Frame, a: Any, b: Any, tail: Tail | None, kind: str = "list") -> Question:
    verb_words = " ".join((frame.forms.base, *frame.rest))
    return Question(kind, (frame.signal,), a, b, verb_words, tail=tail or NO_TAIL, size=frame.size)


def _role(
    found: tuple[tuple[Signal, ...], str | None], a: Any, b: Any, tail: Tail | None, kind: str = "list"
) -> Question:
    signals, role = found
    return Question(kind, signals, a, b, role or "", role=role, tail=tail or NO_TAIL, size=3)


def _said(speaker: Any, about: Any, modality: str | None, tail: Tail | None) -> Question:
    only = "Denied" if modality == "Denied" else None
    return Question(
        "said", b=about, speaker=speaker, modality=only, tail=tail or NO_TAIL, size=3 if about else 0
    )


def _about(thing: Thing, size: int) -> Question:
    return Question("about", b=thing, size=size)


def _paths(one: Thing, other: Thing) -> Question:
    return Question("paths", a=one, b=other, size=3)


def _between(one: Thing, other: Thing, tail: Tail) -> Question:
    return Question("between", a=one, b=other, tail=tail, size=3)


def _claim(speaker: Wanted, modality: str, a: Thing, frame: Frame, b: Thing | None) -> Question:
    return Question(
        "list", (frame.signal,), a, b, frame.forms.base, speaker=speaker, modality=modality, size=4
    )


Builder = Callable[..., Question]

ANY = None
RULES: Mapping[str, Builder] = {
    "WHO AUX ACTIVE THING TAIL": lambda w, x, f, b, t: _list(f, w, b, t),
    "WHO AUX ACTIVE TAIL": lambda w, x, f, t: _list(f, w, ANY, t),
    "WHO BE PASSIVE by THING TAIL": lambda w, x, f, y, a, t: _list(f, a, w, t),
    "WHO BE PASSIVE TAIL": lambda w, x, f, t: _list(f, ANY, w, t),
    "WHO DO THING AUX ACTIVE TAIL": lambda w, x, a, y, f, t: _list(f, a, w, t),
    "WHO BE THING PASSIVE by TAIL": lambda w, x, b, f, y, t: _list(f, w, b, t),
    "by WHO BE THING PASSIVE TAIL": lambda y, w, x, b, f, t: _list(f, w, b, t),
    "PREPOSITION WHO DO THING AUX ACTIVE_FRONTED TAIL": lambda p, w, x, a, y, f, t: _list(f, a, w, t),
    "WHO AUX ACTIVE whom|who|what TAIL": lambda w, x, f, m, t: _list(f, w, ANY, t),
    "WHO AUX ACTIVE whom|who of|for what TAIL": lambda w, x, f, m, o, h, t: _list(f, w, ANY, t),
    "WHO BE STATIVE THING TAIL": lambda w, x, f, b, t: _list(f, w, b, t),
    "WHO BE THING STATIVE TAIL": lambda w, x, a, f, t: _list(f, a, w, t),
    "where DO THING AUX ACTIVE_WHERE TAIL": lambda w, x, a, y, f, t: _list(f, a, Wanted("where"), t),
    "where BE THING STATIVE_WHERE TAIL": lambda w, x, a, f, t: _list(f, a, Wanted("where"), t),
    "where DO THING AUX ACTIVE THING TAIL": lambda w, x, a, y, f, b, t: _list(f, a, b, t, "where"),
    "where DO THING and THING AUX ACTIVE TAIL": lambda w, x, a, n, b, y, f, t: _list(f, a, b, t, "where"),
    "where BE THING PASSIVE TAIL": lambda w, x, b, f, t: _list(f, ANY, b, t, "where"),
    "when DO THING AUX ACTIVE THING TAIL": lambda w, x, a, y, f, b, t: _list(f, a, b, t, "when"),
    "when DO THING AUX ACTIVE TAIL": lambda w, x, a, y, f, t: _list(f, a, ANY, t, "when"),
    "when DO THING and THING AUX ACTIVE TAIL": lambda w, x, a, n, b, y, f, t: _list(f, a, b, t, "when"),
    "when BE THING PASSIVE by THING TAIL": lambda w, x, b, f, y, a, t: _list(f, a, b, t, "when"),
    "when BE THING PASSIVE TAIL": lambda w, x, b, f, t: _list(f, ANY, b, t, "when"),
    "when BE THING": lambda w, x, b: Question("when", b=b, size=2),
    "DO THING AUX ACTIVE THING TAIL": lambda x, a, y, f, b, t: _list(f, a, b, t, "whether"),
    "DO THING and THING AUX ACTIVE TAIL": lambda x, a, n, b, y, f, t: _list(f, a, b, t, "whether"),
    "BE THING PASSIVE by THING TAIL": lambda x, b, f, y, a, t: _list(f, a, b, t, "whether"),
    "BE THING PASSIVE TAIL": lambda x, b, f, t: _list(f, ANY, b, t, "whether"),
    "BE THING STATIVE THING TAIL": lambda x, a, f, b, t: _list(f, a, b, t, "whether"),
    "BE THING NOUN_OF THING TAIL": lambda x, a, r, b, t: _role(r, a, b, t, "whether"),
    "WHO BE NOUN_OF THING TAIL": lambda w, x, r, b, t: _role(r, w, b, t),
    "WHO BE ROLE TAIL": lambda w, x, r, t: Question("members", a=Wanted("who", role=r[1]), tail=t, size=2),
    "WHO BE THING 's? ROLE TAIL": lambda w, x, b, s, r, t: _role(r, w, b, t),
    "list|show|name|find|give me? all? NOUN_OF THING TAIL": lambda x, m, e, r, b, t: _role(
        r, Wanted("who"), b, t
    ),
    "list|show|name|find|give me? all? CLASS TAIL": lambda x, m, e, c, t: Question(
        "members", a=c, tail=t, size=1
    ),
    "WHO BE there|mentioned|named|listed? TAIL": lambda w, x, e, t: Question(
        "members", a=w, tail=t, size=1
    ),
    "WHO appear|appears|occur|occurs TAIL": lambda w, x, t: Question("members", a=w, tail=t, size=1),
    "WHO DO THING have TAIL": lambda w, x, o, h, t: Question(
        "members", a=Wanted(w.text, w.cls, o, w.count), tail=t, size=1
    ),
    "what DO THING SAY about THING TAIL": lambda w, x, s, m, y, b, t: _said(s, b, m, t),
    "what DO THING SAY TAIL": lambda w, x, s, m, t: _said(s, ANY, m, t),
    "WHO AUX SAY what|something|anything? about THING TAIL": lambda s, x, m, w, y, b, t: _said(s, b, m, t),
    "WHO AUX SAY what TAIL": lambda s, x, m, w, t: _said(s, ANY, m, t),
    "what BE SAY about THING by THING TAIL": lambda w, x, m, y, b, z, s, t: _said(s, b, m, t),
    "what BE SAY about THING TAIL": lambda w, x, m, y, b, t: _said(ANY, b, m, t),
    "WHO AUX SAY that? THING AUX ACTIVE THING": lambda s, x, m, y, a, z, f, b: _claim(s, m, a, f, b),
    "what DO articles|sources|texts SAY about THING": lambda w, x, s, m, y, b: _about(b, 3),
    "tell|show me|us? about? THING": lambda w, m, y, b: _about(b, 2),
    "what do you|we know about THING": lambda w, d, m, k, y, b: _about(b, 2),
    "describe|about THING": lambda w, b: _about(b, 2),
    "who|what BE THING": lambda w, x, b: _about(b, 2),
    "THING": lambda b: _about(b, 1),
    "how BE THING connected|related|linked|tied to|with|and THING": lambda h, x, a, c, y, b: _paths(a, b),
    "how BE THING and THING connected|related|linked|tied": lambda h, x, a, n, b, c: _paths(a, b),
    "what connects|links|ties THING and|to|with THING": lambda w, c, a, n, b: _paths(a, b),
    "what BE connection|link|relation|relationship between THING and THING": lambda w, x, c, y, a, n, b: (
        _paths(a, b)
    ),
    "what AUX happened|happens|happen between THING and THING TAIL": lambda w, x, h, y, a, n, b, t: (
        _between(a, b, t)
    ),
    "what BE SAY about THING and THING TAIL": lambda w, x, m, y, a, n, b, t: _between(a, b, t),
    "tell|show me|us? about? THING and THING": lambda w, m, y, a, n, b: _between(a, b, NO_TAIL),
    "what AUX happened|happens|happen TIME": lambda w, x, h, t: Question("time", tail=t, size=2),
}  # fmt: skip


def readings(words: Sequence[Word], phrases: Phrases, names: Names) -> list[Question]:
    """Every reading of a question that the grammar and the graph's names allow."""
    slots = Slots(words, phrases, names)
    found = [build(*values) for rule, build in RULES.items() for values in matches(slots, rule)]
    return list(dict.fromkeys(found))
