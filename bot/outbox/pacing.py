"""Telegram's limits on sending: 30 a second overall, one a second in a chat, 20 a minute in a group."""

from collections import defaultdict, deque
from datetime import datetime, timedelta

_OVERALL = (30, timedelta(seconds=1))
_PER_CHAT = (1, timedelta(seconds=1))
_PER_GROUP = (20, timedelta(minutes=1))
_EVERYWHERE = 0
_MOST_CHATS = 1000


class Pacing:
    """When the next message may leave, for each chat; a `retry_after` holds back its chat only."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self._sent: dict[int, deque[datetime]] = defaultdict(
            lambda: deque(maxlen=max(_OVERALL[0], _PER_GROUP[0]))
        )
        self._held: dict[int, datetime] = {}

    def soonest(self, now: datetime) -> datetime:
        """Return the first instant, from now on, at which a message to any chat at all may leave."""
        return max(now, self._free_at(_EVERYWHERE, now, *_OVERALL) or now)

    def earliest(self, chat_id: int, now: datetime) -> datetime:
        """Return the first instant, from now on, at which a message to this chat may leave."""
        limits = [_PER_CHAT, _PER_GROUP] if chat_id < 0 else [_PER_CHAT]
        waits = [self._free_at(chat_id, now, *limit) for limit in limits]
        return max([self.soonest(now), *(wait for wait in [*waits, self._held.get(chat_id)] if wait)])

    def sent(self, chat_id: int, now: datetime) -> None:
        """Count one message to this chat; chats that are long free are forgotten when there are very many."""
        if len(self._sent) > _MOST_CHATS:
            self._forget(now - _PER_GROUP[1])
        self._sent[_EVERYWHERE].append(now)
        self._sent[chat_id].append(now)

    def hold(self, chat_id: int, until: datetime) -> None:
        """Send nothing to this chat before the instant that Telegram named."""
        self._held[chat_id] = until

    def _forget(self, before: datetime) -> None:
        """Forget the chats to which nothing was sent since, and for which no `retry_after` holds."""
        for chat_id in [each for each, sent in self._sent.items() if not sent or sent[-1] < before]:
            del self._sent[chat_id]
        for chat_id in [each for each, until in self._held.items() if until < before]:
            del self._held[chat_id]

    def _free_at(self, key: int, now: datetime, most: int, span: timedelta) -> datetime | None:
        """Return when one more may leave; what a clock gone wrong has dated later was sent by now."""
        sent = self._sent[key]
        for place, when in enumerate(sent):
            sent[place] = min(when, now)
        return sent[-most] + span if len(sent) >= most else None
