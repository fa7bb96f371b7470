"""Evidence that the console hands to the running bot: a file each, gone as soon as its rows are there."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from pydantic import ValidationError

from bot.app.evidence_in import Evidence, add_evidence
from bot.domain.errors import Refused
from bot.domain.people import Person, Role
from bot.domain.ports import UnitOfWork
from bot.usecases.act import Act
from storage.database.store import Database
from storage.files import write_atomically

log = structlog.get_logger()
HANDED = "handed"
"""The folder's name beside the database."""


class HandedEvidence:
    """What waits for the bot in a folder of the office."""

    def __init__(self, folder: Path) -> None:
        """Hand over through this folder."""
        self._folder = folder

    def hand_over(self, evidence: Evidence) -> None:
        """Leave it for the bot, on the disk before this returns; the same twice is there once."""
        data = evidence.model_dump_json().encode()
        name = hashlib.sha256(data).hexdigest()
        write_atomically(self._folder / f"{name}.json", data, is_private=True)

    async def take_in(self, database: Database, bot_act: Callable[[UnitOfWork], Act]) -> bool:
        """File all that waits, and return whether there was any; what comes too late the coordinator hears.

        After a crash between the two it is filed again, which changes nothing.
        """
        waiting = sorted(self._folder.glob("*.json"))
        for path in waiting:
            if (evidence := _read(path)) is not None:
                await _take(database, bot_act, evidence)
                path.unlink()
        return bool(waiting)


def _read(path: Path) -> Evidence | None:
    """Return what the file says; one that cannot be read is set aside, and keeps nothing else waiting."""
    try:
        return Evidence.model_validate_json(path.read_bytes())
    except ValidationError:
        log.exception("handed evidence cannot be read", path=str(path))
        path.rename(path.with_suffix(".unread"))
        return None


async def _take(database: Database, bot_act: Callable[[UnitOfWork], Act], evidence: Evidence) -> None:
    """File it; of what is refused half-way nothing stays."""
    try:
        async with database.writing() as work:
            await add_evidence(bot_act(work), evidence)
    except Refused as refused:
        async with database.writing() as work:
            await _tell(bot_act(work), evidence, {"key": refused.code, **refused.params})


async def _tell(act: Act, evidence: Evidence, why: dict[str, Any]) -> None:
    told: dict[str, Any] = {"number": evidence.number, "name": evidence.target, "n": len(evidence.files)}
    for person in await _concerned(act, evidence):
        await act.notify("files.handed_refused", person, **told, why=why)


async def _concerned(act: Act, evidence: Evidence) -> list[Person]:
    """Return the coordinator of its round; the lead office where there is no such round any more."""
    if (opened := await act.work.rounds.one(number=evidence.number)) is not None:
        return [await act.work.people.get(opened.coordinator_id)]
    return (await act.holders(Role.LEAD_OFFICE))[0]
