"""What the teams do in the schools, message by message."""

from collections.abc import Sequence

from demo.office import Cast
from demo.pictures import photo
from demo.stage import DUTY, Stage, card, waiting
from demo.transcript import Transcript
from playground import Message, PersonDriver

_ALL_NORMAL, _YES = "其余事项全部正常", "确认：以上均正常"
_OF_OPEN = "检查结论"
"""A button that the card of a result has as long as it is not submitted."""
_REPORT, _SIGN = "填报检查：", "【共同签字】"
_EXIT = "南侧疏散通道堆放杂物，已当场要求清理。"
_FOUND = (
    ("消防", _EXIT),
    ("安全", _EXIT),
    ("体育项目", "一名救助人员未在岗，已当场要求到岗。"),
)
"""What is found in the first place: of the first item whose name has these words."""


async def inspect(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """Every team enters what it found: in the first school an item is abnormal, the second does not sign."""
    transcript.heading("现场检查、填报、共同签字")
    await stage.pass_working_day()
    nth = 0
    for person in cast.inspectors:
        while (led := _led(person)) is not None:
            others = [stage.person(name) for name in _others(*led)]
            await _inspect_one(stage, [person, *others], *led, nth)
            await _partner_signs(stage, cast)
            nth += 1


def _led(person: PersonDriver) -> tuple[Message, str] | None:
    """Return the duty card with the button of a target whose team this person leads, or None."""
    message = waiting(person, DUTY, _REPORT)
    if message is None:
        return None
    led = [line for line in message.text.split("\n") if line.endswith("您是组长，负责提交记录")]
    for button in message.each_button():
        name = button.label.removeprefix(_REPORT)
        if name != button.label and any(line.startswith(f"· {name}：") for line in led):
            return message, button.label
    return None


async def _inspect_one(
    stage: Stage, team: Sequence[PersonDriver], duty: Message, label: str, nth: int
) -> None:
    leader, *others = team
    await stage.presses(leader, duty, label)
    for person in others:
        await stage.presses(person, card(person, DUTY), label)
    for person in team:
        await stage.presses(person, _result_card(person), "我已到场")
    await stage.presses(leader, _result_card(leader), "已出示执法证件")
    if nth == 0:
        item, found = _finding(_result_card(leader))
        await stage.presses(leader, _result_card(leader), f"{item} 不正常")
        await stage.says(leader, found)
        await leader.sends_photo("private", photo())
        await stage.settle()
    if "：未填" in _result_card(leader).text.split("检查对象签字")[0]:
        await stage.presses(leader, _result_card(leader), _ALL_NORMAL)
        await stage.presses(leader, _result_card(leader, _YES), _YES)
    await stage.presses(leader, _result_card(leader), "已向对方反馈结果")
    if nth == 1:
        await stage.presses(leader, _result_card(leader), "拒绝签字")
        await stage.says(leader, "负责人外出，值班人员称无权签字。")
        await stage.says(leader, "村委会李文书")
    else:
        await stage.presses(leader, _result_card(leader), "已签字盖章")
        await leader.sends_photo("private", photo() + label.encode())
        await stage.settle()
    await stage.presses(leader, _result_card(leader), "提交记录")


def _others(duty: Message, label: str) -> list[str]:
    """Return those who inspect this target with its leader: in a joint round one of each department."""
    name = label.removeprefix(_REPORT)
    line = next(line for line in duty.text.split("\n") if line.startswith(f"· {name}："))
    return line.split("同组 ")[1].split("；")[0].split("、")


def _finding(form: Message) -> tuple[str, str]:
    """Return the number of the item that is abnormal, and what was found."""
    items = [line.partition(". ") for line in form.text.split("\n")]
    return next((n, note) for word, note in _FOUND for n, _, item in items if word in item)


def _result_card(person: PersonDriver, label: str = _OF_OPEN) -> Message:
    for message in reversed(person.screen()):
        if any(button.label == label for button in message.each_button()):
            return message
    raise LookupError(f"{person.name} has no open result")


async def _partner_signs(stage: Stage, cast: Cast) -> None:
    for person in cast.inspectors:
        if (message := waiting(person, _SIGN, "签字确认")) is not None:
            await stage.presses(person, message, "签字确认")
