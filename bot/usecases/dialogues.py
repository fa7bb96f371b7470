"""A guided dialogue is a row; these are its moves.

The row holds the draft, the question that stands open, and the questions answered before it, so that every
dialogue can say where it is, go back, be left, and go on after a restart or on another telephone.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import NotAllowed, Refused, Stale
from bot.domain.people import Chat, ChatKind, Dialogue, Person
from bot.usecases.act import Act
from bot.usecases.at_one_matter import tell_of_each_other
from bot.usecases.set_aside import is_aside, not_aside, set_aside

_MOST_PAST = 30
_SEALS = ("seal", "list_hash")
"""What every message of a round in the group bears, the last words of a question too."""


async def begin(act: Act, topic: str, awaits: str = "", **draft: Any) -> Dialogue:
    """Open a dialogue of this topic here; an older open one of the person in this chat gives way."""
    await _make_way(act)
    chat_id = act.chat.id if act.chat else None
    await tell_of_each_other(act, topic, draft)
    row = Dialogue(person_id=act.me.id, chat_id=chat_id, topic=topic, awaits=awaits, draft=draft)
    return await act.work.dialogues.add(row)


async def _make_way(act: Act) -> None:
    """End my open dialogue here, and say so; one that waits for its picture only is set aside."""
    older = await current(act)
    if older is None or await set_aside(act, older):
        return
    await end(act, older)
    await _edit_question(act, older, "dialogue.answered" if _is_answered(older) else "dialogue.replaced")


async def current(act: Act) -> Dialogue | None:
    """Return the person's open dialogue in this chat, or None."""
    chat_id = act.chat.id if act.chat else None
    return await act.work.dialogues.one(person_id=act.me.id, chat_id=chat_id, is_open=True)


async def mark_answered(act: Act, dialogue: Dialogue) -> None:
    """Keep that the open question has an answer that did not come as a typed one; it waits for more."""
    await act.work.dialogues.change(dialogue, draft={**dialogue.draft, "is_answered": True})


async def note(act: Act, dialogue: Dialogue, **draft: Any) -> Dialogue:
    """Keep in the draft what an answer has made, so that an edit of its message finds it."""
    return await act.work.dialogues.change(dialogue, draft={**dialogue.draft, **draft})


async def resume(act: Act, dialogue_id: int, version: int | None = None) -> Dialogue:
    """Return the open dialogue if it is this person's and still at this version; raise otherwise.

    Without a version it may be set aside.
    """
    dialogue = await act.work.dialogues.get(dialogue_id)
    if dialogue.person_id != act.me.id:
        raise NotAllowed("denied.dialogue")
    is_waiting = dialogue.is_open or (version is None and is_aside(dialogue))
    if not is_waiting or version not in (None, dialogue.version):
        raise Stale
    return dialogue


async def take_up(act: Act, dialogue: Dialogue) -> Dialogue:
    """Return the dialogue open; one that was set aside takes the place of what is open now."""
    if not is_aside(dialogue):
        return dialogue
    await _make_way(act)
    values = {"draft": not_aside(dialogue), "version": dialogue.version + 1}
    return await act.work.dialogues.change(dialogue, is_open=True, **values)


async def ask(
    act: Act,
    dialogue: Dialogue,
    screen: str,
    *,
    to: Person | Chat | None = None,
    card: str = "",
    has_foot: bool = True,
    at_step: int | None = None,
    **data: Any,
) -> Dialogue:
    """Put a question, with where we are and the ways back and out below it; it stays until it is answered.

    `has_foot` is False for a keyboard that puts its own way out. The same question asked again
    stays at its page.
    """
    before: dict[str, Any] = dict(dialogue.asked)
    if before.get("screen") == screen:
        data |= {name: value for name, value in before["data"].items() if name in ("page_of_list", "search")}
    asked: dict[str, Any] = {"screen": screen, "card": card or f"dialogue:{dialogue.id}", "data": data}
    asked |= {"has_foot": has_foot, "step": at_step or len(dialogue.past) + 1}
    asked |= {"chat": to.id} if isinstance(to, Chat) else {}
    dialogue = await act.work.dialogues.change(dialogue, asked=asked, asked_at=act.at)
    await put(act, dialogue)
    return dialogue


async def look(act: Act, dialogue: Dialogue, **more: Any) -> None:
    """Show the open question another way: another page of its list, or what a search leaves."""
    asked: dict[str, Any] = dict(dialogue.asked)
    asked["data"] = {**asked["data"], **more}
    await put(act, await act.work.dialogues.change(dialogue, asked=asked))


async def put(act: Act, dialogue: Dialogue) -> None:
    """Show the open question: in its card after a press, at the end of the private chat otherwise."""
    asked: dict[str, Any] = dict(dialogue.asked)
    data = {**asked["data"], "dialogue": dialogue.id, "version": dialogue.version}
    data |= {"at_topic": dialogue.topic, "at_step": asked["step"]}
    data |= {"has_foot": asked["has_foot"], "has_past": bool(dialogue.past)}
    if act.chat_kind is ChatKind.PRIVATE and not act.callback_id:
        await act.forget_card(asked["card"])
    if "chat" in asked:
        await act.notify(asked["screen"], await act.work.chats.get(asked["chat"]), asked["card"], **data)
    else:
        await act.reply(asked["screen"], asked["card"], **data)


async def advance(act: Act, dialogue: Dialogue, awaits: str = "", **draft: Any) -> Dialogue:
    """Write answers into the draft and raise its version, so that older buttons lose their force."""
    return await act.work.dialogues.change(
        dialogue,
        draft={**dialogue.draft, **draft},
        awaits=awaits,
        version=dialogue.version + 1,
        past=_answered(act, dialogue),
    )


def _answered(act: Act, dialogue: Dialogue) -> list[dict[str, Any]]:
    """Return the questions before, with the one that has just been answered, and by which message."""
    if not dialogue.asked:
        return dialogue.past
    told = None if act.callback_id else act.message_id
    step = {"draft": dialogue.draft, "awaits": dialogue.awaits, "asked": dialogue.asked, "message": told}
    return [*dialogue.past, step][-_MOST_PAST:]


def _is_answered(dialogue: Dialogue) -> bool:
    """Return whether the last question has its answer, and only waits for more of them."""
    is_told = bool(dialogue.past) and dialogue.past[-1]["asked"] == dialogue.asked
    return is_told or bool(dialogue.draft.get("is_answered"))


async def rewind(act: Act, dialogue: Dialogue, to: int) -> Dialogue:
    """Return the dialogue as it stood at the question of this index, with a new version."""
    step = dialogue.past[to]
    values = {name: step[name] for name in ("draft", "awaits", "asked")}
    return await act.work.dialogues.change(
        dialogue, **values, past=dialogue.past[:to], version=dialogue.version + 1, is_open=True
    )


async def go_back(act: Act, dialogue_id: int, version: int) -> None:
    """Take back the last answer and ask again."""
    dialogue = await resume(act, dialogue_id, version)
    if not dialogue.past:
        raise Stale
    await put(act, await rewind(act, dialogue, -1))


async def end(act: Act, dialogue: Dialogue) -> None:
    """Close the dialogue; what it was told by a message can still be found by that message."""
    past = _answered(act, dialogue)
    values = {"draft": not_aside(dialogue), "version": dialogue.version + 1, "past": past}
    await act.work.dialogues.change(dialogue, is_open=False, **values)


async def end_aside(act: Act, dialogue: Dialogue) -> None:
    """Close a dialogue that was set aside, and say in its place that it has its answer."""
    await end(act, dialogue)
    await _edit_question(act, dialogue, "dialogue.answered")


async def go_on(act: Act, dialogue_id: int) -> None:
    """Show the open question anew, at the end of the chat."""
    dialogue = await take_up(act, await resume(act, dialogue_id))
    if not dialogue.asked:
        raise Stale
    await act.forget_card(str(dialogue.asked["card"]))
    await put(act, dialogue)


async def cancel_dialogue(act: Act, dialogue_id: int) -> None:
    """Leave the dialogue of a button; what was stored stays stored."""
    dialogue = await resume(act, dialogue_id)
    await end(act, dialogue)
    await _edit_question(act, dialogue, "dialogue.cancelled")


async def leave_question(act: Act, card: str) -> None:
    """Leave a question that is asked outside a dialogue; nothing was changed."""
    await act.reply("dialogue.cancelled", card=card)


async def cancel_current(act: Act) -> None:
    """/cancel: leave whatever dialogue is open here."""
    act.permit(Action.CANCEL_DIALOGUE)
    dialogue = await current(act)
    if dialogue is None:
        raise Refused("dialogue.none")
    await end(act, dialogue)
    await _edit_question(act, dialogue, "dialogue.cancelled")
    await act.reply("dialogue.left", topic={"key": f"dialogue.topic.{dialogue.topic}"})


async def _edit_question(act: Act, dialogue: Dialogue, screen: str) -> None:
    """Take the buttons off a question that nobody waits for any longer."""
    if card := str(dialogue.asked.get("card", "")):
        data: dict[str, Any] = dict(dialogue.asked["data"])  # type: ignore[call-overload]
        await act.reply(screen, card=card, **{name: data[name] for name in _SEALS if name in data})
