"""Runs `whereas` as `python -m graph`; reports the missing package if the command line cannot be imported."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; a part of the core that is not installed is named in one line."""
    try:
        from graph.cli import main as run
    except ModuleNotFoundError as error:
        name = error.name or str(error)
        way_out = f"{sys.executable} -m pip install {name}"
        sys.exit(f"whereas: the package {name!r} is not installed; {way_out}, then whereas doctor")
    run()


if __name__ == "__main__":
    main()
