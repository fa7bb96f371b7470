"""The journal's Merkle tree: its root as it grows, and the proof that a later one extends an earlier one.

Leaves are the entries' canonical bytes (RFC 9162 section 2.1); paths to one leaf are `merkle_path`'s.
"""

import hashlib
from collections.abc import Sequence

from bot.domain.draw.bytes import leaf_hash, merkle_root, node_hash


class Frontier:
    """A tree that grows by a leaf at a time and keeps one hash for each complete subtree at its edge."""

    __slots__ = ("peaks", "size")

    def __init__(self) -> None:
        """Begin with the empty tree."""
        self.size = 0
        self.peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Append a leaf's data."""
        node, rest = leaf_hash(leaf), self.size
        while rest & 1:
            node, rest = node_hash(self.peaks.pop(), node), rest >> 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of the tree as it is now; of nothing, SHA-256 of the empty string."""
        if not self.peaks:
            return hashlib.sha256().digest()
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def extension_path(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """Return the proof that the tree of all leaves extends the one of the first `old` (section 2.1.4.1).

    Raises:
        ValueError: `old` is not from 1 to the number of leaves.
    """
    if not 1 <= old <= len(leaves):
        raise ValueError(old)
    return _below(leaves, old, is_known=True)


def _below(leaves: Sequence[bytes], old: int, *, is_known: bool) -> list[bytes]:
    """RFC 9162's SUBPROOF; `is_known` says that the old root is this subtree's."""
    if old == len(leaves):
        return [] if is_known else [merkle_root(leaves)]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if old <= half:
        return [*_below(leaves[:half], old, is_known=is_known), merkle_root(leaves[half:])]
    return [*_below(leaves[half:], old - half, is_known=False), merkle_root(leaves[:half])]


def is_extension(old: tuple[int, bytes], new: tuple[int, bytes], path: Sequence[bytes]) -> bool:
    """Tell whether the path proves that the new tree, size and root, extends the old (section 2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = old, new
    if not 1 <= old_size <= new_size:
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    first, last = old_size - 1, new_size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    rest = list(path) if first else [old_root, *path]  # a complete old tree is a node of the new one itself
    return bool(rest) and _climbed(first, last, rest) == (old_root, new_root)


def _climbed(first: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return the old and the new root to which the path leads, None where it is too short or too long."""
    old = new = path[0]
    for node in path[1:]:
        if last == 0:
            return None
        if first & 1 or first == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            new = node_hash(new, node)
        first, last = first >> 1, last >> 1
    return (old, new) if last == 0 else None
