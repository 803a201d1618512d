"""Preloaded by the workers of the tests: they read without a model, and misbehave as the article says.

Read by Dask with `--preload`; what it changes is changed in the worker's process alone.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path

from graph.errors import InputError
from graph.model import Reading, Source
from graph.ontology import Ontology
from graph.pipeline import SpacyReader
from graph.pipeline.cluster import worker

sys.path.insert(0, str(Path(__file__).parent))
from test_pipeline import fake_reading

KIND = os.environ.get("WHEREAS_TEST_WORKER", "")
SLOWLY = float(os.environ.get("WHEREAS_TEST_SLOWLY", "0.02"))  # seconds for an article


def _read(batch: Sequence[Source], model: str, ontology: Ontology) -> list[Reading | InputError]:
    return [_one(source) for source in batch]


def _one(source: Source) -> Reading | InputError:
    time.sleep(SLOWLY)
    if "POISON" in source.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "BOMB" in source.text:
        return InputError(source.origin, "cannot be read", "leave it out")
    return fake_reading(source, f"fake of {os.getpid()}")


class Missing(MetaPathFinder):
    """Makes the program a package that is not installed."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Fail as Python does without the package."""
        if fullname == "graph":
            raise ModuleNotFoundError("No module named 'graph'", name="graph")


def dask_setup(_: object) -> None:
    """Called by Dask when the worker starts."""
    worker.read_batch = _read
    if KIND == "of another version":
        own = SpacyReader.versions.fget
        assert own is not None
        SpacyReader.versions = property(lambda self: own(self) | {"program": "0" * 64})  # type: ignore[assignment]
    if KIND == "without the program":
        for name in [name for name in sys.modules if name.partition(".")[0] == "graph"]:
            del sys.modules[name]
        sys.meta_path.insert(0, Missing())
