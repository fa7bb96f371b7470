"""The journal's tree as far as this process has read it, so that a head does not cost the whole journal."""

from collections.abc import Iterable

from bot.domain.journal.entries import Entry, leaf_of
from bot.domain.journal.tree import Frontier


class KnownTree:
    """The tree over the first entries, and the hash of the last of them.

    A transaction that was rolled back leaves entries here that never were: `last` tells, because the hash of
    an entry commits to all before it.
    """

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.forget()

    def forget(self) -> None:
        """Begin again."""
        self.tree, self.last = Frontier(), ""

    def read(self, entries: Iterable[Entry]) -> None:
        """Take in the entries that follow."""
        for entry in entries:
            self.tree.add(leaf_of(entry))
            self.last = entry.hash
