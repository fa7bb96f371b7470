"""Bring a database to the present tables."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.errors import StoreBroken
from storage.database.troubles import told_plainly

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = files("storage.database") / "migrations"
_VERSION = sa.table("alembic_version", sa.column("version_num"))


class NewerDatabase(Exception):  # noqa: N818 - said to the operator
    """A later version has made the tables: this one does not know them."""


def config() -> "Config":
    """Return Alembic's configuration, without an ini file."""
    from alembic.config import Config  # noqa: PLC0415 - most starts find nothing to migrate, and need no Alembic

    found = Config()
    found.set_main_option("script_location", str(_MIGRATIONS))
    return found


@cache
def _newest() -> str:
    """Return the last migration: each file's name begins with its number."""
    names = [each.name for each in (_MIGRATIONS / "versions").iterdir() if each.name.endswith(".py")]
    return max(name.partition("_")[0] for name in names)


async def upgrade(engine: AsyncEngine) -> None:
    """Run every migration that the database has not seen; most starts find none.

    Raises:
        NewerDatabase: it has seen one that is not known here.
    """
    try:
        with told_plainly():
            async with engine.begin() as connection:
                if not await connection.run_sync(_is_current):
                    await connection.run_sync(_migrate)
    except UnicodeDecodeError as error:  # SQLite names the damaged table, in bytes that are no text
        raise StoreBroken("malformed schema") from error


def _is_current(connection: sa.Connection) -> bool:
    if not sa.inspect(connection).has_table(_VERSION.name):
        return False
    return connection.execute(sa.select(_VERSION.c.version_num)).scalar() == _newest()


def _migrate(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see config()
    from alembic.util.exc import CommandError  # noqa: PLC0415

    settings = config()
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, "head")
    except CommandError as error:
        raise NewerDatabase(str(error)) from error
