"""What the platform holds is corrected there too, and shown anew, whoever had the record corrected."""

from datetime import date

from bot.app.archives.gathering import hashes_of
from tests.stories.acts import (
    answer,
    enter_receipt,
    press_about,
    publish,
    send_photo,
    sign_record,
)
from tests.stories.office import Office
from tests.stories.test_platform_entry import entries
from tests.stories.watch import Watch
from tests.stories.wording import say

PLATFORM = "河北省双随机监管工作平台"
TITLE = "【平台录入】"
HELD = say("entry.entered_before")


async def _sign_anew(office: Office, leader: str, partner: str, target: str, label: str) -> None:
    """Have the team change a finding, the target sign that, and both sign the record's next version."""
    await answer(office, leader, target, label)
    if label.endswith("不正常"):
        await office.say(leader, "收费公示缺项")
    await answer(office, leader, target, "已签字盖章", "提交记录")
    await press_about(office, partner, "【共同签字】", target, "签字确认")


async def _asked(watch: Watch, leader: str, version: int, shown: str) -> None:
    """The leader gets the card as a new message: what to do, and what was reported before."""
    (words, labels) = next(each for each in reversed(watch.news()[leader]) if each[0].startswith(TITLE))
    assert say("receipt.task_again", platform=PLATFORM, version=version, shot=say("receipt.shot")) in words
    assert say("receipt.outdated", receipt=shown) in words
    assert labels == ["填写平台编号"]


async def test_corrected_record_is_corrected_on_the_platform_and_reported_again(office: Office) -> None:
    leader, partner, target = await sign_record(office)
    await enter_receipt(office, leader, target, "PT-1")
    first = (date(2026, 9, 29), "settled")
    assert await entries(office) == [first]
    watch = Watch(office)

    # The releaser gives it back: nothing is owed before the next version is signed, but it is said.
    await press_about(office, "周审", "【审核】", target, "退回")
    await office.say("周审", "第 2 项应为不正常")
    assert any(words.endswith(HELD) for words, _ in watch.news()[leader])
    assert await entries(office) == [first]
    await _sign_anew(office, leader, partner, target, "2 不正常")
    await _asked(watch, leader, 2, "PT-1")
    assert await entries(office) == [first, (date(2026, 9, 29), "open")]
    # It is reminded of like the first entry, and by its own button; a screenshot shows it as well.
    for _ in range(3):
        await office.stage.pass_working_day()
    assert any(
        each.text.startswith("【催办】") and say("deadline.entry") in each.text
        for each in office.sees(leader)
    )
    await press_about(office, leader, "【催办】", target, f"填写平台编号：{target}")
    await send_photo(office, leader)
    assert await entries(office) == [first, first]

    # The team has asked itself, and the approver agrees.
    await answer(office, leader, target, "申请更正")
    await office.say(leader, "第 2 项经核实为正常")
    await office.press(partner, "【申请更正】", "同意更正")
    approver = next(
        name for name in ("赵批", "孙批") if any("批准更正" in str(m.buttons) for m in office.sees(name))
    )
    watch.news()
    await office.press(approver, "【申请更正】", "批准更正")
    assert any(words.endswith(HELD) for words, _ in watch.news()[leader])
    await _sign_anew(office, leader, partner, target, "2 正常")
    await _asked(watch, leader, 3, say("receipt.picture"))
    assert [state for _, state in await entries(office)] == ["settled", "settled", "open"]
    await enter_receipt(office, leader, target, "PT-1")
    await publish(office, target)

    # It is public, and an objection is upheld.
    await press_about(office, "王芳", "【公示】", target, "登记异议")
    await office.say("王芳", "收费公示当日缺项")
    await office.press("张敏", "【异议】", "异议成立")
    watch.news()
    await office.say("张敏", "经核对照片属实")
    assert any(words.endswith(HELD) for words, _ in watch.news()[leader])
    await _sign_anew(office, leader, partner, target, "2 不正常")
    await _asked(watch, leader, 4, "PT-1")
    await enter_receipt(office, leader, target, "PT-4")
    assert [state for _, state in await entries(office)] == ["settled"] * 4
    async with office.stage.service.database.reading() as work:
        (record,) = [each for each in await work.inspections.all() if each.was_entered]
        reported = [each.event for each in await work.journal.all()].count("receipt_entered")
    assert (record.receipt, record.receipt_of, len(record.receipt_pictures), reported) == ("PT-4", 4, 1, 4)
    # The picture of an earlier entry stays, and goes into the archive.
    assert hashes_of({"inspections": [record], "platform_draws": []}) == record.receipt_pictures
    assert "平台编号：PT-4" in next(m.text for m in reversed(office.sees(leader)) if m.text.startswith(TITLE))
