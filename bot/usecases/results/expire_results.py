"""公示期满: an abnormal result on which nothing more follows is taken down when its time is over.

What was found stays in the record, in the archive and in the figures; the round says how many it were.
"""

from datetime import timedelta

from bot.domain.inspections import Inspection, InspectionState, Publication
from bot.domain.people import Person
from bot.domain.results.findings import ABNORMAL
from bot.domain.results.follow_ups import OVER, unanswered
from bot.domain.results.listings import ListingState
from bot.domain.results.undrawn import Undrawn, UndrawnState
from bot.usecases.act import Act
from bot.usecases.results.objection_cards import open_objection
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name

_STANDING = (ListingState.OFFERED, ListingState.LISTED)


async def expire_results(act: Act) -> None:
    """Take down every settled abnormal result whose time is over; the coordinator is told."""
    last = {each.inspection_id: each for each in await act.work.publications.all(is_expired=False)}
    for publication in last.values():
        if _is_over(act, publication) and (abnormal := _abnormal(publication)):
            inspection = await act.work.inspections.get(publication.inspection_id)
            if await _is_settled(act, inspection, abnormal):
                await _expire(act, inspection)
    for undrawn in await act.work.undrawn.all(state=UndrawnState.PUBLISHED, is_expired=False):
        if _is_over(act, undrawn) and _abnormal(undrawn):
            await _expire_undrawn(act, undrawn)


def _days(act: Act) -> int:
    return act.office.profile.terms.result_public_calendar_days.value


def _is_over(act: Act, published: Publication | Undrawn) -> bool:
    """Return whether the last day of its publication has passed."""
    since = published.published_on
    return since is not None and since + timedelta(days=_days(act)) < act.today


def _abnormal(published: Publication | Undrawn) -> set[str]:
    """Return the codes of the items with a finding."""
    return {code for code, finding in published.findings if finding == ABNORMAL}


async def _is_settled(act: Act, inspection: Inspection, abnormal: set[str]) -> bool:
    """Return whether no correction, decision, objection or listing about it is open any more."""
    if inspection.state is not InspectionState.PUBLISHED or await open_objection(act, inspection):
        return False
    rows = await act.work.follow_ups.all(inspection_id=inspection.id)
    if any(row.state not in OVER for row in rows) or unanswered(abnormal, rows):
        return False
    ids = tuple(row.id for row in rows)
    return not await act.work.listings.count(follow_up_id=ids, state=_STANDING)


async def _expire(act: Act, inspection: Inspection) -> None:
    for each in await act.work.publications.all(inspection_id=inspection.id):
        await act.work.publications.change(each, is_expired=True)
    await act.record("result_expired", inspection=inspection.id)
    number = (await act.work.rounds.get(inspection.round_id)).number
    told = {"number": number, "name": await target_name(act, inspection)}
    await _tell(act, "publish.expired", await coordinator_of(act, inspection), told)


async def _expire_undrawn(act: Act, row: Undrawn) -> None:
    await act.work.undrawn.change(row, is_expired=True)
    await act.record("undrawn_expired", undrawn=row.id)
    told = {"name": (await act.work.targets.get(row.target_id)).name}
    await _tell(act, "undrawn.expired", await act.work.people.get(row.recorded_by), told)


async def _tell(act: Act, screen: str, person: Person, told: dict[str, str]) -> None:
    """Tell whoever published it, and write the pages without it."""
    await act.notify(screen, person, **told, n=_days(act), ground=act.ground("result_public"))
    await act.rewrite_site()
