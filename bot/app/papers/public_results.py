"""The results on the public page: fixed fields alone; no note, no photo, no name of a person."""

from collections.abc import Sequence
from datetime import date

from bot.app.papers.words import said
from bot.domain.ports import UnitOfWork
from bot.domain.publication import PublicFinding, PublicResult
from bot.domain.results import ABNORMAL, NORMAL, conclusion
from bot.domain.rounds import Attempt, AttemptState, Inspection, InspectionState, Round
from bot.usecases.draws.call_off import shelf_number
from bot.usecases.results.result_cards import round_items


async def published_results(
    work: UnitOfWork, opened: Round, attempts: Sequence[Attempt]
) -> tuple[PublicResult, ...]:
    """Return what was published of the round, and of its attempts declared void later: it stays public."""
    void = [shelf_number(each) for each in attempts if each.state is AttemptState.VOID]
    rounds = [*await work.rounds.all(number=tuple(void)), opened]
    ids = tuple(each.id for each in rounds)
    published = await work.inspections.all(round_id=ids, state=InspectionState.PUBLISHED)
    return tuple([await _public_result(work, opened, each) for each in published])


async def _public_result(work: UnitOfWork, opened: Round, inspection: Inspection) -> PublicResult:
    target = await work.targets.get(inspection.target_id)
    answers = await work.answers.all(inspection_id=inspection.id)
    found = {each.item_code: each.finding for each in answers}
    items = await round_items(work, opened)
    return PublicResult(
        target_name=target.name,
        target_code=target.code or target.key,
        conclusion=said(f"conclusion.{conclusion(answers)}"),
        findings=tuple(_finding(item.name, found.get(item.code, NORMAL)) for item in items),
        published_on=_day(inspection),
        version=inspection.version,
    )


def _finding(item_name: str, finding: str) -> PublicFinding:
    return PublicFinding(item=item_name, finding=said(f"finding.{finding}"), is_abnormal=finding == ABNORMAL)


def _day(inspection: Inspection) -> date:
    if inspection.published_on is None:
        raise ValueError(f"inspection {inspection.id} is published without a date")
    return inspection.published_on
