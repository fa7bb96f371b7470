"""Every cited value stands in its own words, and these words stand in the text under their article."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.domain.profiles.profile import RULES, Profile, Sourced
from bot.regulations import load_profile, profile_keys

TEXTS = Path(__file__).parent / "texts"
HEADS = ("印发通知", "标题", "引言")
ARTICLE = re.compile(r"^(?:\[bookmark: _GoBack\])?(第[一二三四五六七八九十]+条)\s")
LEVELS = (
    re.compile(r"^([一二三四五六七八九十]+)、"),
    re.compile(r"^（([一二三四五六七八九十]+)）"),
    re.compile(r"^([1-9])[、.]"),
)
NUMERALS = {1: "一", 2: "二两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"}

CODES: dict[str, dict[object, tuple[str, ...]]] = {
    "draw.platform_required": {True: ("平台”",), False: ("等方式",)},
    "draw.share_period": {"year": ("每年",), "round": ("每次",)},
    "draw.share_base": {
        "register": ("检查对象名录库", "抽取的监管对象"),
        "item": ("监管对象总数",),
        "qualified": ("机构，抽取比例",),
    },
    "draw.inspectors_drawn": {
        "with_targets": ("被检查对象和检查人员确定后", "抽查对象和执法人员", "抽取检查对象，并按"),
        "after_confirmation": ("确认",),
    },
    "terms.entry_starts": {"visit": ("工作后",), "round_end": ("结束后",)},
    "terms.publication_starts": {"round_end": ("结束后",)},
    "terms.report_starts": {"round_end": ("结束后",)},
    "substitution.swap_allowed": {False: ("不允许",)},
    "cap.is_absolute": {False: ("原则上",), True: ("不得",)},
    "plan.contents": {
        "item": ("项目",),
        "scope": ("范围",),
        "share": ("比例",),
        "frequency": ("频次",),
        "time": ("时间",),
        "purpose": ("目的",),
        "head_count": ("人员数量",),
        "method": ("方式",),
        "content": ("内容",),
        "secrecy": ("保密",),
        "use": ("运用",),
    },
    "books.item_fields": {
        "item": ("检查项目", "抽查事项"),
        "sub_item": ("子项",),
        "subject": ("主体",),
        "content": ("内容",),
        "basis": ("依据",),
        "method": ("方式",),
        "result": ("结果",),
    },
    "books.roster_fields": {
        "unit": ("单位",),
        "name": ("姓名",),
        "post": ("职务",),
        "licence_number": ("执法证",),
        "duty": ("执法岗位",),
        "phone": ("电话",),
        "basic_data": ("基本信息",),
        "speciality": ("专长",),
    },
    "books.target_kinds": {"enterprise": ("企业",), "public_body": ("机关",), "association": ("社团",)},
    "books.target_fields": {
        "credit_code": ("统一社会信用代码",),
        "name": ("名称",),
        "founded_on": ("成立日期",),
        "registrar": ("登记机关",),
        "legal_representative": ("法定代表人",),
        "address": ("住所",),
        "phone": ("电话",),
        "industry": ("行业",),
    },
    "weight.raise_for": {
        "complaints": ("投诉举报",),
        "abnormal_list": ("异常名录",),
        "serious_record": ("严重违法违规",),
        "blacklist": ("黑名单",),
    },
    "weight.raises": {"share": ("比例",), "frequency": ("频次",), "intensity": ("力度",)},
    "weight.lower_for": {"good_credit": ("信用较好",), "low_risk": ("风险较低",)},
    "weight.lowers": {"share": ("比例",), "frequency": ("频次",)},
    "account.omissions": {
        "not_inspected": ("未按要求抽查",),
        "not_published": ("未依法及时公示",),
        "crime_not_transferred": ("未依法移送",),
        "not_carried_out": ("不执行或者拖延",),
        "other": ("其他",),
    },
    "account.exemptions": {
        "duty_done": ("已履行",),
        "beyond_means": ("技术手段限制",),
        "no_cause": ("因果关系",),
        "false_report": ("虚假报告",),
        "other": ("其它",),
    },
}
"""Values that are codes: what the words say for each."""


def articles(text: str) -> dict[str, str]:
    """Return the text of each article by its number, such as `第十七条`, `六-3` or `五-二-2`.

    Wrapped lines are joined. What stands before the first article is the head: title, notice and preamble. A
    text with 条 has no other numbers; elsewhere a number belongs to the next higher level before it.
    """
    found = dict.fromkeys(HEADS, "")
    number = HEADS[0]
    has_clauses = any(ARTICLE.match(line) for line in text.splitlines())
    open_numbers: list[str] = []
    for raw in text.splitlines():
        line = raw.strip()
        if has_clauses:
            clause = ARTICLE.match(line)
            number = clause[1] if clause else number
        elif (level := _level(line)) is not None:
            depth, own = level
            open_numbers = [*(each for each in open_numbers if _depth(each) < depth), f"{depth}{own}"]
            number = "-".join(each[1:] for each in open_numbers)
        found[number] = found.get(number, "") + line
    return {**found, **dict.fromkeys(HEADS, found[HEADS[0]])}


def _level(line: str) -> tuple[int, str] | None:
    for depth, pattern in enumerate(LEVELS):
        if match := pattern.match(line):
            return depth, match[1]
    return None


def _depth(number: str) -> int:
    return int(number[0])


def text_of(key: str) -> dict[str, str]:
    return articles((TEXTS / f"{key}.txt").read_text(encoding="utf-8"))


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
        return any(words in fragment for words in CODES[path].get(value, ()))
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
    assert sourced.fragment in text_of(key)[sourced.article], path


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
    quoted = re.findall(r'\{ article = "(.+?)"', source)
    order = list(text_of(key))
    assert quoted == sorted(quoted, key=order.index)
    assert len(quoted) == len(cited(key))
    assert source.rindex("{ article") < source.index("{ silent")


@pytest.mark.parametrize("key", profile_keys())
def test_file_leaves_nothing_unsaid(key):
    rules = tomllib.loads(files("bot.regulations").joinpath(f"{key}.toml").read_text(encoding="utf-8"))
    said = {f"{group}.{name}" for group, each in rules.items() if isinstance(each, dict) for name in each}
    known = {
        f"{group}.{name}"
        for group, field in Profile.model_fields.items()
        if isinstance(field.annotation, type)
        and issubclass(field.annotation, BaseModel)
        and not issubclass(field.annotation, Sourced)
        for name in field.annotation.model_fields
    }
    assert said - ISSUED == known


ISSUED = {f"issued_on.{name}" for name in ("article", "fragment", "value", "silent", "falls_back_to")}


@pytest.mark.parametrize(
    ("key", "count", "last", "words"),
    [
        ("quyang-county-2022", 33, "第三十三条", "本细则自印发之日起施行。"),
        ("quyang-education-2023", 33, "第三十三条", "本细则自印发之日起施行。"),
        ("ordos-education-sport", 15, "第十五条", "其它依法依规不应当追究责任的。"),
        ("changli-education-2017", 7 + 4 + 4 + 3, "七-3", "4个附件。"),
        ("lianchi-education-sport-2023", 6 + 3 + 3 + 3 + 2 + 2 + 6, "六-六", "领导小组。"),
    ],
)
def test_articles_of_a_text_are_all_found(key, count, last, words):
    found = text_of(key)
    assert (len(found) - len(HEADS), list(found)[-1]) == (count, last)
    assert found[last].endswith(words)


@pytest.mark.parametrize("key", profile_keys())
def test_instrument_and_title_stand_in_the_head(key):
    profile = load_profile(key)
    head = text_of(key)[HEADS[0]].replace(" ", "")
    assert profile.instrument.replace(" ", "") in head
    assert profile.title.replace(" ", "") in head


def test_profile_has_nothing_but_sourced_rules():
    plain = {name for name, field in Profile.model_fields.items() if field.annotation is str}
    assert plain == {"key", "title", "instrument"}


@pytest.mark.parametrize("key", profile_keys())
def test_every_rule_resolves_in_every_profile(key):
    profile = load_profile(key)
    assert [profile.rule(rule) for rule in RULES] == [profile.sourced(rule).ref for rule in RULES]


def test_tier_is_called_as_in_its_words():
    tiers = load_profile("lianchi-education-sport-2023").draw.risk_tiers
    assert [tier.name in tier.share_bp.fragment for tier in tiers] == [True] * 4
