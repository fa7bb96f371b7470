"""What a person with the whole database can do to a journal (threats 26 to 30, 34), and honest journals.

`python -m tests.domain.journal_mutations` tries every bit of every byte of 200 entries, and 10,000 honest
journals; the tests try a sample.
"""

import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.journal.audit import audit
from bot.domain.journal.entries import Entry, chain
from bot.domain.journal.heads import Anchor

BEGUN = datetime(2026, 9, 21, 1, tzinfo=UTC)
ENTRIES, HONEST = 200, 10_000


def honest(count: int, dice: random.Random) -> list[Entry]:
    """Return a journal such as an office writes."""
    entries: list[Entry] = []
    at = BEGUN
    for number in range(count):
        at += timedelta(seconds=dice.randrange(90_000))
        data: dict[str, Any] = {
            "round": f"SSJ-2026-{number:04}",
            "ids": [dice.randrange(10**6) for _ in range(dice.randrange(4))],
            "what": dice.choice(["甲", "recusal", "", "\u2028", '"\\']),
            "none": None,
        }
        event = dice.choice(["drawn", "thrown", "duty_left"])
        entries.append(chain(entries[-1] if entries else None, event, number or None, at, data))
    return entries


def rechained(entries: list[Entry], start: int) -> list[Entry]:
    """Return the journal with every hash from `start` on computed anew, so that the chain holds."""
    out = entries[:start]
    for entry in entries[start:]:
        body = json.loads(entry.body)
        at = datetime.fromisoformat(body["at"])
        out.append(chain(out[-1] if out else None, body["event"], body["actor"], at, body["data"]))
    return out


def _changed(entry: Entry) -> Entry:
    body = json.loads(entry.body) | {"data": {"forged": 1}}
    return entry.model_copy(update={"body": json.dumps(body)})


def _hidden(entry: Entry, body: str) -> Entry:
    """Return the entry with other contents and their own hash."""
    return entry.model_copy(update={"body": body, "hash": hashlib.sha256(body.encode()).hexdigest()})


def _put(entries: list[Entry], at: int, *instead: Entry) -> list[Entry]:
    return [*entries[:at], *instead, *entries[at + 1 :]]


def _swapped(entries: list[Entry], at: int) -> list[Entry]:
    return [*entries[:at], entries[at + 1], entries[at], *entries[at + 2 :]]


Mutation = Callable[[list[Entry], int], list[Entry]]
MUTATIONS: Mapping[str, Mutation] = {
    "edit": lambda own, at: _put(own, at, _changed(own[at])),
    "edit_with_its_hash": lambda own, at: _put(own, at, _hidden(own[at], _changed(own[at]).body)),
    "garbage_with_its_hash": lambda own, at: _put(own, at, _hidden(own[at], "no JSON")),
    "list_with_its_hash": lambda own, at: _put(own, at, _hidden(own[at], "[1]")),
    "event": lambda own, at: _put(own, at, own[at].model_copy(update={"event": "forged"})),
    "hash": lambda own, at: _put(own, at, own[at].model_copy(update={"hash": "0" * 64})),
    "number": lambda own, at: _put(own, at, own[at].model_copy(update={"id": 10**6})),
    "delete": _put,
    "duplicate": lambda own, at: _put(own, at, own[at], own[at]),
    "insert": lambda own, at: _put(own, at, chain(own[at], "forged", None, BEGUN, {}), own[at]),
    "swap": _swapped,
    "truncate": lambda own, at: own[:at],
    "rollback_and_fork": lambda own, at: rechained([*own[:at], _changed(own[at])], at),
    "edit_and_rehash_all": lambda own, at: rechained(_put(own, at, _changed(own[at])), at),
    "delete_and_rehash_all": lambda own, at: rechained(_put(own, at), at),
    "insert_and_rehash_all": lambda own, at: rechained(_put(own, at, _changed(own[at]), own[at]), at),
    "swap_and_rehash_all": lambda own, at: rechained(_swapped(own, at), at),
}


def is_found(forged: list[Entry], anchor: Anchor) -> bool:
    """Return whether the check finds that the journal is not the one of the anchor."""
    found = audit(forged, [anchor.number])
    return found.fault is not None or not found.holds(anchor)


def bit_flips(entries: list[Entry], at: int) -> Iterator[list[Entry]]:
    """Yield the journal from this entry on, with each bit of the entry's text flipped that leaves text."""
    raw = entries[at].body.encode()
    for place in range(len(raw) * 8):
        flipped = bytearray(raw)
        flipped[place // 8] ^= 1 << place % 8
        try:
            body = flipped.decode()
        except UnicodeDecodeError:
            continue  # the database holds text: SQLite would hand nothing else out
        yield _put(entries, at, entries[at].model_copy(update={"body": body}))


def main() -> None:
    """Try all of them, and say how many were found."""
    dice = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    entries = honest(ENTRIES, dice)
    anchor = Anchor(ENTRIES, audit(entries, [ENTRIES]).roots[ENTRIES])
    tried = found = 0
    for at in range(ENTRIES):
        # What stands before the entry is whole: the check needs to begin only there.
        for forged in bit_flips(entries, at):
            tried += 1
            found += audit(forged[: at + 1], [anchor.number]).fault == at + 1
    sys.stdout.write(f"bits: {found} of {tried} found\n")
    cuts = [(name, at) for name in MUTATIONS for at in range(ENTRIES - 1)]
    hits = sum(is_found(MUTATIONS[name](entries, at), anchor) for name, at in cuts)
    sys.stdout.write(f"mutations: {hits} of {len(cuts)} found\n")
    alarms = 0
    for _ in range(HONEST):
        own = honest(dice.randrange(1, 60), dice)
        read = audit(own, range(1, len(own) + 1))
        alarms += read.fault is not None or bool(read.backdated)
        alarms += not all(read.holds(Anchor(each.id, each.hash)) for each in own)
    sys.stdout.write(f"honest journals: {alarms} false alarms in {HONEST}\n")
    sys.exit(found != tried or hits != len(cuts) or alarms > 0)


if __name__ == "__main__":
    main()
