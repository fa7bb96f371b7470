"""On which terms a draw is made: directed, by tiers, with a share for the blacklisted."""

import json
from datetime import date
from typing import Any

from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import public_pages
from tests.stories.office import Office, under
from tests.stories.wording import BACK, INSTRUMENT, NUMBER, article, say


async def press(office: Office, label: str, beginning: str = "发起抽查") -> str:
    return await office.press("王芳", beginning, label, in_group=True)


async def reply(office: Office, words: str) -> None:
    question = card(office["王芳"], "发起抽查", office.group)
    await office["王芳"].says(office.group, words, reply_to=question)
    await office.stage.settle()


async def change_targets(office: Office, **by_name: dict[str, Any]) -> None:
    """Write columns into the register."""
    async with office.stage.service.database.writing() as work:
        for row in await work.targets.all():
            if values := by_name.get("every", {}) | by_name.get(row.name, {}):
                await work.targets.change(row, **values)


def bundle(office: Office) -> dict[str, Any]:
    folder = office.stage.data_dir
    found: dict[str, Any] = json.loads((folder / "rounds" / NUMBER / "bundle.json").read_text("utf-8"))
    return found


def group_text(office: Office, beginning: str) -> str:
    return card(office["王芳"], beginning, office.group).text


async def test_directed_draw_says_its_conditions_everywhere(office: Office) -> None:
    await change_targets(
        office,
        第一中学={"district": "城关镇"},
        第二中学={"district": "城关镇"},
        第三中学={"district": "河湾镇"},
    )
    await office.begin_draw()
    await press(office, "公办初级中学")
    await press(office, "设定抽取条件（定向）")
    assert [each.label for each in card(office["王芳"], "发起抽查", office.group).each_button()] == [
        "区域（2 种）",
        "所属单位（2 种）",
        "完成",
        *BACK,
    ]
    await press(office, "区域")
    await press(office, "返回上一步")
    await press(office, "区域")
    await press(office, "城关镇")
    assert [each.label for each in card(office["王芳"], "发起抽查", office.group).each_button()] == [
        *("✓ 城关镇（2）", "河湾镇（1）", "其他条件", "完成", "改为不定向", *BACK),
    ]
    await reply(office, "不存在")
    assert say("directed.unknown_value", values="不存在") in group_text(office, "名录库中没有：")
    await reply(office, "河湾镇")
    await press(office, "完成")
    words = "定向抽查，限区域为城关镇、河湾镇"
    assert f"范围内共 6 家，{words}；依据" in group_text(office, "发起抽查")
    for answer in ("50%", "1 组", "演练"):
        await press(office, answer)
    preview = group_text(office, "发起抽查：请核对")
    assert f"{words}\n" in preview
    assert "不符合抽取条件的检查对象 3 家，仍计入名录库\n· 不在定向范围内的 3 家\n" in preview
    await press(office, "冻结", "发起抽查：请核对")
    assert f"\n{words}\n" in group_text(office, "【抽取公告】")
    await press(office, "开始掷骰", NUMBER)

    targets = bundle(office)["targets"]
    assert sorted(each["why"] for each in targets) == ["", "", "", "filtered", "filtered", "filtered"]
    assert {"第一中学", "第二中学", "第三中学"} == {each["name"] for each in targets if each["eligible"]}
    page = public_pages(office)
    assert words in page
    await office.say("郑观", f"/verify {NUMBER}")
    assert any(words in message.text for message in office.sees("郑观"))


async def test_condition_can_be_taken_back_to_an_undirected_draw(office: Office) -> None:
    await office.begin_draw()
    await press(office, "公办初级中学")
    for label in (
        "设定抽取条件",
        "所属单位",
        "城关学区",
        "✓ 城关学区",
        "河湾学区",
        "改为不定向",
        "50%",
        "3 组",
        "演练",
    ):
        await press(office, label)
    assert "\n不定向抽查\n" in group_text(office, "发起抽查：请核对")
    await press(office, "冻结", "发起抽查：请核对")
    announced = group_text(office, "【抽取公告】")
    assert "\n不定向抽查\n" in announced
    # Twice the head-count would be twelve of eight people: said in public, not hidden.
    short = {"whose": text("terms.anybody"), "wanted": 12, "people": 8}
    assert say("terms.reserve", times=2, **short, ground=text("ground.default")) in announced


@under("changli-education-2017")
async def test_blacklisted_are_drawn_at_a_share_of_their_own(office: Office) -> None:
    await change_targets(office, 第一中学={"blacklisted": True}, 第二中学={"blacklisted": True})
    await office.say("王芳", "/draw", in_group=True)
    await press(office, "公办初级中学")
    await press(office, "5%")
    question = card(office["王芳"], "发起抽查：请选择黑名单对象的抽查比例", office.group)
    assert [each.label for each in question.each_button()][:3] == [
        "10%，抽 1 家",
        "15%，抽 1 家",
        "20%，抽 1 家",
    ]
    assert "10% 为一般比例的两倍，系抽查系统预设" in question.text
    await reply(office, "5%")
    assert group_text(office, "黑名单对象的比例须高于").startswith("黑名单对象的比例须高于一般比例 5%")
    await press(office, "100%，抽 2 家", "发起抽查：请选择黑名单对象的抽查比例")
    assert "本次抽取 3 家" in group_text(office, "发起抽查：请选择检查组数")
    await press(office, "1 组")
    preview = group_text(office, "发起抽查：请核对")
    assert "比例：5%，抽取 3 家" in preview
    assert "［符合］黑名单对象比例：高于 5%，拟 100%" in preview
    assert "黑名单对象：比例 100%\n合计不低于名录库总数的 5%" in preview
    await press(office, "冻结", "发起抽查：请核对")
    await press(office, "开始掷骰", NUMBER)
    picked = bundle(office)["result"]["picked"]
    assert (len(picked), {"N00001", "N00002"} - set(picked)) == (3, set())


@under("lianchi-education-sport-2023")
async def test_lianchi_draws_by_tiers_those_who_meet_its_conditions(office: Office) -> None:
    good = {"district": "莲池区", "registered_on": date(2019, 9, 1), "report_year": 2022, "standing": "合格"}
    await change_targets(
        office,
        every=good,
        第一中学={"risk_tier": "高"},
        第二中学={"risk_tier": "高"},
        第三中学={"risk_tier": "低风险"},
        第四中学={"risk_tier": "低风险", "report_year": 2021},
        河湾中学={"risk_tier": ""},
        柳坪中学={"risk_tier": "高风险", "registered_on": None},
    )
    await office.begin_draw()
    for label in ("公办初级中学", "5%", "演练"):
        await press(office, label)
    preview = group_text(office, "发起抽查：请核对")
    assert "比例：5%，抽取 3 家" in preview
    assert "不符合抽取条件的检查对象 2 家，仍计入名录库" in preview
    left_out = "· 不符合“2023年6月1日（周四）前登记设立”的 1 家，其中名录库未填写的 1 家"
    assert f"{left_out}（保莲双随机办[2023]10号第二部分）" in preview
    assert "〔高风险〕［符合］比例：不低于 100%，拟 100%" in preview
    assert (
        "［偏离，公布理由］抽查时间：2023年6月1日（周四）至2023年8月31日（周四），"
        "抽取日期 2026年9月21日（周一）" in preview
    )
    await press(office, "冻结", "发起抽查：请核对")
    announced = group_text(office, "【抽取公告】")
    assert "\n高风险：比例 100%\n较高风险：比例 80%\n" in announced
    conditions = "2023年6月1日（周四）前登记设立、在莲池区登记设立、2022 年度已年报、登记状态为合格"
    assert f"\n抽取条件：{conditions}（保莲双随机办[2023]10号第二部分）\n" in announced
    assert "\n不参加抽取的：不符合抽取条件的检查对象 2 家，仍计入名录库\n" in announced


async def test_share_that_nobody_is_left_for_is_a_shortfall(office: Office) -> None:
    await change_targets(office, 第一中学={"district": "城关镇"}, 第二中学={"district": "河湾镇"})
    await office.begin_draw()
    for label in ("公办初级中学", "设定抽取条件", "区域", "城关镇", "完成", "50%", "1 组", "演练"):
        await press(office, label)
    assert "［不足，如实公布］" not in group_text(office, "发起抽查：请核对")
    await press(office, "冻结", "发起抽查：请核对")
    await press(office, "开始掷骰", NUMBER)
    words = say(
        "draw.shortfall", stratum="公办初级中学", wanted=3, drawn=1, missing=2, ground=article("第十七条")
    )
    assert words in group_text(office, "【抽取结果】")
    page = public_pages(office)
    assert (
        say("ground.article", instrument=INSTRUMENT, article="第十七条")
        in page.split("比例缺口")[1].split("</ul>")[0]
    )
