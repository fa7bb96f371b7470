"""What follows on what was found, as people play it: ordered, corrected, looked at again, and published."""

from demo.office import Cast
from demo.stage import Stage, waiting
from demo.transcript import Transcript
from playground import PersonDriver

_ORDERED = "现场检查发现的问题属实，责令限期改正，改正后书面报告。"
_SEEN = "到场核对，问题已改正，现场拍照留存。"


async def follow_up(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """Everything abnormal is ordered to be corrected, is corrected, and its outcome is published."""
    transcript.heading("后续处理：责令改正、整改回访、公示处理结果")
    coordinator = cast.one("coordinator")
    await _order(stage, coordinator)
    await _press_all(stage, [cast.chief], "【处理意见审批】", "同意")
    await _serve(stage, coordinator)
    await stage.pass_working_day()
    await _press_all(stage, [coordinator], "【后续处理】", "已收到整改报告")
    await _press_all(stage, cast.inspectors, "【整改回访】", "已改正", _SEEN)
    await _press_all(stage, cast.inspectors, "【整改回访】", "签字确认")
    await _press_all(stage, [cast.one("releaser")], "【处理结果审核】", "审核通过")
    await _press_all(stage, [coordinator], "【后续处理】", "公示处理结果")


async def _order(stage: Stage, coordinator: PersonDriver) -> None:
    """The coordinator proposes for each finding an order to correct it within the first term offered."""
    while (finding := waiting(coordinator, "【后续处理】", "责令改正")) is not None:
        await stage.presses(coordinator, finding, "责令改正")
        days = coordinator.last()
        await stage.presses(coordinator, days, next(days.each_button()).label)
        await stage.says(coordinator, _ORDERED)


async def _serve(stage: Stage, coordinator: PersonDriver) -> None:
    """The coordinator gets the order and its proof of service, to print, serve and have signed."""
    for label in ("领取责令改正通知书", "领取送达回证"):
        if (ordered := waiting(coordinator, "【后续处理】", label)) is not None:
            await stage.presses(coordinator, ordered, label)


async def _press_all(
    stage: Stage, people: list[PersonDriver], title: str, label: str, words: str = ""
) -> None:
    """Have these people press the button on every card that has it, and say what they are asked for."""
    for person in people:
        while (message := waiting(person, title, label)) is not None:
            await stage.presses(person, message, label)
            if words:
                await stage.says(person, words)
