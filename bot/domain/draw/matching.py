"""Which team inspects which target (protocol section 8).

Only targets with a conflict can fail to find a place: the teams together always have room for all, so the
others fit wherever is left. The search therefore holds a place for each target in conflict and nothing else.
A set of teams is an integer, team k (from 0) being bit k.
"""

from bisect import insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from bot.domain.draw.entropy import Seed, Stream


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


def _lowest(teams: int) -> int:
    """Return the lowest team of a set that has one."""
    return (teams & -teams).bit_length() - 1


class _Places:
    """Free places per team, and the places held for targets in conflict, which may still move."""

    def __init__(self, teams: int, load: int) -> None:
        self.free = [load] * teams
        self.vacant = (1 << teams) - 1 if load else 0  # the teams with a free place
        self.held: list[dict[str, int]] = [{} for _ in range(teams)]
        self.holder: dict[str, int] = {}

    def raise_load(self) -> None:
        self.free = [free + 1 for free in self.free]
        self.vacant = (1 << len(self.free)) - 1

    def take(self, team: int) -> None:
        self.free[team] -= 1
        if not self.free[team]:
            self.vacant ^= 1 << team

    def _give_back(self, team: int) -> None:
        self.free[team] += 1
        self.vacant |= 1 << team

    def hold(self, target: str, allowed: int) -> bool:
        """Hold a place for the target in one of its teams, moving others; False where there is none."""
        team, _ = self.room(allowed, 0)
        if team is None:
            return False
        self.take(team)
        self.held[team][target] = allowed
        self.holder[target] = team
        return True

    def release(self, target: str) -> None:
        team = self.holder.pop(target, None)
        if team is not None:
            del self.held[team][target]
            self._give_back(team)

    def room(self, wanted: int, shut: int) -> tuple[int | None, int]:
        """Make a free place in one of the wanted teams, moving held targets along a shortest chain.

        Returns the team, or None where no chain ends at a free place, and `shut` with those searched in vain.
        """
        if wanted & self.vacant:
            return _lowest(wanted & self.vacant), shut
        seen = shut | wanted
        came: dict[int, tuple[int, str]] = {}
        # Whole sets wait in the queue: mostly the first few teams already lead to a free place.
        queue: list[tuple[int, int, str]] = [(wanted, -1, "")]
        for teams, origin, moved in queue:
            for team in _members(teams):
                came[team] = (origin, moved)
                for target, allowed in self.held[team].items():
                    if allowed & self.vacant:
                        end = _lowest(allowed & self.vacant)
                        return self._shift(end, (team, target), came), shut
                    if allowed & ~seen:
                        queue.append((allowed & ~seen, team, target))
                        seen |= allowed
        return None, seen

    def _shift(self, free: int, link: tuple[int, str], came: Mapping[int, tuple[int, str]]) -> int:
        """Move one target along each link of the chain, from its end back to its start; return the start."""
        self.take(free)
        team = free
        while link[0] >= 0:
            origin, target = link
            self.held[team][target] = self.held[origin].pop(target)
            self.holder[target] = team
            team, link = origin, came[origin]
        self._give_back(team)
        return team


def allowed_teams(
    picked: Sequence[str], teams: Sequence[Sequence[str]], conflicts: frozenset[tuple[str, str]]
) -> dict[str, int]:
    """Return for each target the set of teams none of whose members is in conflict with it."""
    everyone = (1 << len(teams)) - 1
    others = {person: everyone ^ (1 << number) for number, team in enumerate(teams) for person in team}
    allowed = dict.fromkeys(picked, everyone)
    for target, person in conflicts:
        if target in allowed:
            allowed[target] &= others.get(person, everyone)
    return allowed


def _least_load(places: _Places, held: Mapping[str, int], load: int) -> int:
    """Hold a place for every target in conflict and return the smallest load at which that can be done."""
    for target, allowed in held.items():
        while not places.hold(target, allowed):
            places.raise_load()
            load += 1
    return load


_FEW = 5
"""Below a fifth of all teams it is quicker to work out their tickets alone (measured by `make bench`)."""
_Tickets = Callable[[Sequence[int]], Sequence[int] | Mapping[int, int]]


def _by_preference(levels: Mapping[int, list[int]], tickets_of: _Tickets) -> Iterator[int]:
    """Yield the teams with fewest targets first, then by ticket, then by number.

    `levels` has the teams below the load by their number of targets, each list ascending; `tickets_of` what
    teams have drawn, by team.
    """
    for level in sorted(levels):
        tickets = tickets_of(levels[level])
        yield min(levels[level], key=tickets.__getitem__)  # mostly the answer, and cheaper than sorting
        yield from sorted(levels[level], key=tickets.__getitem__)[1:]


def _take(places: _Places, allowed: int, preference: Iterator[int]) -> int:
    """Take a place in the first allowed team by preference that leaves all held targets placeable."""
    shut, found = 0, None
    while found is None:  # a target that had a place has one, so this never runs out
        wanted = allowed & ~shut & (1 << next(preference))
        if wanted:
            found, shut = places.room(wanted, shut)
    places.take(found)
    return found


def _add_target(levels: dict[int, list[int]], level: int, team: int, load: int) -> None:
    """Move the team one level up, or out where it has reached the load."""
    levels[level].remove(team)
    if not levels[level]:
        del levels[level]
    if level + 1 < load:
        insort(levels.setdefault(level + 1, []), team)


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
    tickets = seed.stream("match/target").some_tickets(0, sorted(positions[target] for target in picked))
    return sorted(picked, key=lambda target: (tickets[positions[target]], positions[target]))


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
    levels = {0: list(range(count))}
    stream = seed.stream("match/pair")
    taken = {}
    for target in queue:
        places.release(target)
        tickets_of = partial(_tickets_of, stream, positions[target] * count, count)
        team = _take(places, allowed[target], _by_preference(levels, tickets_of))
        _add_target(levels, load_of[team], team, load)
        load_of[team] += 1
        taken[target] = team
    return taken


def _tickets_of(
    stream: Stream, first: int, count: int, teams: Sequence[int]
) -> Sequence[int] | Mapping[int, int]:
    """Return the tickets of these teams among all `count`; all of them where that is quicker."""
    if _FEW * len(teams) > count:
        return stream.tickets(first, count)
    return stream.some_tickets(first, teams)
