"""What people wrote to the bot is kept in the raw for ninety days, then only its hash (product default).

What of it belongs to a case was taken into the case's own rows when it was handled; those stay.
"""

import hashlib
import json
from datetime import timedelta

from bot.usecases.act import Act

KEPT = timedelta(days=90)
ENDED, FORGOTTEN = ("done", "skipped", "quarantined"), "forgotten"
_AT_ONCE = 500


async def forget_updates(act: Act) -> None:
    """Put its hash in the place of every update that is old enough; the journal says how many."""
    old = await _old(act)
    for number in old:
        row = await act.work.updates.get(number)
        raw = json.dumps({"sha256": hashlib.sha256(row.raw.encode()).hexdigest()})
        await act.work.updates.move(row, FORGOTTEN, raw=raw)
    if old:
        await act.record("updates_forgotten", count=len(old), last=old[-1])


async def _old(act: Act) -> list[int]:
    """Return the oldest updates that are to be forgotten, as many as do not hold up anybody."""
    found: list[int] = []
    async for page in act.work.updates.pages("id", "received_at", state=ENDED):
        for number, received_at in page:
            if len(found) == _AT_ONCE or received_at > act.at - KEPT:
                return found
            found.append(number)
    return found
