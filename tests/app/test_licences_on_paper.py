"""Until when an inspector's licence is valid, as papers say it."""

from datetime import date

import pytest

from bot.app.papers.licences import licence_text
from bot.app.papers.words import words_of
from bot.regulations import load_profile

VISITED = date(2026, 9, 21)


@pytest.mark.parametrize(
    ("until", "is_licensed", "said"),
    [
        (None, True, "持执法证，有效期至＿＿＿＿年＿＿月＿＿日"),
        (None, False, "未持执法证"),
        (date.max, True, "执法证长期有效"),
        (VISITED, True, "执法证有效期至2026年9月21日"),
    ],
)
def test_validity_is_told_or_left_to_be_filled_in(until: date | None, is_licensed: bool, said: str) -> None:
    with words_of(load_profile("ordos-education-sport")):
        assert licence_text(until, VISITED, is_licensed=is_licensed) == said
