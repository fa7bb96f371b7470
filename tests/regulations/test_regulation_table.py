"""The numbers of the five regulations side by side; a blank is a silence of the text."""

from datetime import date

import pytest

from bot.domain.profiles.profile import RULES, Sourced
from bot.domain.profiles.sourced import RuleRef
from bot.regulations import load_profile, profile_keys

KEYS = (
    "quyang-county-2022",
    "quyang-education-2023",
    "changli-education-2017",
    "ordos-education-sport",
    "lianchi-education-sport-2023",
)
SILENT = None

TABLE: dict[str, tuple[object, ...]] = {
    "draw.platform_required": (True, True, False, True, True),
    "draw.share_bp": (300, 300, 500, 500, 500),
    "draw.share_period": ("year", "year", "round", SILENT, SILENT),
    "draw.share_base": ("register", "register", "register", "item", "qualified"),
    "draw.higher_rule_first": (SILENT, SILENT, SILENT, True, SILENT),
    "draw.rounds_per_half_year_min": (SILENT, SILENT, 1, SILENT, SILENT),
    "draw.rounds_per_year_min": (SILENT,) * 5,
    "draw.rounds_per_year_max": (SILENT, SILENT, SILENT, 2, SILENT),
    "draw.period_from": (SILENT, SILENT, SILENT, SILENT, date(2023, 6, 1)),
    "draw.period_until": (SILENT, SILENT, SILENT, SILENT, date(2023, 8, 31)),
    "draw.inspectors_drawn": (*["with_targets"] * 4, "after_confirmation"),
    "draw.overdraw_times": (SILENT, SILENT, 2, SILENT, SILENT),
    "weight.lowered_to_bp": (SILENT,) * 5,
    "cap.times_per_year": (2, 2, SILENT, 2, SILENT),
    "cap.is_absolute": (False, False, SILENT, True, SILENT),
    "team.size_people": (SILENT, SILENT, 2, 2, 2),
    "team.licensed_min_people": (SILENT, SILENT, 1, SILENT, SILENT),
    "terms.confirmation_days": (1, 1, SILENT, SILENT, 5),
    "terms.entry_days": (5, 5, SILENT, 20, 5),
    "terms.entry_starts": ("visit", "visit", SILENT, "round_end", "visit"),
    "terms.entry_needs_receipt": (True, True, SILENT, True, True),
    "terms.publication_days": (SILENT, SILENT, 10, 20, SILENT),
    "terms.publication_starts": (SILENT, SILENT, "round_end", "round_end", SILENT),
    "terms.report_days": (SILENT, SILENT, 10, SILENT, SILENT),
    "substitution.swap_allowed": (False, False, SILENT, SILENT, SILENT),
    "substitution.needs_approval": (True, True, SILENT, SILENT, SILENT),
    "substitution.needs_filing": (True, True, SILENT, SILENT, SILENT),
    "substitution.backfill_in_order": (SILENT, SILENT, True, SILENT, SILENT),
    "plan.due_month": (SILENT, SILENT, SILENT, 1, SILENT),
    "plan.per_round": (SILENT, SILENT, True, True, SILENT),
    "plan.partners_consent": (SILENT, SILENT, SILENT, True, SILENT),
    "names.form": ("联合抽查表", "联合抽查表", SILENT, "执法检查表", "随机抽查联合检查记录表"),
    "names.site_form": (SILENT, SILENT, SILENT, SILENT, "一企一表"),
    "names.list_administrator": ("专业管理人员", "专业管理人员", SILENT, SILENT, "系统管理员"),
    "duties.specialist": (True, True, SILENT, SILENT, True),
    "duties.report": (SILENT, SILENT, True, True, True),
    "duties.same_target": (SILENT, SILENT, SILENT, True, SILENT),
    "duties.query": (True, True, SILENT, SILENT, SILENT),
    "duties.not_by_draw": (True, True, SILENT, True, SILENT),
    "duties.return_visit": (SILENT, SILENT, True, SILENT, SILENT),
    "duties.uniform": (SILENT, SILENT, SILENT, SILENT, True),
    "duties.witness": (SILENT, SILENT, SILENT, True, SILENT),
    "books.roster_public": (SILENT, SILENT, SILENT, True, SILENT),
}

GROUNDS: dict[str, tuple[str, ...]] = {
    "share": ("第十七条", "第十七条", "六-3", "第九条", "二"),
    "draw": ("第十五条", "第十五条", "五", "第七条", "四-一"),
    "frequency_half_year": ("", "", "六-3", "", ""),
    "frequency_max": ("", "", "", "第九条", ""),
    "period": ("", "", "", "", "一"),
    "overdraw": ("", "", "六-2", "", ""),
    "backfill": ("", "", "六-2", "", ""),
    "cap": ("第十七条", "第十七条", "", "第九条", ""),
    "team": ("第四十二条", "第四十二条", "四", "第十条", "五-二-2"),
    "licence": ("第四十二条", "第四十二条", "四", "第四十二条", "第四十二条"),
    "confirmation": ("第十七条", "第十七条", "", "", "四-一"),
    "entry": ("第二十条", "第二十条", "", "第十一条", "五-三"),
    "publication": ("第二十六条", "第二十六条", "六-4", "第十一条", "第二十六条"),
    "filing": ("第十六条", "第十六条", "", "", ""),
    "recusal": ("第十六条", "第十六条", "六-2", "第四十三条", "第四十三条"),
    "signature": ("第十八条", "第十八条", "", "第十条", "五-二-2"),
    "plan_due": ("", "", "", "第八条", ""),
    "report": ("", "", "六-4", "第十一条", "六-六"),
}


def of(key: str, path: str) -> Sourced:
    group, name = path.split(".")
    found: Sourced = getattr(getattr(load_profile(key), group), name)
    return found


def test_table_has_a_column_for_every_profile():
    assert sorted(KEYS) == list(profile_keys())
    assert {len(row) for row in [*TABLE.values(), *GROUNDS.values()]} == {len(KEYS)}


@pytest.mark.parametrize(("path", "row"), TABLE.items())
def test_row_of_the_table_is_that_of_the_profiles(path, row):
    found = tuple([None if of(key, path).silent else of(key, path).value for key in KEYS])
    assert found == row


@pytest.mark.parametrize(("rule", "row"), GROUNDS.items())
def test_rule_stands_on_its_article(rule, row):
    assert tuple([load_profile(key).rule(rule).article for key in KEYS]) == row


def test_risk_tiers_are_those_of_lianchi_alone():
    tiers = {
        key: [(tier.name, tier.share_bp.value) for tier in load_profile(key).draw.risk_tiers] for key in KEYS
    }
    of_lianchi = [("高风险", 10_000), ("较高风险", 8_000), ("一般风险", 5_000), ("低风险", 2_000)]
    assert tiers == {**{key: [] for key in KEYS}, "lianchi-education-sport-2023": of_lianchi}


def test_conditions_are_those_of_lianchi_alone():
    met = {
        key: [(each.kind, each.wanted.value) for each in load_profile(key).draw.conditions] for key in KEYS
    }
    of_lianchi = [
        ("registered_before", date(2023, 6, 1)),
        ("registered_in", "莲池区"),
        ("report_filed_for", 2022),
        ("standing", "合格"),
    ]
    assert met == {**{key: [] for key in KEYS}, "lianchi-education-sport-2023": of_lianchi}


@pytest.mark.parametrize(
    ("key", "grounds", "raised"),
    [
        ("quyang-county-2022", ["complaints", "abnormal_list", "serious_record"], ["frequency", "intensity"]),
        ("changli-education-2017", ["blacklist"], ["intensity", "share", "frequency"]),
        ("ordos-education-sport", ["complaints", "serious_record"], ["intensity"]),
        ("lianchi-education-sport-2023", [], []),
    ],
)
def test_weights_are_raised_on_the_grounds_of_the_text(key, grounds, raised):
    weight = load_profile(key).weight
    assert [each.value for each in weight.raise_for] == grounds
    assert [each.value for each in weight.raises] == raised


def test_plan_of_ordos_is_due_at_the_end_of_january():
    assert load_profile("ordos-education-sport").plan.due_on(2026) == date(2026, 1, 31)
    assert load_profile("changli-education-2017").plan.due_on(2026) is None


def test_ordos_names_five_omissions_and_five_exemptions():
    account = load_profile("ordos-education-sport").account
    assert (len(account.omissions), len(account.exemptions)) == (5, 5)
    assert account.acting_by_list_exempts.article == "第十三条"
    # Half a clause would say that whoever publishes late answers for it, harm or no harm.
    assert [each.fragment for each in account.omissions][:3] == [
        "未按要求抽查检查，造成不良后果",
        "未依法及时公示抽查检查结果，造成不良后果",
        "对抽查检查中发现的涉嫌犯罪案件，未依法移送公安机关处理",
    ]


def test_departments_of_lianchi_are_three():
    names = [each.value for each in load_profile("lianchi-education-sport-2023").names.departments]
    assert names == ["莲池区教育和体育局", "莲池区人社局", "莲池区卫健局"]


@pytest.mark.parametrize("key", KEYS)
def test_every_silence_shows_a_default_or_the_law_behind_it(key):
    profile = load_profile(key)
    silent = [profile.rule(rule) for rule in RULES if profile.sourced(rule).silent]
    assert [ref.fragment for ref in silent] == [""] * len(silent)
    assert {ref.instrument for ref in silent} <= {
        "",
        "中华人民共和国行政处罚法",
        "中华人民共和国政府信息公开条例",
        "行政执法机关移送涉嫌犯罪案件的规定",
    }
    assert all(isinstance(ref, RuleRef) and ref.is_default for ref in silent)
