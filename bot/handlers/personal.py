"""Personal numbers typed in a group: whoever did is warned, and nobody hears them from the bot."""

from telegram import Message, Update
from telegram.ext import filters

from bot.domain.registers import has_typed_personal_number
from bot.handlers.context import Context


class _Personal(filters.MessageFilter):
    """Messages whose text or caption holds a phone or ID number."""

    def filter(self, message: Message) -> bool:
        """Return whether it does."""
        return has_typed_personal_number(message.text or message.caption or "")


PERSONAL = _Personal() & filters.ChatType.GROUPS


async def on_personal_numbers(update: Update, context: Context) -> None:
    """Warn, and take nothing of the message for anything; the journal keeps that it happened, not what."""
    async with context.desk.acting(update) as act:
        if act.chat is not None:
            await act.reply("words.personal")
            await act.record("personal_number_typed", chat=act.chat.id, message=act.message_id)
