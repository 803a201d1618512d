"""Lets `python -m graph` do what `whereas` does, and says what is missing where that cannot even start."""

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
