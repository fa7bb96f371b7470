"""What `run` would log at DEBUG, by the bot and by everything below it; afterwards the logs are as before."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO

import structlog
from pydantic import SecretStr

from bot.app.logs import set_up_logs


@contextmanager
def captured_logs(*hidden: str) -> Iterator[StringIO]:
    """Yield what is written, without what is to be hidden."""
    root, hook = logging.getLogger(), sys.excepthook
    handlers, level, configured = root.handlers[:], root.level, structlog.get_config()
    written = StringIO()
    with redirect_stderr(written):
        set_up_logs("DEBUG", *(SecretStr(each) for each in hidden))
    yield written
    root.handlers[:], sys.excepthook, logging.raiseExceptions = handlers, hook, True
    root.setLevel(level)
    structlog.configure(**configured)
