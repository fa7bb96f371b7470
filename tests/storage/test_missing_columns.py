"""What is said after an import of what the books lack, counted in the database."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.domain.profiles.books import RegisterKind
from bot.domain.registers.columns import Kind
from bot.domain.registers.rows import Contact, Inspector, Item, ItemList, Target, TargetContact
from bot.regulations import load_profile
from bot.usecases.act import Act
from bot.usecases.office import Office
from bot.usecases.registers.missing_columns import missing_columns
from storage.calendars.bureau import BureauCalendar
from storage.database.store import Database
from storage.database.tables import metadata

FULL = Target(
    number="N1",
    name="甲",
    kind=RegisterKind.PUBLIC_BODY,
    code="1",
    address="路",
    registered_on=date(2020, 1, 1),
    registrar="局",
    legal_representative="张",
    industry="业",
)
ITEM = Item(code="A1", name="事项", basis="")
AT = datetime(2026, 9, 1, tzinfo=UTC)
TARGETS = (
    {},
    {"address": "", "industry": None},
    {"kind": None, "address": ""},
    {"kind": RegisterKind.ENTERPRISE, "address": ""},
    {"address": "", "is_active": False},
)
INSPECTORS = ((True, {"phone": "1"}), (False, {"licence": "1"}))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'office.db'}")
    async with opened.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    yield opened
    await opened.close()


async def _fill(database: Database) -> None:
    async with database.writing() as work:
        for n, changed in enumerate(TARGETS, start=1):
            await work.targets.add(FULL.model_copy(update={"number": f"N{n}", "code": str(n), **changed}))
        await work.target_contacts.add(TargetContact(target_id=1, phone="1"))
        for n, (licensed, contact) in enumerate(INSPECTORS, start=1):
            await work.inspectors.add(Inspector(number=f"E{n}", name="乙", licensed=licensed, duty="岗"))
            await work.contacts.add(Contact(inspector_id=n, **contact))
        await work.item_lists.add(ItemList(items=[ITEM], digest="", made_at=AT))


async def lines(database: Database, profile: str, *registers: Kind) -> list[tuple[str, object, object]]:
    office = Office(load_profile(profile), BureauCalendar.at(None, []), lambda size: "0" * size)
    async with database.reading() as work:
        found = await missing_columns(Act(work, office, AT), registers)
    return [
        (each["key"], each.get("columns", (each.get("n"), each.get("names"))), each["ground"]["article"])
        for each in found
    ]


async def test_lines_in_force_are_counted_by_the_column_they_lack(database: Database) -> None:
    await _fill(database)
    assert await lines(database, "ordos-education-sport", Kind.TARGETS) == [
        ("import.lacks", "住所（1）、联系电话（1）、所属行业（1）", "第六条"),
        ("import.unlisted", (1, "企业名录库、机关名录库、社团名录库"), "第六条"),
    ]
    assert await lines(database, "quyang-education-2023", *Kind) == [
        ("import.lacks", "职务（2）、执法证（警官证）号（1）、联系电话（1）", "第十二条"),
        ("import.lacks", "检查内容（1）、检查依据（1）、检查方式（1）", "第十一条"),
    ]
