"""The command `whereas`: arguments in, lines and exit codes out; all else is the library's.

Exit codes: 0 when all went well, 1 when the graph was built without some of the inputs or nothing was
found, 2 when nothing could be done, 130 when stopped with Ctrl-C.
"""

from __future__ import annotations

from graph.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line."""
    app(prog_name="whereas")
