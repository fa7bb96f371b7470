"""The page of the rules: what steps in for a silent text is said with its value."""

import re

import pytest

from bot.app.site.rules import public_rules
from bot.regulations import load_profile, profile_keys
from bot.views.values import text_of
from locales import render


def defaults(profile: str) -> list[str]:
    """Return what the page says that steps in where the text is silent."""
    said = [each.words for each in public_rules(load_profile(profile)) if isinstance(each.words, dict)]
    return [render("zh_CN", text_of(words["key"], words, "bot")) for words in said]


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("quyang-education-2023", ["信用较好的对象降低抽查比例的，按一般比例的 50% 抽取"]),
        ("ordos-education-sport", []),
    ],
)
def test_lowered_share_is_shown_as_a_default_where_the_text_lowers(profile: str, expected: list[str]) -> None:
    assert [each for each in defaults(profile) if "信用较好" in each] == expected


@pytest.mark.parametrize("profile", profile_keys())
def test_no_default_is_told_by_a_word_of_the_program(profile: str) -> None:
    assert [each for each in defaults(profile) if re.search(r"[A-Za-z（]）|[A-Za-z]", each)] == []


def test_lead_office_that_the_text_names_receives_the_filings() -> None:
    shown = defaults("changli-education-2017")
    assert [each for each in shown if "领导小组" in each] == ["接受备案的机构：“双随机、一公开”工作领导小组"]
    assert "黑名单的期限：列入起 3 年（1095 日），到期移出" in shown
