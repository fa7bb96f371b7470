"""Which notice leaves next, where thousands of menus wait behind what people are to read."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import open_database
from bot.domain.mail import Notice, NoticeKind
from bot.outbox.choosing import choose
from bot.outbox.pacing import Pacing
from storage.database.store import Database

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
SOON = AT + timedelta(seconds=1)
ANN, BEN = 7, 8


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")
    yield opened
    await opened.close()


async def leave(database: Database, pacing: Pacing, *waiting: Notice) -> list[tuple[str, datetime]]:
    """Return the screens of these notices with their earliest instants, in the order in which they leave."""
    left: list[tuple[str, datetime]] = []
    async with database.writing() as work:
        await work.notices.add_all(waiting)
        while chosen := await choose(work, pacing, AT):
            left.append((chosen.notice.screen, chosen.earliest))
            await work.notices.move(chosen.notice, "sent")
    return left


def notice(
    screen: str, kind: NoticeKind = NoticeKind.MESSAGE, account: int = ANN, **more: datetime
) -> Notice:
    return Notice(kind=kind, screen=screen, account_id=account, data={}, made_at=AT, **more)


def menu(screen: str, **more: datetime) -> Notice:
    return notice(screen, NoticeKind.MENU, **more)


async def test_menus_leave_after_all_that_leaves_now_and_before_what_must_wait(database: Database) -> None:
    pacing = Pacing()
    pacing.sent(BEN, AT)
    waiting = (menu("first"), notice("ben", account=BEN), menu("second"), notice("ann"))
    assert await leave(database, pacing, *waiting) == [
        ("ann", AT),
        ("first", AT),
        ("second", AT),
        ("ben", SOON),
    ]


async def test_menu_that_telegram_put_off_waits_like_a_message(database: Database) -> None:
    later = SOON + timedelta(seconds=1)
    waiting = (menu("late", not_before=later), notice("soon", not_before=SOON), menu("now"))
    assert await leave(database, Pacing(), *waiting) == [("now", AT), ("soon", SOON), ("late", later)]


async def test_messages_are_not_looked_at_while_none_may_leave_but_answers_go(database: Database) -> None:
    pacing = Pacing()
    for account in range(100, 130):
        pacing.sent(account, AT)
    waiting = (notice("ann"), notice("pressed", NoticeKind.ANSWER), notice("ben", account=BEN))
    assert await leave(database, pacing, *waiting) == [("pressed", AT), ("ann", SOON), ("ben", SOON)]
