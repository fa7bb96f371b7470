"""The supplementary draw (protocol section 11): targets in place of those that cannot be inspected."""

from bot.domain.actions import Action
from bot.domain.ceremony.steps import obtainable, supplement_rules
from bot.domain.errors import Stale
from bot.domain.people import Dialogue
from bot.domain.rounds import AttemptState, DrawStep, Round, RoundState
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws import step_dialogue
from bot.usecases.draws.chosen_way import is_reveal_over
from bot.usecases.draws.commit_draw import announce, commit
from bot.usecases.draws.next_draw import base_of, missing_lines, shortage_of
from bot.usecases.draws.step_dialogue import begin, refuse_moved_on

_STATES = (RoundState.CONFIRMING, RoundState.INSPECTING, RoundState.PUBLISHING, RoundState.DRAWING)


async def start_supplement(act: Act, round_id: int) -> None:
    """Show what is missing and what it would be drawn from, with the button that freezes it."""
    opened, dialogue = await begin(act, round_id, DrawStep.SUPPLEMENT)
    await _refuse_needless(act, opened)
    if not await step_dialogue.ask_decision(act, dialogue):
        await _preview(act, opened, dialogue)


async def show_supplement(act: Act, dialogue: Dialogue) -> None:
    """Show what is missing, and how it would be drawn."""
    await _preview(act, await act.work.rounds.get(int(str(dialogue.draft["round"]))), dialogue)


async def type_decision(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the decision that a fourth attempt needs."""
    opened, dialogue = await step_dialogue.resume(act, dialogue.id, dialogue.version, Action.PLAN_DRAW)
    await _preview(act, opened, await step_dialogue.take_decision(act, dialogue, typed))


async def freeze_supplement(act: Act, dialogue_id: int, version: int) -> None:
    """Freeze the same pool, without those drawn before, and announce the commitment."""
    opened, dialogue = await step_dialogue.resume(act, dialogue_id, version, Action.FREEZE)
    await _refuse_needless(act, opened)
    short, pools = await shortage_of(act, opened)
    if await step_dialogue.refuse_changed(act, dialogue, pools, []):
        await _preview(act, opened, await dialogues.advance(act, dialogue))
        return
    rules = supplement_rules(short, pools)
    framed = await step_dialogue.frame(act, opened, DrawStep.SUPPLEMENT, pools, rules)
    frozen = await commit(act, opened, dialogue, framed)
    await dialogues.end(act, dialogue)
    await act.toast("draw.frozen_toast")
    await act.reply("draw.frozen", card=f"draw:{dialogue.id}", number=frozen.draw, seal=frozen.commitment)
    told = {"lines": missing_lines(short), "ground": act.ground("share"), "round_number": opened.number}
    await announce(act, opened, frozen, **told)


async def _refuse_needless(act: Act, opened: Round) -> None:
    """Raise Stale where nothing is missing, nothing is left, or somebody has not answered yet.

    In a round drawn in steps the second step waits for the supplement, so that there is none after it.
    """
    await refuse_moved_on(act, opened, _STATES)
    where = {"round_id": opened.id, "state": AttemptState.STANDING, "step": DrawStep.INSPECTORS}
    short, pools = await shortage_of(act, opened)
    if await base_of(act, opened) is None or await act.work.attempts.one(**where):
        raise Stale
    if not obtainable(short, pools):
        raise Stale


async def _preview(act: Act, opened: Round, dialogue: Dialogue) -> None:
    short, pools = await shortage_of(act, opened)
    dialogue = await step_dialogue.remember(act, dialogue, pools)
    await dialogues.ask(
        act,
        dialogue,
        "supplement.preview",
        card=f"draw:{dialogue.id}",
        has_foot=False,
        number=opened.number,
        lines=missing_lines(short),
        total=len(pools.targets),
        left=sum(record.eligible for record in pools.targets),
        obtainable=obtainable(short, pools),
        ground=act.ground("share"),
        how=step_dialogue.how_lines(act, dialogue),
        can_freeze=not is_reveal_over(dialogue, act.at),
    )
