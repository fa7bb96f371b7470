"""The last page before the freeze: the pools, who is left out and why, each rule, who is not bound."""

from typing import Any

from bot.domain.ceremony.random_sources import DEFAULT
from bot.domain.draw.pools import Pools
from bot.domain.people import Dialogue
from bot.domain.plans.conformity import is_stopped
from bot.domain.plans.joint import eligible_for
from bot.domain.plans.planning import Choice, draw_rules, drawn_count, left_out
from bot.domain.plans.scope import lowers_good_record
from bot.domain.registers.rows import Target
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.chosen_way import entropy_of, is_reveal_over, secrecy_line, way_line
from bot.usecases.draws.conformity_texts import rule_texts
from bot.usecases.draws.directed_terms import directed_text
from bot.usecases.draws.draw_questions import answered
from bot.usecases.draws.draw_terms import scope_text
from bot.usecases.draws.good_records import good_records
from bot.usecases.draws.left_out_terms import left_out_lines
from bot.usecases.draws.planned_round import (
    conformity,
    draws_teams_at_once,
    lines_of_step,
    pools_of,
)
from bot.usecases.draws.preview_notes import note_lines
from bot.usecases.draws.share_terms import share_terms
from bot.usecases.duties.conflicts_in_force import conflict_line
from bot.usecases.people.invite import unreached_inspectors
from bot.usecases.registers.targets_in_scope import targets_in


async def preview(act: Act, dialogue: Dialogue, choice: Choice) -> None:
    """Show the whole plan with its conformity table, and the button that freezes it."""
    pools = await pools_of(act, choice)
    dialogue = await act.work.dialogues.change(dialogue, draft={**dialogue.draft, "shown": pools.summary()})
    lines = lines_of_step(act, await conformity(act, choice, pools))
    unreached = await unreached_lines(act)
    chat = await act.work.chats.get(dialogue.chat_id or 0)
    targets = await targets_in(act, choice.scope)
    good = await _with_good_record(act, targets)
    shown = {
        "scope": scope_text(choice),
        "total": len(pools.targets),
        "share": {"bp": choice.share_bp},
        "count": drawn_count(pools, draw_rules(choice, act.office.profile)),
        "teams": _teams_line(act, choice, pools),
        "left_out": left_out_lines(act.office.profile, choice, targets, left_out(pools))
        or {"key": "draw.left_out.none"},
        "terms": [*_terms(act, choice), *_deviation_lines(act, dialogue)],
        "rules": [
            *rule_texts(act, lines),
            *await _particulars(act, dialogue, pools),
            *await note_lines(act, choice, targets, good),
        ],
        "unbound": unreached or {"key": "draw.unbound.none"},
        "has_unbound": bool(unreached),
        "at_step": len(answered(dialogue)) + 1,
    }
    shown |= _choices(act, dialogue, choice, pools, is_stopped=is_stopped(lines)) | {
        "can_lower": bool(good) and not choice.lowers
    }
    await dialogues.ask(
        act, dialogue, "draw.preview", to=chat, card=f"draw:{dialogue.id}", has_foot=False, **shown
    )


def _choices(
    act: Act, dialogue: Dialogue, choice: Choice, pools: Pools, *, is_stopped: bool
) -> dict[str, Any]:
    """Return what can be pressed on the page, and the sentence that says so."""
    return {
        "end": {"key": "draw.preview_stopped" if is_stopped else "draw.preview_ready"},
        "can_freeze": not is_stopped and not is_reveal_over(dialogue, act.at),
        "may_direct": bool(choice.condition) and act.office.profile.draw.directed_allowed.value,
        "is_lowered": choice.lowers,
        "can_deviate": _may_deviate(act, dialogue) and any(record.why == "cap" for record in pools.targets),
    }


async def _particulars(act: Act, dialogue: Dialogue, pools: Pools) -> list[Any]:
    """Return what this draw has of its own: randomness, secrecy, conflicts, the order of its steps."""
    return [
        *([way_line(dialogue)] if entropy_of(dialogue) != DEFAULT else []),
        *secrecy_line(dialogue, act.at),
        *await conflict_line(act, pools),
        *_order_line(act),
    ]


async def _with_good_record(act: Act, targets: list[Target]) -> int:
    """Return how many can be drawn at a lower share; 0 where the text knows none."""
    return len(await good_records(act, targets)) if lowers_good_record(act.office.profile) else 0


def _teams_line(act: Act, choice: Choice, pools: Pools) -> dict[str, Any]:
    """Return how many teams of how many people, or that they are drawn after the confirmation."""
    if not draws_teams_at_once(act):
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


def _order_line(act: Act) -> list[dict[str, Any]]:
    """Say that inspectors are drawn later where the text has that order."""
    return (
        [] if draws_teams_at_once(act) else [{"key": "draw.teams_later", "ground": act.ground("draw_order")}]
    )


async def unreached_lines(act: Act) -> list[dict[str, Any]]:
    """Return who of the roster is not bound and who cannot be reached; nothing where all can."""
    unbound, unreachable = await unreached_inspectors(act)
    found = (("draw.unbound.some", unbound), ("draw.unbound.unreachable", unreachable))
    return [
        {"key": key, "n": len(people), "names": "、".join(each.name for each in people)}
        for key, people in found
        if people
    ]
