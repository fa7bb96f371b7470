"""Which update has its turn: within a chat the older one, among chats the one that has waited longest.

Whoever sends a hundred messages in a second so delays nobody but himself. The rows are the truth; this only
knows their numbers.
"""

from bisect import bisect
from collections import deque
from collections.abc import Container


class Waiting:
    """The numbers of pending updates by chat; None stands for what belongs to no chat."""

    def __init__(self) -> None:
        """Know of none."""
        self._chats: dict[int | None, deque[int]] = {}
        self._known: dict[int, int | None] = {}

    def __contains__(self, number: object) -> bool:
        """Return whether this update waits."""
        return number in self._known

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._known)

    def count(self, chat: int | None) -> int:
        """Return how many wait in this chat."""
        return len(self._chats.get(chat, ()))

    def add(self, number: int, chat: int | None) -> None:
        """Let an update wait, behind the older ones of its chat."""
        if number not in self._known:
            self._known[number] = chat
            numbers = self._chats.setdefault(chat, deque())
            numbers.insert(bisect(numbers, number), number)

    def first(self, held: Container[int | None]) -> int | None:
        """Return the update whose turn it is, apart from chats that are held; None where there is none."""
        return next((numbers[0] for chat, numbers in self._chats.items() if chat not in held), None)

    def had_turn(self, number: int) -> None:
        """Put the update's chat behind all others."""
        chat = self._known.get(number)
        if chat in self._chats:
            self._chats[chat] = self._chats.pop(chat)

    def drop(self, number: int) -> None:
        """Forget an update that does not wait any more."""
        if number not in self._known:
            return
        chat = self._known.pop(number)
        self._chats[chat].remove(number)
        if not self._chats[chat]:
            del self._chats[chat]
