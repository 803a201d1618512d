"""What reading on a Dask cluster costs: scheduler and workers as processes of this machine.

    python -m benchmarks.cluster [FOLDER] [--workers 2] [--limit N]

Readings are sent back, or put into a folder that all see. Processor seconds are those of the reading
alone, start-up included, each row with a cluster of its own.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph import read
from graph.model import Source
from graph.ontology import default_ontology
from graph.pipeline import MODEL, SpacyReader
from graph.pipeline.cluster import ClusterReader
from graph.store import codec

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds and greatest memory in MB of a process."""

    cpu: float
    memory: float


def main() -> None:
    """Print a row for each way."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default=str(ROOT.parent / "shared" / "corpus" / "milestones"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=int, metavar="N", help="read the first N articles")
    given = parser.parse_args()
    sources = list(read.sources([given.folder]))[: given.limit]
    words = sum(len(one.text.split()) for one in sources)
    print(f"{len(sources)} articles, {words:,} words, {given.workers} workers\n")
    memory = "MB: a worker | scheduler | client"
    print(f"| readings | wall, s | CPU s: workers | scheduler | client | {memory} | kB a reading |")
    print("|---|---|---|---|---|---|---|---|---|")
    for way in ("sent", "shared"):
        print(_row(way, sources, given.workers), flush=True)


def _row(way: str, sources: Sequence[Source], number: int) -> str:
    reader = SpacyReader(MODEL, default_ontology())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scheduler = _start(folder, "scheduler", "--port", "0")
        workers = [_start(folder, "worker", "--nthreads", "1", "--no-nanny") for _ in range(number)]
        before, start = _own_cpu(), time.perf_counter()
        readings_folder = folder / "readings" if way == "shared" else None
        cluster = ClusterReader(reader, str(folder / "scheduler.json"), readings_folder)
        while not (file := folder / "scheduler.json").exists() or not file.stat().st_size:
            time.sleep(0.1)
        made = list(cluster.read(sources))
        wall, client = time.perf_counter() - start, _own_cpu() - before
        if readings_folder is not None:
            sizes = [path.stat().st_size for path in readings_folder.rglob("*.json")]
        else:
            sizes = [len(codec.dumps(one)) for one in made if not isinstance(one, Exception)]
        ended = [_end(one) for one in workers]
        middle = _end(scheduler)
    cpu = f"{sum(one.cpu for one in ended):.1f} | {middle.cpu:.1f} | {client:.1f}"
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    memory = f"{max(one.memory for one in ended):.0f} | {middle.memory:.0f} | {own:.0f}"
    return f"| {way} | {wall:.1f} | {cpu} | {memory} | {sum(sizes) / len(sizes) / 1000:.1f} |"


def _start(folder: Path, what: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--host", "127.0.0.1", "--no-dashboard"]
    file = ("--scheduler-file", str(folder / "scheduler.json"))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    own = {"PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(folder)}
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # as a nanny sets them
    return subprocess.Popen([*command, *file, *options], env=os.environ | own | one_thread, **quiet)  # type: ignore[call-overload]


def _end(process: subprocess.Popen[bytes]) -> Cost:
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
