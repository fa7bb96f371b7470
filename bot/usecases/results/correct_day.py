"""更正检查日期: the bot may have heard late of a visit; the team says on which day it was."""

from datetime import date
from typing import Any

from bot.domain.errors import Invalid
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.domain.results.site_steps import SiteStep, SiteStepKind, is_redated
from bot.domain.typed import short_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.past_days import DAYS_BACK, day_pressed, day_typed
from bot.usecases.results.open_record import writable
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.visit_day import first_day, move_visit_day
from bot.usecases.target_name import target_name

TOPIC = "visit_day"
_MOST_WORDS = 200


async def ask_visit_day(act: Act, inspection_id: int) -> None:
    """Ask on which day the team was on site."""
    inspection = await writable(act, inspection_id)
    dialogue = await dialogues.begin(act, TOPIC, "day", inspection=inspection.id)
    first = await first_day(act, inspection)
    days = [each for each in DAYS_BACK if day_pressed(act, each) >= first]
    about: dict[str, Any] = {"name": await target_name(act, inspection), "first": _said(first)}
    about |= {"now": _said(inspection.visited_on or act.today), "days": days}
    await dialogues.ask(act, dialogue, "visit_day.ask", **about)


async def choose_day(act: Act, dialogue_id: int, version: int, day: str) -> None:
    """Take the day of a button."""
    await _take_day(act, await dialogues.resume(act, dialogue_id, version), day_pressed(act, day))


async def type_day(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the typed day, or why it is another one."""
    if dialogue.awaits == "reason":
        await _take_reason(act, dialogue, typed)
        return
    await _take_day(act, dialogue, day_typed(act, typed, "paper.bad_day"))


async def _take_day(act: Act, dialogue: Dialogue, day: date) -> None:
    """Take the day, which is not before the team could know of its duty, and ask for the reason."""
    inspection = await writable(act, int(str(dialogue.draft["inspection"])))
    if day < (first := await first_day(act, inspection)):
        raise Invalid("visit_day.too_early", first=_said(first))
    if day == inspection.visited_on:
        await dialogues.end(act, dialogue)
        await _say_taken(act, inspection, day)
        return
    dialogue = await dialogues.advance(act, dialogue, "reason", day=day.isoformat())
    name = await target_name(act, inspection)
    await dialogues.ask(act, dialogue, "visit_day.ask_reason", name=name, day=_said(day))


async def _take_reason(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Move the visit, and keep in the record who moved it, when and why."""
    reason = short_line(typed, "visit_day.bad_reason", _MOST_WORDS)
    inspection = await writable(act, int(str(dialogue.draft["inspection"])))
    day, before = date.fromisoformat(str(dialogue.draft["day"])), inspection.visited_on
    words = await act.keep_words(reason)
    inspection = await move_visit_day(act, inspection, day, words=words.commitment)
    step: dict[str, Any] = {"inspection_id": inspection.id, "kind": SiteStepKind.REDATED}
    step |= {"person_id": act.me.id, "at": act.at, "words_id": words.id, "day_before": before, "day": day}
    signing = inspection.signings if inspection.signature else 0
    await act.work.site_steps.add(SiteStep(**step, of_signing=signing))
    await dialogues.end(act, dialogue)
    await _say_taken(act, inspection, day)


async def _say_taken(act: Act, inspection: Inspection, day: date) -> None:
    """Say what is recorded now; where the target has signed another day, that it is to be told."""
    steps = await act.work.site_steps.all(inspection_id=inspection.id)
    key = "visit_day.taken_after" if is_redated(inspection, steps) else "visit_day.taken"
    await act.reply(key, name=await target_name(act, inspection), day=_said(day))
    await show_result(act, inspection)


def _said(day: date) -> dict[str, str]:
    return {"date": day.isoformat()}
