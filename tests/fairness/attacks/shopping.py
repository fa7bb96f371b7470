"""Rows 1 and 10: the operator tries until he likes the outcome, and posts only then."""

import random
from typing import NamedTuple

from attacks.room import ANNOUNCED, WANTED, Group, plan_at, publish, winner

GUESSES = 3


class Shopped(NamedTuple):
    """The draw that was posted, the chat, and how many secrets were tried for it."""

    published: object
    group: Group
    tries: int


def shop_secret(number):
    """At L0: try secrets in private until the wanted school is drawn, then commit to that one."""
    mine, tries = random.Random(f"ssj shop {number}"), 0
    while True:
        tries += 1
        secret = mine.randbytes(32).hex()
        plan = plan_at("L0", secret)
        if winner(plan, [], secret) == WANTED:
            group = Group(number)
            group.announce(plan)
            return Shopped(publish(plan, [], secret), group, tries)


def _variants(mine):
    for _ in range(GUESSES):
        number, minute = mine.randrange(1, 10_000), mine.randrange(60)
        yield {
            "draw": f"SSJ-2026-{number:04}",
            "announced_at": ANNOUNCED.replace(":00:00", f":{minute:02}:00"),
            "authority": [f"昌黎县教育局{mine.getrandbits(32)}"],
        }


def shop_plan(level, number):
    """At L2 or L3: try plans against an imagined throw and post one that wins; then comes the real throw.

    Returns whether the wanted school is drawn.
    """
    mine, group = random.Random(f"ssj grind {number}"), Group(f"{level} {number}")
    imagined = Group(f"imagined {level} {number}").entropy_at(level)
    plans = [plan_at(level, **changes) for changes in _variants(mine)]
    plan = max(plans, key=lambda candidate: winner(candidate, imagined) == WANTED)
    group.announce(plan)
    return winner(plan, group.entropy_at(level)) == WANTED
