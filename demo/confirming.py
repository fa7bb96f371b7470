"""The units compare what was drawn with what is there; what is missing then is drawn."""

from demo.drawing import FREEZE
from demo.office import Cast
from demo.stage import Stage, card, waiting
from demo.transcript import Transcript
from playground import PersonDriver

_CONFIRM = "【比对和确认】"
_CHANGED = "有变化："
_NOTE = "上周到校址查看，校门已封；县事业单位登记管理机关已公告注销。"


async def confirm(stage: Stage, cast: Cast, transcript: Transcript, *, is_one_closed: bool = False) -> None:
    """Every list administrator, or the lead office in his place, confirms the unit's targets.

    `is_one_closed`: the first finds a school closed, says how he knows, and the lead office looks at it.
    """
    transcript.heading("各单位比对和确认")
    people = [person for person in cast.everybody() if waiting(person, _CONFIRM, "全部属实")]
    if is_one_closed:
        await _rule_out(stage, cast, people[0])
    await _confirm_all(stage, people)
    if is_one_closed:
        await _draw_missing(stage, cast)
        await _confirm_all(stage, people)
    await _draw_inspectors(stage, cast)


async def _confirm_all(stage: Stage, people: list[PersonDriver]) -> None:
    for person in people:
        while (message := waiting(person, _CONFIRM, "全部属实")) is not None:
            await stage.presses(person, message, "全部属实")


async def _rule_out(stage: Stage, cast: Cast, person: PersonDriver) -> None:
    message = card(person, _CONFIRM)
    labels = [button.label for button in message.each_button() if button.label.startswith(_CHANGED)]
    await stage.presses(person, message, labels[-1])
    await stage.presses(person, card(person, labels[-1].removeprefix(_CHANGED)), "停办、停业")
    await stage.says(person, _NOTE)
    await stage.presses(cast.chief, card(cast.chief, "【无法检查，请核对】"), "核实无误")


async def _draw_missing(stage: Stage, cast: Cast) -> None:
    """The closed school leaves less than the share: a supplementary draw over the same list."""
    coordinator, group = cast.one("coordinator"), cast.group
    await stage.presses(coordinator, card(coordinator, "【比例不足】", group), "补充抽取")
    await stage.presses(coordinator, card(coordinator, "补充抽取：请核对", group), FREEZE)
    await stage.presses(coordinator, card(coordinator, "SSJ-", group), "开始掷骰")


async def _draw_inspectors(stage: Stage, cast: Cast) -> None:
    """Where the text draws inspectors after the confirmation: the second step."""
    coordinator, group = cast.one("coordinator"), cast.group
    ready = [m for m in coordinator.screen(group) if m.text.startswith("【待抽取检查人员】")]
    if not ready:
        return
    await stage.presses(coordinator, ready[-1], "抽取执法检查人员")
    question = card(coordinator, "抽取执法检查人员", group)
    teams = [each.label for each in question.each_button() if each.label.endswith(" 组")]
    await stage.presses(coordinator, question, teams[min(1, len(teams) - 1)])
    await stage.presses(coordinator, card(coordinator, "抽取执法检查人员", group), FREEZE)
    await stage.presses(coordinator, card(coordinator, "SSJ-", group), "开始掷骰")
