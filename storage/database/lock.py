"""One process per data folder and database: the operating system holds the lock, so a crash releases it."""

import fcntl
from pathlib import Path
from typing import IO


class LockedError(Exception):
    """Another process works in the data folder, or with the database."""


class FolderLock:
    """An exclusive lock on a data folder and its database file, held until release() or the process's end."""

    def __init__(self, folder: Path, database: Path | None = None) -> None:
        """Prepare the lock; the database's file may lie elsewhere, or there is none (None)."""
        self._locks = {folder: folder / ".lock"}
        if database is not None:
            self._locks[database] = database.with_name(f"{database.name}.lock")
        self._files: list[IO[str]] = []

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            LockedError: another process holds it; names the folder or file.
            OSError: nothing can be written there.
        """
        for held, path in self._locks.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._files.append(path.open("w"))
            try:
                fcntl.flock(self._files[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                self.release()
                raise LockedError(str(held)) from error

    def release(self) -> None:
        """Let go of the lock."""
        while self._files:
            self._files.pop().close()
