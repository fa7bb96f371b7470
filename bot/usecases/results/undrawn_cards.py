"""What is shown of an inspection outside the draws, to whoever recorded it and to those who release it."""

from collections.abc import Collection
from typing import Any

from bot.domain.actions import Action
from bot.domain.deadlines import DeadlineState
from bot.domain.errors import Stale
from bot.domain.people import Person, Role
from bot.domain.results.findings import ABNORMAL
from bot.domain.results.undrawn import PUBLIC, UNDECIDED, UNRELEASED, WAITING, Undrawn, UndrawnState
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_people
from bot.usecases.results.objection_cards import open_objections
from bot.usecases.results.objectionable import can_review, leader_of
from bot.usecases.results.owe_release import coordinator_of, releasers
from bot.usecases.results.undrawn_papers import papers_of
from bot.usecases.target_name import target_name

SUBJECT, KIND = "undrawn", "release"
"""What its deadline is about, and the kind of it: the releaser's term."""


async def show_undrawn(act: Act, row: Undrawn) -> None:
    """Send or edit the cards of the recorder, of the releasers, and of those who have inspected."""
    recorder = await act.work.people.get(row.recorded_by)
    await _show(act, row, recorder, is_mine=True)
    for person in (await releasers(act, row))[0]:
        await _show(act, row, person, is_mine=False)
    for person in await team_people(act, row):
        if person.id != recorder.id:
            said = {**await _facts(act, row), "can_deny": await _can_deny(act, row, person)}
            await act.notify("undrawn.named", person, card=f"undrawn_named:{row.id}", **said)


async def show_unnamed(act: Act, row: Undrawn, gone: Collection[int]) -> None:
    """Tell those whom a correction names no longer, in the place of the card that asked them."""
    said: dict[str, Any] = {"name": await target_name(act, row), "on": {"date": row.visited_on.isoformat()}}
    for number in sorted(gone):
        person = await act.work.people.get(number)
        await act.notify("undrawn.unnamed", person, card=f"undrawn_named:{row.id}", **said)


async def open_undrawn(act: Act, undrawn_id: int) -> None:
    """打开: show me once more what waits for my release or correction."""
    act.permit(Action.SEE_PENDING)
    row = await act.work.undrawn.get(undrawn_id)
    if not await _show_if_mine(act, row):
        raise Stale


async def owe_release_of_undrawn(act: Act, row: Undrawn) -> None:
    """Open the releaser's term."""
    days, unit = act.office.profile.terms.release_days.value, (await coordinator_of(act, row)).unit
    await act.owe(KIND, (SUBJECT, row.id), days, role=Role.RELEASER, unit=unit)


async def pending_undrawn(act: Act) -> int:
    """Send anew what waits for my release or correction, and return how much it is."""
    shown = 0
    for row in await act.work.undrawn.all(state=UNDECIDED):
        shown += await _show_if_mine(act, row)
    return shown


async def _show_if_mine(act: Act, row: Undrawn) -> bool:
    if row.state is UndrawnState.CORRECTING:
        # Where the recorder is no coordinator any more, whoever is one corrects it.
        waits = act.actor.holds(Role.COORDINATOR) and await leader_of(act, row) in (None, act.me.id)
    else:
        waits = row.state in WAITING and act.me in (await releasers(act, row))[0]
    if waits:
        await act.forget_card(f"undrawn:{row.id}")
        is_mine = row.state is UndrawnState.CORRECTING or act.me.id == row.recorded_by
        await _show(act, row, act.me, is_mine=is_mine)
    return waits


async def _show(act: Act, row: Undrawn, person: Person, *, is_mine: bool) -> None:
    facts = await _facts(act, row)
    words = (await act.work.words.get(row.words_id)).text if row.words_id else {"key": "undrawn.no_words"}
    others: Any = ""
    if row.others_words_id:
        others = {"key": "undrawn.others", "words": (await act.work.words.get(row.others_words_id)).text}
    said = {"words": words, "others": others, "recalled": await _recall_text(act, row)}
    said |= {"is_mine": is_mine, "was_there": person.id in row.team, "can_review": await can_review(act, row)}
    await act.notify("undrawn.card", person, card=f"undrawn:{row.id}", **facts, **said)


async def _can_deny(act: Act, row: Undrawn, person: Person) -> bool:
    """Return whether it is to be released, or is public and no denial of his waits for its answer."""
    if row.state in UNRELEASED:
        return True
    waits = await open_objections(act, row, is_own=True, recorded_by=person.id)
    return row.state in PUBLIC and not waits


async def _facts(act: Act, row: Undrawn) -> dict[str, Any]:
    """Return what every card of it shows."""
    items = {item.code: item.name for item in (await act.work.item_lists.get(row.item_list_id)).items}
    lines: list[dict[str, Any]] = [
        {"key": "undrawn.line", "item": items[code], "finding": {"key": f"finding.{finding}"}}
        for code, finding in row.findings
    ]
    owed = await act.work.deadlines.all(subject_kind=SUBJECT, subject_id=row.id)
    running = [each for each in owed if each.state is DeadlineState.OPEN]
    return {
        "undrawn": row.id,
        "name": await target_name(act, row),
        "cause": {"key": f"undrawn.cause.{row.cause}"},
        "on": {"date": row.visited_on.isoformat()},
        "team": "、".join(person.name for person in await team_people(act, row)),
        "lines": lines,
        "n": sum(finding == ABNORMAL for _, finding in row.findings),
        "by": (await act.work.people.get(row.recorded_by)).name,
        "state": {"key": f"undrawn.state.{row.state}"},
        "due": act.due((running or owed)[-1]),
        "ground": act.ground("not_by_draw"),
        "at": row.state.value,
        "papers": papers_of(row),
    }


async def _recall_text(act: Act, row: Undrawn) -> Any:
    """Return why it is to be taken down, or was, "" where nobody has asked."""
    if row.state not in (UndrawnState.RECALLED, UndrawnState.TAKEN_DOWN) or row.reason_words_id is None:
        return ""
    return {"key": "undrawn.recall_reason", "words": (await act.work.words.get(row.reason_words_id)).text}
