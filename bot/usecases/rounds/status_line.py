"""One round in the answer to /status: state, level, codes, teams, counts, and what is due, by kind."""

from typing import Any

from bot.domain.deadlines import Deadline, DeadlineState, is_overdue
from bot.domain.draw.entropy import level
from bot.domain.duties.duty import Duty, DutyState
from bot.domain.inspections import Inspection
from bot.domain.rounds import ENDED, Round
from bot.usecases.act import Act
from bot.usecases.deadlines.subjects import OF_ROUNDS, is_of_round
from bot.usecases.draws.open_commitment import numbered
from bot.usecases.follow_ups.follow_up_cards import SUBJECT
from bot.usecases.follow_ups.follow_up_people import is_told
from bot.usecases.follow_ups.open_follow_ups import open_in, told_in
from bot.usecases.platform.platform_draws import facts_of, shown_platform
from bot.usecases.rounds.inspection_counts import inspection_counts


async def round_line(act: Act, opened: Round) -> dict[str, Any]:
    """Return the text of a round that is not over; of people it says numbers only."""
    inspections = await act.work.inspections.all(round_id=opened.id)
    duties = await act.work.duties.all(round_id=opened.id)
    deadlines = await _told_deadlines(act, opened)
    counted = {
        "state": _state(opened),
        "inspections": inspection_counts(inspections),
        "teams": _teams(duties, inspections) or {"key": "status.no_teams"},
        "deadlines": _deadlines(act, deadlines) or {"key": "status.no_deadlines"},
    }
    if platform := await shown_platform(act, opened):
        return {"key": "status.round_platform", "number": opened.number, **facts_of(platform), **counted}
    attempt = (await act.work.attempts.all(round_id=opened.id))[-1]
    return {
        "key": "status.round",
        "number": numbered(attempt),
        "level": {"key": f"level.{level(attempt.plan['entropy']['kind'])}"},
        "throws": len(attempt.transcript),
        "commitment": attempt.commitment,
        **counted,
    }


async def unsettled_lines(act: Act) -> list[dict[str, Any]]:
    """Return a line for each round that has ended and whose findings are still followed up."""
    return [
        {"key": "status.unsettled", "number": opened.number, "state": _state(opened), "n": n}
        for opened in await act.work.rounds.all(state=ENDED)
        if (n := len(await told_in(act, opened.id)))
    ]


async def _told_deadlines(act: Act, opened: Round) -> list[Deadline]:
    """Return the open terms of the round, without those about a finding that is not public yet."""
    hidden = {each.id for each in await open_in(act, opened.id) if not await is_told(act, each)}
    every = await act.work.deadlines.all(state=DeadlineState.OPEN, subject_kind=OF_ROUNDS)
    told = [each for each in every if each.subject_kind != SUBJECT or each.subject_id not in hidden]
    return [each for each in told if await is_of_round(act, each, opened)]


def _state(opened: Round) -> dict[str, Any]:
    return {"key": f"round.state.{opened.shown_state}"}


def _teams(duties: list[Duty], inspections: list[Inspection]) -> list[dict[str, Any]]:
    serving = [duty for duty in duties if duty.state is not DutyState.LEFT]
    return [
        {
            "key": "status.team",
            "team": team,
            "targets": sum(each.team == team for each in inspections),
            "people": sum(duty.team == team for duty in serving),
            "accepted": sum(duty.team == team and duty.state is not DutyState.NOTIFIED for duty in serving),
        }
        for team in sorted({duty.team for duty in serving})
    ]


def _deadlines(act: Act, deadlines: list[Deadline]) -> list[dict[str, Any]]:
    """Return a line for each kind: how many are open, the first day on which one ends, how many are late."""
    lines = []
    for kind in dict.fromkeys(each.kind for each in deadlines):
        these = [each for each in deadlines if each.kind == kind]
        lines.append(
            {
                "key": "status.deadline",
                "what": {"key": f"deadline.{kind}"},
                "n": len(these),
                "due": act.due(min(these, key=lambda each: each.due_on)),
                "late": sum(is_overdue(each, act.today) for each in these),
            }
        )
    return lines
