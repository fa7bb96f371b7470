"""Whether the machine's clock may be believed: a living process knows how much time has really passed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TOLERANCE = timedelta(hours=1)
"""What a clock may gain at once: corrections of minutes are usual, a month is a clock gone wrong."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine's clock said, and the seconds of one that nobody can set, at the same instant."""

    wall: datetime
    steady_seconds: float


def has_jumped(believed: Reading, now: Reading) -> bool:
    """Return whether the clock shows more time than has passed since it was last believed.

    A clock that is behind hurries nothing: it is believed, and what it has not shown yet comes later.
    """
    passed = timedelta(seconds=now.steady_seconds - believed.steady_seconds)
    return now.wall - believed.wall - passed > TOLERANCE
