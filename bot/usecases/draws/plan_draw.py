"""/draw: a dialogue from the category to the preview; every answer is stored at once, can be taken back."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.typed import one_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.draws.drafted_choice import choice_of
from bot.usecases.draws.draw_questions import answered, check_answer, options_of, questions, read_typed
from bot.usecases.draws.joint_options import joint_draft
from bot.usecases.draws.open_commitment import refuse_open_commitment
from bot.usecases.draws.plan_choice import offer_lines
from bot.usecases.draws.preview_draw import preview
from bot.usecases.registers.list_in_force import list_in_force

TYPED_REASON = "typed"


async def start_draw(act: Act) -> None:
    """Open the dialogue in the office group."""
    act.permit(Action.PLAN_DRAW)
    await refuse_open_commitment(act)
    await list_in_force(act, "draw.no_items")
    dialogue = await dialogues.begin(act, "draw", "scope", **await joint_draft(act))
    if not await offer_lines(act, dialogue):
        await ask_next(act, dialogue)


async def choose(act: Act, dialogue_id: int, version: int, step: str, value: str | int) -> None:
    """Take the answer of a button."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    await _take(act, dialogue, step, value)


async def type_answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take a typed answer to the question that stands open; raise Invalid where it is none."""
    act.permit(Action.PLAN_DRAW, Case(coordinator=dialogue.person_id))
    step = dialogue.awaits
    if step in ("reason", "decision"):
        words = await act.keep_words(one_line(typed))
        await _take(act, dialogue, step, TYPED_REASON, **{f"{step}_words_id": words.id})
        return
    await _take(act, dialogue, step, read_typed(step, typed))


async def go_back(act: Act, dialogue_id: int, version: int) -> None:
    """Take back the last answer and ask again."""
    dialogue = await dialogues.resume(act, dialogue_id, version)
    given = answered(dialogue)
    await ask_next(act, await _without(act, dialogue, given[-1]) if given else dialogue)


async def cancel(act: Act, dialogue_id: int) -> None:
    """Leave the dialogue; nothing was frozen."""
    await dialogues.end(act, await dialogues.resume(act, dialogue_id))
    await act.reply("draw.cancelled", card=f"draw:{dialogue_id}")


async def _take(act: Act, dialogue: Dialogue, step: str, value: Any, **more: Any) -> None:
    await check_answer(act, dialogue, step, value)
    await ask_next(act, await dialogues.advance(act, dialogue, "", **{step: value}, **more))


async def ask_next(act: Act, dialogue: Dialogue) -> None:
    """Ask the first question that has no answer, or show the preview."""
    open_steps = [step for step in await questions(act, dialogue) if step not in dialogue.draft]
    if not open_steps:
        await preview(act, dialogue, choice_of(dialogue.draft))
        return
    step = open_steps[0]
    dialogue = await act.work.dialogues.change(dialogue, awaits=step)
    data = await options_of(act, dialogue, step)
    given = len(answered(dialogue))
    place: dict[str, Any] = {"has_foot": False, "can_go_back": given > 0, "at_step": given + 1}
    # The lead office's decision on a deviation comes from a private chat; the dialogue stands in the group.
    chat = await act.work.chats.get(dialogue.chat_id or 0)
    await dialogues.ask(
        act, dialogue, f"draw.ask_{step}", to=chat, card=f"draw:{dialogue.id}", **place, **data
    )


async def _without(act: Act, dialogue: Dialogue, step: str) -> Dialogue:
    draft = {name: value for name, value in dialogue.draft.items() if name != step}
    return await act.work.dialogues.change(dialogue, draft=draft, version=dialogue.version + 1)
