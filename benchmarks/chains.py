"""The journal beside a bare SHA-256 chain that serialises the same entries, each by itself in a process."""

import hashlib
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from benchmarks.measure import answer
from bot.domain.journal.audit import audit
from bot.domain.journal.entries import GENESIS, Entry, chain
from bot.domain.journal.known_tree import KnownTree

Work = Callable[[], Any]
_BEGUN = datetime(2026, 9, 21, 1, tzinfo=UTC)
_KINDS = 1000
"""So many different entries, over and over: the inputs are not what is measured."""


class _Kept(NamedTuple):
    event: str
    body: str
    hash: str


def _facts(count: int, seed: int) -> Iterator[tuple[str, int, datetime, dict[str, Any]]]:
    """Yield event, actor, instant and data of so many entries."""
    dice = random.Random(seed)  # noqa: S311 - inputs, not a draw
    kinds: Sequence[tuple[str, dict[str, Any]]] = [
        (
            dice.choice(["target_confirmed", "item_answered", "duty_acknowledged"]),
            {"round": f"SSJ-2026-{number:04}", "target": f"T{number:06}", "ids": dice.sample(range(9999), 3)},
        )
        for number in range(_KINDS)
    ]
    for number in range(count):
        event, data = kinds[number % _KINDS]
        yield event, number % 300, _BEGUN + timedelta(seconds=number), data


def _bare(seq: int, prev: str, fact: tuple[str, int, datetime, dict[str, Any]]) -> tuple[bytes, str]:
    """Return an entry's bytes and its hash, as the simplest chain has them."""
    event, actor, at, data = fact
    body = {"seq": seq, "prev": prev, "at": at.isoformat(), "event": event, "actor": actor, "data": data}
    raw = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return raw, hashlib.sha256(raw).hexdigest()


def bare_append(count: int, seed: int) -> Work:
    """Serialise and chain so many entries."""

    def work() -> None:
        prev = GENESIS
        for number, fact in enumerate(_facts(count, seed), start=1):
            _, prev = _bare(number, prev, fact)

    return work


def journal_append(count: int, seed: int) -> Work:
    """Chain so many entries as the bot does, and grow the tree over them."""

    def work() -> None:
        entry: Entry | None = None
        known = KnownTree()
        for event, actor, at, data in _facts(count, seed):
            entry = chain(entry, event, actor, at, data)
            known.read((entry,))

    return work


def bare_verify(count: int, seed: int) -> Work:
    """Serialise every entry again and hold its hash against the one that is kept."""
    hashes = []
    for number, fact in enumerate(_facts(count, seed), start=1):
        hashes.append(_bare(number, hashes[-1] if hashes else GENESIS, fact)[1])

    def work() -> None:
        prev = GENESIS
        for number, fact in enumerate(_facts(count, seed), start=1):
            _, prev = _bare(number, prev, fact)
            if prev != hashes[number - 1]:
                raise AssertionError(number)

    return work


def journal_verify(count: int, seed: int) -> Work:
    """Recompute chain and tree over records such as the database hands out."""
    kept: list[_Kept] = []
    entry: Entry | None = None
    for event, actor, at, data in _facts(count, seed):
        entry = chain(entry, event, actor, at, data)
        kept.append(_Kept(entry.event, entry.body, entry.hash))

    def work() -> None:
        entries = (
            Entry(id=number, event=each.event, body=each.body, hash=each.hash)
            for number, each in enumerate(kept, start=1)
        )
        if audit(entries).fault is not None:
            raise AssertionError

    return work


MAKERS: Mapping[str, Callable[..., Work]] = {
    "bare_append": bare_append,
    "journal_append": journal_append,
    "bare_verify": bare_verify,
    "journal_verify": journal_verify,
}

if __name__ == "__main__":
    answer(MAKERS)
