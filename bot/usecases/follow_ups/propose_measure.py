"""提出处理意见: the coordinator of the round proposes what is to be done, and the lead office decides."""

from datetime import date, timedelta
from typing import Any

from bot.domain.actions import Action
from bot.domain.calendars.working_days import add_working_days
from bot.domain.errors import Invalid, Refused, Stale
from bot.domain.people import Dialogue, Role
from bot.domain.registers.written import read_day
from bot.domain.results.follow_ups import FollowUp, FollowUpState, Measure
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, measure_text, show_decision, show_follow_up
from bot.usecases.follow_ups.follow_up_people import deciders, round_case
from bot.usecases.follow_ups.open_follow_ups import end_terms

TOPIC = "measure"
MOST_WORDS = 1000
_TERMS = (5, 10, 15, 30)
"""The terms to correct that are offered, in working days; any other day is typed."""
_LONGEST = timedelta(days=366)


async def start_measure(act: Act, follow_up_id: int, measure: str) -> None:
    """Ask until when it has to be corrected, or at once for the words of the decision."""
    row = await _open_one(act, follow_up_id)
    if not await deciders(act, row):
        raise Refused("follow_up.nobody_decides")
    wanted = Measure(measure)
    awaits = "day" if wanted is Measure.CORRECT else "words"
    dialogue = await dialogues.begin(act, TOPIC, awaits, follow_up=row.id, measure=measure)
    await _ask(act, dialogue)


async def choose_day(act: Act, dialogue_id: int, version: int, day: str) -> None:
    """Take the day of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _take_day(act, dialogue, date.fromisoformat(day))


async def type_measure(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed day, or the words with which the proposal goes to the lead office."""
    if dialogue.awaits == "day":
        day = read_day(typed)
        if day is None:
            raise Invalid("follow_up.bad_day")
        await _take_day(act, dialogue, day)
        return
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    await _propose(act, dialogue, typed)


async def _take_day(act: Act, dialogue: Dialogue, day: date) -> None:
    if not act.today < day <= act.today + _LONGEST:
        raise Invalid("follow_up.bad_day")
    await _ask(act, await dialogues.advance(act, dialogue, "words", day=day.isoformat()))


async def _ask(act: Act, dialogue: Dialogue) -> None:
    measure = Measure(str(dialogue.draft["measure"]))
    what: dict[str, Any] = {"what": measure_text(measure), "ground": act.ground(_basis(measure))}
    if dialogue.awaits == "day":
        days = [add_working_days(act.today, n, act.office.calendar).day for n in _TERMS]
        options = [[n, day.isoformat()] for n, day in zip(_TERMS, days, strict=True)]
        await dialogues.ask(act, dialogue, "follow_up.ask_day", options=options, **what)
    else:
        await dialogues.ask(act, dialogue, "follow_up.ask_words", **what)


def _basis(measure: Measure) -> str:
    return "crime_transferred" if measure is Measure.CRIME else "follow_up"


async def _propose(act: Act, dialogue: Dialogue, typed: str) -> None:
    row = await _open_one(act, int(str(dialogue.draft["follow_up"])))
    measure = Measure(str(dialogue.draft["measure"]))
    day = dialogue.draft.get("day")
    words = await act.keep_words(typed)
    step = step_for("propose_measure", row.state)
    row = await act.work.follow_ups.move(
        row,
        step.target,
        measure=measure,
        due_on=date.fromisoformat(str(day)) if day else None,
        words_id=words.id,
        proposed_by=act.me.id,
    )
    said = {"measure": measure.value, "due": str(day or ""), "words": words.commitment}
    await act.record("measure_proposed", follow_up=row.id, **said)
    await end_terms(act, row)
    await _owe_decision(act, row)
    await dialogues.end(act, dialogue)
    await act.reply("follow_up.proposed", what=measure_text(measure))
    await show_follow_up(act, row)
    await show_decision(act, row)


async def _owe_decision(act: Act, row: FollowUp) -> None:
    """The lead office has the second person's term; for the police the law gives it three days."""
    terms, about = act.office.profile.terms, (SUBJECT, row.id)
    if row.measure is Measure.CRIME:
        last = act.today + timedelta(days=terms.crime_decision_calendar_days.value)
        await act.owe_by("measure_decision", about, last, rule="crime_decision", role=Role.LEAD_OFFICE)
        return
    days = terms.second_person_days.value
    await act.owe("measure_decision", about, days, role=Role.LEAD_OFFICE, rule="second_person")


async def _open_one(act: Act, follow_up_id: int) -> FollowUp:
    row = await act.work.follow_ups.get(follow_up_id)
    act.permit(Action.PROPOSE_MEASURE, await round_case(act, row))
    if row.state is not FollowUpState.OPEN:
        raise Stale
    return row
