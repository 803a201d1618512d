"""The package as others get it: built, installed into an empty environment, and used there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
NO_INDEX = ("Could not find a version", "No matching distribution", "Temporary failure", "Connection")

pytestmark = pytest.mark.install


def ran(*command: str | Path, cwd: Path, code: int = 0) -> str:
    """What a command prints, run without a trace of the checkout in its environment."""
    environment = {
        k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    }
    done = subprocess.run(
        [str(one) for one in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stderr[-2000:]
    return done.stdout


def build(what: str, out: Path) -> Path:
    """Build an sdist, or a wheel, of the checkout with what is installed already; nothing is fetched."""
    arguments = ["-m", "build", "--no-isolation", *([f"--{what}"] if what else []), "-o", out, ROOT]
    ran(sys.executable, *arguments, cwd=out)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    build("", out)
    return out


@pytest.fixture(scope="module")
def wheel(made: Path) -> Path:
    return next(made.glob("*.whl"))


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An environment with the wheel as `make demo` installs it; thrown away at the end, for it is large."""
    folder = tmp_path_factory.mktemp("installed")
    ran(sys.executable, "-m", "venv", folder / "env", cwd=folder)
    python = folder / "env" / SCRIPTS / "python"
    command = [python, "-m", "pip", "install", "--quiet", "--no-compile", f"{wheel}[pdf]"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode and any(told in done.stderr for told in NO_INDEX):
        pytest.skip("no package index can be reached, so nothing can be installed")
    assert done.returncode == 0, done.stderr[-2000:]
    yield folder
    shutil.rmtree(folder / "env", ignore_errors=True)


@pytest.fixture(scope="module")
def demo(home: Path) -> Path:
    """The samples, copied away from the checkout, and the graph that the installed command made of them."""
    shutil.copytree(ROOT / "samples", home / "samples")
    told = ran(home / "env" / SCRIPTS / "whereas", "build", "samples", "-o", "output", cwd=home)
    assert told.startswith("Read 12 articles.\n")
    return home


def contents(path: Path) -> dict[str, str]:
    """Each file of a wheel and the hash of its bytes."""
    with zipfile.ZipFile(path) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def test_the_sdist_builds_the_same_wheel_as_the_checkout(wheel: Path, tmp_path: Path) -> None:
    assert contents(build("wheel", tmp_path)) == contents(wheel)


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = contents(wheel)
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"graph", next(top for top in tops if top.endswith(".dist-info"))}
    assert {"graph/py.typed", "graph/ontology/cues.ttl", "graph/render/template.html"} <= set(names)
    there = {
        p.relative_to(ROOT).as_posix() for p in (ROOT / "graph" / "render" / "assets").glob("oxigraph.*")
    }
    assert there <= set(names)
    assert not [name for name in names if "node_modules" in name or "__pycache__" in name]


def test_every_tracked_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git checkout")
    tracked = ran(git, "ls-files", "graph", cwd=ROOT).splitlines()
    assert len(tracked) > 100 and {one for one in tracked if (ROOT / one).exists()} <= set(contents(wheel))


def test_the_sdist_can_be_tested_and_shown(made: Path) -> None:
    with tarfile.open(next(made.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for wanted in ("Makefile", "tests/conftest.py", "samples/README.md", "requirements/model.txt", "LICENSE"):
        assert wanted in names
    assert any(name.startswith("benchmarks/") for name in names)


def test_the_demo_is_built_and_its_pages_are_written(demo: Path) -> None:
    for name in ("map.html", "report.html", "report.md", "graph.trig", "graph.ttl"):
        assert (demo / "output" / name).stat().st_size > 1000
    assert len(list((demo / "output" / "texts").glob("*.txt"))) == 12


def test_the_demo_answers(demo: Path) -> None:
    command = demo / "env" / SCRIPTS / "whereas"
    assert "Japan" in ran(command, "ask", "Which countries criticized China?", cwd=demo).splitlines()[0]
    assert "Xi Jinping (Person)" in ran(command, "show", "Xi Jinping", cwd=demo)
    assert ran(command, "check", cwd=demo) == "output: valid, no problems found.\n"


def test_doctor_finds_the_core_whole(demo: Path) -> None:
    told = json.loads(ran(demo / "env" / SCRIPTS / "whereas", "doctor", "--json", cwd=demo))
    assert told["ok"]
    states = {(one["area"], one["name"]): one["state"] for one in told["findings"]}
    assert states["core", "spacy"] == states["output", "graph"] == states["output", "read by"] == "ok"
    assert states["extras", "dev"] == "missing"


FROM_WHERE = """
import json, pkgutil, sys
from importlib import import_module
import graph
from graph.errors import StoreError
lacks = set()
for one in pkgutil.walk_packages(graph.__path__, "graph."):
    try:
        import_module(one.name)
    except (ModuleNotFoundError, StoreError) as error:  # the server says in an error of its own what it needs
        lacks.add(getattr(error.__cause__ or error, "name", str(error)))
files = sorted(m.__file__ for m in list(sys.modules.values()) if getattr(m, "__file__", None))
print(json.dumps({"files": files, "lacks": sorted(lacks)}))
"""


def test_all_of_it_is_imported_from_where_it_is_installed(home: Path) -> None:
    """Every module can be imported, those of other extras aside, and none is found in the checkout."""
    found = json.loads(ran(home / "env" / SCRIPTS / "python", "-c", FROM_WHERE, cwd=home))
    assert set(found["lacks"]) <= {"starlette", "uvicorn", "pyarrow"}
    own = [file for file in found["files"] if Path(file).parts[-2:] == ("graph", "model.py")]
    assert len(own) == 1 and Path(own[0]).is_relative_to(home)
    assert not [file for file in found["files"] if Path(file).resolve().is_relative_to(ROOT)]
