"""The pages of the documentation cut into what can be run: commands with their output, files, Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAVED_AS = re.compile(r"\bas `([\w./-]+)`:\s*\Z")
EXIT_CODE = re.compile(r"<!-- exit code (\d+) -->\s*\Z")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and text, the line it stands on, and what the words before it say.

    `saved_as` is the file that the reader is told to save it as, `exit_code` what its commands end with.
    """

    language: str
    text: str
    line: int
    saved_as: str | None = None
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """A command as the reader types it, and the lines that the page says it prints."""

    line: str
    expected: str


def pages() -> list[Path]:
    """The pages that a reader meets, sorted."""
    return sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def name(page: Path) -> str:
    """The page's path below the root, as tests are named by it."""
    return page.relative_to(ROOT).as_posix()


def blocks(markdown: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [_block(markdown, match) for match in FENCE.finditer(markdown)]


def _block(markdown: str, match: re.Match[str]) -> Block:
    before = markdown[: match.start()]
    saved, ends = SAVED_AS.search(before), EXIT_CODE.search(before)
    return Block(match[1], match[2], before.count("\n") + 1, saved and saved[1], int(ends[1]) if ends else 0)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block, each with the output that follows it.

    >>> [one.line for one in commands(Block("console", "$ echo a\\na\\n$ echo b\\nb\\n", 1))]
    ['echo a', 'echo b']
    """
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, expected = part.partition("\n")
        yield Command(line, expected)


def prints(expected: str, printed: str) -> bool:
    """Whether what was printed is what the page shows; `…` stands for anything, also for nothing.

    >>> prints("a …\\n…\\nd\\n", "a b\\nc\\nd\\n"), prints("a\\n…\\n", "b\\na\\n")
    (True, False)
    """
    pattern = "".join(map(_pattern, expected.strip().splitlines()))
    lines = (line.rstrip() for line in printed.strip().splitlines())
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


def _pattern(line: str) -> str:
    if line.strip() == "…":
        return r"(?:.*\n)*?"
    return ".*".join(re.escape(part) for part in line.rstrip().split("…")) + r"\n"


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as the reader does, with `whereas` as this checkout has it."""
    bin_folder = folder.parent / "bin"
    if not bin_folder.is_dir():
        bin_folder.mkdir()
        for command, module in (("whereas", "-m graph"), ("python", "")):
            script = bin_folder / command
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n', encoding="utf-8")
            script.chmod(0o755)
    environment = os.environ | {
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
    }
    return subprocess.run(
        line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
