"""F38: what does not come is asked for each working hour, and given up by the lead office, not before."""

from datetime import timedelta

import pytest
from docx import Document

from bot.domain.rounds import Attempt, AttemptState
from playground import Message, faults
from tests.stories.attempts import NUMBER, attempts
from tests.stories.office import Office
from tests.stories.test_ways import answer, freeze, observe_also
from tests.stories.wording import LEAD_OFFICE


async def the_attempt(office: Office) -> Attempt:
    (attempt,) = await attempts(office)
    return attempt


async def strike_after(office: Office, **span: float) -> None:
    office.stage.clock.pass_time(timedelta(**span))
    await office.stage.tick()


def asked(office: Office, words: str) -> list[Message]:
    return [message for message in office.group.screen() if words in message.text]


async def stall(office: Office) -> None:
    """Let the answer to the first throw be lost."""
    await office.freeze()
    office.stage.telegram.fail_next("sendDice", faults.cut_after_accepting(), chat=office.group)
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)


async def test_unknown_throw_is_asked_for_once_in_each_working_hour(office: Office) -> None:
    await stall(office)
    again = f"{NUMBER} 仍在等待第 1 次掷骰的点数"
    counts = []
    for minutes in (30, 31, 10, 60, 60 * 9, 60 * 14):
        await strike_after(office, minutes=minutes)
        await office.stage.tick()
        counts.append(len(asked(office, again)))

    assert counts == [0, 1, 1, 2, 2, 3]  # nothing in the evening; one in the morning for all that passed
    waiting = [m for m in office.sees("张敏") if m.text.startswith("【抽取停滞】")]
    assert len(waiting) == 1
    lost = [message for message in office.group.screen() if message.dice is not None][-1]
    await office["甲一"].says(office.group, "这里", reply_to=lost)
    await office.stage.settle()
    assert (await the_attempt(office)).state is AttemptState.STANDING
    await strike_after(office, hours=2)
    assert len(asked(office, again)) == 3


async def test_lead_office_gives_up_only_after_the_waiting_time(office: Office) -> None:
    await stall(office)
    early = await office.press("张敏", "【掷骰中断】", "无法读回，宣布失效")
    assert early.startswith("等待须满 4 个工作小时，2026年9月21日（周一） 13:0")
    assert (await the_attempt(office)).state is AttemptState.THROWING

    await strike_after(office, hours=3, minutes=58)
    await office.press("张敏", "【掷骰中断】", "无法读回，宣布失效")
    assert (await the_attempt(office)).state is AttemptState.THROWING
    await strike_after(office, minutes=2, seconds=30)
    await office.press("张敏", "【掷骰中断】", "无法读回，宣布失效")

    lost = await the_attempt(office)
    assert (lost.state, (lost.ending or {})["reason"]) == (AttemptState.LOST, "throw_unknown")
    await strike_after(office, hours=1)
    assert asked(office, "仍在等待")[-1].id < asked(office, f"【抽取未成立】{NUMBER}")[-1].id


async def test_missing_text_is_asked_for_and_may_come_late(office: Office) -> None:
    await observe_also(office, "周审")
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    await answer(office, "郑观", f"{NUMBER}：请现场监督人员", "风调雨顺")
    await strike_after(office, hours=2)

    assert len(asked(office, "还差 1 名现场监督人员的文字")) == 1
    await answer(office, "周审", f"{NUMBER} 还差 1 名", "国泰民安")
    assert (await the_attempt(office)).state is AttemptState.STANDING


@pytest.mark.parametrize(
    ("texts", "state", "reason"),
    [(0, AttemptState.ABORTED, "timeout"), (1, AttemptState.LOST, "source_missing")],
)
async def test_texts_that_never_come_end_the_attempt(
    office: Office, texts: int, state: AttemptState, reason: str
) -> None:
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    if texts:
        await answer(office, "郑观", f"{NUMBER}：请现场监督人员", "风调雨顺")
    await strike_after(office, hours=2)
    early = await office.press("张敏", "【抽取停滞】", "等待无果")
    await strike_after(office, hours=2, minutes=1)
    await office.press("张敏", "【抽取停滞】", "等待无果")

    ended = await the_attempt(office)
    assert early.startswith("等待须满 4 个工作小时")
    assert (ended.state, (ended.ending or {})["reason"]) == (state, reason)
    assert asked(office, f"【抽取未成立】{NUMBER}") != []


async def test_dice_that_nobody_types_are_asked_for(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    await strike_after(office, hours=1, minutes=1)

    assert len(asked(office, "仍在等待现场十面骰的读数")) == 1
    assert "现场十面骰的两份读数" in office.sees("张敏")[-1].text


async def test_too_few_observers_or_the_wrong_hour_need_the_lead_office(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUANGSUIJI_LEAST_OBSERVERS", "2")
    monkeypatch.setenv("SHUANGSUIJI_DRAW_WINDOW", "14:00-17:00")
    await office.stage.restart_bot()
    await office.freeze()
    toast = await office.press("王芳", f"{NUMBER} 的封存码", "开始掷骰", in_group=True)

    assert toast.startswith("暂不能开始")
    (told,) = asked(office, "暂不能开始产生随机数")
    assert "已绑定的现场监督人员 1 名，本机关要求至少 2 名" in told.text
    assert "只在工作日 14:00 至 17:00 抽取" in told.text
    assert (await the_attempt(office)).state is AttemptState.ANNOUNCED
    await office.press("张敏", "【例外开始审批】", "同意例外开始")
    assert len(asked(office, f"{LEAD_OFFICE} 张敏 同意例外开始")) == 1
    await office.press("王芳", f"{NUMBER} 的封存码", "开始掷骰", in_group=True)
    assert (await the_attempt(office)).state is AttemptState.STANDING


async def test_enough_observers_in_the_window_need_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUANGSUIJI_LEAST_OBSERVERS", "1")
    monkeypatch.setenv("SHUANGSUIJI_DRAW_WINDOW", "08:30-17:00")
    await office.stage.restart_bot()
    await office.draw()

    assert (await the_attempt(office)).state is AttemptState.STANDING
    assert office.sees("张敏") == [] or not office.sees("张敏")[-1].text.startswith("【例外")


async def test_observer_presses_and_the_bot_throws(office: Office) -> None:
    await office.freeze()
    await office.press("王芳", f"{NUMBER} 的封存码", "请现场监督人员按下掷骰", in_group=True)
    (opened,) = asked(office, f"{NUMBER} 由 王芳 开放掷骰，共 25 次")
    refused = [
        await office.press(who, f"{NUMBER} 由 王芳 开放掷骰", "按下掷骰", in_group=True)
        for who in ("王芳", "张敏", "甲一")
    ]
    assert "已收到" not in refused
    assert asked(office, "🎲") == [message for message in office.group.screen() if message.dice] == []
    await office.press("郑观", f"{NUMBER} 由 王芳 开放掷骰", "按下掷骰", in_group=True)

    drawn = await the_attempt(office)
    assert (drawn.state, len(drawn.transcript)) == (AttemptState.STANDING, 25)
    assert [drawn.commitment in m.text for m in asked(office, "由现场监督人员 郑观 按下掷骰，共 25 次")] == [
        True
    ]
    assert opened.id == asked(office, "由现场监督人员 郑观 按下掷骰")[0].id
    record = office.stage.data_dir / "rounds" / NUMBER / f"record-{NUMBER}-1.docx"
    cells = [cell.text for table in Document(str(record)).tables for row in table.rows for cell in row.cells]
    assert cells[cells.index("按下掷骰的现场监督人员") + 1] == "郑观"


async def test_throw_that_no_observer_presses_is_continued_by_the_bot(office: Office) -> None:
    await office.freeze()
    await office.press("王芳", f"{NUMBER} 的封存码", "请现场监督人员按下掷骰", in_group=True)
    late = await office.press("王芳", f"{NUMBER} 由 王芳 开放掷骰", "按下掷骰", in_group=True)
    await strike_after(office, minutes=59)
    assert (await the_attempt(office)).transcript == []
    await strike_after(office, minutes=2)
    await office.stage.settle()

    assert late != "已收到"
    assert (await the_attempt(office)).state is AttemptState.STANDING
    assert len(asked(office, "已满 1 个工作小时无现场监督人员按下，由机器人自行掷骰")) == 1
