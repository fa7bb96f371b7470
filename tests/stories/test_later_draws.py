"""The second step and the supplement are drawn as the office chooses: any way, open or confidential."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document

from bot.domain.inspections import InspectionState
from bot.domain.rounds import AttemptState
from demo.stage import card
from tests.stories.acts import public_pages
from tests.stories.attempts import freeze_again, unsealed
from tests.stories.office import Office, open_office
from tests.stories.steps import (
    FIRST,
    LIANCHI,
    SECOND,
    confirm_added,
    draw_targets,
    draws,
    faults,
    give_tiers,
    inspections,
    rule_out_one,
    void_draw,
)
from tests.stories.test_draws_in_steps import abort_second
from tests.stories.test_public_sources import read_source
from tests.stories.test_ways import BALLS, answer
from tests.stories.wording import BACK

CHOICE = "抽取执法检查人员：请选择随机数"
CARD, ADDED = "抽取执法检查人员：请核对", "补充抽取：请核对"
UNTIL, SHOWN = "2026-09-24 08:30", "2026年9月24日（周四） 08:30"


@pytest.fixture
async def lianchi(tmp_path: Path) -> AsyncIterator[Office]:
    """A small office under the notice of Lianchi, its targets drawn and confirmed."""
    opened = await open_office(tmp_path, LIANCHI)
    await give_tiers(opened)
    await draw_targets(opened)
    await opened.confirm()
    yield opened
    await opened.close()


async def choose_teams(office: Office, card: str = "【待抽取检查人员】") -> None:
    """Have the coordinator lead the second step to its preview."""
    label = "重新抽取" if card == "【抽取未成立】" else "抽取执法检查人员"
    await office.press("王芳", card, label, in_group=True)
    await office.press("王芳", "抽取执法检查人员：请选择", "2 组", in_group=True)


async def choose_way(office: Office, card: str, way: str) -> None:
    """Have the coordinator choose another way on this preview."""
    await office.press("王芳", card, "更改随机方式", in_group=True)
    await office.press("王芳", f"{card[:4]}", way, in_group=True)


def page(office: Office, card: str) -> tuple[str, list[str]]:
    """Return the text and the labels of the newest preview."""
    found = [m for m in office.sees("王芳", in_group=True) if m.text.startswith(card)][-1]
    return found.text, [button.label for button in found.each_button()]


async def strike(office: Office, **span: float) -> None:
    office.stage.clock.pass_time(timedelta(**span))
    await office.stage.tick()


async def test_second_step_by_a_lottery_and_in_confidence(lianchi: Office) -> None:
    office = lianchi
    await choose_teams(office)
    text, labels = page(office, CARD)
    assert "随机方式：机器人在本群掷骰子 25 次" in text
    assert labels == ["冻结并公布封存码", "更改随机方式", "保密抽取", *BACK]
    await office.press("王芳", CARD, "更改随机方式", in_group=True)
    assert office.sees("王芳", in_group=True)[-1].text.startswith(CHOICE)
    for way in ("公开发行彩票", "返回上一步", "公开发行彩票"):
        await office.press("王芳", "请回复" if way == "返回上一步" else CHOICE, way, in_group=True)
    named = "请回复本消息，依次写明：彩票名称"
    await answer(office, "王芳", named, "快乐8 20 80")
    assert not office.group.screen()[-1].text.startswith(CARD)
    await answer(office, "王芳", named, "快乐8 2026255 20 80 2026-09-21 21:30")
    await office.press("王芳", CARD, "保密抽取", in_group=True)
    await answer(office, "王芳", "抽取执法检查人员：保密抽取", UNTIL)
    text, _ = page(office, CARD)
    assert (
        "“快乐8”第 2026255 期开奖号码，1 至 80 中的 20 个，开奖不早于 2026年9月21日（周一） 21:30，" in text
    )
    assert f"保密抽取：名单于 {SHOWN} 公布" in text
    await office.press("王芳", CARD, "冻结", in_group=True)
    announced = next(m.text for m in office.group.screen() if m.text.startswith(f"【抽取公告】{SECOND}"))
    assert "L3 公共随机源" in announced
    assert any(m.text.startswith(f"{SECOND} 为保密抽取") for m in office.group.screen())

    office.stage.clock.pass_time(timedelta(hours=13))
    await office.press("王芳", SECOND, "录入公布的结果", in_group=True)
    await read_source(office, ("郑观", BALLS), ("王芳", BALLS))
    *_, hidden = await draws(office)
    page_now = public_pages(office)
    assert ("结果已产生，名单待公布" in page_now, hidden.result_hash in page_now) == (True, True)
    assert (hidden.state, hidden.result, office.drawn()) == (AttemptState.DRAWN, None, [])
    counted = next(m.text for m in office.group.screen() if m.text.startswith("【抽取结果（保密）】"))
    assert "为已确认的 3 家检查对象抽取检查组 2 个、拟派检查人员 4 名。" in counted
    refused = await office.press("王芳", "【待抽取检查人员】", "抽取执法检查人员", in_group=True)
    assert refused == f"本批次的 {SECOND} 为保密抽取，名单于 {SHOWN} 公布，请在公布后办理。"

    await strike(office, days=3)
    assert len(office.drawn()) == 4
    assert (faults(office, FIRST), faults(office, SECOND)) == ([], ["source"])

    await redraw_asks_again(office)


async def redraw_asks_again(office: Office) -> None:
    """Void the hidden second step once a target is visited, and draw it anew."""
    leader = next(each for each in office.drawn() if "您是组长" in card(each, "【检查任务】").text)
    await office.press(leader, "【检查任务】", "填报检查")

    # The redraw of a confidential draw is confidential: its time is over, so that it is asked for again.
    await void_draw(office, SECOND)
    await choose_teams(office, "【抽取未成立】")
    text, labels = page(office, CARD)
    assert f"保密抽取：前次所定的公布时间 {SHOWN} 已过" in text
    assert "随机方式：机器人在本群掷骰子 25 次" in text
    assert labels == ["更改随机方式", "保密抽取", *BACK]
    await office.press("王芳", CARD, "更改随机方式", in_group=True)
    _, labels = page(office, CHOICE)
    assert [label for label in labels if "L0" in label or "L1" in label] == []
    await office.press("王芳", CHOICE, "群内老虎机", in_group=True)
    await office.press("王芳", CARD, "保密抽取", in_group=True)
    await office.press("王芳", "抽取执法检查人员：保密抽取", "不保密", in_group=True)
    await office.press("王芳", CARD, "冻结", in_group=True)
    await office.press("王芳", SECOND, "开始掷骰", in_group=True)
    *_, again = await draws(office)
    assert (again.attempt, again.plan["entropy"]["kind"], again.plan["reveal_at"]) == (2, "slot", None)
    assert (len(office.drawn()), faults(office, SECOND)) == (4, [])


async def test_fourth_attempt_of_the_second_step_needs_the_words_of_a_decision(lianchi: Office) -> None:
    office = lianchi
    await choose_teams(office)
    for _ in range(3):
        await office.press("王芳", CARD, "冻结", in_group=True)
        await abort_second(office)
        await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
        if not office.sees("王芳", in_group=True)[-1].text.startswith("发起抽查：第 4 次"):
            await office.press("王芳", "抽取执法检查人员：请选择", "2 组", in_group=True)
    await answer(office, "郑观", "发起抽查：第 4 次抽取须有上级机关的决定", "不是经办人写的")
    await answer(office, "王芳", "发起抽查：第 4 次抽取须有上级机关的决定", "莲教函〔2026〕8号")
    await office.press("王芳", "抽取执法检查人员：请选择", "2 组", in_group=True)
    await office.press("王芳", CARD, "冻结", in_group=True)
    await office.press("王芳", SECOND, "开始掷骰", in_group=True)

    rows = [each for each in await draws(office) if each.draw == SECOND]
    assert [row.attempt for row in rows] == [1, 2, 3, 4]
    assert faults(office, SECOND) == []
    told = [m.text for m in office.sees("郑观", in_group=True) if "莲教函〔2026〕8号" in m.text[1:]]
    assert [rows[-1].draw in words for words in told] == [True]

    # The public page shows all five commitments of the office in one chain.
    page = public_pages(office)
    shown, _ = public_pages(office, "chain.html").split("</ol>")
    codes = re.findall(r"<code>([0-9a-f]{64})</code>", shown)
    before, seals, links = codes[::3], codes[1::3], codes[2::3]
    assert before == ["0" * 64, *links[:-1]]
    assert seals == [each.commitment for each in await draws(office)]
    assert ("莲教函〔2026〕8号" in shown, "不是经办人写的" in page) == (True, False)
    assert await unsealed(office) == []


async def test_hidden_supplement_that_is_lost_is_drawn_again_in_confidence(office: Office) -> None:
    await office.draw()
    await rule_out_one(office)
    await office.press("王芳", "【比例不足】", "补充抽取", in_group=True)
    await choose_way(office, ADDED, "仅用机器人的保密随机数")
    await office.press("王芳", ADDED, "保密抽取", in_group=True)
    await office.press("王芳", "补充抽取：保密抽取", SHOWN, in_group=True)
    await office.press("王芳", ADDED, "冻结", in_group=True)
    await office.press("王芳", SECOND, "开始产生随机数", in_group=True)
    before = await inspections(office)
    assert any("抽取检查对象 1 家。名单于" in m.text for m in office.group.screen())
    record = Document(str(office.stage.data_dir / "rounds" / FIRST / f"record-{SECOND}-1.docx"))
    said = [paragraph.text for paragraph in record.paragraphs]
    assert ("抽取检查对象 1 家" in said, [each for each in said if "检查组 0" in each]) == (True, [])
    hidden = await office.press("王芳", "【比例不足】", "补充抽取", in_group=True)
    assert hidden.startswith(f"本批次的 {SECOND} 为保密抽取")
    (office.stage.data_dir / "secrets" / f"{SECOND}-1").unlink()
    await strike(office, days=3)

    _, lost = await draws(office)
    assert (lost.state, (lost.ending or {})["reason"]) == (AttemptState.LOST, "secret_lost")
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    text, labels = page(office, ADDED)
    assert "随机方式：机器人在本群掷骰子 25 次" in text
    assert labels == ["更改随机方式", "保密抽取", "取消"]
    await office.press("王芳", ADDED, "保密抽取", in_group=True)
    await office.press("王芳", "补充抽取：保密抽取", "2026年9月28日", in_group=True)
    await office.press("王芳", ADDED, "冻结", in_group=True)
    await office.press("王芳", SECOND, "开始掷骰", in_group=True)
    assert await inspections(office) == before
    await strike(office, days=4)
    await confirm_added(office)

    *_, added = await inspections(office)
    assert added.state is InspectionState.CONFIRMED
    assert faults(office, SECOND) == []


async def test_redraw_keeps_secrecy_and_way(office: Office) -> None:
    await office.preview()
    await choose_way(office, "发起抽查：请核对", "群内老虎机")
    await office.press("王芳", "发起抽查：请核对", "保密抽取", in_group=True)
    await office.press("王芳", "发起抽查：保密抽取", SHOWN, in_group=True)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await office.press("王芳", FIRST, "申请中止", in_group=True)
    await office.press("王芳", FIRST, "等待超时", in_group=True)
    await office.press("张敏", "【抽取中止审批】", "同意中止")
    await freeze_again(office)

    first, again = await draws(office)
    assert again.plan["reveal_at"] == first.plan["reveal_at"] is not None
    assert again.plan["entropy"] == first.plan["entropy"]
