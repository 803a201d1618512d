"""Files that were tampered with: whatever faces the world gives a result or one error of its own, never more.

The files are real ones (the samples and what a build writes), with bytes cut, doubled, turned and put in.
`HOSTILE=3000 pytest tests/test_fuzz.py` tries that many of each in place of some dozens.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from make_samples import SAMPLES
from tampering import edits
from test_pipeline import FakeReader

from graph.doctor import examine
from graph.errors import InputError, OntologyError, QueryError, StoreError, WhereasError
from graph.evaluate.gold import load_gold
from graph.library import KnowledgeGraph
from graph.link import read_decisions
from graph.model import Source
from graph.ontology import load_ontology
from graph.pipeline import run, settle
from graph.query import saved_in
from graph.read import sources

TRIES = int(os.environ.get("HOSTILE", "0"))
FEW, SOME = TRIES or 8, TRIES or 40
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


def one_line(error: Exception) -> None:
    assert "\n" not in str(error) and 0 < len(str(error)) < 2000


# ------------------------------------------------------------------ articles


def tables() -> dict[str, bytes]:
    """The samples that are text, as rows of the formats with many articles a file."""
    rows = [{"id": str(n), "text": p.read_text("utf-8"), "date": "2015-09-01"} for n, p in enumerate(plain())]
    written = io.StringIO()
    writer = csv.DictWriter(written, ["id", "text", "date"])
    writer.writeheader()
    writer.writerows(rows)
    lines = "\n".join(json.dumps(row) for row in rows)
    return {
        ".csv": written.getvalue().encode(),
        ".jsonl": lines.encode(),
        ".tsv": b"text\tdate\nA b.\t2015\n",
    }


def plain() -> list[Path]:
    return sorted(SAMPLES.glob("*.txt"))


ARTICLES = {path.suffix: path.read_bytes() for path in sorted(SAMPLES.glob("20*"))} | tables()


def test_there_is_an_article_of_each_format() -> None:
    assert set(ARTICLES) == {".txt", ".md", ".html", ".pdf", ".docx", ".csv", ".jsonl", ".tsv"}


@pytest.mark.parametrize("ending", sorted(ARTICLES))
@settings(max_examples=SOME, suppress_health_check=CHECKS)
@given(edit=edits())
def test_a_tampered_article_is_read_or_refused(
    ending: str, edit: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"article{ending}"
    path.write_bytes(edit(ARTICLES[ending]))
    told: list[InputError] = []
    for source in sources([path], on_error=told.append):
        assert isinstance(source, Source)
        source.text.encode("utf-8")  # no half characters
        assert source.text.strip() and "\x00" not in source.text
        (source.title or "").encode("utf-8")
    for error in told:
        one_line(error)


FOUND = {
    "wide text cut in a character.csv": "id,text\n1,Ann met Bo.\n".encode("utf-16") + b"\n",
    "wide lines cut in a character.jsonl": '{"text": "Ann met Bo."}\n'.encode("utf-16-le") + b"}",
    "a line of names with a return in it.csv": b"id,te\rxt\n1,Ann met Bo.\n",
}
"""What such tampering has found."""


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_is_read_or_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FOUND[name])
    told: list[InputError] = []
    assert list(sources([tmp_path / name], on_error=told.append)) or told


def test_a_gold_file_that_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.json").write_bytes(b"[" * 100_000)
    with pytest.raises(InputError, match="cannot be read as a gold file"):
        load_gold(tmp_path / "gold.json")


def test_a_decision_of_a_long_word_is_told_in_a_short_line(tmp_path: Path) -> None:
    (tmp_path / "decisions.csv").write_bytes(b"a" * 50_000 + b",b,c")
    told: list[InputError] = []
    assert read_decisions(tmp_path / "decisions.csv", report=told.append) == ()
    one_line(told[0])


# ------------------------------------------------------------------ what a user writes

DECISIONS = b"""verdict,what,to,note
same,person/xi-jinping,Xi,
rename,Obama,Barack Obama,
reject,statement/3f2a9c41d07b,,
"""
TURTLE = b"""@prefix wh: <https://w3id.org/whereas#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix my: <https://example.org/my#> .
my:Ship a owl:Class ; rdfs:subClassOf wh:Place ; rdfs:label "ship" ; wh:head "tanker", "frigate" .
my:sails a owl:ObjectProperty ; rdfs:subPropertyOf wh:relatedTo ; rdfs:label "sails" ;
    rdfs:domain [ owl:unionOf (wh:Person my:Ship) ] ; rdfs:range my:Ship ; wh:verb "sail", "be master of" .
"""
QUERY = b"# Who?\n# More.\n# @param person entity required: who\nSELECT ?x { ?person wh:metWith ?x }\n"
GOLD = json.dumps(
    {
        "entities": [{"id": "a", "type": "Person", "name": "A", "aliases": ["B"], "optional": True}],
        "relations": [["a", ["leads"], "a", {"by": "a"}]],
        "dates": [["a", "2015"]],
        "claims": [{"by": "a", "quote": "B"}],
    }
).encode()


@settings(max_examples=SOME * 3, suppress_health_check=CHECKS)
@given(edit=edits())
def test_tampered_decisions_are_read_or_told(edit: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(edit(DECISIONS))
    told: list[InputError] = []
    for one in read_decisions(path, report=told.append):
        assert one.problem is None
    for error in told:
        one_line(error)


@settings(max_examples=FEW, suppress_health_check=CHECKS)
@given(edit=edits())
def test_a_tampered_ontology_is_read_or_refused(edit: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_bytes(edit(TURTLE))
    try:
        found = load_ontology([path])
    except OntologyError as error:
        one_line(error)
    else:
        assert "Person" in found.classes


@settings(max_examples=SOME * 3, suppress_health_check=CHECKS)
@given(edit=edits())
def test_a_tampered_saved_query_is_read_or_refused(edit: Callable[[bytes], bytes], tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_bytes(edit(QUERY))
    try:
        assert "mine" in {query.name for query in saved_in(tmp_path)}
    except QueryError as error:
        one_line(error)


@settings(max_examples=SOME * 3, suppress_health_check=CHECKS)
@given(edit=edits())
def test_a_tampered_gold_file_is_read_or_refused(edit: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_bytes(edit(GOLD))
    try:
        load_gold(path)
    except WhereasError as error:
        one_line(error)


# ------------------------------------------------------------------ what a build wrote


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fuzz")
    (folder / "articles").mkdir()
    for name, text in (
        ("one", "Xi Jinping met Barack Obama in a house."),
        ("two", "Barack Obama spoke with Loretta Lynch."),
    ):
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    run([folder / "articles"], folder / "output", reader=FakeReader())
    return folder


OWN_FILES = ("built.json", "checked.json", "moving.json", "readings/**/*.json")


@pytest.mark.parametrize("name", OWN_FILES)
@settings(max_examples=FEW, suppress_health_check=CHECKS)
@given(edit=edits())
def test_a_build_makes_good_what_was_tampered_with(
    name: str, edit: Callable[[bytes], bytes], built: Path, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree(built / "output", output)
    own = output / ".whereas"
    whole = b'{"move": ["map.html"], "remove": ["texts/gone.txt"]}'
    for path in sorted(own.glob(name)) or [own / name]:
        path.write_bytes(edit(path.read_bytes() if path.exists() else whole))
    assert list(examine(output))
    settle(output)
    done = run([built / "articles"], output, reader=FakeReader())
    assert (done.sources, done.problems) == (2, ())
    if name.startswith("readings"):
        return  # one that was changed with care is a reading like any other
    assert done.entities == 3
    for file in ("graph.trig", "map.html", "report.md"):
        assert (output / file).read_bytes() == (built / "output" / file).read_bytes()


@settings(max_examples=SOME, suppress_health_check=CHECKS)
@given(edit=edits())
def test_a_tampered_graph_is_opened_or_refused(
    edit: Callable[[bytes], bytes], built: Path, tmp_path: Path
) -> None:
    path = tmp_path / "graph.trig"
    path.write_bytes(edit((built / "output" / "graph.trig").read_bytes()))
    try:
        found = KnowledgeGraph.open(path)
        found.query("SELECT ?s { ?s a wh:Statement }")
    except WhereasError as error:
        one_line(error)


def test_a_tampered_graph_cannot_name_files_outside(built: Path, tmp_path: Path) -> None:
    """A journal of moves names paths; none of them may lead out of the output."""
    shutil.copytree(built / "output", tmp_path / "output")
    (tmp_path / "keep.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "output" / ".whereas" / "new").mkdir()
    moves = ["../keep.txt", str(tmp_path / "keep.txt"), "texts/../../keep.txt"]
    journal = tmp_path / "output" / ".whereas" / "moving.json"
    journal.write_text(json.dumps({"move": moves, "remove": moves}), encoding="utf-8")
    settle(tmp_path / "output")
    assert (tmp_path / "keep.txt").read_text("utf-8") == "mine"


def test_a_graph_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "graph.trig").write_bytes(b"\xff" * 100)
    with pytest.raises(StoreError):
        KnowledgeGraph.open(tmp_path / "graph.trig")
