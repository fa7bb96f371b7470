"""Fetching a file that somebody sent: where the network fails it is tried again before he is asked for it."""

from datetime import timedelta
from typing import Any

import structlog
from telegram import Message, Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.domain.errors import Invalid
from bot.handlers.context import Context
from bot.usecases.moments import when

log = structlog.get_logger()
_PAUSES = tuple(timedelta(seconds=each) for each in (2, 10, 60, 300))
"""How long to wait before each further attempt while the network fails: nobody could answer him either."""
_MOST_OF_A_FILE = 2
"""Further attempts where it is this one file that Telegram does not give."""
_TOO_BIG = "file is too big"


async def fetched(update: Update, context: Context, file_id: str) -> bytes:
    """Return the bytes of a file; while it is tried again the other chats are answered.

    Raises:
        Invalid: Telegram does not give it; its sender is told which it was.
    """
    for pause in (*_PAUSES, None):
        try:
            return await context.desk.telegram.download(file_id)
        except TelegramError as error:
            if _TOO_BIG in error.message.lower():
                raise _unfetched("files.evidence_too_large") from error
            log.warning("file not fetched", update=update.update_id, error=type(error).__name__)
            if pause is None or (pause in _PAUSES[_MOST_OF_A_FILE:] and not _is_network(error)):
                raise _unfetched("files.not_fetched", **_named(update.effective_message)) from error
            await _wait(update, context, error, pause)
    raise AssertionError("unreachable")


def _unfetched(why: str, **values: Any) -> Invalid:
    """Return what is said in a message of its own, not over a button."""
    return Invalid(why, **values)


async def _wait(update: Update, context: Context, error: TelegramError, pause: timedelta) -> None:
    context.desk.step_aside(update.update_id)
    clock = context.desk.clock
    asked = error.retry_after if isinstance(error, RetryAfter) else timedelta()
    asked = asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
    await clock.wait_until(clock.now() + max(pause, asked))


def _is_network(error: TelegramError) -> bool:
    """Return whether nothing is said of the file; a bad request is a network error to the library."""
    return isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)


def _named(message: Message | None) -> dict[str, Any]:
    """Return by what its sender knows the message: when he sent it, and the words with it."""
    if message is None:
        return {"at": "", "words": ""}
    caption = (message.caption or "").strip()
    return {
        "at": when(message.date),
        "words": {"key": "files.its_words", "words": caption} if caption else "",
    }
