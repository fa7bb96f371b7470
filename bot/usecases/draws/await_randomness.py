"""Randomness that does not come: asked for again each working hour, given up by the lead office, not before.

F38: nothing that was begun is stopped by silence; what stalls is said again, upwards as well.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.ceremony.conditions import after_office_hours, is_office_open, office_hours_between
from bot.domain.draw.entropy import level
from bot.domain.draw.records import instant
from bot.domain.errors import Refused
from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.domain.people import Role
from bot.domain.rounds import Attempt, AttemptState, Round
from bot.usecases.act import Act
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.draws.type_reading import start_source_unasked
from bot.usecases.moments import when

_HOUR = timedelta(hours=1)
_OPENED = ("draw.opened", "draw.opened_by")


@dataclass(frozen=True)
class Awaited:
    """What an attempt waits for: `what` is throw, texts, dice or source; `n` a throw's number from 1."""

    what: str
    since: datetime
    ending: tuple[str, str]
    n: int = 0

    def given_up_from(self, act: Act) -> datetime:
        """Return the first instant at which the lead office may give the attempt up."""
        return after_office_hours(self.since, act.office.ceremony.waiting_hours, act.office.calendar)


async def awaited(act: Act, attempt: Attempt) -> Awaited | None:
    """Return what may never come although its time has, or None."""
    kind = attempt.plan["entropy"]["kind"]
    if level(kind) == "L3":
        return _source(act, attempt)
    if attempt.state is not AttemptState.THROWING:
        return None
    if kind in ("text", "d10"):
        return await _people(act, attempt)
    unknown = await _unknown_throw(act, attempt)
    if unknown is None:
        return None
    since = instant(unknown.data["since"])
    return Awaited("throw", since, ("lost", "throw_unknown"), unknown.data["number"] + 1)


async def refuse_waiting(act: Act, attempt: Attempt) -> tuple[str, str]:
    """Return how the attempt is ended, as kind and reason, where it may be given up.

    Raises:
        Refused: nothing is missing, or it has not been waited for long enough, with the time.
    """
    missing = await awaited(act, attempt)
    if missing is None:
        raise Refused("source.not_missing")
    earliest = missing.given_up_from(act)
    if act.at < earliest:
        hours = act.office.ceremony.waiting_hours
        raise Refused("ending.not_yet", hours=hours, time=when(earliest))
    return missing.ending


async def ask_again(act: Act) -> None:
    """Ask again for whatever stalls, once for each hour of the office that has passed."""
    table = act.office.calendar
    if not is_office_open(act.at, table):
        return
    for attempt in await act.work.attempts.all(state=(AttemptState.ANNOUNCED, AttemptState.THROWING)):
        missing = await awaited(act, attempt)
        hour = office_hours_between(missing.since, act.at, table) // _HOUR if missing else 0
        if missing is not None and hour:
            opened = await act.work.rounds.get(attempt.round_id)
            if missing.what == "source" and await start_source_unasked(act, attempt):
                continue
            await _ask(act, attempt, opened, missing, hour)
            await _tell_lead_office(act, attempt, missing)


async def _ask(act: Act, attempt: Attempt, opened: Round, missing: Awaited, hour: int) -> None:
    chat = await act.work.chats.get(opened.chat_id)
    count = attempt.plan["entropy"].get("count", 0)
    told: dict[str, Any] = {"number": numbered(attempt), "n": missing.n}
    told |= {"missing": count - len(attempt.transcript), "seal": attempt.commitment}
    key = f"{missing.what}:{attempt.id}:{missing.since.isoformat()}:{hour}"
    await act.notify(f"stalled.{missing.what}", chat, key=key, **told)


async def _tell_lead_office(act: Act, attempt: Attempt, missing: Awaited) -> None:
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    for person in lead_office:
        await act.notify(
            "attempt.waiting",
            person,
            key=f"waiting:{attempt.id}:{missing.since.isoformat()}:{person.id}",
            attempt=attempt.id,
            number=numbered(attempt),
            what={"key": f"stalled.what.{missing.what}"},
            since=when(missing.since),
            time=when(missing.given_up_from(act)),
        )


def _source(act: Act, attempt: Attempt) -> Awaited | None:
    """A public source may be missing from the time on that the plan names."""
    due = instant(attempt.plan["entropy"]["not_before"])
    is_open = attempt.state in (AttemptState.ANNOUNCED, AttemptState.THROWING)
    why = "typists_disagree" if attempt.collecting.get("readings") else "source_missing"
    return Awaited("source", due, ("lost", why)) if is_open and act.at >= due else None


async def _people(act: Act, attempt: Attempt) -> Awaited | None:
    """Before the first text there still is an abort (protocol section 11)."""
    begun = await act.work.notices.one(card=f"throwing:{attempt.id}", screen=_OPENED)
    if begun is None:
        return None
    if attempt.plan["entropy"]["kind"] == "d10":
        return Awaited("dice", begun.made_at, ("lost", "source_missing"))
    ending = ("lost", "source_missing") if attempt.transcript else ("abort", "timeout")
    return Awaited("texts", begun.made_at, ending)


async def _unknown_throw(act: Act, attempt: Attempt) -> Notice | None:
    unknown = await act.work.notices.all(kind=NoticeKind.THROW, state=NoticeState.UNKNOWN)
    return next((each for each in unknown if each.data["attempt_id"] == attempt.id), None)
