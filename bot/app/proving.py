"""Proofs about the journal, for the console to hand out."""

from bot.domain.proofs import Proof, prove_entry, prove_extension
from storage.database.store import Database


async def prove(
    database: Database, *, entry: int | None = None, old: int | None = None, size: int | None = None
) -> Proof | None:
    """Prove one entry, or that the first `old` entries are extended, in the journal of the first `size`.

    Return None where there are no such entries; without `size` it is the journal as it is now.
    """
    async with database.reading() as work:
        entries = await work.journal.all()
    if size is not None and not 1 <= size <= len(entries):
        return None
    entries = entries[:size]
    try:
        return prove_entry(entries, entry) if entry is not None else prove_extension(entries, old or 0)
    except ValueError:
        return None
