"""Words and files of a round or an inspection that only the journal tells of: what an edit has replaced."""

import json
from typing import NamedTuple

from bot.domain.ports import UnitOfWork
from bot.domain.round_rows import IN_ENTRIES, UNDRAWN
from bot.usecases.rounds.rows_of_round import Rows


class Journalled(NamedTuple):
    """The rows of words whose commitment stands in an entry about these rows, and the files named there."""

    words: tuple[int, ...]
    files: frozenset[str]


async def journalled(work: UnitOfWork, rows: Rows) -> Journalled:
    """Return what the entries about these rows tell of, whether a row still names it or not."""
    tables = {name: table for name, table in (IN_ENTRIES | UNDRAWN).items() if table in rows}
    ids = {name: {each.id for each in rows[table]} for name, table in tables.items()}
    said: set[str] = set()
    files: set[str] = set()
    async for page in work.journal.pages("body"):
        for (body,) in page:
            data = json.loads(body)["data"]
            if any(isinstance(n := data.get(name), int) and n in those for name, those in ids.items()):
                said |= {value for value in data.values() if isinstance(value, str)}
                files.add(data.get("sha256", ""))
    words = tuple(each.id for each in await work.words.all() if each.commitment in said)
    return Journalled(words, frozenset(files - {""}))
