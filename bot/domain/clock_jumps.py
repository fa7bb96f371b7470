"""Whether the machine's clock may be believed: what a server said the time was, and what passed since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TOLERANCE = timedelta(hours=1)
"""What a clock may gain at once: corrections of minutes are usual, a month is a clock gone wrong."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What time it was said to be, and the seconds of a clock that nobody can set, at the same instant."""

    wall: datetime
    steady_seconds: float


def has_jumped(believed: Reading, now: Reading) -> bool:
    """Return whether the clock shows more time than has passed since it was last believed.

    A clock that is behind hurries nothing: it is believed, and what it has not shown yet comes later.
    """
    passed = timedelta(seconds=now.steady_seconds - believed.steady_seconds)
    return now.wall - believed.wall - passed > TOLERANCE
