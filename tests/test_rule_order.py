"""The families of extraction rules may run in any order, and reading a Doc changes nothing in it."""

from __future__ import annotations

import copy
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.tokens import Doc

from graph.annotate import annotate, pipeline
from graph.annotate.refs import drafts, refs, speeches
from graph.model import Reading, Source
from graph.ontology import default_ontology

rules = importlib.import_module("graph.extract.reading")  # the package has a function of this name
SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@pytest.fixture(scope="module")
def docs() -> list[tuple[Source, Doc]]:
    """The samples that are plain text, annotated."""
    paths = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".txt", ".md") and p.name != "README.md")
    texts = [Source(path.stem, path.read_text(encoding="utf-8")) for path in paths]
    return list(annotate(texts, pipeline()))


def read(docs: list[tuple[Source, Doc]]) -> Iterator[Reading]:
    """The readings of Docs."""
    for source, doc in docs:
        yield rules.reading(source, doc, default_ontology())


def state(doc: Doc) -> tuple[object, ...]:
    """What annotation left on a Doc."""
    tree = [(t.head.i, t.dep_, t.pos_, t.lemma_) for t in doc]
    return tree, list(speeches(doc)), copy.deepcopy(drafts(doc)), copy.deepcopy(refs(doc))


@pytest.fixture(scope="module")
def expected(docs: list[tuple[Source, Doc]]) -> list[Reading]:
    """The readings with the families in their own order."""
    return list(read(docs))


@pytest.mark.parametrize("family", rules.FAMILIES, ids=lambda family: family.__name__)
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_a_family_may_run_first_or_last(
    docs: list[tuple[Source, Doc]],
    expected: list[Reading],
    monkeypatch: pytest.MonkeyPatch,
    family: object,
    first: bool,
) -> None:
    """No family depends on what another has found."""
    others = tuple(one for one in rules.FAMILIES if one is not family)
    monkeypatch.setattr(rules, "FAMILIES", (family, *others) if first else (*others, family))
    for got, wanted in zip(read(docs), expected, strict=True):
        assert got.statements == wanted.statements, got.source.slug
        assert got.entities == wanted.entities, got.source.slug


def test_every_family_finds_something(docs: list[tuple[Source, Doc]], expected: list[Reading]) -> None:
    """The samples have statements of many families, so that their order could matter."""
    found = {e.extractor.split("/")[0] for r in expected for s in r.statements for e in s.evidence}
    assert {"verb", "role", "noun", "name", "event"} <= found


def test_reading_changes_nothing_in_a_doc(docs: list[tuple[Source, Doc]], expected: list[Reading]) -> None:
    """Reading twice gives the same, and rewrites neither tree nor speeches, entities or references."""
    before = [state(doc) for _, doc in docs]
    assert list(read(docs)) == expected
    assert [state(doc) for _, doc in docs] == before
