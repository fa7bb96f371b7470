"""An office whose bot can die, the people who use it, and what must hold in the end."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.crash import verdict
from tests.crash.board import Board
from tests.crash.mortal import Death, Mortal, Nursery
from tests.crash.people import People
from tests.stories.office import Office, open_office

_PATIENCE_SECONDS, _LONGEST_PLAY_SECONDS = 60, 600


@dataclass
class Scene:
    """An office whose bot is mortal, and the people who use it."""

    office: Office
    bot: Mortal
    people: People

    async def play(self, deaths: Iterator[Death], script: Coroutine[Any, Any, None] | None = None) -> None:
        """Let the people play the round, or a part of it, while the bot dies these deaths, then lives."""
        playing = asyncio.create_task(asyncio.wait_for(script or self.people.play(), _LONGEST_PLAY_SECONDS))
        for death in deaths:
            if playing.done():
                break
            await self.bot.die(death)
        await self.finish(playing)
        await playing

    async def finish(self, playing: asyncio.Task[None] | None = None) -> None:
        """Let the bot live until the people are done and it has nothing left to do."""
        await self.bot.live(asyncio.create_task(self._quiet(playing)))

    async def _quiet(self, playing: asyncio.Task[None] | None) -> None:
        if playing is not None:
            await asyncio.wait((playing,))
        telegram = self.office.stage.telegram
        await telegram.until(lambda: telegram.unconfirmed == 0, _PATIENCE_SECONDS)

    async def check(self) -> int:
        """Return how many messages were repeated, after everything else was found in order."""
        truth = await verdict.gather(self.office)
        verdict.check_updates(truth)
        verdict.check_effects(truth)
        verdict.check_notices(truth, self.bot.cut)
        verdict.check_dice(truth)
        await verdict.check_papers(self.office)
        return verdict.check_repeats(truth, self.bot.cut)


@asynccontextmanager
async def open_scene(folder: Path, nursery: Nursery) -> AsyncIterator[Scene]:
    """Set up the office in this process, then hand it to a bot in a process of its own."""
    office = await open_office(folder)
    stage = office.stage
    calendar = stage.service.desk.office.calendar
    await stage.service.stop()
    office.beginning.close()  # no other process may hold the database: a birth recovers it
    board = Board(folder / "board")
    board.move_to(stage.clock.now())
    stage.telegram.now = board.now
    try:
        async with Mortal(nursery, stage.data_dir, stage.base_url, folder / "board") as bot:
            yield Scene(office, bot, People(office, bot, calendar))
    finally:
        await stage.telegram.stop()
