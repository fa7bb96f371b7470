"""Steps with which many stories begin, played once and laid under each further story.

The first story of a run that draws its round really draws it; what came of it, the database's file,
the other files and Telegram's world, is kept. A further story whose office has gone the very same way, and
where nothing else has happened, gets a copy of that, and its bot starts over it as after any restart.
"""

import asyncio
import io
import pickle
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from demo.stage import Stage
from playground import Telegram
from tests import shared

if TYPE_CHECKING:
    from tests.stories.office import Office

DATABASE = "shuangsuiji.db"
_OWN = ("now", "rng", "clock_button", "_listeners", "_stirred", "_server", "_drivers", "people")
"""What each Telegram keeps for itself; of the drivers only what they drive is taken over."""


@dataclass(frozen=True)
class Outcome:
    """What came of a step; a file's permission bits stand with its content."""

    database: bytes
    files: dict[str, tuple[int, bytes]]
    world: bytes
    at: datetime
    secret_key: str


class Beginning:
    """How far an office has gone by kept steps alone, and whether anything else has happened since."""

    def __init__(self, stage: Stage, *way: object) -> None:
        """Begin at an office that was opened just now, in this way."""
        self._stage, self.way = stage, way
        self._file = sqlite3.connect(stage.data_dir / DATABASE)
        self._mark = self._now()

    def is_untouched(self) -> bool:
        """Return whether nobody wrote to the database, in a chat or on the clock since the last kept step."""
        return self._now() == self._mark and not self._stage.telegram.faults

    def goes_on(self, *way: object) -> None:
        """Take note of a step that has just been made or laid."""
        self.way, self._mark = way, self._now()

    def outcome(self) -> Outcome:
        """Return what there is now."""
        folder, telegram = self._stage.data_dir, self._stage.telegram
        files = {
            str(each.relative_to(folder)): (each.stat().st_mode & 0o777, each.read_bytes())
            for each in folder.rglob("*")
            if each.is_file() and not each.name.startswith(DATABASE)
        }
        return Outcome(
            self._file.serialize(), files, _pickled(telegram), self._stage.clock.now(), self._stage.secret_key
        )

    async def replace_by(self, outcome: Outcome) -> None:
        """Put the outcome in the place of what there is."""
        await self._stage.service.stop()
        self._file.close()
        shutil.rmtree(self._stage.data_dir)
        await lay(self._stage, outcome)
        self._file = sqlite3.connect(self._stage.data_dir / DATABASE)

    def close(self) -> None:
        """Let go of the database's file."""
        self._file.close()

    def _now(self) -> tuple[object, ...]:
        (changes,) = self._file.execute("PRAGMA data_version").fetchone()
        stage = self._stage
        return changes, stage.telegram.version, stage.clock.now(), id(stage.service), stage.crash


async def lay(stage: Stage, outcome: Outcome) -> None:
    """Put the outcome on a stage whose bot is not running, and start the bot over it."""
    (stage.data_dir / DATABASE).parent.mkdir(parents=True, exist_ok=True)
    (stage.data_dir / DATABASE).write_bytes(outcome.database)
    for name, (mode, content) in outcome.files.items():
        file = stage.data_dir / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(mode)
    _take_over(stage.telegram, outcome.world)
    stage.clock.move_to(outcome.at)
    stage.secret_key = outcome.secret_key
    await stage.start_bot()
    await stage.settle()


def kept(step: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """Return the step of an office, played once for each way that leads to it."""

    @wraps(step)
    async def lay_or_play(office: "Office", *given: object, **named: object) -> None:
        beginning = office.beginning
        way = (*beginning.way, step.__module__, step.__name__, repr((given, named)))
        if not beginning.is_untouched():
            await step(office, *given, **named)
            return
        outcome: Outcome | None = shared.kept(way)
        if outcome is not None:
            await beginning.replace_by(outcome)
        else:
            await step(office, *given, **named)
            shared.keep(way, beginning.outcome())
        beginning.goes_on(*way)

    return lay_or_play


def _take_over(telegram: Telegram, world: bytes) -> None:
    """Make this Telegram what the other was; its drivers then drive the other's groups."""
    state, chats, dice = _Unpickler(io.BytesIO(world), telegram).load()
    vars(telegram).update(state)
    telegram.rng.setstate(dice)
    for driver, chat in zip(telegram._drivers, chats, strict=True):
        driver.chat = chat
    telegram.stir()


def _pickled(telegram: Telegram) -> bytes:
    state = {name: value for name, value in vars(telegram).items() if name not in _OWN}
    chats = [driver.chat for driver in telegram._drivers]
    file = io.BytesIO()
    _Pickler(file, telegram).dump((state, chats, telegram.rng.getstate()))
    return file.getvalue()


class _Pickler(pickle.Pickler):
    """Leaves out who waits, and refers to the Telegram itself by name."""

    def __init__(self, file: io.BytesIO, telegram: Telegram) -> None:
        super().__init__(file)
        self._telegram = telegram

    def persistent_id(self, obj: Any) -> str | None:
        """Return the name of the Telegram, of nothing else."""
        return "telegram" if obj is self._telegram else None

    def reducer_override(self, obj: Any) -> Any:
        """Let nobody wait in the copy."""
        if not isinstance(obj, asyncio.Event):
            return NotImplemented
        return _event, (obj.is_set(),)


class _Unpickler(pickle.Unpickler):
    """Reads what `_Pickler` wrote, for another Telegram."""

    def __init__(self, file: io.BytesIO, telegram: Telegram) -> None:
        super().__init__(file)
        self._telegram = telegram

    def persistent_load(self, _name: Any) -> Telegram:
        """Return the Telegram that takes over."""
        return self._telegram


def _event(is_set: bool) -> asyncio.Event:
    event = asyncio.Event()
    if is_set:
        event.set()
    return event
