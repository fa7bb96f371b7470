"""登记异议、复核更正: what a target, or the office itself, says against a published result is recorded."""

from datetime import date
from typing import Any

from bot.domain.calendars.working_days import add_working_days
from bot.domain.deadlines import Deadline
from bot.domain.people import Dialogue, Role
from bot.domain.results.objections import Objection, read_objection
from bot.domain.results.undrawn import Inspected, Undrawn, named, rows_of
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.people.turn_delegations import take_over
from bot.usecases.results.inspected import inspection_in
from bot.usecases.results.objection_cards import KIND, REVIEW_RULE, SUBJECT, open_objections, show_objection
from bot.usecases.results.objectionable import public_on, refuse_objection, refuse_review, shown_versions
from bot.usecases.results.release_result import show_publish
from bot.usecases.results.undrawn_cards import show_undrawn
from bot.usecases.second_person import second_person_days
from bot.usecases.target_name import target_name

TOPIC, REVIEW_TOPIC = "objection", "review"
MOST_WORDS = 1000


async def start_objection(act: Act, inspection_id: int) -> None:
    """Ask for what the target has said, and say until when it could."""
    await _start(act, await act.work.inspections.get(inspection_id))


async def start_objection_to_undrawn(act: Act, undrawn_id: int) -> None:
    """Ask the same of the result of an inspection that no draw led to."""
    await _start(act, await act.work.undrawn.get(undrawn_id))


async def _start(act: Act, inspection: Inspected) -> None:
    await refuse_objection(act, inspection)
    last = await _last_day(act, inspection, act.today)
    dialogue = await dialogues.begin(act, TOPIC, "words", **named(inspection))
    await dialogues.ask(
        act,
        dialogue,
        "objection.ask_words",
        name=await target_name(act, inspection),
        last={"date": last.isoformat()},
        day=act.today.isoformat(),
        late={"key": "objection.late"} if act.today > last else "",
        going_on=await _going_on(act, inspection),
        ground=act.ground("objection_term"),
    )


async def type_words(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Record the objection, and have the lead office answer it in its term, from the day it was received."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    inspection = await inspection_in(act, dialogue)
    await refuse_objection(act, inspection)
    first = (await shown_versions(act, inspection))[0].since
    received_on, said = read_objection(typed, first, act.today)
    is_late = received_on > await _last_day(act, inspection, received_on)
    await take_over(act, inspection)
    objection = await _keep(act, inspection, said, received_on=received_on, is_late=is_late)
    told = {"received": received_on.isoformat(), "words": await _commitment(act, objection)}
    await act.record("objection_recorded", **named(inspection), **told)
    days = act.office.profile.terms.objection_answer_days.value
    subject = (SUBJECT, objection.id)
    owed = await act.owe("objection", subject, days, role=Role.LEAD_OFFICE, since=received_on)
    await dialogues.end(act, dialogue)
    name = await target_name(act, inspection)
    await act.reply("objection.recorded", name=name, due=act.due(owed), ground=act.ground(KIND))
    await _show(act, objection, inspection)
    await act.rewrite_site()


async def start_review(act: Act, inspection_id: int) -> None:
    """复核更正: ask what the office itself has found wrong with the published result, and what shows it."""
    await _start_review(act, await act.work.inspections.get(inspection_id))


async def start_review_of_undrawn(act: Act, undrawn_id: int) -> None:
    """Ask the same of the result of an inspection that no draw led to."""
    await _start_review(act, await act.work.undrawn.get(undrawn_id))


async def _start_review(act: Act, inspection: Inspected) -> None:
    await refuse_review(act, inspection)
    dialogue = await dialogues.begin(act, REVIEW_TOPIC, "words", **named(inspection))
    how, name = {"key": f"review.how.{inspection.subject[0]}"}, await target_name(act, inspection)
    await dialogues.ask(act, dialogue, "review.ask_words", name=name, how=how, ground=act.ground(REVIEW_RULE))


async def type_review(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Have the lead office decide on it, as on an objection; the public hears of it when it is corrected."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    inspection = await inspection_in(act, dialogue)
    await refuse_review(act, inspection)
    await take_over(act, inspection)
    owed = await open_review(act, inspection, typed)
    await dialogues.end(act, dialogue)
    name = await target_name(act, inspection)
    await act.reply("review.recorded", name=name, due=act.due(owed), ground=act.ground(REVIEW_RULE))


async def open_review(act: Act, inspection: Inspected, said: str) -> Deadline:
    """Keep what I have said against a published result, and show it to those who decide on it."""
    objection = await _keep(act, inspection, said, received_on=act.today, is_own=True)
    words = await _commitment(act, objection)
    await act.record("review_recorded", **named(inspection), words=words)
    subject, days = (SUBJECT, objection.id), second_person_days(act)
    owed = await act.owe("review", subject, days, role=Role.LEAD_OFFICE, rule=REVIEW_RULE)
    await _show(act, objection, inspection)
    return owed


async def _keep(act: Act, inspection: Inspected, said: str, **values: Any) -> Objection:
    """Return the row of what was said against the version that was public when it came."""
    words = await act.keep_words(said)
    version = (await public_on(act, inspection, values["received_on"])).version
    about = {**rows_of(inspection), "version": version, "words_id": words.id}
    row = Objection.model_validate(about | {"recorded_by": act.me.id} | values)
    return await act.work.objections.add(row)


async def _commitment(act: Act, objection: Objection) -> str:
    return (await act.work.words.get(objection.words_id)).commitment


async def _show(act: Act, objection: Objection, inspection: Inspected) -> None:
    await show_objection(act, objection)
    if isinstance(inspection, Undrawn):
        await show_undrawn(act, await act.work.undrawn.get(inspection.id))
    elif objection.version:
        await show_publish(act, inspection)


async def _last_day(act: Act, inspection: Inspected, day: date) -> date:
    """Return the last day on which the target can object to what was public on this day."""
    shown = await public_on(act, inspection, day)
    days = act.office.profile.terms.objection_days.value
    return add_working_days(shown.since, days, act.office.calendar).day


async def _going_on(act: Act, inspection: Inspected) -> dict[str, Any] | str:
    """Return what goes on about the result already, and hinders nothing."""
    if n := await open_objections(act, inspection, is_own=False):
        return {"key": "objection.others_open", "n": n}
    return {"key": "objection.being_corrected"} if inspection.correction else ""
