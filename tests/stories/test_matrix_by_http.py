"""Cells of the reviewed matrix through the whole bot: who is it, where is he, and may he?

Each cell is a message of a person of the matrix in one of its chats, whose handler asks for the act in the
state and records it; a denial leaves one row and nothing else. `make matrix` takes a random twentieth.
"""

import os
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Update
from telegram.ext import CommandHandler

from bot.domain.actions import Action
from bot.domain.people import Chat, ChatKind, Grant, Person
from bot.handlers.context import Context
from demo.stage import Stage
from playground import GroupDriver
from tests.domain.permission_matrix import IDENTITIES, STATES, cells, reviewed
from tests.stories.ledger import Rows, ledger_of

CELLS = int(os.environ.get("SSJ_CELLS", "150"))
SEED = 2026
_AT_ONCE = 25
AT = datetime(2026, 9, 21, 1, tzinfo=UTC)
Cell = tuple[str, Action, ChatKind, str]


@dataclass
class Probed:
    """A bot that everybody of the matrix talks to, in the two groups and in private."""

    stage: Stage
    groups: dict[ChatKind, GroupDriver]
    cells: list[Cell]

    async def says(self, number: int) -> None:
        """Have the person of a cell ask for its act, in its chat."""
        name, _, chat, _ = self.cells[number]
        await self.stage.person(name).says(self.groups.get(chat, "private"), f"/probe {number}")

    async def on_probe(self, update: Update, context: Context) -> None:
        """Do what every use case begins and ends with."""
        number = int((context.args or ["-1"])[0])
        name, action, _, state = self.cells[number]
        async with context.desk.acting(update) as act:
            act.permit(action, STATES[state](IDENTITIES[name].person_id or 0))
            await act.record("probed", cell=number)


@pytest.fixture
async def probed(tmp_path: Path) -> AsyncIterator[Probed]:
    stage = Stage(tmp_path / "data", AT, "quyang-education-2023", seed=7, chief="张敏")
    await stage.start_telegram()
    await stage.make_office()
    kinds = (ChatKind.OFFICE, ChatKind.UNKNOWN_GROUP)
    groups = {kind: stage.telegram.group(kind.value, "supergroup") for kind in kinds}
    people = [stage.person(name) for name in IDENTITIES]
    for group in groups.values():
        group.add(*people)
        group.add_bot()
    stage.telegram.bot.updates.clear()  # the bot does not learn of the unknown group, which it would leave
    await stage.start_bot()
    await _fill(stage, groups[ChatKind.OFFICE])
    chosen = random.Random(SEED).sample(sorted(cells(), key=str), CELLS)
    opened = Probed(stage, groups, chosen)
    stage.service._application.handlers[0].insert(0, CommandHandler("probe", opened.on_probe))
    yield opened
    await stage.__aexit__(None, None, None)


async def _fill(stage: Stage, group: GroupDriver) -> None:
    """Bind each identity's account to a person with its number and its roles."""
    async with stage.service.database.writing() as work:
        await work.chats.add(Chat(telegram_id=group.id, title="办公群", is_supergroup=True))
        await work.grants.remove(person_id=1)
        for name, who in IDENTITIES.items():
            stage.person(name).has_started()
            if who.person_id == 1:
                await work.people.change(await work.people.get(1), account_id=stage.person(name).id)
            elif who.person_id:
                await work.people.add(Person(id=who.person_id, name=name, account_id=stage.person(name).id))
            for role, unit in who.grants:
                await work.grants.add(Grant(person_id=who.person_id or 0, role=role, unit=unit))


async def test_cells_of_the_matrix_are_what_the_whole_bot_does(probed: Probed) -> None:
    told = reviewed()
    tried = {True: 0, False: 0}
    for first in range(0, len(probed.cells), _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, len(probed.cells)))
        before = await _state(probed)
        for number in numbers:
            await probed.says(number)
        await probed.stage.settle()
        after = await _state(probed)
        allowed = [number for number in numbers if _may(told, probed.cells[number])]
        denied = [probed.cells[number] for number in numbers if number not in allowed]

        assert sorted(_probed(before, after)) == allowed
        rows = after["denials"][len(before["denials"]) :]
        assert sorted(row["action"] for row in rows) == sorted(act.value for _, act, _, _ in denied)
        assert {**after, "denials": 0, "journal": 0} == {**before, "denials": 0, "journal": 0}
        tried[True] += len(allowed)
        tried[False] += len(denied)
    assert min(tried.values()) > 0
    print(f"seed {SEED}: {tried[True]} allowed, {tried[False]} denied")  # noqa: T201 - shown by -s


def _may(told: dict[tuple[str, str], tuple[set[str], set[str]]], cell: Cell) -> bool:
    name, act, chat, state = cell
    where, people = told.get((act.value, state)) or told[act.value, "as_is"]
    return name in people and chat.value in where


def _probed(before: Rows, after: Rows) -> list[int]:
    """Return the cells that the journal has grown by; each entry is of one of them."""
    fresh = after["journal"][len(before["journal"]) :]
    assert {row["event"] for row in fresh} <= {"probed"}
    return [int(row["body"].split('"cell":')[1].split("}")[0]) for row in fresh]


async def _state(probed: Probed) -> Rows:
    rows = await ledger_of(probed.stage)
    return rows | {"chats": [{**row, "last_message_id": 0} for row in rows["chats"]]}
