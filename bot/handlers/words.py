"""What people type: in private the answer to the open dialogue; from groups only replies arrive."""

from telegram import Update

from bot.domain.people import ChatKind, Dialogue
from bot.handlers import personal
from bot.handlers.context import Context
from bot.handlers.files import edited_file
from bot.handlers.topics import TOPICS
from bot.usecases import corrections, dialogues, lists
from bot.usecases.act import Act
from bot.usecases.draws import collect_entropy
from bot.usecases.draws.lost_throw import read_back_throw, see_message
from bot.usecases.results import edit_material, take_material
from bot.usecases.results.edit_answer import edit_answer


async def on_private_words(update: Update, context: Context) -> None:
    """Hand the words to the dialogue that waits for them."""
    typed = (update.effective_message.text or "").strip() if update.effective_message else ""
    async with context.desk.acting(update) as act:
        dialogue = await dialogues.current(act) if act.person else None
        if act.person and personal.is_personal(typed, dialogue):
            await personal.warn(act)
        elif dialogue is None:
            await _unasked(act, typed)
        else:
            await _answer(act, dialogue, typed)


async def _unasked(act: Act, typed: str) -> None:
    """Words that answer nothing are for a record, where one is open."""
    if act.person is None:
        await act.reply("denied.stranger")
    elif not await take_material.take_text(act, typed):
        await act.reply("words.unexpected")


async def on_group_reply(update: Update, context: Context) -> None:
    """A reply to a throw reads it back; a reply to the bot's question answers it; all else is talk.

    Any reply tells that its own id, and that of the answered message, is not the throw that is sought.
    """
    message = update.effective_message
    answered = message.reply_to_message if message else None
    if message is None or answered is None:
        return
    async with context.desk.acting(update) as act:
        if act.chat is None:
            return
        mine = answered.from_user is not None and answered.from_user.id == context.bot.id
        if mine and answered.dice and not answered.forward_origin:
            dice = answered.dice
            if not await read_back_throw(act, answered.message_id, dice.emoji, dice.value):
                await see_message(act, act.chat, message.message_id)
            return
        await see_message(act, act.chat, message.message_id)
        if mine:
            await see_message(act, act.chat, answered.message_id)
        words = message.text or ""
        if mine and await collect_entropy.take_text(act, answered.message_id, message.message_id, words):
            return
        dialogue = await dialogues.current(act) if act.person and mine else None
        if dialogue is not None:
            await _take(act, dialogue, (message.text or "").strip())


async def on_edited_words(update: Update, context: Context) -> None:
    """An edit corrects the answer that the message gave; an edit of anything else is talk."""
    message = update.effective_message
    if message is None:
        return
    kept = await edited_file(update, context, message)
    async with context.desk.acting(update) as act:
        if act.chat is None and act.chat_kind is not ChatKind.PRIVATE:
            return
        typed = (message.text or message.caption or "").strip()
        if act.person and act.chat is None and personal.is_personal(typed, await dialogues.current(act)):
            await personal.warn(act)
            return
        if act.person and act.chat is None and await edit_material.edit_piece(act, typed, kept):
            return
        if act.person and act.chat is None and await edit_answer(act, message.message_id, typed):
            return
        if dialogue := await corrections.corrected(act, message.message_id):
            await TOPICS[dialogue.topic](act, dialogue, typed)
        elif act.person and act.chat is None and message.effective_attachment:
            await act.reply("files.edit_unknown")


async def _answer(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Say so where the question is answered by a button."""
    if await _take(act, dialogue, typed):
        return
    topic = {"key": f"dialogue.topic.{dialogue.topic}"}
    await act.reply("words.press", dialogue=dialogue.id, topic=topic)


async def _take(act: Act, dialogue: Dialogue, typed: str) -> bool:
    """Let words name entries of a long list, or answer the question; return False where they do neither."""
    if await lists.narrow(act, dialogue, typed):
        return True
    if dialogue.awaits:
        await TOPICS[dialogue.topic](act, dialogue, typed)
    return bool(dialogue.awaits)
