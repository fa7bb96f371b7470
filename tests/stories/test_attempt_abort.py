"""Before the throwing opens an attempt can be aborted, by two persons and with a record."""

import pytest

from bot.domain.rounds import AttemptState
from tests.stories.acts import public_pages
from tests.stories.attempts import NUMBER, abort, attempts, chain, draw_again, faults_of, freeze_again
from tests.stories.office import Office
from tests.stories.wording import say


async def test_abort_takes_the_lead_office_and_leaves_a_record(office: Office) -> None:
    await office.freeze()
    await abort(office)

    (ended,) = await attempts(office)
    assert ended.state is AttemptState.ABORTED
    assert ended.ending is not None
    assert (ended.ending["kind"], ended.ending["reason"]) == ("abort", "timeout")
    posted = office.sees("郑观", in_group=True)[-1].text
    assert posted.startswith(f"【抽取未成立】{NUMBER}\n结果：中止，原因：等待超时\n")
    assert ended.commitment in posted


async def test_coordinator_cannot_approve_his_own_abort(office: Office) -> None:
    await office.freeze()
    await office.press("王芳", NUMBER, "申请中止", in_group=True)
    await office.press("王芳", NUMBER, "等待超时", in_group=True)

    assert not any("同意中止" in str(message.labels) for message in office.sees("王芳"))
    (waiting,) = await attempts(office)
    assert waiting.state is AttemptState.ANNOUNCED


async def test_lead_office_may_decline_and_the_draw_goes_on(office: Office) -> None:
    await office.freeze()
    await office.press("王芳", NUMBER, "申请中止", in_group=True)
    await office.press("王芳", NUMBER, "技术原因", in_group=True)
    await office.press("张敏", "【抽取中止审批】", "不同意")
    await office.press("王芳", f"{NUMBER} 的封存码", "开始掷骰", in_group=True)

    (attempt,) = await attempts(office)
    assert attempt.state is AttemptState.STANDING


async def test_no_abort_once_throwing_is_open(office: Office) -> None:
    await office.freeze()
    await office.press("王芳", NUMBER, "申请中止", in_group=True)
    question = office.sees("王芳", in_group=True)[-1]
    await office.press("王芳", f"{NUMBER} 的封存码", "开始掷骰", in_group=True)

    toast = await office.stage.presses(office["王芳"], question, "等待超时")

    assert toast != "已收到"
    (attempt,) = await attempts(office)
    assert attempt.state is AttemptState.STANDING


async def test_register_that_was_cut_before_a_redraw_is_told_to_all(office: Office) -> None:
    await office.freeze()
    await abort(office, "名录有误")
    async with office.stage.service.database.writing() as work:
        first, second, *_ = await work.targets.all()
        await work.targets.change(first, is_active=False)
        await work.targets.change(second, standing="停办")
        for line in (await work.inspectors.all())[:2]:
            await work.inspectors.change(line, licensed=False)
    await freeze_again(office)

    since = {"number": NUMBER, "attempt": 1, "came": 0}
    told = [
        say("terms.targets_changed", gone=1, out=1, moved=0, **since),
        say("terms.inspectors_changed", gone=0, out=2, moved=2, **since),
    ]
    announced = [m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【抽取公告】")]
    assert [all(line in text for line in told) for text in announced] == [False, True]
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)
    assert [line in public_pages(office) for line in told] == [True, True]


async def test_redraw_is_chained_and_its_bundle_verifies(office: Office) -> None:
    await office.freeze()
    await abort(office)
    await draw_again(office)

    rows = await attempts(office)
    assert [row.state for row in rows] == [AttemptState.ABORTED, AttemptState.STANDING]
    assert [found == wanted for found, wanted in chain(rows)] == [True]
    assert faults_of(office) == []
    assert len(office.drawn()) == 4


async def test_verify_and_status_tell_the_number_of_the_attempt(office: Office) -> None:
    await office.freeze()
    await abort(office)
    await draw_again(office)
    await office.say("郑观", f"/verify {NUMBER}")
    await office.say("郑观", "/status")

    *_, ended, bundle, _, _, status = [message.text for message in office.sees("郑观")]
    assert ended.startswith(f"{NUMBER} 中未成立的抽取：\n第 1 次：中止，等待超时\n")
    assert bundle.startswith(f"{NUMBER}（第 2 次抽取） 由本机器人抽取")
    assert f"{NUMBER}（第 2 次抽取）：比对确认中" in status


async def test_next_draw_follows_the_record_of_an_aborted_one(office: Office) -> None:
    await office.freeze()
    await abort(office)
    await office.freeze()

    async with office.stage.service.database.reading() as work:
        first, second = await work.attempts.all()
    assert [found == wanted for found, wanted in chain([first, second])] == [True]
    assert second.plan["attempt"] == 1


async def test_fourth_attempt_needs_the_words_of_a_decision(office: Office) -> None:
    await office.freeze()
    for _ in range(2):
        await abort(office)
        await freeze_again(office)
    await abort(office)
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    question = office.sees("王芳", in_group=True)[-1]
    assert question.text.startswith("发起抽查：第 4 次抽取须有上级机关的决定")
    await office["王芳"].says(office.group, "青教函〔2026〕3号", reply_to=question)
    await office.stage.settle()
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)

    rows = await attempts(office)
    assert [row.attempt for row in rows] == [1, 2, 3, 4]
    assert faults_of(office) == []
    assert any("青教函〔2026〕3号" in message.text for message in office.sees("郑观", in_group=True))


@pytest.mark.parametrize("who", ["周审", "赵批", "甲一"])
async def test_nobody_else_asks_for_an_abort(office: Office, who: str) -> None:
    await office.freeze()
    toast = await office.press(who, NUMBER, "申请中止", in_group=True)

    assert toast
    (attempt,) = await attempts(office)
    assert attempt.proposal is None
    assert len([m for m in office.sees("张敏") if m.text.startswith("【抽取")]) == 0


async def test_public_page_lists_the_attempt(office: Office) -> None:
    await office.freeze()
    await abort(office)

    page = public_pages(office)
    (ended,) = await attempts(office)
    assert ended.commitment in page
    assert "等待超时" in page
