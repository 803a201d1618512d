"""`whereas doctor`, in this environment and in invented ones where things are missing or broken."""

from __future__ import annotations

import base64
import hashlib
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import process, whereas
from test_pipeline import FakeReader

from graph.doctor import Finding, State, examine, is_well
from graph.doctor.packages import extras, needs
from graph.pipeline import run
from graph.pipeline.run import MODEL

ROOT = Path(__file__).resolve().parent.parent


def distribution(folder: Path, name: str, version: str, *, asks: tuple[str, ...] = (), **files: str) -> None:
    """Put a distribution that is nothing but its metadata into a folder."""
    home = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    home.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", "Requires-Python: >=3.11"]
    named = dict.fromkeys(one.partition("extra == '")[2].rstrip("'") for one in asks if "extra ==" in one)
    lines += [f"Provides-Extra: {extra}" for extra in named]
    lines += [f"Requires-Dist: {one}" for one in asks]
    (home / "METADATA").write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    for file, content in files.items():
        (home / file.replace("_txt", ".txt").replace("_json", ".json")).write_text(content, encoding="utf-8")


ASKS = (
    "numpy>=1",
    "no-such-thing<3,>=2",
    "rdflib>=99",
    "halfway",
    "never; python_version < '3'",
    "broken ==",
    "absent-reader>1; extra == 'scans'",
    "numpy>=1; extra == 'plots'",
    "whereas[scans,plots]; extra == 'all'",
)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in which a good part of what is asked for is missing."""
    site = tmp_path / "site"
    distribution(site, "whereas", "9.9", asks=ASKS)
    distribution(site, "halfway", "1.0", asks=("deep-down>=5", "halfway"))
    monkeypatch.syspath_prepend(site)
    return tmp_path


def by_name(found: list[Finding]) -> dict[str, Finding]:
    return {one.name: one for one in found}


def test_what_is_missing_is_named_with_the_command_that_mends_it(elsewhere: Path) -> None:
    found = by_name(list(examine(elsewhere / "output")))
    assert found["whereas"] == Finding("core", "whereas", State.GOOD, "9.9")
    assert found["numpy"].state is State.GOOD
    assert (found["no-such-thing"].state, found["no-such-thing"].says) == (
        State.BAD,
        "no-such-thing is not installed",
    )
    assert shlex.split(found["no-such-thing"].mend) == [
        sys.executable, "-m", "pip", "install", "no-such-thing<3,>=2"
    ]  # fmt: skip
    assert "needs >=99" in found["rdflib"].says
    assert found["halfway"].says == "deep-down is not installed"
    assert shlex.split(found["halfway"].mend)[-1] == "deep-down>=5"
    assert not {"never", "broken"} & set(found)
    assert not is_well(found.values())


def test_an_extra_is_whole_or_says_what_it_lacks(elsewhere: Path) -> None:
    assert set(extras()) == {"scans", "plots", "all"}
    found = by_name(list(examine(elsewhere / "output")))
    assert (found["scans"].state, found["plots"].state, found["all"].state) == (
        State.MISSING,
        State.GOOD,
        State.MISSING,
    )
    assert found["all"].says == "absent-reader is not installed"
    assert shlex.split(found["all"].mend)[-1] == "absent-reader>1"


def test_of_many_that_are_missing_the_command_names_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [f"absent-{n}" for n in range(9)]
    distribution(tmp_path, "whereas", "9.9", asks=tuple(f"{one}; extra == 'all'" for one in many))
    monkeypatch.syspath_prepend(tmp_path)
    found = by_name(list(examine(tmp_path / "output")))["all"]
    assert found.says.endswith("absent-2 is not installed, 6 more")
    assert shlex.split(found.mend)[4:] == many


def test_a_missing_extra_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distribution(tmp_path, "whereas", "9.9", asks=("numpy>=1", "absent; extra == 'scans'"))
    monkeypatch.syspath_prepend(tmp_path)
    assert is_well(one for one in examine(tmp_path / "output") if one.area != "pipelines")


def test_the_core_is_asked_for_under_each_name_once() -> None:
    names = [one.name for one in needs("whereas")]
    assert "spacy" in names and len(names) == len(set(names))


def test_a_checkout_that_asks_for_more_than_when_it_was_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout, site = tmp_path / "check out", tmp_path / "site"
    checkout.mkdir()
    url = json.dumps({"url": checkout.as_uri(), "dir_info": {"editable": True}})
    distribution(site, "whereas", "9.9", asks=("numpy>=1,<9",), direct_url_json=url)
    monkeypatch.syspath_prepend(site)
    project = '[project]\nname = "whereas"\ndependencies = ["{}"]\n'
    (checkout / "pyproject.toml").write_text(project.format("numpy<9,>=1"), encoding="utf-8")
    assert by_name(list(examine(tmp_path / "output")))["whereas"].state is State.GOOD
    (checkout / "pyproject.toml").write_text(project.format("scipy"), encoding="utf-8")
    found = by_name(list(examine(tmp_path / "output")))["whereas"]
    assert found.state is State.NOTE
    assert shlex.split(found.mend)[-2:] == ["--editable", str(checkout)]


def packed(folder: Path, package: str, content: bytes) -> None:
    """A distribution with a spaCy pipeline of one file, and the record of its hash."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    record = f"{package}/weights.bin,sha256={digest},{len(content)}\n{package}/made.pyc,,\n"
    points = f"[spacy_models]\n{package} = {package}:load\n"
    distribution(folder, package.replace("_", "-"), "3.8.0", RECORD=record, entry_points_txt=points)
    (folder / package).mkdir()
    (folder / package / "weights.bin").write_bytes(content)


def test_a_pipeline_whose_bytes_have_changed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed(tmp_path, MODEL, b"weights")
    packed(tmp_path, "xx_own", b"others")
    monkeypatch.syspath_prepend(tmp_path)
    found = by_name(list(examine(tmp_path / "output")))
    assert found[MODEL].says == "3.8.0, the default"
    assert found["xx_own"].says == "3.8.0; use it with --model xx_own"
    (tmp_path / MODEL / "weights.bin").write_bytes(b"weighty")
    (tmp_path / "xx_own" / "weights.bin").unlink()
    found = by_name(list(examine(tmp_path / "output")))
    assert found[MODEL].state is State.BAD and "differs from the package" in found[MODEL].says
    assert shlex.split(found[MODEL].mend)[4:] == [
        "--force-reinstall", "--no-deps", f"{MODEL.replace('_', '-')}==3.8.0"
    ]  # fmt: skip
    assert found["xx_own"].state is State.NOTE


# ------------------------------------------------------------------ the output


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text("Xi Jinping met Barack Obama in a house by the sea.", encoding="utf-8")
    run([tmp_path / "one.txt"], tmp_path / "output", reader=FakeReader())
    return tmp_path / "output"


def test_a_built_graph(output: Path) -> None:
    found = by_name(list(examine(output)))
    assert found["graph"] == Finding("output", "graph", State.GOOD, "articles: 1, entities: 2, statements: 1")
    assert found[str(output)].state is State.GOOD
    assert found["read by"].state is State.NOTE


@pytest.mark.parametrize("broken", ["graph.trig", "map.html", "texts/one.txt"])
def test_a_built_graph_with_a_file_that_is_gone_or_cut(output: Path, broken: str) -> None:
    path = output / broken
    path.write_bytes(path.read_bytes()[:-1])
    found = by_name(list(examine(output)))["graph"]
    assert found.state is State.BAD and broken in found.says and "--force" in found.mend
    path.unlink()
    assert by_name(list(examine(output)))["graph"] == found


@pytest.mark.parametrize(
    "record",
    ["", "[]", "{}", "{", "\udcff", '{"counts": 1}', '{"counts": [1, 2, 3], "sizes": []}', "[" * 10**5],
)
def test_a_record_that_makes_no_sense(output: Path, record: str) -> None:
    (output / ".whereas" / "built.json").write_text(record, encoding="utf-8", errors="surrogateescape")
    found = by_name(list(examine(output)))["graph"]
    assert found.state is State.BAD and found.says.startswith("its build record cannot be read")


def test_no_graph_yet_and_no_place_for_one(tmp_path: Path) -> None:
    found = by_name(list(examine(tmp_path / "new" / "output")))
    assert (found["graph"].state, found["graph"].says) == (State.NOTE, "no graph yet")
    (tmp_path / "file").touch()
    found = by_name(list(examine(tmp_path / "file")))
    assert found[str(tmp_path / "file")].state is State.BAD


# ------------------------------------------------------------------ the command


def test_command_as_table_and_as_json(output: Path) -> None:
    told, data = whereas("doctor", "-g", output), whereas("doctor", "-g", output, "--json")
    found = json.loads(data.stdout)
    assert told.exit_code == data.exit_code == (0 if found["ok"] else 1)
    assert "graph\tarticles: 1, entities: 2" in told.stdout
    assert all(set(one) == {"area", "name", "state", "says", "mend"} for one in found["findings"])


def test_command_exits_with_1_where_the_core_does_not_work(elsewhere: Path) -> None:
    found = whereas("doctor", "-g", elsewhere / "output")
    assert found.exit_code == 1
    assert "no-such-thing<3,>=2" in found.stdout
    assert found.stderr == "whereas: the core does not work on this machine\n"


def test_deep_reads_a_sentence(output: Path) -> None:
    found = process("doctor", "--deep", "-g", output)
    assert "deep\treading\tone sentence gave" in found.stdout
    assert f"{output} answers a query" in found.stdout


WITHOUT = """
import runpy, sys
sys.modules[{module!r}] = None
sys.argv = ["whereas", *{arguments!r}]
runpy.run_module("graph", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("module", "arguments", "code", "told"),
    [
        ("typer", ["doctor"], 1, "whereas: the package 'typer' is not installed; "),
        ("rdflib", ["query", "SELECT * {}", "-g", "{output}"], 2, "whereas: the package 'rdflib' is not"),
        ("packaging", ["doctor"], 1, "whereas: the core does not work on this machine"),
        ("pyoxigraph", ["doctor"], 1, "whereas: the core does not work on this machine"),
    ],
)
def test_a_package_that_cannot_be_imported(
    output: Path, module: str, arguments: list[str], code: int, told: str
) -> None:
    given = [one.format(output=output) if "{output}" in one else one for one in arguments]
    program = WITHOUT.format(module=module, arguments=given)
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == code
    assert found.stderr.startswith(told) and "Traceback" not in found.stderr
