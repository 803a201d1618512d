"""Every construction gives the arguments of its examples, not those of its counter-examples, and is needed.

An example reads "Iraq was attacked by Iran. | attacked: agent Iran; theme Iraq": sentence, head, arguments by
role. An expected role has these tokens and no others; a counter-example's tokens are not in their role.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest
from parsed import parse
from spacy.language import Language
from spacy.tokens import Doc, Token

from graph.annotate import pipeline
from graph.grammar.adjectives import adjective_predicate
from graph.grammar.constructions import CONSTRUCTIONS, Construction, every_construction
from graph.grammar.nominals import noun_predicate
from graph.grammar.predicates import Kind, Predicate
from graph.grammar.predications import predication
from graph.grammar.verbs import verb_predicate

PREDICATES: dict[Kind, Callable[[Token], Predicate | None]] = {
    Kind.ADJECTIVE: adjective_predicate,
    Kind.VERB: verb_predicate,
    Kind.NOUN: noun_predicate,
    Kind.REPAIR: verb_predicate,
    Kind.ROLE: predication,
}
"""What makes the predicate of a head, by the kind of the construction."""

ROWS = [f"{row.kind}/{row.name}" for row in every_construction()]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


@pytest.fixture(scope="module")
def parsed() -> Callable[[str], Doc]:
    return parse


def arguments(
    example: str, row: Construction, parse: Callable[[str], Doc]
) -> list[tuple[set[str], set[str]]]:
    """For each role of an example the words expected in it and the words found."""
    sentence, _, rest = example.partition(" | ")
    word, _, listed = rest.partition(": ")
    expected = defaultdict[str, set[str]](set)
    for item in listed.split("; "):
        role, _, words = item.rpartition(" ") if ", " not in item else item.partition(" ")
        expected[role] |= set(words.split(", "))
    head = next(token for token in parse(sentence) if token.text == word)
    predicate = PREDICATES[row.kind](head)
    found = predicate or Predicate(head, row.kind)
    return [(words, {t.text for t in found.of(role)}) for role, words in expected.items()]


@pytest.mark.parametrize("key", ROWS)
def test_construction_has_the_arguments_of_its_examples(key: str, parsed: Callable[[str], Doc]) -> None:
    row = CONSTRUCTIONS[key]
    assert row.yes
    assert row.no
    for example in row.yes:
        for expected, found in arguments(example, row, parsed):
            assert found == expected, example


@pytest.mark.parametrize("key", ROWS)
def test_construction_does_not_apply_to_its_counter_examples(key: str, parsed: Callable[[str], Doc]) -> None:
    row = CONSTRUCTIONS[key]
    for example in row.no:
        for unwanted, found in arguments(example, row, parsed):
            assert not found & unwanted, example


@pytest.mark.parametrize("key", ROWS)
def test_without_its_row_an_example_fails(
    key: str, nlp: Language, parsed: Callable[[str], Doc], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = CONSTRUCTIONS[key]
    monkeypatch.delitem(CONSTRUCTIONS, key)
    parse = nlp if row.kind is Kind.REPAIR else parsed  # repairs write the tree, so the tree is made again
    pairs = [pair for example in row.yes for pair in arguments(example, row, parse)]
    assert any(expected != found for expected, found in pairs)
