"""Each regulation's demo to its end, and what only its authority asks."""

import json
from pathlib import Path

import pytest

from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import exit_status, verify
from demo.bureau import make_bureau
from demo.play import play_demo
from tests.site.html_reader import site_faults, site_text

ASKED = {
    "quyang-county-2022": (
        "【平台抽取】",
        "经办人导出匹配结果",
        "七、平台更换人员后重新导入",
        "联合检查：云岫县教育和体育局发起，云岫县市场监督管理局、云岫县消防救援大队参加",
    ),
    "changli-education-2017": (
        "范围内列入黑名单的有 2 家，应当提高抽查比例",
        "［符合］人员抽取倍数：2，拟 2（《昌黎县教育局",
        "［符合］抽取方式：要求 不限，拟 在此抽取（",
        "［提示］每组持证人数：不少于 1，拟 1（《昌黎县教育局",
        " 沈沐阳 按下掷骰，共 25 次",
        "【现场监督】SSJ-2026-0001",
        "【覆盖情况】2026年",
        "半年",
    ),
    "ordos-education-sport": (
        "【联合抽查征求意见】2026年计划第 1 项",
        "该项现为：已下达",
        "【计划报备】2026年抽查计划第 1 版，共 4 项，已报备",
        "联合检查：体育科发起，朔原市市场监督管理局参加",
        "〔高危险性体育项目经营〕［符合］比例：不低于 50%，拟 50%（上级主管部门年度工作要点）",
        "〔明码标价〕［符合］比例：不低于 5%，拟 50%（《鄂尔多斯市教育体育局",
        "抽取 3 家，达到应抽的 3 家（上级主管部门年度工作要点）",
        "· 高危险性体育项目经营：不低于 50%（依据：上级主管部门年度工作要点）",
        "应当联合抽查。请各经办人确认合并为一次上门。",
        "沈沐阳（体育科）",
        "→ 与 SSJ-2026-0002 合并检查，一次上门；",
        "范围内的检查对象共 4 家，本年度都已抽查 2 次。",
        "第九条，同一对象全年不得超过 2 次，不能再抽。",
    ),
    "lianchi-education-sport-2023": (
        "〔较高风险〕［符合］比例：不低于 80%，拟 80%",
        "不符合“2022 年度已年报”的 2 家",
        "本次只抽取检查对象，比对和确认后再抽取执法检查人员",
        "【待抽取检查人员】SSJ-2023-0001",
        "〔莲池区卫健局〕［符合］每组 1 人，其中持证 1 人；",
    ),
}


@pytest.mark.parametrize("profile", ASKED)
async def test_demo_shows_what_only_this_authority_asks(profile: str, tmp_path: Path) -> None:
    lines: list[str] = []
    files = await play_demo(profile, None, tmp_path, lines.append)
    text = "\n".join(lines)
    assert [words for words in ASKED[profile] if words not in text] == []
    assert "【办结】" in text
    for path in files:
        if path.suffix == ".json" and "commitment" in (bundle := json.loads(path.read_bytes())):
            copy = ObserversCopy(bundle["commitment"], bundle["entropy_hash"], bundle["result_hash"], None)
            assert exit_status(verify(path.read_bytes(), copy)) == 2  # only the last vacancy is not given
    assert site_faults(tmp_path / "public") == []
    shown = {
        each.name for each in make_bureau(profile).inspectors if each.name in site_text(tmp_path / "public")
    }
    is_public = profile == "ordos-education-sport"  # article 5
    assert len(shown) == (len(make_bureau(profile).inspectors) if is_public else 0)
