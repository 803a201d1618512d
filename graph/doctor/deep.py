"""The closer look: each part is imported, a sentence read from end to end, and the graph opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.doctor.finding import Finding, State
from graph.errors import WhereasError

SENTENCE = "Ann Berg, the foreign minister of Norway, met Bo Lind in Oslo."


def findings(output: Path) -> Iterator[Finding]:
    """A build of one sentence, then the graph of the output, if there is one."""
    yield _tried("reading", _read)
    if (output / "graph.trig").exists():
        yield _tried("opening", lambda: _opened(output))


def _tried(name: str, work: Callable[[], str]) -> Finding:
    try:
        return Finding("deep", name, State.GOOD, work())
    except WhereasError as error:
        return Finding("deep", name, State.BAD, str(error))
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        line = " ".join(str(error).split())[:200]
        return Finding("deep", name, State.BAD, f"{type(error).__name__}: {line}")


def _read() -> str:
    from graph.pipeline import run

    with TemporaryDirectory() as folder:
        (Path(folder) / "sentence.txt").write_text(SENTENCE, encoding="utf-8")
        built = run([folder], Path(folder) / "output", jobs=1)
        size = (Path(folder) / "output" / "map.html").stat().st_size
    return (
        f"one sentence gave {built.entities} entities, {built.statements} statements, a map of {size:,} bytes"
    )


def _opened(output: Path) -> str:
    from graph.library import KnowledgeGraph

    rows = KnowledgeGraph.open(output).query(
        "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?s { ?a ?b ?c } }"
    )
    return f"{output} answers a query; it has {int(rows['n'][0]):,} named graphs"
