"""What an import would change: who is who, what is new, changed and gone, and what must be asked."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.registers.difference import (
    Difference,
    changed_columns,
    compare_inspectors,
    compare_items,
    compare_targets,
)
from bot.domain.registers.reading import Fault, Place
from bot.domain.registers.records import InspectorRecord, ItemRecord, TargetRecord

CODE, OTHER_CODE = "91110000600037341L", "12130322401234567A"


def target(name="甲校", **values):
    return TargetRecord(name=name, **values)


def inspector(number="7", **values):
    return InspectorRecord(number=number, **{"name": "李明", "licensed": True, **values})


def test_targets_match_by_code_then_number_then_name():
    old = [
        target("甲", code=CODE, number="1"),
        target("乙", number="2"),
        target("丙", number="3", district="x"),
        target("丁", number="4"),
    ]
    new = [
        target("甲二", code=CODE),
        target("乙", number="2"),
        target("丙", district="x", code=OTHER_CODE),
        target("戊"),
    ]
    assert compare_targets(old, new) == Difference(
        new=(target("戊"),),
        changed=(
            (old[0], target("甲二", code=CODE, number="1")),
            (old[2], target("丙", number="3", district="x", code=OTHER_CODE)),
        ),
        gone=(old[3],),
        same_count=1,
    )


def test_a_corrected_code_is_found_by_the_number():
    old, new = target(code=CODE, number="1"), target(code=OTHER_CODE, number="1")
    assert compare_targets([old], [new]) == Difference(new=(), changed=((old, new),), gone=(), same_count=0)


@pytest.mark.parametrize("field", ["code", "number"])
def test_one_name_with_two_codes_or_two_numbers_is_two_targets(field):
    old, new = target(**{field: "A1"}), target(**{field: "B2"})
    assert compare_targets([old], [new]) == Difference(new=(new,), changed=(), gone=(old,), same_count=0)


@pytest.mark.parametrize(
    ("old", "new", "doubtful"),
    [
        ([target(number="1"), target(number="2")], [target()], [0]),
        ([target(number="1")], [target(address="x"), target(address="y")], [0, 1]),
        ([target("乙", code=CODE), target("丙", number="2")], [target("丁", code=CODE, number="2")], [0]),
    ],
)
def test_ambiguous_matches_are_faults_and_change_nothing(old, new, doubtful):
    places = [Place(sheet="a", row=row) for row in range(2, 9)]
    assert compare_targets(old, new, places) == Difference(
        new=(),
        changed=(),
        gone=(),
        same_count=0,
        faults=tuple(
            Fault(code="import.fault.ambiguous_match", sheet="a", row=at + 2, params={"name": new[at].name})
            for at in doubtful
        ),
    )


def test_faults_without_places_have_no_row():
    (fault,) = compare_targets([target(number="1"), target(number="2")], [target()]).faults
    assert (fault.sheet, fault.row) == ("", 0)


def test_a_file_without_phones_erases_none():
    old = inspector(phone="13812345678", licence="冀C1")
    assert compare_inspectors([old], [inspector()]) == Difference(new=(), changed=(), gone=(), same_count=1)
    changed = compare_inspectors([old], [inspector(unit="体育局")]).changed
    assert changed == ((old, replace(old, unit="体育局")),)


def test_columns_that_change_are_counted_in_the_register_s_order():
    old = [target("甲", number="1"), target("乙", number="2", blacklisted=False), target("丙", number="3")]
    new = [
        target("甲", number="1", risk_tier="高风险"),
        target("乙", number="2", blacklisted=True, risk_tier="低风险"),
        target("丙", number="3"),
    ]
    assert changed_columns(compare_targets(old, new)) == [("风险等级", 2), ("是否黑名单", 1)]
    assert changed_columns(compare_targets(old, old)) == []


def test_a_file_without_a_column_erases_nothing_in_it():
    old = target("甲", number="1", risk_tier="高风险", registered_on=date(2015, 9, 1), blacklisted=True)
    assert compare_targets([old], [target("甲", number="1")]).same_count == 1


def test_items_match_by_code():
    one, two = ItemRecord(code="1", name="收费", basis="法"), ItemRecord(code="2", name="收费", basis="法")
    assert compare_items([one], [two]) == Difference(new=(two,), changed=(), gone=(one,), same_count=0)


numbered = st.lists(
    st.builds(
        target, st.sampled_from("甲乙丙"), number=st.integers(1, 9).map(str), district=st.sampled_from("xy")
    ),
    unique_by=lambda one: one.number,
)
loose = st.lists(
    st.builds(target, st.sampled_from("甲乙丙"), number=st.none() | st.integers(1, 9).map(str)),
    unique_by=lambda one: one.number or object(),
)


@given(numbered)
def test_a_register_does_not_differ_from_itself(register):
    assert compare_targets(register, register) == Difference(
        new=(), changed=(), gone=(), same_count=len(register)
    )


@given(numbered, loose)
def test_every_record_is_accounted_for(old, new):
    difference = compare_targets(old, new)
    paired = len(difference.changed) + difference.same_count
    assert len(new) == len(difference.new) + paired + len(difference.faults)
    assert len(difference.gone) + paired <= len(old)
    if not difference.faults:
        assert len(difference.gone) + paired == len(old)
