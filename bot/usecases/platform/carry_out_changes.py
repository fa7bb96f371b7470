"""New lists of the platform take effect: seats, duties, lists to confirm and deadlines follow them."""

from collections.abc import Mapping, Sequence

from bot.domain.duties.duty import Duty
from bot.domain.inspections import Inspection
from bot.domain.platform.changes import Change, ChangeLine
from bot.domain.platform.draw import Match
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.duties.duty_cards import refresh_duties, show_duty
from bot.usecases.duties.owe_acknowledgement import owe_acknowledgement
from bot.usecases.duties.recuse_declared import recuse_declared
from bot.usecases.duties.teams import people_by_number, team_people
from bot.usecases.duties.tell_team import tell_partners
from bot.usecases.platform.platform_seats import (
    close_empty,
    duty_of,
    hand_deadlines,
    sit,
)
from bot.usecases.results.close_cards import leave_seat
from bot.usecases.rounds.dispatch_round import ask_unit, open_inspections
from bot.usecases.rounds.withdraw_target import withdraw_target

WITHDRAWN = "withdrawn"
"""The outcome of a target that the platform's later lists no longer hold."""


async def carry_out(
    act: Act,
    opened: Round,
    match: Match,
    lines: Sequence[ChangeLine],
    vacant: Mapping[str, frozenset[str]],
) -> None:
    """Seat whom the lists name; whoever was relieved with approval stays away from what he left."""
    added = await _open_added(act, opened, match, lines)
    greeted: list[Duty] = []
    changed = await act.work.inspections.all(
        round_id=opened.id, target_key=tuple({line.target for line in lines})
    )
    before = {each.id: await team_people(act, each) for each in changed}
    for inspection in changed:
        if inspection.target_key in _targets(lines, Change.TARGET_REMOVED):
            await withdraw_target(act, opened, inspection, WITHDRAWN)
        else:
            gone = vacant.get(inspection.target_key, frozenset())
            greeted += await _reseat(act, opened, match, inspection, gone)
    for duty in greeted:
        await owe_acknowledgement(act, duty)
        await recuse_declared(act, duty)
        await show_duty(act, duty)
    for inspection in changed:
        await hand_deadlines(act, inspection)
        await refresh_duties(act, inspection)
    regrouped = [each for each in changed if before[each.id] != await team_people(act, each)]
    called = {duty.person_id for duty in greeted}
    await tell_partners(act, opened, regrouped, called, act.ground("substitution"))
    await close_empty(act, opened)
    await _ask_units(act, opened, added)


def _targets(lines: Sequence[ChangeLine], change: Change) -> set[str]:
    return {line.target for line in lines if line.change is change}


async def _open_added(act: Act, opened: Round, match: Match, lines: Sequence[ChangeLine]) -> list[Inspection]:
    keys = _targets(lines, Change.TARGET_ADDED)
    added = [(each.id, each.team) for each in match.targets if each.id in keys]
    return await open_inspections(act, opened, added)


async def _reseat(
    act: Act, opened: Round, match: Match, inspection: Inspection, gone: frozenset[str]
) -> list[Duty]:
    """Return the duties that are new."""
    listed = match.people_of(inspection.target_key)
    for seat in await act.work.seats.all(inspection_id=inspection.id, is_open=True):
        duty = await act.work.duties.get(seat.duty_id)
        if duty.inspector_number not in listed:
            await leave_seat(act, seat)
            await show_duty(act, duty)
    people = await people_by_number(act)
    fresh = []
    for number in [number for number in listed if number not in gone]:
        known = await act.work.duties.one(round_id=opened.id, person_id=people[number].id)
        duty = await duty_of(act, opened, people[number].id, number, inspection.team)
        await sit(act, duty, inspection)
        if known is None:
            await act.record("platform_duty", round=opened.number, duty=duty.id)
            fresh.append(duty)
    return fresh


async def _ask_units(act: Act, opened: Round, added: Sequence[Inspection]) -> None:
    """The units of targets that are new compare and confirm these too, in a term of their own."""
    units = {(await act.work.targets.get(each.target_id)).unit for each in added}
    for unit in sorted(units):
        await ask_unit(act, opened, unit, is_again=True)
