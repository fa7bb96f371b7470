"""Proofs about the journal, for the console to hand out."""

from bot.domain.journal.entries import body_of
from bot.domain.journal.proofs import Proof, prove_entry, prove_extension
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


async def entry_with(database: Database, code: str) -> int | None:
    """Return the first entry that holds this code, as that of a signed form; None where none does."""
    async with database.reading() as work:
        entries = await work.journal.all()
    return next((each.id for each in entries if code in body_of(each)["data"].values()), None)
