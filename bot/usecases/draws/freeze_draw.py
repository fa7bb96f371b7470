"""冻结: the pools and the plan are fixed, and the commitment is posted before any randomness exists."""

from bot.domain.actions import Action
from bot.domain.ceremony.steps import first_step, rules_of, targets_alone
from bot.domain.draw.pools import Pools
from bot.domain.errors import Refused
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.plans.conformity import is_stopped
from bot.domain.plans.planning import Choice, draw_rules
from bot.domain.rounds import Attempt, DrawStep, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.chosen_way import attempt_of
from bot.usecases.draws.commit_draw import Framed, announce, commit
from bot.usecases.draws.drafted_choice import choice_of
from bot.usecases.draws.draw_terms import reason_text, scope_text, terms_of, terms_to_keep
from bot.usecases.draws.open_commitment import next_number, refuse_open_commitment
from bot.usecases.draws.plan_choice import plan_to_keep
from bot.usecases.draws.planned_round import conformity, lines_of_step, pools_of
from bot.usecases.draws.preview_draw import preview
from bot.usecases.draws.redraw import prev_hash, reopen_round
from bot.usecases.hand_out_approval import hand_out_deviation
from bot.usecases.registers.list_in_force import list_in_force


async def freeze_draw(act: Act, dialogue_id: int, version: int) -> None:
    """Freeze what the preview showed, open the round, and announce the commitment in the group."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.FREEZE, Case(coordinator=dialogue.person_id))
    await refuse_open_commitment(act)
    choice = choice_of(dialogue.draft)
    pools = await pools_of(act, choice)
    if pools.summary() != dialogue.draft.get("shown"):
        await act.toast("draw.changed_toast")
        await preview(act, await dialogues.advance(act, dialogue), choice)
        return
    if is_stopped(lines_of_step(act, await conformity(act, choice, pools))):
        raise Refused("draw.against_rules")
    opened = await _opened(act, dialogue, choice)
    attempt = await commit(act, opened, dialogue, await _frame(act, opened, choice, pools, dialogue))
    await dialogues.end(act, dialogue)
    await act.toast("draw.frozen_toast")
    await act.reply("draw.frozen", card=f"draw:{dialogue.id}", number=opened.number, seal=attempt.commitment)
    await _announce(act, opened, choice, attempt)


async def _opened(act: Act, dialogue: Dialogue, choice: Choice) -> Round:
    """Return the round as it is drawn now; the form of a cap that it passes is handed out once."""
    before = await act.work.rounds.one(id=dialogue.draft.get("round", 0))
    opened = await (_open_round if before is None else reopen_round)(act, dialogue, choice)
    if opened.deviation and (before is None or opened.deviation != before.deviation):
        await hand_out_deviation(act, opened)
    return opened


async def _open_round(act: Act, dialogue: Dialogue, choice: Choice) -> Round:
    item_list = await list_in_force(act, "draw.no_items")
    step = step_for("freeze", RoundState.PLANNED)
    words_id = dialogue.draft.get("reason_words_id")
    opened = await act.work.rounds.add(
        Round(
            number=await next_number(act),
            state=RoundState(step.target),
            profile=act.office.profile.key,
            scope=choice.scope,
            share_bp=choice.share_bp,
            team_count=choice.team_count,
            **terms_to_keep(dialogue, choice, act.office.profile),
            reason=choice.reason,
            reason_words_id=words_id if isinstance(words_id, int) else None,
            item_list_id=item_list.id,
            **await plan_to_keep(act, dialogue),
            coordinator_id=act.me.id,
            chat_id=dialogue.chat_id or 0,
            departments=list(choice.departments),
        )
    )
    await act.record("round_opened", round=opened.number, items=item_list.digest, reason=choice.reason)
    return opened


async def _frame(act: Act, opened: Round, choice: Choice, pools: Pools, dialogue: Dialogue) -> Framed:
    """Return the first draw of a round: of all at once, or of targets alone where inspectors follow."""
    step, number = first_step(act.office.profile), attempt_of(dialogue)
    return Framed(
        step=step,
        draw=opened.number,
        attempt=number,
        prev=await prev_hash(act, opened, number),
        pools=targets_alone(pools) if step is DrawStep.TARGETS else pools,
        rules=rules_of(step, draw_rules(choice, act.office.profile)),
    )


async def _announce(act: Act, opened: Round, choice: Choice, frozen: Attempt) -> None:
    await announce(
        act,
        opened,
        frozen,
        scope=scope_text(choice),
        share={"bp": choice.share_bp},
        teams=choice.team_count,
        terms=await terms_of(act.work, act.office.profile, opened, frozen),
        reason=await reason_text(act.work, opened),
    )
