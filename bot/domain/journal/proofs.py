"""Proofs about the journal that a stranger can check without it (RFC 9162 section 2.1), as JSON.

Each rests on a root; whether the root is the office's own is seen by the head that was posted and signed.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from bot.domain.draw.bytes import Rejected, merkle_path, merkle_root, root_by_path
from bot.domain.frozen import Frozen
from bot.domain.hexadecimal import Digest
from bot.domain.journal.entries import Entry, leaf_of
from bot.domain.journal.tree import extension_path, is_extension

_Size = Annotated[int, Field(ge=1, strict=True)]


class _Model(Frozen):
    v: Literal[1] = 1


class EntryProof(_Model):
    """That an entry, by its canonical bytes, is the `number`-th of the first `size`."""

    proves: Literal["entry"] = "entry"
    number: _Size
    entry: str
    size: _Size
    root: Digest
    path: tuple[Digest, ...]

    def holds(self) -> bool:
        """Tell whether the path leads from the entry to the root."""
        if self.number > self.size:
            return False
        path = [bytes.fromhex(node) for node in self.path]
        try:
            leaf = self.entry.encode()
            return root_by_path(leaf, self.number - 1, self.size, path).hex() == self.root
        except (Rejected, UnicodeEncodeError):
            return False

    def rests_on(self) -> tuple[tuple[int, str], ...]:
        """Return the heads, size and root, that must have been posted."""
        return ((self.size, self.root),)


class ExtensionProof(_Model):
    """That the journal of `size` entries begins with the one of `old_size`, nothing changed or taken away."""

    proves: Literal["extension"] = "extension"
    old_size: _Size
    old_root: Digest
    size: _Size
    root: Digest
    path: tuple[Digest, ...]

    def holds(self) -> bool:
        """Tell whether the path leads to both roots."""
        old, new = (self.old_size, bytes.fromhex(self.old_root)), (self.size, bytes.fromhex(self.root))
        return is_extension(old, new, [bytes.fromhex(node) for node in self.path])

    def rests_on(self) -> tuple[tuple[int, str], ...]:
        """Return the heads, size and root, that must have been posted."""
        return (self.old_size, self.old_root), (self.size, self.root)


Proof = EntryProof | ExtensionProof
_READER: TypeAdapter[Proof] = TypeAdapter(Annotated[Proof, Field(discriminator="proves")])


def read_proof(raw: bytes) -> Proof:
    """Return the proof that a file holds; raise ValueError where it is none."""
    try:
        return _READER.validate_json(raw)
    except ValidationError as error:
        raise ValueError("no proof") from error


def prove_entry(entries: Sequence[Entry], number: int) -> EntryProof:
    """Return the proof that the `number`-th of the entries is among them; raise ValueError if it is not."""
    if not 1 <= number <= len(entries):
        raise ValueError(number)
    leaves = [leaf_of(entry) for entry in entries]
    return EntryProof(
        number=number,
        entry=entries[number - 1].body,
        size=len(leaves),
        root=merkle_root(leaves).hex(),
        path=_hex(merkle_path(leaves, number - 1)),
    )


def prove_extension(entries: Sequence[Entry], old: int) -> ExtensionProof:
    """Return the proof that the entries extend the first `old` of them; ValueError if it does not."""
    leaves = [leaf_of(entry) for entry in entries]
    path = _hex(extension_path(leaves, old))
    old_root = merkle_root(leaves[:old]).hex()
    root = old_root if old == len(leaves) else merkle_root(leaves).hex()
    return ExtensionProof(old_size=old, old_root=old_root, size=len(leaves), root=root, path=path)


def _hex(path: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(node.hex() for node in path)
