"""审批处理意见: the lead office agrees, and the measure takes its course, or sends it back with a reason."""

from datetime import timedelta

from bot.domain.actions import Action
from bot.domain.documents.approval import ApprovalKind
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.results.follow_ups import FollowUp, Measure, Result
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, item_name, show_decision, show_follow_up
from bot.usecases.follow_ups.follow_up_people import decision_case
from bot.usecases.follow_ups.open_follow_ups import end_terms, owe_measure
from bot.usecases.follow_ups.propose_measure import MOST_WORDS
from bot.usecases.follow_ups.publish_outcome import owe_release_of_outcome
from bot.usecases.hand_out_approval import hand_out_approval
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.target_name import target_name

TOPIC = "measure_return"
_COMMANDS = {Measure.CORRECT: "order_correction", Measure.NONE: "leave_it"}


async def agree_measure(act: Act, follow_up_id: int, read: int) -> None:
    """Let the measure that was read (the id of its words) take its course, with the term that it has."""
    row = await _decidable(act, follow_up_id)
    if read != row.words_id:
        raise Stale
    measure = Measure(str(row.measure))
    _refuse_past_day(act, row)
    step = step_for(_COMMANDS.get(measure, "take_in_hand"), row.state)
    nothing = {"result": Result.NO_ACTION, "result_by": act.me.id} if measure is Measure.NONE else {}
    row = await act.work.follow_ups.move(row, step.target, decided_by=act.me.id, **nothing)
    await act.record("measure_decided", follow_up=row.id, measure=measure.value)
    await act.toast("follow_up.agreed_toast")
    await end_terms(act, row)
    if measure is Measure.NONE:
        await owe_release_of_outcome(act, row)
    else:
        await _owe_execution(act, row, measure)
    await show_decision(act, row)
    await show_follow_up(act, row)
    inspection = await inspection_of(act.work, row)
    file = (
        await act.work.rounds.get(inspection.round_id) if isinstance(inspection, Inspection) else inspection
    )
    await hand_out_approval(act, file, ApprovalKind.MEASURE, row.id)


def _refuse_past_day(act: Act, row: FollowUp) -> None:
    """Nobody is ordered to have corrected something by a day that is over when the order is made."""
    if row.measure is Measure.CORRECT and row.due_on and row.due_on <= act.today:
        raise Refused("follow_up.day_over", day={"date": row.due_on.isoformat()})


async def _owe_execution(act: Act, row: FollowUp, measure: Measure) -> None:
    """Open the term of the measure, which the coordinator owes."""
    terms, about = act.office.profile.terms, (SUBJECT, row.id)
    whose = {"person_id": (await coordinator_of(act, await inspection_of(act.work, row))).id}
    if measure is Measure.CORRECT and row.due_on:
        await act.owe_by("rectification", about, row.due_on, rule="follow_up", **whose)
    elif measure is Measure.PENALTY:
        last = act.today + timedelta(days=terms.penalty_calendar_days.value)
        await act.owe_by("penalty", about, last, rule="penalty", **whose)
    elif measure is Measure.CRIME:
        last = act.today + timedelta(days=terms.crime_transfer_calendar_days.value)
        await act.owe_by("crime_transfer", about, last, rule="crime_transfer", **whose)
    else:
        days = terms.transfer_days.value
        await act.owe("transfer", about, days, person_id=whose["person_id"])


async def start_return(act: Act, follow_up_id: int) -> None:
    """Ask why it is sent back."""
    row = await _decidable(act, follow_up_id)
    dialogue = await dialogues.begin(act, TOPIC, "words", follow_up=row.id)
    await dialogues.ask(act, dialogue, "follow_up.ask_return")


async def type_return(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Send it back to the coordinator, who proposes anew."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    row = await _decidable(act, int(str(dialogue.draft["follow_up"])))
    words = await act.keep_words(typed)
    row = await act.work.follow_ups.move(row, step_for("return_measure", row.state).target)
    await act.record("measure_returned", follow_up=row.id, words=words.commitment)
    await end_terms(act, row)
    await owe_measure(act, row)
    await dialogues.end(act, dialogue)
    await show_decision(act, row)
    inspection = await inspection_of(act.work, row)
    await act.notify(
        "follow_up.returned",
        await coordinator_of(act, inspection),
        number=await number_of(act, inspection),
        name=await target_name(act, inspection),
        item=await item_name(act, row),
        reason=typed,
        by=act.me.name,
    )
    await show_follow_up(act, row)


async def _decidable(act: Act, follow_up_id: int) -> FollowUp:
    """Return the follow-up that I may decide on; raise Stale where nothing is proposed."""
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.DECIDE_MEASURE, await decision_case(act, row))
    step_for("return_measure", row.state)
    return row
