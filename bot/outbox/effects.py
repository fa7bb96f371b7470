"""What follows once a message has gone out, or cannot: throws, menus, moved groups, people out of reach."""

from collections.abc import Callable
from typing import Any

from bot.domain.mail import Notice, NoticeKind
from bot.domain.people import Chat, Person
from bot.domain.ports import UnitOfWork
from bot.usecases.act import Act
from bot.usecases.draws.end_attempt import lose_for_group
from bot.usecases.draws.lost_throw import ask_for_throw, see_message
from bot.usecases.draws.throw_dice import record_throw
from bot.usecases.menus import note_refused
from bot.usecases.people.bind_group import migrate_group
from bot.usecases.people.reachability import note_unreachable


class Effects:
    """The bot's own acts, in the transaction in which the sender marks a notice."""

    def __init__(self, bot_act: Callable[[UnitOfWork], Act]) -> None:
        """Take what makes an act of the bot itself."""
        self._act = bot_act

    async def thrown(self, work: UnitOfWork, notice: Notice, result: dict[str, Any]) -> None:
        """Record the value that Telegram's server made."""
        where = (notice.data["attempt_id"], notice.data["number"])
        await record_throw(self._act(work), *where, result["message_id"], result["dice"]["value"])

    async def unknown(self, work: UnitOfWork, notice: Notice) -> None:
        """Ask the group for a reply to the throw."""
        await ask_for_throw(self._act(work), notice)

    async def seen(self, work: UnitOfWork, notice: Notice, chat: Chat, message_id: int) -> None:
        """Keep the last message id of a group; ids without a gap show that an unknown throw never arrived."""
        await work.chats.change(chat, last_message_id=max(chat.last_message_id, message_id))
        if notice.kind is not NoticeKind.THROW:
            await see_message(self._act(work), chat, message_id, is_later=True)

    async def gone(self, work: UnitOfWork, chat: Chat) -> None:
        """The group can no longer be reached: what it was throwing is lost."""
        await lose_for_group(self._act(work), chat)

    async def menu_refused(self, work: UnitOfWork, notice: Notice) -> None:
        """Keep that a menu was not set, so that it is tried again when the person appears."""
        await note_refused(self._act(work), notice.data["name"])

    async def migrated(self, work: UnitOfWork, old_id: int, new_id: int) -> None:
        """Follow a group that became a supergroup."""
        await migrate_group(self._act(work), old_id, new_id)

    async def unreachable(self, work: UnitOfWork, person: Person) -> None:
        """Tell the coordinators that somebody cannot be reached, once."""
        await note_unreachable(self._act(work), person)
