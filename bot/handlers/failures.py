"""The one error handler: a refusal is said, everything else gets an incident number and an apology."""

import hashlib

import structlog
from telegram import Update

from bot.domain.errors import Missing, NotAllowed, Refused, Stale
from bot.handlers.context import Context

log = structlog.get_logger()
_NUMBER_LENGTH = 8


async def on_error(update: object, context: Context) -> None:
    """Say a refusal; log anything else and apologise; what cannot be answered is raised to the inbox."""
    error = context.error
    if not isinstance(update, Update) or error is None:
        return
    if isinstance(error, Missing):
        error = Stale()
    if isinstance(error, Refused):
        await context.desk.refuse(update, error, is_denial=isinstance(error, NotAllowed))
        return
    number = hashlib.sha256(str(update.update_id).encode()).hexdigest()[:_NUMBER_LENGTH].upper()
    log.error("incident", number=number, exc_info=error)
    await context.desk.refuse(update, Refused("incident", number=number), is_denial=False)
