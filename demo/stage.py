"""The stage: a stand-in for Telegram on loopback, the real bot over a real database, a clock to move."""

import asyncio
import random
from datetime import datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.app import Service, init_office, make_secret_key, no_crash, office_of, open_database, open_service
from bot.domain.mail import NoticeState
from bot.domain.ports import Crashpoint
from bot.domain.texts import text
from bot.regulations import load_profile
from bot.settings import Settings, read_settings
from bot.views.names import terms_of
from demo.clock import MovableClock
from demo.samples import SAMPLES
from locales import render
from playground import Message, PersonDriver, Telegram

TOKEN = "1000000:PLAYGROUND-TOKEN-OF-NOBODY-0000000000"  # noqa: S105 - the stand-in's, worth nothing elsewhere
BOT_NAME = "ssj_demo_bot"
_NEVER_SECONDS = 10**7
_LONGEST_WAIT = timedelta(hours=1)
"""Of the bot's clock, which waiting moves: no pace of Telegram and no try again takes so long."""
_PATIENCE_SECONDS = 60
"""Of real time: a machine with much to do is slow, and nothing is wrong."""
DUTY = "【检查任务】"


class Stage:
    """Everything that a round needs, in one process; used as an asynchronous context manager."""

    def __init__(
        self, data_dir: Path, start: datetime, profile: str, *, seed: int, chief: str, port: int = 0
    ) -> None:
        """Set the stage in this folder, at this instant; `chief` heads the lead office, port 0 takes any."""
        self.data_dir, self.profile, self.chief, self._port = data_dir, profile, chief, port
        self.office_name = f"{SAMPLES[profile].bureau}（演示）"
        self.clock = MovableClock(start)
        self.telegram = Telegram(self.clock.right, random.Random(seed))  # noqa: S311 - dice of a rehearsal
        self.crash: Crashpoint = no_crash
        self.people: dict[str, PersonDriver] = {}
        self.secret_key = ""

    async def __aenter__(self) -> Self:
        """Start the stand-in, make the office, start the bot."""
        await self.start_telegram()
        await self.make_office()
        await self.start_bot()
        return self

    async def start_telegram(self) -> None:
        """Start the stand-in, where the bot has its token already."""
        self.telegram.add_bot(TOKEN, BOT_NAME, "双随机机器人")
        self.base_url = await self.telegram.start(self._port)

    async def make_office(self) -> None:
        """Make the office in an empty database, as `shuangsuiji init` does."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        database = await open_database(self.settings.database)
        self.first_token = await init_office(database, self.profile, self.chief, self.clock, self.office_name)
        async with database.reading() as work:
            office = await office_of(work)
        self.secret_key = await make_secret_key(database, office, self.clock)
        await database.close()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the bot, then the stand-in."""
        await self.service.stop()
        await self.telegram.stop()

    @property
    def settings(self) -> Settings:
        """Return the bot's settings: it differs from a real one by its address only."""
        return read_settings(
            token=TOKEN,
            secret_key=self.secret_key,
            api_url=self.base_url,
            data_dir=self.data_dir,
            tick_seconds=_NEVER_SECONDS,
            _env_file=None,
        )

    async def start_bot(self) -> None:
        """Start the bot over what the database holds."""
        self.service: Service = await open_service(self.settings, self.clock, self.crash)
        await self.service.start()

    async def restart_bot(self) -> None:
        """Stop the bot and start it again."""
        await self.service.stop()
        await self.start_bot()

    async def settle(self) -> None:
        """Return when the bot has nothing left to do.

        Raises:
            TimeoutError: it waits again and again for what never comes; the message says what is left.
        """
        await self.telegram.until(lambda: self.telegram.unconfirmed == 0, _PATIENCE_SECONDS)
        settled = asyncio.ensure_future(self.service.settled())
        late = asyncio.ensure_future(self.clock.passes(self.clock.right() + _LONGEST_WAIT))
        try:
            await asyncio.wait((settled, late), return_when=asyncio.FIRST_COMPLETED)
            if not settled.done():
                raise TimeoutError(f"not settled after {_LONGEST_WAIT}: {await self._left()}")
            settled.result()
        finally:
            for task in (settled, late):
                task.cancel()

    async def _left(self) -> str:
        """Return what the bot still has to send and to hear, as its rows say it."""
        async with self.service.database.reading() as work:
            notices = await work.notices.all(state=(NoticeState.PENDING, NoticeState.SENDING))
            updates = await work.updates.all(state="pending")
        said = [
            f"{each.kind} {each.screen!r} no. {each.id}, failed {each.failures} times {each.error}".strip()
            for each in notices
        ]
        said += [f"update {each.id}, failed {each.failures} times" for each in updates]
        return "; ".join(said) or "nothing that has a row"

    def words(self, key: str) -> str:
        """Return a text without values as this office reads it, such as the name of a role."""
        return render("zh_CN", text(key), terms_of(load_profile(self.profile)))

    def person(self, name: str) -> PersonDriver:
        """Return the person of this name, with a telephone of his own."""
        if name not in self.people:
            self.people[name] = self.telegram.person(name)
        return self.people[name]

    async def says(self, person: PersonDriver, words: str, place: object = "private") -> None:
        """Have somebody write, and wait for the bot."""
        await person.says(place, words)  # type: ignore[arg-type]
        await self.settle()

    async def presses(self, person: PersonDriver, message: Message, label: str) -> str:
        """Have somebody press the button whose label begins so; return what the bot answers to the press."""
        press = person.presses(message, full_label(message, label))
        await self.settle()
        toast = await press
        return toast.text

    async def pass_working_day(self, at: time = time(9)) -> None:
        """Move to a working day's morning, and let the clock of the bot strike."""
        self.clock.next_working_morning(self.service.desk.office.calendar, at)
        await self.tick()

    async def tick(self) -> None:
        """Let the bot's clock strike."""
        await self.service.tick()
        await self.settle()


def full_label(message: Message, beginning: str) -> str:
    """Return this label, else the first that begins so; raise LookupError where the message has neither."""
    labels = [button.label for button in message.each_button()]
    if beginning in labels:
        return beginning
    for label in labels:
        if label.startswith(beginning):
            return label
    raise LookupError(f"no button {beginning!r} among {labels} of {message.text!r}")


def card(person: PersonDriver, beginning: str, place: object = "private") -> Message:
    """Return the newest message on the person's screen that begins so; raise LookupError if there is none."""
    for message in reversed(person.screen(place)):  # type: ignore[arg-type]
        if message.text.startswith(beginning):
            return message
    raise LookupError(f"{person.name} sees nothing that begins with {beginning!r}")


def has_card(person: PersonDriver, beginning: str) -> bool:
    """Return whether the person sees a message that begins so."""
    return any(message.text.startswith(beginning) for message in person.screen("private"))


def waiting(person: PersonDriver, title: str, label: str) -> Message | None:
    """Return the newest message with this title that still bears a button that begins so, or None."""
    for message in reversed(person.screen()):
        if message.text.startswith(title) and any(
            each.label.startswith(label) for each in message.each_button()
        ):
            return message
    return None
