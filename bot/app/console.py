"""What the console does without the chat: import of registers, export of the journal."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app.stamping import stamps_of
from bot.domain.errors import Refused
from bot.domain.journal.audit import Audit, audit
from bot.domain.journal.duty_replay import duty_faults
from bot.domain.journal.heads import Anchor, LostStamp, lost_stamps, statement
from bot.domain.ports import Clock
from bot.domain.registers.rows import Import
from bot.domain.texts import Text
from bot.usecases.act import Act
from bot.usecases.black_out import DESTROYED
from bot.usecases.office import Office
from bot.usecases.registers.changes import prepared
from bot.usecases.registers.import_registers import compare, frozen_before
from bot.usecases.registers.lots import lots_of
from bot.usecases.registers.missing_columns import missing_columns
from bot.usecases.registers.save_registers import save
from bot.usecases.registers.show_changes import summary
from bot.usecases.registers.tell_faults import fault_text
from bot.usecases.registers.undo_import import keep_undo, newest_import, prepare_back, take_back
from bot.views.names import terms_of
from bot.views.values import text_of
from locales import render
from storage.database.store import Database
from storage.signing import is_signed
from storage.workbooks.reader import read_workbook

CHINESE = "zh_CN"


class Faulty(Refused):
    """A file has faults, and nothing was saved; `lines` says each."""

    def __init__(self, lines: list[str]) -> None:
        """Keep the rendered lines."""
        super().__init__("import.faults")
        self.lines = lines


async def import_file(database: Database, office: Office, clock: Clock, path: Path) -> list[str]:
    """Import a register from a file; see import_data()."""
    data = path.read_bytes()  # noqa: ASYNC240 - the console has nothing else to do
    return await import_data(database, office, clock, data, path.name)


async def import_data(
    database: Database, office: Office, clock: Clock, data: bytes, name: str, *, language: str = CHINESE
) -> list[str]:
    """Import a register, phone and licence columns included, and return what happened in lines.

    Raises:
        Faulty: with every fault of the file; nothing was saved.
    """
    reading = await read_workbook(data, name, allow_personal=True)
    sha256 = hashlib.sha256(data).hexdigest()
    async with database.writing() as work:
        act = Act(work, office, clock.now())
        changes = await compare(act, reading)
        if faults := [*reading.faults, *changes.faults]:
            raise Faulty([said(fault_text(fault), language, office) for fault in faults])
        ready = await prepared(work, changes)
        await save(act, ready)
        about = {"registers": list(ready.changes.by_register())}
        stored = Import(
            person_id=None, filename=name, sha256=sha256, reading=about, state="applied", made_at=act.at
        )
        await keep_undo(act, await work.imports.add(stored), lots_of(ready.changes))
        await act.record("imported", file=sha256)
        late = [*await frozen_before(work), *await missing_columns(act, about["registers"])]
    told = [fault_text(each) for each in (*reading.warnings, *reading.notes)]
    return [said(line, language, office) for line in [*await summary(changes), *late, *told]]


async def undo_last(
    database: Database, office: Office, clock: Clock, *, is_sure: bool, language: str = CHINESE
) -> tuple[str, list[str]]:
    """Take the last import back, if it is sure; return its file, and what changes back in lines.

    Raises:
        Refused: there is none, or the registers have changed since.
    """
    async with database.writing() as work:
        act = Act(work, office, clock.now())
        stored = await newest_import(work)
        if stored is None:
            raise Refused("console.nothing_to_undo")
        ready = await prepare_back(work, stored)
        if is_sure:
            await take_back(act, stored, ready)
    return stored.filename, [said(line, language, office) for line in await summary(ready.changes)]


def said(data: dict[str, Any], language: str, office: Office) -> str:
    """Return the rendered text of a key with its values, in the words of the office's regulation."""
    text: Text = text_of(data["key"], data, "")
    return render(language, text, terms_of(office.profile))


async def export_journal(database: Database) -> tuple[int, str]:
    """Return how many entries there are, and the journal as JSON Lines, one entry a line with its hash."""
    async with database.reading() as work:
        entries = await work.journal.all()
    lines = [
        json.dumps({**json.loads(entry.body), "hash": entry.hash}, ensure_ascii=False) for entry in entries
    ]
    return len(entries), "\n".join([*lines, ""])


@dataclass(frozen=True)
class JournalReport:
    """How many entries there are, the first that does not follow from the one before, and the head.

    `head` is written as the group has it, number and root. `missed` is the first of the given anchors that
    the journal does not hold, or whose signature is not the office's; `own` the first head that the office
    itself signed and the journal does not hold; `changes` are the entries by which a change of inspectors did
    not go by the rule; `backdated` are those that bear an earlier time than the one before; `destroyed` those
    that say which words were destroyed by rule, of which the journal keeps the commitments; `lost` the time
    stamps that it tells of and that are not in the database as they came.
    """

    count: int
    fault: int | None
    head: str
    missed: Anchor | None = None
    forged: Anchor | None = None
    own: int | None = None
    changes: tuple[tuple[int, str], ...] = ()
    backdated: tuple[int, ...] = ()
    destroyed: tuple[int, ...] = ()
    lost: tuple[LostStamp, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether chain and tree are as they were signed."""
        return self.fault is None and self.own is None


async def verify_journal(
    database: Database, anchors: Sequence[Anchor] = (), public: str | None = None
) -> JournalReport:
    """Recompute chain and tree, and look for the heads that were posted in the group, and for the own ones.

    `public` is the office's key as somebody keeps it; without it the keys count that the journal names.
    """
    async with database.reading() as work:
        entries, heads = await work.journal.all(), await work.heads.all()
    stamped = {each.name for each in await stamps_of(database)}
    found = audit(entries, {*(each.number for each in anchors), *(each.size for each in heads)})
    keys = (public,) if public else found.keys
    own = [Anchor(each.size, each.root, each.signature) for each in heads]
    return JournalReport(
        found.count,
        found.fault,
        f"{found.count}:{found.roots[found.count]}",
        missed=next((each for each in anchors if not found.holds(each)), None),
        forged=next((each for each in anchors if each.signature and not _is_ours(each, keys)), None),
        own=next((each.number for each in own if not _is_held(found, each)), None),
        changes=tuple(duty_faults(entries)),
        backdated=found.backdated,
        destroyed=tuple(each.id for each in entries if each.event == DESTROYED),
        lost=lost_stamps(entries, stamped),
    )


def _is_held(found: Audit, head: Anchor) -> bool:
    return found.holds(head) and _is_ours(head, found.keys)


def _is_ours(anchor: Anchor, keys: Sequence[str]) -> bool:
    said = statement(anchor.number, anchor.digest)
    return any(is_signed(key, said, anchor.signature) for key in keys)
