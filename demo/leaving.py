"""What a round leaves on the disk: transcript, bundle, journal, public site, documents, archive.

Documents and archive are written by what the commands `documents write` and `archive make` call.
"""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from bot.app.console import export_journal
from bot.app.on_demand import archivist_of, make_round_archive
from bot.app.papers.catalogue import DOCUMENTS, About, Archivist, Named, NoSubject, Wanted
from bot.app.papers.documents import Desk
from bot.domain.results.findings import ABNORMAL
from bot.domain.rounds import ENDED
from demo.drawing import first_round
from demo.stage import Stage
from demo.transcript import Transcript
from storage.documents.filling import TEMPLATE_FOLDER

SITE = "https://ssj.example.org"
"""Where the documents of a rehearsal say that the site is: nobody's address (RFC 2606)."""
_OF_ONE = (About.INSPECTION, About.SEAT)
_FOLDERS = ("forms", "public", "documents")
_DRAWN = ("bundle.json", "platform.json")
"""What the draw leaves: made here, or on the platform."""
_ARCHIVE = "archive.zip"
_FILES = ("transcript.txt", *_DRAWN, "journal.jsonl", _ARCHIVE)


async def collect(stage: Stage, transcript: Transcript, out: Path) -> list[Path]:
    """Write what the round has left into the folder, and return the files.

    Raises:
        OSError: the folder cannot be written.
    """
    _clear(out)
    (out / "transcript.txt").write_text("\n".join(transcript.lines) + "\n", encoding="utf-8")
    number = first_round(stage)
    rounds = stage.data_dir / "rounds" / number
    for name in _DRAWN:
        if (rounds / name).exists():
            shutil.copy(rounds / name, out / name)
    shutil.copytree(rounds / "forms", out / "forms")
    shutil.copytree(stage.data_dir / "public", out / "public")
    _, journal = await export_journal(stage.service.database)
    (out / "journal.jsonl").write_text(journal, encoding="utf-8")
    await _write_documents(stage, number, out / "documents")
    await _write_archive(stage, number, out / _ARCHIVE)
    written = [out / name for name in _FILES if (out / name).exists()]
    for name in _FOLDERS:
        written += [path for path in (out / name).rglob("*") if path.is_file()]
    return sorted(written)


async def _write_documents(stage: Stage, number: str, folder: Path) -> None:
    """Write the documents of the round, and of the inspection that found most; the archive has all."""
    folder.mkdir()  # noqa: ASYNC240 - nothing else runs any more
    desk = Desk(stage.data_dir / TEMPLATE_FOLDER)
    async with stage.service.database.reading() as work:
        archivist = await archivist_of(work, stage.clock.now(), SITE)
        target = await _most_found(archivist, number)
        for name, (_, about) in DOCUMENTS.items():
            wanted = Wanted(name, number, target if about in _OF_ONE else "")
            async for stem, document in _made(archivist, wanted):
                desk.write(folder / stem, document)


async def _made(archivist: Archivist, wanted: Wanted) -> AsyncIterator[Named]:
    """Yield the documents; nobody may have asked to be replaced, so that there is none of a kind."""
    try:
        for each in await archivist.documents(wanted):
            yield each
    except NoSubject:
        return


async def _most_found(archivist: Archivist, number: str) -> str:
    """Return the number of the target of which most is abnormal, else the first."""
    work = archivist.act.work
    opened = await work.rounds.one(number=number)
    inspections = await work.inspections.all(round_id=opened.id if opened else 0)
    found = {
        each.target_key: await work.answers.count(inspection_id=each.id, finding=ABNORMAL)
        for each in inspections
        if each.visited_on
    }
    return max(found, key=lambda key: found[key])


async def _write_archive(stage: Stage, number: str, target: Path) -> None:
    """Write the archive of a round that has ended; one that still goes on has none."""
    database = stage.service.database
    async with database.reading() as work:
        opened = await work.rounds.one(number=number)
    if opened is not None and opened.state in ENDED:
        await make_round_archive(database, stage.data_dir, number, target, site=SITE)


def _clear(out: Path) -> None:
    """Take away what an earlier demo left, and nothing else: the folder may be anybody's."""
    for name in _FILES:
        (out / name).unlink(missing_ok=True)
    for name in _FOLDERS:
        shutil.rmtree(out / name, ignore_errors=True)
