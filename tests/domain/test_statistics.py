"""Statistics are parts of totals: counted from published results and from terms that were met."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import Deadline, DeadlineState
from bot.domain.people import Role
from bot.domain.publication.results import PublicFinding, PublicResult
from bot.domain.publication.site import PublicRow
from bot.domain.statistics import (
    Staff,
    by_category,
    by_item,
    counted,
    coverage,
    rectified,
    timeliness,
    times_of,
    years_of,
)

REGISTERS = {"小学": ["A", "B", "C"], "中学": ["D"], "": []}
NO_CATEGORY = {"key": "statistics.no_category"}


def result(stem: str, *abnormal: bool, category: str = "小学", on: date = date(2026, 3, 1)) -> PublicResult:
    """Return a result with an item for each of these findings."""
    return PublicResult(
        target_name=stem,
        target_code=stem,
        target_stem=stem,
        category=category,
        round_number="SSJ-2026-0001",
        conclusion="",
        published_on=on,
        findings=tuple(
            PublicFinding(item=f"事项{n}", item_stem=f"I{n}", finding="", is_abnormal=each)
            for n, each in enumerate(abnormal)
        ),
    )


def term(kind: str, ended: int, *, person: int | None = None, unit: str = "", year: int = 2026) -> Deadline:
    """Return a term until the 10th that was met on this day of May."""
    return Deadline(
        kind=kind,
        subject_kind="inspection",
        subject_id=1,
        rule=kind,
        person_id=person,
        role=None if person else Role.LIST_ADMINISTRATOR,
        unit=unit,
        started_on=date(year, 5, 1),
        due_on=date(year, 5, 10),
        ended_on=date(year, 5, ended),
        state=DeadlineState.SETTLED,
    )


def row(name: object, total: int, part: int) -> PublicRow:
    return PublicRow(name=name, total=total, part=part)


def of_unit(unit: object, kind: str) -> dict[str, object]:
    return {"key": "statistics.of_unit", "unit": unit, "what": {"key": f"deadline.{kind}"}}


def test_coverage_and_times_count_targets_of_the_registers() -> None:
    results = [result("A"), result("A"), result("B"), result("gone")]
    assert coverage(REGISTERS, results) == (row("中学", 1, 0), row("小学", 3, 2))
    times = [row({"key": "statistics.times", "n": n}, 4, part) for n, part in ((0, 2), (1, 1), (2, 1))]
    assert times_of(REGISTERS, results) == tuple(times)
    assert coverage({"": ["A"]}, results) == (row(NO_CATEGORY, 1, 1),)


def test_findings_are_counted_by_item_and_category() -> None:
    results = [result("A", True, False), result("B", True), result("D", False, category="")]
    assert by_item(results) == (row("事项0", 3, 2), row("事项1", 1, 0))
    assert by_category(results) == (row(NO_CATEGORY, 1, 0), row("小学", 2, 2))


def test_terms_count_for_the_unit_of_whoever_owed_them() -> None:
    units = {1: "城关", 2: ""}
    terms = [
        term("entry", 10, person=1),
        term("entry", 11, person=1),
        term("confirmation", 3, unit="城关"),
        term("publication", 4, person=2),
        term("release", 4, person=9),
    ]
    bureau = {"key": "unit.bureau"}
    assert timeliness(terms, units) == (
        row(of_unit(bureau, "release"), 1, 1),
        row(of_unit(bureau, "publication"), 1, 1),
        row(of_unit("城关", "confirmation"), 1, 1),
        row(of_unit("城关", "entry"), 2, 1),
    )


def test_each_year_has_its_own_figures_the_newest_first() -> None:
    results = [result("A", on=date(2025, 12, 30)), result("B")]
    terms = [
        term("entry", 4, unit="城关", year=2024),
        term("plan", 4, year=2023),
    ]
    found = years_of(results, terms, REGISTERS, {})
    assert [(each.year, len(each.categories), len(each.timeliness)) for each in found] == [
        (2026, 1, 0),
        (2025, 1, 0),
        (2024, 0, 1),
    ]
    assert [each.part for each in found[0].coverage] == [0, 1]


def test_term_that_nobody_has_met_counts_once_its_last_day_has_passed() -> None:
    states = {state: term("entry", 4).model_copy(update={"state": state}) for state in DeadlineState}
    missed = states[DeadlineState.OPEN].model_copy(update={"ended_on": None})
    terms = [*states.values(), missed]
    last = missed.due_on
    assert counted(terms, last) == [states[DeadlineState.SETTLED]]
    late = counted([states[DeadlineState.SETTLED], missed], last + timedelta(days=1))
    assert late == [states[DeadlineState.SETTLED], missed]
    assert timeliness(late, {}) == (row(of_unit({"key": "unit.bureau"}, "entry"), 2, 1),)


def test_orders_to_correct_are_counted_by_the_unit_of_the_target() -> None:
    orders = [("城关", True), ("", False), ("城关", False)]
    assert rectified(orders) == (row({"key": "unit.bureau"}, 1, 0), row("城关", 2, 1))


def test_per_cent_is_rounded_down_and_nothing_of_nothing() -> None:
    assert [
        row("", *each).percent for each in ((3, 2), (3, 3), (0, 0), (150, 16), (9999, 9998), (9999, 1))
    ] == [*("66.7", "100", "0", "10.7", "99.9", "0.1")]


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.lists(st.booleans(), max_size=4)), max_size=20))
def test_every_part_is_a_part_and_times_add_up(given_results: list[tuple[str, list[bool]]]) -> None:
    results = [result(stem, *abnormal) for stem, abnormal in given_results]
    rows = [*coverage(REGISTERS, results), *by_item(results), *by_category(results)]
    assert all(0 <= each.part <= each.total for each in rows)
    assert sum(each.part for each in times_of(REGISTERS, results)) == 4


def test_load_and_requests_are_counted_without_a_name() -> None:
    asked = [("城关", "recusal", True), ("城关", "recusal", False), ("", "substitution", True)]
    staff = Staff({"QH-001": 2, "QH-002": 1}, roster=5, asked=asked)
    times = [row({"key": "statistics.times", "n": n}, 5, part) for n, part in ((0, 3), (1, 1), (2, 1))]
    assert staff.load() == tuple(times)
    assert [(each.total, each.part) for each in staff.requests()] == [(1, 1), (2, 1)]
    (year,) = years_of([], [], {}, {}, {2026: staff})
    assert (year.load, year.requests) == (staff.load(), staff.requests())
