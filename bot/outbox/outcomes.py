"""What an error of the Bot API means for a notice; BadRequest and TimedOut are NetworkErrors."""

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
_KINDS: dict[type[Exception], Outcome] = {
    RetryAfter: Outcome.WAIT,
    ChatMigrated: Outcome.MIGRATED,
    Forbidden: Outcome.UNREACHABLE,
    InvalidToken: Outcome.NOT_SENT,
    FileNotFoundError: Outcome.NOT_SENT,
}
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NEVER_CAN = (ValueError, TypeError)
"""What cannot be written down as a request, such as half a character, will never leave."""


def classify(error: Exception) -> Outcome:
    """Return the outcome: only what certainly never left is repeated without a label."""
    if isinstance(error, BadRequest):
        return _bad_request(error)
    if isinstance(error, NetworkError):
        return _by_cause(error.__cause__)
    return next((outcome for kind, outcome in _KINDS.items() if isinstance(error, kind)), Outcome.FAILED)


def _by_cause(cause: BaseException | None) -> Outcome:
    if isinstance(cause, _NEVER_CAN):
        return Outcome.FAILED
    return Outcome.NOT_SENT if isinstance(cause, _NEVER_LEFT) else Outcome.UNCERTAIN


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
