"""The journal's head in the group, at the end of each working day on which something happened."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.stories.office import Office


def _at(day: int, hour: int) -> datetime:
    return datetime(2026, 9, day, hour, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


async def test_head_is_posted_once_in_the_evening_and_not_on_a_holiday(office: Office) -> None:
    await office.preview()
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    for moment in (_at(21, 17), _at(21, 18), _at(21, 19), _at(22, 18), _at(25, 18)):
        office.stage.clock.move_to(moment)
        await office.stage.tick()
        await office.stage.settle()
    posted = [m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【日志校验码】")]

    async with office.stage.service.database.reading() as work:
        entries = await work.journal.all()
    last = entries[-1]
    assert len(posted) == 1
    assert posted[0].startswith(
        f"【日志校验码】今日工作结束，日志共 {last.id} 条。\n第 {last.id} 条校验码：\n{last.hash}\n"
    )
