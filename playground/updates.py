"""One bot's queue of updates: kept until the bot's offset confirms them, as getUpdates promises."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from playground.errors import ApiError

EVERY_KIND = frozenset(
    {"message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"}
)
BY_DEFAULT = EVERY_KIND - {"chat_member", "message_reaction"}
_MOST_AT_ONCE = 100


class UpdateQueue:
    """Updates in order, the remembered allowed_updates, and at most one poller."""

    def __init__(self, next_id: int, on_change: Callable[[], None]) -> None:
        self.next_id = next_id
        self._on_change = on_change
        self._pending: list[dict[str, Any]] = []
        self._allowed = BY_DEFAULT
        self._poller = 0
        self._stirred = asyncio.Event()

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def allowed(self) -> frozenset[str]:
        """The kinds of update that the last explicit allowed_updates asked for."""
        return self._allowed

    def put(self, kind: str, content: dict[str, Any]) -> None:
        """Queues an update, unless the bot did not ask for its kind."""
        if kind in self._allowed:
            self._pending.append({"update_id": self.next_id, kind: content})
            self.next_id += 1
            self._stir()

    def clear(self) -> None:
        """Forgets all that is unconfirmed: what Telegram does after 24 hours, and on drop_pending_updates."""
        self._pending.clear()
        self._stir()

    def end_polls(self) -> None:
        """Lets a waiting poller return with 409, as if another instance had begun to poll."""
        self._poller += 1
        self._stir()

    async def poll(
        self, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None
    ) -> list[dict[str, Any]]:
        """The next updates; waits up to `seconds` for one; ends any other poll.

        Raises:
            ApiError: 409 when another poll began meanwhile.
        """
        if allowed is not None:
            self._allowed = frozenset(allowed) or BY_DEFAULT
        self.end_polls()
        mine = self._poller
        self._confirm(offset)
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._pending and mine == self._poller:
                    await self._stirred.wait()
        if mine != self._poller:
            raise ApiError.conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return self._pending[: min(limit, _MOST_AT_ONCE)]

    def _confirm(self, offset: int) -> None:
        before = len(self._pending)
        if offset > 0:
            self._pending = [update for update in self._pending if update["update_id"] >= offset]
        elif offset < 0:
            self._pending = self._pending[offset:]
        if len(self._pending) != before:
            self._on_change()

    def _stir(self) -> None:
        self._stirred.set()
        self._stirred = asyncio.Event()
        self._on_change()
