"""After a week of silence Telegram counts anew; of more than a day without Telegram messages may be lost."""

from datetime import timedelta

from tests.stories.office import Office

LOST = (
    "【可能有消息没有收到】机器人自2026年9月22日（周二） 08:00起与 Telegram 断开，"
    "2026年9月23日（周三） 14:00恢复，超过 24 小时。\n"
    "Telegram 只保存 24 小时内的消息：2026年9月22日（周二） 08:00至2026年9月22日（周二） 14:00"
    "发给机器人的消息、命令和按钮，可能没有收到。\n"
    "在此期间操作过的人员，请查看 /status 和 /duty，没有办结的请重新操作。"
    "各项期限不受影响，断开期间的提醒一并补发一次。"
)


async def test_numbers_that_begin_anew_after_a_week_are_not_taken_for_seen(office: Office) -> None:
    stage, queue = office.stage, office.stage.telegram.bot.updates
    first = queue.next_id
    for words in ("/status", "/duty"):
        await office.say("甲一", words)
    stage.clock.pass_time(timedelta(days=8))
    queue.next_id = first  # the very numbers that were seen
    seen = len(office.sees("甲一"))

    await office.say("甲一", "/duty")
    await office.say("甲一", "/status")

    assert [each.text.split("\n")[0] for each in office.sees("甲一")[seen:]][::2] == ["/duty", "/status"]
    assert len(office.sees("甲一")) == seen + 4
    async with stage.service.database.reading() as work:
        rows = await work.updates.all()
    assert [row.state for row in rows[-4:]] == ["done"] * 4
    assert [row.id % 2**40 for row in rows[-4:]] == [first, first + 1] * 2


async def test_what_telegram_may_have_forgotten_is_told_and_a_shorter_time_is_not(office: Office) -> None:
    stage = office.stage
    await office.say("甲一", "/status")
    for hours in (23, 30):
        await stage.service.stop()
        stage.clock.pass_time(timedelta(hours=hours))
        await stage.start_bot()
        await office.say("甲一", "/duty")
    places = (("王芳", True), ("张敏", False), ("甲一", False))
    told = [
        [each.text for each in office.sees(name, in_group=group) if "可能有消息" in each.text]
        for name, group in places
    ]
    assert [[text.split("\n\n〔")[0] for text in each] for each in told] == [[LOST], [LOST], []]
