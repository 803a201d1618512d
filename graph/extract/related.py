"""A relation between all pairs of two groups of entities that the ontology allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from graph.extract.doc_view import DocView
from graph.extract.relations import Found
from graph.extract.times import NEVER, When


def related(
    view: DocView,
    subjects: Iterable[str],
    relation: str | None,
    objects: Iterable[str],
    at: Token,
    extractor: str,
    *,
    phrase: tuple[int, int] | None = None,
    inverse: bool = False,
    when: When = NEVER,
    label: str | None = None,
    structural: bool = False,
) -> Iterator[Found]:
    """The relation between each two of the ends that it may join; `phrase` is the token `at` by default.

    Nothing where the ontology has no such relation.
    """
    for pair in view.pairs(subjects, objects) if relation is not None else ():
        subject, target = reversed(pair) if inverse else pair
        if view.ontology.allows(view.cls(subject), relation or "", view.cls(target)):
            words = phrase or (at.i, at.i + 1)
            yield Found(
                subject, relation or "", target, at.i, words, extractor, label, *when, structural=structural
            )
