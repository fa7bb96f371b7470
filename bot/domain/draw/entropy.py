"""Entropy and seed (protocol section 5): the transcript, what it is worth, and the tickets it gives."""

import hmac
import math
import re
import struct
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

from bot.domain.draw.bytes import digest, dumps, keyed
from bot.domain.draw.plan import Balls, Entropy, NoEntropy, Texts, Throws
from bot.domain.draw.records import Items, Record

LEVELS = {
    "none": "L0",
    "text": "L1",
    "slot": "L2",
    "die": "L2",
    "d10": "L2",
    "balls": "L3",
    "drand": "L3",
}
SECRET_LEVELS = ("L0", "L1")  # without a secret the last to speak would know the result first
LEAST_OBSERVERS = 2
LEAST_BITS = 64
LEAST_BALL_BITS = 40
LONGEST_TEXT = 200
TICKETS_PER_BLOCK = 4
TICKET_BYTES = 8

_FACES = {"slot": 64, "die": 6, "d10": 10}
_DRAND_BITS = 256
_SINGLE_SOURCE = {"d10": "room", "balls": "lottery", "drand": "drand"}
_THROWN = re.compile(r"msg:([1-9][0-9]*)")
_WRITTEN = re.compile(r"msg:([1-9][0-9]*)/([1-9][0-9]*)")
_DIGITS = re.compile(r"[0-9]+")
_SIGNATURE = re.compile(r"([0-9a-f]{2})+")

Value = str | int | Items[int]


class Entry(Record):
    """One value of the transcript, and where to look for it."""

    i: int
    kind: str
    src: str
    val: Value


Transcript = tuple[Entry, ...]


def level(kind: str) -> str:
    """Return the level of a kind of entropy, `L0` to `L3` (section 1)."""
    return LEVELS[kind]


def _has_enough_sets(balls: Balls) -> bool:
    """Tell whether C(max, count) reaches 2⁴⁰, and go no further once that is certain."""
    found = 1
    for i in range(min(balls.count, balls.max - balls.count)):
        found = found * (balls.max - i) // (i + 1)
        if found >= 1 << LEAST_BALL_BITS:
            return True
    return False


def has_enough_outcomes(entropy: Entropy) -> bool:
    """Tell whether nobody can run through the outcomes: 64 bits of throws, 2⁴⁰ sets of balls, two texts."""
    match entropy:
        case Texts():
            return entropy.count >= LEAST_OBSERVERS
        case Throws():
            # A face is at least a bit, so LEAST_BITS throws are always enough.
            throws = min(entropy.count, LEAST_BITS)
            return math.prod([_FACES[entropy.kind]] * throws) >= 1 << LEAST_BITS
        case Balls():
            return _has_enough_sets(entropy)
        case _:
            return True


def bits(entropy: Entropy) -> float:
    """Return how many bits the public randomness of a valid plan is worth; texts count nothing."""
    match entropy:
        case Throws():
            return entropy.count * math.log2(_FACES[entropy.kind])
        case Balls():
            return math.log2(math.comb(entropy.max, entropy.count))
        case NoEntropy() | Texts():
            return 0.0
        case _:
            return float(_DRAND_BITS)


def _entries(entropy: Entropy) -> int:
    match entropy:
        case NoEntropy():
            return 0
        case Texts() | Throws(kind="slot" | "die"):
            return entropy.count
        case _:
            return 1


def _ascending(numbers: Sequence[int]) -> bool:
    return all(before < after for before, after in pairwise(numbers))


def _src_is_right(kind: str, transcript: Transcript) -> bool:
    """Tell whether every `src` has the form of its kind, message ids ascending, observers in order."""
    if kind in _SINGLE_SOURCE:
        return all(entry.src == _SINGLE_SOURCE[kind] for entry in transcript)
    form = _WRITTEN if kind == "text" else _THROWN
    found = [form.fullmatch(entry.src) for entry in transcript]
    if None in found:
        return False
    groups = [match.groups() for match in found if match]
    observers = [group[1] for group in groups] if kind == "text" else []
    # Message ids are compared as text of equal length, since an id may have any number of digits.
    ids = [(len(group[0]), group[0]) for group in groups]
    return all(a < b for a, b in pairwise(ids)) and observers == [str(i + 1) for i in range(len(observers))]


def _val_is_right(entropy: Entropy, val: Value) -> bool:
    match entropy, val:
        case Texts(), str():
            return 1 <= len(val) <= LONGEST_TEXT
        case Throws(kind="d10"), str():
            return len(val) == entropy.count and _DIGITS.fullmatch(val) is not None
        case Throws(kind="slot" | "die"), int():
            return 1 <= val <= _FACES[entropy.kind]
        case Balls(), tuple():
            return len(val) == entropy.count and _ascending([0, *val, entropy.max + 1])
        case (NoEntropy() | Texts() | Throws() | Balls(), _):
            return False
        case _:
            return isinstance(val, str) and _SIGNATURE.fullmatch(val) is not None


def transcript_problems(entropy: Entropy, transcript: Transcript) -> list[str]:
    """Return what is wrong with the transcript of a valid plan: `count`, `i`, `kind`, `src`, `val`."""
    return list(_transcript_problems(entropy, transcript))


def _transcript_problems(entropy: Entropy, transcript: Transcript) -> Iterator[str]:
    if len(transcript) != _entries(entropy):
        yield "count"
    if [entry.i for entry in transcript] != list(range(len(transcript))):
        yield "i"
    if any(entry.kind != entropy.kind for entry in transcript):
        yield "kind"
    if not _src_is_right(entropy.kind, transcript):
        yield "src"
    if not all(_val_is_right(entropy, entry.val) for entry in transcript):
        yield "val"


def entropy_hash(transcript: Transcript) -> bytes:
    """Return E over the values alone; `src` is not hashed, since others can move message ids."""
    return digest("entropy", dumps([entry.val for entry in transcript]))


def seed_of(commitment: str, secret: str | None, entropy: bytes) -> "Seed":
    """Return the seed PRK from C (hex), the secret where the plan has one (hex), and E."""
    message = bytes.fromhex(secret or "") + entropy
    return Seed(hmac.digest(bytes.fromhex(commitment), message, "sha256"))


_FOUR_TICKETS = struct.Struct(f">{TICKETS_PER_BLOCK}Q")


class Stream(NamedTuple):
    """One named stream of tickets, which can be continued for ever."""

    key: bytes

    def tickets(self, first: int, count: int) -> list[int]:
        """Return `count` tickets from number `first` on, each a number below 2⁶⁴."""
        low = first // TICKETS_PER_BLOCK
        high = (first + count + TICKETS_PER_BLOCK - 1) // TICKETS_PER_BLOCK
        keyed_only, blocks = sha256(self.key), []
        # A copy and u64 written out: a hash from the start for every block costs a fifth more.
        for number in range(low, high):
            block = keyed_only.copy()
            block.update(number.to_bytes(8, "big"))
            blocks.append(block.digest())
        start = (first - low * TICKETS_PER_BLOCK) * TICKET_BYTES
        return list(struct.unpack_from(f">{count}Q", b"".join(blocks), start))

    def some_tickets(self, first: int, offsets: Sequence[int]) -> dict[int, int]:
        """Return the tickets number `first` + offset for these ascending offsets, hashing no other block."""
        keyed_only, tickets, known = sha256(self.key), {}, -1
        four: tuple[int, ...] = ()
        for offset in offsets:
            number, place = divmod(first + offset, TICKETS_PER_BLOCK)
            if number != known:
                block = keyed_only.copy()
                block.update(number.to_bytes(8, "big"))
                four, known = _FOUR_TICKETS.unpack(block.digest()), number
            tickets[offset] = four[place]
        return tickets


class Seed(NamedTuple):
    """The seed of one draw; it turns the name of a stream into tickets."""

    prk: bytes

    def key(self, stream: str) -> bytes:
        """Return K(stream), 32 bytes."""
        return keyed(self.prk, stream)

    def stream(self, name: str) -> Stream:
        """Return the stream of that name, for those who ask it more than once."""
        return Stream(self.key(name))

    def tickets(self, stream: str, first: int, count: int) -> list[int]:
        """Return `count` tickets of a stream from number `first` on, each a number below 2⁶⁴."""
        return self.stream(stream).tickets(first, count)

    def order(self, stream: str, count: int) -> list[int]:
        """Return the positions 0 to `count` − 1 in the order of the stream, ties by position."""
        tickets = self.tickets(stream, 0, count)
        return sorted(range(count), key=tickets.__getitem__)
