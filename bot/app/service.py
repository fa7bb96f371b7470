"""The running bot: inbox, handlers, outbox and clock, started together and stopped in order."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from telegram import Update

from bot.app.application import application_of, reach, repeat
from bot.app.clock import ClockWatch
from bot.app.handed_evidence import HANDED, HandedEvidence
from bot.app.journal_guard import keep_head
from bot.app.memory import Memory
from bot.app.nightly import NightlyBackup
from bot.app.stamping import Stamping
from bot.app.trouble import Trouble
from bot.app.watchdog import Watchdog
from bot.domain.errors import StoreBroken, Unwritable
from bot.domain.ports import Clock, Crashpoint
from bot.gateway import BotApi
from bot.handlers import register
from bot.handlers.context import DESK
from bot.handlers.desk import Desk
from bot.inbox.hearing import Hearing
from bot.inbox.inbox import Inbox
from bot.outbox import Effects, Outbox
from bot.outbox import Office as OutboxOffice
from bot.settings import Settings
from bot.ticks import Ticks
from bot.usecases.menus import refresh_all
from bot.usecases.office import Office
from bot.views.names import terms_of
from locales import render
from storage.database.store import Database
from storage.files import EvidenceFolder
from storage.workbooks.platform import read_match
from storage.workbooks.reader import read_workbook

log = structlog.get_logger()
_BACKUP_CHECK, _STAMP_CHECK = timedelta(minutes=10), timedelta(minutes=1)
_PATIENCE_SECONDS = 4.0
_MISSED_TICKS, _LEAST_SILENCE_SECONDS = 8, 120
"""After so many ticks that did not come to an end, and not before, the clock is taken for dead."""
_GIVE_WAY_SECONDS = 0.03


def no_crash(_name: str) -> None:
    """Do nothing: in production nobody kills the process at a named point."""


class Service:
    """One bot over one database."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        *,
        office: Office,
        button_key: bytes,
        clock: Clock,
        papers: Callable[..., Any],
        crash: Crashpoint = no_crash,
    ) -> None:
        """Wire the parts; nothing runs before start()."""
        self.database, self.clock, self._settings = database, clock, settings
        self._watch, self._memory = ClockWatch(clock), Memory()
        self.watchdog = Watchdog(max(_LEAST_SILENCE_SECONDS, _MISSED_TICKS * settings.tick_seconds))
        self.api = BotApi.at(settings, self._watch.hear)
        self._papers, self._crash, self._button_key, self._office = papers, crash, button_key, office
        self._tasks: list[asyncio.Task[Any]] = []
        self._application = application_of(self.api)
        self._handed = HandedEvidence(settings.data_dir / HANDED)

    async def start(self) -> None:
        """Reach Telegram, take up what a crash left, and begin to work."""
        await reach(self._application, self.clock, self._settings.api_url)
        self._wire()
        await self.outbox.recover()
        await self._set_menus()
        await self._application.start()
        self._tasks = [
            asyncio.create_task(self.inbox.fetch_forever(), name="inbox.fetch"),
            asyncio.create_task(self.watchdog.watch(), name="watchdog"),
            asyncio.create_task(self.inbox.handle_forever(), name="inbox.handle"),
            asyncio.create_task(self.outbox.run(), name="outbox"),
        ]
        self._start_clock()

    async def _set_menus(self) -> None:
        async with self.database.writing() as work:
            await refresh_all(self.desk.bot_act(work))

    async def run(self) -> None:
        """Return when a part ends, with what ended it."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()

    async def stop(self) -> None:
        """Finish the update and the notice in hand, fetch no more, close everything, within five seconds."""
        if self._tasks:
            await self._stop_working(*self._tasks)
        with contextlib.suppress(RuntimeError):
            await self._application.stop()
        await self._application.shutdown()
        await self.api.shutdown()  # where Telegram was never reached, the application does not do it
        await self.database.close()

    async def _stop_working(
        self, fetching: asyncio.Task[Any], watching: asyncio.Task[Any], *working: asyncio.Task[Any]
    ) -> None:
        fetching.cancel()
        watching.cancel()
        self.inbox.stop()
        self.outbox.stop()
        await asyncio.wait(working, timeout=_PATIENCE_SECONDS)
        for task in working:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task
        with contextlib.suppress(Unwritable, StoreBroken):
            await self.hearing.stop()

    async def settled(self) -> None:
        """Return when every update that was fetched is handled and every notice has left."""
        while not (self.inbox.news.is_idle and self.outbox.news.is_idle):
            idle = asyncio.create_task(self._idle())
            try:
                await asyncio.wait((idle, *self._tasks), return_when=asyncio.FIRST_COMPLETED)
            finally:
                idle.cancel()
            for task in self._tasks:
                if task.done():
                    task.result()

    async def _idle(self) -> None:
        await self.inbox.news.idle()
        await self.outbox.news.idle()

    async def tick(self) -> None:
        """Ask what is due; a clock that is ahead is not asked until it is right again."""
        try:
            if not self._watch.is_ahead():
                await self.ticks.tick()
                await keep_head(self.database, self._settings.data_dir)
                await self._take_handed()
        except Unwritable as error:
            await self.trouble.meet(error)
        except StoreBroken as error:
            self.inbox.break_with(error)
        finally:
            self._memory.tend(self.clock.now())
            self.watchdog.beat()

    async def _take_handed(self) -> None:
        if await self._handed.take_in(self.database, self.desk.bot_act):
            self._wake()

    def _wire(self) -> None:
        own_words = partial(render, terms=terms_of(self._office.profile))
        self.trouble = Trouble(self.database, self.api, self.clock, own_words)
        self.desk = self._make_desk()
        self.outbox = self._make_outbox(own_words)
        self.inbox = self._make_inbox()
        self.ticks = Ticks(
            self.database, self.desk.bot_act, self.outbox.news.ring, self._crash, self._office.reminding
        )
        self.nightly = self._nightly_backup()
        authority = self._settings.timestamp_url
        self.stamping = Stamping(self.database, self.desk.bot_act, authority) if authority else None
        self._application.bot_data[DESK] = self.desk
        register(self._application)

    def _make_desk(self) -> Desk:
        return Desk(
            store=self.database,
            office=replace(self._office, hears_all=bool(self.api.can_read_all_group_messages)),
            clock=self.clock,
            telegram=self.api,
            read_workbook=read_workbook,
            read_match=read_match,
            keep_evidence=EvidenceFolder(self._settings.data_dir / "evidence").keep,
            button_key=self._button_key,
            wake=self._wake,
            step_aside=self._step_aside,
            crash=self._crash,
        )

    def _make_outbox(self, own_words: Callable[..., str]) -> Outbox:
        folder = str(self._settings.data_dir)
        return Outbox(
            self.database,
            self.api,
            self.clock,
            office=OutboxOffice(self.api.username, self._button_key, own_words, folder),
            effects=Effects(self.desk.bot_act),
            papers=self._papers,
            crash=self._crash,
            wait=self.trouble.meet,
            give_way=self._give_way,
        )

    def _make_inbox(self) -> Inbox:
        self.hearing = Hearing(self.database, self.desk.bot_act, self.clock, self._wake)
        return Inbox(
            self.database,
            self.api,
            self.clock,
            self._handle,
            crash=self._crash,
            trouble=self.trouble,
            hearing=self.hearing,
        )

    def _nightly_backup(self) -> NightlyBackup | None:
        folder, database = self._settings.backups, self._settings.database_file
        if folder is None or database is None:
            return None
        paths = (database, self._settings.data_dir, folder)
        return NightlyBackup(self.database, self.desk.bot_act, self.clock, paths)

    def _wake(self) -> None:
        self.outbox.news.ring()

    async def _give_way(self) -> None:
        """Return when no update waits, but soon: who asks goes before who is told, and silences nobody."""
        if not self.inbox.news.is_idle:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.inbox.news.idle(), _GIVE_WAY_SECONDS)

    def _step_aside(self, update_id: int) -> None:
        self.inbox.step_aside(update_id)

    async def _handle(self, raw: dict[str, Any]) -> None:
        update = Update.de_json(raw, self.api)
        if update is not None:
            await self._application.process_update(update)
            if error := self.desk.unanswered.pop(update.update_id, None):
                raise error

    def _start_clock(self) -> None:
        repeat(self._application, self.tick, timedelta(seconds=self._settings.tick_seconds))
        if self.nightly is not None:
            repeat(self._application, self._back_up, _BACKUP_CHECK)
        if self.stamping is not None:
            repeat(self._application, self.stamping.stamp_newest, _STAMP_CHECK)

    async def _back_up(self) -> None:
        if self.nightly is not None:
            await self.nightly.run_if_due()
            self._wake()
