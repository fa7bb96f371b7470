"""The cards on which people read a deadline, shown anew when it ends on another day."""

from bot.domain.deadlines import OF_LEADER, Deadline
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties, show_duty
from bot.usecases.duties.file_change import file_change
from bot.usecases.duties.requests import refresh_request
from bot.usecases.platform.vacate_platform_seat import REIMPORT, show_wanted
from bot.usecases.results.owe_signature import signers
from bot.usecases.results.release_result import show_publish, show_release
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.submit_result import show_for_signature
from bot.usecases.rounds.report_round import show_report
from bot.usecases.rounds.show_confirmation import show_unit


async def show_dates(act: Act, deadline: Deadline) -> None:
    """Edit every card that bears the date of this deadline."""
    if deadline.subject_kind == "duty":
        await show_duty(act, await act.work.duties.get(deadline.subject_id))
    elif deadline.kind == REIMPORT:
        await show_wanted(act, await act.work.rounds.get(deadline.subject_id))
    elif deadline.kind == "report":
        await show_report(act, await act.work.rounds.get(deadline.subject_id))
    elif deadline.kind == "confirmation":
        await show_unit(act, await act.work.rounds.get(deadline.subject_id), deadline.unit)
    elif deadline.kind == "filing":
        await file_change(act, await act.work.requests.get(deadline.subject_id))
    elif deadline.subject_kind == "request":
        await refresh_request(act, await act.work.requests.get(deadline.subject_id))
    elif deadline.subject_kind == "inspection":
        await _show_inspection(act, deadline)


async def _show_inspection(act: Act, deadline: Deadline) -> None:
    inspection = await act.work.inspections.get(deadline.subject_id)
    if deadline.kind in OF_LEADER:
        await show_result(act, inspection)
        await refresh_duties(act, inspection)
    elif deadline.kind == "release":
        await show_release(act, inspection)
    elif deadline.kind == "publication":
        await show_publish(act, inspection)
    elif deadline.kind == "signature":
        for person in await signers(act, inspection):
            await show_for_signature(act, inspection, person)
