"""Groups as a script drives them: who joins, who leaves, what becomes of them."""

from typing import TYPE_CHECKING

from playground.chats import Chat, Status
from playground.errors import ImpossibleError
from playground.membership import set_status
from playground.records import Bot, Json, Message
from playground.senders import ANONYMOUS_ADMIN

if TYPE_CHECKING:
    from playground.people import PersonDriver
    from playground.stand_in import Telegram


class GroupDriver:
    """A group; after `migrate()` it stands for the supergroup, and `former` for what it was."""

    def __init__(self, telegram: "Telegram", chat: Chat) -> None:
        self.telegram = telegram
        self.chat = chat
        self.former: Chat | None = None

    @property
    def id(self) -> int:
        """The present chat id."""
        return self.chat.id

    @property
    def title(self) -> str:
        """The group's title."""
        return self.chat.title

    @property
    def members(self) -> list["PersonDriver"]:
        """The people who are here now, in the order in which they came."""
        return [self.telegram.people[one] for one in self.chat.statuses if one in self._people_here()]

    def _people_here(self) -> set[int]:
        return {one for one in self.telegram.users if self.chat.has(one)}

    def screen(self) -> list[Message]:
        """The messages, in their current state."""
        return self.chat.visible()

    def add(self, *people: "PersonDriver", status: Status | None = None) -> None:
        """Lets people in, each with a service message; the first one created the group."""
        for person in people:
            if self.chat.has(person.id):
                continue
            role: Status = "member" if self._people_here() else "creator"
            set_status(self.telegram, self.chat, person.id, person.id, status or role)
            self._service(person.user.as_json(), {"new_chat_members": [person.user.as_json()]})

    def remove(self, person: "PersonDriver") -> None:
        """Removes a person for good."""
        owner = self._owner()
        set_status(self.telegram, self.chat, owner["id"], person.id, "kicked")
        self._service(owner, {"left_chat_member": person.user.as_json()})

    def make_admin(self, who: "PersonDriver | Bot") -> None:
        """Makes a member, or a bot, an administrator; a bot then hears everything."""
        set_status(self.telegram, self.chat, self._owner()["id"], who.id, "administrator")

    def make_member(self, who: "PersonDriver | Bot") -> None:
        """Takes the administrator's rights away."""
        set_status(self.telegram, self.chat, self._owner()["id"], who.id, "member")

    def add_bot(self, bot: Bot | None = None, by: "PersonDriver | None" = None) -> None:
        """Adds a bot (the first one by default): it gets my_chat_member and the service message."""
        bot = bot or self.telegram.bot
        actor = self._owner() if by is None else by.user.as_json()
        if not self.chat.has(bot.id):
            set_status(self.telegram, self.chat, actor["id"], bot.id, "member")
            self._service(actor, {"new_chat_members": [bot.as_json()]})

    def remove_bot(self, bot: Bot | None = None) -> None:
        """Removes a bot: it gets my_chat_member, and 403 when it writes."""
        bot = bot or self.telegram.bot
        owner = self._owner()
        set_status(self.telegram, self.chat, owner["id"], bot.id, "kicked")
        self._service(owner, {"left_chat_member": bot.as_json()})

    def topic(self, title: str) -> int:
        """Opens a topic of a forum; returns its message_thread_id."""
        if not self.chat.is_forum:
            raise ImpossibleError("only a forum has topics")
        colour = 0x6FB9F0
        created = self._service(self._owner(), {"forum_topic_created": {"name": title, "icon_color": colour}})
        created.json |= {"message_thread_id": created.id, "is_topic_message": True}
        self.chat.topics[created.id] = title
        return created.id

    def migrate(self) -> Chat:
        """Makes a basic group a supergroup, told by two service messages; returns the new chat."""
        if self.chat.kind != "group":
            raise ImpossibleError("only a basic group becomes a supergroup")
        old, owner = self.chat, self._owner()
        new = self.telegram.new_group(old.title, "supergroup")
        new.statuses = dict(old.statuses)
        self._service(owner, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self.former, self.chat = old, new
        sender = {**ANONYMOUS_ADMIN}
        self._service(sender, {"migrate_from_chat_id": old.id, "sender_chat": new.as_json()})
        return new

    def _owner(self) -> Json:
        """The person who administers, as the actor of what nobody in particular did."""
        ids = [one for one in self.telegram.users if self.chat.is_admin(one)]
        if not ids:
            raise ImpossibleError("a group needs a person before anything can happen in it")
        return self.telegram.users[ids[0]].as_json()

    def _service(self, sender: Json, content: Json) -> Message:
        message = self.telegram.post(self.chat, {"from": sender}, content)
        self.telegram.deliver(message)
        return message
