"""The methods about the bot itself: who it is, its menu of commands, its description, its webhook."""

import json

from playground.chats import Chat
from playground.errors import ApiError
from playground.limits import check_commands
from playground.params import Params
from playground.records import Bot, Json
from playground.world import World

_DESCRIPTION_CHARACTERS = {"description": 512, "short_description": 120}


def get_me(_world: World, bot: Bot, _params: Params) -> Json:
    """Method getMe."""
    return {
        **bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": bot.reads_everything,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, bot: Bot, params: Params) -> bool:
    """Method setMyCommands for a scope and a language."""
    commands: list[dict[str, str]] = params.structure("commands") or []
    check_commands(commands)
    bot.commands[_menu_key(params)] = commands
    world.stir()
    return True


def get_my_commands(_world: World, bot: Bot, params: Params) -> list[dict[str, str]]:
    """Method getMyCommands of exactly this scope and language."""
    return bot.commands.get(_menu_key(params), [])


def delete_my_commands(world: World, bot: Bot, params: Params) -> bool:
    """Method deleteMyCommands: the next wider scope applies again."""
    bot.commands.pop(_menu_key(params), None)
    world.stir()
    return True


def _menu_key(params: Params) -> tuple[str, str]:
    scope = params.structure("scope") or {"type": "default"}
    return _canonical(scope), params.text("language_code") or ""


def _canonical(scope: Json) -> str:
    return json.dumps({name: str(value) for name, value in scope.items()}, sort_keys=True)


def menu_of(bot: Bot, chat: Chat, user_id: int, language: str) -> list[dict[str, str]]:
    """The commands that this person's client shows in this chat: the narrowest scope that has any."""
    here = {"chat_id": chat.id}
    scopes: list[Json] = [{"type": "chat_member", **here, "user_id": user_id}]
    if chat.is_admin(user_id):
        scopes += [{"type": "chat_administrators", **here}]
    scopes += [{"type": "chat", **here}]
    if chat.is_admin(user_id):
        scopes += [{"type": "all_chat_administrators"}]
    scopes += [{"type": "all_private_chats" if chat.is_private else "all_group_chats"}, {"type": "default"}]
    for scope in scopes:
        for code in (language.partition("-")[0], ""):
            if commands := bot.commands.get((_canonical(scope), code)):
                return commands
    return []


def set_my_description(_world: World, bot: Bot, params: Params) -> bool:
    """Method setMyDescription: what an empty chat shows before Start is pressed."""
    return _describe(bot, params, "description")


def set_my_short_description(_world: World, bot: Bot, params: Params) -> bool:
    """Method setMyShortDescription: what the profile shows."""
    return _describe(bot, params, "short_description")


def _describe(bot: Bot, params: Params, field: str) -> bool:
    text = params.text(field) or ""
    if len(text) > _DESCRIPTION_CHARACTERS[field]:
        raise ApiError.bad_request(f"BOT_{field.upper()}_TOO_LONG")
    bot.descriptions[field, params.text("language_code") or ""] = text
    return True


def get_webhook_info(_world: World, bot: Bot, _params: Params) -> Json:
    """Method getWebhookInfo."""
    info: Json = {
        "url": bot.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
        "allowed_updates": sorted(bot.updates.allowed),
    }
    return info


def delete_webhook(_world: World, bot: Bot, params: Params) -> bool:
    """Method deleteWebhook: getUpdates works again."""
    bot.webhook_url = ""
    if params.flag("drop_pending_updates"):
        bot.updates.clear()
    return True


async def get_updates(bot: Bot, params: Params) -> list[Json]:
    """Method getUpdates: the long poll.

    Raises:
        ApiError: 409 while a webhook is set, and when another poll begins.
    """
    if bot.webhook_url:
        raise ApiError.conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    limit = params.integer("limit") or 100
    offset, seconds = params.integer("offset") or 0, params.integer("timeout") or 0
    return await bot.updates.poll(offset, limit, seconds, params.structure("allowed_updates"))
