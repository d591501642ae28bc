"""A desk and a browser for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import browser, served


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Browser]]:
    """The address of a desk, and a browser."""
    with served(tmp_path_factory.mktemp("desk")) as address, browser() as found:
        yield address, found
