"""Sequences in little room say what tuples say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.profiles.books import RegisterKind
from bot.domain.registers.packed import Chosen, Each, Joined, Packed, Pairs, Places
from bot.domain.registers.reading import Place
from bot.domain.registers.records import InspectorRecord, TargetRecord

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
TARGETS = st.lists(
    st.builds(
        TargetRecord,
        code=st.none() | st.from_regex("[0-9A-Z]{18}", fullmatch=True),
        number=st.none() | st.just("N1"),
        name=st.sampled_from(["甲校", "乙校"]),
        district=WORDS,
        address=WORDS,
        kind=st.none() | st.sampled_from(RegisterKind),
        registered_on=st.none() | st.dates(),
        report_year=st.none() | st.integers(0, 3),
        blacklisted=st.none() | st.booleans(),
    ),
    max_size=6,
)


@given(TARGETS)
def test_packed_records_are_the_records(rows):
    packed = Packed(TargetRecord, rows)

    assert packed == rows
    assert tuple(packed) == tuple(rows)
    assert [repr(each) for each in packed] == [repr(each) for each in rows]
    assert packed[1:4] == rows[1:4]
    assert (packed == [*rows, *rows]) == (rows == [])


def test_a_packed_register_takes_less_than_half_a_kilobyte_a_record():
    packed = Packed(InspectorRecord)
    for n in range(1000):
        one = InspectorRecord(
            number=f"J{n}", name=f"检查{n}", licensed=n % 2 == 0, licence_until=date(2027, 1, 1)
        )
        packed.append(one)
    assert packed[999].licensed is False
    assert packed[-1000] == packed[0]
    assert len(packed._body) < 100 * 1000
    with pytest.raises(IndexError):
        packed[1000]


@given(st.lists(st.integers(), max_size=8), st.data())
def test_chosen_paired_joined_and_changed_members_are_those_of_lists(members, data):
    places = data.draw(st.lists(st.integers(0, max(0, len(members) - 1)), max_size=5 if members else 0))

    assert Chosen(members, places) == [members[at] for at in places]
    assert Each(members, str) == [str(each) for each in members]
    assert Joined(members, members[:2]) == members + members[:2]
    assert Pairs(members, Each(members, abs)) == [(each, abs(each)) for each in members]
    assert Pairs(members, members) != "no sequence of pairs"
    assert Chosen(members, []) != {1}


def test_places_remember_sheet_and_row():
    places = Places()
    rows = [Place(sheet=sheet, row=row) for sheet, row in (("甲", 2), ("乙", 70_000), ("甲", 3))]
    for each in rows:
        places.append(each)
    assert places == rows
