"""The rows behind the statistics: terms that were kept, the registers as they are, whose unit is whose."""

from collections import defaultdict

from bot.domain.deadlines import DeadlineState
from bot.domain.ports import UnitOfWork
from bot.domain.publication.parts import stem_of
from bot.domain.publication.results import PublicResult
from bot.domain.publication.site import PublicYear
from bot.domain.statistics import KINDS, years_of


async def public_years(work: UnitOfWork, results: list[PublicResult]) -> tuple[PublicYear, ...]:
    """Return the figures of each year of which anything is public."""
    registers: dict[str, list[str]] = defaultdict(list)
    for target in await work.targets.all(is_active=True):
        registers[target.category].append(stem_of(target.key))
    deadlines = await work.deadlines.all(kind=KINDS, state=DeadlineState.SETTLED)
    units = {each.id: each.unit for each in await work.people.all()}
    return years_of(results, deadlines, registers, units)
