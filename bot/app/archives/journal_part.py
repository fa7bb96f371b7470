"""The journal's part of an archive: its entries, what proves that they belong to it, and its time stamps."""

import base64
from collections.abc import Sequence

from bot.domain.archive import (
    ENTRIES,
    EXTENDED,
    KEY_PROOF,
    PROOF,
    REPLY,
    STAMPED,
    STAMPS,
    as_lines,
)
from bot.domain.journal.entries import Entry
from bot.domain.journal.heads import KEY_EVENT, Head, Stamp, statement
from bot.domain.journal.proofs import prove_entry, prove_extension
from bot.domain.ports import UnitOfWork


async def journal_part(work: UnitOfWork, entries: Sequence[Entry], first: int, last: int) -> dict[str, bytes]:
    """Return the files of the entries from `first` to `last`: all rest on the first head after them.

    It is the first that is stamped, where one is; each head from `first` on to that one goes with its stamp.
    """
    heads = await work.heads.all()
    stamps = {each.head_id: each for each in await work.stamps.all()}
    after = [each for each in heads if each.size >= last]
    sealing = [each for each in after if each.id in stamps] or after
    whole = entries[: sealing[0].size] if sealing else entries
    files = {
        ENTRIES: as_lines(entries[first - 1 : last]),
        PROOF: prove_entry(whole, last).model_dump_json().encode(),
    }
    if named := [each.id for each in whole if each.event == KEY_EVENT]:
        files[KEY_PROOF] = prove_entry(whole, named[-1]).model_dump_json().encode()
    for head in heads:
        if head.id in stamps and first <= head.size <= len(whole):
            files |= _stamp_files(whole, head, stamps[head.id])
    return files


def _stamp_files(whole: Sequence[Entry], head: Head, stamp: Stamp) -> dict[str, bytes]:
    """Return statement and reply as `openssl ts` reads them, and the proof that the whole extends it."""
    stem = f"{STAMPS}{head.size}"
    return {
        stem + STAMPED: statement(head.size, head.root),
        stem + REPLY: base64.b64decode(stamp.reply),
        stem + EXTENDED: prove_extension(whole, head.size).model_dump_json().encode(),
    }
