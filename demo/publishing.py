"""Release, publication, the report of the round, and what a parent reads of it."""

from demo.drawing import first_round
from demo.office import Cast
from demo.stage import Stage, card, waiting
from demo.transcript import Transcript
from playground import PersonDriver

_WRITTEN = (
    ("填写工作亮点", "检查组一次完成全部事项，当场反馈结果。"),
    ("填写问题的具体情况", "不正常的事项已当场指出，要求限期整改，逾期不改的依法处理。"),
    ("填写处理意见和建议", "一、对发现的问题跟踪整改，到期回访。\n二、建议组织一次同类问题的专项自查。"),
    ("领取执法检查报告", ""),
)
"""What the coordinator does with the report: the button, and what is written after it."""


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


async def hand_on(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """The coordinator gets the results for each place of publication, and reports where the text wants it."""
    transcript.heading("报送公示渠道")
    coordinator = cast.one("coordinator")
    await stage.says(coordinator, "/export")
    menu = coordinator.last()
    for label in [each.label for each in menu.each_button() if each.label.startswith("报送")]:
        await stage.presses(coordinator, menu, label)
    for title in ("【执法检查报告】", "【推送结果】"):
        if (owed := waiting(coordinator, title, "填写公布情况")) is not None:
            await stage.presses(coordinator, owed, "填写公布情况")
            await _show_where(stage, coordinator)


async def _show_where(stage: Stage, coordinator: PersonDriver) -> None:
    """Answer each question for where it was published, or what shows the push."""
    number = 0
    while "〔填写报告公布情况" in coordinator.last().text:
        number += 1
        await stage.says(coordinator, f"GS-{stage.clock.now().year}-{number:04d}")


async def ask(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """A parent who is nobody to the office asks for a result and for the draw."""
    transcript.heading("家长查询、核验")
    parent = stage.person("家长")
    published = card(cast.one("coordinator"), "【公示】", cast.group).text
    name = published.split("发送 /query ")[1].split("\n")[0]
    for words in ("/start", f"/query {name}", f"/verify {first_round(stage)}", "/draw"):
        await stage.says(parent, words)
