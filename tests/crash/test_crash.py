"""Kill the bot 300 times while a round goes on: nothing lost, nothing doubled, every repeat labelled."""

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path

from tests.crash.board import POINTS
from tests.crash.mortal import Death, Nursery
from tests.crash.scene import open_scene

KILLS = int(os.environ.get("SSJ_KILLS", "300"))
"""`make torture` raises it to thousands; each costs about an eighth of a second of one core."""
SEED = 2026
_PER_ROUND = 150
_NAMED, _AT_BIRTH = 0.4, 0.05
_BIRTH_SECONDS, _LIFE_SECONDS, _NAMED_SECONDS, _CERTAINLY_SECONDS = 0.08, 0.05, 0.3, 30.0
_BETWEEN = 4
_MOST_PASSES = 3


@dataclass
class Tally:
    """What the killing came to."""

    died_at: Counter[str] = field(default_factory=Counter)
    in_the_window: int = 0
    repeats: int = 0

    def __str__(self) -> str:
        kills, points = self.died_at.total(), dict(self.died_at)
        return (
            f"seed {SEED}: {kills} kills, {self.in_the_window} in a window, {self.repeats} repeats, {points}"
        )


def deaths(rng: random.Random) -> Iterator[Death]:
    """Yield deaths without end: each named point once for certain, between them anything."""
    for point in rng.sample(POINTS, len(POINTS)):
        yield Death(point=point, seconds=_CERTAINLY_SECONDS)
        yield from islice(_any_deaths(rng), _BETWEEN)
    yield from _any_deaths(rng)


def _any_deaths(rng: random.Random) -> Iterator[Death]:
    while True:
        kind = rng.random()
        if kind < _NAMED:
            point = rng.choice(POINTS)
            passes = 1 if point.startswith("tick.") else rng.randint(1, _MOST_PASSES)
            yield Death(point=point, passes=passes, seconds=_NAMED_SECONDS)
        elif kind < _NAMED + _AT_BIRTH:
            yield Death(seconds=rng.uniform(0, _BIRTH_SECONDS), at_birth=True)
        else:
            yield Death(seconds=rng.expovariate(1 / _LIFE_SECONDS))


async def test_round_survives_three_hundred_kills(tmp_path: Path, nursery: Nursery) -> None:
    endless, tally = deaths(random.Random(SEED)), Tally()
    for nth in count():
        left = KILLS - tally.died_at.total()
        if left == 0:
            break
        async with open_scene(tmp_path / str(nth), nursery) as scene:
            try:
                await scene.play(islice(endless, min(left, _PER_ROUND)))
            finally:
                tally.died_at += scene.bot.died_at
                print(tally)  # noqa: T201 - shown on failure
            tally.in_the_window += scene.bot.cut.total()
            tally.repeats += await scene.check()
    print(tally)  # noqa: T201 - shown on failure, and by -s
    assert tally.repeats <= tally.in_the_window
    assert [point for point in POINTS if not tally.died_at[point]] == []
