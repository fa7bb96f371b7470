"""公示期满: an abnormal result on which nothing more follows is taken down when its time is over.

What was found stays in the record, in the archive and in the figures; the round says how many it were.
"""

from datetime import timedelta

from bot.domain.inspections import Inspection, InspectionState, Publication
from bot.domain.people import Person
from bot.domain.results.findings import ADVERSE, abnormal_in, to_follow_up
from bot.domain.results.follow_ups import OVER, unanswered
from bot.domain.results.listings import ListingState
from bot.domain.results.undrawn import Undrawn, UndrawnState
from bot.usecases.act import Act
from bot.usecases.results.objection_cards import open_objections
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name

_STANDING = (ListingState.OFFERED, ListingState.LISTED)


async def expire_results(act: Act) -> None:
    """Take down every settled abnormal result whose time is over; the coordinator is told."""
    known = await act.work.publications.all(is_expired=False)
    last = {each.inspection_id: each for each in known}
    for publication in [each for each in known if _is_adverse(each) and _is_over(act, each)]:
        inspection = await act.work.inspections.get(publication.inspection_id)
        if publication is not last[inspection.id]:
            await _expire_replaced(act, publication)
        elif await _is_settled(act, inspection, to_follow_up(publication.findings, publication.conclusion)):
            await _expire(act, inspection)
    for undrawn in await act.work.undrawn.all(state=UndrawnState.PUBLISHED, is_expired=False):
        if _is_over(act, undrawn) and abnormal_in(undrawn.findings):
            await _expire_undrawn(act, undrawn)


def _days(act: Act) -> int:
    return act.office.profile.terms.result_public_calendar_days.value


def _is_adverse(publication: Publication) -> bool:
    return bool(abnormal_in(publication.findings)) or publication.conclusion in ADVERSE


def _is_over(act: Act, published: Publication | Undrawn) -> bool:
    """Return whether the last day of its publication has passed."""
    since = published.published_on
    return since is not None and since + timedelta(days=_days(act)) < act.today


async def _is_settled(act: Act, inspection: Inspection, abnormal: set[str]) -> bool:
    """Return whether no correction, decision, objection or listing about it is open any more."""
    if inspection.state is not InspectionState.PUBLISHED or await open_objections(act, inspection):
        return False
    rows = await act.work.follow_ups.all(inspection_id=inspection.id)
    if any(row.state not in OVER for row in rows) or unanswered(abnormal, rows):
        return False
    ids = tuple(row.id for row in rows)
    return not await act.work.listings.count(follow_up_id=ids, state=_STANDING)


async def _expire_replaced(act: Act, publication: Publication) -> None:
    """What a correction has replaced is not public for longer than if it had been right."""
    await act.work.publications.change(publication, is_expired=True)
    await act.record("result_expired", inspection=publication.inspection_id, version=publication.version)
    await act.rewrite_site()


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
