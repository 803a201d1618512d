"""A person's decisions: read, written, applied at each build, and outranking the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_cli import whereas
from test_link import CN, ONTOLOGY, US, reading
from test_pipeline import FakeReader, built, files_of

import graph.pipeline
from graph.errors import InputError, QueryError
from graph.link import Decision, add_decision, link, read_decisions, rejected, why
from graph.model import Identity
from graph.pipeline import run

READINGS = [
    reading("a", ("Person", "Xi Jinping", CN), ("Person", "Barack Obama", US), ("Company", "Mandiant")),
    reading("b", ("Person", "Barack H. Obama", US), ("Person", "Jeh Johnson", US)),
    reading("c", ("Person", "X. Jinping"), ("Person", "Lyndon Johnson", US), ("Person", "Mandiant")),
]


def decided(*decisions: Decision) -> tuple[dict[str, Identity], list[str]]:
    """The identities by id, and what was complained of."""
    told: list[InputError] = []
    found = link(READINGS, ONTOLOGY, decisions=decisions, report=told.append)
    return {one.id: one for one in found}, [str(one) for one in told]


def test_without_decisions() -> None:
    found, told = decided()
    assert set(found) == {
        "person/xi-jinping", "person/x-jinping", "person/barack-h-obama", "person/jeh-johnson",
        "person/lyndon-johnson", "person/mandiant", "company/mandiant",
    }  # fmt: skip
    assert told == []


@pytest.mark.parametrize("what", ["person/x-jinping", "X. Jinping", "x. jinping"])
def test_same(what: str) -> None:
    found, told = decided(Decision("same", what, "Xi Jinping"))
    assert told == []
    assert found["person/xi-jinping"].members == (("a", "e0"), ("c", "e0"))
    assert "person/x-jinping" not in found


def test_same_runs_through_several_lines_and_loops() -> None:
    found, told = decided(
        Decision("same", "X. Jinping", "Xi Jinping"),
        Decision("same", "Jeh Johnson", "Lyndon Johnson"),
        Decision("same", "Lyndon Johnson", "X. Jinping"),
        Decision("same", "Xi Jinping", "Jeh Johnson"),
    )
    assert told == []
    assert sum("e0" in dict(one.members).values() for one in found.values()) == 2
    assert max(len(one.members) for one in found.values()) == 4


def test_different() -> None:
    found, told = decided(Decision("different", "Barack Obama", "Barack H. Obama"))
    assert told == []
    assert found["person/barack-obama"].members == (("a", "e1"),)
    assert found["person/barack-h-obama"].members == (("b", "e0"),)


def test_different_outranks_same_and_says_so() -> None:
    found, told = decided(
        Decision("different", "Jeh Johnson", "Lyndon Johnson", line=2),
        Decision("same", "Jeh Johnson", "X. Jinping", line=3),
        Decision("same", "X. Jinping", "Lyndon Johnson", line=4),
    )
    assert told == [
        "decisions.csv, line 4: X. Jinping and Lyndon Johnson cannot be the same: line 2 makes them "
        "different; remove one of the two lines"
    ]
    assert len(found) == 6


def test_rename_and_reclass() -> None:
    found, told = decided(
        Decision("rename", "person/barack-h-obama", "Barack Obama"),
        Decision("reclass", "person/mandiant", "Company"),
        Decision("same", "person/mandiant", "company/mandiant"),
    )
    assert told == []
    assert found["person/barack-obama"].label == "Barack Obama"
    assert found["company/mandiant"].members == (("a", "e2"), ("c", "e2"))
    assert found["company/mandiant"].cls == "Company"


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (Decision("same", "Nobody", "Xi Jinping", line=7), "line 7: no entity has the name 'Nobody'"),
        (Decision("same", "Barak Obama", "Jeh Johnson", line=7), "(nearest: Barack H. Obama"),
        (Decision("same", "person/barak-obama", "Jeh Johnson", line=7), "(nearest: person/barack-h-obama"),
        (Decision("same", "…", "Xi Jinping", line=7), "no entity has the name"),
        (Decision("rename", "Mandiant", "M", line=7), "may be company/mandiant or person/mandiant"),
        (Decision("reclass", "Xi Jinping", "Emperor", line=7), "Emperor is not a class"),
        (Decision("different", "Xi Jinping", "Xi Jinping", line=7), "are the same name"),
    ],
)
def test_decision_that_makes_no_sense_is_told_and_changes_nothing(decision: Decision, told: str) -> None:
    found, complaints = decided(decision)
    assert len(complaints) == 1 and told in complaints[0]
    assert found == decided()[0]


# ------------------------------------------------------------------ the file


def test_file_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    told: list[InputError] = []
    assert read_decisions(path, report=told.append) == ()
    given = [
        Decision("same", "person/xi", 'Xi "Jinping", Mr.', "a, note", 2),
        Decision("reject", "statement/3f2a9c41d07b", line=3),
    ]
    for one in given:
        add_decision(path, one)
    assert path.read_text("utf-8").splitlines()[0] == "verdict,what,to,note"
    assert list(read_decisions(path, report=told.append)) == given
    assert told == []
    assert rejected(given) == {"3f2a9c41d07b"}


def test_file_edited_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(
        "\ufeffverdict,what,to,note\n\n# known\nSAME , Xi , Xi Jinping\nperhaps,a,b\nsame,a\nreject,\n",
        encoding="utf-8",
    )
    told: list[InputError] = []
    assert read_decisions(path, report=told.append) == (Decision("same", "Xi", "Xi Jinping", line=4),)
    assert [str(one).split(": ")[0].removeprefix(f"{path}, ") for one in told] == [
        "line 5",
        "line 6",
        "line 7",
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'verdict,what\nsame,"' + b"x" * 200_000])
def test_file_that_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "decisions.csv").write_bytes(content)
    told: list[InputError] = []
    assert read_decisions(tmp_path / "decisions.csv", report=told.append) == ()
    assert len(told) == 1 and "decisions.csv" in str(told[0])


# ------------------------------------------------------------------ in a build


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("Xi Jinping met Barack Obama in a house by the sea.", encoding="utf-8")
    (folder / "two.txt").write_text("Barry Osborne spoke with Loretta Lynch about it.", encoding="utf-8")
    return folder


def test_decisions_are_applied_without_reading_again(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(articles, output)
    add_decision(output / "decisions.csv", Decision("same", "Barack Obama", "Barry Osborne"))
    reader = FakeReader()
    assert built(articles, output, reader).entities == 3
    assert reader.read_slugs == []
    assert "decisions.csv" in files_of(output)


def test_rejected_statement_is_gone_and_comes_back(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(articles, output)
    before = files_of(output)
    statement = re.findall(rb"statement:([0-9a-f]{12})", before["graph.trig"])[0].decode()
    add_decision(output / "decisions.csv", Decision("reject", f"statement/{statement}"))
    assert built(articles, output).statements == 1
    assert statement not in (output / "graph.trig").read_text("utf-8")
    (output / "decisions.csv").unlink()
    built(articles, output)
    assert files_of(output) == before


def test_bad_decisions_are_told_and_the_graph_is_built(articles: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(articles, output)
    (output / "decisions.csv").write_text("same,Nobody,Barack Obama\nhm,a,b\n", encoding="utf-8")
    done = built(articles, output)
    assert len(done.problems) == 2
    assert done.entities == 4


# ------------------------------------------------------------------ why


def test_why_gives_points_and_reasons() -> None:
    found = why("Barack Obama", "Barack H. Obama", READINGS, ONTOLOGY)
    assert found.same
    assert found.lines() == (
        "person/barack-h-obama: one entity",
        "+1.50  both belong to US",
        "+3.00  names agree (shorter): “barack h obama” and “barack obama”",
        "score 4.50 (threshold 3.00): same entity",
    )


def test_why_not() -> None:
    found = why("Jeh Johnson", "person/lyndon-johnson", READINGS, ONTOLOGY)
    assert not found.same
    assert found.lines()[0] == "person/jeh-johnson and person/lyndon-johnson: two entities"
    assert found.lines()[-1] == "never  “jeh johnson” and “lyndon johnson” are two names"
    assert why("Mandiant", "Xi Jinping", READINGS, ONTOLOGY).lines()[1].startswith("never  Organization")


def test_why_of_nobody() -> None:
    with pytest.raises(QueryError, match="'Nobody'"):
        why("Nobody", "Xi Jinping", READINGS, ONTOLOGY)


def test_why_and_decide_on_the_command_line(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        graph.pipeline, "run", lambda *given, **more: run(*given, **more, reader=FakeReader())
    )
    output = tmp_path / "output"
    assert whereas("why", "Barack Obama", "Xi Jinping", "-g", output).exit_code == 2
    whereas("build", articles, "-o", output)
    found = whereas("why", "Barack Obama", "Barry Osborne", "-g", output)
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.stdout.startswith("person/barack-obama and person/barry-osborne: two entities\n")
    found = whereas("decide", "same", "Barack Obama", "Barry Osborne", "-g", output, "--note", "a slip")
    assert found.exit_code == 0 and "build again" in found.stdout
    assert ": 3 entities" in whereas("build", articles, "-o", output).stdout
    assert whereas("why", "Barack Obama", "Barry Osborne", "-g", output).stdout.startswith(
        "person/barack-obama: one entity"
    )
    for bad in (("perhaps", "a", "b"), ("same", "a"), ("reject", "")):
        found = whereas("decide", *bad, "-g", output)
        assert found.exit_code == 2 and len(found.stderr.splitlines()) == 1
    before = (output / "decisions.csv").read_bytes()
    for unknown, told in (
        (("same", "Nobody", "Xi Jinping"), "whereas: same: no entity has the name 'Nobody'; fix the name\n"),
        (("rename", "Lynch", "Loretta"), "no entity has the name 'Lynch' (nearest: Loretta Lynch)"),
        (("reclass", "Xi Jinping", "Emperor"), "Emperor is not a class; `whereas ontology` lists them"),
        (("reject", "statement/000000000000"), "statement/000000000000"),
        (("different", "Xi Jinping", "Xi Jinping"), "are the same name"),
    ):
        found = whereas("decide", *unknown, "-g", output)
        assert (found.exit_code, found.stdout) == (2, "") and told in found.stderr
    assert (output / "decisions.csv").read_bytes() == before
    statement = re.findall("statement:([0-9a-f]{12})", (output / "graph.trig").read_text("utf-8"))[0]
    assert whereas("decide", "reject", f"statement:{statement}", "-g", output).exit_code == 0
    assert whereas("decide", "same", "a", "b", "-g", tmp_path / "nowhere").exit_code == 2
