"""From the rows of a round and of a year to their documents."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.app.papers.cases import instrument_of
from bot.app.papers.platform import lists_in_force, platform_level
from bot.app.papers.words import level_of, said, said_of
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.document import Line
from bot.domain.documents.rounds import (
    Count,
    DrawLine,
    DutyList,
    RegisterLine,
    ResultLine,
    RoundReport,
    TargetLine,
    TeamLine,
    YearCoverage,
)
from bot.domain.duties.duty import DutyState
from bot.domain.inspections import Inspection
from bot.domain.plans.coverage import RegisterCoverage
from bot.domain.publication.parts import percent_of
from bot.domain.publication.results import PublicResult
from bot.domain.publication.site import PublicRow
from bot.domain.results.record import REFUSED
from bot.domain.rounds import AttemptState, Round
from bot.domain.statistics import by_category, by_item
from bot.domain.visits.visit import VisitState
from bot.usecases.act import Act
from bot.usecases.office import ground_of
from bot.usecases.plans.show_coverage import YearBook
from bot.usecases.results.released_results import ResultBook, is_ruled_out
from bot.usecases.results.round_items import round_items
from bot.usecases.rounds.write_report import report_rule, written_parts
from bot.views.values import percent

_BAR = 10


class RoundBook:
    """Makes the documents of rounds and years, for one office; `site` is the address of its pages."""

    def __init__(self, act: Act, office: str, site: str) -> None:
        """Take the act for its rows, its day and its regulation."""
        self._act, self._work, self._profile = act, act.work, act.office.profile
        self._office, self._site = office, site

    def _head(self, opened: Round) -> dict[str, Any]:
        return {
            "dated": self._act.today,
            "link": f"{self._site}/round-{opened.number}.html" if self._site else "",
            "office": self._office,
            "instrument": instrument_of(self._profile),
            "round_number": opened.number,
            "departments": "、".join(opened.departments),
        }

    async def duty_list(self, opened: Round) -> DutyList:
        """Return who inspects what."""
        inspections = await self._work.inspections.all(round_id=opened.id)
        numbers = sorted({each.team for each in inspections})
        teams = [
            await self._team(opened, number, [each for each in inspections if each.team == number])
            for number in numbers
        ]
        return DutyList(
            **self._head(opened),
            items=tuple(item.name for item in await round_items(self._work, opened)),
            teams=tuple(teams),
            target_count=len(inspections),
            team_count=len(teams),
            is_entered=self._profile.terms.entry_needs_receipt.value,
            entry_days=self._profile.terms.entry_days.value,
            entry_ground=said(**ground_of(self._profile.rule("entry"))),
        )

    async def _team(self, opened: Round, number: int, inspections: Sequence[Inspection]) -> TeamLine:
        duties = await self._work.duties.all(round_id=opened.id, team=number)
        people = [
            said(
                "document.on_duty",
                name=person.name,
                number=duty.inspector_number,
                unit=person.unit or {"key": "unit.bureau"},
                state={"key": f"duty.state.{duty.state}"},
            )
            for duty in duties
            for person in [await self._work.people.get(duty.person_id)]
        ]
        targets = [await self._target(each) for each in inspections]
        return TeamLine(number=number, people=tuple(people), targets=tuple(targets))

    async def _target(self, inspection: Inspection) -> TargetLine:
        target = await self._work.targets.get(inspection.target_id)
        visit = await self._work.visits.one(inspection_id=inspection.id, state=VisitState.PLANNED)
        hour = visit.starts_at.astimezone(SHANGHAI) if visit else None
        at = said("date.when", day={"date": hour.date().isoformat()}, hour=f"{hour:%H:%M}") if hour else ""
        status = said(f"inspection.state.{inspection.state}")
        place = {"address": target.address or target.district, "unit": target.unit}
        return TargetLine(name=target.name, code=target.key, visit_at=at, status=status, **place)

    async def report(self, opened: Round) -> RoundReport:
        """Return the report of a round, of what is published and of counts."""
        book = await ResultBook.read(self._work)
        inspections = await self._work.inspections.all(round_id=opened.id)
        visited = sorted(each.visited_on for each in inspections if each.visited_on)
        results = book.standing(opened)
        abnormal = sum(any(each.is_abnormal for each in result.findings) for result in results)
        out = [each for each in inspections if is_ruled_out(each)]
        withdrawn = sum(each.is_withdrawn for each in out)
        return RoundReport(
            **self._head(opened),
            ground=self._report_ground(),
            scope=opened.scope or said("draw.scope_all"),
            share=percent(opened.share_bp),
            draws=tuple(await self._draws(opened)),
            first_visit=visited[0] if visited else None,
            last_visit=visited[-1] if visited else None,
            drawn=len(inspections),
            inspected=len(visited),
            published=len(results),
            ruled_out=len(out) - withdrawn,
            withdrawn=withdrawn,
            waiting=len(inspections) - len(results) - len(out),
            void=len(book.results(opened)) - len(results),
            normal=len(results) - abnormal,
            abnormal=abnormal,
            refused=sum(each.signature == REFUSED for each in inspections),
            **await self._dangers(inspections),
            **await self._people(opened),
            items=counts(by_item(results)),
            categories=counts(by_category(results)),
            results=tuple(map(_result, results)),
            outcomes=tuple(
                Line(label=each.target_name, text=said_of(each.outcome))
                for each in book.outcomes(opened)
                if each.target_code in {row.target_key for row in out if not row.is_withdrawn}
            ),
            **_followed(results),
            **await self._written(opened),
        )

    def _report_ground(self) -> str:
        """Return the article that asks for the report, after the name of its text; "" where none does."""
        rule = report_rule(self._profile)
        return self._profile.rule(rule).place if rule else ""

    async def _dangers(self, inspections: Sequence[Inspection]) -> dict[str, int]:
        found = await self._work.dangers.all(inspection_id=tuple(each.id for each in inspections))
        return {"dangers": len(found), "ordered": sum(bool(each.was_ordered) for each in found)}

    async def _written(self, opened: Round) -> dict[str, tuple[str, ...]]:
        parts = await written_parts(self._work, opened)
        return {part: tuple(filter(None, words.splitlines())) for part, words in parts.items()}

    async def _people(self, opened: Round) -> dict[str, int]:
        duties = await self._work.duties.all(round_id=opened.id)
        return {
            "teams": len({each.team for each in duties}),
            "people": len({each.person_id for each in duties if each.state is not DutyState.LEFT}),
            "changed": sum(each.state is DutyState.LEFT for each in duties),
        }

    async def _draws(self, opened: Round) -> list[DrawLine]:
        if platform := await lists_in_force(self._work, opened):
            level = platform_level(platform)
            return [DrawLine(number=opened.number, level=level, commitment="", result_hash="")]
        found = await self._work.attempts.all(round_id=opened.id, state=AttemptState.STANDING)
        return [
            DrawLine(
                number=each.draw,
                level=level_of(each),
                commitment=each.commitment,
                result_hash=each.result_hash,
            )
            for each in found
        ]

    async def coverage(self, year: int) -> YearCoverage:
        """Return what the year of the act has covered."""
        covered = await YearBook.read(self._act)
        book = await ResultBook.read(self._work)
        results = [
            result
            for opened in book.rounds.values()
            for result in book.results(opened)
            if result.published_on.year == year
        ]
        return YearCoverage(
            dated=self._act.today,
            link=f"{self._site}/statistics.html" if self._site else "",
            office=self._office,
            instrument=instrument_of(self._profile),
            year=year,
            until=self._act.today,
            round_count=len(covered.held),
            rounds=tuple(
                Line(label=each.number, text=said("document.held", n=len(each.targets), day=_day(each.day)))
                for each in covered.held
            ),
            registers=tuple(map(_register, covered.covered(self._profile))),
            shares=tuple(said_of(each) for each in covered.round_texts(self._act)),
            periods=tuple(said_of(each) for each in covered.period_texts(self._act)),
            cap=said_of(covered.cap_text(self._act)),
            times=counts(_times(covered.times())),
            items=counts(by_item(results)),
            categories=counts(by_category(results)),
            published=len(results),
        )


def counts(rows: Iterable[PublicRow]) -> tuple[Count, ...]:
    """Return rows of figures in words, each with its bar."""
    return tuple(_count(said_of(each.name), each.total, each.part) for each in rows)


def _times(times: dict[int, int]) -> list[PublicRow]:
    total = sum(times.values())
    return [
        PublicRow(name={"key": "statistics.times", "n": n}, total=total, part=times[n]) for n in sorted(times)
    ]


def _register(each: RegisterCoverage) -> RegisterLine:
    counted = _count(each.name or said("draw.scope_all"), each.total, each.visited)
    told = {"part": each.covered, "visited": each.visited}
    return RegisterLine.model_validate(counted.model_dump() | told)


def _count(name: str, total: int, part: int) -> Count:
    squares = -(-part * _BAR // total) if total else 0
    bar = f"{'■' * squares}{'□' * (_BAR - squares)} " if squares else ""
    return Count(name=name, total=total, part=part, bar=f"{bar}{percent_of(part, total)}%")


def _result(result: PublicResult) -> ResultLine:
    return ResultLine(
        name=result.target_name,
        code=result.target_code,
        published_on=result.published_on,
        conclusion=said_of(result.conclusion),
        abnormal="、".join(each.item for each in result.findings if each.is_abnormal),
    )


def _day(day: date) -> dict[str, str]:
    return {"date": day.isoformat()}


def _followed(results: Sequence[PublicResult]) -> dict[str, Any]:
    """Return how often each measure came to what, of those whose outcome is public; how many are in hand."""
    rows = [row for result in results for row in result.follow_ups]
    public = [f"{said_of(row.measure)}，{said_of(row.outcome)}" for row in rows if row.measure]
    return {
        "measures": tuple(
            Count(name=name, total=len(public), part=n, bar="") for name, n in Counter(public).items()
        ),
        "in_hand": len(rows) - len(public),
    }
