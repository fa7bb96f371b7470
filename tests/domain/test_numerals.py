"""Numbers in characters and in digits."""

import re

import pytest

from bot.domain.numerals import NUMERAL, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("九", 9), ("十", 10), ("十七", 17), ("二十", 20), ("九十九", 99), ("7", 7), ("１２", 12)],
)
def test_number_is_the_same_however_it_is_written(text: str, number: int) -> None:
    assert re.fullmatch(NUMERAL, text)
    assert number_of(text) == number
