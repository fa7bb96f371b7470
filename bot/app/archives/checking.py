"""Checks an archive without the office's database: files, signature, journal, and its draws again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app.stamping import Stamped
from bot.domain.archive import (
    DRAWS,
    ENTRIES,
    EXTENDED,
    KEY_PROOF,
    PROOF,
    PUBLICATIONS,
    REPLY,
    SIGNATURE,
    STAMPED,
    STAMPS,
    UNDRAWN,
    Index,
    Sealed,
    chain_fault,
    misfiled,
    read_lines,
    statement_of,
)
from bot.domain.draw.verification import verify
from bot.domain.journal.entries import Entry
from bot.domain.journal.heads import lost_stamps, statement
from bot.domain.journal.proofs import EntryProof, ExtensionProof, read_proof
from storage.archives import ArchiveError, Opened, open_archive
from storage.beacons import check_beacon
from storage.signing import is_signed
from storage.timestamps import is_about


@dataclass(frozen=True)
class Checked:
    """An archive that holds: its index, how many entries, draws and published versions it has, and its head.

    `public` is the key that signed it; whether it is the office's is seen by who has kept that. `stamps` are
    of heads that the one it rests on extends; whether an authority signed them is seen by its certificate.
    """

    index: Index
    entries: int
    draws: int
    versions: int
    head: str
    public: str
    stamps: tuple[Stamped, ...]


def check_archive(path: Path, key: str = "") -> Checked:
    """Read every byte of an archive and recompute what can be.

    Raises:
        ArchiveError: with the code of the first thing that does not hold, and the part that is wrong.
    """
    with open_archive(path) as opened:
        sealed = _sealed(opened, key)
        entries, proof = _journal(opened, sealed)
        versions = _require_published(opened, entries)
        draws = opened.named(DRAWS)
        for name in draws:
            _require_draw(opened, name)
        stamps = tuple(
            _stamp(opened, name, proof) for name in opened.named(STAMPS) if name.endswith(EXTENDED)
        )
        _require_stamps(entries, stamps)
        return Checked(
            opened.index,
            len(entries),
            len(draws),
            versions,
            f"{proof.size}:{proof.root}",
            sealed.public,
            stamps,
        )


def _sealed(opened: Opened, key: str) -> Sealed:
    try:
        sealed = Sealed.model_validate_json(opened.read(SIGNATURE) or b"")
    except ValueError as error:
        raise ArchiveError("signature", SIGNATURE) from error
    is_ours = key in ("", sealed.public)
    if not is_ours or not is_signed(sealed.public, statement_of(opened.raw), sealed.signature):
        raise ArchiveError("signature", SIGNATURE)
    return sealed


def _journal(opened: Opened, sealed: Sealed) -> tuple[list[Entry], EntryProof]:
    """Return the journal's part: a chain without a gap, whose last entry the proof holds.

    Where the journal names its key, the index is signed with that one.
    """
    try:
        entries = read_lines(opened.read(ENTRIES) or b"")
        proof = read_proof(opened.read(PROOF) or b"")
    except ValueError as error:
        raise ArchiveError("journal", ENTRIES) from error
    if not entries or (fault := chain_fault(entries)) is not None:
        raise ArchiveError("journal", str(fault if entries else ENTRIES))
    is_last = isinstance(proof, EntryProof) and proof.entry == entries[-1].body
    if not isinstance(proof, EntryProof) or not is_last or not proof.holds():
        raise ArchiveError("journal", PROOF)
    _require_key(opened, sealed, proof)
    return entries, proof


def _require_key(opened: Opened, sealed: Sealed, proof: EntryProof) -> None:
    raw = opened.read(KEY_PROOF)
    if raw is None:
        return
    try:
        named = read_proof(raw)
        is_held = isinstance(named, EntryProof) and named.holds() and named.root == proof.root
        public = json.loads(named.entry)["data"]["public"] if isinstance(named, EntryProof) else ""
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError("signature", KEY_PROOF) from error
    if not is_held or public != sealed.public:
        raise ArchiveError("signature", KEY_PROOF)


def _stamp(opened: Opened, name: str, proof: EntryProof) -> Stamped:
    """Return a head with its stamp: one of a journal that the head of the archive extends."""
    stem = name.removesuffix(EXTENDED)
    text, reply = opened.read(stem + STAMPED) or b"", opened.read(stem + REPLY) or b""
    try:
        extension = read_proof(opened.read(name) or b"")
    except ValueError as error:
        raise ArchiveError("stamp", name) from error
    is_extension = isinstance(extension, ExtensionProof) and extension.holds()
    (size, root), *ends = extension.rests_on()
    if not is_extension or ends != [(proof.size, proof.root)]:
        raise ArchiveError("stamp", name)
    if text != statement(size, root) or not is_about(reply, text):
        raise ArchiveError("stamp", stem + REPLY)
    return Stamped(size, text, reply)


def _require_stamps(entries: list[Entry], stamps: Sequence[Stamped]) -> None:
    """Every stamp of which these entries tell is here; not those of heads before the first of them."""
    for lost in lost_stamps(entries, {each.name for each in stamps}):
        if lost.size >= entries[0].id:
            raise ArchiveError("stamp", f"{STAMPS}{lost.size}{REPLY}")


def _require_published(opened: Opened, entries: list[Entry]) -> int:
    """Return how many versions of results there are: the journal published each of them, as it is there.

    Outside the draws none that it published is missing either.
    """
    try:
        publications = json.loads(opened.read(PUBLICATIONS) or b"[]")
        undrawn = [each["id"] for each in json.loads(opened.read(UNDRAWN) or b"[]")]
        wrong = misfiled(entries, publications, undrawn)
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError("result", PUBLICATIONS) from error
    if wrong:
        raise ArchiveError("result", str(wrong[0]))
    return len(publications)


def _require_draw(opened: Opened, name: str) -> None:
    """Draw again; what cannot be judged without an observer's copy is left open."""
    for check in verify(opened.read(name) or b"", source=check_beacon):
        if check.verdict == "fail":
            raise ArchiveError("draw", f"{name} {check.code}")
