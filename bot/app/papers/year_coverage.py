"""年度抽查覆盖情况报告: from the rows of a year to what it has covered, and what was found."""

from datetime import date

from bot.app.papers.bars import count, counts
from bot.app.papers.cases import instrument_of
from bot.app.papers.letter import Letter
from bot.app.papers.words import said, said_of
from bot.domain.documents.document import Line
from bot.domain.documents.rounds import RegisterLine, YearCoverage
from bot.domain.plans.coverage import RegisterCoverage
from bot.domain.publication.site import PublicRow
from bot.domain.statistics import by_category, by_item
from bot.usecases.act import Act
from bot.usecases.plans.show_coverage import YearBook
from bot.usecases.results.released_results import ResultBook


async def coverage_of(act: Act, letter: Letter, year: int) -> YearCoverage:
    """Return what the year of the act has covered."""
    covered = await YearBook.read(act)
    book = await ResultBook.read(act.work)
    results = [
        result
        for opened in book.rounds.values()
        for result in book.results(opened)
        if result.published_on.year == year
    ]
    return YearCoverage(
        dated=act.today,
        link=f"{letter.site}/statistics.html" if letter.site else "",
        office=letter.office,
        instrument=instrument_of(letter.profile),
        year=year,
        until=act.today,
        round_count=len(covered.held),
        rounds=tuple(
            Line(label=each.number, text=said("document.held", n=len(each.targets), day=_day(each.day)))
            for each in covered.held
        ),
        registers=tuple(map(_register, covered.covered(letter.profile))),
        shares=tuple(said_of(each) for each in covered.round_texts(act)),
        periods=tuple(said_of(each) for each in covered.period_texts(act)),
        cap=said_of(covered.cap_text(act)),
        times=counts(_times(covered.times())),
        items=counts(by_item(results)),
        categories=counts(by_category(results)),
        published=len(results),
    )


def _times(times: dict[int, int]) -> list[PublicRow]:
    total = sum(times.values())
    return [
        PublicRow(name={"key": "statistics.times", "n": n}, total=total, part=times[n]) for n in sorted(times)
    ]


def _register(each: RegisterCoverage) -> RegisterLine:
    counted = count(each.name or said("draw.scope_all"), each.total, each.visited)
    told = {"part": each.covered, "visited": each.visited}
    return RegisterLine.model_validate(counted.model_dump() | told)


def _day(day: date) -> dict[str, str]:
    return {"date": day.isoformat()}
