"""The last page before the freeze: the pools, who is left out and why, each rule, who is not bound."""

from collections import Counter
from typing import Any

from bot.domain.ceremony import shown_time
from bot.domain.conformity import Check, Line, PlannedRound, check, is_stopped
from bot.domain.draw.entropy import level
from bot.domain.draw.pools import Pools
from bot.domain.draw.records import instant
from bot.domain.joint import department_lines, eligible_for, seat_groups
from bot.domain.people import Dialogue
from bot.domain.planning import Choice, build_pools, draw_rules, drawn_count, left_out
from bot.domain.random_sources import DEFAULT
from bot.usecases.absences import with_absences
from bot.usecases.act import Act
from bot.usecases.conflicts_in_force import conflict_line, with_conflicts
from bot.usecases.invite import unbound_inspectors


async def times_drawn(act: Act) -> dict[int, int]:
    """Return how often each target, by row id, was drawn in this calendar year."""
    year = f"SSJ-{act.today.year}-"
    rounds = [each.id for each in await act.work.rounds.all() if each.number.startswith(year)]
    return Counter(each.target_id for each in await act.work.inspections.all(round_id=tuple(rounds)))


async def pools_of(act: Act, choice: Choice) -> Pools:
    """Return the pools as the registers stand now."""
    targets = await act.work.targets.all(is_active=True)
    roster = await act.work.inspectors.all(is_active=True)
    pools = build_pools(choice, targets, roster, await times_drawn(act), act.office.profile)
    return await with_conflicts(act, await with_absences(act, pools))


async def conformity(act: Act, choice: Choice, pools: Pools) -> list[Line]:
    """Return the plan held against the profile, a line per rule."""
    rules = draw_rules(choice, act.office.profile)
    seats = rules["seats"]
    eligible = eligible_for(seats, pools.inspectors)
    drawn = await times_drawn(act)
    targets = [
        each for each in await act.work.targets.all(is_active=True) if choice.scope in ("", each.category)
    ]
    planned = PlannedRound(
        targets_total=len(pools.targets),
        targets_excluded=dict(Counter(record.why for record in pools.targets if not record.eligible)),
        drawn_this_year=sum(target.id in drawn for target in targets),
        share_bp=choice.share_bp,
        team_count=choice.team_count,
        team_size=sum(seat["size"] for seat in seats),
        licensed_min=sum(seat["licensed_min"] for seat in seats),
        inspectors_eligible=len(eligible),
        licensed_eligible=sum(record.licensed for record in eligible),
        overdraw=rules["overdraw"],
        drawn_here_reason=choice.reason,
    )
    profile = act.office.profile
    joint = department_lines(seats, choice.team_count, rules["overdraw"], pools.inspectors, profile)
    return [*check(planned, profile), *joint]


async def preview(act: Act, dialogue: Dialogue, choice: Choice) -> None:
    """Show the whole plan with its conformity table, and the button that freezes it."""
    pools = await pools_of(act, choice)
    await act.work.dialogues.change(dialogue, draft={**dialogue.draft, "shown": pools.summary()})
    lines = await conformity(act, choice, pools)
    unbound = await unbound_inspectors(act)
    await act.reply(
        "draw.preview",
        card=f"draw:{dialogue.id}",
        dialogue=dialogue.id,
        version=dialogue.version,
        scope=scope_text(choice),
        total=len(pools.targets),
        share={"bp": choice.share_bp},
        count=drawn_count(pools, draw_rules(choice, act.office.profile)),
        teams=choice.team_count,
        people=len(eligible_for(seat_groups(choice.departments, act.office.profile), pools.inspectors)),
        left_out=[{"key": f"draw.left_out.{why}", "n": n} for why, n in sorted(left_out(pools).items())]
        or {"key": "draw.left_out.none"},
        rules=[
            *[_rule_line(act, line) for line in lines],
            *_way_line(dialogue),
            *_secrecy_line(dialogue),
            *await conflict_line(act, pools),
        ],
        unbound=_unbound_text([person.name for person in unbound]),
        can_freeze=not is_stopped(lines),
    )


def way_of(entropy: dict[str, Any], *, brief: bool = False) -> dict[str, Any]:
    """Return the text of a way to make randomness, with its level."""
    kind = entropy["kind"]
    values = {name: value for name, value in entropy.items() if name != "kind"}
    key = f"draw.option_way.{kind}" if brief else f"draw.way.{kind}"
    return {"key": key, "level": {"key": f"level.{level(kind)}"}, **values}


def _way_line(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Say how the randomness is made where it is not the default."""
    entropy = dialogue.draft.get("entropy")
    if not isinstance(entropy, dict) or entropy == DEFAULT:
        return []
    way = way_of(entropy)
    return [{"key": "draw.way_line", "level": way["level"], "way": way}]


def _secrecy_line(dialogue: Dialogue) -> list[dict[str, Any]]:
    """Say until when the result stays hidden where it does."""
    at = dialogue.draft.get("reveal_at")
    return [{"key": "draw.secrecy_line", "at": shown_time(instant(at))}] if isinstance(at, str) else []


def scope_text(choice: Choice) -> Any:
    """Return the category in the user's words, or the whole register; a joint round names its departments."""
    scope = choice.scope or {"key": "draw.scope_all"}
    if not choice.departments:
        return scope
    first, *others = choice.departments
    return {"key": "draw.scope_joint", "scope": scope, "initiator": first, "others": "、".join(others)}


def _rule_line(act: Act, line: Line) -> dict[str, Any]:
    """Return the text of a comparison, after the tier, item or department that it is about."""
    rule = _comparison(act, line)
    return {"key": "conformity.about", "subject": line.subject, "rule": rule} if line.subject else rule


def _comparison(act: Act, line: Line) -> dict[str, Any]:
    return {
        "key": f"conformity.{line.check}",
        "demanded": _amount(line, line.demanded),
        "planned": _amount(line, line.planned),
        "verdict": {"key": f"verdict.{line.verdict}"},
        "ground": act.ground(line.rule),
    }


def _amount(line: Line, amount: int | str) -> Any:
    if line.check is Check.SHARE:
        return {"bp": amount}
    return {"key": f"place.{amount}"} if line.check is Check.PLATFORM else amount


def _unbound_text(names: list[str]) -> dict[str, Any]:
    if not names:
        return {"key": "draw.unbound.none"}
    return {"key": "draw.unbound.some", "n": len(names), "names": "、".join(names)}
