"""What a stranger, or a group, is told while the same waits there already."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.app import open_database
from bot.domain.people import Chat, ChatKind, Person
from bot.usecases.act import Act

AT = datetime(2026, 9, 21, 1, tzinfo=UTC)


async def test_stranger_is_told_once_what_waits_for_him_already(tmp_path: Path) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")
    office: Any = None
    async with database.writing() as work:
        ann, ben = (Act(work, office, AT, account_id=account) for account in (7, 8))
        for act in (ann, ann, ben):
            await act.reply("denied.stranger")
        for name in ("first", "second", "second"):
            await ann.reply("query.found", name=name)
        told = [(each.account_id, each.screen, each.data) for each in await work.notices.all()]
        for each in await work.notices.all():
            await work.notices.move(each, "sent")
        await ann.reply("denied.stranger")
        after = await work.notices.count(state="pending")
    await database.close()
    assert told == [
        (7, "denied.stranger", {}),
        (8, "denied.stranger", {}),
        (7, "query.found", {"name": "first"}),
        (7, "query.found", {"name": "second"}),
    ]
    assert after == 1


async def test_group_is_told_once_what_waits_there_already_and_a_person_each_time(tmp_path: Path) -> None:
    database = await open_database(f"sqlite+aiosqlite:///{tmp_path}/a.db")
    office: Any = None
    async with database.writing() as work:
        chat = await work.chats.add(Chat(telegram_id=-100, title="双随机工作群"))
        ann = await work.people.add(Person(name="甲一", account_id=7))
        ben = await work.people.add(Person(name="乙二", account_id=8))
        for person in (ann, ann, ben):
            await Act(work, office, AT, person=person, chat=chat, chat_kind=ChatKind.OFFICE).reply(
                "words.unexpected"
            )
        for _ in range(2):
            await Act(work, office, AT, person=ann).reply("words.unexpected")
        told = [(each.chat_id, each.person_id) for each in await work.notices.all()]
    await database.close()
    assert told == [(chat.id, None), (None, ann.id), (None, ann.id)]
