"""The redraw is attempt n+1 of the same round: a fresh freeze over the registers as they stand now."""

from bot.domain.actions import Action
from bot.domain.draw.attempts import ending_hash
from bot.domain.errors import Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.plans.planning import Choice
from bot.domain.rounds import Attempt, Round, RoundState
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.chosen_way import attempt_of, carried_over
from bot.usecases.draws.draw_terms import terms_to_keep
from bot.usecases.draws.joint_options import joint_draft
from bot.usecases.draws.open_commitment import chain_end, refuse_open_commitment
from bot.usecases.draws.plan_choice import said_by_line
from bot.usecases.draws.plan_draw import ask_next
from bot.usecases.registers.list_in_force import list_in_force


async def start_redraw(act: Act, attempt_id: int) -> None:
    """Open the dialogue with what was chosen before; every answer can be taken back before the freeze."""
    attempt = await act.work.attempts.get(attempt_id)
    opened = await act.work.rounds.get(attempt.round_id)
    act.permit(Action.PLAN_DRAW, Case(coordinator=opened.coordinator_id))
    await refuse_open_commitment(act)
    await refuse_drawn(act, opened, attempt.attempt + 1)
    draft: dict[str, object] = {"round": opened.id, "attempt": attempt.attempt + 1}
    draft |= {"scope": opened.scope, "share_bp": opened.share_bp, "team_count": opened.team_count}
    draft |= {"directed": opened.directed, "deviation": opened.deviation}
    draft |= {"raised_bp": opened.raised_bp} if opened.raised_bp else {}
    draft |= {"lowers": True} if opened.lowered_bp else {}
    if opened.plan_line_id is not None:
        draft |= said_by_line(await act.work.plan_lines.get(opened.plan_line_id))
    if joint := await joint_draft(act):
        draft |= {**joint, "joining": opened.departments, "departments": opened.departments}
    draft |= carried_over(attempt, attempt.attempt + 1, act.at)
    if opened.reason:
        draft |= {"reason": opened.reason, "reason_words_id": opened.reason_words_id}
    dialogue = await dialogues.begin(act, "draw", "", **draft)
    await ask_next(act, dialogue)


async def refuse_drawn(act: Act, opened: Round, number: int) -> list[Attempt]:
    """Return the attempts before this one, all ended; raise Stale where the round has moved on."""
    before = await act.work.attempts.all(draw=opened.number)
    if opened.state is not RoundState.DRAWING or len(before) != number - 1:
        raise Stale
    if any(each.ending is None for each in before):
        raise Stale
    return before


async def reopen_round(act: Act, dialogue: Dialogue, choice: Choice) -> Round:
    """Return the round of a redraw with what is chosen now and the item list in force now."""
    opened = await act.work.rounds.get(int(str(dialogue.draft["round"])))
    await refuse_drawn(act, opened, attempt_of(dialogue))
    words_id = dialogue.draft.get("reason_words_id")
    return await act.work.rounds.change(
        opened,
        scope=choice.scope,
        share_bp=choice.share_bp,
        team_count=choice.team_count,
        departments=list(choice.departments),
        **terms_to_keep(dialogue, choice, act.office.profile),
        reason=choice.reason,
        reason_words_id=words_id if isinstance(words_id, int) else None,
        item_list_id=(await list_in_force(act, "draw.no_items")).id,
    )


async def prev_hash(act: Act, opened: Round, number: int) -> str:
    """Return what the plan follows: the record that ended the attempt before, or the office's draw before."""
    if number == 1:
        return await chain_end(act)
    return ending_hash((await refuse_drawn(act, opened, number))[-1].ending or {})
