"""One kill at one named point, then the same end as without it."""

from pathlib import Path

import pytest

from tests.crash import verdict
from tests.crash.board import POINTS
from tests.crash.mortal import Death, Nursery
from tests.crash.people import REPEATED
from tests.crash.scene import Scene, open_scene

_OF_A_ROUND = ("paper.written",)
_COPIES = {"outbox.claimed": [True], "outbox.accepted": [False, True]}
"""Whether each message that arrives is labelled; at every other point one arrives, and it is not."""


async def _ask(scene: Scene, point: str) -> list[bool]:
    """Kill the bot at this point while it answers; return for each answer whether it is labelled."""
    asker = scene.office["张敏"]
    seen = len(asker.screen())
    await asker.says("private", "/status")
    await scene.bot.die(Death(point=point))
    await scene.finish()
    return [message.text.startswith(REPEATED) for message in asker.screen()[seen + 1 :]]


async def test_one_kill_at_a_named_point_leaves_one_answer(tmp_path: Path, nursery: Nursery) -> None:
    points = [point for point in POINTS if point not in _OF_A_ROUND]
    async with open_scene(tmp_path, nursery) as scene:
        answers = {point: await _ask(scene, point) for point in points}
        died_at = dict(scene.bot.died_at)

    assert died_at == dict.fromkeys(points, 1)
    assert answers == {point: _COPIES.get(point, [False]) for point in points}


@pytest.mark.parametrize("point", ["outbox.claimed", "outbox.accepted", "outbox.marked"])
async def test_throws_survive_kills_without_being_thrown_twice(
    tmp_path: Path, nursery: Nursery, point: str
) -> None:
    async with open_scene(tmp_path, nursery) as scene:
        await scene.play((Death(point=point, passes=passes) for passes in (1, 2, 3)), scene.people.draw())
        truth = await verdict.gather(scene.office)

    verdict.check_updates(truth)
    verdict.check_notices(truth, scene.bot.cut)
    verdict.check_repeats(truth, scene.bot.cut)
    verdict.check_dice(truth)
