"""Telegram's limits on sending: 30 a second overall, one a second in a chat, 20 a minute in a group."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

_OVERALL = (30, timedelta(seconds=1))
_PER_CHAT = (1, timedelta(seconds=1))
_PER_GROUP = (20, timedelta(minutes=1))
_EVERYWHERE = 0


class Pacing:
    """When the next message may leave, for each chat; a `retry_after` holds back its chat only."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self._sent: dict[int, deque[datetime]] = defaultdict(
            lambda: deque(maxlen=max(_OVERALL[0], _PER_GROUP[0]))
        )
        self._held: dict[int, datetime] = {}

    def earliest(self, chat_id: int, now: datetime) -> datetime:
        """Return the first instant, from now on, at which a message to this chat may leave."""
        limits = [(_EVERYWHERE, _OVERALL), (chat_id, _PER_CHAT)]
        if chat_id < 0:
            limits.append((chat_id, _PER_GROUP))
        waits = [self._free_at(key, now, *limit) for key, limit in limits]
        held = self._held.get(chat_id)
        return max([now, *(wait for wait in [*waits, held] if wait is not None)])

    def sent(self, chat_id: int, now: datetime) -> None:
        """Count one message to this chat."""
        self._sent[_EVERYWHERE].append(now)
        self._sent[chat_id].append(now)

    def hold(self, chat_id: int, until: datetime) -> None:
        """Send nothing to this chat before the instant that Telegram named."""
        self._held[chat_id] = until

    def _free_at(self, key: int, now: datetime, most: int, span: timedelta) -> datetime | None:
        """Return when one more may leave; what a clock gone wrong has dated later was sent by now."""
        sent = self._sent[key]
        for place, when in enumerate(sent):
            sent[place] = min(when, now)
        return sent[-most] + span if len(sent) >= most else None
