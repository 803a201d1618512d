"""The gold articles hold together: the names of the gold are in the text, and a perfect graph scores 1."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph.evaluate import Edge, Graph, Node, Quote, load_gold, score
from graph.model import Modality, Source
from graph.ontology import Ontology, default_ontology
from graph.read import sources
from tests.gold.measure import articles, table

ARTICLES = articles()
NAMED = {"Person", "Organization", "Place"}


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return default_ontology()


@pytest.fixture(params=ARTICLES, ids=lambda path: path.stem)
def article(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def gold(article: Path) -> dict[str, Any]:
    return dict(load_gold(article.with_suffix(".json")))


@pytest.fixture
def source(article: Path) -> Source:
    (only,) = sources([article])
    return only


def test_there_are_ten_articles_of_some_length() -> None:
    assert len(ARTICLES) == 10
    assert all(400 <= len(path.read_text("utf-8").split()) <= 700 for path in ARTICLES)


def test_article_is_read_with_its_date(article: Path, source: Source, gold: dict[str, Any]) -> None:
    assert (source.slug, source.published) == (article.stem, gold["published"])
    assert "date:" not in source.text


def test_named_entities_stand_in_the_text(source: Source, gold: dict[str, Any]) -> None:
    text = source.text.casefold()
    named = [each for each in gold["entities"] if each["type"] in NAMED and not each.get("optional")]
    absent = [each["id"] for each in named if each["name"].casefold() not in text and not _any(each, text)]
    assert named
    assert absent == []


def _any(entity: dict[str, Any], text: str) -> bool:
    return any(alias.casefold() in text for alias in entity["aliases"])


def test_ids_are_unique_and_ends_known(gold: dict[str, Any]) -> None:
    ids = [each["id"] for each in gold["entities"]]
    assert len(ids) == len(set(ids))
    used = {end for relation in gold["relations"] for end in (relation[0], relation[2])}
    used |= {relation[3]["by"] for relation in gold["relations"] if "by" in _terms(relation)}
    used |= {entity for entity, _ in gold["dates"]} | {
        claim[end] for claim in gold["claims"] for end in ("by", "about")
    }
    assert used <= set(ids)


def test_relations_are_possible(gold: dict[str, Any], ontology: Ontology) -> None:
    """Each predicate must fit the classes of its ends, or no reader could ever say it."""
    cls = {each["id"]: each["type"] for each in gold["entities"]}
    for subject, predicates, target, *_ in gold["relations"]:
        odd = [each for each in predicates if not ontology.allows(cls[subject], each, cls[target])]
        assert predicates
        assert odd == [], (subject, predicates, target)


def test_dates_are_iso(gold: dict[str, Any]) -> None:
    assert all(re.fullmatch(r"\d{4}(-\d{2}){0,2}", when) for _, when in gold["dates"])


def test_quotes_stand_in_the_text(source: Source, gold: dict[str, Any]) -> None:
    assert [claim["quote"] for claim in gold["claims"] if claim["quote"] not in source.text] == []


def test_perfect_graph_scores_one(
    article: Path, source: Source, gold: dict[str, Any], ontology: Ontology
) -> None:
    result = score(gold, perfect(gold, source), ontology, texts={source.slug: source.text})
    assert not any(result.misses.values()), result.misses
    line = table({article.stem: result}).splitlines()[1]
    figures = [*["1.00"] * 7, "-", *["1.00"] * 3]  # these gold files name no narrow classes
    assert line.split() == [article.stem, *figures, "0", "0", "0"]


def test_empty_graph_scores_nothing(gold: dict[str, Any], ontology: Ontology) -> None:
    result = score(gold, Graph({}, ()), ontology)
    recall = {row.name: row.recall for row in result.rows}
    assert [recall[area] for area in ("entities", "relations", "dates", "claims")] == [0, 0, 0, 0]


def perfect(gold: dict[str, Any], source: Source) -> Graph:
    """The graph of a reader who finds all that is not optional."""
    when = dict(gold["dates"])
    needed = [each for each in gold["entities"] if not each.get("optional")]
    nodes = {
        each["id"]: Node(each["id"], each["type"], frozenset({each["name"]}), when.get(each["id"]))
        for each in needed
    }
    edges = [_edge(each) for each in gold["relations"] if not _terms(each).get("optional")]
    return Graph(nodes, (*edges, *(_claim(each, source) for each in gold["claims"])))


def _edge(relation: list[Any]) -> Edge:
    subject, predicates, target = relation[:3]
    by = _terms(relation).get("by")
    return Edge(subject, predicates[0], target, Modality.CLAIMED if by else Modality.ASSERTED, speaker=by)


def _claim(claim: dict[str, str], source: Source) -> Edge:
    begin = source.text.index(claim["quote"])
    quote = Quote(source.slug, begin, begin + len(claim["quote"]), claim["quote"])
    return Edge(claim["by"], "relatedTo", claim["about"], Modality.CLAIMED, claim["by"], (quote,))


def _terms(relation: list[Any]) -> dict[str, Any]:
    return relation[3] if len(relation) > 3 else {}
