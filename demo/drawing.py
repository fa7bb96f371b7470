"""A draw in the office group as people play it: nobody looks into the database."""

from collections.abc import Callable
from dataclasses import dataclass

from demo.office import Cast
from demo.stage import Stage, card
from demo.transcript import Transcript
from playground import GroupDriver, Message, PersonDriver

_PREVIEW = "发起抽查：请核对"
FREEZE = "冻结并公布封存码"


@dataclass(frozen=True)
class Choices:
    """What the coordinator chooses: a scope, at least so many targets, at most so many teams.

    `departments` inspect together, the initiating one first; without them teams are of anybody. `line` is
    the line of the plan that is carried out, which settles scope and share; 0 is none of them. `is_watched`
    leaves the throwing to an observer, who writes a remark afterwards.
    """

    scope: str
    targets: int
    teams: int
    departments: tuple[str, ...] = ()
    line: int = 0
    is_watched: bool = False


def first_round(stage: Stage) -> str:
    """Return the number of the office's first round of the year."""
    return f"SSJ-{stage.clock.now().year}-0001"


async def draw(stage: Stage, cast: Cast, transcript: Transcript, choices: Choices) -> None:
    """The coordinator draws in the office group."""
    transcript.heading("在办公群抽取")
    coordinator, group = cast.one("coordinator"), cast.group
    preview = await prepare(stage, coordinator, group, choices)
    if choices.is_watched:
        await _watch(stage, cast, preview)
    else:
        await throw(stage, coordinator, group, preview)


async def throw(stage: Stage, coordinator: PersonDriver, group: GroupDriver, preview: Message) -> None:
    """Freeze what the preview shows, and open the throwing."""
    await stage.presses(coordinator, preview, FREEZE)
    await stage.presses(coordinator, card(coordinator, "SSJ-", group), "开始掷骰")


async def _watch(stage: Stage, cast: Cast, preview: Message) -> None:
    """The coordinator leaves the throwing to the observer, who also says in writing what he has seen."""
    coordinator, observer, group = cast.one("coordinator"), cast.one("observer"), cast.group
    await stage.presses(coordinator, preview, FREEZE)
    await stage.presses(coordinator, card(coordinator, "SSJ-", group), "请")
    await stage.presses(observer, card(observer, "SSJ-", group), "按下掷骰")
    await stage.presses(observer, card(observer, "【现场监督】"), "提出意见")
    await stage.says(observer, "抽取全程公开，封存码、随机数校验码、结果校验码已逐一核对，没有异议。")


async def prepare(stage: Stage, coordinator: PersonDriver, group: GroupDriver, choices: Choices) -> Message:
    """Answer what /draw asks, and return the preview."""
    await stage.says(coordinator, "/draw", group)
    while not (question := card(coordinator, "发起抽查", group)).text.startswith(_PREVIEW):
        await stage.presses(coordinator, question, _answer(question, choices))
    return question


def _answer(question: Message, choices: Choices) -> str:
    """Return the label to press."""
    labels = [button.label for button in question.each_button()]
    found = (answer(labels, choices) for words, answer in _ANSWERS.items() if words in question.text)
    return next(found, "平台暂时无法使用")


def _share(labels: list[str], choices: Choices) -> str:
    """Return the smallest share that draws so many targets."""
    shares = [label for label in labels if "%" in label]
    return next((label for label in shares if _number(label, "抽 ") >= choices.targets), shares[-1])


def _teams(labels: list[str], choices: Choices) -> str:
    """Return the most teams that the choices allow."""
    return [label for label in labels if label.endswith(" 组")][: choices.teams][-1]


def _line(_labels: list[str], choices: Choices) -> str:
    return f"第 {choices.line} 项" if choices.line else "临时发起"


def _next_department(labels: list[str], choices: Choices) -> str:
    """Return the next department to choose, or the button that settles which there are."""
    waiting = [name for name in choices.departments if name in labels]
    settled = [label for label in labels if choices.departments and label.startswith("确定联合检查")]
    return [*waiting, *settled, "不按部门分组"][0]


_ANSWERS: dict[str, Callable[[list[str], Choices], str]] = {
    "抽取地点": lambda _labels, _choices: "在本群抽取",
    "年计划的哪一项": _line,
    "请选择抽查范围": lambda _labels, choices: choices.scope,
    "抽查比例": _share,
    "联合检查的部门": _next_department,
    "检查组数": _teams,
}
"""How each question is answered, by the words that only it has."""


def _number(label: str, before: str) -> int:
    return int(label.partition(before)[2].split(" ")[0])
