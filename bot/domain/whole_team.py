"""Whether a team is whole: enough people, enough of them licensed, in each of its seat groups.

`draw-protocol.md` section 10 keeps it so at each backfill; here it is asked of the people who sit now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TEAM_MIN = 2
"""行政处罚法 第四十二条: nobody inspects alone, whatever the draw said."""


@dataclass(frozen=True)
class Sitting:
    """Somebody who sits in the team now: the seat group, and whether he holds a licence today."""

    seat_group: int
    is_licensed: bool


def lacks_people(sitting: Sequence[Sitting], seats: Sequence[dict[str, Any]]) -> bool:
    """Return whether a seat group has fewer people than drawn for; `seats` is the plan's, `[]` if unknown.

    `[{"department": "*", "size": 2, "licensed_min": 1}]`
    """
    groups = [[each for each in sitting if each.seat_group == group] for group in range(len(seats))]
    short = any(len(group) < seat["size"] for group, seat in zip(groups, seats, strict=True))
    return short or len(sitting) < TEAM_MIN


def lacks_licence(sitting: Sequence[Sitting], seats: Sequence[dict[str, Any]]) -> bool:
    """Return whether a seat group has fewer licensed people than its plan wants."""
    groups = [[each for each in sitting if each.seat_group == group] for group in range(len(seats))]
    counts = [sum(each.is_licensed for each in group) for group in groups]
    return any(count < seat["licensed_min"] for count, seat in zip(counts, seats, strict=True))
