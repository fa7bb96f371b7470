"""Telegram out: the only package that sends."""

from bot.outbox.composing import Office
from bot.outbox.effects import Effects
from bot.outbox.sender import Outbox

__all__ = ["Effects", "Office", "Outbox"]
