"""What the stories of attempts that do not stand have in common."""

import json
from itertools import pairwise

from bot.domain.draw.attempts import ending_hash
from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import verify
from bot.domain.rounds import Attempt
from tests.stories.office import Office

NUMBER = "SSJ-2026-0001"


async def attempts(office: Office) -> list[Attempt]:
    """Return the attempts of the first round."""
    async with office.stage.service.database.reading() as work:
        return await work.attempts.all(round_id=1)


def faults_of(office: Office, name: str = "bundle") -> list[str]:
    """Return the codes of the checks of a bundle that do not pass, held against the codes it bears."""
    raw = (office.stage.data_dir / "rounds" / NUMBER / f"{name}.json").read_bytes()
    bundle = json.loads(raw)
    copy = ObserversCopy(
        bundle["commitment"], bundle["entropy_hash"], bundle["result_hash"], bundle["result_hash"]
    )
    return [check.code for check in verify(raw, copy) if check.verdict != "pass"]


async def abort(office: Office, reason: str = "等待超时") -> None:
    """Have the coordinator ask for an abort, and the lead office agree."""
    await office.press("王芳", NUMBER, "申请中止", in_group=True)
    await office.press("王芳", NUMBER, reason, in_group=True)
    await office.press("张敏", "【抽取中止审批】", "同意中止")


async def void(office: Office, document: str = "青教〔2026〕12号") -> None:
    """Have the coordinator ask that the result be void, and the lead office agree by a document."""
    await office.say("王芳", "/status", in_group=True)
    await office.press("王芳", "【进度】", "申请作废", in_group=True)
    await office.press("王芳", NUMBER, "名录有误", in_group=True)
    await office.press("张敏", "【抽取作废审批】", "同意作废")
    await office.say("张敏", document)


async def freeze_again(office: Office) -> None:
    """Have the coordinator freeze the next attempt as the one before."""
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)


async def draw_again(office: Office) -> None:
    """Have the coordinator freeze the next attempt and open its throwing."""
    await freeze_again(office)
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)


async def unsealed(office: Office) -> list[str]:
    """Return what the bot has said in the group since the first announcement without any commitment."""
    seals = [each.commitment for each in await attempts(office)]
    mine = [m for m in office.group.screen() if m.sender_id == office.stage.telegram.bot.id]
    texts = [str(m.json.get("text") or m.json.get("caption") or "") for m in mine if m.dice is None]
    first = next(n for n, text in enumerate(texts) if text.startswith("【抽取公告】"))
    dialogue = ("发起抽查", "抽取执法检查人员：", "补充抽取：", "请回复本消息")
    return [
        text
        for text in texts[first:]
        if not text.startswith(dialogue) and not any(seal in text for seal in seals)
    ]


def chain(rows: list[Attempt]) -> list[tuple[str, str]]:
    """Return for each attempt but the first what it follows, and what it should follow."""
    return [(after.plan["prev"], ending_hash(before.ending or {})) for before, after in pairwise(rows)]
