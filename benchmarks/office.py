"""The office of the measurements: 20,000 targets, 2,000 inspectors with their accounts, one coordinator."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.journal.entries import GENESIS
from bot.domain.people import Chat, Grant, Person, Role
from bot.domain.ports import UnitOfWork
from bot.domain.registers.rows import Inspector, Item, ItemList, Target

PROFILE = "quyang-education-2023"
TARGETS, INSPECTORS = 20_000, 2_000
_UNITS = tuple(f"学区{n}" for n in range(20))
_ITEM = Item(code="A1", name="校园安全", content="消防通道", basis="《中华人民共和国消防法》第十六条")


class Account(NamedTuple):
    """A person's name and the number of his account."""

    name: str
    id: int


async def fill(
    work: UnitOfWork, group: Chat, coordinator: Account, staff: Sequence[Account], at: datetime
) -> None:
    """Write the office: its group, its coordinator and inspectors, its targets and its list of items."""
    await work.chats.add(group)
    person = await work.people.add(Person(name=coordinator.name, account_id=coordinator.id))
    await work.grants.add(Grant(person_id=person.id, role=Role.COORDINATOR))
    known = await work.people.add_all(
        [Person(name=each.name, unit=_unit(n), account_id=each.id) for n, each in enumerate(staff)]
    )
    await work.grants.add_all([Grant(person_id=p.id, role=Role.INSPECTOR, unit=p.unit) for p in known])
    await work.inspectors.add_all(
        [
            Inspector(number=f"QH-{n:04d}", name=p.name, unit=p.unit, licensed=True, person_id=p.id)
            for n, p in enumerate(known)
        ]
    )
    targets = [
        Target(number=f"N{n:05d}", name=f"第{n}中学", category="公办初级中学", unit=_unit(n))
        for n in range(TARGETS)
    ]
    await work.targets.add_all(targets)
    await work.item_lists.add(ItemList(items=[_ITEM], digest=GENESIS, made_at=at))


def _unit(n: int) -> str:
    return _UNITS[n % len(_UNITS)]
