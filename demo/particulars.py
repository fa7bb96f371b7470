"""What only one authority asks, played before or after the round."""

from io import BytesIO

from demo import drawing
from demo.office import Cast
from demo.stage import Stage, card, waiting
from demo.transcript import Transcript
from playground import Message
from storage.workbooks.writer import write_plan

_ALL = 10**6
PRIVATE = "民办学校"
"""Whom three sections of the sample for Ordos have in their plans."""


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
    await stage.says(coordinator, "/plan")
    await stage.presses(coordinator, card(coordinator, "【年度抽查计划】"), "全部下达")
    for person in cast.everybody():
        if (message := waiting(person, "【联合抽查征求意见】", "同意参与")) is not None:
            await stage.presses(person, message, "同意参与")
    await stage.says(coordinator, "/plan")
    await stage.presses(coordinator, card(coordinator, "【年度抽查计划】"), "公布")
    await stage.presses(cast.chief, card(cast.chief, "【计划报备】"), "已报备")


def _plan(cast: Cast, year: int) -> bytes:
    """Return the sheet: a joint line, one item of which has a share of its own, and one for each section."""
    schools, sports, lessons, fees, prices = (each.project for each in cast.bureau.items)
    joint = {
        "item_shares": f"{sports} 50%（上级主管部门年度工作要点）",
        "departments": cast.bureau.units[-1],
    }
    rows = [
        _row(f"{sports}、{prices}", "体育场馆", "50%", "2次") | joint,
        *(_row(item, PRIVATE, "100%", "1次") for item in (schools, lessons)),
        _row(fees, PRIVATE, "50%", "1次"),
    ]
    file = BytesIO()
    write_plan(file, f"{year}年度抽查计划", rows)
    return file.getvalue()


def _row(items: str, scope: str, share: str, frequency: str) -> dict[str, str]:
    return {
        "items": items,
        "scope": scope,
        "share": share,
        "frequency": frequency,
        "window": "全年",
        "team_people": "2",
        "method": "实地核查",
        "secrecy": "检查前不得泄露",
        "use": "结果向社会公示",
        "purpose": "依法履行监管职责",
    }


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
    await drawing.throw(stage, coordinator, group, card(coordinator, "发起抽查：请核对", group))


async def join_visits(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """Two sections have drawn the same schools: the text orders one visit, which nobody can refuse."""
    transcript.heading("两个科室抽中同一批学校：联合检查")
    coordinator, group = cast.one("coordinator"), cast.group
    transcript.pause()
    for line in (2, 3):
        preview = await drawing.prepare(
            stage, coordinator, group, drawing.Choices(PRIVATE, _ALL, 1, line=line)
        )
        await drawing.throw(stage, coordinator, group, preview)
    transcript.resume(f"按计划第 2 项、第 3 项对“{PRIVATE}”全部抽取了两次，过程从略")
    await stage.says(coordinator, "/pending")
    await stage.presses(coordinator, card(coordinator, "【合并检查】"), "合并检查")


async def meet_the_cap(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """An absolute cap: two sections have drawn every school of the category, the third is refused."""
    transcript.heading("同一对象全年次数的上限：第三个科室再抽同一批学校")
    coordinator, group = cast.one("coordinator"), cast.group
    await stage.says(coordinator, "/coverage")
    await stage.says(coordinator, "/draw", group)
    for label in ("第 4 项", "在本群抽取", "取消"):
        await stage.presses(coordinator, card(coordinator, "发起抽查", group), label)


async def _third_round(stage: Stage, cast: Cast, transcript: Transcript, scope: str) -> Message:
    """Draw the whole category twice, and return the preview of a round over the whole register."""
    transcript.heading("同一对象全年次数的上限")
    coordinator, group = cast.one("coordinator"), cast.group
    whole = drawing.Choices(scope, targets=_ALL, teams=1)
    transcript.pause()
    for _ in range(2):
        preview = await drawing.prepare(stage, coordinator, group, whole)
        await drawing.throw(stage, coordinator, group, preview)
    transcript.resume(f"此前又对“{scope}”全部抽取了两次，过程从略")
    return await drawing.prepare(stage, coordinator, group, drawing.Choices("全部", targets=1, teams=1))
