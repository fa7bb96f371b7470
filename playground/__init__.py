"""A loopback stand-in for Telegram's Bot API, with people that a script drives and a page to watch them.

It knows nothing of any bot: a bot differs only in its base URL. Not modelled: MarkdownV2, rate limits
other than injected ones, inline mode, payments, stickers and polls.
"""

from playground import faults
from playground.chats import Chat
from playground.errors import ImpossibleError
from playground.groups import GroupDriver
from playground.people import PersonDriver
from playground.presses import Press
from playground.records import Button, Call, Event, EventKind, Message, Toast
from playground.stand_in import Telegram

__all__ = [
    "Button",
    "Call",
    "Chat",
    "Event",
    "EventKind",
    "GroupDriver",
    "ImpossibleError",
    "Message",
    "PersonDriver",
    "Press",
    "Telegram",
    "Toast",
    "faults",
]
