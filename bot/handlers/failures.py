"""The one error handler: a refusal is said, everything else gets an incident number and an apology."""

import hashlib

import structlog
from telegram import Update

from bot.domain.errors import Missing, NotAllowed, Refused, Stale, StoreBroken, Unwritable
from bot.handlers.context import Context

log = structlog.get_logger()
_NUMBER_LENGTH = 8


async def on_error(update: object, context: Context) -> None:
    """Say a refusal; log anything else and apologise; what cannot be answered is left to the inbox."""
    error = context.error
    if error is None:
        return
    if not isinstance(update, Update):
        log.error("work of the clock failed", exc_info=error)
        return
    if isinstance(error, Unwritable | StoreBroken):
        context.desk.unanswered[update.update_id] = error
        return
    try:
        await _answer(update, error, context)
    except Exception as unanswered:  # noqa: BLE001 - the library would log it and take the update for handled
        context.desk.unanswered[update.update_id] = unanswered


async def _answer(update: Update, error: Exception, context: Context) -> None:
    if isinstance(error, Missing):
        error = Stale()
    if isinstance(error, Refused):
        await context.desk.refuse(update, error, is_denial=isinstance(error, NotAllowed))
        return
    number = hashlib.sha256(str(update.update_id).encode()).hexdigest()[:_NUMBER_LENGTH].upper()
    log.error("incident", number=number, exc_info=error)
    await context.desk.refuse(update, Refused("incident", number=number), is_denial=False)
