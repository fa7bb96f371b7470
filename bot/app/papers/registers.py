"""Registers for the chat: the sheets to fill in, and what is kept; never with phone or licence numbers."""

import asyncio
import json
from pathlib import Path

from bot.app.papers.words import said, said_of
from bot.domain.deadlines import SHANGHAI
from bot.domain.ports import Clock, UnitOfWork
from bot.domain.registers.columns import COLUMNS, Column, Kind
from bot.usecases.actors import actor_of
from bot.usecases.registers.import_scope import units_held
from bot.usecases.registers.kept_registers import kept_registers
from bot.usecases.registers.tell_faults import PART, told_path
from storage.files import write_atomically
from storage.workbooks.writer import write_registers, write_template


class RegisterPapers:
    """Writes below data/registers."""

    def __init__(self, data_dir: Path, clock: Clock) -> None:
        """Write into this folder."""
        self._folder, self._clock = data_dir / "registers", clock

    async def template(self, _work: UnitOfWork, number: int) -> None:
        """Write the empty register of this number in the order of kinds."""
        kind = list(Kind)[number]
        hints = {column.field: said(f"template.{_place(kind, column)}") for column in COLUMNS[kind]}
        self._folder.mkdir(parents=True, exist_ok=True)
        write_template(self._folder / f"template-{kind}.xlsx", kind, hints=hints)

    async def export(self, work: UnitOfWork, person_id: int) -> None:
        """Write what this person may see of the registers."""
        today = self._clock.now().astimezone(SHANGHAI).date()
        person = await work.people.get(person_id)
        actor = await actor_of(work, person, today)
        targets, inspectors, items = await kept_registers(work, units_held(actor))
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"export-{person_id}.xlsx"
        mark = said("export.mark", name=person.name, day={"date": today.isoformat()})
        write_registers(path, targets=targets, inspectors=inspectors, items=items, mark=mark)

    async def told(self, work: UnitOfWork, import_id: int) -> None:
        """Write line by line what is wrong with a file, or to be checked, as any editor reads it."""
        listed = await work.imports.get(import_id)
        lots = [json.loads(each.body) for each in await work.import_lots.all(import_id=import_id, part=PART)]
        lines = await asyncio.to_thread(lambda: [said_of(line) for lot in lots for line in lot])
        path = self._folder.parent / told_path(listed)
        text = "\n".join([listed.filename, *lines, ""]).replace("\n", "\r\n")
        write_atomically(path, text.encode("utf-8-sig"))


def _place(kind: Kind, column: Column) -> str:
    return kind.value + "." + column.field
