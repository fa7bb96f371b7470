"""Updates of every shape: the queue drains, nobody else waits, and what could not be handled is told."""

import json
import os
import random

from bot.domain.deadlines import SHANGHAI
from demo.pictures import photo
from tests.stories.mutations import mutated
from tests.stories.office import Office

UPDATES = int(os.environ.get("SSJ_UPDATES", "120"))
"""`make updates` raises it."""
SEED = 2026
_AT_ONCE = 100
_BEYOND = 2_000_000_000
"""Where Telegram's own numbers are not."""


async def test_updates_mutated_by_schema_hold_up_nobody(office: Office) -> None:
    await office.draw()
    await office.say("王芳", "/plan")
    await office["甲一"].sends_photo("private", photo())
    await office.stage.settle()
    samples = await _real(office)
    rng, service = random.Random(SEED), office.stage.service
    for first in range(0, UPDATES, _AT_ONCE):
        numbers = range(_BEYOND + first, _BEYOND + min(first + _AT_ONCE, UPDATES))
        await service.inbox._keep([mutated(rng.choice(samples), rng) | {"update_id": n} for n in numbers])
        await service.settled()
    today = office.stage.clock.now().astimezone(SHANGHAI).date()
    async with service.database.reading() as work:
        waiting = await work.updates.count(state="pending")
        apart = [
            each.received_at.astimezone(SHANGHAI) for each in await work.updates.all(state="quarantined")
        ]
    assert waiting == 0
    assert len(apart) > 0, "nothing was malformed: the test shows nothing"
    await office.stage.tick()
    told = [each.text for each in office.sees("张敏") if "已搁置" in each.text]
    assert [text.split(" ")[1] for text in told] == [str(sum(at.date() == today for at in apart))]
    await office.say("王芳", "/status")
    assert office.sees("王芳")[-1].text.startswith("【进度】")


async def _real(office: Office) -> list[dict[str, object]]:
    """Return what Telegram has sent so far, of each kind."""
    async with office.stage.service.database.reading() as work:
        return [json.loads(row.raw) for row in await work.updates.all()]
