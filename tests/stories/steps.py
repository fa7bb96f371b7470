"""What the stories of rounds with several draws have in common."""

import json
from datetime import date

from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import verify
from bot.domain.inspections import Inspection
from bot.domain.rounds import Attempt
from tests.stories.kept import kept
from tests.stories.office import TARGETS, Office

LIANCHI = "lianchi-education-sport-2023"
FIRST, SECOND, THIRD = "SSJ-2026-0001", "SSJ-2026-0002", "SSJ-2026-0003"


@kept
async def give_tiers(office: Office) -> None:
    """Make every school one that the notice of Lianchi can draw: four of a higher tier, two of a lower."""
    async with office.stage.service.database.writing() as work:
        for n, target in enumerate(await work.targets.all()):
            tier = "一般风险" if n < len(TARGETS) - 2 else "低风险"
            qualities = {"registered_on": date(2019, 9, 1), "report_year": 2022, "standing": "合格"}
            await work.targets.change(target, district="莲池区", risk_tier=tier, **qualities)


@kept
async def draw_targets(office: Office) -> None:
    """Draw the targets of a round in steps: two of four of one tier, one of two of the other."""
    await office.say("王芳", "/draw", in_group=True)
    for answer in ("在本群抽取", "公办初级中学", "5%", "演练"):
        await office.press("王芳", "发起抽查", answer, in_group=True)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await office.press("王芳", FIRST, "开始掷骰", in_group=True)


@kept
async def draw_inspectors(office: Office, number: str = SECOND) -> None:
    """Draw two teams for the confirmed targets."""
    await office.press("王芳", "【待抽取检查人员】", "抽取执法检查人员", in_group=True)
    await office.press("王芳", "抽取执法检查人员：请选择", "2 组", in_group=True)
    await office.press("王芳", "抽取执法检查人员：请核对", "冻结", in_group=True)
    await office.press("王芳", number, "开始掷骰", in_group=True)


@kept
async def rule_out_one(office: Office) -> None:
    """Have the town's administrator say of one school that it has closed, and confirm all else."""
    await office.press("钱核", "【比对和确认】", "有变化：")
    await office.press("钱核", "第", "停办、停业")
    await office.say("钱核", "已实地查看，确已停办")
    await office.confirm()


@kept
async def confirm_added(office: Office) -> None:
    """Have the unit of the added target confirm it."""
    for name in ("钱核", "李核"):
        cards = [m for m in office.sees(name) if m.text.startswith("【比对和确认】")]
        lists = [m for m in cards if any(b.label.startswith("全部属实") for b in m.each_button())]
        if lists:
            await office.press(name, "【比对和确认】", "全部属实")


@kept
async def supplement(office: Office, number: str = SECOND) -> None:
    """Make the supplementary draw."""
    await office.press("王芳", "【比例不足】", "补充抽取", in_group=True)
    await office.press("王芳", "补充抽取：请核对", "冻结", in_group=True)
    await office.press("王芳", number, "开始掷骰", in_group=True)


@kept
async def void_draw(office: Office, number: str) -> None:
    """Have this draw declared void."""
    await office.say("王芳", "/status", in_group=True)
    await office.press("王芳", "【进度】", f"申请作废：{number}", in_group=True)
    await office.press("王芳", number, "名录有误", in_group=True)
    await office.press("张敏", "【抽取作废审批】", "同意作废")
    await office.say("张敏", "莲双随机办〔2026〕3号")


async def draws(office: Office) -> list[Attempt]:
    """Return every attempt of the round."""
    async with office.stage.service.database.reading() as work:
        return await work.attempts.all(round_id=1)


async def inspections(office: Office) -> list[Inspection]:
    """Return the inspections of the round."""
    async with office.stage.service.database.reading() as work:
        return await work.inspections.all(round_id=1)


def faults(office: Office, number: str, name: str = "bundle") -> list[str]:
    """Return the checks of a draw's bundle that do not pass."""
    raw = (office.stage.data_dir / "rounds" / number / f"{name}.json").read_bytes()
    bundle = json.loads(raw)
    copy = ObserversCopy(
        bundle["commitment"], bundle["entropy_hash"], bundle["result_hash"], bundle["result_hash"]
    )
    return [check.code for check in verify(raw, copy) if check.verdict != "pass"]
