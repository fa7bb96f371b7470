"""What all tests share: where their files lie, and the console."""

import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from tests import shared
from tests.cli.console import Console
from tests.cli.forge import Forge, open_forge

# How long an example takes says something of the machine and its other work, and nothing of the law.
settings.register_profile("house", deadline=None, max_examples=40)
settings.register_profile("long", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("SHUANGSUIJI_LAWS", "house"))

# A traceback with every local value in colours takes seconds; a plain one says the same.
_lines = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[*structlog.get_config()["processors"][:-1], _lines])


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that the workers share; a worker has it from the one that has started it."""
    shared.lie_in_memory()
    if not hasattr(config, "workerinput"):
        shared.begin()


def pytest_collection_finish() -> None:
    """Keep the collector from looking at what the imports and the collection have made, again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the shared folder away, once all workers are done."""
    if not hasattr(config, "workerinput"):
        shared.end()


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
