"""What the database holds beside the mail: how a story asserts that nothing has happened."""

from typing import Any

import sqlalchemy as sa

from bot.domain.people import Grant, Person, Role
from demo.stage import Stage
from storage.database.tables import TABLES
from tests.stories.office import Office

_MAIL = {"updates", "notices", "buttons", "cards"}
_OF_THE_MAIL = "heard_at"
"""The setting that says when Telegram was heard."""
Rows = dict[str, list[dict[str, Any]]]


async def ledger(office: Office) -> Rows:
    """Return every row of every table but those of the mail, by table."""
    return await ledger_of(office.stage)


async def ledger_of(stage: Stage) -> Rows:
    """Return the same of the bot on this stage."""
    async with stage.service.database.engine.connect() as connection:
        return {
            name: [
                dict(row)
                for row in (await connection.execute(table.select())).mappings()
                if row.get("name") != _OF_THE_MAIL
            ]
            for name, table in TABLES.items()
            if name not in _MAIL
        }


async def last_message_id_aside(office: Office) -> Rows:
    """Return the ledger without what the sender notes down about the group's messages."""
    rows = await ledger(office)
    return rows | {"chats": [{**row, "last_message_id": 0} for row in rows["chats"]]}


def denied(before: Rows, after: Rows) -> list[tuple[str, str]]:
    """Return (action, code) of every denial since; raise AssertionError if anything else has changed."""
    fresh = after["denials"][len(before["denials"]) :]
    assert {**after, "denials": before["denials"]} == before
    return [(row["action"], row["code"]) for row in fresh]


async def states(office: Office, table: str, column: str = "state") -> list[Any]:
    """Return one column of a table in the order of its rows."""
    async with office.stage.service.database.engine.connect() as connection:
        rows = await connection.execute(sa.select(TABLES[table].c[column]).order_by(TABLES[table].c.id))
        return list(rows.scalars())


async def grant(office: Office, name: str, role: Role, unit: str = "") -> Person:
    """Give somebody of the office one more role."""
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name=name)
        assert person is not None
        await work.grants.add(Grant(person_id=person.id, role=role, unit=unit))
        return person
