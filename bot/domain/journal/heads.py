"""A head of the journal: how many entries, the root over them, and the office's signature under both.

It is posted in the group, where others keep it; the text that is signed is three lines of ASCII.
"""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from bot.domain.hexadecimal import DIGEST, SIGNATURE
from bot.domain.journal.entries import Entry, body_of
from bot.domain.people import Record

KEY_EVENT = "journal_key"
"""The entry that names the public key with which the heads from there on are signed."""
STAMP_EVENT = "head_stamped"
"""The entry that says which head an authority has stamped, and the hash of its reply."""
_DIGEST = re.compile(DIGEST)
_SIGNATURE = re.compile(f"(?:{SIGNATURE})?")


class Head(Record):
    """A head that was signed: `root` over the first `size` entries, Ed25519 key and signature in hex."""

    size: int
    root: str
    key: str
    signature: str
    at: datetime


class Stamp(Record):
    """What a time-stamping authority replied for a head (RFC 3161): the reply in base64, and its instant."""

    head_id: int
    authority: str
    reply: str
    at: datetime


class LostStamp(NamedTuple):
    """An entry that tells of a stamp which is not there as it came: its number, and the size of the head."""

    entry: int
    size: int


class Anchor(NamedTuple):
    """What somebody kept of a head: the number of entries, a hash, and the signature or ""."""

    number: int
    digest: str
    signature: str = ""


def statement(size: int, root: str) -> bytes:
    """Return what is signed of a head."""
    return f"ssj/journal/1\n{size}\n{root}\n".encode("ascii")


def lost_stamps(entries: Iterable[Entry], held: Collection[tuple[int, str]]) -> tuple[LostStamp, ...]:
    """Return each stamp of which the entries tell and which is not held as it came.

    `held` is the size of each head that has a stamp, and the SHA-256 of the authority's reply in hex.
    """
    told = [(each.id, _stamp_told(each)) for each in entries if each.event == STAMP_EVENT]
    return tuple(LostStamp(number, stamp[0]) for number, stamp in told if stamp not in held)


def _stamp_told(entry: Entry) -> tuple[int, str]:
    """Return size and hash; none that can be held where somebody has altered the entry."""
    try:
        data = body_of(entry)["data"]
        return int(data["size"]), str(data["reply"])
    except (KeyError, TypeError, ValueError):
        return 0, ""


def anchor_of(text: str) -> Anchor:
    """Return the head that a text names as the group's messages do: `12:9f86…`, with `:signature` or without.

    Raises:
        ValueError: it is not a number, 64 hexadecimal digits and perhaps 128 more, with colons between.
    """
    number, _, rest = "".join(text.replace("：", ":").split()).lower().partition(":")
    digest, _, signature = rest.partition(":")
    is_number = number.isascii() and number.isdecimal() and int(number) >= 1
    if not (is_number and _DIGEST.fullmatch(digest) and _SIGNATURE.fullmatch(signature)):
        raise ValueError(text)
    return Anchor(int(number), digest, signature)
