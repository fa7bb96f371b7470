"""档案: what the archive of a round holds, and how a stranger to the office's database checks it.

The index names every file with its SHA-256, and the office signs the index; the journal's part is a piece of
its chain, with the proof that its last entry belongs to the journal of a head that was posted in the group.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.domain.frozen import Frozen
from bot.domain.hexadecimal import Digest, Signature
from bot.domain.journal.entries import Entry, body_of, follows

INDEX, SIGNATURE, CONTENTS = "index.json", "signature.json", "CONTENTS.html"
ENTRIES, PROOF, KEY_PROOF = "journal/entries.jsonl", "journal/proof.json", "journal/key.json"
STAMPS = "journal/stamps/"
STAMPED, REPLY, EXTENDED = ".txt", ".tsr", ".json"
"""What was stamped, what the authority replied, and the proof that the archive's head extends that."""
DRAWS = "draws/"
PUBLICATIONS = "rows/publications.json"
MOST_FILES = 100_000
MOST_BYTES = 20_000_000_000


class Filed(Frozen):
    """One file of the archive."""

    path: Annotated[str, Field(pattern=r"^[^/\\\x00][^\\\x00]*$")]
    sha256: Digest
    size: int = Field(ge=0)


class Index(Frozen):
    """What the archive holds, apart from the index and its signature; `as_of` is the last entry's time.

    `missing` are files of which the hash is known and the bytes are not there any more; `unsettled` counts
    the findings that are still followed up. `state` is `void` where the archive keeps what a void result had
    begun; `related` are the archives to be read with it: that of the round, or those of its void results.
    """

    v: Literal["ssj/archive/1"] = "ssj/archive/1"
    round: str
    state: str
    as_of: str
    unsettled: int = Field(ge=0)
    missing: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    files: tuple[Filed, ...]


class Listed(Frozen):
    """A file of the archive by the name that people know it by."""

    path: str
    title: str


class Chapter(Frozen):
    """What belongs together in the list of contents."""

    title: str
    files: tuple[Listed, ...]


class Sealed(Frozen):
    """The office's signature under the index."""

    public: Digest
    signature: Signature


def statement_of(index: bytes) -> bytes:
    """Return what is signed: three lines of ASCII would not hold an index, its SHA-256 does."""
    return f"ssj/archive/1\n{hashlib.sha256(index).hexdigest()}\n".encode("ascii")


def as_lines(entries: Iterable[Entry]) -> bytes:
    """Return entries as JSON Lines: number, event, the canonical body as it was hashed, and the hash."""
    return b"".join(
        json.dumps(each.model_dump(), ensure_ascii=True, sort_keys=True).encode("ascii") + b"\n"
        for each in entries
    )


def read_lines(raw: bytes) -> list[Entry]:
    """Return the entries of such a file; raise ValueError where it is none."""
    return [Entry.model_validate_json(line) for line in raw.splitlines()]


def chain_fault(entries: Sequence[Entry]) -> int | None:
    """Return the number of the first entry that does not follow the one before; None where all do."""
    before: Entry | None = None
    for entry in entries:
        body = body_of(entry)
        prev = before.hash if before else str(body.get("prev"))
        number = before.id + 1 if before else entry.id
        if not follows(entry, body, number, prev):
            return entry.id
        before = entry
    return None


def unpublished(entries: Sequence[Entry], publications: Iterable[Mapping[str, Any]]) -> list[int]:
    """Return the inspections (ids) of which a version is in the archive that the journal never published."""
    said = {
        (body["data"]["inspection"], body["data"]["hash"])
        for body in map(body_of, entries)
        if body.get("event") == "result_published"
    }
    return [
        int(each["inspection_id"])
        for each in publications
        if (each["inspection_id"], each["record_hash"]) not in said
    ]
