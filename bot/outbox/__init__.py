"""Telegram out: the only package that sends."""

from bot.outbox.composing import Office
from bot.outbox.sender import Outbox
from bot.outbox.throws import Throws

__all__ = ["Office", "Outbox", "Throws"]
