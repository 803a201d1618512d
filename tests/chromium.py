"""Finds the Chromium that the tests of the page run in; as a script, says whether there is one."""

from __future__ import annotations

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """The path of a Chromium, or None; the environment's CHROMIUM goes before any other."""
    wanted = os.environ.get("CHROMIUM")
    candidates = (wanted,) if wanted else NAMES
    return next((path for name in candidates if (path := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(find() is None)
