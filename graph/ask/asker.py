"""Question → reply: read it, choose the reading, ask, put the answer into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.ask.compile import compiled
from graph.ask.entity_names import Names, names_of
from graph.ask.fallback import Fallback
from graph.ask.fulltext import Sentences
from graph.ask.grammar import readings
from graph.ask.nearest import nearest, unknown
from graph.ask.phrases import phrases
from graph.ask.question import NO_TAIL, End, Question, Signal, Tail, Thing, Wanted
from graph.ask.reply import Reply, answers, described, short
from graph.ask.tokens import MOST_WORDS, Word, words
from graph.ontology import Ontology
from graph.query import bound_text, select
from graph.store import Dataset

NEGATIONS = frozenset(("not", "n't", "never", "nobody", "none", "no"))


class Asker:
    """Answers questions about one graph; made once, for it learns the graph's names.

    `sentences` are searched where the graph has no answer; without them the reply has none.
    """

    def __init__(self, dataset: Dataset, ontology: Ontology, *, sentences: Sentences | None = None) -> None:
        self.dataset = dataset
        self.ontology = ontology
        self.names: Names = names_of(dataset, ontology, phrases(ontology))
        self.fallback = Fallback(self.names, sentences) if sentences is not None else None

    def ask(self, question: str) -> Reply:
        """The reply to a question; one that the graph does not answer has sentences that may.

        One that is not understood has a problem as well.
        """
        reply = self._asked(question)
        if reply.answers or self.fallback is None:
            return reply
        return replace(reply, sentences=self.fallback.quotes(words(question)))

    def _asked(self, question: str) -> Reply:
        asked = words(question)
        if not asked or len(asked) > MOST_WORDS:
            problem = "is empty" if not asked else f"has more than {MOST_WORDS} words"
            return Reply(question, problem=f"the question {problem}", nearest=nearest((), "", self.names))
        found = readings(asked, self.names.phrases, self.names)
        fitting = [one for reading in found if (one := self._fitting(reading)) is not None]
        if not fitting:
            return Reply(
                question,
                problem=self._problem(asked, found),
                nearest=nearest(asked, question, self.names),
            )
        best, others = _best(fitting)
        reply = self._answered(question, best, others)
        if reply.answers:
            return reply
        if isinstance(best.a, Wanted) and best.a.noun is not None:
            wide = self._answered(question, replace(best, a=replace(best.a, noun=None)), others)
            note = f"no entity has “{best.a.noun}” in its name; the graph does not know which of these is one"
            return replace(wide, notes=(note, *wide.notes)) if wide.answers else wide
        for other in _weaker(fitting, best):
            second = self._answered(question, other, ())
            if second.answers:
                note = f"no statements about {reply.understood}, which is the first way to read the question"
                return replace(second, notes=(note, *second.notes))
        if note := self._wider(question, best):
            reply = replace(reply, notes=(*reply.notes, note))
        return replace(reply, nearest=nearest(asked, question, self.names))

    def _wider(self, question: str, best: Question) -> str:
        """A note with the answer for another title, or without the time and the words of the sentence."""
        ways = []
        if best.role:
            ways.append((f"with a title other than “{best.role}”", replace(best, role=None)))
        if best.tail.topic:
            ways.append((f"without “{best.tail.text}”", replace(best, tail=_timed(best.tail))))
        if best.tail != NO_TAIL and best.kind not in ("time", "members"):
            told = best.tail.text or "the time"
            ways.append((f"without “{told}”", replace(best, tail=NO_TAIL)))
        for way, wide in ways:
            if (reply := self._answered(question, wide, ())).answers:
                told = reply.short or "; ".join(one.statement for one in reply.answers[:3])
                return f"answer {way}: {told.rstrip('.')}"
        return ""

    def _answered(self, question: str, best: Question, others: Sequence[Question]) -> Reply:
        query = compiled(best, self.names)
        found = answers(best, select(self.dataset, query.sparql, query.parameters), self.names)
        notes = [thing.note for thing in _things(best) if thing.note]
        notes += [f"it can also be read as: {described(other, self.names)}" for other in others[:2]]
        return Reply(
            question,
            understood=described(best, self.names),
            short=short(best, found, self.names) if found else "No article says so.",
            answers=found,
            notes=tuple(dict.fromkeys(notes)),
            sparql=bound_text(self.dataset, query.sparql, query.parameters),
        )

    def _fitting(self, question: Question) -> Question | None:
        """The question with the signals that its ends allow; None if no signal is left."""
        if not question.signals:
            return question
        question = replace(question, a=_general(question.a), b=_general(question.b))
        kept = tuple(signal for signal in question.signals if self._allows(signal, question.a, question.b))
        role = None if self._is_named_by(kept, question.role) else question.role
        return replace(question, signals=kept, role=role) if kept else None

    def _is_named_by(self, signals: Sequence[Signal], role: str | None) -> bool:
        """Whether a role is only the relation's own name, so that every holder is an answer."""
        labels = (self.ontology.relations[signal.relation].label.split() for signal in signals)
        return role is not None and all(label[: len(role.split())] == role.split() for label in labels)

    def _allows(self, signal: Signal, a: End, b: End) -> bool:
        relation = self.ontology.relations[signal.relation]
        if relation.symmetric:
            return self._may_be(a, relation.domain) and self._may_be(b, relation.range)
        subject, target = (b, a) if signal.inverse else (a, b)
        return self._may_be(subject, relation.domain) and self._may_be(target, relation.range)

    def _may_be(self, end: End, wanted: frozenset[str]) -> bool:
        classes = (
            end.classes if isinstance(end, Thing) else {end.cls} if end is not None and end.cls else set()
        )
        is_a = self.ontology.is_a
        return not classes or not wanted or any(is_a(c, w) or is_a(w, c) for c in classes for w in wanted)

    def _problem(self, asked: Sequence[Word], found: Sequence[Question]) -> str:
        if found:
            best, _ = _best(found)
            return f"this asks for {described(best, self.names)}, which the ontology rules out"
        if {word.folded for word in asked} & NEGATIONS:
            return "questions with “not” are not supported: the graph only knows what articles say"
        if runs := unknown(asked, self.names):
            return f"nothing in the graph has the name {' or '.join(f'“{run}”' for run in runs)}"
        return "no question pattern fits all of its words"


def _things(question: Question) -> Iterable[Thing]:
    yield from question.things
    for end in (question.a, question.b):
        if isinstance(end, Wanted) and end.of is not None:
            yield end.of


def _best(found: Sequence[Question]) -> tuple[Question, list[Question]]:
    """The reading that takes most words by the grammar; readings that differ in relation alone are one."""
    ranked = sorted(found, key=_rank)
    best = ranked[0]
    peers = [one for one in ranked if _rank(one) == _rank(best)]
    is_open = [signal.phrase is not None for signal in best.signals]
    alike = [one for one in peers if _shape(one) == _shape(best)]
    alike = [one for one in alike if [signal.phrase is not None for signal in one.signals] == is_open] or [
        best
    ]
    signals = tuple(dict.fromkeys(signal for one in alike for signal in one.signals))
    role = best.role if all(one.role for one in alike) else None
    return replace(best, signals=signals, role=role), [one for one in peers if one not in alike]


def _general(end: End) -> End:
    """An end without its noun: an entity can be one without having the noun in its name."""
    return replace(end, noun=None) if isinstance(end, Wanted) else end


def _timed(tail: Tail) -> Tail:
    """What is left of a tail without the words of the sentence."""
    return replace(tail, topic=(), text="")


def _weaker(found: Sequence[Question], best: Question) -> list[Question]:
    """Up to two readings of another shape that leave no more of the words to the sentence.

    "What X says about Y" can also be searched by the words of Y.
    """
    most = len(best.tail.topic) if best.kind != "said" else MOST_WORDS
    alike = [one for one in sorted(found, key=_rank) if len(one.tail.topic) <= most]
    shapes = {_shape(one): one for one in reversed(alike) if _shape(one) != _shape(best)}
    return sorted(shapes.values(), key=_rank)[:2]


def _rank(question: Question) -> tuple[int, int, int]:
    """Lower is better: few words left to the sentence, long cues, plain names."""
    notes = sum(bool(thing.note) for thing in _things(question))
    return len(question.tail.topic), -question.size, notes


def _shape(question: Question) -> Question:
    return replace(question, signals=(), words="", role=None)
