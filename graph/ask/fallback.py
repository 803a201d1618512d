"""Which sentences may answer a question: its names, its other words, and the words of their relations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from graph.ask.entity_names import Names
from graph.ask.fulltext import Sentences, Term
from graph.ask.grammar import FUNCTION, MORE, Slots
from graph.ask.question import Thing
from graph.ask.reply import Quote
from graph.ask.tokens import Word, irregular_forms, stem

LEAST = 0.4
"""The share of what a question asks that a sentence must have."""
SMALL = (FUNCTION | MORE) | frozenset(
    "who whom whose what when where why how which many much that this these those there it its "
    "their they he she his her me us you we i do does any all some and or not n't 's tell show "
    "list give find name know known say said about everything something anything please is's "
    "article articles text texts happen happened happens mention mentions mentioned go get got "
    "into out up if than as so no yes every everyone anyone".split()
)
MOST_BEARERS = 4  # entities that one name of a question may mean
MOST_NAMES, MOST_RELATED = 24, 40  # ways to write a name, and verbs of the same relations, that are searched
LIKES = {
    "when": re.compile(
        r"\b(?:on|in|since|until|of) (?:early |late |mid-)?(?:[A-Z][a-z]+day|January|February|March|April|"
        r"May|June|July|August|September|October|November|December|1\d{3}|20\d\d)\b"
    ),
    "why": re.compile(
        r"\b(?:because|since|after|so that|in order|to \w+|due to|reason|led to|saying|for \w+ing)\b"
    ),
    "where": re.compile(r"\b(?:in|at|to|from|near) [A-Z]"),
    "many": re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million)\b", re.I
    ),
    "deny": re.compile(r"\b(?:den(?:y|ied|ies)|never|not|reject\w*|neither)\b"),
    "who": re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+"),
}  # fmt: skip


class Fallback:
    """Finds sentences for the questions about one graph."""

    def __init__(self, names: Names, sentences: Sentences) -> None:
        self.names = names
        self.sentences = sentences

    @cached_property
    def _demonyms(self) -> dict[str, tuple[str, ...]]:
        """What the people of each known entity are called, and its other names."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for one in self.names.ontology.known:
            found[f"{one.cls}/{one.label}"] += [*one.names, *one.demonyms]
        return {key: tuple(names) for key, names in found.items()}

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        """The words that signal each relation."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for cue in self.names.ontology.cues:
            if cue.term in self.names.ontology.relations and cue.words:
                found[cue.term][cue.words[0]] = None
        return {term: tuple(words) for term, words in found.items()}

    def quotes(self, asked: Sequence[Word], *, most: int = 5) -> tuple[Quote, ...]:
        """Up to `most` sentences that may answer, best first."""
        terms = list(self.terms(asked))
        found = self.sentences.search(terms, likes=_likes(asked), least=LEAST, most=most)
        return tuple(dict.fromkeys(Quote(one.text, one.source) for one in found))

    def terms(self, asked: Sequence[Word]) -> Iterator[Term]:
        """What a question asks about: its names, and its words with those of the same relation."""
        slots, at = Slots(asked, self.names.phrases, self.names), 0
        while at < len(asked):
            end, thing = next(
                ((end, thing) for end, thing in slots.THING(at) if not thing.note), (at + 1, None)
            )
            word = asked[at].folded
            if thing is not None:
                yield Term(self._names_of(thing), near=True)
            elif word not in SMALL:
                written = (word, *_beginnings(word), *irregular_forms(word))
                yield Term(written, self._related(asked[at]))
            at = end

    def _names_of(self, thing: Thing) -> tuple[str, ...]:
        found = dict.fromkeys((thing.text,))
        for id_ in thing.ids[:MOST_BEARERS]:
            entity = self.names.entities[id_]
            found |= dict.fromkeys(sorted(entity.names, key=lambda name: (-len(name), name)))
            for cls in sorted(entity.classes):
                found |= dict.fromkeys(self._demonyms.get(f"{cls}/{entity.label}", ()))
        return tuple(found)[:MOST_NAMES]

    def _related(self, word: Word) -> tuple[str, ...]:
        """Other words of the relations that a verb signals, if they are not too many."""
        relations = dict.fromkeys(frame.signal.relation for frame in self.names.phrases.frames(word))
        found = dict.fromkeys(one for relation in relations for one in self._words.get(relation, ()))
        return tuple(found) if len(found) <= MOST_RELATED else ()


def _beginnings(word: str) -> tuple[str, ...]:
    root = stem(word)
    return (f"{root}*",) if len(root) >= 4 and root.isalpha() else ()


def _likes(asked: Sequence[Word]) -> re.Pattern[str] | None:
    """The form of what a question asks for: a date, a reason, a number."""
    words = [word.folded for word in asked]
    if any(word in ("deny", "denies", "denied") for word in words):
        return LIKES["deny"]
    if words[:1] == ["how"] and words[1:2] in (["many"], ["much"]):
        return LIKES["many"]
    return next((LIKES[word] for word in words[:3] if word in LIKES), None)
