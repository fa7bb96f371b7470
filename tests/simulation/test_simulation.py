"""Whole offices from dice, with faults: the invariants hold in each (I1 to I12); a seed plays the same again.

`make simulate SECONDS=…` plays as many as the time allows, `make simulate SEED=…` one.
"""

import os
import time
from collections import Counter
from itertools import count
from pathlib import Path

import pytest

from tests.crash.board import POINTS
from tests.simulation.faults import KINDS, Crash, Killed
from tests.simulation.world import simulate

SECONDS = float(os.environ.get("SSJ_SIMULATE_SECONDS", "8"))
_OFTEN = 7
"""A seed with many kinds of faults."""
LEAST = int(os.environ.get("SSJ_SIMULATE_LEAST", "0"))
"""So often each fault must have fired by the end: 100 where the seeds are many."""
FIRST = int(os.environ.get("SSJ_SIMULATE_SEED", "1"))


async def test_invariants_hold_in_every_simulated_office(tmp_path: Path) -> None:
    until, fired, played = time.monotonic() + SECONDS, Counter[str](), 0
    for seed in count(FIRST):
        done = await simulate(seed, tmp_path / str(seed))
        fired += done.fired
        played += 1
        if time.monotonic() >= until:
            break
    rare = {name: fired[name] for name in (*KINDS, *POINTS) if fired[name] < LEAST}
    print(f"seeds {FIRST} to {FIRST + played - 1}: {dict(fired)}")  # noqa: T201 - shown by -s
    assert rare == {}, "a fault that hardly ever fires tries nothing"


async def test_a_seed_plays_the_same_again(tmp_path: Path) -> None:
    first, again = [await simulate(_OFTEN, tmp_path / name, steps=20) for name in ("first", "again")]
    assert (first.told, first.head) == (again.told, again.head)


def test_a_kill_waits_for_its_point_through_other_deaths() -> None:
    crash = Crash()
    crash.arm("paper.written", 1)
    crash.arm("handle.before", 2)
    crash("handle.before")
    for passed in ("handle.before", "paper.written", "outbox.marked"):  # dead from the first of them on
        with pytest.raises(Killed):
            crash(passed)
    crash.revive()
    crash("handle.before")
    with pytest.raises(Killed):
        crash("paper.written")
    assert crash.fired == {"handle.before": 1, "paper.written": 1}
