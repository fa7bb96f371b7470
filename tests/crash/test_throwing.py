"""A bot that dies again and again while it throws: no throw is lost or made twice, and it comes to an end."""

import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.crash import verdict
from tests.crash.mortal import Death, Nursery
from tests.crash.scene import open_scene

THROWINGS = int(os.environ.get("SSJ_THROWINGS", "1"))
"""`make torture` raises it. Where what members had sent did not fill the gaps in the ids, some hung."""
SEED = 3
_DEATHS = 15 if THROWINGS == 1 else 70
_AS_IT_SENDS = 0.45
_POINTS = ("outbox.claimed", "outbox.accepted")


def _deaths(rng: random.Random) -> Iterator[Death]:
    """Yield deaths without end: about half of them as something leaves, the others anywhere."""
    while True:
        if rng.random() < _AS_IT_SENDS:
            yield Death(point=rng.choice(_POINTS), passes=rng.randint(1, 2), seconds=0.4)
        else:
            yield Death(seconds=rng.expovariate(1 / 0.06))


async def test_throwing_ends_however_often_the_bot_dies_as_it_sends(tmp_path: Path, nursery: Nursery) -> None:
    rng = random.Random(SEED)
    for nth in range(THROWINGS):
        async with open_scene(tmp_path / str(nth), nursery) as scene:
            await scene.play(islice(_deaths(rng), _DEATHS), scene.people.draw())
            truth = await verdict.gather(scene.office)
        verdict.check_updates(truth)
        verdict.check_notices(truth, scene.bot.cut)
        verdict.check_repeats(truth, scene.bot.cut)
        verdict.check_dice(truth)
