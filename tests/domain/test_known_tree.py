"""The journal's tree as a process knows it: what is read is added, and forgetting begins again."""

from datetime import UTC, datetime

from bot.domain.draw.bytes import merkle_root
from bot.domain.journal.entries import Entry, chain, leaf_of
from bot.domain.journal.known_tree import KnownTree

AT = datetime(2026, 11, 25, 1, tzinfo=UTC)


def entries_of(count: int) -> list[Entry]:
    entries: list[Entry] = []
    for n in range(count):
        entries.append(chain(entries[-1] if entries else None, "noted", None, AT, {"n": n}))
    return entries


def test_tree_is_that_of_the_entries_read_and_names_the_last() -> None:
    entries, known = entries_of(5), KnownTree()
    assert (known.tree.size, known.last) == (0, "")
    known.read(entries[:3])
    assert (known.tree.root(), known.last) == (merkle_root(list(map(leaf_of, entries[:3]))), entries[2].hash)
    known.read(entries[3:])
    assert (known.tree.root(), known.last) == (merkle_root(list(map(leaf_of, entries))), entries[4].hash)


def test_what_is_forgotten_is_read_anew() -> None:
    entries, known = entries_of(2), KnownTree()
    known.read(entries)
    known.forget()
    assert (known.tree.size, known.last) == (0, "")
    known.read(entries[:1])
    assert (known.tree.size, known.last) == (1, entries[0].hash)
