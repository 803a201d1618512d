"""Evidence from the article as a whole: lists, first words of names, common words at sentence starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.annotate.names.candidate_spans import Candidate
from graph.annotate.names.english import is_english
from graph.annotate.names.entity_types import Votes, winner
from graph.annotate.names.gazetteer import name_key
from graph.annotate.names.name_view import NameView

LISTABLE = frozenset({"Organization", "Person", "Place"})


def common_words(view: NameView, names: Sequence[Candidate]) -> set[str]:
    """Keys of words that are capitalised only at the start of sentences and occur in lower case elsewhere."""
    lower = {t.text for t in view.doc if t.is_alpha and t.text.islower()}
    inner = {n.key for n in names if not view.capitals.starts[n.start] or n.titled}
    single = {n.text for n in names if n.is_single}
    return {name_key(word) for word in single if word.istitle() and word.lower() in lower} - inner


def is_listed_person(view: NameView, name: Candidate, family: str | None) -> bool:
    """Whether a line is a person's name and nothing else, as in a list of names."""
    doc = view.doc
    opens = name.start == 0 or doc[name.start - 1].is_space
    closes = name.end >= len(doc) or doc[name.end].is_space
    given = not name.is_single and view.spans[name.start, name.start + 1].is_given
    return opens and closes and given and family == "Person"


def listed(
    view: NameView,
    names: Sequence[Candidate],
    chosen: Sequence[tuple[Candidate, str]],
    votes: Votes,
) -> Iterator[tuple[Candidate, str]]:
    """Names with the class of their conjuncts: "the merger of Halstad Verf and Arnhem Dyes"."""
    classes = {name.head: cls for name, cls in chosen}
    taken = {i for name, _ in chosen for i in range(name.start, name.end)}
    for name in names:
        head = view.doc[name.head]
        if name.head in classes or name.start in taken or head.pos_ != "PROPN":
            continue
        families = {view.lexicon.family(classes[t.i]) for t in head.conjuncts if t.i in classes}
        if len(families) == 1 and families <= LISTABLE:
            cls = families.pop()
            ballot = votes.ballots[name.key]
            if winner({**ballot, cls: ballot.get(cls, 0.0) + 2.0}, view.lexicon) == cls:
                yield name, cls


def first_words(view: NameView, names: Sequence[Candidate], votes: Votes) -> dict[str, str]:
    """First words of organizations' names that are not English, to the class of the one organization.

    "Aegean" is short for Aegean Tankers where nothing says otherwise; "National" is short for nothing.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        if name.is_single or votes.families.get(name.key) != "Organization":
            continue
        if not is_english(view.doc[name.start]):
            found.setdefault(view.spans[name.start, name.start + 1].key, set()).add(votes.best[name.key])
    return {word: classes.pop() for word, classes in found.items() if len(classes) == 1}
