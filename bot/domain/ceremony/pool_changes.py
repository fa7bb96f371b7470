"""What has changed in the registers since the last draw over the same scope, for all to see before the throw.

Nobody can choose what is drawn; who could be drawn is the register's, so its changes are said, in numbers.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.frozen import Frozen

_MATTERS = ("stratum", "department", "licensed")
"""What decides by which share a target is drawn, and for which seat a person."""
_OWN_REASON = ("cap", "filtered", "drawn")
"""Reasons that the announcement gives by itself: the yearly cap, the conditions of the draw, a supplement."""


class Difference(Frozen):
    """How many records came, are gone, are there but cannot be drawn any more, and count as something else.

    `moved` are those of another stratum, department or licence than before.
    """

    came: int
    gone: int
    out: int
    moved: int

    def __bool__(self) -> bool:
        """Return whether anything is different."""
        return any((self.came, self.gone, self.out, self.moved))


class PoolChanges(Frozen):
    """The differences of both pools from those of the draw `since` (attempt from 1)."""

    since: str
    attempt: int
    targets: Difference
    inspectors: Difference


def difference(before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> Difference:
    """Return how the pool of records `{"id", "eligible", "why", …}` differs from the one before."""
    old, new = ({each["id"]: each for each in pool} for pool in (before, now))
    both = [(old[key], new[key]) for key in old.keys() & new.keys()]
    return Difference(
        came=len(new.keys() - old.keys()),
        gone=len(old.keys() - new.keys()),
        out=sum(a["eligible"] and not b["eligible"] and b["why"] not in _OWN_REASON for a, b in both),
        moved=sum(any(a.get(name) != b.get(name) for name in _MATTERS) for a, b in both),
    )
