"""What every handler is handed: the desk."""

from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.handlers.desk import Desk

DESK = "desk"


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[str, Any]]):
    """python-telegram-bot's context, with the desk by name; nothing that matters tomorrow is kept in it."""

    @property
    def desk(self) -> Desk:
        """Return the services of this process."""
        desk: Desk = self.application.bot_data[DESK]
        return desk
