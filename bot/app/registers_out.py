"""Registers out of the office, in the shape in which they are read back; phone and licence included."""

from pathlib import Path

from bot.domain.ports import Clock
from bot.usecases.act import Act
from bot.usecases.office import Office
from bot.usecases.registers.kept_registers import kept_registers
from storage.database.store import Database
from storage.workbooks.writer import write_registers


async def export_registers(
    database: Database, office: Office, clock: Clock, path: Path, mark: str
) -> dict[str, int]:
    """Write what the registers hold now, marked so, and return how many lines each has.

    The journal says it before there is a file, beside a running bot too; a file that then cannot be written
    was said all the same.

    Raises:
        OSError: the file cannot be written.
    """
    async with database.writing() as work:
        await Act(work, office, clock.now()).record("registers_exported", by="console")
    async with database.reading() as work:
        targets, roster, items = await kept_registers(work)
    inspectors = [each.by_name() for each in roster]
    write_registers(path, targets=targets, inspectors=inspectors, items=items, personal=True, mark=mark)
    return {"targets": len(targets), "inspectors": len(inspectors), "items": len(items)}
