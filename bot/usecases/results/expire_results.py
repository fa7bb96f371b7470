"""公示期满: an abnormal result on which nothing more follows is taken down when its time is over.

What was found stays in the record, in the archive and in the figures; the round says how many it were.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.inspections import InspectionState, Publication
from bot.domain.results.findings import followed_in
from bot.domain.results.follow_ups import OVER, unanswered
from bot.domain.results.listings import ListingState
from bot.domain.results.public_since import adverse_in, public_since
from bot.domain.results.undrawn import Inspected, Undrawn, UndrawnState, named, rows_of
from bot.usecases.act import Act
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.objection_cards import open_objections
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name

_STANDS = (InspectionState.PUBLISHED, UndrawnState.PUBLISHED)
_STANDING = (ListingState.OFFERED, ListingState.LISTED)


async def expire_results(act: Act) -> None:
    """Take down every settled abnormal result whose time is over; the coordinator is told."""
    for versions in _by_inspection(await act.work.publications.all()):
        for nth, publication in enumerate(versions, start=1):
            is_due = adverse_in(publication) and _is_over(act, public_since(versions[:nth]))
            if is_due and not publication.is_expired:
                await _expire_version(act, publication, is_last=nth == len(versions))


def _by_inspection(publications: Sequence[Publication]) -> list[list[Publication]]:
    """Return the versions of each result, the first of them first."""
    found: dict[tuple[int | None, int | None], list[Publication]] = {}
    for each in publications:
        found.setdefault((each.inspection_id, each.undrawn_id), []).append(each)
    return [sorted(versions, key=lambda each: each.version) for versions in found.values()]


async def _expire_version(act: Act, publication: Publication, *, is_last: bool) -> None:
    inspection = await inspection_of(act.work, publication)
    if not is_last:
        await _expire_replaced(act, publication, inspection)
    elif await _is_settled(act, inspection, followed_in([publication])):
        await _expire(act, inspection)


def _days(act: Act) -> int:
    return act.office.profile.terms.result_public_calendar_days.value


def _is_over(act: Act, since: date) -> bool:
    """Return whether the last day of what is public since then has passed."""
    return since + timedelta(days=_days(act)) < act.today


async def _is_settled(act: Act, inspection: Inspected, abnormal: set[str]) -> bool:
    """Return whether no correction, decision, objection or listing about it is open any more."""
    if inspection.state not in _STANDS or await open_objections(act, inspection):
        return False
    rows = await act.work.follow_ups.all(**rows_of(inspection))
    if any(row.state not in OVER for row in rows) or unanswered(abnormal, rows):
        return False
    ids = tuple(row.id for row in rows)
    return not await act.work.listings.count(follow_up_id=ids, state=_STANDING)


async def _expire_replaced(act: Act, publication: Publication, inspection: Inspected) -> None:
    """What a correction has replaced is not public for longer than if it had been right."""
    await act.work.publications.change(publication, is_expired=True)
    await act.record("result_expired", **named(inspection), version=publication.version)
    await act.rewrite_site()


async def _expire(act: Act, inspection: Inspected) -> None:
    """Take all its versions down, tell whoever published it, and write the pages without it."""
    for each in await act.work.publications.all(**rows_of(inspection)):
        await act.work.publications.change(each, is_expired=True)
    await act.record("result_expired", **named(inspection))
    told = {"number": await number_of(act, inspection), "name": await target_name(act, inspection)}
    told |= {"n": _days(act), "ground": act.ground("result_public")}
    screen = "undrawn.expired" if isinstance(inspection, Undrawn) else "publish.expired"
    await act.notify(screen, await coordinator_of(act, inspection), **told)
    await act.rewrite_site()
