"""The page of the rules: what steps in for a silent text is said with its value."""

import pytest

from bot.app.site.rules import public_rules
from bot.regulations import load_profile
from bot.views.values import text_of
from locales import render


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("quyang-education-2023", ["信用较好的对象降低抽查比例的，按一般比例的 50% 抽取"]),
        ("ordos-education-sport", []),
    ],
)
def test_lowered_share_is_shown_as_a_default_where_the_text_lowers(profile: str, expected: list[str]) -> None:
    said = [each.words for each in public_rules(load_profile(profile)) if isinstance(each.words, dict)]
    shown = [render("zh_CN", text_of(words["key"], words, "bot")) for words in said]

    assert [each for each in shown if "信用较好" in each] == expected
