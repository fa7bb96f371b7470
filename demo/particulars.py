"""What only one authority asks, played before or after the round."""

from io import BytesIO

from demo import round as scenes
from demo.office import Cast
from demo.stage import Stage, card, waiting
from demo.transcript import Transcript
from playground import Message
from storage.workbooks.plan import write_plan

_ALL = 10**6


async def issue_plan(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """The plan of the year as a sheet; the partner consents, the line is issued, published and filed."""
    transcript.heading("年度抽查计划：导入、征求参与部门同意、下达、报备")
    coordinator = cast.one("coordinator")
    await coordinator.sends_file("private", "年度抽查计划.xlsx", _plan(cast, stage.clock.now().year))
    await stage.settle()
    await stage.presses(coordinator, coordinator.last(), "确认保存")
    await stage.says(coordinator, "/plan")
    await stage.presses(coordinator, card(coordinator, "【年度抽查计划】"), "1")
    await stage.presses(coordinator, card(coordinator, "【计划事项】"), "下达")
    for person in cast.everybody():
        if (message := waiting(person, "【联合抽查征求意见】", "同意参与")) is not None:
            await stage.presses(person, message, "同意参与")
    await stage.says(coordinator, "/plan")
    await stage.presses(coordinator, card(coordinator, "【年度抽查计划】"), "公布")
    await stage.presses(cast.chief, card(cast.chief, "【计划报备】"), "已报备")


def _plan(cast: Cast, year: int) -> bytes:
    """Return the sheet: one line for all items, the last of which has a share by a text of its own."""
    item, partner = cast.bureau.items[-1], cast.bureau.units[-1]
    row = {
        "items": "、".join(each.project for each in cast.bureau.items),
        "scope": cast.bureau.targets[-1].category,
        "share": "50%",
        "item_shares": f"{item.project} 50%（上级主管部门年度工作要点）",
        "frequency": "2次",
        "window": "全年",
        "departments": partner,
        "team_people": "2",
        "method": item.method,
        "secrecy": "检查前不得泄露",
        "use": "结果向社会公示",
        "purpose": "依法履行监管职责",
    }
    file = BytesIO()
    write_plan(file, f"{year}年度抽查计划", [row])
    return file.getvalue()


async def show_coverage(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """The coordinator asks what of the registers the year has covered."""
    transcript.heading("覆盖情况")
    await stage.says(cast.one("coordinator"), "/coverage")


async def pass_the_cap(stage: Stage, cast: Cast, transcript: Transcript, scope: str) -> None:
    """A cap in principle: the coordinator asks with a reason, the lead office agrees, both are published."""
    coordinator, group = cast.one("coordinator"), cast.group
    preview = await _third_round(stage, cast, transcript, scope)
    await stage.presses(coordinator, preview, "申请突破次数上限")
    question = card(coordinator, "发起抽查", group)
    await coordinator.says(group, "连续收到食堂问题投诉，需再次核查。", reply_to=question)
    await stage.settle()
    await stage.presses(cast.chief, card(cast.chief, "【突破次数上限审批】"), "同意")
    await scenes.throw(stage, coordinator, group, card(coordinator, "发起抽查：请核对", group))


async def meet_the_cap(stage: Stage, cast: Cast, transcript: Transcript, scope: str) -> None:
    """An absolute cap: the preview refuses, and offers no way round it."""
    preview = await _third_round(stage, cast, transcript, scope)
    await stage.presses(cast.one("coordinator"), preview, "取消")


async def _third_round(stage: Stage, cast: Cast, transcript: Transcript, scope: str) -> Message:
    """Draw the whole category twice, and return the preview of a round over the whole register."""
    transcript.heading("同一对象全年次数的上限")
    coordinator, group = cast.one("coordinator"), cast.group
    whole = scenes.Choices(scope, targets=_ALL, teams=1)
    transcript.pause()
    for _ in range(2):
        preview = await scenes.prepare(stage, coordinator, group, whole)
        await scenes.throw(stage, coordinator, group, preview)
    transcript.resume(f"此前又对“{scope}”全部抽取了两次，过程从略")
    return await scenes.prepare(stage, coordinator, group, scenes.Choices("全部", targets=1, teams=1))
