"""One process per data folder: the operating system holds the lock, so that a crash releases it."""

import fcntl
from pathlib import Path
from typing import IO


class LockedError(Exception):
    """Another process works in the data folder."""


class FolderLock:
    """An exclusive lock on a folder, held until release() or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Prepare the lock of this folder."""
        self._path = folder / ".lock"
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock; raise LockedError if another process holds it, OSError if the folder cannot be written."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        file = self._path.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            raise LockedError(str(self._path.parent)) from error
        self._file = file

    def release(self) -> None:
        """Let go of the lock."""
        if self._file is not None:
            self._file.close()
            self._file = None
