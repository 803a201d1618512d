"""Questions: the grammar from question to answer, saved queries with what they are given, the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset
from readings import COMPLEX, IDENTITIES, said
from typer.testing import CliRunner

from graph.ask import Asker, options, run_saved
from graph.ask.dates import date_at
from graph.ask.nearest import understood
from graph.ask.phrases import phrases
from graph.ask.tokens import MOST_WORDS, plurals, verb, words
from graph.cli import app
from graph.errors import QueryError
from graph.model import Entity, Identity, Reading, Source, Statement
from graph.ontology import default_ontology, load_ontology
from graph.query import named, select
from graph.query.text import tokens
from graph.store import compile_dataset, write

ONTOLOGY = default_ontology()
RUN = CliRunner()


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return compile_dataset(COMPLEX, IDENTITIES, ONTOLOGY)


@pytest.fixture(scope="module")
def asker(dataset: Dataset) -> Asker:
    return Asker(dataset, ONTOLOGY)


# ------------------------------------------------------------------ question → answer

OPM = "Office of Personnel Management"
CLAIMED = "only claimed, planned, possible or denied: "
ANSWERED = [
    # the subject is asked for
    ("Who signed the cyber agreement?", "“signed” Cyber Agreement", "China, United States"),
    ("which countries signed the Cyber Agreement", "any country “signed” Cyber", "China, United States"),
    ("How many countries have signed the Cyber Agreement?", "any country", "2 (China, United States)"),
    ("Who met Xi?", "“met with” Xi Jinping", "Barack Obama"),
    ("Who thanked Obama?", "“supports” Barack Obama", "Xi Jinping"),
    ("Who visited China?", "“visited” China", CLAIMED + "Barack Obama"),
    # the object is asked for
    ("What did China sign?", "China “authored” or “signed”", "Cyber Agreement"),
    ("What has China signed?", "China “authored” or “signed”", "Cyber Agreement"),
    ("Which agreements were signed by China?", "China “signed” any agreement", "Cyber Agreement"),
    ("Who did Barack Obama meet with?", "Barack Obama “met with”", "Xi Jinping"),
    ("With whom did President Xi Jinping meet?", "Xi Jinping “met with”", "Barack Obama"),
    ("Who was attacked by China?", "China “attacks”", CLAIMED + f"{OPM}, United States"),
    # passives
    ("By whom was the Cyber Agreement signed?", "“signed” Cyber Agreement", "China, United States"),
    ("Who was the Cyber Agreement signed by?", "“signed” Cyber Agreement", "China, United States"),
    # names: aliases, what is known beforehand, parts of a name, demonyms, titles
    ("Who visited the U.S.?", "“visited” United States", "Xi Jinping"),
    ("Which American agencies are there?", "any agency of United States", "Office of Personnel Management"),
    ("List the agencies of the United States", "United States", "Office of Personnel Management"),
    # times and words of the sentence
    ("Which countries did Xi visit in September 2015?", "in September 2015", "United States"),
    ("Who visited the US since 2015?", "since 2015", "Xi Jinping"),
    ("Who visited the US before 2015?", "before 2015", "No article says so."),
    ("Who visited the US after 2015?", "after 2015", "No article says so."),
    ("Who met Xi in Washington?", "in Washington", "Barack Obama"),
    ("Who met Xi in Beijing?", "in Beijing", "No article says so."),
    # when, whether
    ("When did China sign the Cyber Agreement?", "when China “signed” Cyber Agreement", "2015-09-25"),
    ("When was the Cyber Agreement signed?", "when anyone", "2015-09-25"),
    ("When was the cyber agreement?", "what is dated about Cyber Agreement", "2015-09-25"),
    ("When did Xi meet Obama?", "when Xi Jinping “met with” Barack Obama", "No article gives a date."),
    ("Did China sign the Cyber Agreement?", "whether China “signed”", "Yes, an article says so."),
    ("Did Obama visit China?", "whether", "No article asserts it; it is planned, possible."),
    ("Has China attacked the US?", "whether", "No article asserts it; it is denied."),
    # speech
    (f"Who claims that China attacked the {OPM}?", "who claims that", "James R. Clapper"),
    ("Who denied that China attacked the United States?", "who denies that", "Hong Lei"),
    ("Who said anything about China?", "claims or denies about China", "James R. Clapper, Hong Lei"),
    # a passive is never read as an active: the answer would be the accuser
    ("Who has been attacked by China?", "China “attacks”", CLAIMED + f"{OPM}, United States"),
    ("Who has been attacked?", "anyone or anything “attacks” anyone", CLAIMED + f"{OPM}, United States"),
    # both ends are asked for
    ("Who attacked whom?", "“attacks” anyone", CLAIMED + "China"),
    ("Who denied what?", "what anyone denies", "Hong Lei"),
    # what is there
    ("Which American agencies are mentioned?", "any agency of United States", OPM),
    ("How many countries are mentioned?", "any country", "2 (United States, China)"),
    ("How many countries visited China?", "any country “visited” China", "No article says so."),
    ("How many countries attacked the US?", "any country", "0; " + CLAIMED + "1 (China)"),
    # people by what they are called
    ("Which presidents met Obama?", "anyone called “president”", "Xi Jinping"),
    ("Who is the president?", "anyone called “president”", "Xi Jinping"),
    # a place that the graph does not tie to what happened
    ("Where did Xi and Obama meet?", "where Xi Jinping “met with” Barack Obama",
     "The graph has no place for it; see the sentences."),
    # a relation that the ontology has no name for
    ("Who puzzled Xi?", "“puzzled” Xi Jinping", "Barack Obama"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "read_as", "short"), ANSWERED)
def test_question_is_read_and_answered(asker: Asker, question: str, read_as: str, short: str) -> None:
    reply = asker.ask(question)
    assert (reply.problem, reply.short) == ("", short)
    assert read_as in reply.understood


@pytest.mark.parametrize(
    ("question", "statements"),
    [
        (
            "What did James R. Clapper say about China?",
            ["China attacks Office of Personnel Management"],
        ),
        ("What does Hong Lei deny?", ["China attacks United States"]),
        (
            "Tell me about the Office of Personnel Management",
            ["China attacks Office of Personnel Management"],
        ),
        ("How is Xi connected to China?", ["Xi Jinping – Barack Obama – China"]),
        ("What happened in September 2015?", ["Xi Jinping visited United States"]),
        ("What happened between China and the US?", ["China attacks United States"]),
        ("Tell me about China and the Cyber Agreement", ["China signed Cyber Agreement"]),
        ("Who's Hong Lei?", ["China attacks United States"]),
        ("Who is James Clapper?", ["China attacks Office of Personnel Management"]),
    ],
)
def test_question_that_asks_for_statements(asker: Asker, question: str, statements: list[str]) -> None:
    found = [answer.statement for answer in asker.ask(question).answers]
    assert set(statements) <= set(found)


def test_every_answer_shows_its_sentences_and_its_speaker(asker: Asker) -> None:
    (answer,) = asker.ask("Who attacked the Office of Personnel Management?").answers
    assert (answer.label, answer.modality, answer.speaker) == ("China", "Claimed", "James R. Clapper")
    assert [(q.source, "told The Daily that China" in q.sentence) for q in answer.quotes] == [("visit", True)]
    (met,) = asker.ask("Who met Xi?").answers
    assert [q.source for q in met.quotes] == ["sequel", "visit"]


def test_the_query_that_is_shown_gives_the_answer(asker: Asker, dataset: Dataset) -> None:
    reply = asker.ask("Which countries signed the cyber agreement?")
    assert {row[0] for row in select(dataset, reply.sparql).short().rows} == {
        "country:china",
        "country:united-states",
    }


def told_in(*phrases: tuple[str, str]) -> Asker:
    """An asker of a graph in which Ann does something to others, each in words of its own."""
    text = " ".join(f"Ann {phrase} {name}." for phrase, name in phrases)
    people = [Entity(name.lower(), "Person", name) for name in ("Ann", *(name for _, name in phrases))]
    statements = [
        Statement("ann", "accuses", name.lower(), evidence=(said(text, f"Ann {phrase} {name}.", phrase),))
        for phrase, name in phrases
    ]
    identities = [Identity(f"person/{e.key}", "Person", e.label, members=(("s", e.key),)) for e in people]
    reading = Reading(Source("s", text), tuple(people), tuple(statements))
    return Asker(compile_dataset([reading], identities, ONTOLOGY), ONTOLOGY)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Whom did Ann indict?", "Bo; in other words: Cy"),
        ("Who was blamed by Ann?", "Cy; in other words: Bo"),
        ("Whom did Ann sue?", "in other words: Bo, Cy"),
        ("How many people did Ann indict?", "1 (Bo); in other words: 1 (Cy)"),
        ("Whom does Ann accuse?", "Bo, Cy"),  # the relation's own name
    ],
)
def test_who_is_named_in_other_words_is_told_apart(question: str, short: str) -> None:
    assert told_in(("indicted", "Bo"), ("blamed", "Cy")).ask(question).short == short


def test_a_narrow_noun_asks_for_what_bears_it_in_its_name() -> None:
    text = "The Kiel Canal and the Harbour are shut."
    names = ("Kiel Canal", "Harbour")
    entities = tuple(Entity(n.lower(), "Place", n) for n in names)
    identities = [Identity(f"place/{n.lower()[:4]}", "Place", n, members=(("s", n.lower()),)) for n in names]
    asker = Asker(compile_dataset([Reading(Source("s", text), entities)], identities, ONTOLOGY), ONTOLOGY)
    assert asker.ask("Which canals are mentioned?").short == "Kiel Canal"
    assert set(asker.ask("Which places are mentioned?").short.split(", ")) == set(names)
    reply = asker.ask("Which airports are mentioned?")
    assert len(reply.answers) == 2 and "no entity has “airport” in its name" in reply.notes[0]


def test_what_would_be_answered_otherwise_is_offered_as_such(asker: Asker) -> None:
    reply = asker.ask("Who met Xi in Beijing?")
    assert reply.short == "No article says so."
    assert reply.notes == ("answer without “in Beijing”: Barack Obama",)


def test_what_a_name_is_taken_for_is_said_where_it_is_not_plain(asker: Asker) -> None:
    assert asker.ask("Who met Jinping?").notes == ("“Jinping” is read as Xi Jinping",)
    assert asker.ask("Who met Xi Jinping?").notes == ()


def test_a_description_falls_back_on_sentences_and_says_so(asker: Asker) -> None:
    reply = asker.ask("Who signed the September agreement?")
    assert reply.short == "China, United States"
    assert reply.notes[0].startswith(
        "no entity has “september” in its name, so this asks about entities in sentences"
    )


# ------------------------------------------------------------------ what is not understood


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ("", "is empty"),
        ("?!", "is empty"),
        ("who " * (MOST_WORDS + 1), f"has more than {MOST_WORDS} words"),
        ("Why did Xi meet Obama?", "no question pattern fits all of its words"),
        ("Who did not sign the Cyber Agreement?", "questions with “not” are not supported"),
        ("Who didn't visit China?", "questions with “not” are not supported"),
        ("Was the Cyber Agreement signed by Japan?", "nothing in the graph has the name “Japan”"),
        ("Who signed China?", "which the ontology rules out"),
        ("Who signed the Agreement of Paris?", "nothing in the graph has the name “Agreement of Paris”"),
        ("Who signed the Cyber Agreement while juggling?", "no question pattern fits"),
        ("colourless green ideas sleep furiously", "no question pattern fits"),
    ],
)
def test_what_is_not_understood_is_not_guessed(asker: Asker, question: str, problem: str) -> None:
    reply = asker.ask(question)
    assert problem in reply.problem
    assert (reply.answers, reply.understood, reply.sparql) == ((), "", "")


@pytest.mark.parametrize(
    ("question", "offered"),
    [
        ("Why did Xi meet Obama?", "When did Xi meet Obama?"),
        ("Who met Xi Jingping?", "Who met Xi Jinping?"),
        ("Who signed the Cyber Agreement while juggling?", "Who signed the Cyber Agreement?"),
        ("Which poems did China sign?", "What is signed by China?"),
    ],
)
def test_the_nearest_questions_are_offered(asker: Asker, question: str, offered: str) -> None:
    reply = asker.ask(question)
    assert reply.problem and offered in reply.nearest


@pytest.mark.parametrize(
    "question", ["", "zxcvb", "Why did Xi meet Obama?", "Who painted China?", "Who met Japan?"]
)
def test_what_is_offered_is_understood(asker: Asker, question: str) -> None:
    offered = asker.ask(question).nearest
    assert offered and all(understood(one, asker.names) for one in offered)


PIECES = [
    *"who whom what which when where how many did does is was has by of to with that about in".split(),
    *"sign signed met meet visited say said denied attacked lead agency countries president member".split(),
    *"China Xi Obama Clapper U.S. Chinese agreement Washington 2015 September".split(),
    *"since the not n't 's ? \" \\ { } <".split(),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_row_of_words_is_understood_or_refused(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert bool(reply.problem) != bool(reply.understood)
    assert bool(reply.sparql) == bool(reply.understood)


@given(st.text(max_size=200))
def test_any_text_is_understood_or_refused(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert bool(reply.problem) != bool(reply.understood)


@pytest.mark.parametrize(
    "name",
    ['Xi" } INSERT', "Xi\\", "Xi> ?p ?o . <", "Xi' OR 1", "Xi\n}", "Xi\u202e", "SERVICE <http://x>", "?s"],
)
def test_no_word_of_the_question_reaches_the_query_unquoted(asker: Asker, name: str) -> None:
    def code(question: str) -> set[str]:
        return {token.text for token in tokens(asker.ask(question).sparql) if token.kind != "string"}

    plain = code("Who met Xi Jinping about one two three four five?")
    assert plain and code(f"Who met Xi Jinping about {name}?") <= plain


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("lemma", "third", "past", "participle", "gerund"),
    [
        ("sign", "signs", "signed", "signed", "signing"),
        ("accuse", "accuses", "accused", "accused", "accusing"),
        ("ratify", "ratifies", "ratified", "ratified", "ratifying"),
        ("meet", "meets", "met", "met", "meeting"),
        ("overthrow", "overthrows", "overthrew", "overthrown", "overthrowing"),
        ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
        ("ban", "bans", "banned", "banned", "banning"),
        ("attack", "attacks", "attacked", "attacked", "attacking"),
        ("reach", "reaches", "reached", "reached", "reaching"),
        ("tie", "ties", "tied", "tied", "tying"),
        ("agree", "agrees", "agreed", "agreed", "agreeing"),
        ("say", "says", "said", "said", "saying"),
        ("have", "has", "had", "had", "having"),
    ],
)
def test_forms_of_verbs(lemma: str, third: str, past: str, participle: str, gerund: str) -> None:
    forms = verb(lemma)
    assert third in forms.third and past in forms.past
    assert participle in forms.participle and gerund in forms.gerund


def test_an_irregular_verb_has_no_regular_past() -> None:
    assert verb("meet").past == {"met"} and "leaded" not in verb("lead").all


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("agency", "agencies"),
        ("country", "countries"),
        ("person", "people"),
        ("spokeswoman", "spokeswomen"),
        ("prime minister", "prime ministers"),
        ("pass", "passes"),
    ],
)
def test_plurals(noun: str, plural: str) -> None:
    assert plurals(noun) == {plural}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in 2015", ("2015", None, None)),
        ("in September 2015", ("2015-09", None, None)),
        ("on 25 September 2015", ("2015-09-25", None, None)),
        ("on September 5th, 2015", ("2015-09-05", None, None)),
        ("on 2015-09-25", ("2015-09-25", None, None)),
        ("since Sep 2015", (None, "2015-09", None)),
        ("after 2015", (None, "2015~", None)),
        ("before 2015", (None, None, "2015")),
    ],
)
def test_dates(text: str, found: tuple[str | None, ...]) -> None:
    end, tail = date_at(words(text), 0) or (0, None)
    assert tail is not None and end == len(words(text))
    assert (tail.when, tail.after, tail.before) == found


@pytest.mark.parametrize(
    "text", ["in", "in Paris", "2015", "in 20155", "on 45 Nonember 2015", "since yesterday"]
)
def test_no_date(text: str) -> None:
    assert date_at(words(text), 0) is None


def test_a_users_relation_can_be_asked_for(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix wh: <https://w3id.org/whereas#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix my: <https://example.org/my#> .\n"
        "my:Ship a owl:Class ; rdfs:subClassOf wh:Entity ; rdfs:label 'ship' .\n"
        "my:captains a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ; rdfs:label 'captains' ;\n"
        "  rdfs:domain wh:Person ; rdfs:range my:Ship ; wh:verb 'captain', 'take helm of' .\n",
        "utf-8",
    )
    ontology = load_ontology([own])
    text = "Ann Bly took the helm of the Hood."
    reading = Reading(
        Source("s", text),
        (Entity("a", "Person", "Ann Bly"), Entity("h", "Ship", "Hood")),
        (Statement("a", "captains", "h", evidence=(said(text, text, "took the helm of"),)),),
    )
    identities = (
        Identity("person/ann-bly", "Person", "Ann Bly", members=(("s", "a"),)),
        Identity("ship/hood", "Ship", "Hood", members=(("s", "h"),)),
    )
    asker = Asker(compile_dataset([reading], identities, ontology), ontology)
    for question in ("Who took the helm of the Hood?", "Who captained the Hood?", "Who captains a ship?"):
        assert asker.ask(question).short == "Ann Bly"
    assert asker.ask("Which ships did Ann Bly captain?").short == "Hood"


def test_every_relation_can_be_asked_for_by_its_label(asker: Asker) -> None:
    table = phrases(ONTOLOGY)
    for relation in ONTOLOGY.relations.values():
        first = relation.label.split()[0]
        frames = (*table.verbs.get(first, ()), *table.verbs["be"])
        assert any(frame.signal.relation == relation.name for frame in frames)


# ------------------------------------------------------------------ saved queries and the command


@pytest.mark.parametrize(
    ("name", "given", "rows"),
    [
        ("met-with", {"person": "Xi"}, 2),
        ("met-with", {"person": "person:xi-jinping"}, 2),
        ("met-with", {"person": "person/xi-jinping"}, 2),
        ("met-with", {"person": ""}, 4),
        ("met-with", {}, 4),
        ("month", {"month": "2015-09-25"}, 3),
        ("paths", {"from": "Xi Jinping", "to": "the United States"}, 2),
        ("single-source", {"source": "source:sequel"}, 1),
    ],
)
def test_saved_query_is_given_names(dataset: Dataset, name: str, given: dict[str, str], rows: int) -> None:
    table, sparql = run_saved(named(name), given, dataset, ONTOLOGY)
    assert len(table) == len(select(dataset, sparql)) == rows


@pytest.mark.parametrize(
    ("name", "given", "problem"),
    [
        ("month", {}, "month needs --month"),
        ("month", {"month": "2015", "day": "1"}, "no parameter 'day'; it takes --month"),
        ("timeline", {"x": "1"}, "it takes nothing"),
        ("met-with", {"person": "Xi Jingping"}, "no entity has this name; the closest match is Xi Jinping"),
        ("met-with", {"person": "zzzz"}, "the closest match is nothing"),
    ],
)
def test_what_a_saved_query_cannot_take(
    dataset: Dataset, name: str, given: dict[str, str], problem: str
) -> None:
    with pytest.raises(QueryError, match=problem):
        run_saved(named(name), given, dataset, ONTOLOGY)


@pytest.mark.parametrize("row", [["person"], ["--person"], ["--"], ["--person", "Xi", "and"], ["-p", "Xi"]])
def test_what_is_no_parameter(row: list[str]) -> None:
    with pytest.raises(QueryError, match=r"^'?--?\w*|'"):
        options(row)


@pytest.fixture(scope="module")
def output(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a user's query next to the graph."""
    folder = tmp_path_factory.mktemp("ask")
    write(dataset, folder / "graph.trig")
    (folder / "queries").mkdir()
    (folder / "queries" / "labels.rq").write_text(
        "# What is everything called?\nSELECT ?n { ?x rdfs:label ?n ; a wh:Place }", "utf-8"
    )
    return folder


def command(*arguments: str) -> tuple[int, str, str]:
    result = RUN.invoke(app, ["ask", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_command_lists_the_queries(output: Path) -> None:
    code, out, _ = command("-g", str(output))
    lines = out.splitlines()
    assert code == 0 and lines[0] == "name\tasks\ttakes"
    assert "labels\tWhat is everything called?\t" in lines
    assert any(line.startswith("paths\t") and line.endswith("--from --to") for line in lines)


def test_command_answers_in_english_and_shows_how(output: Path) -> None:
    code, out, _ = command("Who signed the cyber agreement?", "-g", str(output))
    assert code == 0 and out.startswith("China, United States\n")
    assert "Understood as: anyone or anything “signed” Cyber Agreement." in out
    assert "“China and the U.S. 🇨🇳🇺🇸 signed the Cyber Agreement.” [sequel]" in out
    assert "SELECT DISTINCT" in out and "<https://w3id.org/whereas/id/agreement/cyber-agreement>" in out


def test_command_takes_a_question_without_quotes(output: Path) -> None:
    assert command("-g", str(output), "Who", "met", "Xi?")[1].startswith("Barack Obama\n")


def test_command_says_what_it_does_not_understand(output: Path) -> None:
    code, out, err = command("Why did Xi meet Obama?", "-g", str(output))
    assert code == 1
    assert "could not parse 'Why did Xi meet Obama?': no question pattern fits" in err
    assert "When did Xi meet Obama?" in out


def test_command_runs_a_saved_query(output: Path) -> None:
    code, out, err = command("met-with", "--person", "Xi", "-g", str(output), "-f", "csv")
    assert (
        code == 0
        and out.splitlines()[1] == "Xi Jinping,Barack Obama,,Barack Obama met Xi in Washington.,source:visit"
    )
    code, out, err = command("labels", "-g", str(output))
    assert (code, out) == (0, "n\nWashington\n")
    assert "1 row; the query:" in err and "SELECT ?n" in err


def test_command_writes_json(output: Path) -> None:
    code, out, _ = command("Who met Xi?", "-g", str(output), "-f", "json")
    found = json.loads(out)
    assert code == 0 and found["short"] == "Barack Obama"
    assert [len(answer["quotes"]) for answer in found["answers"]] == [2]


def test_command_fails_in_one_line(output: Path) -> None:
    code, _, err = command("month", "-g", str(output))
    assert (code, err) == (2, "whereas: month needs --month (2015-09, 2015 or 2015-09-25)\n")
