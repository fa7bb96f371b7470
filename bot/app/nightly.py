"""The backup of every night, made by the running bot itself."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from bot.app.backup import back_up
from bot.domain.ports import Clock, Store, UnitOfWork
from bot.usecases.act import Act
from bot.usecases.report_backup import report_failed_backup
from storage.backups.archive import BackupError
from storage.backups.keeping import made_at

log = structlog.get_logger()
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_HOUR = time(2)
"""When nobody works: 2:00 in the morning."""


class NightlyBackup:
    """Writes one backup a day into a folder; a failed one is told and tried the next day."""

    def __init__(
        self, store: Store, bot_act: Callable[[UnitOfWork], Act], clock: Clock, paths: tuple[Path, Path, Path]
    ) -> None:
        """Take the store, what makes an act of the bot itself, and the paths: database, data, backups."""
        self._store, self._act, self._clock = store, bot_act, clock
        self._database, self._data_dir, self._folder = paths
        self._failed_on: date | None = None

    async def run_if_due(self) -> bool:
        """Write the backup of today if it is 2:00 and there is none yet; return whether one was written."""
        now = self._clock.now().astimezone(_SHANGHAI)
        if now.time() < _HOUR or self._failed_on == now.date() or self._newest() >= now.date():
            return False
        try:
            checked = await back_up(self._database, self._data_dir, self._folder, now)
        except (OSError, BackupError) as error:
            await self._report(error, now)
            return False
        log.info("backup written", path=str(checked.path), entries=checked.entries)
        return True

    def _newest(self) -> date:
        """Return the day of the newest backup, or the beginning of time."""
        days = [at.date() for path in self._folder.glob("*.zip") if (at := made_at(path))]
        return max(days, default=date.min)

    async def _report(self, error: Exception, now: datetime) -> None:
        self._failed_on = now.date()
        log.error("backup failed", error=repr(error))
        async with self._store.writing() as work:
            await report_failed_backup(self._act(work), str(self._folder), str(error))
