"""What has changed in the registers since the last draw over the same scope, for all to see before the throw.

Nobody can choose what is drawn; who could be drawn is the register's, so its changes are said, in numbers.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

_OWN_REASON = ("cap", "filtered", "drawn")
"""Reasons that the announcement gives by itself: the yearly cap, the conditions of the draw, a supplement."""


class Difference(BaseModel):
    """How many records came, are gone, and are still there but cannot be drawn any more."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    came: int
    gone: int
    out: int

    def __bool__(self) -> bool:
        """Return whether anything is different."""
        return any((self.came, self.gone, self.out))


class PoolChanges(BaseModel):
    """The differences of both pools from those of the draw `since` (attempt from 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    since: str
    attempt: int
    targets: Difference
    inspectors: Difference


def difference(before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> Difference:
    """Return how the pool of records `{"id", "eligible", "why", …}` differs from the one before."""
    old, new = ({each["id"]: each for each in pool} for pool in (before, now))
    out = sum(
        old[key]["eligible"] and not new[key]["eligible"] and new[key]["why"] not in _OWN_REASON
        for key in old.keys() & new.keys()
    )
    return Difference(came=len(new.keys() - old.keys()), gone=len(old.keys() - new.keys()), out=out)
