"""The Bot API by method name and plain JSON, on python-telegram-bot's requests and errors."""

import os
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

# python-telegram-bot warns on every 429 unless its coming behaviour is asked for.
os.environ.setdefault("PTB_TIMEDELTA", "true")

import httpx
from telegram import InputFile
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.domain.mail import Attached
from bot.settings import Settings

_POLL_SLACK_SECONDS = 10.0
MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024
_MOST_CONNECTIONS = 256


Hear = Callable[[datetime], None]
"""Takes what the server says the time is, with each of its answers."""


def _client(connections: int, hear: Hear) -> HTTPXRequest:
    async def read_date(response: httpx.Response) -> None:
        with suppress(ValueError):
            hear(parsedate_to_datetime(response.headers.get("Date", "")))

    options = {"verify": _trusted(), "event_hooks": {"response": [read_date]}}
    return HTTPXRequest(connection_pool_size=connections, httpx_kwargs=options)


def _ignore(_instant: datetime) -> None:
    """Hear nothing: whoever makes one call only has no use for the time."""


@cache
def _trusted() -> ssl.SSLContext:
    """Return the certificates to trust, read once for all clients: reading them is most of a start."""
    return httpx.create_ssl_context()


class BotApi(ExtBot[None]):
    """The Telegram port: raw JSON in and out, so that nothing is lost that a model does not know."""

    @classmethod
    def at(cls, settings: Settings, hear: Hear = _ignore) -> Self:
        """Return the API of the server and the token in the settings; `hear` gets the server's time."""
        base = settings.api_url
        token = settings.token.get_secret_value()
        return cls(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            get_updates_request=_client(1, hear),
            request=_client(_MOST_CONNECTIONS, hear),
        )

    def __repr__(self) -> str:
        """Return a name without the token."""
        return "BotApi"

    async def call(
        self, method: str, params: dict[str, Any], files: dict[str, Attached] | None = None
    ) -> Any:
        """Return the `result` of one call; raises the errors of `telegram.error`."""
        data: dict[str, Any] = dict(params)
        for name, file in (files or {}).items():
            data[name] = InputFile(Path(file.path).read_bytes(), filename=file.name)  # noqa: ASYNC240 - a few kilobytes
        return await self._post(method, data)

    async def updates(self, offset: int, timeout_seconds: int, kinds: list[str]) -> list[dict[str, Any]]:
        """Return the raw updates from this offset on; waits up to the time-out for the first."""
        params = {"offset": offset, "timeout": timeout_seconds, "allowed_updates": kinds}
        found: list[dict[str, Any]] = await self._post(
            "getUpdates", params, read_timeout=timeout_seconds + _POLL_SLACK_SECONDS
        )
        return found

    async def download(self, file_id: str) -> bytes:
        """Return the bytes of a file that somebody sent (at most 20 MB)."""
        file = await self.get_file(file_id)
        return bytes(await file.download_as_bytearray())
