"""Binding the office's group: the lead office adds the bot by a one-time link."""

from bot.domain.actions import Action
from bot.domain.errors import Refused
from bot.domain.people import Chat, ChatKind, LinkPurpose
from bot.usecases.act import Act
from bot.usecases.draws.end_attempt import lose_for_group
from bot.usecases.menus import refresh_group
from bot.usecases.people.group_presence import hearing
from bot.usecases.people.links import valid_link


async def bind_group(
    act: Act, token: str, telegram_id: int, title: str, *, is_supergroup: bool, thread_id: int | None
) -> None:
    """Bind this group as the office's; a group that is already bound only says so."""
    act.permit(Action.BIND_GROUP)
    if act.chat is not None:
        raise Refused("group.already")
    link = await valid_link(act, token, LinkPurpose.GROUP)
    if link.person_id != act.me.id:
        raise Refused("bind.invalid")
    await act.work.links.change(link, used_at=act.at)
    chat = Chat(telegram_id=telegram_id, title=title, is_supergroup=is_supergroup, thread_id=thread_id)
    chat = await act.work.chats.add(chat)
    await act.record("group_bound", chat=chat.id)
    await refresh_group(act, chat)
    await act.notify("group.bound", chat, title=title, hears={"key": hearing(hears_all=act.office.hears_all)})


async def migrate_group(act: Act, old_id: int, new_id: int) -> None:
    """Follow a group that has become a supergroup under a new id; hearing of it twice changes nothing."""
    chat = await act.work.chats.one(telegram_id=old_id)
    if chat is None:
        return
    chat = await act.work.chats.change(
        chat, telegram_id=new_id, former_id=old_id, is_supergroup=True, is_away=False, last_message_id=0
    )
    await act.record("group_migrated", chat=chat.id)
    await refresh_group(act, chat)
    await lose_for_group(act, chat)


def kind_of(chat: Chat | None, *, is_private: bool) -> ChatKind:
    """Return where an act takes place."""
    if is_private:
        return ChatKind.PRIVATE
    return ChatKind.OFFICE if chat is not None and chat.is_bound else ChatKind.UNKNOWN_GROUP
