"""What it costs to send one more notice does not grow with those that were sent in the years before."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.domain.people import Person
from bot.outbox.overtaken import is_overtaken
from bot.usecases.act import Act
from storage.database.store import Database

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
_STEPS = 100


def notice(person: Person | None, **values: Any) -> Notice:
    who = {"person_id": person.id} if person else {"account_id": 7}
    return Notice(kind=NoticeKind.MESSAGE, screen="status.board", made_at=AT, **who, **values)


async def steps(work: Any, ask: Any) -> int:
    """Return how many hundreds of SQLite's steps the question takes."""
    counted: list[int] = []
    connection = work.notices._connection._driver._conn
    connection.set_progress_handler(lambda: counted.append(1), _STEPS)
    await ask
    connection.set_progress_handler(None, 0)
    return len(counted)


@pytest.mark.parametrize("is_bound", [True, False])
async def test_one_more_notice_costs_no_more_after_thousands(database: Database, is_bound: bool) -> None:
    async with database.writing() as work:
        someone = await work.people.add(Person(name="甲"))
        other = await work.people.add(Person(name="乙"))
        for person in (someone if is_bound else None, other):
            sent = notice(person, card="week" if is_bound else "", state=NoticeState.SENT)
            await work.notices.add_all([sent] * 2000)
        newest = await work.notices.add(notice(someone, card="week"))
        act: Any = Act(work, None, AT, account_id=7)  # type: ignore[arg-type]

        costs = [
            await steps(work, is_overtaken(work, newest)),
            await steps(work, act.reply("status.board")),
        ]

    assert max(costs) <= 2, costs
