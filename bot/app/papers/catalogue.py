"""What documents there are, what each is about, and how they are made of the rows."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.app.papers.approvals import RoundApprovals
from bot.app.papers.cases import CaseBook
from bot.app.papers.change_forms import change_form_of, has_form
from bot.app.papers.diligence import serving_seats
from bot.app.papers.draw_records import draw_record_of
from bot.app.papers.duty_lists import duty_list_of
from bot.app.papers.letter import Letter
from bot.app.papers.plan_approvals import plan_approvals
from bot.app.papers.round_plans import round_plan_of
from bot.app.papers.round_reports import round_report_of
from bot.app.papers.words import said, words_of
from bot.app.papers.year_coverage import coverage_of
from bot.domain.ceremony.record import DrawRecord
from bot.domain.documents.approval import Approval
from bot.domain.documents.cases import CASES, cases_under
from bot.domain.documents.diligence import DiligenceRecord
from bot.domain.documents.document import Document
from bot.domain.documents.rounds import DutyList, RoundPlan, RoundReport, YearCoverage
from bot.domain.duties.change_form import ChangeForm
from bot.domain.inspections import Inspection
from bot.domain.profiles.profile import Profile
from bot.domain.rounds import Round
from bot.usecases.act import Act
from bot.usecases.follow_ups.measure_papers import nth_of

Named = tuple[str, Document]
"""A document and the name of its file, without ending."""


class NoSubject(Exception):  # noqa: N818 - said to the operator
    """There is no such round, target, person or year; the argument names it."""


class About(StrEnum):
    """What a document is about: each says what has to be named, and how many there are."""

    INSPECTION = "inspection"
    SEAT = "seat"
    ROUND = "round"
    DRAW = "draw"
    CHANGE = "change"
    APPROVAL = "approval"
    YEAR = "year"


DOCUMENTS: dict[str, tuple[type[Document], About]] = {
    **{name: (kind, About.INSPECTION) for name, kind in CASES.items()},
    DiligenceRecord.name: (DiligenceRecord, About.SEAT),
    RoundPlan.name: (RoundPlan, About.ROUND),
    DutyList.name: (DutyList, About.ROUND),
    RoundReport.name: (RoundReport, About.ROUND),
    DrawRecord.name: (DrawRecord, About.DRAW),
    ChangeForm.name: (ChangeForm, About.CHANGE),
    Approval.name: (Approval, About.APPROVAL),
    YearCoverage.name: (YearCoverage, About.YEAR),
}
"""Every document by its name: its fields, and what it is about."""
_ARCHIVED = (About.INSPECTION, About.SEAT, About.ROUND, About.APPROVAL)
OF_A_ROUND = tuple(name for name, (_, about) in DOCUMENTS.items() if about in _ARCHIVED)
"""What belongs to a round's archive beside the papers that were written while it went on."""


@dataclass(frozen=True)
class Wanted:
    """Which documents somebody wants: of a round, of one target or person (by number) in it, or of a year.

    `year` is that of a plan or of what is about a year; 0 is the year of the act.
    """

    name: str
    number: str = ""
    target: str = ""
    person: str = ""
    year: int = 0


@dataclass(frozen=True)
class Archivist:
    """Makes documents of the rows of an act; `site` is the address of the office's pages, "" is not known."""

    act: Act
    office: str
    site: str = ""

    async def documents(self, wanted: Wanted) -> list[Named]:
        """Return file names (without ending) and documents, none where the round or the regulation has none.

        Raises:
            KeyError: there is no such document.
            NoSubject: there is no such round, target or person.
        """
        _, about = DOCUMENTS[wanted.name]
        if not is_asked_for(wanted.name, self.act.office.profile):
            return []
        makers: dict[About, Callable[[Wanted], Awaitable[list[Named]]]] = {
            About.INSPECTION: self._cases,
            About.SEAT: self._seats,
            About.ROUND: self._rounds,
            About.DRAW: self._draws,
            About.CHANGE: self._changes,
            About.APPROVAL: self._approvals,
            About.YEAR: self._year,
        }
        with words_of(self.act.office.profile):
            found = await makers[about](wanted)
        if not found and (wanted.target or wanted.person):
            raise NoSubject(wanted.person or wanted.target)
        return found

    @property
    def _letter(self) -> Letter:
        return Letter(self.act.office.profile, self.office, self.site)

    @property
    def _cases_book(self) -> CaseBook:
        return CaseBook(self.act.work, self.act.office.profile, self.office, self.act.today, self.site)

    async def _round(self, wanted: Wanted) -> Round:
        opened = await self.act.work.rounds.one(number=wanted.number)
        if opened is None:
            raise NoSubject(wanted.number)
        return opened

    async def _inspections(self, wanted: Wanted) -> list[Inspection]:
        where = {"target_key": wanted.target} if wanted.target else {}
        opened = await self._round(wanted)
        return await self.act.work.inspections.all(round_id=opened.id, **where)

    async def _cases(self, wanted: Wanted) -> list[Named]:
        book = self._cases_book
        return [
            (called(wanted.name, each.target_key, *nth_of(nth)), document)
            for each in await self._inspections(wanted)
            for nth, document in enumerate(await book.cases(wanted.name, each), start=1)
        ]

    async def _seats(self, wanted: Wanted) -> list[Named]:
        found: list[Named] = []
        for inspection in await self._inspections(wanted):
            for seat in await serving_seats(self.act.work, inspection):
                number = (await self.act.work.duties.get(seat.duty_id)).inspector_number
                if wanted.person in ("", number):
                    record = await self._cases_book.diligence(inspection, seat)
                    found.append((called(wanted.name, inspection.target_key, number), record))
        return found

    async def _rounds(self, wanted: Wanted) -> list[Named]:
        opened = await self._round(wanted)
        act, letter, name = self.act, self._letter, called(wanted.name, opened.number)
        if wanted.name == RoundPlan.name:
            return [(name, await round_plan_of(act.work, letter, opened))]
        if wanted.name == DutyList.name:
            return [(name, await duty_list_of(act.work, letter, act.today, opened))]
        return [(name, await round_report_of(act, letter, opened))]

    async def _draws(self, wanted: Wanted) -> list[Named]:
        opened = await self._round(wanted)
        parts = (self.act.work, self.act.office.profile, self.office)
        return [
            (called(wanted.name, each.draw, str(each.attempt)), await draw_record_of(*parts, each, self.site))
            for each in await self.act.work.attempts.all(round_id=opened.id)
            if each.result_hash
        ]

    async def _changes(self, wanted: Wanted) -> list[Named]:
        opened = await self._round(wanted)
        parts = (self.act.work, self.act.office.profile, self.office)
        requests = await self.act.work.requests.all(round_id=opened.id)
        decided = [each for each in requests if await has_form(self.act.work, each)]
        forms = [await change_form_of(*parts, each, self.site) for each in decided]
        return [
            (f"{form.title}-{opened.number}-{each.id}", form)
            for each, form in zip(decided, forms, strict=True)
        ]

    async def _approvals(self, wanted: Wanted) -> list[Named]:
        """Return the forms of a round's decisions; those of the year's plan where no round is named."""
        letter = self._letter
        if not wanted.number:
            made = await plan_approvals(self.act.work, letter, wanted.year or self.act.today.year)
            return [(called(wanted.name, place, form.title), form) for place, form in made]
        read = RoundApprovals(self.act.work, letter, await self._round(wanted))
        found = [each for each in await read.all() if wanted.target in ("", each[0].place)]
        stems = [called(wanted.name, decided.place, form.title) for decided, form in found]
        turns = [stems[:nth].count(stem) + 1 for nth, stem in enumerate(stems)]
        return [
            ("-".join((stem, *nth_of(turn))), form)
            for stem, turn, (_, form) in zip(stems, turns, found, strict=True)
        ]

    async def _year(self, wanted: Wanted) -> list[Named]:
        year = self.act.today.year
        if wanted.year > year:  # it has covered nothing yet
            raise NoSubject(str(wanted.year))
        return [(called(wanted.name, str(year)), await coverage_of(self.act, self._letter, year))]


def is_asked_for(name: str, profile: Profile) -> bool:
    """Return whether the regulation has this document: not all of an inspection are everywhere."""
    return name not in CASES or name in cases_under(profile)


def called(name: str, *about: str) -> str:
    """Return the name of a file: what the document is called, and which one it is."""
    return "-".join((said(f"document.name.{name}"), *about))
