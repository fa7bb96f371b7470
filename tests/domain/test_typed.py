"""Typed words become one line, and no longer than they may be."""

import pytest

from bot.domain.errors import Invalid
from bot.domain.typed import one_line, paragraph, short_line


def test_words_become_one_line():
    assert one_line("  车辆\n\n故障　途中 \t") == "车辆 故障 途中"


@pytest.mark.parametrize(("typed", "kept"), [("甲", "甲"), (" 甲\n乙 ", "甲 乙"), ("甲" * 5, "甲" * 5)])
def test_short_line_is_kept(typed, kept):
    assert short_line(typed, "topic.bad_words", 5) == kept


def test_paragraph_keeps_its_lines():
    assert paragraph("甲\n乙", "topic.bad_words", 3) == "甲\n乙"


@pytest.mark.parametrize(
    ("read", "typed"),
    [(short_line, ""), (short_line, " \n"), (short_line, "甲" * 6), (paragraph, ""), (paragraph, "甲" * 6)],
)
def test_no_words_and_too_many_are_refused(read, typed):
    with pytest.raises(Invalid) as refused:
        read(typed, "topic.bad_words", 5)
    assert (refused.value.code, refused.value.params) == ("topic.bad_words", {"most": 5})
