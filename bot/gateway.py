"""The Bot API by method name and plain JSON, on python-telegram-bot's requests and errors."""

import os
from pathlib import Path
from typing import Any, Self

# python-telegram-bot warns on every 429 unless its coming behaviour is asked for.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram import InputFile
from telegram.ext import ExtBot

from bot.settings import Settings

_POLL_SLACK_SECONDS = 10.0
MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024


class BotApi(ExtBot[None]):
    """The Telegram port: raw JSON in and out, so that nothing is lost that a model does not know."""

    @classmethod
    def at(cls, settings: Settings) -> Self:
        """Return the API of the server and the token in the settings."""
        base = settings.api_url
        token = settings.token.get_secret_value()
        return cls(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot")

    def __repr__(self) -> str:
        """Return a name without the token."""
        return "BotApi"

    async def call(self, method: str, params: dict[str, Any], files: dict[str, str] | None = None) -> Any:
        """Return the `result` of one call; raises the errors of `telegram.error`."""
        data: dict[str, Any] = dict(params)
        for name, path in (files or {}).items():
            file = Path(path)
            data[name] = InputFile(file.read_bytes(), filename=file.name)  # noqa: ASYNC240 - a few kilobytes
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
