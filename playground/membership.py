"""Who is in a chat, in which role, and the updates that tell bots of a change."""

from playground.chats import Chat, Status
from playground.records import EventKind, Json
from playground.world import World

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
)


def member_json(world: World, chat: Chat, account_id: int, status: Status | None = None) -> Json:
    """The ChatMember object of an account in a chat, with the given status or its present one."""
    status = status or chat.status(account_id)
    described: Json = {"user": world.account(account_id).as_json(), "status": status}
    if status in {"creator", "administrator"}:
        described["is_anonymous"] = False
    if status == "administrator":
        described |= {"can_be_edited": False, **dict.fromkeys(_RIGHTS, True)}
    if status == "kicked":
        described["until_date"] = 0
    return described


def set_status(world: World, chat: Chat, actor_id: int, target_id: int, status: Status) -> None:
    """Changes a status; the bot concerned gets my_chat_member, bots that administer get chat_member."""
    before = member_json(world, chat, target_id)
    chat.statuses[target_id] = status
    update = {
        "chat": chat.as_json(),
        "from": world.account(actor_id).as_json(),
        "date": world.seconds(),
        "old_chat_member": before,
        "new_chat_member": member_json(world, chat, target_id),
    }
    for bot in world.bots.values():
        if bot.id == target_id:
            bot.updates.put("my_chat_member", update)
        elif chat.is_admin(bot.id):
            bot.updates.put("chat_member", update)
    world.publish(EventKind.MEMBER, chat, user_id=target_id, text=status)
