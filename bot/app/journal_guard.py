"""Nothing starts over a journal that was changed or put back: it must hold the head that was posted last.

That head is also kept in a file beside the database, which no backup holds: an older database that was put in
its place lacks it. On an empty machine there is no such file; there the operator compares.
"""

from pathlib import Path

from bot.app.console import JournalReport, verify_journal
from bot.domain.journal.heads import Anchor, anchor_of
from bot.domain.ports import Clock
from bot.usecases.act import Act
from bot.usecases.office import Office
from storage.database.store import Database
from storage.files import write_atomically

FILE = "posted-head"


class JournalFault(Exception):  # noqa: N818 - said to the operator
    """The journal is not what was posted; `args` are the key of the sentence and its values."""


async def keep_head(database: Database, folder: Path) -> None:
    """Keep the head that was signed last, if it is a later one."""
    async with database.reading() as work:
        last = await work.heads.last()
    known = kept_head(folder)
    if last is not None and (known is None or known.number < last.size):
        write_atomically(folder / FILE, f"{last.size}:{last.root}\n".encode())


def kept_head(folder: Path) -> Anchor | None:
    """Return the head that is kept, None where there is none or the file says nothing."""
    try:
        return anchor_of((folder / FILE).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return None


async def require_journal(
    database: Database, office: Office, folder: Path, clock: Clock, *, accepts_rollback: bool = False
) -> None:
    """Return if the journal is whole and holds the kept head.

    One that was put back is accepted where the lead office has decided so; the journal says it.

    Raises:
        JournalFault: it is not.
    """
    kept = kept_head(folder)
    report = await verify_journal(database, [kept] if kept else [])
    if report.fault is not None:
        raise JournalFault("console.journal_broken", {"n": report.fault})
    if report.own is not None:
        raise JournalFault("console.journal_own", {"n": report.own})
    if report.missed is not None:
        if not accepts_rollback:
            raise _missed(report, report.missed)
        async with database.writing() as work:
            act = Act(work, office, clock.now())
            await act.record("rollback_accepted", missing=report.missed.number, had=report.count)
        (folder / FILE).unlink()


def _missed(report: JournalReport, missed: Anchor) -> JournalFault:
    key = "console.journal_put_back" if missed.number > report.count else "console.journal_differs"
    return JournalFault(key, {"n": missed.number, "count": report.count, "anchor": missed.digest})
