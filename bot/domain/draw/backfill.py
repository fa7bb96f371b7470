"""Backfill (protocol section 10): the next vacancy and who takes over, as a function and not a choice.

What a draw is here, `roster.py` says.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.domain.draw.bytes import Rejected
from bot.domain.draw.roster import Roster, Vacancy, replay, vacancy_hash

BLOCKED = "blocked"


class Vacated(NamedTuple):
    """A vacancy record, `[[person|null, [targets]]…]` in the order called, and the hash for the group."""

    record: dict[str, Any]
    substitution: list[list[Any]]
    hash: str


def serving(draw: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return who serves which targets now, primaries first: `{"P007": ["T001", "T004"], "P012": []}`."""
    return replay(draw).duties


def blocked_handovers(draw: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """Return the vacancies that blocked targets need right after the draw, as (person, seat, target)."""
    roster = Roster(draw)
    team_of = dict(roster.result.assignment)
    return [
        (person, roster.seat_of[person], target)
        for target in roster.result.blocked
        for person in roster.result.teams[team_of[target] - 1]
        if (target, person) in roster.conflicts
    ]


def blocked_problems(draw: Mapping[str, Any]) -> list[str]:
    """Return `order` where the first vacancies are not the blocked targets', `extra` for one later."""
    wanted = blocked_handovers(draw)
    first, later = draw["vacancies"][: len(wanted)], draw["vacancies"][len(wanted) :]
    found = []
    made = [(r["person"], r["seat"], r["targets"], r["reason"]) for r in first]
    if made != [(person, seat, [target], BLOCKED) for person, seat, target in wanted]:
        found.append("order")
    if any(record["reason"] == BLOCKED for record in later):
        found.append("extra")
    return found


def _blocked_comes_next(draw: Mapping[str, Any], made: Vacancy) -> bool:
    """Tell whether the record respects that blocked targets come first, and that only they are `blocked`."""
    wanted = blocked_handovers(draw)
    if made.n > len(wanted):
        return made.reason != BLOCKED
    person, seat, target = wanted[made.n - 1]
    return (made.person, made.seat, made.targets, made.reason) == (person, seat, (target,), BLOCKED)


def vacate(
    draw: Mapping[str, Any],
    *,
    person: str,
    seat: int,
    targets: Sequence[str] | None,
    reason: str,
    at: str,
) -> Vacated:
    """Return the next vacancy record, its substitution and its hash; `draw` itself is not changed.

    `targets` may come in any order; null hands over all, and the person has left. `at` is RFC 3339.

    Raises:
        Rejected: a code of `Roster.problems`, or `blocked` where the vacancies of blocked targets are still
            to be made (they come first), or are all made (no other may have that reason).
    """
    roster = replay(draw)
    if roster.seat_of.get(person) != seat or person not in roster.duties:
        raise Rejected("person")
    rank = {target: place for place, target in enumerate(roster.result.picked)}
    handed = None if targets is None else tuple(sorted(targets, key=lambda target: rank.get(target, -1)))
    vacancy = Vacancy(
        n=roster.count + 1,
        prev=roster.head,
        person=person,
        seat=seat,
        targets=handed,
        licensed=roster.needs_licensed(person, seat, roster.duties[person] if handed is None else handed),
        reason=reason,
        at=at,
    )
    for problem in roster.problems(vacancy):
        raise Rejected(problem)
    if not _blocked_comes_next(draw, vacancy):
        raise Rejected(BLOCKED)
    return Vacated(vacancy.plain(), roster.apply(vacancy), vacancy_hash(vacancy.plain()))


def vacate_blocked(draw: Mapping[str, Any], *, at: str) -> list[Vacated]:
    """Return the vacancies of all blocked targets, to be recorded right after the draw at `at` (RFC 3339)."""
    made: list[Vacated] = []
    for person, seat, target in blocked_handovers(draw):
        so_far = {**draw, "vacancies": [vacated.record for vacated in made]}
        made.append(vacate(so_far, person=person, seat=seat, targets=[target], reason=BLOCKED, at=at))
    return made
