"""Logs: one line per event, and neither the token nor the secret key in any of them."""

import logging
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog
from pydantic import SecretStr

_NOISY = ("httpx", "httpcore", "apscheduler", "alembic", "aiosqlite", "telegram")


def set_up_logs(level: str, *hidden: SecretStr) -> None:
    """Send everything, foreign logs too, through one formatter that takes out what is to be hidden."""
    hide = _Redaction([each.get_secret_value() for each in hidden])
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            hide,
            structlog.processors.LogfmtRenderer(),
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _NOISY:  # httpx logs the token in addresses, aiosqlite every value, telegram all that is said
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.raiseExceptions = False  # a line that cannot be written would be printed raw
    sys.excepthook = _log_crash  # what nobody foresaw goes through the formatter, too
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("shuangsuiji").critical("stopped", exc_info=(kind, error, trace))


class _Redaction:
    """Takes every hidden text out of every value of an event."""

    def __init__(self, hidden: list[str]) -> None:
        self._hidden = [each for each in hidden if each]

    def __call__(self, _logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in event.items():
            text = value if isinstance(value, str) else repr(value)
            for hidden in self._hidden:
                if hidden in text:
                    event[key] = text = text.replace(hidden, "…")
        return event
