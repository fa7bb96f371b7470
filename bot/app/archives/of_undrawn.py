"""The archive of one inspection outside the draws: one volume each, as a bureau files it (一事一卷).

It holds no draw; its contents begin with the record itself, in every version, as the journal has kept it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bot.app.archives.about_undrawn import facts_of_undrawn
from bot.app.archives.listing import folder_of
from bot.app.archives.volume import Files, Volume
from bot.app.papers.catalogue import Archivist, called
from bot.app.papers.letter import Letter
from bot.app.papers.undrawn_approvals import UndrawnApprovals
from bot.app.papers.undrawn_cases import undrawn_cases
from bot.domain.documents.approval import Approval
from bot.domain.documents.document import Line
from bot.domain.results.undrawn import Undrawn
from bot.usecases.follow_ups.measure_papers import nth_of
from bot.usecases.results.undrawn_papers import PAPERS, paper_folder
from bot.usecases.rounds.journalled_words import Journalled


@dataclass(frozen=True)
class UndrawnVolume(Volume):
    """An inspection outside the draws with all that followed on it."""

    row: Undrawn

    title: ClassVar[str] = "archive.contents_undrawn"

    @property
    def named(self) -> dict[str, str]:
        """Return its number."""
        return {"undrawn": self.row.volume}

    @property
    def state(self) -> str:
        """Return whether it is public, was taken down, sent back or taken back."""
        return self.row.state.value

    async def facts(self, as_of: str, told: Journalled) -> list[Line]:
        """Return the record in all versions, objections and their answers, and what followed."""
        return await facts_of_undrawn(self.work, self.rows, self.row, as_of, told.words)

    def paper_folders(self) -> Iterable[tuple[str, Path]]:
        """Return the folder of what was handed out on it."""
        return [(folder_of("handed_out"), self.data_dir / paper_folder(self.row))]

    async def own_files(self, archivist: Archivist) -> Files:
        """Return the documents that follow on it."""
        found: Files = {}
        profile, key = archivist.act.office.profile, self.row.target_key
        for name in PAPERS:
            about = (self.work, profile, archivist.office, name, self.row)
            for nth, document in enumerate(await undrawn_cases(*about, site=archivist.site), start=1):
                found |= self.filled(called(name, key, *nth_of(nth)), document)
        letter = Letter(profile, archivist.office, archivist.site)
        for nth, (decided, form) in enumerate(
            await UndrawnApprovals(self.work, letter, self.row).all(), start=1
        ):
            found |= self.filled(called(Approval.name, decided.place, form.title, str(nth)), form)
        return found
