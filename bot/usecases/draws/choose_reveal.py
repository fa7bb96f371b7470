"""保密抽取: what was drawn stays hidden until a time named before the freeze (protocol sections 4 and 8)."""

from datetime import datetime, time
from typing import Any

from bot.domain.actions import Action
from bot.domain.calendars.working_days import add_working_days
from bot.domain.deadlines import SHANGHAI
from bot.domain.errors import Invalid
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.chosen_way import reveal_at_of, title_of
from bot.usecases.draws.keep_secret import vault_of
from bot.usecases.draws.next_page import go_on
from bot.usecases.moments import when

_OFFERED_DAYS = (1, 2, 3, 5, 10)
_AT = time(8, 30)


async def ask_reveal(act: Act, dialogue_id: int, version: int) -> None:
    """Ask until when the result stays hidden; it needs a secret, at every level."""
    dialogue = await _own(act, dialogue_id, version)
    vault_of(act)
    is_secret = reveal_at_of(dialogue) is not None
    dialogue = await dialogues.advance(act, dialogue, "reveal")
    days = [add_working_days(act.today, each, act.office.calendar).day for each in _OFFERED_DAYS]
    times = [datetime.combine(day, _AT, SHANGHAI) for day in days]
    options = [[_plain(each), when(each)] for each in times]
    place: dict[str, Any] = {"card": f"draw:{dialogue.id}", "has_foot": False, "title": title_of(dialogue)}
    await dialogues.ask(act, dialogue, "draw.ask_reveal", **place, options=options, is_secret=is_secret)


async def choose_reveal(act: Act, dialogue_id: int, version: int, at: str) -> None:
    """Take the time of a button; "" makes it an open draw."""
    dialogue = await _own(act, dialogue_id, version)
    await go_on(act, await dialogues.advance(act, dialogue, reveal_at=at or None))


async def type_reveal(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed time, `2026-10-09 08:30` in Asia/Shanghai; raise Invalid where it is none or is over."""
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    try:
        at = datetime.fromisoformat("T".join(typed.split())).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise Invalid("draw.bad_reveal") from error
    if at <= act.at:
        raise Invalid("draw.bad_reveal")
    await go_on(act, await dialogues.advance(act, dialogue, reveal_at=_plain(at)))


def _plain(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


async def _own(act: Act, dialogue_id: int, version: int) -> Dialogue:
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    return dialogue
