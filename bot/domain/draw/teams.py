"""The drawing of inspectors and their dealing into teams (protocol section 7)."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.draw.plan import Rules, SeatGroup
from bot.domain.draw.plan_rules import people_for
from bot.domain.draw.pools import Inspector


class Group(NamedTuple):
    """The people of one seat group, each list in the order of the stream, and its seats team by team."""

    primary: list[str]
    alternates: list[str]
    tail: list[str]
    dealt: list[list[str]]


def _deal(licensed: Sequence[str], others: Sequence[str], teams: int) -> list[list[str]]:
    """Deal the licensed in turn, then each other to the smallest team, the lowest number first."""
    dealt: list[list[str]] = [list(licensed[number::teams]) for number in range(teams)]
    for person in others:
        min(dealt, key=len).append(person)
    return dealt


def draw_group(order: Sequence[Inspector], seat: SeatGroup, teams: int, overdraw: int) -> Group:
    """Return the primaries, alternates and tail of one seat group; `order` is the whole roster's."""
    people = people_for(seat, order)
    licensed = [who.id for who in people if who.licensed][: teams * seat.licensed_min]
    set_aside = set(licensed)
    others = [who.id for who in people if who.id not in set_aside][: teams * (seat.size - seat.licensed_min)]
    primary = set_aside.union(others)
    passed_over = [who.id for who in people if who.id not in primary]
    reserve = (overdraw - 1) * teams * seat.size
    return Group(
        primary=[who.id for who in people if who.id in primary],
        alternates=passed_over[:reserve],
        tail=passed_over[reserve:],
        dealt=_deal(licensed, others, teams),
    )


def draw_groups(order: Sequence[Inspector], rules: Rules) -> list[Group]:
    """Return every seat group in plan order."""
    teams = rules.teams
    return [draw_group(order, seat, teams.count, rules.overdraw) for seat in teams.seats]


def seat_teams(groups: Sequence[Group], teams: int) -> list[list[str]]:
    """Return the members of each team: in the order dealt, group after group."""
    return [[person for group in groups for person in group.dealt[number]] for number in range(teams)]
