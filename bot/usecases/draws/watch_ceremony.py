"""Randomness begins before enough observers and in the hours set, or else by leave of the lead office."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Stale
from bot.domain.people import Person, Role
from bot.domain.permissions import Case
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import numbered

ALLOWED = "allowed_by"
"""Where `Attempt.collecting` says which person of the lead office allowed the exception."""


async def observers_of(act: Act, opened: Round) -> list[Person]:
    """Return the bound observers of the round: its coordinator watches nobody."""
    observers, stands_in = await act.holders(Role.OBSERVER)
    return [] if stands_in else [each for each in observers if each.id != opened.coordinator_id]


async def may_begin(act: Act, attempt: Attempt, opened: Round) -> bool:
    """Return whether the randomness may begin now; where not, say why and ask the lead office."""
    lacking = await _lacking(act, opened)
    if not lacking or ALLOWED in attempt.collecting:
        return True
    place = {"number": numbered(attempt), "lacking": lacking}
    await act.toast("ceremony.not_yet_toast")
    await act.reply("ceremony.not_yet", seal=attempt.commitment, **place)
    for person in (await act.holders(Role.LEAD_OFFICE))[0]:
        await act.notify("ceremony.card", person, card=f"ceremony:{attempt.id}", attempt=attempt.id, **place)
    return False


async def allow(act: Act, attempt_id: int) -> None:
    """The lead office allows this draw to begin as it is; it is said in the group and stays on record."""
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.APPROVE_DEVIATION, Case(first_person=opened.coordinator_id))
    if attempt.state is not AttemptState.ANNOUNCED or ALLOWED in attempt.collecting:
        raise Stale
    lacking = await _lacking(act, opened)
    await act.work.attempts.change(attempt, collecting=attempt.collecting | {ALLOWED: act.me.id})
    observers = len(await observers_of(act, opened))
    await act.record("ceremony_allowed", round=opened.number, attempt=attempt.attempt, observers=observers)
    place = {"number": numbered(attempt), "lacking": lacking}
    chat = await act.work.chats.get(opened.chat_id)
    await act.notify("ceremony.allowed", chat, seal=attempt.commitment, name=act.me.name, **place)
    await act.notify("ceremony.done", act.me, card=f"ceremony:{attempt.id}", **place)


async def _lacking(act: Act, opened: Round) -> list[dict[str, Any]]:
    """Return a line for each of the office's own rules that is not met now."""
    rules, n = act.office.ceremony, len(await observers_of(act, opened))
    lines: list[dict[str, Any]] = []
    if n < rules.least_observers:
        lines.append({"key": "ceremony.observers", "n": n, "least": rules.least_observers})
    if rules.window is not None and not rules.is_open(act.at, act.office.calendar):
        window = {"opens": f"{rules.window.opens:%H:%M}", "closes": f"{rules.window.closes:%H:%M}"}
        lines.append({"key": "ceremony.window", **window})
    return lines
