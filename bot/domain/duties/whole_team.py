"""Whether a team is whole: enough people, enough of them licensed, in each of its seat groups.

`draw-protocol.md` section 10 keeps it so at each backfill; here it is asked of the people who sit now.
"""

from collections.abc import Iterator, Sequence
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
    short = any(len(group) < seat["size"] for group, seat in _groups(sitting, seats))
    return short or len(sitting) < TEAM_MIN


def lacks_licence(sitting: Sequence[Sitting], seats: Sequence[dict[str, Any]]) -> bool:
    """Return whether a seat group has fewer licensed people than its plan wants."""
    return any(
        sum(each.is_licensed for each in group) < seat["licensed_min"]
        for group, seat in _groups(sitting, seats)
    )


def _groups(
    sitting: Sequence[Sitting], seats: Sequence[dict[str, Any]]
) -> Iterator[tuple[list[Sitting], dict[str, Any]]]:
    """Yield who sits in each seat group, with what the plan wants of it."""
    for group, seat in enumerate(seats):
        yield [each for each in sitting if each.seat_group == group], seat
