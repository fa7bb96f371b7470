"""Bring a database to the present tables."""

from importlib.resources import files

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.ext.asyncio import AsyncEngine


def config() -> Config:
    """Return Alembic's configuration, without an ini file."""
    found = Config()
    found.set_main_option("script_location", str(files("storage.database") / "migrations"))
    return found


async def upgrade(engine: AsyncEngine) -> None:
    """Run every migration that the database has not seen."""

    def run(connection: sa.Connection) -> None:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")

    async with engine.begin() as connection:
        await connection.run_sync(run)
