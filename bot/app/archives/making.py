"""Makes the archive of a round that has ended: rows, words, draws, journal, papers and the field's files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.app.archives.about import facts_of, related_archives
from bot.app.archives.gathering import (
    as_file,
    as_json,
    hashes_of,
    people_of_rows,
    words_of_rows,
)
from bot.app.archives.journal_part import journal_part
from bot.app.archives.listing import chapters_of, folder_of
from bot.app.papers.bundles import bundle_files
from bot.app.papers.catalogue import OF_A_ROUND, Archivist, Wanted
from bot.app.papers.platform import list_files
from bot.app.papers.words import said, words_of
from bot.domain.archive import (
    CONTENTS,
    DRAWS,
    INDEX,
    SIGNATURE,
    Index,
    Sealed,
    statement_of,
)
from bot.domain.documents.cases import Case
from bot.domain.journal.entries import Entry, body_of
from bot.domain.ports import UnitOfWork
from bot.domain.results.follow_ups import OVER
from bot.domain.round_rows import IN_ENTRIES
from bot.domain.rounds import ENDED, Round
from bot.usecases.act import Act
from bot.usecases.office import Office
from bot.usecases.rounds.rows_of_round import Rows, rows_of
from storage.archives import ending_of, filed, pack
from storage.documents.contents import contents_page
from storage.documents.filling import TEMPLATE_FOLDER, fill
from storage.signing import SigningKey

_FROZEN = ("draw.frozen", "platform.confirmed")


@dataclass(frozen=True)
class Letterhead:
    """What the documents call the office, and the address of its pages ("" is not known)."""

    office: str
    site: str = ""


class NoArchive(Exception):  # noqa: N818 - said to the operator
    """No archive can be made: `no_round`, `not_ended`, `no_key`."""


async def make_archive(
    work: UnitOfWork, office: Office, head: Letterhead, number: str, *, data_dir: Path, target: Path
) -> Index:
    """Write the archive of a round: the same rows and files, the same bytes.

    Raises:
        NoArchive: there is no such round, it goes on, or the office has no key to sign with.
        TemplateFault: a template of the office asks for what is not there.
        OSError: a file cannot be read or written.
    """
    opened = await work.rounds.one(number=number)
    if opened is None or opened.state not in ENDED:
        raise NoArchive("no_round" if opened is None else "not_ended")
    key = SigningKey.read(data_dir)
    if key is None:
        raise NoArchive("no_key")
    rows = await rows_of(work, opened)
    files, as_of = await _contents(work, office, head, opened, rows=rows, data_dir=data_dir)
    kept, missing = _evidence(data_dir, rows)
    files |= kept
    with words_of(office.profile):
        title, facts = said("archive.contents", office=head.office), await facts_of(work, opened, as_of)
        files[CONTENTS] = contents_page(title, facts, chapters_of(files, rows))
    index = Index(
        round=number,
        state=opened.shown_state,
        as_of=as_of,
        unsettled=sum(each.state not in OVER for each in rows["follow_ups"]),  # type: ignore[attr-defined]
        missing=tuple(missing),
        related=await related_archives(work, opened),
        files=tuple(filed(name, files[name]) for name in sorted(files)),
    )
    raw = as_json(index.model_dump(mode="json"))
    sealed = Sealed(public=key.public, signature=key.sign(statement_of(raw)))
    pack(target, {**files, INDEX: raw, SIGNATURE: as_json(sealed.model_dump())})
    return index


async def _contents(
    work: UnitOfWork, office: Office, head: Letterhead, opened: Round, *, rows: Rows, data_dir: Path
) -> tuple[dict[str, bytes | Path], str]:
    """Return all files but the evidence, and the instant of the round's last entry."""
    journal, as_of = await _journal(work, opened, rows)
    files: dict[str, bytes | Path] = {f"rows/{name}.json": as_file(those) for name, those in rows.items()}
    files["rows/words.json"] = as_json(await words_of_rows(work, rows))
    files["rows/people.json"] = as_json(await people_of_rows(work, rows))
    files |= journal
    files |= await _draws(work, opened)
    with words_of(office.profile):
        files |= await _conformity(work, rows)
    files |= _papers(data_dir, rows, opened.number)
    archivist = Archivist(Act(work, office, datetime.fromisoformat(as_of)), head.office, head.site)
    files |= await _documents(archivist, data_dir, opened.number)
    return files, as_of


async def _journal(work: UnitOfWork, opened: Round, rows: Rows) -> tuple[dict[str, bytes], str]:
    """Return the journal's part from the round's first entry to its last, and the instant of that one."""
    entries = await work.journal.all()
    ids = {name: {each.id for each in rows[table]} for name, table in IN_ENTRIES.items()}
    mine = [each for each in entries if _is_about(each, opened, ids)]
    return await journal_part(work, entries, mine[0].id, mine[-1].id), body_of(mine[-1])["at"]


def _is_about(entry: Entry, opened: Round, ids: Mapping[str, set[int]]) -> bool:
    data = body_of(entry)["data"]
    return data.get("round") == opened.number or any(data.get(name) in those for name, those in ids.items())


async def _draws(work: UnitOfWork, opened: Round) -> dict[str, bytes | Path]:
    found = {**await bundle_files(work, opened.id), **await list_files(work, opened)}
    return {f"{DRAWS}{name}": data for name, data in found.items()}


async def _conformity(work: UnitOfWork, rows: Rows) -> dict[str, bytes | Path]:
    """Return what the coordinator read before each freeze: the plan held against the regulation."""
    numbers = {str(getattr(each, "draw", "")) for each in rows["attempts"]}
    numbers.add(rows["rounds"][0].number)  # type: ignore[attr-defined]
    found: dict[str, bytes | Path] = {}
    for frozen in await work.notices.all(screen=_FROZEN):
        if frozen.data.get("number") not in numbers:
            continue
        shown = [each for each in await work.notices.all(card=frozen.card) if each.id < frozen.id]
        if shown:
            text = said(shown[-1].screen, **shown[-1].data)
            found[f"{folder_of('conformity')}/{frozen.data['number']}-{frozen.id}.txt"] = f"{text}\n".encode()
    return found


def _papers(data_dir: Path, rows: Rows, number: str) -> dict[str, bytes | Path]:
    """Return what was written of the round: forms, records of draws, changes, its detailed plan."""
    folders = sorted({number, *(str(getattr(each, "draw", number)) for each in rows["attempts"])})
    found: dict[str, bytes | Path] = {}
    for name in folders:
        folder = data_dir / "rounds" / name
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in (".part", ".json"):
                found[f"{folder_of('papers')}/{name}/{path.relative_to(folder).as_posix()}"] = path
    return found


async def _documents(archivist: Archivist, data_dir: Path, number: str) -> dict[str, bytes | Path]:
    """Return the documents about the round and its inspections, from the office's templates or ours."""
    found: dict[str, bytes | Path] = {}
    for name in OF_A_ROUND:
        for stem, document in await archivist.documents(Wanted(name, number)):
            if not isinstance(document, Case) or document.is_of_use:
                found[f"{folder_of('documents')}/{stem}.docx"] = fill(document, data_dir / TEMPLATE_FOLDER)
    return found


def _evidence(data_dir: Path, rows: Rows) -> tuple[dict[str, bytes | Path], list[str]]:
    found: dict[str, bytes | Path] = {}
    missing = []
    for digest in hashes_of(rows):
        path = data_dir / "evidence" / digest[:2] / digest
        if path.is_file():
            found[f"{folder_of('evidence')}/{digest}{ending_of(path)}"] = path
        else:
            missing.append(digest)
    return found, missing
