"""What people wrote to the bot is kept in the raw for ninety days, then only its hash (product default).

What of it belongs to a case was taken into the case's own rows when it was handled; those stay. The hash
leaves as the words of a case do, years later: nobody then has the words that it could be held against. The
newest update always stays, since the numbers of later ones are told by it.
"""

import hashlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta

from bot.domain.deadlines import SHANGHAI
from bot.domain.retention import is_due
from bot.usecases.act import Act

KEPT = timedelta(days=90)
ENDED, FORGOTTEN = ("done", "skipped", "quarantined"), "forgotten"
_AT_ONCE = 500
_IN_A_DAY = 5_000


async def forget_updates(act: Act) -> None:
    """Put its hash in the place of every update that is old enough; the journal says how many."""
    old = await _old(act)
    for number in old:
        row = await act.work.updates.get(number)
        raw = json.dumps({"sha256": hashlib.sha256(row.raw.encode()).hexdigest()})
        await act.work.updates.move(row, FORGOTTEN, raw=raw)
    if old:
        await act.record("updates_forgotten", count=len(old), last=old[-1])


async def drop_updates(act: Act) -> None:
    """Delete the rows of which only a hash is left, once the words of that time are destroyed too."""
    old = [number async for number in _forgotten(act, act.office.conduct.words_kept_years)]
    if old:
        await act.work.updates.remove(id=tuple(old))
        await act.record("updates_dropped", count=len(old), last=old[-1])


async def _forgotten(act: Act, years: int) -> AsyncIterator[int]:
    """Yield the oldest rows that are over, but for the newest of all, as many as do not hold up anybody."""
    newest = await act.work.updates.last()
    left = _IN_A_DAY
    async for page in act.work.updates.pages("id", "received_at", state=FORGOTTEN):
        for number, received_at in page:
            day = received_at.astimezone(SHANGHAI).date()
            if not left or not is_due(day, years, act.today) or (newest and number == newest.id):
                return
            left -= 1
            yield number


async def _old(act: Act) -> list[int]:
    """Return the oldest updates that are to be forgotten, as many as do not hold up anybody."""
    found: list[int] = []
    async for page in act.work.updates.pages("id", "received_at", state=ENDED):
        for number, received_at in page:
            if len(found) == _AT_ONCE or received_at > act.at - KEPT:
                return found
            found.append(number)
    return found
