"""What is shown of an inspection outside the draws, to whoever recorded it and to those who release it."""

from typing import Any

from bot.domain.people import Person, Role
from bot.domain.permissions import Case
from bot.domain.results.findings import ABNORMAL
from bot.domain.results.undrawn import Undrawn, UndrawnState
from bot.usecases.act import Act

SUBJECT, KIND = "undrawn", "release"
"""What its deadline is about, and the kind of it: the releaser's term."""


async def show_undrawn(act: Act, row: Undrawn) -> None:
    """Send or edit the cards of the recorder and of the releasers."""
    recorder = await act.work.people.get(row.recorded_by)
    await _show(act, row, recorder, is_mine=True)
    for person in (await _releasers(act, row))[0]:
        await _show(act, row, person, is_mine=False)


async def case_of(act: Act, row: Undrawn) -> Case:
    """Return who may release it: anybody who releases for the recorder's unit, but not the recorder."""
    recorder = await act.work.people.get(row.recorded_by)
    _, stands_in = await _releasers(act, row)
    return Case(unit=recorder.unit, coordinator=recorder.id, stand_in=stands_in)


async def target_name(act: Act, row: Undrawn) -> str:
    """Return the name of the target."""
    return (await act.work.targets.get(row.target_id)).name


async def pending_undrawn(act: Act) -> int:
    """Send anew what waits for my release, and return how much it is."""
    shown = 0
    for row in await act.work.undrawn.all(state=(UndrawnState.RECORDED, UndrawnState.RECALLED)):
        if act.me in (await _releasers(act, row))[0]:
            await act.forget_card(f"undrawn:{row.id}")
            await _show(act, row, act.me, is_mine=False)
            shown += 1
    return shown


async def _releasers(act: Act, row: Undrawn) -> tuple[list[Person], bool]:
    recorder = await act.work.people.get(row.recorded_by)
    people, stands_in = await act.holders(Role.RELEASER, recorder.unit)
    others = [each for each in people if each.id != recorder.id]
    if others:
        return others, stands_in
    people, _ = await act.holders(Role.LEAD_OFFICE)
    return [each for each in people if each.id != recorder.id], True


async def _show(act: Act, row: Undrawn, person: Person, *, is_mine: bool) -> None:
    items = {item.code: item.name for item in (await act.work.item_lists.get(row.item_list_id)).items}
    lines: list[dict[str, Any]] = [
        {"key": "undrawn.line", "item": items[code], "finding": {"key": f"finding.{finding}"}}
        for code, finding in row.findings
    ]
    owed = await act.work.deadlines.all(kind=KIND, subject_kind=SUBJECT, subject_id=row.id)
    await act.notify(
        "undrawn.card",
        person,
        card=f"undrawn:{row.id}",
        undrawn=row.id,
        name=await target_name(act, row),
        cause={"key": f"undrawn.cause.{row.cause}"},
        on={"date": row.visited_on.isoformat()},
        lines=lines,
        n=sum(finding == ABNORMAL for _, finding in row.findings),
        words=(await act.work.words.get(row.words_id)).text if row.words_id else {"key": "undrawn.no_words"},
        by=(await act.work.people.get(row.recorded_by)).name,
        state={"key": f"undrawn.state.{row.state}"},
        due=act.due(owed[-1]),
        ground=act.ground("not_by_draw"),
        recalled=await _recall_text(act, row),
        at=row.state.value,
        is_mine=is_mine,
    )


async def _recall_text(act: Act, row: Undrawn) -> Any:
    """Return why it is to be taken down, or was, "" where nobody has asked."""
    if row.state not in (UndrawnState.RECALLED, UndrawnState.TAKEN_DOWN) or row.reason_words_id is None:
        return ""
    return {"key": "undrawn.recall_reason", "words": (await act.work.words.get(row.reason_words_id)).text}
