"""Rows 7, 8 and 10: the operator edits the frozen register once the throw is known."""

import random

from attacks.room import SCHOOLS, WANTED, Group, plan_at, publish, school, transcript, winner

from bot.domain.draw.pools import freeze

MOST_ADDED = 15
WAYS = ("old plan", "new root", "new commitment")


def _edited(plan, values, mine, *, committed_anew):
    """Return the register with schools removed and new ones put in, so that the wanted one wins."""
    while True:
        share, more = mine.random(), mine.randrange(MOST_ADDED)
        left = [school(i) for i in range(SCHOOLS) if i == int(WANTED[1:]) or mine.random() < share]
        added = [school(0) | {"id": f"S{mine.randrange(SCHOOLS):02}-{i}"} for i in range(more)]
        pools = freeze([*left, *added], [], [])
        base = plan | {"pools": pools.summary()} if committed_anew else plan
        if winner(base, values, pools=pools) == WANTED:
            return pools


def edit_after(level, number):
    """Publish the draw over a register that was edited after the throw. Returns it and the chat.

    In turn three ways: the old plan as it is; the old commitment over a plan that has the new root; a new
    commitment that fits the new root.
    """
    group, plan, mine = Group(f"edit {level} {number}"), plan_at(level), random.Random(f"ssj edit {number}")
    group.announce(plan)
    values, way = group.entropy_at(level), WAYS[number % len(WAYS)]
    entries = transcript(level, values)
    pools = _edited(plan, values, mine, committed_anew=way == "new commitment")
    rooted = plan | {"pools": pools.summary()}
    if way == "new commitment":
        return publish(rooted, entries, pools=pools), group
    fixed = publish(plan, entries, pools=pools)
    return (fixed if way == "old plan" else fixed.with_plan(rooted)), group
