"""冻结: the pools and the plan are fixed, and the commitment is posted before any randomness exists."""

from typing import Any

from bot.domain.conformity import is_stopped
from bot.domain.draw.entropy import level
from bot.domain.draw.plan import commitment, make_plan
from bot.domain.draw.plan_rules import plan_problems
from bot.domain.draw.pools import Pools
from bot.domain.errors import Refused
from bot.domain.people import Dialogue
from bot.domain.permissions import Action, Case
from bot.domain.planning import Choice, draw_rules
from bot.domain.random_sources import EMOJI
from bot.domain.rounds import Attempt, AttemptState, Round, RoundState
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.choose_entropy import entropy_of
from bot.usecases.choose_reveal import announce_secrecy, reveal_at_of
from bot.usecases.keep_secret import keep_secret
from bot.usecases.open_commitment import announcement_key, numbered, refuse_open_commitment
from bot.usecases.plan_draw import choice_of
from bot.usecases.preview_draw import conformity, pools_of, preview, scope_text, way_of
from bot.usecases.redraw import attempt_of, prev_hash, reopen_round


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
    if is_stopped(await conformity(act, choice, pools)):
        raise Refused("draw.against_rules")
    is_redraw = attempt_of(dialogue) > 1
    opened = await (reopen_round if is_redraw else _open_round)(act, dialogue, choice)
    attempt = await _commit(act, opened, choice, pools, dialogue)
    await dialogues.end(act, dialogue)
    await act.toast("draw.frozen_toast")
    await act.reply("draw.frozen", card=f"draw:{dialogue.id}", number=opened.number)
    await _announce(act, opened, choice, attempt)


async def _open_round(act: Act, dialogue: Dialogue, choice: Choice) -> Round:
    prefix = f"SSJ-{act.today.year}-"
    held = sum(each.number.startswith(prefix) for each in await act.work.rounds.all())
    item_list = (await act.work.item_lists.all())[-1]
    step = step_for("freeze", RoundState.PLANNED)
    words_id = dialogue.draft.get("reason_words_id")
    opened = await act.work.rounds.add(
        Round(
            number=f"{prefix}{held + 1:04d}",
            state=RoundState(step.target),
            profile=act.office.profile.key,
            scope=choice.scope,
            share_bp=choice.share_bp,
            team_count=choice.team_count,
            reason=choice.reason,
            reason_words_id=words_id if isinstance(words_id, int) else None,
            item_list_id=item_list.id,
            coordinator_id=act.me.id,
            chat_id=dialogue.chat_id or 0,
        )
    )
    await act.record("round_opened", round=opened.number, items=item_list.digest, reason=choice.reason)
    return opened


async def _commit(act: Act, opened: Round, choice: Choice, pools: Pools, dialogue: Dialogue) -> Attempt:
    number = attempt_of(dialogue)
    plan = make_plan(
        draw=opened.number,
        attempt=number,
        prev=await prev_hash(act, opened, number),
        profile=opened.profile,
        authority=[act.office.profile.instrument],
        pools=pools,
        **draw_rules(choice, act.office.profile),
        entropy=entropy_of(dialogue),
        secret_commitment=keep_secret(
            act, opened.number, number, entropy_of(dialogue)["kind"], reveal_at_of(dialogue)
        ),
        announced_at=act.at.isoformat(timespec="seconds"),
        reveal_at=reveal_at_of(dialogue),
    )
    if problems := plan_problems(plan, pools):
        raise Refused("draw.cannot_be_drawn", problems=", ".join(problems))
    decision_id = dialogue.draft.get("decision_words_id")
    frozen = Attempt(
        round_id=opened.id,
        attempt=number,
        decision_words_id=decision_id if isinstance(decision_id, int) else None,
        state=AttemptState.FROZEN,
        plan=plan,
        commitment=commitment(plan),
        **pools.plain(),
    )
    frozen = await act.work.attempts.add(frozen)
    await act.record(
        "draw_frozen", round=opened.number, attempt=number, commitment=frozen.commitment, pools=plan["pools"]
    )
    return frozen


async def _announce(act: Act, opened: Round, choice: Choice, frozen: Attempt) -> None:
    step = step_for("announce", frozen.state)
    attempt = await act.work.attempts.move(frozen, step.target)
    head = await act.record(
        "draw_announced", round=opened.number, attempt=attempt.attempt, commitment=attempt.commitment
    )
    await _post_decision(act, opened, attempt)
    item_list = await act.work.item_lists.get(opened.item_list_id)
    pools = attempt.plan["pools"]
    entropy = attempt.plan["entropy"]
    is_default = entropy["kind"] == "die"
    await act.reply(
        "draw.announced" if is_default else "draw.announced_by",
        key=announcement_key(attempt.id),
        number=numbered(opened, attempt.attempt),
        authority=act.office.profile.instrument,
        scope=scope_text(choice),
        share={"bp": choice.share_bp},
        teams=choice.team_count,
        targets=pools["targets"]["n"],
        people=pools["inspectors"]["n"],
        reason=await reason_text(act, opened),
        level={"key": f"level.{level(entropy['kind'])}"},
        throws=entropy.get("count", 0),
        way=way_of(entropy),
        items=item_list.digest,
        items_version=item_list.id,
        commitment=attempt.commitment,
        head=head.hash,
        head_number=head.id,
    )
    await announce_secrecy(act, opened, attempt)
    await act.reply(
        "draw.ready" if entropy["kind"] in EMOJI else "draw.ready_by",
        card=f"throwing:{attempt.id}",
        attempt=attempt.id,
        is_public=level(entropy["kind"]) == "L3",
        number=numbered(opened, attempt.attempt),
        seal=attempt.commitment,
    )


async def _post_decision(act: Act, opened: Round, attempt: Attempt) -> None:
    """A fourth attempt says by whose decision it is made."""
    if attempt.decision_words_id is not None:
        decision = (await act.work.words.get(attempt.decision_words_id)).text
        await act.reply("attempt.decision", number=numbered(opened, attempt.attempt), decision=decision)


async def reason_text(act: Act, opened: Round) -> Any:
    """Return why the draw is made here: a code's text, or what the coordinator typed."""
    if opened.reason_words_id is not None:
        return (await act.work.words.get(opened.reason_words_id)).text
    return {"key": f"reason.{opened.reason}"} if opened.reason else {"key": "reason.free"}
