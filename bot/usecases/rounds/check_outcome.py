"""核对无法检查的情形: a second person looks at every dropped target; the lead office can correct it."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.documents.approval import ApprovalKind
from bot.domain.errors import Refused, Stale
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.journal.entries import Words
from bot.domain.people import Dialogue, Person, Role, each_once
from bot.domain.permissions import Case
from bot.domain.rounds import DrawStep, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.next_draw import awaits_inspectors, base_of, is_drawing
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import team_people
from bot.usecases.hand_out_approval import hand_out_approval
from bot.usecases.office import unit_text
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.rounds.show_confirmation import CORRECT, OUTCOMES, show_unit
from bot.usecases.second_person import second_person_days

_KIND = "outcome_check"


async def begin_check(act: Act, inspection: Inspection) -> None:
    """Ask the lead office to look at it; where nobody else could, who said it has looked at it himself."""
    people = await checkers(act, inspection)
    if not people:
        await act.work.inspections.change(inspection, outcome_checked_by=act.me.id)
        await act.rewrite_site()
        return
    subject = ("inspection", inspection.id)
    await act.owe(_KIND, subject, second_person_days(act), person_id=people[0].id, rule="confirmation")
    for person in people:
        await show_check(act, inspection, person)


async def checkers(act: Act, inspection: Inspection) -> list[Person]:
    """Return the lead office without whoever dropped the target, else the round's coordinator."""
    office, _ = await act.holders(Role.LEAD_OFFICE)
    others = [each for each in office if each.id != inspection.outcome_by]
    opened = await act.work.rounds.get(inspection.round_id)
    if others or opened.coordinator_id == inspection.outcome_by:
        return others
    return [await act.work.people.get(opened.coordinator_id)]


async def show_check(act: Act, inspection: Inspection, person: Person) -> None:
    """Send or edit the card of one dropped target."""
    is_open = inspection.is_unchecked
    target = await act.work.targets.get(inspection.target_id)
    opened = await act.work.rounds.get(inspection.round_id)
    deadlines = await act.work.deadlines.all(kind=_KIND, subject_id=inspection.id)
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    await act.notify(
        "confirm.check",
        person,
        card=f"check:{inspection.id}",
        inspection=inspection.id,
        number=opened.number,
        name=target.name,
        code=target.key,
        unit=unit_text(target.unit),
        **await _said(act, inspection),
        state=await _state(act, inspection),
        due=act.due(deadlines[-1]) if deadlines else {"key": "date.none"},
        ground=act.ground("confirmation"),
        can_check=is_open,
        can_correct=is_open and person in lead_office,
    )


async def pending_checks(act: Act, opened: Round) -> int:
    """Send anew the dropped targets of this round that wait for me, and return how many there are."""
    shown = 0
    for inspection in await act.work.inspections.all(
        round_id=opened.id, state=InspectionState.NOT_INSPECTABLE
    ):
        if inspection.is_unchecked and act.me in await checkers(act, inspection):
            await act.forget_card(f"check:{inspection.id}")
            await show_check(act, inspection, act.me)
            shown += 1
    return shown


async def check(act: Act, inspection_id: int) -> None:
    """核实无误: the second person agrees that the target cannot be inspected."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.CHECK_OUTCOME, Case(first_person=inspection.outcome_by))
    if not inspection.is_unchecked:
        raise Stale
    inspection = await act.work.inspections.change(inspection, outcome_checked_by=act.me.id)
    await act.record("outcome_checked", inspection=inspection.id)
    await act.toast("confirm.checked_toast")
    opened = await act.work.rounds.get(inspection.round_id)
    await hand_out_approval(act, opened, ApprovalKind.OUTCOME_CHECK, inspection.id)
    await _close(act, inspection)


async def ask_correction(act: Act, inspection_id: int) -> None:
    """Ask the lead office what is the case instead."""
    inspection = await _correctable(act, inspection_id)
    target = await act.work.targets.get(inspection.target_id)
    dialogue = await dialogues.begin(act, "outcome", inspection=inspection.id)
    options = [each for each in (CORRECT, *OUTCOMES) if each != inspection.outcome]
    await dialogues.ask(act, dialogue, "confirm.ask_correction", name=target.name, options=options)


async def choose_correction(act: Act, dialogue_id: int, version: int, outcome: str) -> None:
    """Ask why it is corrected: it is told to the unit, the coordinator and the team."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    inspection = await _correctable(act, int(str(dialogue.draft["inspection"])))
    target = await act.work.targets.get(inspection.target_id)
    dialogue = await dialogues.advance(act, dialogue, "words", outcome=outcome)
    text = {"key": f"confirm.outcome.{outcome}"}
    await dialogues.ask(act, dialogue, "confirm.ask_correction_note", name=target.name, outcome=text)


async def take_correction(
    act: Act, dialogue: Dialogue, inspection: Inspection, outcome: str, note: str
) -> None:
    """Correct what the unit said: the target is inspected after all, or cannot be for another reason."""
    inspection = await _correctable(act, inspection.id)
    words = await act.keep_words(note)
    await dialogues.end(act, dialogue)
    if outcome == CORRECT:
        await reinstate(act, inspection, words)
        return
    before = inspection.outcome
    values = {"outcome": outcome, "outcome_words_id": words.id, "outcome_checked_by": act.me.id}
    inspection = await act.work.inspections.change(inspection, **values)
    await _corrected(act, inspection, before, outcome, words)


async def reinstate(act: Act, inspection: Inspection, words: Words) -> Inspection:
    """Have the target inspected after all, for the reason in these words."""
    before = inspection.outcome
    blank = {"outcome": "", "outcome_words_id": None, "outcome_by": None, "outcome_checked_by": None}
    target = step_for("reinstate", inspection.state).target
    inspection = await act.work.inspections.move(inspection, target, **blank)
    await _corrected(act, inspection, before, CORRECT, words)
    return inspection


async def _corrected(act: Act, inspection: Inspection, before: str, outcome: str, words: Words) -> None:
    """Keep what was said before and what holds now, and tell all concerned."""
    changed = {"before": before, "outcome": outcome, "words": words.commitment}
    opened = await act.work.rounds.get(inspection.round_id)
    about = {"round": opened.number, "target": inspection.target_key}
    await act.record("confirmation_corrected", inspection=inspection.id, **about, **changed)
    await refresh_duties(act, inspection)
    await _tell_corrected(act, inspection, outcome, words.text)
    await _close(act, inspection)


async def _correctable(act: Act, inspection_id: int) -> Inspection:
    """Return the dropped target if it can still be inspected in this round."""
    act.permit(Action.CORRECT_CONFIRMATION)
    inspection = await act.work.inspections.get(inspection_id)
    if not inspection.is_unchecked:
        raise Stale
    if not await may_reinstate(act, inspection):
        raise Refused("confirm.too_late")
    return inspection


async def may_reinstate(act: Act, inspection: Inspection) -> bool:
    """Return whether the round can still inspect the target: it goes on, and no draw rests on its absence."""
    opened = await act.work.rounds.get(inspection.round_id)
    if opened.state not in (RoundState.CONFIRMING, RoundState.INSPECTING) or await is_drawing(act, opened):
        return False
    base = await base_of(act, opened)
    has_inspectors = not await awaits_inspectors(act, opened) and opened.state is RoundState.INSPECTING
    return base is None or base.step is not DrawStep.TARGETS or not has_inspectors


async def _tell_corrected(act: Act, inspection: Inspection, outcome: str, note: str) -> None:
    opened = await act.work.rounds.get(inspection.round_id)
    target = await act.work.targets.get(inspection.target_id)
    administrators = await show_unit(act, opened, target.unit)
    coordinator = await act.work.people.get(opened.coordinator_id)
    told = [*administrators, coordinator, *await team_people(act, inspection), act.me]
    for person in each_once(told):
        await act.notify(
            "confirm.corrected",
            person,
            number=opened.number,
            name=target.name,
            outcome={"key": f"confirm.outcome.{outcome}"},
            note=note,
            by=act.me.name,
        )


async def _close(act: Act, inspection: Inspection) -> None:
    await act.rewrite_site()
    await act.settle(_KIND, ("inspection", inspection.id))
    office, _ = await act.holders(Role.LEAD_OFFICE)
    for person in each_once([*office, act.me]):
        if await act.work.notices.one(person_id=person.id, card=f"check:{inspection.id}"):
            await show_check(act, inspection, person)
    await advance_round(act, await act.work.rounds.get(inspection.round_id))


async def _said(act: Act, inspection: Inspection) -> dict[str, Any]:
    by = await act.work.people.get(inspection.outcome_by) if inspection.outcome_by else None
    words = await act.work.words.get(inspection.outcome_words_id) if inspection.outcome_words_id else None
    return {
        "outcome": {"key": f"confirm.outcome.{inspection.outcome or CORRECT}"},
        "note": words.text if words else {"key": "confirm.no_note"},
        "by": by.name if by else {"key": "confirm.nobody"},
    }


async def _state(act: Act, inspection: Inspection) -> dict[str, Any]:
    if inspection.state is not InspectionState.NOT_INSPECTABLE:
        return {"key": "confirm.check_state.reinstated"}
    if inspection.outcome_checked_by is None:
        return {"key": "confirm.check_state.open"}
    person = await act.work.people.get(inspection.outcome_checked_by)
    return {"key": "confirm.check_state.checked", "name": person.name}
