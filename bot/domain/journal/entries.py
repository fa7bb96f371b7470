"""The journal: one entry per state change, in a hash chain; ids, codes and salted commitments only.

Personal words lie in rows of their own (`Words`), so that they can be destroyed and the chain still verifies.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.draw.bytes import dumps
from bot.domain.people import Record

GENESIS = "0" * 64


class Entry(Record):
    """One state change; `id` is its sequence number from 1, `body` the canonical JSON that is hashed."""

    event: str
    body: str
    hash: str


class Words(Record):
    """What somebody wrote, with the salt of its commitment; never in the journal, never public.

    Of destroyed words only `destroyed` is left, their commitment.
    """

    person_id: int | None
    salt: str
    text: str
    destroyed: str = ""

    @property
    def commitment(self) -> str:
        """Return SHA-256 over salt and text, in hex: what the journal keeps of the words."""
        if self.destroyed:
            return self.destroyed
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


def follows(entry: Entry, body: Mapping[str, Any], number: int, prev: str) -> bool:
    """Tell whether an entry is the `number`-th after the one whose hash is `prev`; `body` is what it says."""
    return (
        entry.id == number
        and hashlib.sha256(leaf_of(entry)).hexdigest() == entry.hash
        and (body.get("prev"), body.get("seq"), body.get("event")) == (prev, number, entry.event)
    )


def leaf_of(entry: Entry) -> bytes:
    """Return the bytes that are hashed, alone and as a leaf of the tree; an altered body may be no UTF-8."""
    return entry.body.encode("utf-8", "surrogatepass")


def body_of(entry: Entry) -> dict[str, Any]:
    """Return what the entry says, nothing where it is no JSON object."""
    try:
        body = json.loads(entry.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
