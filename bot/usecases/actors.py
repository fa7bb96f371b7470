"""Who somebody is today: his grants and units, as the permissions ask for them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.people import Grant, Person
from bot.domain.permissions import Actor
from bot.domain.ports import UnitOfWork

NOBODY = Actor()
"""Whoever is bound to no account."""


async def grants_on(work: UnitOfWork, day: date, **where: Any) -> list[Grant]:
    """Return the grants that hold on this day: a delegation holds from its first day to its last."""
    return [each for each in await work.grants.all(is_revoked=False, **where) if each.holds_on(day)]


async def actor_of(work: UnitOfWork, person: Person | None, day: date) -> Actor:
    """Return what the person may do with on this day; None is a stranger."""
    if person is None:
        return NOBODY
    return _actor(person, await grants_on(work, day, person_id=person.id))


async def actors_of(work: UnitOfWork, people: Sequence[Person], day: date) -> list[Actor]:
    """Return the same for many people, in their order, from one look at the grants."""
    grants: dict[int, list[Grant]] = defaultdict(list)
    for each in await grants_on(work, day, person_id=tuple(person.id for person in people)):
        grants[each.person_id].append(each)
    return [_actor(person, grants[person.id]) for person in people]


def _actor(person: Person, grants: Sequence[Grant]) -> Actor:
    own = {(each.role, each.unit) for each in grants if each.lent_by is None}
    held = frozenset((each.role, each.unit) for each in grants)
    return Actor(person.id, held, held - own)
