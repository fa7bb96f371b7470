"""Whether what was sent to the bot can have been lost: Telegram keeps it for a day, and then forgets it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.domain.ports import Clock, Store, UnitOfWork
from bot.usecases.act import Act
from bot.usecases.keep_setting import keep_setting
from bot.usecases.tell_of_silence import KEPT_BY_TELEGRAM, tell_of_silence

log = structlog.get_logger()
_SETTING = "heard_at"
_EVERY = timedelta(hours=1)


class Hearing:
    """When Telegram answered last; kept once an hour, so that a restart knows it too."""

    def __init__(
        self, store: Store, bot_act: Callable[[UnitOfWork], Act], clock: Clock, wake: Callable[[], None]
    ) -> None:
        """Take the ports; nothing has been heard yet."""
        self._store, self._act, self._clock, self._wake = store, bot_act, clock, wake
        self._is_cut = True
        self._heard_at: datetime | None = None
        self._kept_at: datetime | None = None

    def cut(self) -> None:
        """Take note that Telegram did not answer."""
        self._is_cut = True

    async def answered(self) -> None:
        """Take note that Telegram answered; where it had not for more than a day, it is told."""
        now = self._clock.now()
        if self._is_cut:
            await self._resume(now)
        elif self._kept_at is None or now - self._kept_at >= _EVERY:
            await self._keep(now)
        self._is_cut, self._heard_at = False, now

    async def stop(self) -> None:
        """Keep until when Telegram was heard: to this moment, unless it is cut off."""
        if not self._is_cut:
            await self._keep(self._clock.now())

    async def _resume(self, now: datetime) -> None:
        async with self._store.writing() as work:
            since = self._heard_at or await _kept(work)
            if since is not None and now - since > KEPT_BY_TELEGRAM:
                log.warning("messages may be lost", since=since, until=now - KEPT_BY_TELEGRAM)
                await tell_of_silence(self._act(work), since)
            await keep_setting(work, _SETTING, now.isoformat())
        self._kept_at = now
        self._wake()

    async def _keep(self, now: datetime) -> None:
        async with self._store.writing() as work:
            await keep_setting(work, _SETTING, now.isoformat())
        self._kept_at = now


async def _kept(work: UnitOfWork) -> datetime | None:
    found = await work.settings.one(name=_SETTING)
    return datetime.fromisoformat(found.value) if found else None
