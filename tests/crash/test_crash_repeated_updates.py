"""Every update delivered twice and out of order: one effect each, and no message more."""

import random
from pathlib import Path
from typing import Any

from playground.updates import UpdateQueue
from tests.crash.mortal import Nursery
from tests.crash.scene import open_scene

SEED = 2026


def deliver_twice(queue: UpdateQueue, rng: random.Random) -> None:
    """Let every answer hold each update twice, and those of the answer before once more, shuffled."""
    once, before = queue.poll, list[dict[str, Any]]()

    async def poll(*args: Any) -> list[dict[str, Any]]:
        fresh = await once(*args)
        answer = [*before, *fresh, *fresh]
        rng.shuffle(answer)
        before[:] = fresh
        return answer

    queue.poll = poll  # type: ignore[method-assign]


async def test_round_with_every_update_delivered_twice_has_one_effect_each(
    tmp_path: Path, nursery: Nursery
) -> None:
    async with open_scene(tmp_path, nursery) as scene:
        deliver_twice(scene.office.stage.telegram.bot.updates, random.Random(SEED))
        await scene.play(iter(()))
        assert await scene.check() == 0
