"""改消息: an edited message corrects the answer that it gave, while that may still be corrected."""

from typing import NamedTuple

from bot.domain.people import Dialogue
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.set_aside import is_aside


class Answered(NamedTuple):
    """A dialogue, which of its questions a message answered, and how it stood at that question."""

    dialogue: Dialogue
    step: int
    then: Dialogue


async def corrected(act: Act, message_id: int) -> Dialogue | None:
    """Return the dialogue as it stood when this message answered it; None where it answered none of them.

    An answer that has been submitted stays as it is, and its author is told.
    """
    found = await answered(act, message_id)
    return await _reopened(act, found.dialogue, found.step) if found else None


async def answered(act: Act, message_id: int) -> Answered | None:
    """Return which question of which dialogue this message answered; None where it answered none."""
    for dialogue in reversed(await _mine(act)):
        for n, step in enumerate(dialogue.past):
            if step["message"] == message_id:
                then = {"draft": dialogue.draft | step["draft"], "awaits": step["awaits"]}
                return Answered(dialogue, n, dialogue.model_copy(update=then))
    return None


async def _mine(act: Act) -> list[Dialogue]:
    if act.person is None:
        return []
    chat_id = act.chat.id if act.chat else None
    return await act.work.dialogues.all(person_id=act.person.id, chat_id=chat_id)


async def _reopened(act: Act, dialogue: Dialogue, step: int) -> Dialogue | None:
    if dialogue.is_open or is_aside(dialogue):
        dialogue = await dialogues.take_up(act, dialogue)
        await act.reply("dialogue.edit_taken")
        return await dialogues.rewind(act, dialogue, step)
    await act.reply("dialogue.edit_late", topic={"key": f"dialogue.topic.{dialogue.topic}"})
    return None
