"""Who can be reached, and where the groups are: blocked, started again, migrated, removed."""

from telegram import ChatMember, Update

from bot.handlers.context import Context
from bot.usecases.people.bind_group import migrate_group
from bot.usecases.people.group_presence import note_back, note_removed
from bot.usecases.people.reachability import note_reachability

_GONE = (ChatMember.BANNED, ChatMember.LEFT)


async def on_my_membership(update: Update, context: Context) -> None:
    """A person who blocks the bot cannot be reached, one who starts it again can; a group likewise."""
    change = update.my_chat_member
    if change is None:
        return
    async with context.desk.acting(update) as act:
        is_gone = change.new_chat_member.status in _GONE
        if change.chat.type == "private":
            await note_reachability(act, is_gone=is_gone)
        elif act.chat is not None and is_gone:
            await note_removed(act, act.chat)
        elif act.chat is not None:
            is_admin = change.new_chat_member.status == ChatMember.ADMINISTRATOR
            await note_back(act, act.chat, hears_all=is_admin or act.office.hears_all)


async def on_migration(update: Update, context: Context) -> None:
    """A group became a supergroup; both groups say so, and the second time changes nothing."""
    message = update.effective_message
    if message is None:
        return
    async with context.desk.acting(update) as act:
        if message.migrate_to_chat_id:
            await migrate_group(act, message.chat_id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id:
            await migrate_group(act, message.migrate_from_chat_id, message.chat_id)
