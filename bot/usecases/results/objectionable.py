"""Which published results and outcomes an objection can be recorded against, and by whom.

The right of the target waits for nothing: neither for the answer to an earlier objection nor for a correction
that is under way. Each objection is against the version that was public when it came, and is answered for
itself. What the office itself finds wrong (复核) waits until a correction is published.
"""

from datetime import date
from typing import NamedTuple

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Role
from bot.domain.permissions import Case
from bot.domain.publication.parts import stem_of
from bot.domain.results.undrawn import Inspected, UndrawnState, rows_of
from bot.usecases.act import Act
from bot.usecases.results.inspected import number_of
from bot.usecases.results.objection_cards import open_objections
from bot.usecases.results.outcome_days import outcome_days
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.results.released_results import ResultBook, is_ruled_out
from bot.usecases.rounds.show_confirmation import OUTCOMES

_MOST_OFFERED = 5
_STANDS = (InspectionState.PUBLISHED, UndrawnState.PUBLISHED)


class Shown(NamedTuple):
    """A version that is public since a day; 0 is the outcome of a target that could not be inspected."""

    version: int
    since: date


async def refuse_objection(act: Act, inspection: Inspected) -> None:
    """Return if I may record an objection, and a version of the result is published."""
    await _permit(act, inspection)
    if not await can_object(act, inspection):
        raise Stale


async def refuse_review(act: Act, inspection: Inspected) -> None:
    """Return if I may have it reviewed: its result stands as it is published, and no review of it is open."""
    await _permit(act, inspection)
    if not await can_review(act, inspection):
        raise Stale


async def _permit(act: Act, inspection: Inspected) -> None:
    act.permit(Action.RECORD_OBJECTION, Case(coordinator=await leader_of(act, inspection)))


async def public_on(act: Act, inspection: Inspected, day: date) -> Shown:
    """Return the version that was public on this day; the first one before that."""
    first, *later = await shown_versions(act, inspection)
    return next((each for each in reversed(later) if each.since <= day), first)


async def shown_versions(act: Act, inspection: Inspected) -> list[Shown]:
    """Return what was published of it, the first version first, or since when its outcome is public."""
    published = await act.work.publications.all(**rows_of(inspection))
    if not published and isinstance(inspection, Inspection) and _is_said_of_target(inspection):
        return [Shown(0, (await outcome_days(act.work)).get(inspection.id, act.today))]
    return [Shown(each.version, each.published_on) for each in published]


def _is_said_of_target(inspection: Inspection) -> bool:
    """Return whether it is public why it was not inspected, and that is something about the target."""
    return is_ruled_out(inspection) and inspection.outcome in OUTCOMES


async def offered(act: Act, book: ResultBook, stem: str) -> list[list[object]]:
    """Return the target's results that I may record an objection against.

    Each is inspection, round, and whether I may have it reviewed too.
    """
    if act.chat is not None or not act.actor.holds(Role.COORDINATOR):
        return []
    found: list[list[object]] = []
    for row in (row for rows in book.inspections.values() for row in rows):
        is_public = row.id in book.versions or is_ruled_out(row)
        if not is_public or stem_of(book.targets[row.target_id].key) != stem:
            continue
        if await leader_of(act, row) in (None, act.me.id) and await can_object(act, row):
            found.append([row.id, await number_of(act, row), await can_review(act, row)])
    return found[-_MOST_OFFERED:]


async def can_object(act: Act, inspection: Inspected) -> bool:
    """Return whether a version of the result is published, or that there could be none."""
    return not inspection.is_withdrawn and bool(await shown_versions(act, inspection))


async def can_review(act: Act, inspection: Inspected) -> bool:
    """Return whether the result stands as it is published, and the office does not review it already."""
    is_settled = inspection.state in _STANDS or (
        isinstance(inspection, Inspection) and _is_said_of_target(inspection)
    )
    return (
        is_settled and not inspection.is_withdrawn and not await open_objections(act, inspection, is_own=True)
    )


async def leader_of(act: Act, inspection: Inspected) -> int | None:
    """Return who leads it; None where he is no coordinator any more, and any other may record for him."""
    return await still_coordinates(act, (await coordinator_of(act, inspection)).id)


async def still_coordinates(act: Act, person_id: int) -> int | None:
    """Return the person if he is a coordinator with an account; None where he is that no more."""
    people, is_lead_office = await act.holders(Role.COORDINATOR)
    return person_id if not is_lead_office and person_id in {each.id for each in people} else None
