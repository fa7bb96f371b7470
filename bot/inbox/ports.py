"""What the inbox needs from outside, and what ends it."""

from collections.abc import Sequence
from typing import Any, Protocol

from bot.domain.errors import Unwritable


class Updates(Protocol):
    """Where raw updates come from."""

    async def updates(self, offset: int, timeout_seconds: int, kinds: list[str]) -> list[dict[str, Any]]:
        """Return the updates from this offset on."""
        ...


class Trouble(Protocol):
    """Who says that the database takes nothing, and waits."""

    async def meet(self, error: Unwritable, raw: Sequence[dict[str, Any]] = ()) -> None:
        """Tell those who have sent these updates, and the lead office; return when to try again."""
        ...

    async def over(self) -> None:
        """Say that it is over, if there was any."""
        ...


class Hearing(Protocol):
    """Who keeps account of when Telegram answered."""

    async def answered(self) -> None:
        """Take note that it answered."""
        ...

    def cut(self) -> None:
        """Take note that it did not."""
        ...


class AnotherPoller(Exception):  # noqa: N818 - said to the operator, not an error of ours
    """Somebody else polls with the same token (409)."""


class ForeignWebhook(Exception):  # noqa: N818 - said to the operator, not an error of ours
    """Somebody has set a webhook for this token, and gets the updates in our place (409)."""
