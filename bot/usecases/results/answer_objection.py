"""答复异议: the lead office answers an objection; one that is upheld opens the record to be corrected."""

from bot.domain.actions import Action
from bot.domain.documents.approval import ApprovalKind
from bot.domain.errors import Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue
from bot.domain.results.objections import OBJECTION, REVIEW, Objection, ObjectionState, Outcome
from bot.domain.results.undrawn import Inspected, Undrawn, named
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.hand_out_approval import hand_out_approval
from bot.usecases.results.correct_undrawn import correct_undrawn
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.join_correction import correct_or_join
from bot.usecases.results.objection_cards import (
    SUBJECT,
    answer_case,
    kind_of,
    outcome_text,
    show_objection,
    state_text,
)
from bot.usecases.results.owe_release import coordinator_of
from bot.usecases.results.record_objection import MOST_WORDS
from bot.usecases.results.release_result import show_publish
from bot.usecases.results.undrawn_cards import show_undrawn
from bot.usecases.results.withdraw_outcome import withdraw_outcome
from bot.usecases.target_name import target_name

TOPIC = "objection_answer"


async def choose_answer(act: Act, objection_id: int, outcome: str) -> None:
    """Ask why it is answered so: the target is told, the public is not."""
    objection, _ = await _answerable(act, objection_id)
    dialogue = await dialogues.begin(act, TOPIC, "words", objection=objection.id, outcome=outcome)
    screen = "review.ask_reason" if objection.is_own else "objection.ask_reason"
    await dialogues.ask(act, dialogue, screen, answer=outcome_text(objection, Outcome(outcome)))


async def type_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Close the objection, publish its outcome, and have the coordinator tell the target."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    objection, inspection = await _answerable(act, int(str(dialogue.draft["objection"])))
    outcome = Outcome(str(dialogue.draft["outcome"]))
    words = await act.keep_words(typed)
    step = step_for("answer_objection", objection.state)
    answer = {"answer_words_id": words.id, "answered_by": act.me.id, "answered_on": act.today}
    objection = await act.work.objections.move(objection, step.target, outcome=outcome, **answer)
    event = "review_answered" if objection.is_own else "objection_answered"
    await act.record(event, **named(inspection), outcome=outcome.value, words=words.commitment)
    await act.settle(kind_of(objection), (SUBJECT, objection.id))
    await dialogues.end(act, dialogue)
    await show_objection(act, objection)
    await _tell_answer(act, objection, inspection, typed)
    await _act_on(act, objection, inspection, typed)
    if outcome is Outcome.UPHELD:
        await _hand_out(act, objection, inspection)
    await act.rewrite_site()


async def _hand_out(act: Act, objection: Objection, inspection: Inspected) -> None:
    """Send me the form of what I have agreed to."""
    file = (
        await act.work.rounds.get(inspection.round_id) if isinstance(inspection, Inspection) else inspection
    )
    kind = ApprovalKind.CORRECTION if objection.version else ApprovalKind.OUTCOME
    await hand_out_approval(act, file, kind, objection.id)


async def _act_on(act: Act, objection: Objection, inspection: Inspected, typed: str) -> None:
    """Have the result corrected where it was right to object, and show it to whoever publishes it."""
    is_upheld, reason = objection.outcome is Outcome.UPHELD, REVIEW if objection.is_own else OBJECTION
    if isinstance(inspection, Undrawn):
        await show_undrawn(act, await correct_undrawn(act, inspection, reason) if is_upheld else inspection)
        return
    if is_upheld and inspection.state is InspectionState.NOT_INSPECTABLE:
        inspection = await withdraw_outcome(act, inspection, reason, typed)
    elif is_upheld and objection.version:
        inspection = await correct_or_join(act, inspection, reason)
    if objection.version:
        await show_publish(act, inspection)


async def _answerable(act: Act, objection_id: int) -> tuple[Objection, Inspected]:
    objection = await act.work.objections.get(objection_id)
    inspection = await inspection_of(act.work, objection)
    act.permit(Action.ANSWER_OBJECTION, await answer_case(act, inspection))
    if objection.state is not ObjectionState.OPEN:
        raise Stale
    return objection, inspection


async def _tell_answer(act: Act, objection: Objection, inspection: Inspected, reason: str) -> None:
    """Tell who leads the inspection, and who has denied that he was there."""
    told = {
        "number": await number_of(act, inspection),
        "name": await target_name(act, inspection),
        "answer": state_text(objection),
        "reason": reason,
        "by": act.me.name,
    }
    coordinator = await coordinator_of(act, inspection)
    await act.notify("review.answered" if objection.is_own else "objection.answered", coordinator, **told)
    if isinstance(inspection, Undrawn) and objection.recorded_by in {*inspection.team} - {coordinator.id}:
        denier = await act.work.people.get(objection.recorded_by)
        await act.notify("undrawn.denial_answered", denier, **told)
