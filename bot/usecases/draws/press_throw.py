"""请现场监督人员按下掷骰: the dice wait for an observer's press, and after an hour for nobody."""

from datetime import timedelta
from typing import Any

from bot.domain.actions import Action
from bot.domain.ceremony.conditions import is_office_open, office_hours_between
from bot.domain.ceremony.random_sources import EMOJI
from bot.domain.draw.records import instant
from bot.domain.errors import Stale
from bot.domain.permissions import Case
from bot.domain.rounds import Attempt, AttemptState
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.draws.throw_dice import begin_throwing, throw_first

PRESSED = "pressed_by"
"""Where `Attempt.collecting` says who pressed; `_WAITS` since when a press is waited for."""
_WAITS = "waits_since"
_LONGEST = timedelta(hours=1)


async def open_for_observers(act: Act, attempt_id: int) -> None:
    """Open the throwing for the observer who presses first; from here on there is no abort."""
    if (await act.work.attempts.get(attempt_id)).plan["entropy"]["kind"] not in EMOJI:
        raise Stale
    attempt, _ = await begin_throwing(act, attempt_id)
    if attempt.state is not AttemptState.THROWING:
        return
    since = act.at.isoformat(timespec="seconds")
    attempt = await act.work.attempts.change(attempt, collecting=attempt.collecting | {_WAITS: since})
    await act.reply("draw.opened_for", card=f"throwing:{attempt.id}", name=act.me.name, **_place(attempt))


async def press_throw(act: Act, attempt_id: int) -> None:
    """An observer presses, and the bot throws."""
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.PRESS_THROW, Case(coordinator=opened.coordinator_id))
    if attempt.state is not AttemptState.THROWING or _WAITS not in attempt.collecting:
        raise Stale
    await act.toast("draw.throwing_toast")
    await _throw(act, attempt, "draw.pressed", {PRESSED: act.me.id}, name=act.me.name)


async def throw_unpressed(act: Act) -> None:
    """A stalled throw is continued by the bot itself (protocol section 11)."""
    if not is_office_open(act.at, act.office.calendar):
        return
    for attempt in await act.work.attempts.all(state=AttemptState.THROWING):
        since = attempt.collecting.get(_WAITS)
        if since and office_hours_between(instant(since), act.at, act.office.calendar) >= _LONGEST:
            await _throw(act, attempt, "draw.not_pressed", {})


async def _throw(act: Act, attempt: Attempt, screen: str, pressed: dict[str, int], **told: Any) -> None:
    opened = await act.work.rounds.get(attempt.round_id)
    kept = {name: value for name, value in attempt.collecting.items() if name != _WAITS}
    attempt = await act.work.attempts.change(attempt, collecting=kept | pressed)
    await act.record("throwing_begun", round=opened.number, attempt=attempt.attempt, by=pressed.get(PRESSED))
    chat = await act.work.chats.get(opened.chat_id)
    await act.notify(screen, chat, card=f"throwing:{attempt.id}", **told, **_place(attempt))
    await throw_first(act, attempt, opened)


def _place(attempt: Attempt) -> dict[str, Any]:
    count = attempt.plan["entropy"]["count"]
    return {
        "attempt": attempt.id,
        "number": numbered(attempt),
        "throws": count,
        "seal": attempt.commitment,
    }
