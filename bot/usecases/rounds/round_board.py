"""看板: one message per round in its group, edited by the clock whenever what it says has changed."""

import hashlib
from typing import Any

from bot.domain.deadlines import SHANGHAI, Deadline, DeadlineState
from bot.domain.draw.bytes import dumps
from bot.domain.duties.duty import DutyState
from bot.domain.reminders import is_awake
from bot.domain.rounds import ENDED, Round, RoundState
from bot.usecases.act import Act
from bot.usecases.deadlines.subjects import round_of
from bot.usecases.deadlines.tell_group import IN_GROUP, owing_lines
from bot.usecases.draws.open_commitment import seal_of
from bot.usecases.follow_ups.open_follow_ups import open_in, told_in
from bot.usecases.rounds.inspection_counts import inspection_counts

_RUNNING = (RoundState.CONFIRMING, RoundState.INSPECTING, RoundState.PUBLISHING)
_OVER = "over"


async def show_boards(act: Act) -> None:
    """Post the board of each round that has been dispatched, and edit those that have changed.

    A new message waits for the office's hours; an edit makes no sound and does not.
    """
    local = act.at.astimezone(SHANGHAI)
    awake = is_awake(local.date(), local.time(), act.office.calendar, act.office.reminding)
    rounds = [each for each in await act.work.rounds.all() if each.board != _OVER]
    by_round: dict[int, list[Deadline]] = {}
    for each in await act.work.deadlines.all(state=DeadlineState.OPEN, subject_kind=IN_GROUP):
        if its := await round_of(act, each):
            by_round.setdefault(its.id, []).append(each)
    for opened in rounds:
        if opened.board or (awake and opened.state in _RUNNING):
            await _show(act, opened, by_round.get(opened.id, []))


async def _show(act: Act, opened: Round, deadlines: list[Deadline]) -> None:
    data = await _data(act, opened, deadlines)
    is_over = opened.state in ENDED and not await open_in(act, opened.id)
    digest = _OVER if is_over else hashlib.sha256(dumps(data)).hexdigest()
    if digest == opened.board:
        return
    await act.work.rounds.change(opened, board=digest)
    chat = await act.work.chats.get(opened.chat_id)
    await act.notify("board.round", chat, card=f"board:{opened.id}", **data, **await seal_of(act, opened))


async def _data(act: Act, opened: Round, deadlines: list[Deadline]) -> dict[str, Any]:
    inspections = await act.work.inspections.all(round_id=opened.id)
    duties = await act.work.duties.all(round_id=opened.id)
    waiting = [each for each in duties if each.state is DutyState.NOTIFIED]
    return {
        "number": opened.number,
        "state": {"key": f"round.state.{opened.shown_state}"},
        "accepted": sum(each.state is not DutyState.LEFT for each in duties) - len(waiting),
        "duties": sum(each.state is not DutyState.LEFT for each in duties),
        "inspections": inspection_counts(inspections),
        "lines": await _owing(act, opened, deadlines) or {"key": "board.nothing"},
    }


async def _owing(act: Act, opened: Round, deadlines: list[Deadline]) -> list[dict[str, Any]]:
    """Return who owes what, and how many findings are followed up: of these the group reads the number."""
    lines = await owing_lines(act, deadlines, act.today)
    n = len(await told_in(act, opened.id))
    return [*lines, {"key": "board.follow_ups", "n": n}] if n else lines
