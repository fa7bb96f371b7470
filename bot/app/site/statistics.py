"""The rows behind the statistics: terms that were kept, the registers as they are, whose unit is whose."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from bot.domain.deadlines import DeadlineState
from bot.domain.duties import RequestState
from bot.domain.ports import UnitOfWork
from bot.domain.publication.parts import stem_of
from bot.domain.publication.results import PublicResult
from bot.domain.publication.site import PublicUniformity, PublicYear
from bot.domain.rounds import RoundState
from bot.domain.statistics import KINDS, Staff, years_of
from bot.domain.uniformity import uniformity

_GRANTED = (RequestState.APPROVED, RequestState.FILED, RequestState.EXHAUSTED)
_UNDECIDED = (RequestState.ASKED, RequestState.WITHDRAWN, RequestState.LAPSED)


async def public_years(work: UnitOfWork, results: list[PublicResult]) -> tuple[PublicYear, ...]:
    """Return the figures of each year of which anything is public."""
    registers: dict[str, list[str]] = defaultdict(list)
    for target in await work.targets.all(is_active=True):
        registers[target.category].append(stem_of(target.key))
    deadlines = await work.deadlines.all(kind=KINDS, state=DeadlineState.SETTLED)
    units = {each.id: each.unit for each in await work.people.all()}
    return years_of(results, deadlines, registers, units, await _staff(work, units))


async def public_uniformity(work: UnitOfWork) -> PublicUniformity:
    """Return the figure over all draws whose bundle is public, those declared void too."""
    drawn = [each for each in await work.attempts.all() if each.result is not None]
    return uniformity((each.targets, (each.result or {})["picked"]) for each in drawn)


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
            told = (units.get(each.person_id, ""), each.kind.value, each.state in _GRANTED)
            asked[years[each.round_id]].append(told)
    return {year: Staff(found, roster, asked[year]) for year, found in duties.items()}
