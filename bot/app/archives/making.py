"""Makes an archive: rows, words, journal, papers and the field's files, listed, hashed and signed."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app.archives.gathering import (
    as_file,
    as_json,
    hashes_of,
    people_of_rows,
    words_of_rows,
)
from bot.app.archives.journal_part import journal_part
from bot.app.archives.listing import chapters_of, folder_of
from bot.app.archives.of_round import RoundVolume
from bot.app.archives.of_undrawn import UndrawnVolume
from bot.app.archives.volume import Files, Letterhead, Volume
from bot.app.papers.catalogue import Archivist
from bot.app.papers.words import said, words_of
from bot.domain.archive import CONTENTS, INDEX, SIGNATURE, Index, Sealed, statement_of
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork
from bot.domain.results.follow_ups import OVER
from bot.domain.results.objections import ObjectionState
from bot.domain.results.undrawn import UNDECIDED, Undrawn
from bot.domain.round_rows import IN_ENTRIES, UNDRAWN
from bot.domain.rounds import ENDED
from bot.usecases.act import Act
from bot.usecases.office import Office
from bot.usecases.rounds.journalled_words import Journalled, journalled
from bot.usecases.rounds.rows_of_round import Rows, rows_of, rows_of_undrawn
from storage.archives import ending_of, filed, pack
from storage.documents.contents import contents_page
from storage.signing import SigningKey


class NoArchive(Exception):  # noqa: N818 - said to the operator
    """No archive can be made: `no_round`, `not_ended`, `no_key`."""


async def make_archive(
    work: UnitOfWork, office: Office, head: Letterhead, number: str, *, data_dir: Path, target: Path
) -> Index:
    """Write the archive of a round; see _write().

    Raises:
        NoArchive: there is no such round, it goes on, or the office has no key to sign with.
    """
    opened = await work.rounds.one(number=number)
    if opened is None or opened.state not in ENDED:
        raise NoArchive("no_round" if opened is None else "not_ended")
    volume = RoundVolume(work, await rows_of(work, opened), data_dir, opened)
    return await _write(volume, office, head, target)


async def make_undrawn_archive(
    work: UnitOfWork, office: Office, head: Letterhead, row: Undrawn, *, data_dir: Path, target: Path
) -> Index:
    """Write the archive of one inspection outside the draws; see _write().

    Raises:
        NoArchive: somebody has still to decide on it, or the office has no key to sign with.
    """
    if row.state in UNDECIDED:
        raise NoArchive("not_ended")
    return await _write(
        UndrawnVolume(work, await rows_of_undrawn(work, row), data_dir, row), office, head, target
    )


async def _write(volume: Volume, office: Office, head: Letterhead, target: Path) -> Index:
    """Write an archive: the same rows and files, the same bytes.

    Raises:
        NoArchive: the office has no key to sign with.
        TemplateFault: a template of the office asks for what is not there.
        OSError: a file cannot be read or written.
    """
    key = SigningKey.read(volume.data_dir)
    if key is None:
        raise NoArchive("no_key")
    with words_of(office.profile):
        told = await journalled(volume.work, volume.rows)
        files, as_of = await _contents(volume, office, head, told)
        kept, missing = _evidence(volume, told)
        files |= kept
        title, facts = said(volume.title, office=head.office), await volume.facts(as_of, told)
        files[CONTENTS] = contents_page(title, facts, chapters_of(files, volume.rows, told.files))
    index = Index(
        **volume.named,
        state=volume.state,
        as_of=as_of,
        unsettled=_unsettled(volume.rows),
        missing=tuple(missing),
        related=await volume.related(),
        files=tuple(filed(name, files[name]) for name in sorted(files)),
    )
    raw = as_json(index.model_dump(mode="json"))
    sealed = Sealed(public=key.public, signature=key.sign(statement_of(raw)))
    pack(target, {**files, INDEX: raw, SIGNATURE: as_json(sealed.model_dump())})
    return index


async def _contents(volume: Volume, office: Office, head: Letterhead, told: Journalled) -> tuple[Files, str]:
    """Return all files but the evidence, and the instant of the last entry about it."""
    rows, work = volume.rows, volume.work
    journal, as_of = await _journal(volume)
    files: Files = {f"rows/{name}.json": as_file(those) for name, those in rows.items()}
    files["rows/words.json"] = as_json(await words_of_rows(work, rows, told))
    files["rows/people.json"] = as_json(await people_of_rows(work, rows))
    archivist = Archivist(Act(work, office, datetime.fromisoformat(as_of)), head.office, head.site)
    return {**files, **journal, **_papers(volume), **await volume.own_files(archivist)}, as_of


async def _journal(volume: Volume) -> tuple[dict[str, bytes], str]:
    """Return the journal's part from the first entry about it to the last, and the instant of that one."""
    entries = await volume.work.journal.all()
    tables = {name: table for name, table in (IN_ENTRIES | UNDRAWN).items() if table in volume.rows}
    ids = {name: {each.id for each in volume.rows[table]} for name, table in tables.items()}
    mine = [each for each in entries if _is_about(volume, body_of(each)["data"], ids)]
    return await journal_part(volume.work, entries, mine[0].id, mine[-1].id), body_of(mine[-1])["at"]


def _is_about(volume: Volume, data: Mapping[str, Any], ids: Mapping[str, set[int]]) -> bool:
    return volume.is_named(data) or any(data.get(name) in those for name, those in ids.items())


def _unsettled(rows: Rows) -> int:
    """Return how many findings are followed up and objections unanswered."""
    follow_ups: Any = rows["follow_ups"]
    objections: Any = rows["objections"]
    followed = sum(each.state not in OVER for each in follow_ups)
    return followed + sum(each.state is ObjectionState.OPEN for each in objections)


def _papers(volume: Volume) -> Files:
    """Return what was written while it went on, by the folders in which it lies."""
    found: Files = {}
    for name, folder in volume.paper_folders():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in (".part", ".json"):
                found[f"{name}/{path.relative_to(folder).as_posix()}"] = path
    return found


def _evidence(volume: Volume, told: Journalled) -> tuple[Files, list[str]]:
    found: Files = {}
    missing = []
    for digest in sorted({*hashes_of(volume.rows), *told.files}):
        path = volume.data_dir / "evidence" / digest[:2] / digest
        if path.is_file():
            found[f"{folder_of('evidence')}/{digest}{ending_of(path)}"] = path
        else:
            missing.append(digest)
    return found, missing
