"""Registers out of the office, in the shape in which they are read back; phone and licence included."""

from pathlib import Path

from bot.domain.ports import UnitOfWork
from bot.usecases.registers.kept_registers import kept_registers
from storage.workbooks.writer import write_registers


async def export_registers(work: UnitOfWork, path: Path, mark: str) -> dict[str, int]:
    """Write what the registers hold now, marked so, and return how many lines each has.

    Raises:
        OSError: the file cannot be written.
    """
    targets, inspectors, items = await kept_registers(work)
    write_registers(path, targets=targets, inspectors=inspectors, items=items, personal=True, mark=mark)
    return {"targets": len(targets), "inspectors": len(inspectors), "items": len(items)}
