"""Joint rounds: who can take part, who sits in a team, and that the precheck is the draw's own."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.draw.plan import Rules
from bot.domain.draw.plan_rules import shortages
from bot.domain.draw.pools import Inspector as PoolInspector
from bot.domain.plans.conformity import Check, Verdict
from bot.domain.plans.joint import (
    department_lines,
    eligible_for,
    items_of_departments,
    joint_departments,
    seat_groups,
    teams_possible,
)
from bot.domain.registers.rows import Inspector, Item
from bot.regulations import load_profile, profile_keys

LIANCHI, QUYANG, CHANGLI = (
    load_profile(key)
    for key in ("lianchi-education-sport-2023", "quyang-county-2022", "changli-education-2017")
)
EDUCATION, MARKET, FIRE = "教体局", "市监局", "消防大队"
NAMES = (EDUCATION, MARKET, FIRE)


def item(code: str, department: str) -> Item:
    return Item(code=code, name=code, basis="法", department=department)


def line(number: int, department: str, *, is_active: bool = True) -> Inspector:
    return Inspector(number=f"Q{number}", name=f"人{number}", department=department, is_active=is_active)


def person(number: int, department: str, *, licensed: bool = True, eligible: bool = True) -> PoolInspector:
    why = "" if eligible else "leave"
    return PoolInspector(
        id=f"Q{number:02d}", department=department, licensed=licensed, eligible=eligible, why=why
    )


def seats(*groups: tuple[str, int, int]) -> list[dict[str, Any]]:
    return [{"department": name, "size": size, "licensed_min": least} for name, size, least in groups]


def test_departments_need_both_items_and_people() -> None:
    items = [item("1", MARKET), item("2", EDUCATION), item("3", FIRE), item("4", "")]
    roster = [line(1, EDUCATION), line(2, MARKET), line(3, FIRE, is_active=False), line(4, "")]

    assert joint_departments(items, roster, QUYANG) == [MARKET, EDUCATION]
    assert joint_departments(items, roster[:1], QUYANG) == []
    assert joint_departments([], roster, QUYANG) == []


def test_departments_that_the_text_names_come_in_its_order() -> None:
    named = [each.value for each in LIANCHI.names.departments]
    others = [*named, EDUCATION]
    items = [item(str(at), name) for at, name in enumerate(reversed(others))]
    roster = [line(at, name) for at, name in enumerate(others)]

    assert joint_departments(items, roster, LIANCHI) == named


@pytest.mark.parametrize(
    ("departments", "expected"),
    [
        ((), seats(("*", 2, 2))),
        ((EDUCATION, MARKET), seats((EDUCATION, 1, 1), (MARKET, 1, 1))),
        (NAMES, seats((EDUCATION, 1, 1), (MARKET, 1, 1), (FIRE, 1, 1))),
    ],
)
def test_every_department_has_a_seat_and_all_are_licensed(
    departments: tuple[str, ...], expected: list[dict[str, Any]]
) -> None:
    assert seat_groups(departments, QUYANG) == expected


def test_one_licence_is_the_initiators() -> None:
    assert seat_groups((), CHANGLI) == seats(("*", 2, 1))
    assert seat_groups((MARKET, FIRE), CHANGLI) == seats((MARKET, 1, 1), (FIRE, 1, 0))


@pytest.mark.parametrize("key", profile_keys())
@given(st.lists(st.sampled_from(NAMES), unique=True))
def test_seats_meet_the_profile(key: str, departments: list[str]) -> None:
    profile = load_profile(key)

    groups = seat_groups(departments, profile)

    assert sum(group["size"] for group in groups) >= profile.team.size_people.value
    assert all(group["size"] >= 1 and group["licensed_min"] <= group["size"] for group in groups)
    wanted = profile.team.licensed_min_people.value
    least = sum(group["size"] for group in groups) if isinstance(wanted, str) else wanted
    assert sum(group["licensed_min"] for group in groups) == least


people = st.lists(st.tuples(st.sampled_from((*NAMES, "")), st.booleans(), st.booleans()), max_size=24).map(
    lambda rows: [
        person(at, name, licensed=licensed, eligible=eligible)
        for at, (name, licensed, eligible) in enumerate(rows)
    ]
)


@given(
    roster=people,
    departments=st.lists(st.sampled_from(NAMES), unique=True),
    profile=st.sampled_from((QUYANG, CHANGLI)),
)
def test_the_most_teams_are_those_that_the_draw_can_always_fill(
    roster: list[PoolInspector], departments: list[str], profile: Any
) -> None:
    groups = seat_groups(departments, profile)

    most = teams_possible(groups, roster)

    def short(count: int) -> bool:
        rules = {"strata": [], "floor_bp": 0, "overdraw": 2, "teams": {"count": count, "seats": groups}}
        return bool(shortages(Rules.model_validate(rules), roster))

    assert short(most + 1)
    assert most == 0 or not short(most)


@given(
    roster=people,
    count=st.integers(1, 4),
    departments=st.lists(st.sampled_from(NAMES), unique=True, min_size=2),
)
def test_lines_stop_exactly_what_the_draw_could_not_fill(
    roster: list[PoolInspector], count: int, departments: list[str]
) -> None:
    groups = seat_groups(departments, QUYANG)

    lines = list(department_lines(groups, count, 2, roster, QUYANG))

    stopped = any(each.verdict is Verdict.VIOLATES for each in lines)
    assert stopped == (teams_possible(groups, roster) < count)
    assert [each.check for each in lines] == len(departments) * [
        Check.TEAM,
        Check.SEATS,
        Check.LICENCE,
        Check.LICENSED,
        Check.RESERVE,
    ]
    assert list(dict.fromkeys(each.subject for each in lines)) == departments


def test_a_round_of_anybody_has_no_line_of_a_department() -> None:
    assert list(department_lines(seat_groups((), QUYANG), 1, 2, [], QUYANG)) == []


def test_people_of_other_departments_do_not_count() -> None:
    roster = [person(1, EDUCATION), person(2, MARKET, eligible=False), person(3, FIRE), person(4, "")]

    assert eligible_for(seat_groups((EDUCATION, MARKET), QUYANG), roster) == roster[:1]
    assert eligible_for(seat_groups((), QUYANG), roster) == [roster[0], roster[2], roster[3]]


def test_items_stand_by_department_the_initiator_s_first() -> None:
    items = [item("1", MARKET), item("2", ""), item("3", EDUCATION), item("4", FIRE), item("5", MARKET)]

    joint = items_of_departments(items, (EDUCATION, MARKET))

    assert [each.code for each in joint] == ["3", "1", "5", "2"]
    assert items_of_departments(items, ()) == items


@pytest.mark.parametrize(
    ("departments", "people", "sizes"),
    [
        ([], 0, [2]),
        ([], 1, [2]),
        ([], 4, [4]),
        (["教育局", "市场局"], 3, [2, 1]),
        (["教育局", "市场局", "消防"], 2, [1, 1, 1]),
    ],
)
def test_team_has_the_people_of_the_plan_and_never_fewer_than_the_text_s(
    departments: list[str], people: int, sizes: list[int]
) -> None:
    seats = seat_groups(departments, load_profile("ordos-education-sport"), people)

    assert [seat["size"] for seat in seats] == sizes
    assert [seat["licensed_min"] for seat in seats] == sizes
