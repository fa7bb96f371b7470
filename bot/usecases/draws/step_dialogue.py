"""What the later draws of a round have in common: who may begin one, its number, what was shown."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.pools import Pools
from bot.domain.draw.records import instant
from bot.domain.errors import Refused, Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.plans.conformity import Line, is_stopped
from bot.domain.rounds import AttemptState, DrawStep, Round
from bot.domain.typed import one_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.chosen_way import carried_over, secrecy_line, way_line
from bot.usecases.draws.commit_draw import Framed
from bot.usecases.draws.draw_questions import FIRST_NEEDING_A_DECISION
from bot.usecases.draws.open_commitment import chain_end, next_number, numbered, refuse_open_commitment
from bot.usecases.moments import when


async def begin(act: Act, round_id: int, step: DrawStep, awaits: str = "") -> tuple[Round, Dialogue]:
    """Open the dialogue of this draw in the office group, for the round's coordinator."""
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.PLAN_DRAW, Case(coordinator=opened.coordinator_id))
    await _refuse_drawing(act, opened)
    _, number, _ = await place_of(act, opened, step)
    awaits = "decision" if number >= FIRST_NEEDING_A_DECISION else awaits
    draft = {"round": opened.id, "step": step.value, "attempt": number}
    draft |= await _taken_over(act, opened, step, number)
    dialogue = await dialogues.begin(act, "step", awaits, **draft)
    return opened, dialogue


async def ask_decision(act: Act, dialogue: Dialogue) -> bool:
    """Ask for the decision that a fourth attempt needs; return whether it was asked."""
    if dialogue.awaits != "decision":
        return False
    place: dict[str, Any] = {"card": f"draw:{dialogue.id}", "has_foot": False, "can_go_back": False}
    number = int(str(dialogue.draft["attempt"]))
    await dialogues.ask(act, dialogue, "draw.ask_decision", **place, attempt=number)
    return True


async def take_decision(act: Act, dialogue: Dialogue, typed: str, awaits: str = "") -> Dialogue:
    """Keep the words of the decision."""
    words = await act.keep_words(one_line(typed))
    return await dialogues.advance(act, dialogue, awaits, decision_words_id=words.id)


async def resume(act: Act, dialogue_id: int, version: int, action: Action) -> tuple[Round, Dialogue]:
    """Return the round and the dialogue of a button, for whom it was sent."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    opened = await act.work.rounds.get(int(str(dialogue.draft["round"])))
    act.permit(action, Case(coordinator=opened.coordinator_id))
    return opened, dialogue


async def place_of(act: Act, opened: Round, step: DrawStep) -> tuple[str, int, str]:
    """Return number, attempt and `prev` of the next draw of this step: a redraw where the last one ended."""
    made = await act.work.attempts.all(round_id=opened.id, step=step)
    if made and made[-1].ending:
        return made[-1].draw, made[-1].attempt + 1, ending_hash(made[-1].ending)
    return await next_number(act), 1, await chain_end(act)


async def _taken_over(act: Act, opened: Round, step: DrawStep, number: int) -> dict[str, Any]:
    """Return what the draft takes over from the attempt before, or from the first draw of the round."""
    where = {"step": step} if number > 1 else {}
    made = await act.work.attempts.all(round_id=opened.id, **where)
    return carried_over(made[-1 if number > 1 else 0], number, act.at) if made else {}


async def _refuse_drawing(act: Act, opened: Round) -> None:
    """One draw after the other: a hidden result of this round is revealed before anything rests on it."""
    await refuse_open_commitment(act)
    where = {"round_id": opened.id, "state": AttemptState.DRAWN}
    if hidden := await act.work.attempts.one(**where):
        at = when(instant(hidden.plan["reveal_at"]))
        raise Refused("step.hidden_first", number=numbered(hidden), at=at)


def how_lines(act: Act, dialogue: Dialogue) -> list[dict[str, Any]]:
    """Return how the randomness is made, and until when the result stays hidden where it does."""
    return [way_line(dialogue), *secrecy_line(dialogue, act.at)]


async def frame(act: Act, opened: Round, step: DrawStep, pools: Pools, rules: dict[str, Any]) -> Framed:
    """Return what is to be committed at its place in the chain."""
    draw, number, prev = await place_of(act, opened, step)
    return Framed(step=step, draw=draw, attempt=number, prev=prev, pools=pools, rules=rules)


async def remember(act: Act, dialogue: Dialogue, pools: Pools) -> Dialogue:
    """Keep in the dialogue which pools were shown."""
    draft = {**dialogue.draft, "shown": pools.summary()}
    return await act.work.dialogues.change(dialogue, draft=draft)


async def refuse_changed(act: Act, dialogue: Dialogue, pools: Pools, lines: list[Line]) -> bool:
    """Return whether the pools have changed since they were shown; raise Refused where a rule forbids it."""
    await _refuse_drawing(act, await act.work.rounds.get(int(str(dialogue.draft["round"]))))
    if pools.summary() != dialogue.draft.get("shown"):
        await act.toast("draw.changed_toast")
        return True
    if is_stopped(lines):
        raise Refused("draw.against_rules")
    return False


async def refuse_moved_on(act: Act, opened: Round, states: tuple[str, ...]) -> None:
    """Raise Stale unless the round is in one of these states and all its units have answered."""
    if opened.state not in states or await act.work.inspections.count(round_id=opened.id, state="drawn"):
        raise Stale
