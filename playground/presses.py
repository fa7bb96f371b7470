"""A pressed button, from the press to the bot's answer."""

import asyncio
from collections.abc import Generator
from copy import deepcopy
from typing import Any

from playground.records import Bot, EventKind, Json, Message, Toast, User
from playground.world import World

_PATIENCE_SECONDS = 15


class Press:
    """A pressed button. Await it for the bot's answer, or leave it: `toast` holds the answer when it came."""

    def __init__(self, query_id: str, bot: Bot, user: User, message: Message) -> None:
        self.id = query_id
        self.bot_id = bot.id
        self.user_id = user.id
        self.message = message
        self.toast: Toast | None = None
        self._answered = asyncio.Event()

    @property
    def is_answered(self) -> bool:
        """Whether the bot answered; until then the client shows a turning wheel."""
        return self.toast is not None

    def resolve(self, toast: Toast) -> None:
        """Takes the bot's answer."""
        self.toast = toast
        self._answered.set()

    def __await__(self) -> Generator[Any, Any, Toast]:
        return self._wait().__await__()

    async def _wait(self) -> Toast:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await self._answered.wait()
        if self.toast is None:
            raise RuntimeError("a press was answered with nothing")
        return self.toast


def press(world: World, bot: Bot, user: User, message: Message, data: str) -> Press:
    """Sends a callback query to the bot; `data` need not belong to any button of the message."""
    pressed = Press(world.new_number(), bot, user, message)
    world.presses[pressed.id] = pressed
    bot.updates.put(
        "callback_query",
        {
            "id": pressed.id,
            "from": user.as_json(),
            "message": _carrier(message),
            "chat_instance": str(abs(message.chat.id) * 31 + bot.id),
            "data": data,
        },
    )
    label = next((button.label for button in message.each_button() if button.data == data), data)
    world.publish(EventKind.PRESSED, message.chat, message, user.id, label)
    return pressed


def _carrier(message: Message) -> Json:
    """The message as the query shows it; of a deleted one only where it was."""
    if message.is_deleted:
        return {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}
    return deepcopy(message.json)
