"""The command `whereas`: arguments in, lines and exit codes out; all else is the library's.

Exit codes: 0 when all went well, 1 when the graph was built without some of the inputs or nothing was
found, 2 when nothing could be done, 130 when stopped with Ctrl-C.
"""

from __future__ import annotations

import os

from graph.cli import doctor, evaluate, exchange, questions
from graph.cli.app import app

__all__ = ["app", "doctor", "evaluate", "exchange", "main", "questions"]


def main() -> None:
    """Run the command line; one thread for each process of it, which is what the reading is fastest with."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    app(prog_name="whereas")
