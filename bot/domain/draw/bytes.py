"""The bytes of `ssj/draw/1` (protocol section 2): hashes, the Merkle tree and canonical JSON.

It knows nothing of draws; whatever is hashed, signed or published in a draw is made of these.
"""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

PROTOCOL = b"ssj/draw/1/"
LARGEST_INTEGER = 2**53 - 1

_KEY = re.compile(r"[a-z0-9_]+")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Rejected(ValueError):  # noqa: N818 - a verdict on the input, not a fault of ours
    """Something does not follow the protocol; `code` says what, as `[a-z_]+`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def u64(number: int) -> bytes:
    """Return the number as eight bytes, big endian."""
    return number.to_bytes(8, "big")


def framed(data: bytes) -> bytes:
    """Return F(x): the data behind its own length, so that parts can never be cut differently."""
    return u64(len(data)) + data


def digest(tag: str, *parts: bytes) -> bytes:
    """Return H(tag, x1…xk), 32 bytes."""
    head = framed(PROTOCOL + tag.encode()) + u64(len(parts))
    return hashlib.sha256(head + b"".join(framed(part) for part in parts)).digest()


def keyed(prk: bytes, name: str) -> bytes:
    """Return K(name): the 32-byte key that the seed `prk` gives to a stream or purpose."""
    return hmac.digest(prk, PROTOCOL + name.encode() + b"\x01", "sha256")


def is_hash(text: str) -> bool:
    """Tell whether the text is a hash as the protocol writes it: 64 lower-case hex digits."""
    return _HEX64.fullmatch(text) is not None


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf's data (RFC 9162 section 2.1.1)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over the hashes below it."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """Return the tree from the leaves up; an odd last node rises unchanged, which is RFC 6962's split."""
    levels = [[leaf_hash(leaf) for leaf in leaves]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = [node_hash(*below[i : i + 2]) for i in range(0, len(below) - 1, 2)]
        levels.append(pairs + below[len(pairs) * 2 :])
    return levels


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the RFC 6962 root over the leaves' data; of nothing, SHA-256 of the empty string."""
    return _levels(leaves)[-1][0] if leaves else hashlib.sha256().digest()


def merkle_path(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """Return the audit path of the leaf at `position`, from the leaf's side up to the root."""
    path = []
    for level in _levels(leaves)[:-1]:
        if position ^ 1 < len(level):
            path.append(level[position ^ 1])
        position //= 2
    return path


def root_by_path(leaf: bytes, position: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root to which the leaf at `position` of `size` belongs if the path is its own.

    Raises:
        Rejected: `path`, where the path is too short or too long for the place.
    """
    node, rest, last = leaf_hash(leaf), list(path), size - 1
    while last > 0:
        if position ^ 1 <= last:
            if not rest:
                raise Rejected("path")
            other = rest.pop(0)
            node = node_hash(other, node) if position % 2 else node_hash(node, other)
        position, last = position // 2, last // 2
    if rest:
        raise Rejected("path")
    return node


def _check_text(text: str) -> None:
    if _SURROGATE.search(text) or not unicodedata.is_normalized("NFC", text):
        raise Rejected("string")


def _check_object(value: dict[Any, Any]) -> None:
    for key, item in value.items():
        if not isinstance(key, str) or not _KEY.fullmatch(key):
            raise Rejected("key")
        _check(item)


def _check(value: Any) -> None:
    """Refuse what the protocol's restriction of RFC 8785 does not have."""
    match value:
        case bool() | None:
            pass
        case int():
            if abs(value) > LARGEST_INTEGER:
                raise Rejected("integer")
        case str():
            _check_text(value)
        case list() | tuple():
            for item in value:
                _check(item)
        case dict():
            _check_object(value)
        case _:
            raise Rejected("type")


def dumps(value: Any) -> bytes:
    """Return the canonical JSON of the value; tuples are arrays.

    Raises:
        Rejected: `integer`, `string`, `key`, `type` or `nesting`, where the value has no canonical form.
    """
    try:
        _check(value)
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except RecursionError as error:
        raise Rejected("nesting") from error
    return text.encode()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise Rejected("duplicate")
    return value


def _refuse_float(_text: str) -> None:
    raise Rejected("float")


def loads(raw: bytes) -> Any:
    """Return the value of canonical JSON, and accept no other bytes for it.

    Raises:
        Rejected: `syntax`, `duplicate`, `float`, `bytes` (another spelling of the same value), or as `dumps`.
    """
    try:
        value = json.loads(
            raw.decode(), object_pairs_hook=_object, parse_float=_refuse_float, parse_constant=_refuse_float
        )
    except Rejected:
        raise
    except (ValueError, RecursionError) as error:
        raise Rejected("syntax") from error
    if dumps(value) != raw:
        raise Rejected("bytes")
    return value
