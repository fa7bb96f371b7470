"""Drawing, inspecting and publishing as people play them: nobody looks into the database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from demo.office import Cast
from demo.pictures import photo
from demo.stage import DUTY, Stage, card, waiting
from demo.transcript import Transcript
from playground import GroupDriver, Message, PersonDriver

_ALL_NORMAL, _YES = "其余事项全部正常", "确认：以上均正常"
_OF_OPEN = "检查结论"
"""A button that the card of a result has as long as it is not submitted."""
_REPORT, _SIGN = "填报检查：", "【共同签字】"
_PREVIEW = "发起抽查：请核对"
FREEZE = "冻结并公布封存码"
_EXIT = "南侧疏散通道堆放杂物，已当场要求清理，限三日内整改。"
_FOUND = (
    ("消防", _EXIT),
    ("安全", _EXIT),
    ("体育项目", "一名救助人员未在岗，已当场要求到岗，限三日内整改。"),
)
"""What is found in the first place: of the first item whose name has these words."""

_WRITTEN = (
    ("填写工作亮点", "检查组一次完成全部事项，当场反馈结果。"),
    ("填写问题的具体情况", "不正常的事项已当场指出，要求限期整改，逾期不改的依法处理。"),
    ("填写处理意见和建议", "一、对发现的问题跟踪整改，到期回访。\n二、建议组织一次同类问题的专项自查。"),
    ("领取执法检查报告", ""),
)
"""What the coordinator does with the report: the button, and what is written after it."""


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
    if nth == 1:
        await stage.presses(leader, _result_card(leader), "拒绝签字")
        await stage.says(leader, "负责人外出，值班人员称无权签字。")
        await stage.says(leader, "村委会李文书")
    else:
        await stage.presses(leader, _result_card(leader), "已向对方反馈结果")
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


async def publish(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """The releaser releases, the coordinator publishes, the leaders report the platform's receipt numbers."""
    transcript.heading("审核、公示")
    for person, title, label in (
        (cast.one("releaser"), "【审核】", "审核通过"),
        (cast.one("coordinator"), "【公示】", "公示"),
    ):
        while (message := waiting(person, title, label)) is not None:
            await stage.presses(person, message, label)
    await stage.pass_working_day()
    if any(waiting(person, "【平台录入】", "填写平台编号") for person in cast.inspectors):
        transcript.heading("回报平台编号")
    receipt = 0
    for person in cast.inspectors:
        while (message := waiting(person, "【平台录入】", "填写平台编号")) is not None:
            receipt += 1
            await stage.presses(person, message, "填写平台编号")
            await stage.says(person, f"PT-{stage.clock.now().year}-{receipt:05d}")


async def report(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """The coordinator writes what only people know into the report of the round, and gets it."""
    transcript.heading("执法检查报告")
    coordinator = cast.one("coordinator")
    for label, words in _WRITTEN:
        message = waiting(coordinator, "【填写执法检查报告】", label)
        if message is None:  # the round is not over: a result waits for somebody
            return
        await stage.presses(coordinator, message, label)
        if words:
            await stage.says(coordinator, words)


async def ask(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """A parent who is nobody to the office asks for a result and for the draw."""
    transcript.heading("家长查询、核验")
    parent = stage.person("家长")
    published = card(cast.one("coordinator"), "【公示】", cast.group).text
    name = published.split("发送 /query ")[1].split("\n")[0]
    for words in ("/start", f"/query {name}", f"/verify {first_round(stage)}", "/draw"):
        await stage.says(parent, words)
