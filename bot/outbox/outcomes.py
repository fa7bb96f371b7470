"""What an error of the Bot API means for a notice. The order matters: BadRequest and TimedOut are NetworkErrors."""

from datetime import timedelta
from enum import Enum, auto

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)


class Outcome(Enum):
    """What to do next."""

    DONE = auto()
    WAIT = auto()
    MIGRATED = auto()
    NOT_SENT = auto()
    UNCERTAIN = auto()
    UNREACHABLE = auto()
    TOO_LATE = auto()
    FAILED = auto()


_REFUSALS = {
    "message is not modified": Outcome.DONE,
    "query is too old": Outcome.TOO_LATE,
    "chat not found": Outcome.UNREACHABLE,
}
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def classify(error: Exception) -> Outcome:
    """Return the outcome: only what certainly never left is repeated without a label."""
    if isinstance(error, RetryAfter):
        return Outcome.WAIT
    if isinstance(error, ChatMigrated):
        return Outcome.MIGRATED
    if isinstance(error, Forbidden):
        return Outcome.UNREACHABLE
    if isinstance(error, BadRequest):
        return _bad_request(error)
    if isinstance(error, InvalidToken):
        return Outcome.NOT_SENT
    if isinstance(error, TimedOut | NetworkError):
        return Outcome.NOT_SENT if isinstance(error.__cause__, _NEVER_LEFT) else Outcome.UNCERTAIN
    return Outcome.NOT_SENT if isinstance(error, FileNotFoundError) else Outcome.FAILED


def retry_after(error: Exception) -> timedelta:
    """Return how long Telegram asks to wait after a 429."""
    wait = error.retry_after if isinstance(error, RetryAfter) else timedelta(seconds=1)
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def is_card_gone(error: Exception) -> bool:
    """Return whether the message that was to be edited is there no more, so that the card is sent anew."""
    words = str(error).lower()
    return any(each in words for each in ("message to edit not found", "message can't be edited"))


def _bad_request(error: BadRequest) -> Outcome:
    words = str(error).lower()
    return next((outcome for said, outcome in _REFUSALS.items() if said in words), Outcome.FAILED)
