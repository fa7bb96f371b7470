"""Profiles are found by their key, and silence is filled in from the product defaults."""

from datetime import date

import pytest
from pydantic import ValidationError

from bot.domain.profiles.profile import RuleRef, Sourced
from bot.regulations import load_profile, parse_profile, profile_keys

KEYS = (
    "changli-education-2017",
    "lianchi-education-sport-2023",
    "ordos-education-sport",
    "quyang-county-2022",
    "quyang-education-2023",
)
LAW = "中华人民共和国行政处罚法"


def test_profile_keys_are_the_regulations_without_the_defaults():
    assert profile_keys() == KEYS


@pytest.mark.parametrize("key", ["nowhere", "product-defaults", "../settings"])
def test_unknown_profile_is_refused_with_those_that_there_are(key):
    with pytest.raises(LookupError, match=f"No regulation '.*'; there are {', '.join(KEYS)}\\."):
        load_profile(key)


@pytest.mark.parametrize("key", profile_keys())
def test_profile_bears_its_own_key(key):
    assert load_profile(key).key == key


def test_cited_rule_gets_the_instrument_of_its_file():
    assert load_profile("quyang-education-2023").terms.entry_days == Sourced[int](
        value=5, instrument="曲教体字〔2023〕25号", article="第二十条", fragment="5 个工作日内"
    )


@pytest.mark.parametrize(
    ("rule", "value", "ref"),
    [
        ("overdraw", 2, RuleRef("", "", "", is_default=True)),
        ("acknowledgement", 1, RuleRef("", "", "", is_default=True)),
        ("decision", 5, RuleRef("", "", "", is_default=True)),
        ("backfill", True, RuleRef("", "", "", is_default=True)),
        ("team", 2, RuleRef(LAW, "第四十二条", "", is_default=True)),
        ("licence", "all", RuleRef(LAW, "第四十二条", "", is_default=True)),
        ("licence_shown", True, RuleRef(LAW, "第五十五条", "", is_default=True)),
        ("publication", 20, RuleRef("中华人民共和国政府信息公开条例", "第二十六条", "", is_default=True)),
        ("frequency_max", None, RuleRef("", "", "", is_default=True)),
        ("report", False, RuleRef("", "", "", is_default=True)),
        ("directed", True, RuleRef("", "", "", is_default=True)),
        ("observers", True, RuleRef("", "", "", is_default=True)),
        ("plan_due", None, RuleRef("", "", "", is_default=True)),
    ],
)
def test_silent_rule_gets_its_default(rule, value, ref):
    profile = load_profile("quyang-education-2023")
    assert (profile.sourced(rule).value, profile.rule(rule)) == (value, ref)


def raw() -> dict:
    rules = load_profile("quyang-education-2023").model_dump()
    del rules["key"]
    return rules


def test_tiers_and_conditions_are_filled_like_other_rules():
    rules = raw()
    share = {"article": "二", "fragment": "高风险 100%", "value": 10_000}
    rules["draw"]["risk_tiers"] = [{"name": "高风险", "share_bp": share}]
    report = {"article": "二", "fragment": "2022 年度已年报", "value": 2022}
    rules["draw"]["conditions"] = [{"kind": "report_filed_for", "wanted": report}]
    rules["draw"]["period_from"] = {
        "article": "一",
        "fragment": "2023 年 6 月 1 日至",
        "value": date(2023, 6, 1),
    }
    rules["instrument"] = "保莲双随机办[2023]10号"
    draw = parse_profile("lianchi", rules).draw
    assert [(tier.name, tier.share_bp.value) for tier in draw.risk_tiers] == [("高风险", 10_000)]
    assert [each.wanted.instrument for each in draw.conditions] == ["保莲双随机办[2023]10号"]
    assert draw.period_from.value == date(2023, 6, 1)


def test_unknown_default_is_refused():
    rules = raw()
    rules["terms"]["entry_days"] = {"silent": True, "falls_back_to": "lunch"}
    with pytest.raises(LookupError, match="No product default 'lunch'; there are lead_office, approver, "):
        parse_profile("quyang", rules)


def test_silence_without_a_default_is_refused():
    rules = raw()
    rules["terms"]["entry_days"] = {"silent": True}
    with pytest.raises(LookupError, match="No product default ''"):
        parse_profile("quyang", rules)


def test_default_without_a_value_is_no_number_of_days():
    rules = raw()
    rules["terms"]["entry_days"] = {"silent": True, "falls_back_to": "no_value"}
    with pytest.raises(ValidationError, match=r"terms\.entry_days\.value"):
        parse_profile("quyang", rules)


@pytest.mark.parametrize(
    ("key", "rule", "named", "place"),
    [
        ("quyang-education-2023", "entry", "曲教体字〔2023〕25号", "第二十条"),
        ("ordos-education-sport", "entry", "《鄂尔多斯市教育体育局双随机抽查工作实施细则》", "第十一条"),
        (
            "changli-education-2017",
            "share",
            "《昌黎县教育局开展“双随机、一公开”工作实施方案》",
            "第六部分第3项",
        ),
        ("changli-education-2017", "team", "《昌黎县教育局开展“双随机、一公开”工作实施方案》", "第四部分"),
        ("lianchi-education-sport-2023", "draw", "保莲双随机办[2023]10号", "第四部分（一）"),
        ("lianchi-education-sport-2023", "team", "保莲双随机办[2023]10号", "第五部分（二）第2项"),
        ("changli-education-2017", "licence_shown", f"《{LAW}》", "第五十五条"),
        (
            "changli-education-2017",
            "overdraw",
            "《昌黎县教育局开展“双随机、一公开”工作实施方案》",
            "第六部分第2项",
        ),
        ("ordos-education-sport", "overdraw", "", ""),
    ],
)
def test_rule_is_cited_as_papers_cite_texts(key, rule, named, place):
    ref = load_profile(key).rule(rule)
    assert (ref.named, ref.place) == (named, place)
