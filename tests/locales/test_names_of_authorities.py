"""Each authority reads its own words for its offices, roles and forms, and the default where it has none."""

import pytest
from code_keys import sayings
from key_families import spelt_out
from test_rendering import LABEL_CHARACTERS, TOAST_UNITS, Dummy, said_by, units

from bot.domain.texts import text
from bot.regulations import load_profile, profile_keys
from bot.views.names import terms_of
from locales import LANGUAGES, catalogue, render
from locales.check import placeholders

QUYANG = "“双随机、一公开”监管工作领导小组办公室"
SAID = {
    "quyang-county-2022": {
        "denied.draw": "发起和操作抽取由主动发起部门经办人负责，您不能代为办理。",
        "confirm.stands_in": f"该单位没有专业管理人员，由县{QUYANG}代为确认。",
        "change.approval": "所在单位主管负责人意见",
        "on_paper.what.result": "联合抽查表：甲校",
        "signature.ask_reason": "如实记入联合抽查表（第十八条）。",
    },
    "quyang-education-2023": {
        "denied.draw": "发起和操作抽取由纪检监察室经办人负责，您不能代为办理。",
        "confirm.stands_in": f"该单位没有专业管理人员，由局{QUYANG}代为确认。",
        "change.approval": "所在单位主管负责人意见",
        "on_paper.what.result": "联合抽查表：甲校",
        "signature.ask_reason": "如实记入联合抽查表（第十八条）。",
    },
    "changli-education-2017": {
        "denied.draw": "发起和操作抽取由发起股室经办人负责，您不能代为办理。",
        "confirm.stands_in": "该单位没有单位专业管理人员，由“双随机、一公开”工作领导小组代为确认。",
        "change.approval": "单位主管负责人意见",
        "on_paper.what.result": "执法检查表：甲校",
        "signature.ask_reason": "如实记入执法检查表（第十八条）。",
    },
    "ordos-education-sport": {
        "denied.draw": "发起和操作抽取由牵头科室经办人负责，您不能代为办理。",
        "confirm.stands_in": "该单位没有单位专业管理人员，由领导小组办公室代为确认。",
        "change.approval": "单位主管负责人意见",
        "on_paper.what.result": "执法检查表：甲校",
        "signature.ask_reason": "如实记入执法检查表（第十八条）。",
    },
    "lianchi-education-sport-2023": {
        "denied.draw": "发起和操作抽取由莲池区教体局经办人负责，您不能代为办理。",
        "confirm.stands_in": f"该单位没有系统管理员，由区{QUYANG}代为确认。",
        "change.approval": "单位主管负责人意见",
        "on_paper.what.result": "随机抽查联合检查记录表：甲校",
        "signature.ask_reason": "如实记入一企一表（第十八条）。",
    },
}
FIXED = ("双随机办", "主管负责人", "专业管理人员", "系统管理员", "发起股室", "检查表", "抽查表", "记录表")
"""Words that are one authority's and no other's."""


@pytest.mark.parametrize("profile", profile_keys())
def test_sentence_names_the_authoritys_own_offices_and_forms(profile: str) -> None:
    terms, values = terms_of(load_profile(profile)), {"name": "甲校", "ground": "第十八条"}
    said = {key: render("zh_CN", text(key, **values), terms) for key in SAID[profile]}
    said["signature.ask_reason"] = said["signature.ask_reason"][-len(SAID[profile]["signature.ask_reason"]) :]
    assert said == SAID[profile]


def test_english_sentence_explains_the_authoritys_own_word() -> None:
    terms = terms_of(load_profile("lianchi-education-sport-2023"))
    keys = ("role.list_administrator", "role.coordinator", "finding.abnormal", "recusal.stands_in")
    assert [render("en", text(key), terms) for key in keys] == [
        "List administrator (系统管理员)",
        "Coordinator of the initiating office (莲池区教体局)",
        "abnormal (不正常)",
        f"The inspector's unit has no other approver; the lead office (区{QUYANG}) decides.",
    ]


def test_no_text_of_the_chat_has_one_authoritys_word_in_it() -> None:
    texts = {str(each.id): str(each.string) for each in catalogue("zh_CN") if each.id}
    shown = {key: words for key, words in texts.items() if not key.startswith("console.")}
    assert {key: words for key, words in shown.items() if any(fixed in words for fixed in FIXED)} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_authoritys_words_are_too_long_for_a_button_or_an_answer(language: str) -> None:
    buttons, answers = said_by("button"), said_by("toast")
    keys = sorted(spelt_out({each.key for each in sayings()}) & {*buttons, *answers})
    limits = {key: LABEL_CHARACTERS if key in buttons else TOAST_UNITS for key in keys}
    too_long = {}
    for profile in profile_keys():
        terms = terms_of(load_profile(profile))
        for key in [each for each in keys if placeholders(str(catalogue("zh_CN")[each].string)) & set(terms)]:
            dummy = Dummy(key)
            for name in terms:
                dummy.params.pop(name, None)
            if units(render(language, dummy, terms)) > limits[key]:
                too_long[profile, key] = render(language, dummy, terms)
    assert too_long == {}
