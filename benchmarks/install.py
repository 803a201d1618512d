"""How long a cold install takes, and what it puts on the disk: the core, and what each extra adds to it.

    python -m benchmarks.install                    # the core and every extra but dev
    python -m benchmarks.install --extra pdf serve

A wheel is built from the checkout and installed into a fresh environment with `pip install --no-cache-dir`.
An extra is installed into an environment of its own that sees the core's, so that what it adds is counted
and nothing else. Seconds are of the clock and of the processor, MB (10^6 bytes) those that the files hold.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """What an install took: seconds of the clock and of the processor, megabytes, distributions."""

    what: str
    wall: float
    processor: float
    megabytes: float
    packages: int


def main() -> None:
    """Measure, and print a table in Markdown."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--extra", nargs="*", help="only these extras")
    chosen = options.parse_args().extra
    print("| | wall, s | processor, s | MB | packages |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for cost in costs(Path(folder), extras() if chosen is None else chosen):
            row = (
                cost.what,
                f"{cost.wall:.0f}",
                f"{cost.processor:.0f}",
                f"{cost.megabytes:.0f}",
                cost.packages,
            )
            print("| " + " | ".join(map(str, row)) + " |", flush=True)


def extras() -> list[str]:
    """The extras of the project but dev, in their order."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [name for name in project["optional-dependencies"] if name != "dev"]


def costs(folder: Path, wanted: list[str]) -> Iterator[Cost]:
    """What the core costs, then each extra on top of it."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", folder / "dist", ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    core = environment(folder / "core")
    yield installed("core", core, str(wheel))
    for extra in wanted:
        above = environment(folder / extra, sees=core)
        yield installed(f"`{extra}` adds", above, f"{wheel}[{extra}]")


def environment(home: Path, *, sees: Path | None = None) -> Path:
    """A fresh environment; it may see what is installed in another."""
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    if sees is not None:
        (packages(home) / "core.pth").write_text(str(packages(sees)) + "\n", encoding="utf-8")
    return home


def packages(home: Path) -> Path:
    """Where an environment keeps its packages."""
    scheme = "nt" if os.name == "nt" else "posix_prefix"
    return Path(sysconfig.get_path("purelib", scheme, {"base": str(home), "platbase": str(home)}))


def installed(what: str, home: Path, requirement: str) -> Cost:
    """Install something, and say what that took."""
    before, had = size(home), len(list(packages(home).glob("*.dist-info")))
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    used, began = processor(), time.perf_counter()
    command = [python, "-m", "pip", "install", "--quiet", "--no-cache-dir", requirement]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{what}: pip failed: {done.stderr.strip().splitlines()[-1]}")
    wall = time.perf_counter() - began
    more = len(list(packages(home).glob("*.dist-info"))) - had
    return Cost(what, wall, processor() - used, (size(home) - before) / 1e6, more)


def processor() -> float:
    """Seconds that the processes called from here have computed so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    main()
