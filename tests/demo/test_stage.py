"""The stage does not wait for ever for what never comes: it says what is left."""

from pathlib import Path

import pytest

from demo.stage import card
from tests.stories.office import running_office


async def test_paper_that_can_never_be_written_is_named(tmp_path: Path) -> None:
    async with running_office(tmp_path) as office:
        await office.freeze()
        folder = office.stage.data_dir / "rounds"
        assert not folder.exists()
        folder.write_text("in the way of every paper", encoding="utf-8")
        begin = card(office["王芳"], "SSJ-2026-", office.group)
        with pytest.raises(
            TimeoutError, match=r"^not settled after 1:00:00: paper 'bundle' no\. \d+, failed \d"
        ):
            await office.stage.presses(office["王芳"], begin, "开始掷骰")
        # What is in the way goes, and what was waiting is written.
        folder.unlink()
        await office.stage.settle()
        assert list(folder.glob("*/bundle.json")) != []
