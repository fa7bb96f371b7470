"""更正检查日期: the bot may have heard late of a visit; the team says on which day it was."""

from datetime import date
from typing import Any

from bot.domain.errors import Invalid
from bot.domain.inspections import Inspection
from bot.domain.people import Dialogue
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.past_days import DAYS_BACK, day_pressed, day_typed
from bot.usecases.results.open_record import writable
from bot.usecases.results.result_cards import show_result
from bot.usecases.results.visit_day import first_day, move_visit_day
from bot.usecases.target_name import target_name

TOPIC = "visit_day"


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
    """Take the typed day."""
    await _take_day(act, dialogue, day_typed(act, typed, "paper.bad_day"))


async def _take_day(act: Act, dialogue: Dialogue, day: date) -> None:
    """Move the visit to the day, which is not before the team could know of its duty."""
    inspection = await writable(act, int(str(dialogue.draft["inspection"])))
    if day < (first := await first_day(act, inspection)):
        raise Invalid("visit_day.too_early", first=_said(first))
    inspection = await move_visit_day(act, inspection, day)
    await dialogues.end(act, dialogue)
    await _say_taken(act, inspection, day)


async def _say_taken(act: Act, inspection: Inspection, day: date) -> None:
    await act.reply("visit_day.taken", name=await target_name(act, inspection), day=_said(day))
    await show_result(act, inspection)


def _said(day: date) -> dict[str, str]:
    return {"date": day.isoformat()}
