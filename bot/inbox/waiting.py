"""Which update has its turn: within a chat the older one, among chats the one that has waited longest.

Whoever sends a hundred messages in a second so delays nobody but himself. In a group the order among its
members is Telegram's, since it can matter who was first; what one of them has sent beyond a few waits in a
lane of its own, as another chat's would. So a flood puts back whoever makes it, and moves nobody else.
The rows are the truth; this only knows their numbers.
"""

from bisect import bisect
from collections import Counter, deque
from collections.abc import Container
from typing import NamedTuple

_MOST_AMONG_OTHERS = 5
"""Updates of one member of a group that wait in their order among those of the others."""


class _Lane(NamedTuple):
    """Where updates wait behind one another: in a chat; or, with a sender, his flood of a group."""

    chat: int | None
    sender: int | None = None


class Waiting:
    """The numbers of pending updates by chat; None stands for what belongs to no chat."""

    def __init__(self) -> None:
        """Know of none."""
        self._lanes: dict[_Lane, deque[int]] = {}
        self._known: dict[int, tuple[_Lane, _Lane]] = {}
        self._among_others: Counter[_Lane] = Counter()

    def __contains__(self, number: object) -> bool:
        """Return whether this update waits."""
        return number in self._known

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._known)

    def count(self, chat: int | None) -> int:
        """Return how many wait in this chat, apart from what somebody has flooded it with."""
        return len(self._lanes.get(_Lane(chat), ()))

    def add(self, number: int, chat: int | None, sender: int | None = None) -> None:
        """Let an update wait, behind the older ones of its chat; `sender` tells who is who in a group."""
        if number in self._known:
            return
        own = _Lane(chat, sender)
        lane = own if self._floods(own) else _Lane(chat)
        self._known[number] = lane, own
        self._among_others[own] += lane != own
        numbers = self._lanes.setdefault(lane, deque())
        numbers.insert(bisect(numbers, number), number)

    def first(self, held: Container[int | None]) -> int | None:
        """Return the update whose turn it is, apart from chats that are held; None where there is none."""
        turns = (numbers[0] for lane, numbers in self._lanes.items() if self._is_free(lane, held))
        return next(turns, None)

    def had_turn(self, number: int) -> None:
        """Put the update's lane behind all others."""
        if number in self._known:
            lane, _ = self._known[number]
            self._lanes[lane] = self._lanes.pop(lane)

    def drop(self, number: int) -> None:
        """Forget an update that does not wait any more."""
        if number not in self._known:
            return
        lane, own = self._known.pop(number)
        self._lanes[lane].remove(number)
        if not self._lanes[lane]:
            del self._lanes[lane]
        self._among_others[own] -= lane != own
        if not self._among_others[own]:
            del self._among_others[own]

    def _floods(self, own: _Lane) -> bool:
        """Return whether what comes next of this member of a group waits in his own lane."""
        is_member = own.sender is not None and own.sender != own.chat
        return is_member and (own in self._lanes or self._among_others[own] >= _MOST_AMONG_OTHERS)

    def _is_free(self, lane: _Lane, held: Container[int | None]) -> bool:
        """A flood goes on only when nothing older of its sender waits among the others."""
        return lane.chat not in held and (lane.sender is None or not self._among_others[lane])
