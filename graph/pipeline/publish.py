"""Readings → all files of an output: link, compile, validate, measure, draw, then publish."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError, StoreError, WhereasError
from graph.link.decisions import Decision, rejected
from graph.model import Identity, Reading
from graph.ontology import Ontology
from graph.pipeline import check
from graph.pipeline.output_folder import OWN, OutputFolder
from graph.pipeline.overlay import without
from graph.pipeline.readers import WORTH_A_PROCESS
from graph.pipeline.reading_cache import ReadingCache

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from graph.analyse import Measures
    from graph.network import SourceInfo
    from graph.pipeline.page_cache import Page
    from graph.store.quads import Quad

RECORD, CHECKED, PAGES = "built.json", "checked.json", "pages"
GRAPH, MERGED, MAP = "graph.trig", "graph.ttl", "map.html"
REPORT, REPORT_PAGE = "report.md", "report.html"

Progress = Callable[[str, int, int | None], None]
"""Called with the stage, the amount done, and the total, None if unknown."""


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build.

    `read` of the `sources` were read now, the others were cached; `reread` means all, because the program,
    model or ontology has changed. `problems` are unreadable inputs, `violations` those of the shapes,
    `notes` skipped duplicates and removed articles.
    """

    output: Path
    sources: int
    read: int
    entities: int
    statements: int
    unchanged: bool = False
    reread: bool = False
    problems: tuple[WhereasError, ...] = ()
    violations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """The options of a build; `files` are the user's ontology files."""

    ontology: Ontology
    files: tuple[Path, ...]
    jobs: int
    title: str | None
    force: bool
    progress: Progress


@dataclass(frozen=True, slots=True)
class Plan:
    """The output and inputs of a build; `state` is a digest of everything that it depends on."""

    here: OutputFolder
    setting: Setting
    state: str
    cache: ReadingCache
    decisions: Sequence[Decision]
    report: Callable[[InputError], None]


def publish(readings: Sequence[Reading], plan: Plan) -> Built:
    """Make all files of an output and publish them together."""
    from graph.link import link

    plan.setting.progress("link", 0, None)
    identities = link(readings, plan.setting.ontology, decisions=plan.decisions, report=plan.report)
    readings = without(readings, identities, plan.setting.ontology, rejected(plan.decisions))
    checked, statements = _graph_files(readings, identities, plan)
    violations = sorted({line for lines in checked.values() for line in lines})
    names = [GRAPH, MERGED, MAP, REPORT, REPORT_PAGE, *_texts(readings, plan.here)]
    record = {
        "state": plan.state,
        "readings": [
            [plan.cache.path_of(one.source), one.source.slug, one.source.origin] for one in readings
        ],
        "counts": [len(readings), len(identities), statements],
        "violations": violations,
        "sizes": plan.here.sizes(names),
    }
    plan.here.stage(f"{OWN}/{CHECKED}").write_text(json.dumps(checked, sort_keys=True), encoding="utf-8")
    plan.here.stage(f"{OWN}/{RECORD}").write_text(json.dumps(record), encoding="utf-8")
    old = {f"texts/{path.name}" for path in (plan.here.output / "texts").glob("*.txt")}
    plan.setting.progress("write", 0, None)
    plan.here.publish(gone=old - set(names))
    return Built(
        plan.here.output, len(readings), 0, len(identities), statements, violations=tuple(violations)
    )


def _title(sources: Sequence[SourceInfo]) -> str:
    first = sources[0]
    return first.title or first.slug if len(sources) == 1 else f"{len(sources)} articles"


def _headline(
    found: MultiDiGraph, measures: Measures, ontology: Ontology, sources: Sequence[SourceInfo]
) -> str:
    """The title of a single article; the headline of several."""
    from graph.report.headline import headline

    return (len(sources) > 1 and headline(found, measures, ontology)) or _title(sources)


def _texts(readings: Sequence[Reading], here: OutputFolder) -> list[str]:
    """Write the texts of the sources, for their offsets, unless they exist; give the file names."""
    names = []
    for reading in readings:
        names.append(f"texts/{reading.source.slug}.txt")
        text = reading.source.text.encode("utf-8")
        if not here.holds(names[-1], text):  # a hundred thousand small files are slow to write and to move
            here.stage(names[-1]).write_bytes(text)
    return names


def _graph_files(
    readings: Sequence[Reading], identities: Sequence[Identity], plan: Plan
) -> tuple[dict[str, tuple[str, ...]], int]:
    """Compile the graph and draw the map while the graph is validated; see `check.Check.result`.

    Gives the violations, and the number of statements, counting those in several articles once.
    """
    from graph.pipeline.page_cache import (
        PageCache,  # slow to import; a build without changes does not need it
    )

    ontology = plan.setting.ontology
    plan.setting.progress("graph", 0, None)
    named = check.digests(readings, identities, ontology)
    known = check.load(plan.here.own / CHECKED)
    cache = PageCache(plan.here.own / PAGES, identities, ontology, named)
    pages = list(cache.pages(readings))
    entities = cache.entities(pages, known)
    known = {**known, **dict.fromkeys(cache.valid, ())}
    with _pool(len(readings), plan.setting.jobs) as pool:
        looking = check.start(
            readings, identities, ontology, known, files=plan.setting.files, pool=pool, named=named
        )
        statements = _drawn(pages, entities, plan)
        plan.setting.progress("check", 0, None)
        return looking.result(), statements


@contextmanager
def _pool(readings: int, jobs: int) -> Iterator[Executor | None]:
    """Processes for the validation; None if it is too small to be worth starting them."""
    if jobs < 2 or readings < WORTH_A_PROCESS:
        yield None
        return
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        try:
            yield pool
        except BrokenProcessPool as error:
            raise StoreError(
                "a process that validates the graph was killed, perhaps because it ran out of memory; "
                "build again with a smaller --jobs (articles read so far are cached)"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _write_graph(pages: Sequence[Page], entities: Sequence[Quad], plan: Plan) -> None:
    from graph.store import source_graphs
    from graph.store.iris import namespaces
    from graph.store.turtle_terms import TurtleTerms

    terms, graphs = TurtleTerms(namespaces(plan.setting.ontology)), [page.graph for page in pages]
    for name, parts in (
        (GRAPH, source_graphs.trig(graphs, entities, terms)),
        (MERGED, source_graphs.turtle(graphs, entities, terms)),
    ):
        with plan.here.stage(name).open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)


def _drawn(pages: Sequence[Page], entities: Sequence[Quad], plan: Plan) -> int:
    """Write all files; gives the number of statements."""
    from graph import analyse, render, report
    from graph.network import assembled
    from graph.pipeline.page_cache import united

    here, ontology = plan.here, plan.setting.ontology
    _write_graph(pages, entities, plan)
    plan.setting.progress("measure", 0, None)
    found = assembled(
        (page.info for page in pages),
        {page.info.slug: page.mentions for page in pages},
        united(edge for page in pages for edge in page.edges),
        entities,
        ontology,
        quotations=(one for page in pages for one in page.quotations),
    )
    measures = analyse.measures(found)
    plan.setting.progress("draw", 0, None)
    turtle = here.staged(MERGED).read_bytes()
    infos = [page.info for page in pages]
    title = plan.setting.title or _headline(found, measures, ontology, infos)
    map_page = render.page(found, ontology, title=title, measures=measures, turtle=turtle)
    briefing = report.report(found, measures, ontology)
    texts = {MAP: map_page, REPORT: briefing, REPORT_PAGE: report.page(briefing, title=title, beside=MAP)}
    for name, text in texts.items():
        here.stage(name).write_text(text, encoding="utf-8", newline="")
    return int(found.number_of_edges())
