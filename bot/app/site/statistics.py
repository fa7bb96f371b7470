"""The rows behind the statistics: terms that were kept, the registers as they are, whose unit is whose."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from bot.domain.deadlines import SHANGHAI, Deadline, DeadlineState
from bot.domain.duties.duty import GRANTED, RequestState
from bot.domain.inspections import Publication
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork
from bot.domain.publication.parts import stem_of
from bot.domain.publication.site import PublicUniformity, PublicYear
from bot.domain.results.findings import followed_in
from bot.domain.results.follow_ups import OVER, Measure, Result
from bot.domain.rounds import RoundState
from bot.domain.statistics import KINDS, Staff, counted, rectified, years_of
from bot.domain.uniformity import uniformity
from bot.usecases.follow_ups.follow_up_cards import SUBJECT
from bot.usecases.results.released_results import ResultBook

_UNDECIDED = (RequestState.ASKED, RequestState.WITHDRAWN, RequestState.LAPSED)


async def public_years(work: UnitOfWork, book: ResultBook) -> tuple[PublicYear, ...]:
    """Return the figures of each year of which anything was published, the expired counted as well."""
    results = [result for opened in book.rounds.values() for result in book.results(opened)]
    registers: dict[str, list[str]] = defaultdict(list)
    for target in await work.targets.all(is_active=True):
        registers[target.category].append(stem_of(target.key))
    deadlines = counted(await _told_terms(work), await _today(work))
    units = {each.id: each.unit for each in await work.people.all()}
    years = years_of(results, deadlines, registers, units, await _staff(work, units))
    orders = _orders(book)
    return tuple(each.model_copy(update={"rectified": rectified(orders[each.year])}) for each in years)


async def _told_terms(work: UnitOfWork) -> list[Deadline]:
    """Return the terms that are kept or run, none about a finding that has never been public."""
    versions: dict[tuple[int | None, int | None], list[Publication]] = defaultdict(list)
    for each in await work.publications.all():
        versions[each.inspection_id, each.undrawn_id].append(each)
    told = set()
    for row in await work.follow_ups.all():
        those = versions[row.inspection_id, row.undrawn_id]
        if row.item_code in followed_in(those if row.state in OVER else those[-1:]):
            told.add(row.id)
    states = (DeadlineState.SETTLED, DeadlineState.OPEN)
    found = await work.deadlines.all(kind=KINDS, state=states)
    return [each for each in found if each.subject_kind != SUBJECT or each.subject_id in told]


async def public_uniformity(work: UnitOfWork) -> PublicUniformity:
    """Return the figure over all draws whose bundle is public, those declared void too."""
    drawn = [each for each in await work.attempts.all() if each.result is not None]
    return uniformity((each.targets, (each.result or {})["picked"]) for each in drawn)


async def _today(work: UnitOfWork) -> date:
    """Return the day of the last event: pages that are written of it again say the same."""
    last = await work.journal.last()
    return datetime.fromisoformat(body_of(last)["at"]).astimezone(SHANGHAI).date() if last else date.min


def _orders(book: ResultBook) -> dict[int, list[tuple[str, bool]]]:
    """Return by the year of the public outcome the unit of each target that was to correct, and if it did."""
    found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for inspection in (each for those in book.inspections.values() for each in those):
        for row in book.follow_ups.get(inspection.id, ()):
            if row.measure is Measure.CORRECT and row.published_on:
                unit = book.targets[inspection.target_id].unit
                found[row.published_on.year].append((unit, row.result is Result.CORRECTED))
    return found


async def _staff(work: UnitOfWork, units: Mapping[int, str]) -> dict[int, Staff]:
    """Return the duties and requests of each year's rounds, those that were called off apart."""
    rounds = [each for each in await work.rounds.all() if each.state is not RoundState.CANCELLED]
    years = {each.id: int(each.number.split("-")[1]) for each in rounds}
    roster = await work.inspectors.count(is_active=True)
    duties: dict[int, Counter[str]] = defaultdict(Counter)
    asked: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    for duty in await work.duties.all(round_id=tuple(years)):
        duties[years[duty.round_id]][duty.inspector_number] += 1
    for each in await work.requests.all(round_id=tuple(years)):
        if each.part_of is None and each.state not in _UNDECIDED:
            told = (units.get(each.person_id, ""), each.kind.value, each.state in GRANTED)
            asked[years[each.round_id]].append(told)
    return {year: Staff(found, roster, asked[year]) for year, found in duties.items()}
