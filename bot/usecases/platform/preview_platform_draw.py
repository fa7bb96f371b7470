"""The last page before a platform's lists are taken over: counts, what does not agree, what has changed."""

from typing import Any

from bot.domain.draw.records import instant
from bot.domain.duties.duty import DutyState
from bot.domain.inspections import HANDOVER_STATES
from bot.domain.people import Dialogue
from bot.domain.plans.conformity import Line
from bot.domain.plans.lines import PlanLine
from bot.domain.plans.scope import REGISTERS
from bot.domain.platform.changes import Change, ChangeLine, changes_between
from bot.domain.platform.conformity import platform_lines, warnings
from bot.domain.platform.draw import Match, PlatformDraw, match_in
from bot.domain.registers.reading import Fault
from bot.domain.rounds import Round
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.conformity_texts import rule_line
from bot.usecases.draws.drawn_this_year import covered_this_year, times_drawn
from bot.usecases.draws.rounds_held import rounds_by_item, rounds_of_half_year
from bot.usecases.duties.teams import people_by_number
from bot.usecases.moments import when
from bot.usecases.plans.plan_terms import items_in_force
from bot.usecases.platform.platform_draws import standing_platform, vacant_seats
from bot.usecases.platform.platform_lists import match_now, permit_import, reading_of
from bot.usecases.registers.targets_in_scope import targets_in
from bot.usecases.registers.tell_faults import fault_text

_MOST_LINES = 20


async def preview(act: Act, dialogue: Dialogue) -> None:
    """Show the whole import with every warning and the button that takes it over."""
    opened = await permit_import(act, dialogue)
    found = await match_now(act, reading_of(dialogue))
    dialogue = await act.work.dialogues.change(dialogue, awaits="file")  # another file starts over
    if found.match is None:
        await dialogues.ask(act, dialogue, "platform.registers_changed")
        return
    standing = await standing_platform(act, opened) if opened else None
    lines = await changes_of(act, standing, found.match) if standing else []
    faults = await impossible_changes(act, standing, lines) if standing else []
    checked = await conformity_of(act, found.match, opened, await line_of(act, dialogue, opened))
    await dialogues.ask(
        act,
        dialogue,
        "platform.preview",
        card=f"draw:{dialogue.id}",
        has_foot=False,
        can_confirm=not faults,
        what=_what(opened, lines),
        changes=_compared(opened, [*faults, *[await change_text(act, line) for line in lines]]),
        **_facts(act, dialogue),
        **counts_of(found.match),
        rules=[rule_line(act, line) for line in checked],
        warnings=_told(found.warnings),
    )


def _what(opened: Round | None, lines: list[ChangeLine]) -> dict[str, Any]:
    if opened is None:
        return {"key": "platform.first"}
    others = sum(not line.is_approved for line in lines)
    return {"key": "platform.again", "number": opened.number, "n": len(lines), "others": others}


def _compared(opened: Round | None, changes: list[dict[str, Any]]) -> Any:
    """Return what differs from the last import; a first import has none to be compared with."""
    if opened is None:
        return ""
    return {"key": "platform.compared", "lines": changes[:_MOST_LINES] or {"key": "platform.no_changes"}}


def _told(found: tuple[Fault, ...]) -> Any:
    return [fault_text(each) for each in found[:_MOST_LINES]] or {"key": "platform.no_warnings"}


def _facts(act: Act, dialogue: Dialogue) -> dict[str, Any]:
    draft = dialogue.draft
    at = when(instant(str(draft["drawn_at"])))
    platform = act.office.profile.names.platform.value
    return {"platform": platform, "batch": draft["batch"], "operator": draft["operator"], "drawn_at": at}


def counts_of(match: Match) -> dict[str, Any]:
    """Return how many targets, teams and people the lists hold, and how many people no team."""
    return {
        "targets": len(match.targets),
        "teams": len(match.teams),
        "people": len(match.people),
        "unmatched": len(match.unmatched),
    }


async def scope_of(act: Act, match: Match) -> str:
    """Return the category, else the register, that the drawn targets have in common; "" where neither."""
    drawn = {each.id for each in match.targets}
    rows = [row for row in await act.work.targets.all(is_active=True) if row.key in drawn]
    for found in ({row.category for row in rows}, {REGISTERS.get(row.kind) for row in rows}):  # type: ignore[arg-type]
        if len(found) == 1 and (name := found.pop()):
            return name
    return ""


async def line_of(act: Act, dialogue: Dialogue, opened: Round | None) -> PlanLine | None:
    """Return the line of the plan that the platform's draw carries out: of the round, or as was chosen."""
    line_id = opened.plan_line_id if opened else dialogue.draft.get("plan_line")
    return await act.work.plan_lines.get(int(str(line_id))) if line_id else None


async def conformity_of(act: Act, match: Match, opened: Round | None, line: PlanLine | None) -> list[Line]:
    """Return what can be held against the profile; of a re-import, without counting the round itself."""
    terms = line.says if line else None
    scope = await scope_of(act, match)
    register = await targets_in(act, scope)
    times, covered = await times_drawn(act), await covered_this_year(act, besides=opened)
    if opened is not None:
        for own in await act.work.inspections.all(round_id=opened.id):
            times[own.target_id] -= 1
    drawn = {each.id for each in match.targets}
    return platform_lines(
        match,
        [line.on(act.today) for line in await act.work.inspectors.all(is_active=True)],
        act.office.profile,
        targets_total=len(register),
        drawn_before=[times.get(row.id, 0) for row in register if row.key in drawn],
        covered_before=sum(row.id in covered for row in register if row.key not in drawn),
        rounds_by_item=await rounds_by_item(act, scope, terms.item_codes if terms else (), opened),
        rounds_this_half_year=await rounds_of_half_year(act, opened),
        terms=terms,
        item_names={item.code: item.name for item in await items_in_force(act)} if terms else {},
    )


async def warning_lines(
    act: Act, match: Match, opened: Round | None, line: PlanLine | None
) -> list[dict[str, Any]]:
    """Return the texts of what does not agree with the profile, with its articles, for the group."""
    return [rule_line(act, each) for each in warnings(await conformity_of(act, match, opened, line))]


async def changes_of(act: Act, standing: PlatformDraw, match: Match) -> list[ChangeLine]:
    """Return what differs from the lists that stand, told apart by what was approved."""
    return changes_between(match_in(standing.document), match, await vacant_seats(act, standing))


async def impossible_changes(
    act: Act, standing: PlatformDraw, lines: list[ChangeLine]
) -> list[dict[str, Any]]:
    """Return a line for each change of a submitted record, and for each newcomer who has left this round."""
    faults: list[dict[str, Any]] = []
    people = await people_by_number(act)
    left = await act.work.duties.all(round_id=standing.round_id, state=DutyState.LEFT)
    gone = {duty.inspector_number for duty in left}
    for line in lines:
        faults += [{"key": "platform.fault.has_left", "name": people[n].name} for n in line.come if n in gone]
        found = await act.work.inspections.one(round_id=standing.round_id, target_key=line.target)
        if found is not None and found.state not in HANDOVER_STATES:
            name = (await act.work.targets.get(found.target_id)).name
            faults.append({"key": "platform.fault.submitted", "name": name})
    return faults


async def change_text(act: Act, line: ChangeLine) -> dict[str, Any]:
    """Return the text of one difference with the names of target and people, for those who may read them."""
    people = await people_by_number(act)
    rows = {row.key: row.name for row in await act.work.targets.all()}

    def names(numbers: tuple[str, ...]) -> Any:
        return "、".join(people[number].name for number in numbers) or {"key": "platform.nobody"}

    values = {"name": rows[line.target], "left": names(line.left), "come": names(line.come)}
    mark = {"key": "platform.approved" if line.is_approved else "platform.not_approved"}
    return {"key": f"platform.change.{Change(line.change)}", "mark": mark, **values}


async def drop_import(act: Act, dialogue_id: int) -> None:
    """取消: nothing was taken over."""
    await dialogues.end(act, await dialogues.resume(act, dialogue_id))
    await act.reply("platform.dropped", card=f"draw:{dialogue_id}")
