"""What documents there are, what each is about, and how they are made of the rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.app.papers.cases import CASES, CaseBook
from bot.app.papers.words import words_of
from bot.domain.documents.document import Document
from bot.domain.ports import UnitOfWork
from bot.domain.profile import Profile
from bot.domain.rounds import Inspection, Round


class NoSubject(Exception):  # noqa: N818 - said to the operator
    """There is no such round or target; the argument names it."""


class About(StrEnum):
    """What a document is about."""

    INSPECTION = "inspection"


DOCUMENTS: dict[str, tuple[type[Document], About]] = {
    name: (kind, About.INSPECTION) for name, kind in CASES.items()
}
"""Every document by its name: its fields, and what it is about."""


@dataclass(frozen=True)
class Wanted:
    """Which documents somebody wants: of a round or of one target in it."""

    name: str
    number: str = ""
    target: str = ""


@dataclass(frozen=True)
class Archivist:
    """Makes documents for one office on one day; `site` is the address of its pages, "" is not known."""

    work: UnitOfWork
    profile: Profile
    office: str
    today: date
    site: str = ""

    async def documents(self, wanted: Wanted) -> list[tuple[str, Document]]:
        """Return file names (without ending) and documents.

        Raises:
            KeyError: there is no such document.
            NoSubject: there is no such round or target.
        """
        opened = await self._round(wanted.number)
        with words_of(self.profile):
            return [await self._case(wanted.name, each) for each in await self._inspections(opened, wanted)]

    async def _round(self, number: str) -> Round:
        opened = await self.work.rounds.one(number=number)
        if opened is None:
            raise NoSubject(number)
        return opened

    async def _inspections(self, opened: Round, wanted: Wanted) -> list[Inspection]:
        where = {"target_key": wanted.target} if wanted.target else {}
        found = await self.work.inspections.all(round_id=opened.id, **where)
        if not found:
            raise NoSubject(wanted.target or wanted.number)
        return found

    async def _case(self, name: str, inspection: Inspection) -> tuple[str, Document]:
        book = CaseBook(self.work, self.profile, self.office, self.today, self.site)
        return f"{name}-{inspection.target_key}", await book.case(name, inspection)
