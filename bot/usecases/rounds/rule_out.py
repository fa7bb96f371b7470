"""记为无法检查: never by one press alone. It needs a note, and a second person looks at it."""

from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Dialogue, each_once
from bot.domain.rounds import Round, RoundState
from bot.domain.typed import short_line
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.next_draw import tell_missing
from bot.usecases.duties.duty_cards import refresh_duties
from bot.usecases.duties.teams import team_people
from bot.usecases.platform.tell_short import tell_short
from bot.usecases.rounds.check_outcome import begin_check
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.rounds.show_confirmation import refresh_unit
from bot.usecases.visits.planned_visit import give_up_visit

LONGEST_NOTE = 500
TOPIC = "outcome"


def note_of(typed: str) -> str:
    """Return the note in one line; raise Invalid where it is none or too long."""
    return short_line(typed, "confirm.bad_note", LONGEST_NOTE)


def card_of(dialogue: Dialogue) -> str:
    """Return the card on which the questions about one target stand."""
    return str(dialogue.asked["card"])


async def ask_note(act: Act, dialogue: Dialogue, inspection: Inspection, outcome: str) -> None:
    """Ask how it is known that the target cannot be inspected."""
    target = await act.work.targets.get(inspection.target_id)
    dialogue = await dialogues.advance(act, dialogue, "words", outcome=outcome)
    text = {"key": f"confirm.outcome.{outcome}"}
    await dialogues.ask(act, dialogue, "confirm.ask_note", name=target.name, outcome=text)


async def rule_out(act: Act, dialogue: Dialogue, inspection: Inspection, outcome: str, note: str) -> None:
    """Record why the target cannot be inspected; it is not replaced, and does not vanish."""
    opened = await act.work.rounds.get(inspection.round_id)
    target = await act.work.targets.get(inspection.target_id)
    ruled_out = await drop(act, opened, inspection, outcome, note)
    await dialogues.end(act, dialogue)
    text = {"key": f"confirm.outcome.{outcome}"}
    await act.reply("confirm.outcome_taken", card=card_of(dialogue), name=target.name, outcome=text)
    await tell_dropped(act, opened, ruled_out, note)
    await finish(act, opened, target.unit)


async def drop(act: Act, opened: Round, inspection: Inspection, outcome: str, note: str) -> Inspection:
    """Return the inspection with what stands in its way, and give up its visit."""
    step = step_for("rule_out", inspection.state)
    words = await act.keep_words(note)
    values = {"outcome": outcome, "outcome_words_id": words.id, "outcome_by": act.me.id}
    ruled_out = await act.work.inspections.move(inspection, step.target, **values)
    await give_up_visit(act, ruled_out, outcome)
    said = {"target": inspection.target_key, "outcome": outcome, "words": words.commitment}
    await act.record("target_ruled_out", round=opened.number, inspection=inspection.id, **said)
    return ruled_out


async def tell_dropped(act: Act, opened: Round, inspection: Inspection, note: str) -> None:
    """Tell everybody whom it concerns, and ask a second person to look at it."""
    await refresh_duties(act, inspection)
    await _tell(act, opened, inspection, note)
    await begin_check(act, inspection)


async def _tell(act: Act, opened: Round, inspection: Inspection, note: str) -> None:
    """An edited card makes no sound: the coordinator and the team are told, they may be on their way."""
    coordinator = await act.work.people.get(opened.coordinator_id)
    target = await act.work.targets.get(inspection.target_id)
    told = each_once([coordinator, *await team_people(act, inspection)])
    for person in [each for each in told if each.id != act.me.id]:
        await act.notify(
            "confirm.ruled_out",
            person,
            number=opened.number,
            name=target.name,
            outcome={"key": f"confirm.outcome.{inspection.outcome}"},
            note=note,
            by=act.me.name,
            ground=act.ground("confirmation"),
        )


async def finish(act: Act, opened: Round, unit: str) -> None:
    """Show the unit's list as it is now, and move the round once nothing is open."""
    await refresh_unit(act, opened, unit)
    if not await act.work.inspections.count(round_id=opened.id, state=InspectionState.DRAWN):
        await tell_missing(act, opened)
        await tell_short(act, opened)
    if opened.state in (RoundState.CONFIRMING, RoundState.INSPECTING):
        await advance_round(act, opened)
