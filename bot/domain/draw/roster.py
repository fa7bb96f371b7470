"""Who serves which target (protocol section 10), replayed from the result and the approved vacancies.

A draw here is any plain object with the bundle's keys `plan`, `inspectors`, `conflicts`, `result`,
`result_hash` and `vacancies`, so that the bot can ask before a bundle exists.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from bot.domain.draw.bytes import Rejected, digest, dumps
from bot.domain.draw.records import Items, Record, is_instant, moment
from bot.domain.draw.result import Result

REASONS = ("blocked", "recusal", "substitution", "licence", "left")

# (who takes over, or null where nobody can; the targets)
Takeover = Annotated[tuple[str | None, Items[str]], Field(strict=False)]
Takeovers = Items[Takeover]


class Vacancy(Record):
    """One approved recusal or substitution; `targets` null means all, after which the person has left."""

    n: int
    prev: str
    person: str
    seat: int
    targets: Items[str] | None
    licensed: bool
    reason: str
    at: str


_VACANCIES: TypeAdapter[tuple[Vacancy, ...]] = TypeAdapter(Items[Vacancy])


def vacancy_hash(record: Mapping[str, Any]) -> str:
    """Return the hash that the group sees with the approval, as 64 hex digits."""
    return digest("vacancy", dumps(dict(record))).hex()


class Roster:
    """Who serves what, replayed from the result and the vacancies so far; made by `replay`."""

    def __init__(self, draw: Mapping[str, Any]) -> None:
        result = Result.model_validate(draw["result"])
        self.result = result
        self.conflicts = frozenset((target, person) for target, person in draw["conflicts"])
        self.licensed = frozenset(who["id"] for who in draw["inspectors"] if who["licensed"])
        self.least_licensed = [seat["licensed_min"] for seat in draw["plan"]["rules"]["teams"]["seats"]]
        self.queue = [[*first, *rest] for first, rest in zip(result.alternates, result.tail, strict=True)]
        self.seat_of = {person: seat for seat, group in enumerate(result.primary) for person in group}
        self.duties: dict[str, list[str]] = {
            person: [target for target, team in result.assignment if team == number]
            for number, members in enumerate(result.teams, start=1)
            for person in members
        }
        self.called: set[str] = set()
        self.head: str = draw["result_hash"]
        self.count = 0
        self.last_at: str | None = None
        self.substitutions: list[list[list[Any]]] = []

    def needs_licensed(self, person: str, seat: int, targets: Sequence[str]) -> bool:
        """Tell whether without the person one of the targets has too few licensed of the seat group."""
        others = [
            who for who in self.duties if who != person and self.seat_of[who] == seat and who in self.licensed
        ]
        held = list(chain.from_iterable(self.duties[who] for who in others))
        return any(held.count(target) < self.least_licensed[seat] for target in targets)

    def problems(self, record: Vacancy) -> Iterator[str]:
        """Yield why the record cannot come next.

        Codes: `n`, `prev`, `reason`, `at`, then one of `person`, `seat`, `targets`, `licensed`.
        """
        if record.n != self.count + 1:
            yield "n"
        if record.prev != self.head:
            yield "prev"
        if record.reason not in REASONS:
            yield "reason"
        if not self._may_follow(record.at):
            yield "at"
        yield from self._handover_problems(record)

    def _may_follow(self, at: str) -> bool:
        return is_instant(at) and (self.last_at is None or moment(self.last_at) <= moment(at))

    def _handover_problems(self, record: Vacancy) -> Iterator[str]:
        if record.person not in self.duties:
            yield "person"
        elif self.seat_of[record.person] != record.seat:
            yield "seat"
        elif record.targets is not None and not self._are_his(record.person, record.targets):
            yield "targets"
        elif record.licensed != self.needs_licensed(record.person, record.seat, self._handed(record)):
            yield "licensed"

    def _are_his(self, person: str, targets: Sequence[str]) -> bool:
        """Tell whether he serves these targets: at least one, each once, in the order of `picked`."""
        wanted = set(targets)
        return bool(targets) and list(targets) == [t for t in self.duties[person] if t in wanted]

    def _handed(self, record: Vacancy) -> list[str]:
        return self.duties[record.person] if record.targets is None else list(record.targets)

    def apply(self, record: Vacancy) -> list[list[Any]]:
        """Carry out a record that has no problems; return its substitution `[[person|null, [targets]]…]`."""
        targets = list(self._handed(record))
        left = [target for target in self.duties[record.person] if target not in set(targets)]
        self.duties[record.person] = left
        if record.targets is None:
            del self.duties[record.person]
        taken = self._take_over(record.seat, targets, licensed=record.licensed)
        for person, new in taken:
            if person is not None:
                self.called.add(person)
                self.seat_of[person] = record.seat
                self.duties[person] = list(new)
        self.count, self.last_at = record.n, record.at
        self.head = vacancy_hash(record.plain())
        self.substitutions.append(taken)
        return taken

    def _can(self, person: str, targets: Sequence[str]) -> bool:
        return not any((target, person) in self.conflicts for target in targets)

    def _take_over(self, seat: int, targets: list[str], *, licensed: bool) -> list[list[Any]]:
        """Return who takes the targets: the first who can take all, else one by one, the open ones last."""
        if not targets:
            return []
        waiting = [
            p for p in self.queue[seat] if p not in self.called and (p in self.licensed or not licensed)
        ]
        for person in waiting:
            if self._can(person, targets):
                return [[person, targets]]
        taken: dict[str | None, list[str]] = {}
        for target in targets:
            # Those called in this same vacancy come first, in the order called.
            able = [p for p in (*taken, *waiting) if p is not None and self._can(p, [target])]
            taken.setdefault(able[0] if able else None, []).append(target)
        unfilled = taken.pop(None, None)
        return [[*pair] for pair in taken.items()] + ([[None, unfilled]] if unfilled else [])


def replay(draw: Mapping[str, Any]) -> Roster:
    """Return the roster after all vacancies of the draw.

    Raises:
        Rejected: the first problem of the first record that cannot follow those before it.
    """
    roster = Roster(draw)
    for record in _VACANCIES.validate_python(draw["vacancies"]):
        for problem in roster.problems(record):
            raise Rejected(problem)
        roster.apply(record)
    return roster
