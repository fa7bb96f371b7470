"""The buttons of a visit, and what is typed for it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.people import Dialogue
from bot.usecases.act import Act
from bot.usecases.visits import move_visit, schedule_visit, tell_target

ACTIONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "schedule.start": schedule_visit.start_schedule,
    "schedule.day": schedule_visit.choose_day,
    "schedule.hour": schedule_visit.choose_hour,
    "schedule.set": schedule_visit.set_visit,
    "schedule.move": move_visit.start_moving,
    "schedule.reason": move_visit.choose_reason,
    "schedule.told": tell_target.target_told,
}


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed day or hour, or the reason why a visit is moved."""
    take = move_visit.type_reason if dialogue.awaits == "reason" else schedule_visit.type_moment
    await take(act, dialogue, typed)
