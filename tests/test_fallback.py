"""Sentences that may answer a question that the graph does not: which are found, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import graph
from graph.ask import Asker, Sentences
from graph.ask.fulltext import sentences_of
from graph.cli import app
from graph.ontology import default_ontology
from graph.store import open_dataset

ARTICLES = {
    "ferry": (
        "Ferry line closes",
        "The ferry line between Bergen and Newcastle was closed in March 2008 because fuel had become "
        "too dear. Some 300 people lost their work. Astrid Solheim, who had led the line, moved to Aberdeen.",
    ),
    "museum": (
        "A museum for glass",
        "Boris Kalnins opened a museum for glass in Riga on 4 May 2011. It shows 2,400 vases. "
        "The city of Riga refused to pay for the roof.",
    ),
    "river": (
        "River treaty signed",
        "Ghana and Togo signed the Volta Treaty in Accra on 12 June 2015. Ghana's minister Esi Mensah "
        "praised it. Fishermen had asked for quotas since the drought of 1983.",
    ),
}
LABEL = "Sentences that may answer, not read into the graph"

FOUND = (
    ("Why was the ferry line closed?", "fuel had become too dear"),
    ("How many vases does the museum show?", "It shows 2,400 vases."),
    ("How many people lost their work?", "Some 300 people"),
    ("Who paid for the roof?", "refused to pay for the roof"),
    ("What did the fishermen want quotas for?", "Fishermen had asked for quotas"),
    ("What was shown in Riga?", "in Riga"),
    ("Where did Solheim go?", "moved to Aberdeen"),
    ("Which drought hit the fishermen?", "the drought of 1983"),
)
NOTHING = (
    "Who painted the ceiling of the opera in Lima?",
    "When did the tunnel collapse?",
    "?",
    "Who?",
)
HOSTILE = (
    'roof" OR text:"*',
    "NEAR(roof, vases, 2) AND NOT museum",
    "roof; DROP TABLE said",
    "&",
    "& _ ª ½",
    "* ^ ( ) \" ' - + :",
    "\x1b[31mroof\x1b[0m \x00 vases",
    "vases " * 900,
)
SENTENCES = (
    ("Mr. Lee met Dr. Ito on May 5. He left early that day.", 2),
    ("The U.S. Army left in 2011. Nobody stayed there after.", 2),
    ("He said: “We are not leaving today.” Then he left the room.", 2),
    ("By Ann Bly", 0),
    ("A heading without an end", 0),
    ("", 0),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for slug, (title, text) in ARTICLES.items():
        (folder / f"{slug}.md").write_text(f"---\ntitle: {title}\n---\n\n{text}\n", encoding="utf-8")
    output = folder / "output"
    graph.build([folder / f"{slug}.md" for slug in ARTICLES], output=output)
    return output


@pytest.fixture(scope="module")
def asker(built: Path) -> Asker:
    return made(built, built / "texts")


def made(built: Path, texts: Path | None) -> Asker:
    ontology = default_ontology()
    dataset = open_dataset(built, ontology)
    return Asker(dataset, ontology, sentences=Sentences(dataset, texts))


@pytest.mark.parametrize(("question", "words"), FOUND)
def test_the_sentence_that_answers_comes_among_the_first(question: str, words: str, asker: Asker) -> None:
    reply = asker.ask(question)
    assert not reply.answers
    assert any(words in one.sentence for one in reply.sentences[:3])


@pytest.mark.parametrize("question", NOTHING)
def test_a_question_about_nothing_in_the_texts_has_no_sentence(question: str, asker: Asker) -> None:
    assert asker.ask(question).sentences == ()


def test_a_question_that_the_graph_answers_has_no_other_sentences(asker: Asker) -> None:
    reply = asker.ask("Who signed the Volta Treaty?")
    assert reply.answers
    assert reply.sentences == ()


@pytest.mark.parametrize("question", HOSTILE)
def test_what_is_typed_is_never_a_query(question: str, asker: Asker) -> None:
    assert len(asker.ask(question).sentences) <= 5
    assert any("2,400 vases" in one.sentence for one in asker.ask("How many vases?").sentences)


def test_the_same_question_has_the_same_sentences(built: Path, asker: Asker) -> None:
    again = made(built, built / "texts")
    for question, _ in FOUND:
        assert asker.ask(question).sentences == again.ask(question).sentences


def test_without_texts_the_sentences_are_those_of_the_evidence(built: Path) -> None:
    bare = made(built, None)
    assert any("Volta Treaty" in one.sentence for one in bare.ask("Why the Volta Treaty?").sentences)
    assert bare.ask("How many vases does the museum show?").sentences == ()


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_sentences_of_a_text(text: str, count: int) -> None:
    assert len(sentences_of(text)) == count


def test_without_sentences_to_search_there_are_none(built: Path) -> None:
    ontology = default_ontology()
    assert Asker(open_dataset(built, ontology), ontology).ask("How many vases?").sentences == ()


def test_the_command_says_that_the_graph_does_not_hold_them(built: Path) -> None:
    shown = CliRunner().invoke(app, ["ask", "How many vases does the museum show?", "-g", str(built)])
    assert LABEL in shown.output
    assert "2,400 vases" in shown.output
