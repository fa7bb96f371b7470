"""Which team inspects which target (protocol section 8).

Only targets with a conflict can fail to find a place: the teams together always have room for all, so the
others fit wherever is left. The search therefore holds a place for each target in conflict and nothing else.
A set of teams is an integer, team k (from 0) being bit k.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.domain.draw.entropy import Seed


class Match(NamedTuple):
    """The load that no team exceeds, and `[target, team from 1]` in the order of `picked`."""

    load: int
    assignment: list[tuple[str, int]]
    blocked: list[str]


def _members(teams: int) -> Iterator[int]:
    """Yield the teams of a set, lowest first."""
    while teams:
        lowest = teams & -teams
        yield lowest.bit_length() - 1
        teams ^= lowest


class _Places:
    """Free places per team, and the places held for targets in conflict, which may still move."""

    def __init__(self, teams: int, load: int) -> None:
        self.free = [load] * teams
        self.held: list[dict[str, int]] = [{} for _ in range(teams)]

    def raise_load(self) -> None:
        self.free = [free + 1 for free in self.free]

    def hold(self, target: str, allowed: int) -> bool:
        """Hold a place for the target in one of its teams, moving others; False where there is none."""
        team, _ = self.room(allowed, 0)
        if team is None:
            return False
        self.free[team] -= 1
        self.held[team][target] = allowed
        return True

    def release(self, target: str) -> None:
        for team, held in enumerate(self.held):
            if held.pop(target, None) is not None:
                self.free[team] += 1

    def room(self, wanted: int, shut: int) -> tuple[int | None, int]:
        """Make a free place in one of the wanted teams, moving held targets along the shortest chain.

        Returns the team, or None where no chain ends at a free place, and `shut` with those searched in vain.
        """
        seen = shut | wanted
        queue = list(_members(wanted))
        came: dict[int, tuple[int, str]] = {}
        for team in queue:
            if self.free[team]:
                return self._shift(team, came), shut
            for target, allowed in self.held[team].items():
                for reached in _members(allowed & ~seen):
                    came[reached] = (team, target)
                    queue.append(reached)
                seen |= allowed
        return None, seen

    def _shift(self, team: int, came: Mapping[int, tuple[int, str]]) -> int:
        """Move one target along each link of the chain, from its end back to its start; return the start."""
        while team in came:
            origin, target = came[team]
            self.held[team][target] = self.held[origin].pop(target)
            self.free[team] -= 1
            self.free[origin] += 1
            team = origin
        return team


def allowed_teams(
    picked: Sequence[str], teams: Sequence[Sequence[str]], conflicts: frozenset[tuple[str, str]]
) -> dict[str, int]:
    """Return for each target the set of teams none of whose members is in conflict with it."""
    team_of = {person: number for number, team in enumerate(teams) for person in team}
    allowed = dict.fromkeys(picked, (1 << len(teams)) - 1)
    for target, person in conflicts:
        if target in allowed and person in team_of:
            allowed[target] &= ~(1 << team_of[person])
    return allowed


def _least_load(places: _Places, held: Mapping[str, int], load: int) -> int:
    """Hold a place for every target in conflict and return the smallest load at which that can be done."""
    for target, allowed in held.items():
        while not places.hold(target, allowed):
            places.raise_load()
            load += 1
    return load


def _take(places: _Places, preference: Sequence[int]) -> int:
    """Take a place in the first team by preference that leaves all held targets placeable."""
    shut, found = 0, None
    remaining = iter(preference)  # a target that had a place has one, so this never runs out
    while found is None:
        wanted = 1 << next(remaining)
        if not shut & wanted:
            found, shut = places.room(wanted, shut)
    places.free[found] -= 1
    return found


def match_teams(
    picked: Sequence[str],
    positions: Mapping[str, int],
    teams: Sequence[Sequence[str]],
    conflicts: frozenset[tuple[str, str]],
    seed: Seed,
) -> Match:
    """Return load, assignment and blocked targets; `positions` are those of the targets in their pool."""
    if not teams:
        return Match(0, [], [])
    everyone = (1 << len(teams)) - 1
    allowed = allowed_teams(picked, teams, conflicts)
    blocked = [target for target in picked if not allowed[target]]
    allowed |= dict.fromkeys(blocked, everyone)
    load = -(-len(picked) // len(teams))
    places = _Places(len(teams), load)
    load = _least_load(places, {t: some for t, some in allowed.items() if some != everyone}, load)
    taken = _assign(_queue(picked, positions, seed), positions, allowed, places, load=load, seed=seed)
    return Match(load, [(target, taken[target] + 1) for target in picked], blocked)


def _queue(picked: Sequence[str], positions: Mapping[str, int], seed: Seed) -> list[str]:
    """Return the picked targets in the order of the stream `match/target`."""
    tickets = {target: seed.tickets("match/target", positions[target], 1)[0] for target in picked}
    return sorted(picked, key=lambda target: (tickets[target], positions[target]))


def _assign(
    queue: Sequence[str],
    positions: Mapping[str, int],
    allowed: Mapping[str, int],
    places: _Places,
    *,
    load: int,
    seed: Seed,
) -> dict[str, int]:
    """Return the team (from 0) that each target of the queue takes in its turn."""
    count = len(places.free)
    load_of = [0] * count
    taken = {}
    for target in queue:
        tickets = seed.tickets("match/pair", positions[target] * count, count)
        places.release(target)
        open_teams = [team for team in _members(allowed[target]) if load_of[team] < load]
        order = sorted(open_teams, key=lambda team: (load_of[team], tickets[team], team))
        taken[target] = _take(places, order)
        load_of[taken[target]] += 1
    return taken
