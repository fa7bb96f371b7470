"""联合检查: several departments inspect one target together, each with seats and items of its own.

The department that initiates comes first: its first seat leads. Nobody counts for two departments.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.domain.draw.plan import SeatGroup
from bot.domain.draw.plan_rules import ANYONE, people_for
from bot.domain.draw.pools import Inspector as PoolInspector
from bot.domain.plans.conformity import RULE_OF, Check, Line, Verdict
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Inspector, Item

ALL_LICENSED = "all"
FEWEST_DEPARTMENTS = 2

Seats = Sequence[Mapping[str, Any]]
"""Seat groups of a plan: `[{"department": "*", "size": 2, "licensed_min": 2}]`."""


def joint_departments(items: Iterable[Item], roster: Iterable[Inspector], profile: Profile) -> list[str]:
    """Return the departments that can inspect together: with items and with people, fewer than two are none.

    Where the profile names departments (`names.departments`) only those count, in the text's order.
    """
    staffed = {line.department for line in roster if line.is_active}
    named = [each.value for each in profile.names.departments] or [item.department for item in items]
    charged = {item.department for item in items if item.department}
    found = [name for name in dict.fromkeys(named) if name in staffed & charged]
    return found if len(found) >= FEWEST_DEPARTMENTS else []


def seat_groups(departments: Sequence[str], profile: Profile, people: int = 0) -> list[dict[str, Any]]:
    """Return the seats of every team: of anybody, or at least one of each department, the initiator's first.

    The initiator fills the team up to the profile's size (rule `team`), or to the more `people` that the plan
    asks for, and is the first to be licensed where not all have to be (rule `licence`).
    """
    least = max(profile.team.size_people.value, people)
    sizes = [max(1, least - len(departments) + 1), *(1 for _ in departments[1:])] if departments else [least]
    wanted = profile.team.licensed_min_people.value
    unmet = sum(sizes) if isinstance(wanted, str) else wanted
    groups = []
    for department, size in zip(departments or [ANYONE], sizes, strict=True):
        licensed = min(size, unmet)
        unmet -= licensed
        groups.append({"department": department, "size": size, "licensed_min": licensed})
    return groups


def teams_possible(seats: Seats, inspectors: Sequence[PoolInspector]) -> int:
    """Return how many teams the eligible people can fill; each seat group has people of its own."""
    return min(_teams(SeatGroup.model_validate(dict(seat)), inspectors) for seat in seats)


def _teams(seat: SeatGroup, inspectors: Sequence[PoolInspector]) -> int:
    people = people_for(seat, inspectors)
    licensed = sum(who.licensed for who in people)
    by_licence = licensed // seat.licensed_min if seat.licensed_min else len(people)
    return min(len(people) // seat.size, by_licence)


def eligible_for(seats: Seats, inspectors: Sequence[PoolInspector]) -> list[PoolInspector]:
    """Return the eligible people of all seat groups, each once."""
    wanted = {str(seat["department"]) for seat in seats}
    return [who for who in inspectors if who.eligible and (ANYONE in wanted or who.department in wanted)]


def items_of_departments(items: Sequence[Item], departments: Sequence[str]) -> list[Item]:
    """Return the items of a round: all of them, or those of its departments, grouped, then nobody's own."""
    if not departments:
        return list(items)
    return [item for department in (*departments, "") for item in items if item.department == department]


def department_lines(
    seats: Seats, team_count: int, overdraw: int, inspectors: Sequence[PoolInspector], profile: Profile
) -> Iterator[Line]:
    """Yield TEAM, SEATS, LICENCE, LICENSED and RESERVE of each department of a joint round; else nothing."""
    if any(seat["department"] == ANYONE for seat in seats):
        return
    for seat in seats:
        group = SeatGroup.model_validate(dict(seat))
        yield from _lines_of(group, team_count, overdraw, people_for(group, inspectors), profile)


def lines_by_department(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """Return the lines in their order, those of one department together; "" names the lines of all others.

    A line of a department is one of `department_lines`: a rule about people that has a subject.
    """
    of_departments = (Check.TEAM, Check.SEATS, Check.LICENCE, Check.LICENSED, Check.RESERVE)

    def department(line: Line) -> str:
        return line.subject if line.check in of_departments else ""

    return [(name, list(its)) for name, its in groupby(lines, department)]


def _lines_of(
    seat: SeatGroup, teams: int, overdraw: int, people: Sequence[PoolInspector], profile: Profile
) -> Iterator[Line]:
    licensed = sum(who.licensed for who in people)
    all_licensed = isinstance(profile.team.licensed_min_people.value, str)
    reserve = teams * seat.size * overdraw
    numbers = (
        (Check.TEAM, 1, seat.size, Verdict.VIOLATES),
        (Check.SEATS, teams * seat.size, len(people), Verdict.VIOLATES),
        (
            Check.LICENCE,
            seat.size if all_licensed else seat.licensed_min,
            seat.licensed_min,
            Verdict.VIOLATES,
        ),
        (Check.LICENSED, teams * seat.licensed_min, licensed, Verdict.VIOLATES),
        (Check.RESERVE, reserve, len(people), Verdict.SHORTAGE),
    )
    for of, demanded, planned, otherwise in numbers:
        rule = RULE_OF[of]
        yield Line(
            check=of,
            rule=rule,
            article=profile.rule(rule).article,
            demanded=demanded,
            planned=planned,
            verdict=Verdict.OK if planned >= demanded else otherwise,
            subject=seat.department,
        )
