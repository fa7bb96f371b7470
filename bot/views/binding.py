"""Binding, inviting, the bot's language."""

from typing import Any

from bot.domain.texts import LinkButton, text
from bot.views.keyboards import Keyboard, button, in_rows, leave, place_of


def bind_question(data: dict[str, Any]) -> Keyboard:
    """Ask whether the person is who the link says."""
    return (
        (
            button("bind.yes", "bind.confirm", link_id=data["link"]),
            button("bind.no", "bind.decline", link_id=data["link"]),
        ),
    )


def bind_told(data: dict[str, Any]) -> Keyboard:
    """Offer to undo a binding."""
    return ((button("bind.undo", "bind.undo", person_id=data["person"], link_id=data["link"]),),)


def group_invite(data: dict[str, Any]) -> Keyboard:
    """Offer the link that adds the bot to the office's group."""
    return ((LinkButton(text("group.add"), f"https://t.me/{data['bot']}?startgroup={data['start']}"),),)


def invite_ask(data: dict[str, Any]) -> Keyboard:
    """Offer the roles, and the inspectors who are not bound yet."""
    roles = [button(f"role.{role}", "invite.role", **place_of(data), role=role) for role in data["roles"]]
    everybody = button("invite.inspectors", "invite.inspectors", {"n": data["waiting"]}, **place_of(data))
    return (*in_rows(roles, 2), (everybody,)) if data["waiting"] else in_rows(roles, 2)


def open_private_chat(data: dict[str, Any]) -> Keyboard:
    """Offer the way into the private chat."""
    return ((LinkButton(text("people.open_private"), f"https://t.me/{data['bot']}"),),)


def languages(data: dict[str, Any]) -> Keyboard:
    """Offer the languages under their own names."""
    return (
        (button("lang.zh_CN", "lang.set", language="zh_CN"), button("lang.en", "lang.set", language="en")),
        leave(data),
    )


KEYBOARDS = {
    "bind.question": bind_question,
    "bind.told": bind_told,
    "group.invite": group_invite,
    "invite.ask": invite_ask,
    "denied.chat_private": open_private_chat,
    "duty.unbound": open_private_chat,
    "lang.ask": languages,
}
