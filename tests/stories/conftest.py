"""The offices that the stories are played in, each on a stage of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.cap_check import wrong_reasons
from bot.domain.journal.duty_replay import duty_faults
from bot.domain.registers.personal_numbers import holds_personal_number, without_codes
from tests.stories import recording
from tests.stories.office import PROFILE, Office, running_office
from tests.stories.planning import JANUARY, ORDOS
from tests.stories.steps import LIANCHI, give_tiers

recording.begin()


@pytest.fixture
async def office(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    """A small office, under the profile that the story is marked with."""
    async with running_office(tmp_path, getattr(request, "param", PROFILE)) as opened:
        yield opened
        await replay(opened)


@pytest.fixture
async def lianchi(tmp_path: Path) -> AsyncIterator[Office]:
    """The small office under the notice of Lianchi, where inspectors are drawn after the confirmation."""
    async with running_office(tmp_path, LIANCHI) as opened:
        await give_tiers(opened)
        yield opened
        await replay(opened)


@pytest.fixture
async def ordos(tmp_path: Path) -> AsyncIterator[Office]:
    """The small office under Ordos' rules, on a Sunday that is worked, the fourth of January."""
    async with running_office(tmp_path, ORDOS, JANUARY) as opened:
        yield opened


async def replay(opened: Office) -> None:
    """Whatever the story was: its journal, replayed, bears out who was changed and who was left out."""
    assert await wrong_reasons(opened.stage.service.database) == []
    async with opened.stage.service.database.reading() as work:
        assert duty_faults(await work.journal.all()) == []
    said = [
        str(each.params.get("text") or each.params.get("caption") or "")
        for each in opened.stage.telegram.calls
    ]
    assert [each for each in said if holds_personal_number(without_codes(each))] == []  # row 54: in no story
    captions = [each.params.get("caption") or "" for each in opened.stage.telegram.calls]
    assert [each for each in captions if each.endswith("…")] == []  # none was too long for a file
