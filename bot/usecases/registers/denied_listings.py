"""Who is on the blacklist here, and is not by the file that is imported: neither silences the other."""

from dataclasses import replace

from bot.domain.ports import UnitOfWork
from bot.domain.registers.difference import compare_targets
from bot.domain.registers.reading import Reading
from bot.domain.registers.records import TargetRecord
from bot.usecases.registers.kept_registers import as_record


async def denied_listings(work: UnitOfWork, reading: Reading) -> tuple[str, ...]:
    """Return the names of those whose listing stands, while the file says that they are not blacklisted."""
    rows = await work.targets.all(is_listed=True, is_active=True)
    listed = [replace(as_record(TargetRecord, row), blacklisted=True) for row in rows]
    said = [each for each in reading.targets if each.blacklisted is False] if listed else []
    return tuple(old.name for old, _ in compare_targets(listed, said).changed)
