"""What is typed of a signed form: the abnormal items by number, nothing guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Invalid
from bot.domain.on_paper import read_findings

NOTES = st.text(st.characters(categories=("Lo", "Lu", "Nd")), min_size=1, max_size=20).filter(
    lambda each: not each[0].isdigit()
)


@given(st.dictionaries(st.integers(1, 40), NOTES, min_size=1))
def test_lines_are_read_back_with_their_numbers(found: dict[int, str]) -> None:
    typed = "\n".join(f"{number} {note}" for number, note in found.items())

    assert read_findings(typed, 40).keys() == found.keys()


@pytest.mark.parametrize("typed", ["2 未公示", "２、未公示", "2. 未公示", "\n 2：未公示 \n"])
def test_usual_ways_to_number_a_line_are_understood(typed: str) -> None:
    assert read_findings(typed, 2) == {2: "未公示"}


@pytest.mark.parametrize("typed", ["", "未公示", "2", "3 未公示", "0 未公示", "2 甲\n2 乙", "1 甲\n乙"])
def test_what_names_no_item_once_with_a_note_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match=r"on_paper\.bad_findings"):
        read_findings(typed, 2)
