"""Statistics over the published rounds: counts of what is public already, and how units kept their terms.

Pure; every figure is a part of a total, so that a table and a bar say the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from bot.domain.deadlines import Deadline, DeadlineState
from bot.domain.publication.parts import Said
from bot.domain.publication.results import PublicResult
from bot.domain.publication.site import PublicRow, PublicYear

KINDS = (
    *("confirmation", "acknowledgement", "decision", "submission", "signature", "entry"),
    *("release", "publication", "measure", "revisit", "objection"),
)
"""The terms that a unit's timeliness is counted by; the deadlines of persons count for their unit.

A record is submitted in its term where no platform asks for its entry, and entered in it elsewhere.
"""


def years_of(
    results: Sequence[PublicResult],
    deadlines: Sequence[Deadline],
    registers: Mapping[str, Sequence[str]],
    units: Mapping[int, str],
    staff: Mapping[int, "Staff"] = MappingProxyType({}),
) -> tuple[PublicYear, ...]:
    """Return the figures of each year, the newest first; `staff` are the inspectors' by year.

    `deadlines` are those that count, as `counted` returns them.

    `registers` are the stems of the targets by category as they are now, `{"小学": ["T001"]}`; `units` those
    of the people by their ids.
    """
    kept = [each for each in deadlines if each.kind in KINDS]
    years = {each.published_on.year for each in results} | {each.due_on.year for each in kept} | {*staff}
    return tuple(
        _year(
            year,
            [each for each in results if each.published_on.year == year],
            timeliness([each for each in kept if each.due_on.year == year], units),
            registers,
            staff.get(year, Staff()),
        )
        for year in sorted(years, reverse=True)
    )


def _year(
    year: int,
    results: Sequence[PublicResult],
    kept: tuple[PublicRow, ...],
    registers: Mapping[str, Sequence[str]],
    staff: "Staff",
) -> PublicYear:
    return PublicYear(
        year=year,
        coverage=coverage(registers, results),
        times=times_of(registers, results),
        items=by_item(results),
        categories=by_category(results),
        timeliness=kept,
        load=staff.load(),
        requests=staff.requests(),
    )


@dataclass(frozen=True)
class Staff:
    """The inspectors' year: duties by inspector, the roster's size, requests as (unit, kind, granted)."""

    duties: Mapping[str, int] = field(default_factory=dict)
    roster: int = 0
    asked: Sequence[tuple[str, str, bool]] = ()

    def load(self) -> tuple[PublicRow, ...]:
        """Return how many of the roster have had how many duties, nobody by name."""
        people = max(self.roster, len(self.duties))
        found = Counter(self.duties.values()) | Counter({0: people - len(self.duties)})
        return tuple(
            PublicRow(name={"key": "statistics.times", "n": n}, total=people, part=found[n])
            for n in sorted(found)
        )

    def requests(self) -> tuple[PublicRow, ...]:
        """Return of each unit how many asked for recusal or substitution, and how many were granted."""
        total = Counter((unit, kind) for unit, kind, _ in self.asked)
        part = Counter((unit, kind) for unit, kind, is_granted in self.asked if is_granted)
        return tuple(
            PublicRow(
                name=_of_unit(key[0], {"key": f"request.kind.{key[1]}"}), total=total[key], part=part[key]
            )
            for key in sorted(total)
        )


def coverage(
    registers: Mapping[str, Sequence[str]], results: Iterable[PublicResult]
) -> tuple[PublicRow, ...]:
    """Return of each register how many of its targets have a published result."""
    inspected = {each.target_stem for each in results}
    return tuple(
        PublicRow(name=_named(name), total=len(stems), part=len(inspected.intersection(stems)))
        for name, stems in sorted(registers.items())
        if stems
    )


def times_of(
    registers: Mapping[str, Sequence[str]], results: Iterable[PublicResult]
) -> tuple[PublicRow, ...]:
    """Return how many targets of the registers were inspected how often, those never inspected first."""
    inspected = Counter(each.target_stem for each in results)
    everybody = {stem for stems in registers.values() for stem in stems}
    found = Counter(inspected[stem] for stem in everybody)
    return tuple(
        PublicRow(name={"key": "statistics.times", "n": n}, total=len(everybody), part=found[n])
        for n in sorted(found)
    )


def by_item(results: Iterable[PublicResult]) -> tuple[PublicRow, ...]:
    """Return of each item how often it was inspected, and how often it was abnormal."""
    total, part = Counter[str](), Counter[str]()
    for finding in (each for result in results for each in result.findings):
        total[finding.item] += 1
        part[finding.item] += finding.is_abnormal
    return tuple(PublicRow(name=name, total=total[name], part=part[name]) for name in total)


def by_category(results: Iterable[PublicResult]) -> tuple[PublicRow, ...]:
    """Return of each category how many results there are, and in how many something was abnormal."""
    total, part = Counter[str](), Counter[str]()
    for result in results:
        total[result.category] += 1
        part[result.category] += any(finding.is_abnormal for finding in result.findings)
    return tuple(PublicRow(name=_named(name), total=total[name], part=part[name]) for name in sorted(total))


def counted(deadlines: Iterable[Deadline], today: date) -> list[Deadline]:
    """Return the terms that were met, and those whose last day has passed while nobody has met them."""
    return [
        each
        for each in deadlines
        if each.state is DeadlineState.SETTLED or (each.state is DeadlineState.OPEN and each.due_on < today)
    ]


def rectified(orders: Iterable[tuple[str, bool]]) -> tuple[PublicRow, ...]:
    """Return of each unit how many orders to correct have a public outcome, and how many were followed."""
    total, part = Counter[str](), Counter[str]()
    for unit, is_corrected in orders:
        total[unit] += 1
        part[unit] += is_corrected
    return tuple(
        PublicRow(name=unit or {"key": "unit.bureau"}, total=total[unit], part=part[unit])
        for unit in sorted(total)
    )


def timeliness(deadlines: Iterable[Deadline], units: Mapping[int, str]) -> tuple[PublicRow, ...]:
    """Return of each unit and kind how many terms were met or missed, and how many were met in time."""
    total, part = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for each in deadlines:
        whose = each.unit if each.person_id is None else units.get(each.person_id, "")
        total[whose, each.kind] += 1
        part[whose, each.kind] += _is_in_time(each.ended_on, each.due_on)
    return tuple(
        PublicRow(name=_of_unit(key[0], {"key": f"deadline.{key[1]}"}), total=total[key], part=part[key])
        for key in sorted(total, key=lambda key: (key[0], KINDS.index(key[1])))
    )


def _is_in_time(ended_on: date | None, due_on: date) -> bool:
    return ended_on is not None and ended_on <= due_on


def _of_unit(unit: str, what: Said) -> Said:
    whose: Said = unit or {"key": "unit.bureau"}
    return {"key": "statistics.of_unit", "unit": whose, "what": what}


def _named(category: str) -> Said:
    return category or {"key": "statistics.no_category"}
