"""Bring a database to the present tables."""

from functools import cache
from importlib.resources import files

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.errors import StoreBroken
from storage.database.troubles import told_plainly


def config() -> Config:
    """Return Alembic's configuration, without an ini file."""
    found = Config()
    found.set_main_option("script_location", str(files("storage.database") / "migrations"))
    return found


@cache
def _newest() -> str | None:
    """Return the last migration, read once: reading them compiles each."""
    return ScriptDirectory.from_config(config()).get_current_head()


async def upgrade(engine: AsyncEngine) -> None:
    """Run every migration that the database has not seen; most starts find none."""

    def run(connection: sa.Connection) -> None:
        if MigrationContext.configure(connection).get_current_revision() == _newest():
            return
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")

    try:
        with told_plainly():
            async with engine.begin() as connection:
                await connection.run_sync(run)
    except UnicodeDecodeError as error:  # SQLite names the damaged table, in bytes that are no text
        raise StoreBroken("malformed schema") from error
