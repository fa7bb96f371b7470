"""The journal: one entry per state change, in a hash chain; ids, codes and salted commitments only.

Personal words lie in rows of their own (`Words`), so that they can be destroyed and the chain still verifies.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.draw.bytes import dumps
from bot.domain.people import Record

GENESIS = "0" * 64
_HASH = re.compile(r"[0-9a-f]{64}")


class Entry(Record):
    """One state change; `id` is its sequence number from 1, `body` the canonical JSON that is hashed."""

    event: str
    body: str
    hash: str


class Words(Record):
    """What somebody wrote, with the salt of its commitment; never in the journal, never public."""

    person_id: int | None
    salt: str
    text: str

    @property
    def commitment(self) -> str:
        """Return SHA-256 over salt and text, in hex: what the journal keeps of the words."""
        return hashlib.sha256(bytes.fromhex(self.salt) + self.text.encode()).hexdigest()


class Denial(Record):
    """An act that was denied: who, what, where and why; no state changed."""

    account_id: int
    person_id: int | None
    action: str
    code: str
    chat_kind: str
    at: datetime


def chain(before: Entry | None, event: str, actor: int | None, at: datetime, data: dict[str, Any]) -> Entry:
    """Return the entry that follows `before` (None for the first); `actor` None is the bot itself."""
    body = dumps(
        {
            "seq": before.id + 1 if before else 1,
            "prev": before.hash if before else GENESIS,
            "at": at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "event": event,
            "actor": actor,
            "data": data,
        }
    )
    number = before.id + 1 if before else 1
    return Entry(id=number, event=event, body=body.decode(), hash=hashlib.sha256(body).hexdigest())


def first_fault(entries: Iterable[Entry]) -> int | None:
    """Return the sequence number of the first entry that does not follow from the one before, or None."""
    prev = GENESIS
    for number, entry in enumerate(entries, start=1):
        if not _follows(entry, number, prev):
            return number
        prev = entry.hash
    return None


def anchor_of(text: str) -> tuple[int, str]:
    """Return number and hash of an entry as the group's messages give them, written `12:9f86…`.

    Raises:
        ValueError: it is not a number, a colon and 64 hexadecimal digits.
    """
    number, _, digest = text.replace("：", ":").replace(" ", "").lower().partition(":")
    if not number.isdecimal() or int(number) < 1 or not _HASH.fullmatch(digest):
        raise ValueError(text)
    return int(number), digest


def agrees(entries: Sequence[Entry], anchor: tuple[int, str]) -> bool:
    """Return whether the journal still holds the entry of an anchor, unchanged."""
    number, digest = anchor
    return number <= len(entries) and entries[number - 1].hash == digest


def _follows(entry: Entry, number: int, prev: str) -> bool:
    if entry.id != number or hashlib.sha256(entry.body.encode()).hexdigest() != entry.hash:
        return False
    body = json.loads(entry.body)
    return bool(body["prev"] == prev and body["seq"] == number and body["event"] == entry.event)
