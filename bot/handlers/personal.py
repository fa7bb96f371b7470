"""Personal numbers typed in a chat: whoever did is warned, and nobody hears them from the bot."""

from telegram import Message, Update
from telegram.ext import filters

from bot.domain.people import Dialogue
from bot.domain.registers.personal_numbers import has_typed_personal_number
from bot.handlers.context import Context
from bot.usecases.act import Act

_OF_NUMBERS = frozenset({"draw", "platform", "reading", "receipt", "step"})
"""Dialogues that ask for numbers, which may look like a telephone's: the platform's, the lottery's."""


class _Personal(filters.MessageFilter):
    """Messages whose text or caption holds a phone or ID number."""

    def filter(self, message: Message) -> bool:
        """Return whether it does."""
        return has_typed_personal_number(message.text or message.caption or "")


PERSONAL = _Personal() & filters.ChatType.GROUPS


async def on_personal_numbers(update: Update, context: Context) -> None:
    """Warn, and take nothing of the message for anything."""
    async with context.desk.acting(update) as act:
        if act.chat is not None:
            await warn(act)


def is_personal(typed: str, dialogue: Dialogue | None) -> bool:
    """Return whether words typed in private hold a phone or ID number that nobody has asked for."""
    asks = dialogue is not None and dialogue.topic in _OF_NUMBERS
    return not asks and has_typed_personal_number(typed)


async def warn(act: Act) -> None:
    """Warn whoever typed it; the journal keeps that it happened, not what."""
    await act.reply("words.personal")
    await act.record("personal_number_typed", chat=act.chat.id if act.chat else 0, message=act.message_id)
