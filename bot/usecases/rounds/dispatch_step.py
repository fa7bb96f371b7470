"""Dispatch of a draw in steps, and of a supplement: what each draw of a round sets going (section 11)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.domain.ceremony.steps import hand_out
from bot.domain.draw.entropy import level
from bot.domain.inspections import UNVISITED, Inspection
from bot.domain.journal.entries import Entry
from bot.domain.people import Chat
from bot.domain.rounds import Attempt, DrawStep, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.draws.next_draw import confirmed_of
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.draws.share_terms import shortfall_lines
from bot.usecases.duties.name_unreached import name_unreached
from bot.usecases.duties.pass_on import give
from bot.usecases.duties.recuse_declared import recuse_drawn
from bot.usecases.duties.shortage import report_open
from bot.usecases.duties.team_places import Teams, teams_of
from bot.usecases.duties.teams import people_by_number, public_names
from bot.usecases.heads import signed_head
from bot.usecases.plans.send_round_plan import send_round_plan
from bot.usecases.rounds.close_round import advance_round
from bot.usecases.rounds.dispatch_round import (
    ask_units,
    cut_short,
    dispatch,
    give_duties,
    hand_over_bundle,
    open_inspections,
    post_result,
    target_lines,
)


async def _dispatch_targets(act: Act, opened: Round, attempt: Attempt, chat: Chat, head: Entry) -> None:
    """The first step: the targets go to their units, and nobody has a duty yet."""
    picked = (attempt.result or {})["picked"]
    names = public_names(attempt)
    await _post_picked(act, opened, attempt, chat, head, lines=_picked_lines([names[key] for key in picked]))
    await open_inspections(act, opened, [(key, 0) for key in picked], attempt.target_rows)
    moved = await act.work.rounds.move(opened, step_for("dispatch", RoundState.DRAWING).target)
    await act.record("dispatched", round=opened.number, draw=attempt.draw)
    await ask_units(act, moved, is_again=attempt.attempt > 1)
    await hand_over_bundle(act, attempt, chat)


async def _dispatch_inspectors(act: Act, opened: Round, attempt: Attempt, chat: Chat, head: Entry) -> None:
    """The second step: the confirmed targets get their teams, and each drawn inspector his duty."""
    people = await people_by_number(act)
    await post_result(act, attempt, chat, head=head, people=people)
    team_of = dict((attempt.result or {})["assignment"])
    inspections = [
        await act.work.inspections.change(each, team=team_of[each.target_key])
        for each in await confirmed_of(act, opened)
    ]
    await act.work.rounds.move(opened, step_for("dispatch_inspectors", RoundState.DRAWING).target)
    await act.record("dispatched", round=opened.number, draw=attempt.draw)
    await give_duties(act, opened, attempt, inspections, people)
    await name_unreached(act, opened, chat)
    await recuse_drawn(act, opened)
    await send_round_plan(act, opened)
    await hand_over_bundle(act, attempt, chat)


async def _dispatch_supplement(act: Act, opened: Round, attempt: Attempt, chat: Chat, head: Entry) -> None:
    """A supplement: its targets go to the teams that have least to do, and to their units."""
    picked = (attempt.result or {})["picked"]
    teams = await teams_of(act, opened)
    left = {team: await _left(act, opened, team) for team in teams.members}
    forbidden = {(key, team) for key in picked for team in teams.members if teams.conflicting(key, team)}
    given = [
        (key, team or min(left, key=left.__getitem__, default=0))
        for key, team in hand_out(picked, left, forbidden)
    ]
    names = public_names(attempt)
    lines = target_lines(given, names) if teams.members else _picked_lines([names[key] for key, _ in given])
    await _post_picked(act, opened, attempt, chat, head, lines=lines)
    added = await open_inspections(act, opened, given, attempt.target_rows)
    moved = await _move_on(act, opened)
    await act.record("dispatched", round=opened.number, draw=attempt.draw)
    await ask_units(act, moved, is_again=True, only=added)
    for inspection in added:
        await _seat_team(act, opened, teams, inspection)
    await recuse_drawn(act, moved)
    await hand_over_bundle(act, attempt, chat)
    if not added:
        await advance_round(act, moved)


async def _left(act: Act, opened: Round, team: int) -> int:
    """Return how many targets the team still has to inspect."""
    return await act.work.inspections.count(round_id=opened.id, team=team, state=UNVISITED)


async def _move_on(act: Act, opened: Round) -> Round:
    """A round that was already publishing has targets to inspect again; one in steps has some to confirm."""
    if opened.state in (RoundState.PUBLISHING, RoundState.DRAWING):
        return await act.work.rounds.move(opened, step_for("supplement", opened.state).target)
    return opened


async def _seat_team(act: Act, opened: Round, teams: Teams, inspection: Inspection) -> None:
    """Those of the team who are in no conflict sit on it; where that is nobody, the coordinator is told."""
    members = teams.members.get(inspection.team, [])
    able = [each for each in members if (inspection.target_key, each.inspector_number) not in teams.conflicts]
    for duty in able:
        await give(act, opened, duty, inspection)
    if len(able) < len(members):
        await report_open(act, opened, [inspection.target_key])


async def _post_picked(
    act: Act, opened: Round, attempt: Attempt, chat: Chat, head: Entry, *, lines: list[dict[str, Any]]
) -> None:
    """Post a draw of targets only; what could not be drawn of the wanted number is said openly."""
    await act.notify(
        "draw.result_targets",
        chat,
        number=numbered(attempt),
        round_number=opened.number,
        what={"key": f"draw.step.{attempt.step}"},
        level={"key": f"level.{level(attempt.plan['entropy']['kind'])}"},
        targets=lines or {"key": "draw.no_target"},
        shortfall=shortfall_lines(act, (attempt.result or {})["shortfall"]) or {"key": "draw.nothing_short"},
        commitment=attempt.commitment,
        entropy=attempt.entropy_hash,
        result=attempt.result_hash,
        head=await signed_head(act, head),
    )


def _picked_lines(names: list[Any]) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = [
        {"key": "draw.picked_line", "n": n, "name": name} for n, name in enumerate(names, start=1)
    ]
    return cut_short(lines)


DISPATCH: Mapping[DrawStep, Callable[[Act, Round, Attempt, Chat, Entry], Awaitable[None]]] = {
    DrawStep.WHOLE: dispatch,
    DrawStep.TARGETS: _dispatch_targets,
    DrawStep.INSPECTORS: _dispatch_inspectors,
    DrawStep.SUPPLEMENT: _dispatch_supplement,
}
"""What a result that stands sets going, by what was drawn."""
