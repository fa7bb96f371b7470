"""What the tests of crashes share: the process that their bots are forked from."""

from collections.abc import Iterator

import pytest

from tests.crash.mortal import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """The process that bots are forked from."""
    opened = Nursery()
    yield opened
    opened.close()
