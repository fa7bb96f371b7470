"""The measured chances (threats G3): for each question, p that a fair draw differs from even by more.

`python tests/fairness/evidence.py` prints them as the table of docs/fairness.md.
"""

import sys
from collections import Counter
from itertools import combinations
from math import perm

from samples import (
    ORDERS,
    PEOPLE,
    PICKED,
    TEAMS,
    WHOLE_DRAWS,
    draws,
    mixed,
    no_pairs,
    number_of,
    orders,
    simple,
)
from tallies import drawn_together, pairs, places, same_team, singles, visits

FALLING = {m: perm(PICKED, m) for m in (2, 3, 4)}
SIZES = [2] * TEAMS + [PEOPLE - 2 * TEAMS]  # two seats, or two targets, a team; the last place is "none"
# First of all, last of the primaries, first and last of the alternates, last of all.
POSITIONS = (0, PICKED - 1, PICKED, 2 * PICKED - 1, PEOPLE - 1)

OF_ORDERS = (
    *(f"第{position + 1}位是谁" for position in POSITIONS),
    "全部位次×人",
    "进入前8名",
    "前8名中的两两组合",
)
OF_DRAWS = (
    "对象被抽中",
    "两个对象同时抽中",
    "人员被抽中",
    "人员×组",
    "两人同组",
    "对象×组",
    "对象×人员（谁查谁）",
)
OF_PARTS = {
    "甲类对象被抽中": range(16),
    "乙类对象被抽中": range(16, PEOPLE),
    "持证人员被抽中": range(8),
    "其他人员被抽中": range(8, PEOPLE),
}
NAMES = (*OF_ORDERS, *OF_DRAWS, *OF_PARTS)


def of_orders():
    """Return p for each question on the order of 24 people."""
    at, together = [[0] * PEOPLE for _ in range(PEOPLE)], no_pairs()
    for order in orders():
        for row, person in zip(at, order, strict=True):
            row[person] += 1
        for pair in combinations(sorted(order[:PICKED]), 2):
            together[pair] += 1
    first = [sum(column) for column in zip(*at[:PICKED], strict=True)]
    found = [singles(at[position], ORDERS, 1, 0) for position in POSITIONS]
    found.append(places(list(zip(*at, strict=True)), [1] * PEOPLE))
    found.append(singles(first, ORDERS, PICKED, FALLING[2]))
    found.append(pairs(together, PEOPLE, ORDERS, drawn_together(FALLING, PEOPLE)))
    return dict(zip(OF_ORDERS, found, strict=True))


class Tally:
    """What the simple draws are counted into."""

    def __init__(self):
        self.target_in = [[0] * (TEAMS + 1) for _ in range(PEOPLE)]
        self.person_in = [[0] * (TEAMS + 1) for _ in range(PEOPLE)]
        self.picked_together, self.seated_together = no_pairs(), no_pairs()
        self.met = [[0] * PEOPLE for _ in range(PEOPLE)]

    def add(self, result):
        teams = [sorted(map(number_of, team)) for team in result.teams]
        assignment = [(number_of(target), team - 1) for target, team in result.assignment]
        _add_places(self.target_in, dict(assignment))
        _add_places(self.person_in, {who: k for k, team in enumerate(teams) for who in team})
        for pair in combinations(sorted(target for target, _ in assignment), 2):
            self.picked_together[pair] += 1
        for first, second in teams:
            self.seated_together[first, second] += 1
        for target, team in assignment:
            for person in teams[team]:
                self.met[target][person] += 1


def _add_places(table, place_of):
    for number, row in enumerate(table):
        row[place_of.get(number, TEAMS)] += 1


def _drawn(table, count):
    return singles([sum(row[:TEAMS]) for row in table], count, PICKED, FALLING[2])


def of_draws(count=WHOLE_DRAWS):
    """Return p for each question on whole draws: targets, people, teams, and who inspects whom."""
    tally = Tally()
    for result in draws(simple, count):
        tally.add(result)
    found = (
        _drawn(tally.target_in, count),
        pairs(tally.picked_together, PEOPLE, count, drawn_together(FALLING, PEOPLE)),
        _drawn(tally.person_in, count),
        places(tally.person_in, SIZES),
        pairs(tally.seated_together, PEOPLE, count, same_team(TEAMS, PEOPLE)),
        places(tally.target_in, SIZES),
        visits(tally.met, count, PICKED, TEAMS, 2),
    )
    return dict(zip(OF_DRAWS, found, strict=True))


class Part:
    """One stratum, or the licensed or the others: who of it was drawn, and how many at a time."""

    def __init__(self, members):
        self.members = list(members)
        self.counts = Counter()
        self.sizes = Counter()

    def add(self, names):
        drawn = set(map(number_of, names)).intersection(self.members)
        self.counts.update(drawn)
        self.sizes[len(drawn)] += 1

    def chance(self):
        total = sum(self.sizes.values())
        first, second = (sum(n * perm(k, m) for k, n in self.sizes.items()) / total for m in (1, 2))
        return singles([self.counts[member] for member in self.members], total, first, second)


def of_parts(count=WHOLE_DRAWS):
    """Return p within each stratum, and among the licensed and the others, where a floor adds targets."""
    parts = {name: Part(members) for name, members in OF_PARTS.items()}
    for result in draws(mixed, count):
        for name, part in parts.items():
            part.add(result.picked if "对象" in name else result.primary[0])
    return {name: part.chance() for name, part in parts.items()}


def all_chances():
    """Return p for every question, in the order of NAMES."""
    return {**of_orders(), **of_draws(), **of_parts()}


if __name__ == "__main__":
    sys.stdout.write(f"orders {ORDERS}, whole draws {WHOLE_DRAWS}\n")
    for name, chance in all_chances().items():
        sys.stdout.write(f"| {name} | {chance:.4g} |\n")
