"""证件过期: who loses his licence on a team that needs it is followed by whoever the draw put next."""

from datetime import date
from typing import Any

from bot.domain.duties.duty import SERVING, Duty, Reason, Request, RequestKind, RequestState
from bot.domain.inspections import HANDOVER_STATES, Inspection
from bot.domain.people import Role
from bot.domain.registers.rows import Inspector
from bot.domain.rounds import ENDED, Round
from bot.usecases.act import Act
from bot.usecases.duties.ask_recusal import handed_of
from bot.usecases.duties.complete_team import is_licensed
from bot.usecases.duties.duty_cards import served
from bot.usecases.duties.fill_seat import fill, unfilled
from bot.usecases.duties.requests import lapse_overtaken
from bot.usecases.duties.shortage import report_open
from bot.usecases.duties.tell_team import members_of, tell_suspended
from bot.usecases.office import stands_in_for
from bot.usecases.platform.platform_draws import standing_platform


async def lapse_licences(act: Act) -> None:
    """By the clock: look at every open duty until nobody is found; a follower may have lapsed too."""
    while await _lapse_next(act):
        pass


async def _lapse_next(act: Act) -> bool:
    lapsed = await _lapsed(act)
    for duty in await act.work.duties.all(state=SERVING) if lapsed else ():
        if duty.inspector_number not in lapsed:
            continue
        line = await act.work.inspectors.get(lapsed[duty.inspector_number])
        opened = await act.work.rounds.get(duty.round_id)
        if opened.state not in ENDED and not await act.work.notices.one(unique_key=_key(duty, line)):
            await _lapse(act, opened, duty, line)
            return True
    return False


async def _lapsed(act: Act) -> dict[str, int]:
    """Return {number: line} of those whose licence is over; there may be thousands who have none to lose."""
    rows = act.work.inspectors.pages("number", "id", "licence_until", licensed=True)
    return {number: line async for page in rows for number, line, until in page if _is_over(act, until)}


def _is_over(act: Act, until: date | None) -> bool:
    return until is not None and until < act.today


def _key(duty: Duty, line: Inspector) -> str:
    return f"licence:{duty.id}:{line.licence_until}"


async def _lapse(act: Act, opened: Round, duty: Duty, line: Inspector) -> None:
    """Hand over what the team may not do without him; nobody chooses who follows."""
    until = line.licence_until or date.min
    await act.record("licence_lapsed", round=opened.number, duty=duty.id, until=until.isoformat())
    effect = await _hand_over(act, opened, duty)
    person = await act.work.people.get(duty.person_id)
    told: dict[str, Any] = {
        "number": opened.number,
        "name": person.name,
        "until": {"date": until.isoformat()},
        "effect": {"key": f"licence.effect.{effect}"},
        "ground": act.ground("licence"),
    }
    yours = {"effect": {"key": "licence.effect.you_left"}} if effect == "replaced" else {}
    await act.notify("licence.lapsed_yours", person, key=_key(duty, line), **(told | yours))
    approvers, stands_in = await act.holders(Role.APPROVER, person.unit)
    vacant = stands_in_for(Role.APPROVER, person.unit) if stands_in else {}
    coordinator = await act.work.people.get(opened.coordinator_id)
    others = {each.id: (each, vacant) for each in approvers} | {coordinator.id: (coordinator, {})}
    for each, more in others.values():
        if each.id != person.id:
            await act.notify("licence.lapsed", each, **told, **more)


async def _hand_over(act: Act, opened: Round, duty: Duty) -> str:
    """Return what became of his targets: `stays`, `replaced`, `short`, or `platform` where it draws."""
    lacking = [each for each in await served(act, duty) if await _lacks(act, each)]
    if not lacking:
        return "stays"
    if await standing_platform(act, opened) is not None:
        return "platform"
    open_ones = await unfilled(act, duty, _request(duty, lacking))
    if open_ones:
        await report_open(act, opened, [each.target_key for each in open_ones])
        await tell_suspended(act, opened, await members_of(act, open_ones), duty.person_id)
    able = [each for each in lacking if each.id not in {one.id for one in open_ones}]
    if able:
        is_all = len(able) == len(await handed_of(act, duty))
        await fill(act, duty, _request(duty, None if is_all else able))
        await lapse_overtaken(act, await act.work.duties.get(duty.id))
    return "short" if open_ones else "replaced"


def _request(duty: Duty, targets: list[Inspection] | None) -> Request:
    """Return what a substitution would be asked by; the law itself asks for this one, and nobody decides.

    None is all that he serves: he has left the round then, and owes nothing more.
    """
    return Request(
        duty_id=duty.id,
        round_id=duty.round_id,
        person_id=duty.person_id,
        kind=RequestKind.SUBSTITUTION,
        targets=None if targets is None else [each.target_key for each in targets],
        reason=Reason.LICENCE,
        state=RequestState.APPROVED,
    )


async def _lacks(act: Act, inspection: Inspection) -> bool:
    return inspection.state in HANDOVER_STATES and not await is_licensed(act, inspection)
