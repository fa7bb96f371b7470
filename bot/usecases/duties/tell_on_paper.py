"""书面告知: the coordinator enters who told somebody of his duty on paper, and on which day."""

from datetime import date

from bot.domain.actions import Action
from bot.domain.duties.unreached import Unreached
from bot.domain.errors import Invalid, Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.duties.name_unreached import show_paper
from bot.usecases.past_days import DAYS_BACK, day_pressed, day_typed

_LONGEST_NAME = 40


async def start_paper(act: Act, unreached_id: int) -> None:
    """Ask on which day he was told."""
    row = await _permitted(act, unreached_id)
    dialogue = await dialogues.begin(act, "paper", "day", unreached=row.id)
    person = await act.work.people.get(row.person_id)
    await dialogues.ask(act, dialogue, "paper.ask_day", name=person.name, days=list(DAYS_BACK))


async def choose_day(act: Act, dialogue_id: int, version: int, day: str) -> None:
    """Take the day of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _take_day(act, dialogue, day_pressed(act, day))


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take what was typed for the day, or for the name."""
    if dialogue.awaits == "by":
        await _keep(act, dialogue, typed)
        return
    await _take_day(act, dialogue, day_typed(act, typed, "paper.bad_day"))


async def told_by_me(act: Act, dialogue_id: int, version: int) -> None:
    """It was the coordinator himself."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    await _keep(act, dialogue, act.me.name)


async def _take_day(act: Act, dialogue: Dialogue, day: date) -> None:
    dialogue = await dialogues.advance(act, dialogue, "by", day=day.isoformat())
    await dialogues.ask(act, dialogue, "paper.ask_by", day={"date": day.isoformat()})


async def _keep(act: Act, dialogue: Dialogue, by: str) -> None:
    name = " ".join(by.split())
    if not name or len(name) > _LONGEST_NAME:
        raise Invalid("paper.bad_name")
    row = await _permitted(act, int(str(dialogue.draft["unreached"])))
    day = date.fromisoformat(str(dialogue.draft["day"]))
    row = await act.work.unreached.change(row, told_on=day, told_by=name, entered_by=act.me.id)
    await dialogues.end(act, dialogue)
    await act.record("told_on_paper", duty=row.duty_id, on=day.isoformat())
    person = await act.work.people.get(row.person_id)
    await act.reply("paper.kept", name=person.name, day={"date": day.isoformat()}, by=name)
    await show_paper(act, await act.work.rounds.get(row.round_id))


async def _permitted(act: Act, unreached_id: int) -> Unreached:
    row = await act.work.unreached.get(unreached_id)
    opened = await act.work.rounds.get(row.round_id)
    act.permit(Action.ENTER_ON_BEHALF, Case(coordinator=opened.coordinator_id))
    if not row.is_waiting:
        raise Stale
    return row
