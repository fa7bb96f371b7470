"""The last page before the freeze: the pools, who is left out and why, each rule, who is not bound."""

from collections import Counter
from typing import Any

from bot.domain.conformity import Check, Line, PlannedPart, PlannedRound, Verdict, check, is_stopped
from bot.domain.draw.pools import Pools
from bot.domain.draw_steps import OF_TEAMS, first_step
from bot.domain.joint import department_lines, eligible_for, lines_by_department
from bot.domain.people import Dialogue
from bot.domain.planning import (
    BLACKLIST,
    Choice,
    build_pools,
    draw_rules,
    drawn_by_stratum,
    drawn_count,
    left_out,
)
from bot.domain.random_sources import DEFAULT
from bot.domain.register_rows import Target
from bot.domain.rounds import DrawStep, Inspection, InspectionState, Round, RoundState
from bot.domain.scope import in_scope, unmet
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.chosen_way import entropy_of, is_reveal_over, secrecy_line, way_line
from bot.usecases.draws.draw_terms import directed_text, left_out_lines, share_terms, stratum_text
from bot.usecases.draws.plan_choice import own_shares
from bot.usecases.draws.preview_notes import note_lines
from bot.usecases.draws.rounds_held import rounds_by_item, rounds_of_half_year
from bot.usecases.duties.absences import with_absences
from bot.usecases.duties.conflicts_in_force import conflict_line, with_conflicts
from bot.usecases.people.invite import unreached_inspectors


async def times_drawn(act: Act) -> dict[int, int]:
    """Return how often each target, by row id, was drawn in this calendar year to be inspected.

    Who was struck off before anybody came has not been inspected: two strokes of a pen keep nobody out.
    """
    return Counter(each.target_id for each in await _inspections_of_year(act) if not each.is_struck_off)


async def covered_this_year(act: Act, besides: Round | None = None) -> set[int]:
    """Return the targets, by row id, that count for the year's share: drawn, and not uninspectable."""
    return {
        each.target_id
        for each in await _inspections_of_year(act)
        if each.state is not InspectionState.NOT_INSPECTABLE and (not besides or each.round_id != besides.id)
    }


async def _inspections_of_year(act: Act) -> list[Inspection]:
    """Of a cancelled round, and of a void result, only those count whom somebody has inspected."""
    year = f"SSJ-{act.today.year}-"
    ended = {
        each.id: each.state is RoundState.CANCELLED
        for each in await act.work.rounds.all()
        if year in each.number
    }
    return [
        each
        for each in await act.work.inspections.all(round_id=tuple(ended))
        if not ended[each.round_id] or each.visited_on
    ]


async def pools_of(act: Act, choice: Choice) -> Pools:
    """Return the pools as the registers stand now."""
    targets = await act.work.targets.all(is_active=True)
    roster = [line.on(act.today) for line in await act.work.inspectors.all(is_active=True)]
    pools = build_pools(choice, targets, roster, await times_drawn(act), act.office.profile)
    return await with_conflicts(act, await with_absences(act, pools))


async def conformity(act: Act, choice: Choice, pools: Pools) -> list[Line]:
    """Return the plan held against the profile, a line per rule."""
    rules = draw_rules(choice, act.office.profile)
    seats = rules["seats"]
    eligible = eligible_for(seats, pools.inspectors)
    drawn, covered = await times_drawn(act), await covered_this_year(act)
    targets = await _targets_of(act, choice)
    can_be = {record.id for record in pools.targets if record.eligible}
    planned = PlannedRound(
        targets_total=len(pools.targets),
        targets_excluded=dict(Counter(record.why for record in pools.targets if not record.eligible)),
        drawn_this_year=sum(target.id in covered for target in targets),
        share_bp=choice.share_bp,
        team_count=choice.team_count,
        team_size=sum(seat["size"] for seat in seats),
        licensed_min=sum(seat["licensed_min"] for seat in seats),
        inspectors_eligible=len(eligible),
        licensed_eligible=sum(record.licensed for record in eligible),
        overdraw=rules["overdraw"],
        drawn_here_reason=choice.reason,
        items=await own_shares(act, choice, pools, drawn_count(pools, rules)),
        targets_unqualified=sum(bool(unmet(target, act.office.profile)) for target in targets),
        drawn=drawn_count(pools, rules),
        busiest_target_draws=max(
            (drawn[t.id] for t in targets if t.key in can_be and t.id in drawn), default=0
        ),
        rounds_by_item=await rounds_by_item(act, choice.scope, choice.item_codes),
        own_rounds_max=choice.frequency if choice.share_source else None,
        own_source=choice.share_source,
        condition=choice.condition,
        is_directed=bool(choice.directed),
        rounds_this_half_year=await rounds_of_half_year(act),
        on=act.today,
        **_parts(act, pools, rules),
    )
    profile = act.office.profile
    joint = department_lines(seats, choice.team_count, rules["overdraw"], pools.inspectors, profile)
    return [*check(planned, profile), *joint]


def _parts(act: Act, pools: Pools, rules: dict[str, Any]) -> dict[str, Any]:
    """Return the tiers with a share of their own, and those who are drawn at a higher one."""
    counts = drawn_by_stratum(pools, rules)
    parts = [
        PlannedPart(
            name=each["name"],
            targets_total=counts[each["name"]][0],
            targets_drawn=counts[each["name"]][1],
            share_bp=each["bp"],
        )
        for each in rules["strata"]
    ]
    raised = tuple(part for part in parts if part.name == BLACKLIST)
    return {"tiers": tuple(parts) if act.office.profile.draw.risk_tiers else (), "raised": raised}


async def _targets_of(act: Act, choice: Choice) -> list[Target]:
    """Return the targets of the scope, those left out too."""
    return [each for each in await act.work.targets.all(is_active=True) if in_scope(each, choice.scope)]


async def capped_keys(act: Act, choice: Choice) -> list[str]:
    """Return the keys of the targets that only the yearly cap keeps out."""
    return [record.id for record in (await pools_of(act, choice)).targets if record.why == "cap"]


async def preview(act: Act, dialogue: Dialogue, choice: Choice) -> None:
    """Show the whole plan with its conformity table, and the button that freezes it."""
    pools = await pools_of(act, choice)
    dialogue = await act.work.dialogues.change(dialogue, draft={**dialogue.draft, "shown": pools.summary()})
    lines = lines_of_step(act, await conformity(act, choice, pools))
    unreached = await unreached_lines(act)
    chat = await act.work.chats.get(dialogue.chat_id or 0)
    targets = await _targets_of(act, choice)
    await dialogues.ask(
        act,
        dialogue,
        "draw.preview",
        to=chat,
        card=f"draw:{dialogue.id}",
        has_foot=False,
        scope=scope_text(choice),
        total=len(pools.targets),
        share={"bp": choice.share_bp},
        count=drawn_count(pools, draw_rules(choice, act.office.profile)),
        teams=_teams_line(act, choice, pools),
        left_out=left_out_lines(act.office.profile, choice, targets, left_out(pools))
        or {"key": "draw.left_out.none"},
        terms=[*_terms(act, choice), *_deviation_lines(act, dialogue)],
        rules=[
            *rule_texts(act, lines),
            *([way_line(dialogue)] if entropy_of(dialogue) != DEFAULT else []),
            *secrecy_line(dialogue, act.at),
            *await conflict_line(act, pools),
            *_order_line(act),
            *await note_lines(act, targets),
        ],
        unbound=unreached or {"key": "draw.unbound.none"},
        end={"key": "draw.preview_stopped" if is_stopped(lines) else "draw.preview_ready"},
        can_freeze=not is_stopped(lines) and not is_reveal_over(dialogue, act.at),
        has_unbound=bool(unreached),
        may_direct=bool(choice.condition) and act.office.profile.draw.directed_allowed.value,
        can_deviate=_may_deviate(act, dialogue) and any(record.why == "cap" for record in pools.targets),
    )


def _teams_line(act: Act, choice: Choice, pools: Pools) -> dict[str, Any]:
    """Return how many teams of how many people, or that they are drawn after the confirmation."""
    if not _has_teams(act):
        return {"key": "draw.teams_after"}
    people = len(eligible_for(draw_rules(choice, act.office.profile)["seats"], pools.inspectors))
    return {"key": "draw.teams", "n": choice.team_count, "people": people}


def _terms(act: Act, choice: Choice) -> list[dict[str, Any]]:
    return [
        directed_text(choice.directed),
        *share_terms(act.office.profile, draw_rules(choice, act.office.profile)),
    ]


def _may_deviate(act: Act, dialogue: Dialogue) -> bool:
    return not act.office.profile.cap.is_absolute.value and not dialogue.draft.get("deviation")


def _deviation_lines(act: Act, dialogue: Dialogue) -> list[dict[str, Any]]:
    """Say what was asked for beyond the cap in principle, and whether it was agreed to."""
    asked = dialogue.draft.get("deviation")
    if not isinstance(asked, dict):
        return []
    state = "approved" if asked["approved_by"] else "pending"
    values = {"n": len(asked["keys"]), "until": {"date": asked["until"]}, "ground": act.ground("cap")}
    return [{"key": f"deviation.state.{state}", **values}]


def lines_of_step(act: Act, lines: list[Line]) -> list[Line]:
    """Return the comparisons that the first draw of a round needs: those about teams come with the teams."""
    return lines if _has_teams(act) else [line for line in lines if line.check not in OF_TEAMS]


def _has_teams(act: Act) -> bool:
    return first_step(act.office.profile) is DrawStep.WHOLE


def _order_line(act: Act) -> list[dict[str, Any]]:
    """Say that inspectors are drawn later where the text has that order."""
    return [] if _has_teams(act) else [{"key": "draw.teams_later", "ground": act.ground("draw_order")}]


def scope_text(choice: Choice) -> Any:
    """Return the category in the user's words, or the whole register; a joint round names its departments."""
    scope = choice.scope or {"key": "draw.scope_all"}
    if not choice.departments:
        return scope
    first, *others = choice.departments
    return {"key": "draw.scope_joint", "scope": scope, "initiator": first, "others": "、".join(others)}


def rule_texts(act: Act, lines: list[Line]) -> list[dict[str, Any]]:
    """Return the texts of the comparisons; a department that meets all of its own has one line for them."""
    found = []
    for department, its in lines_by_department(lines):
        if department and all(line.verdict is Verdict.OK for line in its):
            found.append(_department_text(department, its))
        else:
            found += [rule_line(act, line) for line in its]
    return found


def _department_text(department: str, lines: list[Line]) -> dict[str, Any]:
    """Return the numbers of a department; the articles stand above, with those of the whole team."""
    of = {line.check: line for line in lines}
    return {
        "key": "conformity.department",
        "subject": department,
        "size": of[Check.TEAM].planned,
        "licence": of[Check.LICENCE].planned,
        "seats": of[Check.SEATS].demanded,
        "people": of[Check.SEATS].planned,
        "licensed": of[Check.LICENSED].demanded,
        "with_licence": of[Check.LICENSED].planned,
        "reserve": of[Check.RESERVE].demanded,
    }


def rule_line(act: Act, line: Line) -> dict[str, Any]:
    """Return the text of a comparison; an item whose share another text fixes names that text."""
    shown = _plain_line(act, line)
    if line.article != act.office.profile.rule(line.rule).article:
        shown["ground"] = line.article
    if not line.subject or line.check is Check.RAISED:
        return shown
    return {"key": "conformity.about", "subject": stratum_text(line.subject), "rule": shown}


def _plain_line(act: Act, line: Line) -> dict[str, Any]:
    if _is_licence_warned(line):
        amounts = {"demanded": line.demanded, "planned": line.planned}
        return {"key": "conformity.licence_few", **amounts, "ground": act.ground(line.rule)}
    return {
        "key": f"conformity.{line.check}",
        "demanded": _amount(line, line.demanded),
        "planned": _amount(line, line.planned),
        "verdict": {"key": f"verdict.{line.verdict}"},
        "ground": act.ground(line.rule),
    }


def _is_licence_warned(line: Line) -> bool:
    """Return whether fewer licensed people than a whole team are planned, and the text asks for no more."""
    is_met = line.check is Check.LICENCE and int(line.planned) >= int(line.demanded)
    return is_met and line.verdict is Verdict.DEVIATES


def _amount(line: Line, amount: int | str) -> Any:
    if line.check is Check.PERIOD:
        return _days(str(amount))
    if line.check in (Check.SHARE, Check.RAISED):
        return {"bp": amount}
    if line.check is Check.DIRECTED and amount in ("directed", "undirected"):
        return {"key": f"conformity.is_{amount}"}
    return {"key": f"place.{amount}"} if line.check is Check.PLATFORM else amount


def _days(written: str) -> dict[str, Any]:
    first, _, last = written.partition(" – ")
    days = {"first": {"date": first}, "last": {"date": last}}
    return {"key": "conformity.days", **days} if last else days["first"]


async def unreached_lines(act: Act) -> list[dict[str, Any]]:
    """Return who of the roster is not bound and who cannot be reached; nothing where all can."""
    unbound, unreachable = await unreached_inspectors(act)
    found = (("draw.unbound.some", unbound), ("draw.unbound.unreachable", unreachable))
    return [
        {"key": key, "n": len(people), "names": "、".join(each.name for each in people)}
        for key, people in found
        if people
    ]
