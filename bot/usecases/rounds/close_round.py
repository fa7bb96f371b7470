"""A round moves on by itself when the last of its parts has: confirmed, signed, published and received."""

from bot.domain.duties.duty import SERVING
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.profiles.profile import StartEvent
from bot.domain.results.findings import ABNORMAL
from bot.domain.rounds import Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.keep_record import watchers_of
from bot.usecases.draws.next_draw import awaits_inspectors, is_drawing, is_supplement_due, tell_ready
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.requests import lapse_requests
from bot.usecases.duties.teams import team_people
from bot.usecases.results.owe_entry import ask_receipt, is_owed, owe_entry
from bot.usecases.results.owe_release import owe_publication
from bot.usecases.rounds.report_round import owe_report
from bot.usecases.rounds.write_report import offer_report

_DONE = (InspectionState.NOT_INSPECTABLE, InspectionState.PUBLISHED)
_SIGNED = (*_DONE, InspectionState.SIGNED, InspectionState.RELEASED)


async def advance_round(act: Act, opened: Round) -> None:
    """Take every step that the round's inspections allow now."""
    inspections = await act.work.inspections.all(round_id=opened.id)
    opened = await act.work.rounds.get(opened.id)
    for state, command, is_ready in _WAYS:
        if opened.state is state and all(is_ready(act, each) for each in inspections):
            if await _waits_for_draw(act, opened):
                return
            opened = await act.work.rounds.move(opened, step_for(command, state).target)
            await act.record("round_moved", round=opened.number, to=opened.state.value)
            await act.rewrite_site()  # the public page says how far the round is
            if state is RoundState.INSPECTING:
                await _end_inspections(act, inspections)
                await owe_report(act, opened)
    if opened.state is RoundState.CLOSED:
        await _finish_duties(act, opened)
        chat = await act.work.chats.get(opened.chat_id)
        published = sum(each.state is InspectionState.PUBLISHED for each in inspections)
        await act.notify(
            "round.closed" if is_owed(act) else "round.closed_here",
            chat,
            key=f"closed:{opened.id}",
            number=opened.number,
            published=published,
            outcomes=len(inspections) - published,
            **await seal_of(act, opened),
        )
        await offer_report(act, opened)
        await _tell_observers(act, opened, inspections)


async def _tell_observers(act: Act, opened: Round, inspections: list[Inspection]) -> None:
    """Those who were asked what they saw of its draws hear what came of it: numbers, as they are public."""
    ids = tuple(each.id for each in inspections)
    last = {each.inspection_id: each for each in await act.work.publications.all(inspection_id=ids)}
    page = {"key": "observer.page", "site": act.office.site, "number": opened.number}
    for person in await watchers_of(act, opened):
        await act.notify(
            "observer.closed",
            person,
            key=f"observed:{opened.id}:{person.id}",
            number=opened.number,
            published=len(last),
            abnormal=sum(any(found == ABNORMAL for _, found in each.findings) for each in last.values()),
            outcomes=len(inspections) - len(last),
            page=page if act.office.site else "",
        )


async def _end_inspections(act: Act, inspections: list[Inspection]) -> None:
    """Where the text counts from the end of the inspections, publication and entries are owed from now."""
    for inspection in inspections:
        if not inspection.outcome and inspection.state is not InspectionState.PUBLISHED:
            await owe_publication(act, inspection, StartEvent.ROUND_END)
    if act.office.profile.terms.entry_starts.value is not StartEvent.ROUND_END:
        return
    for inspection in inspections:
        if not inspection.outcome and not inspection.has_receipt:
            await owe_entry(act, inspection, StartEvent.ROUND_END)
            await ask_receipt(act, inspection, (await team_people(act, inspection))[0])


async def _waits_for_draw(act: Act, opened: Round) -> bool:
    """Return whether a draw comes first: of the inspectors, which is offered, or one that is going on."""
    if opened.state is RoundState.CONFIRMING and await awaits_inspectors(act, opened):
        if not await is_drawing(act, opened) and not await is_supplement_due(act, opened):
            await tell_ready(act, opened)
        return True
    return opened.state is RoundState.PUBLISHING and await is_drawing(act, opened)


async def _finish_duties(act: Act, opened: Round) -> None:
    """Nobody owes anything any more, and nothing is left to be relieved of."""
    await lapse_requests(act, await act.work.requests.all(round_id=opened.id))
    for duty in await act.work.duties.all(round_id=opened.id, state=SERVING):
        await act.settle("acknowledgement", ("duty", duty.id))
        await show_duty(act, await act.work.duties.move(duty, step_for("finish", duty.state).target))


def _is_confirmed(_act: Act, inspection: Inspection) -> bool:
    return inspection.state is not InspectionState.DRAWN


def _is_signed(_act: Act, inspection: Inspection) -> bool:
    """Return whether nothing is left to inspect; a target that was dropped waits for the second person."""
    return inspection.state in _SIGNED and not inspection.is_unchecked


def _is_closed(act: Act, inspection: Inspection) -> bool:
    """Return whether nothing is owed: published, and entered into the platform where the text wants that."""
    is_entered = inspection.has_receipt or not is_owed(act)
    return inspection.state in _DONE and bool(inspection.outcome or is_entered)


_WAYS = (
    (RoundState.CONFIRMING, "all_confirmed", _is_confirmed),
    (RoundState.INSPECTING, "all_signed", _is_signed),
    (RoundState.PUBLISHING, "close", _is_closed),
)
