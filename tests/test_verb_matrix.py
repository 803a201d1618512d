"""Constructions by verbs: each says who does what to whom for every relation, or is excused."""

from __future__ import annotations

from functools import cache

import pytest

from graph.annotate import pipeline
from graph.extract.reading import reading
from graph.model import Source
from graph.ontology import default_ontology

VERBS = {
    "attacks": ("attack", "attack on"),
    "accuses": ("accuse", "accusation against"),
    "supports": ("support", "support for"),
    "criticizes": ("criticize", "criticism of"),
    "sanctions": ("sanction", "sanctions on"),
}
"""A verb and its noun, by relation."""

CONSTRUCTIONS = {
    "active": "Iran {ved} Iraq on Monday.",
    "passive": "Iraq was {ved} by Iran on Monday.",
    "passive after a date": "On Monday, Iraq was {ved} by Iran.",
    "reduced relative": "Iraq, {ved} by Iran, protested.",
    "participle, fronted": "{Ving} Iraq, Iran met Egypt.",
    "participle, between commas": "Iran, {ving} Iraq, met Egypt.",
    "participle, final": "Iran met Egypt, {ving} Iraq.",
    "absolute": "With Iran {ving} Iraq, Egypt met Sudan.",
    "subject relative": "Iran, which {ved} Iraq, met Egypt.",
    "object relative": "Iraq, which Iran {ved}, met Egypt.",
    "bare object relative": "Iraq is the country Iran {ved}.",
    "cleft subject": "It was Iran that {ved} Iraq.",
    "cleft object": "It was Iraq that Iran {ved}.",
    "inversion": "Not only did Iran {v} Iraq, it also met Egypt.",
    "subject control": "Iran decided to {v} Iraq.",
    "object control": "Egypt urged Iran to {v} Iraq.",
    "raising": "Iran appeared to {v} Iraq.",
    "infinitive with for": "It was easy for Iran to {v} Iraq.",
    "gerund, possessor": "Iran's {ving} of Iraq began.",
    "gerund after a preposition": "Iran was condemned for {ving} Iraq.",
    "noun, possessor": "Iran's {n} Iraq failed.",
    "noun, by": "The {n} Iraq by Iran failed.",
    "noun, adjective": "The Iranian {n} Iraq failed.",
    "noun, of": "The {n} Iraq of Iran failed.",
    "noun, from": "{N} from Iran hit Iraq.",
    "light verb": "Iran launched an {n} Iraq.",
    "light verb, passive": "An {n} Iraq was launched by Iran.",
    "coordinated verbs": "Iran met Egypt and {ved} Iraq.",
    "coordinated subjects": "Iran and Egypt {ved} Iraq.",
    "coordinated objects": "Iran {ved} Egypt and Iraq.",
    "right node raising": "Iran met and {ved} Iraq.",
    "negated": "Iran never {ved} Iraq.",
    "reported": "Egypt said that Iran {ved} Iraq.",
    "reported, trailing": "Iran {ved} Iraq, Egypt said.",
    "appositive subject": "The Islamic republic, Iran, {ved} Iraq.",
    "because": "Egypt left because Iran {ved} Iraq.",
    "when": "When Iran {ved} Iraq, Egypt left.",
    "after, gerund": "After {ving} Iraq, Iran met Egypt.",
    "conditional": "If Iran {ved} Iraq, Egypt would leave.",
    "causative": "Egypt let Iran {v} Iraq.",
    "existential": "There was an {n} Iraq by Iran.",
    # ten more
    "together with": "Egypt, together with Iran, {ved} Iraq.",
    "pseudo-cleft": "What Iran did was {v} Iraq.",
    "be to": "Iran is to {v} Iraq.",
    "get passive": "Iraq got {ved} by Iran.",
    "perfect participle": "Having {ved} Iraq, Iran met Egypt.",
    "perfect relative": "Iran, which has {ved} Iraq, met Egypt.",
    "both and": "Both Iran and Egypt {ved} Iraq.",
    "gerund, fronted": "For {ving} Iraq, Iran was condemned.",
    "between dashes": "Iran – after {ving} Iraq – met Egypt.",
    "first to": "Iran was the first country to {v} Iraq.",
}
ORIGINAL = 41  # constructions of the first matrix, at the beginning of the table

NAME = "the parser takes the participle for a part of the name"
NOUN = "the parser takes the verb for a noun"
AUXILIARY = "the parser takes the copula for an auxiliary"
HEADLESS = "a noun without an article begins a headline, not a statement about its preposition's object"
OF = "two of-phrases of one noun: the second is attached to the first"
EXCUSED = {
    ("participle, fronted", "supports"): NAME,
    ("participle, fronted", "sanctions"): NAME,
    ("inversion", "sanctions"): NOUN,
    ("pseudo-cleft", "criticizes"): AUXILIARY,
    ("pseudo-cleft", "sanctions"): NOUN,
    **{("noun, of", relation): OF for relation in VERBS},
    **{("noun, from", relation): HEADLESS for relation in VERBS},
}
"""Cells that are not reached, with the reason."""


def sentence(construction: str, relation: str) -> str:
    """The sentence of a cell."""
    verb, noun = VERBS[relation]
    stem = verb.removesuffix("e")
    forms = {"v": verb, "ved": stem + "ed", "ving": stem + "ing", "n": noun}
    forms |= {"Ving": forms["ving"].capitalize(), "N": noun.split()[0].capitalize()}
    return CONSTRUCTIONS[construction].format(**forms)


@cache
def related(text: str) -> frozenset[tuple[str, str, str]]:
    """The statements of a sentence by the labels of their ends."""
    ontology = default_ontology()
    found = reading(Source("s", text), pipeline(ontology=ontology)(text), ontology)
    labels = {entity.key: entity.label for entity in found.entities}
    return frozenset((labels[s.subject], s.relation, labels[s.object]) for s in found.statements)


CELLS = [(construction, relation) for construction in CONSTRUCTIONS for relation in VERBS]


@pytest.mark.parametrize("cell", CELLS, ids="/".join)
def test_verb_in_construction(cell: tuple[str, str]) -> None:
    construction, relation = cell
    found = related(sentence(construction, relation))
    assert ("Iraq", relation, "Iran") not in found
    assert (("Iran", relation, "Iraq") in found) == (cell not in EXCUSED), sentence(construction, relation)


def test_most_cells_of_the_first_matrix_are_reached() -> None:
    first = list(CONSTRUCTIONS)[:ORIGINAL]
    assert len([cell for cell in CELLS if cell[0] in first and cell not in EXCUSED]) >= 192
