"""Rounds that are owed: one in every half-year where the text says so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plans.frequency import DrawnFor, Owed, half_year, rounds_by_item, rounds_owed
from bot.domain.profiles.books import RegisterKind
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Target
from bot.regulations import load_profile, profile_keys

CHANGLI = load_profile("changli-education-2017")
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("today", "held_on", "held", "due_on"),
    [
        (date(2026, 1, 1), [], 0, date(2026, 6, 30)),
        (date(2026, 6, 30), [date(2026, 6, 30)], 1, date(2026, 6, 30)),
        (date(2026, 7, 1), [date(2026, 6, 30)], 0, date(2026, 12, 31)),
        (date(2026, 12, 31), [date(2026, 7, 1), date(2025, 12, 31)], 1, date(2026, 12, 31)),
    ],
)
def test_changli_owes_a_round_in_every_half_year(today, held_on, held, due_on):
    owed = Owed("frequency_half_year", 1, held, due_on)
    assert rounds_owed(CHANGLI, held_on, today) == [owed]
    assert owed.missing == 1 - held


def test_more_rounds_than_owed_leave_nothing_missing():
    assert Owed("frequency_min", 1, 3, date(2026, 12, 31)).missing == 0


@pytest.mark.parametrize("key", [key for key in profile_keys() if key != CHANGLI.key])
def test_nothing_is_owed_where_the_text_is_silent(key):
    assert rounds_owed(load_profile(key), [], date(2026, 1, 1)) == []


def test_minimum_of_a_year_counts_the_whole_year():
    raw = CHANGLI.model_dump()
    cited = {"instrument": "某细则", "article": "第九条", "fragment": "每年不少于3次"}
    raw["draw"]["rounds_per_year_min"] = {"value": 3, **cited}
    held_on = [date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert rounds_owed(Profile.model_validate(raw), held_on, date(2026, 3, 1)) == [
        Owed("frequency_half_year", 1, 1, date(2026, 6, 30)),
        Owed("frequency_min", 3, 2, date(2026, 12, 31)),
    ]


@given(DAYS)
def test_day_lies_in_its_half_year(day):
    first, last = half_year(day)
    assert first <= day <= last
    assert (last - first).days + 1 in {181, 182, 184}


def target(n: int, category: str, kind: RegisterKind | None = None) -> Target:
    return Target(id=n, number=f"N{n}", name=f"校{n}", category=category, kind=kind)


SCHOOLS = [
    target(1, "幼儿园", RegisterKind.ASSOCIATION),
    target(2, "初中", RegisterKind.PUBLIC_BODY),
    target(3, "培训机构", RegisterKind.ENTERPRISE),
]


def drawn_for(scope: str, *items: str) -> DrawnFor:
    return DrawnFor(scope, frozenset(items))


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ([], {"安全": 0, "收费": 0}),
        ([drawn_for("初中", "安全")], {"安全": 1, "收费": 0}),
        ([drawn_for("初中", "师德")], {"安全": 0, "收费": 0}),
        ([drawn_for("幼儿园", "安全")], {"安全": 0, "收费": 0}),
        ([drawn_for("", "安全", "收费"), drawn_for("初中", "收费")], {"安全": 1, "收费": 2}),
        ([drawn_for("机关名录库", "安全")], {"安全": 1, "收费": 0}),
        ([drawn_for("社团名录库", "安全")], {"安全": 0, "收费": 0}),
    ],
)
def test_rounds_are_counted_by_item_where_the_scopes_share_a_target(
    held: list[DrawnFor], found: dict[str, int]
) -> None:
    assert rounds_by_item(drawn_for("初中", "安全", "收费"), held, SCHOOLS) == found


@given(
    st.lists(
        st.builds(
            DrawnFor,
            st.sampled_from(["", "初中", "幼儿园", "企业名录库"]),
            st.frozensets(st.sampled_from("abc"), min_size=1),
        )
    ),
    st.sampled_from(["", "初中", "机关名录库"]),
)
def test_law_a_wider_scope_never_counts_fewer_rounds(held: list[DrawnFor], scope: str) -> None:
    wanted = frozenset("abc")
    narrow = rounds_by_item(DrawnFor(scope, wanted), held, SCHOOLS)
    whole = rounds_by_item(DrawnFor("", wanted), held, SCHOOLS)

    assert all(narrow[item] <= whole[item] <= len(held) for item in wanted)
    assert whole == {item: sum(item in each.items for each in held) for item in sorted(wanted)}
