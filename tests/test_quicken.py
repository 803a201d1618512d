"""The pipeline's own components say what they said before they were made quicker."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from graph.annotate.fast_inference import _use_openblas, quicken
from graph.annotate.pipeline import DEFAULT_MODEL
from graph.read import sources

SAMPLES = Path(__file__).parent.parent / "samples"
ODD = [
    "",
    "   \n\n \t ",
    "He ai n't gonna let's gotta. They'll; I'd've; MEN, men, Men saw the saw; better, best, worse.",
    "the the THE. To to TO! that That which Who's whose? 1,000 3rd U.S. e.g. #tag @you http://a.b/c",
    "Having had to have been had; is are was were be being been; not n't never no.",
]


@pytest.fixture(scope="module")
def slow() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    for _, pipe in nlp.pipeline:
        _use_openblas(pipe)  # another kernel rounds otherwise
    return nlp


@pytest.fixture(scope="module")
def quick() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    quicken(nlp)
    return nlp


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, str(t.morph), t.head.i, t.ent_type_) for t in doc]


def test_a_quickened_pipeline_says_the_same(slow: Language, quick: Language) -> None:
    texts = [*ODD, *(source.text for source in sources([SAMPLES]))]
    for _ in range(2):  # the second time from memory
        for one, other in zip(slow.pipe(texts), quick.pipe(texts), strict=True):
            assert told(one) == told(other)


def test_the_rules_meet_in_the_same_order(slow: Language, quick: Language) -> None:
    one, other = slow.get_pipe("attribute_ruler"), quick.get_pipe("attribute_ruler")
    found = 0
    for doc in slow.pipe([*ODD, *(source.text for source in sources([SAMPLES]))]):
        assert other.match(doc) == one.match(doc)
        found += len(one.match(doc))
    assert found > 1000
