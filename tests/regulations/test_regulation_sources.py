"""Every cited value stands in its own words, and these words stand in the text under their article."""

import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.domain.profile import Profile, Sourced
from bot.regulations import load_profile, profile_keys

TEXTS = Path(__file__).parent / "texts"
NOTICE = "印发通知"
ARTICLE = re.compile(r"^(第[一二三四五六七八九十]+条)[ \u3000]", re.MULTILINE)
NUMERALS = {1: "一", 2: "二两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}

CODES = {
    "draw.share_period": {"year": "每年", "round": "每次"},
    "draw.share_base": {"register": "检查对象名录库", "item": "监管对象总数"},
    "draw.inspectors_drawn": {"with_targets": "被检查对象和检查人员确定后", "after_confirmation": "确认"},
    "terms.entry_starts": {"visit": "工作后"},
    "substitution.swap_allowed": {False: "不允许"},
    "cap.is_absolute": {False: "原则上", True: "不得"},
}
"""Values that are codes: what the words say for each."""


def articles(text: str) -> dict[str, str]:
    """Return the text of each article by its number; what stands before the first is the notice."""
    notice, *parts = ARTICLE.split(text)
    return {NOTICE: notice, **dict(zip(parts[::2], parts[1::2], strict=True))}


def sourced_values(node: BaseModel, path: str = "") -> Iterator[tuple[str, Sourced]]:
    """Yield every sourced value with its path, such as `terms.entry_days`."""
    for name in type(node).model_fields:
        child = getattr(node, name)
        here = f"{path}.{name}".lstrip(".")
        if isinstance(child, Sourced):
            yield here, child
        elif isinstance(child, BaseModel):
            yield from sourced_values(child, here)
        elif isinstance(child, tuple):
            for each in child:
                yield from [(here, each)] if isinstance(each, Sourced) else sourced_values(each, here)


def cited(key: str) -> list[tuple[str, Sourced]]:
    return [(path, each) for path, each in sourced_values(load_profile(key)) if not each.silent]


def stands(path: str, value: object, fragment: str) -> bool:
    """Return whether the words say the value."""
    if path in CODES:
        return CODES[path][value] in fragment
    if value is True:
        return True
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" in fragment.replace(" ", "")
    if path.endswith("_bp"):
        return re.search(rf"(?<![\d.]){value / 100:g}%", fragment) is not None
    if isinstance(value, int):
        return any(
            re.search(rf"(?<!\d){word}(?!\d)", fragment) for word in (str(value), *NUMERALS.get(value, ""))
        )
    return value in fragment


CASES = [
    pytest.param(key, path, each, id=f"{key}:{path}") for key in profile_keys() for path, each in cited(key)
]


@pytest.mark.parametrize(("key", "path", "sourced"), CASES)
def test_fragment_stands_in_the_text_under_its_article(key, path, sourced):
    text = articles((TEXTS / f"{key}.txt").read_text(encoding="utf-8"))
    assert sourced.fragment in text[sourced.article], path


@pytest.mark.parametrize(("key", "path", "sourced"), CASES)
def test_value_stands_in_its_own_fragment(key, path, sourced):
    assert stands(path, sourced.value, sourced.fragment), (key, path)


@pytest.mark.parametrize(
    ("path", "value", "fragment", "is_said"),
    [
        ("draw.share_bp", 300, "不低于 3%的比例", True),
        ("draw.share_bp", 300, "不低于 13%的比例", False),
        ("draw.share_bp", 500, "不低于 3%的比例", False),
        ("team.size_people", 2, "不少于两人", True),
        ("team.size_people", 2, "不少于三人", False),
        ("terms.entry_days", 5, "15 个工作日", False),
        ("names.form", "联合抽查表", "自动生成联合抽查表", True),
        ("names.form", "执法检查表", "自动生成联合抽查表", False),
        ("issued_on", date(2023, 3, 10), "2023年3月10日", True),
        ("issued_on", date(2023, 3, 11), "2023年3月10日", False),
        ("cap.is_absolute", True, "原则上", False),
        ("cap.is_absolute", False, "原则上", True),
    ],
)
def test_the_comparison_itself_tells_right_from_wrong(path, value, fragment, is_said):
    assert stands(path, value, fragment) is is_said


@pytest.mark.parametrize("key", profile_keys())
def test_file_follows_the_order_of_its_instrument(key):
    source = files("bot.regulations").joinpath(f"{key}.toml").read_text(encoding="utf-8")
    quoted = re.findall(r'^[a-z_.]+ = \{ article = "(.+?)"', source, re.MULTILINE)
    order = list(articles((TEXTS / f"{key}.txt").read_text(encoding="utf-8")))
    assert quoted == sorted(quoted, key=order.index)
    assert len(quoted) == len(cited(key))
    assert source.rindex("{ article") < source.index("{ silent")


def test_articles_of_quyang_are_all_found():
    found = articles((TEXTS / "quyang-education-2023.txt").read_text(encoding="utf-8"))
    assert len(found) == 1 + 33
    assert found["第三十三条"].strip() == "本细则自印发之日起施行。"


QUYANG_NUMBERS = {
    "draw.share_bp": ("第十七条", 300),
    "cap.times_per_year": ("第十七条", 2),
    "terms.confirmation_days": ("第十七条", 1),
    "terms.entry_days": ("第二十条", 5),
}


def test_all_numbers_of_quyang_are_these():
    numbers = {
        path: (each.article, each.value)
        for path, each in cited("quyang-education-2023")
        if isinstance(each.value, int) and not isinstance(each.value, bool)
    }
    assert numbers == QUYANG_NUMBERS


def test_instrument_and_title_stand_in_the_notice():
    profile = load_profile("quyang-education-2023")
    notice = articles((TEXTS / "quyang-education-2023.txt").read_text(encoding="utf-8"))[NOTICE]
    assert profile.instrument in notice
    assert profile.title in notice


def test_profile_has_nothing_but_sourced_rules():
    plain = {name for name, field in Profile.model_fields.items() if field.annotation is str}
    assert plain == {"key", "title", "instrument"}
