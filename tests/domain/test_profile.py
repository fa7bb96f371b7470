"""The shape of a regulation profile: every value is cited, or its silence is written."""

import pytest
from pydantic import ValidationError

from bot.domain.profiles.profile import RULES, Profile, RuleRef, Sourced
from bot.domain.profiles.sourced import Clause
from bot.regulations import load_profile, profile_keys

CITED = {"value": 1, "instrument": "某字〔2023〕1号", "article": "第十七条", "fragment": "1 个工作日"}
SILENT = {"value": 1, "silent": True, "falls_back_to": "confirmation_days"}


def raw(key: str = "quyang-education-2023") -> dict:
    return load_profile(key).model_dump()


def test_cited_value_shows_its_article_and_words():
    sourced = Sourced[int](**CITED)
    assert sourced.ref == RuleRef("某字〔2023〕1号", "第十七条", "1 个工作日", is_default=False)
    assert sourced.is_binding


def test_silent_value_shows_that_it_is_a_default():
    sourced = Sourced[int](**SILENT)
    assert sourced.ref == RuleRef("", "", "", is_default=True)
    assert not sourced.is_binding


def test_default_of_national_law_binds():
    sourced = Sourced[int](**SILENT, instrument="中华人民共和国行政处罚法", article="第四十二条")
    assert sourced.ref == RuleRef("中华人民共和国行政处罚法", "第四十二条", "", is_default=True)
    assert sourced.is_binding


@pytest.mark.parametrize("missing", ["instrument", "article", "fragment"])
def test_value_without_its_full_source_is_refused(missing):
    with pytest.raises(ValidationError, match="names its instrument"):
        Sourced[int](**{**CITED, missing: ""})


def test_cited_value_with_a_fallback_is_refused():
    with pytest.raises(ValidationError, match="names its instrument"):
        Sourced[int](**CITED, falls_back_to="confirmation_days")


@pytest.mark.parametrize("change", [{"falls_back_to": ""}, {"fragment": "1 个工作日"}])
def test_silence_that_quotes_or_leads_nowhere_is_refused(change):
    with pytest.raises(ValidationError, match="a silent rule quotes nothing"):
        Sourced[int](**{**SILENT, **change})


@pytest.mark.parametrize(("kind", "most"), [(Sourced[int], 25), (Clause[int], 40)])
def test_fragment_is_limited_and_a_clause_may_be_longer(kind, most):
    assert kind(**{**CITED, "fragment": "一" * most}).fragment == "一" * most
    with pytest.raises(ValidationError, match=f"at most {most} characters"):
        kind(**{**CITED, "fragment": "一" * (most + 1)})


def test_rule_leads_to_its_article():
    confirmation = load_profile("quyang-education-2023").rule("confirmation")
    assert confirmation == RuleRef(
        "曲教体字〔2023〕25号", "第十七条", "1 个工作日内完成比对和确认", is_default=False
    )


@pytest.mark.parametrize("key", profile_keys())
def test_every_rule_exists_in_every_profile(key):
    profile = load_profile(key)
    refs = [profile.rule(rule) for rule in RULES]
    assert [ref.is_default or bool(ref.article) for ref in refs] == [True] * len(RULES)


def test_unknown_rule_is_refused_with_those_that_there_are():
    with pytest.raises(LookupError, match=r"No rule 'lunch'; the rules are draw, share, .*, report\."):
        load_profile("quyang-education-2023").rule("lunch")


def test_profile_survives_its_own_dump():
    assert Profile.model_validate(raw()) == load_profile("quyang-education-2023")


def test_profile_refuses_a_missing_rule():
    rules = raw()
    del rules["terms"]["entry_days"]
    with pytest.raises(ValidationError, match=r"terms\.entry_days\s+Field required"):
        Profile.model_validate(rules)


def test_profile_refuses_an_unknown_rule():
    rules = raw()
    rules["terms"]["lunch_days"] = CITED
    with pytest.raises(ValidationError, match=r"terms\.lunch_days\s+Extra inputs"):
        Profile.model_validate(rules)


def test_profile_is_immutable():
    with pytest.raises(ValidationError, match="frozen"):
        load_profile("quyang-education-2023").terms.entry_days.value = 6


@pytest.mark.parametrize(
    ("group", "rule", "value"),
    [
        ("draw", "share_bp", 10_001),
        ("draw", "share_bp", 0),
        ("terms", "entry_days", 0),
        ("team", "size_people", 0),
    ],
)
def test_profile_refuses_impossible_numbers(group, rule, value):
    rules = raw()
    rules[group][rule]["value"] = value
    with pytest.raises(ValidationError, match=rf"{group}\.{rule}\.value"):
        Profile.model_validate(rules)


def test_filings_go_to_whom_the_text_names_else_to_the_lead_office_as_it_is_called() -> None:
    office = "“双随机、一公开”监管工作领导小组办公室"
    assert {key: load_profile(key).names.files_with.value for key in profile_keys()} == {
        "changli-education-2017": "“双随机、一公开”工作领导小组",
        "lianchi-education-sport-2023": f"区{office}",
        "ordos-education-sport": "领导小组办公室",
        "quyang-county-2022": f"县{office}",
        "quyang-education-2023": f"县{office}",
    }
