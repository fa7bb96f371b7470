"""What SQLite's errors mean to those who do not know SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from bot.domain.errors import StoreBroken, Unwritable

_FOR_NOW = {"SQLITE_BUSY": "locked", "SQLITE_LOCKED": "locked", "SQLITE_FULL": "full"}
_FOR_GOOD = ("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_READONLY", "SQLITE_CANTOPEN")


@contextmanager
def told_plainly() -> Iterator[None]:
    """Raise Unwritable or StoreBroken for what goes wrong below the statements; wrong ones stay."""
    try:
        yield
    except (sqlite3.Error, DBAPIError) as error:
        found = error.orig if isinstance(error, DBAPIError) else error
        name = getattr(found, "sqlite_errorname", "")
        for beginning, why in _FOR_NOW.items():
            if name.startswith(beginning):
                raise Unwritable(why) from error
        if name.startswith(_FOR_GOOD):
            raise StoreBroken(str(found)) from error
        raise
