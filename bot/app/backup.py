"""Backups of an office: written beside the running bot, believed only after they were restored and read."""

import asyncio
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app.console import verify_journal
from storage.backups.archive import DATABASE, BackupError, unpack, write_backup
from storage.backups.keeping import backup_name, superfluous
from storage.database.store import Database


@dataclass(frozen=True)
class CheckedBackup:
    """A backup that was restored in a temporary folder: its file, how many it holds, its journal."""

    path: Path
    made_at: datetime
    files: int
    entries: int
    head: str


async def back_up(database: Path, data_dir: Path, folder: Path, now: datetime) -> CheckedBackup:
    """Write a backup into the folder, check it, and delete those that the rule does not keep.

    Raises:
        BackupError: the database or the backup is damaged; then nothing is deleted.
        OSError: something cannot be read or written.
    """
    path = folder / backup_name(now)
    await asyncio.to_thread(write_backup, database, data_dir, path, now)
    checked = await check_backup(path)
    for old in superfluous(list(folder.iterdir())):  # noqa: ASYNC240 - a handful of names
        old.unlink()
    return checked


async def check_backup(path: Path) -> CheckedBackup:
    """Unpack a backup into a temporary folder, check every file, and recompute its journal.

    Raises:
        BackupError: it is damaged; `journal` where an entry does not follow, or a signed head is not held.
        OSError: it cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="shuangsuiji-check-") as folder:
        manifest = await asyncio.to_thread(unpack, path, Path(folder))
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / DATABASE}")
        try:
            journal = await verify_journal(database)
        finally:
            await database.close()
    if not journal.is_whole:
        raise BackupError("journal", str(journal.fault or journal.own))
    return CheckedBackup(path, manifest.made_at, len(manifest.files), journal.count, journal.head)
