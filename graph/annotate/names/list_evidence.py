"""Names that lists tell of, and capitals that only the start of a sentence gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc

from graph.annotate.lexicon import Lexicon
from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.capitals import starts_sentence
from graph.annotate.names.english import is_english
from graph.annotate.names.entity_types import Ballot, winner
from graph.annotate.names.gazetteer import Gazetteer, name_key


def common_words(doc: Doc, names: Sequence[Candidate]) -> set[str]:
    """Words that are names only at the start of sentences and stand elsewhere in small letters."""
    small = {t.text for t in doc if t.is_alpha and t.text.islower()}
    inner = {name_key(n.text(doc)) for n in names if not starts_sentence(doc[n.start]) or n.titled}
    one = {n.text(doc) for n in names if n.end - n.start == 1}
    return {name_key(word) for word in one if word.istitle() and word.lower() in small} - inner


def is_listed_person(doc: Doc, name: Candidate, kind: str, places: Gazetteer) -> bool:
    """Whether a line in capitals is a person's name and nothing else, as in a list of names."""
    before = doc[name.start - 1] if name.start else None
    after = doc[name.end] if name.end < len(doc) else None
    alone = (before is None or before.is_space) and (after is None or after.is_space)
    given = name.end - name.start > 1 and places.is_given(doc[name.start].text)
    return alone and given and kind == "Person"


def listed(
    doc: Doc,
    names: Sequence[Candidate],
    chosen: Sequence[tuple[Candidate, str]],
    votes: Mapping[str, Ballot],
    words: Lexicon,
) -> Iterator[tuple[Candidate, str]]:
    """Names that only the list they stand in tells of: "the merger of Halstad Verf and Arnhem Dyes"."""
    classes = {name.head: cls for name, cls in chosen}
    taken = {i for name, _ in chosen for i in range(name.start, name.end)}
    for name in names:
        head = doc[name.head]
        if name.head in classes or name.start in taken or head.pos_ != "PROPN":
            continue
        beside = {words.family(classes[t.i]) for t in head.conjuncts if t.i in classes}
        if len(beside) == 1 and beside <= {"Organization", "Person", "Place"}:
            cls = beside.pop()
            ballot = votes[name_key(name.text(doc))]
            if winner({**ballot, cls: ballot.get(cls, 0.0) + 2.0}, words) == cls:
                yield name, cls


def openings(
    doc: Doc, names: Sequence[Candidate], votes: Mapping[str, Ballot], words: Lexicon
) -> dict[str, str]:
    """The first words of bodies' names that are no words of the language, to the class of the one body.

    "Aegean" is short for Aegean Tankers wherever nothing tells what it is; "National" is short for nothing.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        text = name.text(doc)
        cls = winner(votes.get(name_key(text), {}), words) if name.end - name.start > 1 else None
        if cls is not None and words.family(cls) == "Organization" and not is_english(doc[name.start]):
            found.setdefault(name_key(doc[name.start].text), set()).add(cls)
    return {word: classes.pop() for word, classes in found.items() if len(classes) == 1}
