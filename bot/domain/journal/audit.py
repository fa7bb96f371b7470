"""The whole journal read once: the first entry that does not follow, and what each posted head should be."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.journal.entries import GENESIS, Entry, body_of, follows, leaf_of
from bot.domain.journal.heads import KEY_EVENT, Anchor
from bot.domain.journal.tree import Frontier


@dataclass(frozen=True)
class Audit:
    """What was read: `hashes` and `roots` are those at the sizes that were asked for, in hex.

    `fault` is the first entry that does not follow from the one before; `backdated` are those that bear an
    earlier time than the one before; `keys` are the public keys under which heads were signed.
    """

    count: int
    fault: int | None
    hashes: Mapping[int, str]
    roots: Mapping[int, str]
    backdated: tuple[int, ...]
    keys: tuple[str, ...]

    def holds(self, anchor: Anchor) -> bool:
        """Tell whether the journal holds the entries of an anchor, unchanged; its number was asked for."""
        number, digest, _ = anchor
        return number <= self.count and digest in (self.roots[number], self.hashes[number])


def audit(entries: Iterable[Entry], sizes: Collection[int] = ()) -> Audit:
    """Recompute chain and tree, and keep the hash and the root at each of the sizes, and at the end."""
    tree, wanted = Frontier(), frozenset(sizes)
    fault: int | None = None
    hashes, roots = {0: GENESIS}, {0: tree.root().hex()}
    backdated, keys, prev, latest = [], [], GENESIS, ""
    for number, entry in enumerate(entries, start=1):
        body = body_of(entry)
        if fault is None and not follows(entry, body, number, prev):
            fault = number
        tree.add(leaf_of(entry))
        prev = entry.hash
        if number in wanted:
            hashes[number], roots[number] = prev, tree.root().hex()
        said = str(body.get("at", ""))
        if said < latest:
            backdated.append(number)
        latest = said
        if entry.event == KEY_EVENT:
            keys.append(str(body.get("data", {}).get("public", "")))
    hashes[tree.size], roots[tree.size] = prev, tree.root().hex()
    return Audit(tree.size, fault, hashes, roots, tuple(backdated), tuple(keys))
