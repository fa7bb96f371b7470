"""档案: what an archive holds, and how a stranger to the office's database checks it.

It is of a round, or of an inspection outside the draws.

The index names every file with its SHA-256, and the office signs the index; the journal's part is a piece of
its chain, with the proof that its last entry belongs to the journal of a head that was posted in the group.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from bot.domain.frozen import Frozen
from bot.domain.hexadecimal import Digest, Signature
from bot.domain.journal.entries import Entry, body_of, follows

INDEX, SIGNATURE, CONTENTS = "index.json", "signature.json", "CONTENTS.html"
ENTRIES, PROOF, KEY_PROOF = "journal/entries.jsonl", "journal/proof.json", "journal/key.json"
STAMPS = "journal/stamps/"
STAMPED, REPLY, EXTENDED = ".txt", ".tsr", ".json"
"""What was stamped, what the authority replied, and the proof that the archive's head extends that."""
DRAWS = "draws/"
PUBLICATIONS, UNDRAWN = "rows/publications.json", "rows/undrawn.json"
MOST_FILES = 100_000
MOST_BYTES = 20_000_000_000


class Filed(Frozen):
    """One file of the archive."""

    path: Annotated[str, Field(pattern=r"^[^/\\\x00][^\\\x00]*$")]
    sha256: Digest
    size: int = Field(ge=0)


class Index(Frozen):
    """What the archive holds, apart from the index and its signature; `as_of` is the last entry's time.

    It is of a round, or of an inspection outside the draws: one of the two numbers is given. `missing` are
    files of which the hash is known and the bytes are not there any more; `unsettled` counts the findings
    that are still followed up and the objections that are not answered. `state` is `void` where the
    archive keeps what a void result had begun; `related` are the archives to be read with it: that of the
    round, or those of its void results.
    """

    v: Literal["ssj/archive/1"] = "ssj/archive/1"
    round: str = ""
    undrawn: str = ""
    state: str
    as_of: str
    unsettled: int = Field(ge=0)
    missing: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    files: tuple[Filed, ...]

    @model_validator(mode="after")
    def _is_of_one(self) -> Self:
        if bool(self.round) == bool(self.undrawn):
            raise ValueError("number")
        return self

    @property
    def number(self) -> str:
        """Return the number of what it is of."""
        return self.round or self.undrawn


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


def misfiled(
    entries: Sequence[Entry], publications: Iterable[Mapping[str, Any]], undrawn: Collection[int] = ()
) -> list[int]:
    """Return the inspections (ids) of which a version is in the archive that the journal never published.

    A drawn one was published under the hash of its record; of one outside the draws, which has none, the
    journal tells what was published. Of these (`undrawn`, by id) no version that it tells may be missing.
    """
    bodies = [body_of(each) for each in entries]
    said = [_published(each["event"], each["data"]) for each in bodies if each.get("event") in _PUBLISHED]
    filed = [_as_published(each) for each in publications]
    known, kept = set(said), set(filed)
    wrong = [each for each in filed if each not in known]
    lost = [each for each in said if each[0] == "undrawn" and each[1] in undrawn and each not in kept]
    return [number for _, number, _ in (*wrong, *lost)]


_PUBLISHED = ("result_published", "undrawn_published")
TOLD_OF_UNDRAWN = ("version", "conclusion", "findings", "cause", "visited_on")
"""What the journal tells of each version that was published outside the draws."""


def _published(event: str, data: Mapping[str, Any]) -> tuple[str, int, str]:
    """Return what an entry has published: which inspection, and what of it."""
    if event == "result_published":
        return "inspection", data["inspection"], data["hash"]
    return "undrawn", data["undrawn"], json.dumps([data[name] for name in TOLD_OF_UNDRAWN])


def _as_published(row: Mapping[str, Any]) -> tuple[str, int, str]:
    """Return the same of a row of the archive."""
    if row.get("undrawn_id") is None:
        return "inspection", row["inspection_id"], row["record_hash"]
    return "undrawn", row["undrawn_id"], json.dumps([row[name] for name in TOLD_OF_UNDRAWN])
