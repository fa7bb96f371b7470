from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.office import Office, open_office


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A small office on a stage of its own."""
    opened = await open_office(tmp_path)
    yield opened
    await opened.stage.__aexit__(None, None, None)
