"""A guided dialogue is a row; these are its moves."""

from typing import Any

from bot.domain.errors import NotAllowed, Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Action
from bot.usecases.act import Act


async def begin(act: Act, topic: str, awaits: str = "", **draft: Any) -> Dialogue:
    """Open a dialogue of this topic here; an older open one of the person in this chat ends."""
    if older := await current(act):
        await act.work.dialogues.change(older, is_open=False)
    chat_id = act.chat.id if act.chat else None
    row = Dialogue(person_id=act.me.id, chat_id=chat_id, topic=topic, awaits=awaits, draft=draft)
    return await act.work.dialogues.add(row)


async def current(act: Act) -> Dialogue | None:
    """Return the person's open dialogue in this chat, or None."""
    chat_id = act.chat.id if act.chat else None
    return await act.work.dialogues.one(person_id=act.me.id, chat_id=chat_id, is_open=True)


async def resume(act: Act, dialogue_id: int, version: int | None = None) -> Dialogue:
    """Return the open dialogue if it is this person's and still at this version; raise otherwise."""
    dialogue = await act.work.dialogues.get(dialogue_id)
    if dialogue.person_id != act.me.id:
        raise NotAllowed("denied.dialogue")
    if not dialogue.is_open or version not in (None, dialogue.version):
        raise Stale
    return dialogue


async def advance(act: Act, dialogue: Dialogue, awaits: str = "", **draft: Any) -> Dialogue:
    """Write answers into the draft and raise its version, so that older buttons lose their force."""
    merged = {**dialogue.draft, **draft}
    return await act.work.dialogues.change(
        dialogue, draft=merged, awaits=awaits, version=dialogue.version + 1
    )


async def end(act: Act, dialogue: Dialogue) -> None:
    """Close the dialogue."""
    await act.work.dialogues.change(dialogue, is_open=False, version=dialogue.version + 1)


def place_of(dialogue: Dialogue) -> dict[str, Any]:
    """Return what the screen of a dialogue's question says of where its buttons lead."""
    return {"dialogue": dialogue.id, "version": dialogue.version}


async def cancel_dialogue(act: Act, dialogue_id: int) -> None:
    """Leave the dialogue of a button; what was stored stays stored."""
    await end(act, await resume(act, dialogue_id))
    await act.toast("toast.ok")
    await act.reply("dialogue.cancelled")


async def cancel_current(act: Act) -> None:
    """/cancel: leave whatever dialogue is open here."""
    act.permit(Action.CANCEL_DIALOGUE)
    dialogue = await current(act)
    if dialogue is None:
        await act.reply("dialogue.none")
        return
    await end(act, dialogue)
    await act.reply("dialogue.cancelled")
