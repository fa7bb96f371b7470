"""卷: what one archive is of, a round or an inspection outside the draws; all else of it is the same."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from bot.app.archives.listing import folder_of
from bot.app.papers.catalogue import Archivist
from bot.domain.documents.cases import Case
from bot.domain.documents.document import Document, Line
from bot.domain.ports import UnitOfWork
from bot.usecases.rounds.journalled_words import Journalled
from bot.usecases.rounds.rows_of_round import Rows
from storage.documents.filling import TEMPLATE_FOLDER, fill

Files = dict[str, bytes | Path]
"""The files of an archive by their paths in it: their content, or where it lies."""


@dataclass(frozen=True)
class Letterhead:
    """What the documents call the office, and the address of its pages ("" is not known)."""

    office: str
    site: str = ""


@dataclass(frozen=True)
class Volume(ABC):
    """What an archive is of: `title` is the key of its contents' heading."""

    work: UnitOfWork
    rows: Rows
    data_dir: Path

    title: ClassVar[str] = "archive.contents"

    @property
    @abstractmethod
    def named(self) -> dict[str, str]:
        """Return by which field of the index it is named, and its number."""

    @property
    @abstractmethod
    def state(self) -> str:
        """Return in which state it ended."""

    @abstractmethod
    async def facts(self, as_of: str, told: Journalled) -> list[Line]:
        """Return the lines at the head of the contents, by the rows and what only the journal tells."""

    @abstractmethod
    async def own_files(self, archivist: Archivist) -> Files:
        """Return what only this kind of archive holds, and the documents about it."""

    @abstractmethod
    def paper_folders(self) -> Iterable[tuple[str, Path]]:
        """Return where the papers lie that were written while it went on, by their folders' names here."""

    def is_named(self, _data: Mapping[str, Any]) -> bool:
        """Return whether an entry that tells this names it otherwise than by a row's number."""
        return False

    async def related(self) -> tuple[str, ...]:
        """Return the numbers of the archives to be read with it."""
        return ()

    def filled(self, stem: str, document: Document) -> Files:
        """Return a document from the office's template or ours, none where it would say nothing."""
        if isinstance(document, Case) and not document.is_of_use:
            return {}
        return {f"{folder_of('documents')}/{stem}.docx": fill(document, self.data_dir / TEMPLATE_FOLDER)}
