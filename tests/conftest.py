"""What the tests share: the profiles of hypothesis, the corpora next to the checkout, the browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import chromium as chromium_finder
import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
IN_CI = bool(os.environ.get("CI"))

# A slow machine is no defect, so no example has a deadline; under CI the examples are always the same.
# HOSTILE in the environment is how many examples a property is held to where its test gives no number.
settings.register_profile(
    "whereas",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=int(os.environ.get("HOSTILE", "100")),
)
settings.register_profile("whereas-ci", settings.get_profile("whereas"), derandomize=True)
settings.load_profile("whereas-ci" if IN_CI else "whereas")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the page last: while playwright is open, no other test can call `asyncio.run`.

    Workers get the tests of a file together, so that its fixtures are made once.
    """
    items.sort(key=_opens_a_page)
    for item in items:
        group = f"{item.path.stem} in Chromium" if _opens_a_page(item) else item.path.stem
        item.add_marker(pytest.mark.xdist_group(group))


def _opens_a_page(item: pytest.Item) -> bool:
    return "chromium" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and gold data next to the checkout; its tests are skipped without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the corpora and gold data of ../shared are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium, one for the whole run: open a new context or page for each test."""
    executable = chromium_finder.find()
    if executable is None:
        problem = "no Chromium found: install it, or name it in the environment's CHROMIUM"
        pytest.fail(problem) if IN_CI else pytest.skip(problem)
    from playwright.sync_api import sync_playwright

    # A container has neither the rights for a sandbox nor the shared memory of a desktop.
    options = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the sample articles, built once for the whole run; copy it to change it."""
    from graph.pipeline import run

    output = tmp_path_factory.mktemp("demo") / "output"
    run([ROOT / "samples"], output, jobs=1)
    return output
