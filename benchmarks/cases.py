"""What is measured: the same inputs for us and for the peers, made from one seed."""

import random
from typing import NamedTuple

SIZES = (1_000, 100_000, 1_000_000)
SHARE = 20  # one in twenty, 5 %
STRATA = ("幼儿园", "小学", "初中", "高中", "培训机构")
MATCHES = ((1_000, 150), (10_000, 1_000))
STRATIFIED = (1_000, 100_000)
VERIFIED = ((1_000, 300), (100_000, 300))


class Problem(NamedTuple):
    """Targets to match to teams of two; a pair is in conflict."""

    targets: list[str]
    teams: list[list[str]]
    conflicts: list[tuple[str, str]]


def ids(count: int) -> list[str]:
    """Return so many target ids, `T0000000`, … ascending."""
    return [f"T{number:07}" for number in range(count)]


def strata(count: int, seed: int) -> list[str]:
    """Return the stratum of each target."""
    return random.Random(seed).choices(STRATA, k=count)  # noqa: S311 - inputs, not a draw


def problem(targets: int, teams: int, seed: int) -> Problem:
    """Return a matching problem in which a team is forbidden to a target with a chance of 5 %."""
    dice = random.Random(seed)  # noqa: S311 - inputs, not a draw
    names = ids(targets)
    seats = [[f"P{2 * team:05}", f"P{2 * team + 1:05}"] for team in range(teams)]
    pairs = [
        (name, seats[team][dice.randrange(2)])
        for name in names
        for team in range(teams)
        if dice.random() * SHARE < 1
    ]
    return Problem(names, seats, pairs)
