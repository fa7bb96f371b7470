"""python-telegram-bot's application as the service uses it: updates come from the inbox, nothing is kept."""

from typing import Any

from telegram.ext import Application, ApplicationBuilder, ContextTypes, JobQueue

from bot.gateway import BotApi
from bot.handlers.context import Context


class _Forgetful(Application[Any, Any, Any, Any, Any, Any]):
    """One that does not note every chat and account for ever, for a persistence that there is not."""

    __slots__ = ()

    def _mark_for_persistence_update(self, **_seen: Any) -> None:
        """Note nothing."""


def application_of(api: BotApi) -> Application[Any, Any, Any, Any, Any, Any]:
    """Return the application without an updater."""
    builder = ApplicationBuilder().application_class(_Forgetful).bot(api).updater(None)
    return builder.job_queue(JobQueue()).context_types(ContextTypes(context=Context)).build()
