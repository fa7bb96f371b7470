"""A small office, bound and with its registers, so that a story begins where it becomes interesting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.journal.entries import GENESIS
from bot.domain.people import Chat, Grant, Person, Role
from bot.domain.registers.rows import Inspector, Item, ItemList, Target
from demo.stage import Stage, card
from playground import GroupDriver, Message, PersonDriver
from tests import shared
from tests.stories.kept import Beginning, kept, lay
from tests.stories.spoken import speak

MONDAY = datetime(2026, 9, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PROFILE = "quyang-education-2023"
TOWN, VILLAGE = "城关学区", "河湾学区"
OFFICERS = (
    ("王芳", "", Role.COORDINATOR),
    ("周审", "", Role.RELEASER),
    ("郑观", "", Role.OBSERVER),
    ("赵批", TOWN, Role.APPROVER),
    ("钱核", TOWN, Role.LIST_ADMINISTRATOR),
    ("孙批", VILLAGE, Role.APPROVER),
    ("李核", VILLAGE, Role.LIST_ADMINISTRATOR),
)
INSPECTORS = ("甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七", "辛八")
TARGETS = ("第一中学", "第二中学", "第三中学", "第四中学", "河湾中学", "柳坪中学")
ITEMS = (
    Item(
        code="A1",
        name="校园安全",
        content="消防通道",
        basis="《中华人民共和国消防法》第十六条",
        needs_photo=True,
    ),
    Item(code="A2", name="收费行为", content="收费公示", basis="《中华人民共和国义务教育法》第二十五条"),
)


@dataclass
class Office:
    """The stage with its people by name and its group."""

    stage: Stage
    group: GroupDriver
    beginning: Beginning

    async def close(self) -> None:
        """Stop the bot and the stand-in."""
        self.beginning.close()
        await self.stage.__aexit__(None, None, None)

    def __getitem__(self, name: str) -> PersonDriver:
        """Return the person of this name."""
        return self.stage.people[name]

    @property
    def signing_key(self) -> str:
        """Return the key with which what this bot publishes is checked."""
        signer = self.stage.service.desk.office.signer
        assert signer is not None
        return signer.public

    @property
    def inspectors(self) -> list[PersonDriver]:
        """Return the people of the roster."""
        return [self[name] for name in INSPECTORS]

    async def press(
        self, person: PersonDriver | str, beginning: str, label: str, *, in_group: bool = False
    ) -> str:
        """Press a button of the newest message that begins so; return the toast."""
        who = self[person] if isinstance(person, str) else person
        message = card(who, beginning, self.group if in_group else "private")
        return await self.stage.presses(who, message, label)

    async def say(self, person: PersonDriver | str, words: str, *, in_group: bool = False) -> None:
        """Write a message."""
        who = self[person] if isinstance(person, str) else person
        await self.stage.says(who, words, self.group if in_group else "private")

    def sees(self, person: PersonDriver | str, *, in_group: bool = False) -> list[Message]:
        """Return what the person's screen shows."""
        who = self[person] if isinstance(person, str) else person
        return who.screen(self.group if in_group else "private")

    @kept
    async def begin_draw(self) -> None:
        """Have the coordinator ask for a draw in this group, not for the import of the platform's."""
        await self.say("王芳", "/draw", in_group=True)
        await self.press("王芳", "发起抽查", "在本群抽取", in_group=True)

    @kept
    async def preview(self, share: str = "50%", teams: str = "2 组") -> None:
        """Have the coordinator lead the dialogue to its preview."""
        await self.begin_draw()
        for answer in ("公办初级中学", share, teams, "演练"):
            await self.press("王芳", "发起抽查", answer, in_group=True)

    @kept
    async def freeze(self, share: str = "50%", teams: str = "2 组") -> None:
        """Have the coordinator freeze the draw."""
        await self.preview(share, teams)
        await self.press("王芳", "发起抽查：请核对", "冻结", in_group=True)

    @kept
    async def draw(self, share: str = "50%", teams: str = "2 组") -> None:
        """Draw three of six schools and two teams of two."""
        await self.freeze(share, teams)
        await self.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    def drawn(self) -> list[PersonDriver]:
        """Return the inspectors who see a duty card, in the order of the roster."""
        return [
            each for each in self.inspectors if any(m.text.startswith("【检查任务】") for m in each.screen())
        ]

    @kept
    async def confirm(self) -> None:
        """Have both list administrators confirm everything that they were sent."""
        for name in ("钱核", "李核"):
            if any(m.text.startswith("【比对和确认】") for m in self.sees(name)):
                await self.press(name, "【比对和确认】", "全部属实")


def under(profile: str) -> pytest.MarkDecorator:
    """Return the mark that opens the fixture `office` of a story under this profile."""
    return pytest.mark.parametrize("office", [profile], indirect=True)


@asynccontextmanager
async def running_office(
    folder: Path, profile: str = PROFILE, start: datetime = MONDAY
) -> AsyncIterator[Office]:
    """Run the office for as long as a story lasts."""
    office = await open_office(folder, profile, start)
    try:
        yield office
    finally:
        await office.close()


async def open_office(folder: Path, profile: str = PROFILE, start: datetime = MONDAY) -> Office:
    """Return the running office, for who stops it himself."""
    speak(profile)
    stage = Stage(folder / "data", start, profile, seed=7, chief="张敏")
    await stage.start_telegram()
    group = stage.telegram.group("双随机工作群", "supergroup")
    people = {name: stage.person(name) for name in ("张敏", *(name for name, _, _ in OFFICERS), *INSPECTORS)}
    way = (profile, start)
    outcome = shared.kept(way)
    if outcome is not None:
        await lay(stage, outcome)
    else:
        await _found(stage, group, people)
    office = Office(stage, group, Beginning(stage, *way))
    if outcome is None:
        shared.keep(way, office.beginning.outcome())
    return office


async def _found(stage: Stage, group: GroupDriver, people: dict[str, PersonDriver]) -> None:
    """Make the office, its registers and its accounts, with everybody's menu set."""
    await stage.make_office()
    await stage.start_bot()
    group.add(*people.values())
    group.add_bot()
    await stage.settle()
    await _fill(stage, group, people)
    for person in people.values():
        person.has_started()
    await stage.restart_bot()
    await stage.settle()


async def _fill(stage: Stage, group: GroupDriver, people: dict[str, PersonDriver]) -> None:
    async with stage.service.database.writing() as work:
        await work.chats.add(Chat(telegram_id=group.id, title=group.title, is_supergroup=True))
        chief = await work.people.get(1)
        await work.people.change(chief, account_id=people["张敏"].id)
        for name, unit, role in OFFICERS:
            person = await work.people.add(Person(name=name, unit=unit, account_id=people[name].id))
            await work.grants.add(Grant(person_id=person.id, role=role, unit=unit))
        for n, name in enumerate(INSPECTORS, start=1):
            unit = TOWN if n % 2 else VILLAGE
            person = await work.people.add(Person(name=name, unit=unit, account_id=people[name].id))
            await work.grants.add(Grant(person_id=person.id, role=Role.INSPECTOR, unit=unit))
            await work.inspectors.add(
                Inspector(number=f"QH-{n:03d}", name=name, unit=unit, licensed=True, person_id=person.id)
            )
        for n, name in enumerate(TARGETS, start=1):
            unit = TOWN if n <= 4 else VILLAGE
            await work.targets.add(Target(number=f"N{n:05d}", name=name, category="公办初级中学", unit=unit))
        await work.item_lists.add(ItemList(items=list(ITEMS), digest=GENESIS, made_at=MONDAY))
