"""What tests of the store begin with."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database.store import Database
from storage.database.upgrade import upgrade


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database with all tables."""
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'office.db'}")
    await upgrade(opened.engine)
    yield opened
    await opened.close()
