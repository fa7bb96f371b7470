from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.cli.console import Console
from tests.cli.forge import Forge, open_forge

# How long an example takes says something of the machine and its other work, and nothing of the law.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def forge() -> Iterator[Forge]:
    """The process that short commands are forked from."""
    opened = open_forge()
    yield opened
    opened.close()


@pytest.fixture
async def console(tmp_path: Path, forge: Forge) -> AsyncIterator[Console]:
    """An empty folder without any settings but the log's level."""
    opened = Console(tmp_path, forge)
    yield opened
    await opened.close()
