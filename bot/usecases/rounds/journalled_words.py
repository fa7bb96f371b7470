"""Words about a round and its inspections that only the journal tells of: what an edit has replaced."""

import json

from bot.domain.ports import UnitOfWork
from bot.usecases.rounds.rows_of_round import Rows

_NAMED = {"inspection": "inspections", "material": "materials", "report": "reports"}
"""What an entry names, and the table of it."""


async def journalled_words(work: UnitOfWork, rows: Rows) -> list[int]:
    """Return the rows of words whose commitment stands in an entry about one of these rows."""
    ids = {name: {each.id for each in rows[table]} for name, table in _NAMED.items()}
    said: set[str] = set()
    async for page in work.journal.pages("body"):
        for (body,) in page:
            data = json.loads(body)["data"]
            if any(data.get(name) in those for name, those in ids.items()):
                said |= {value for value in data.values() if isinstance(value, str)}
    return [each.id for each in await work.words.all(destroyed="") if each.commitment in said]
