"""Freeze, announcement, 25 throws, result, and a bundle that the codes of the group can check."""

import json
import re

from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import verify
from bot.domain.journal.audit import audit
from bot.domain.journal.entries import GENESIS
from bot.domain.journal.heads import Head
from bot.domain.texts import text
from demo.stage import card
from tests.stories.office import INSPECTORS, TARGETS, Office
from tests.stories.watch import GROUP, Watch, numbers, shown
from tests.stories.wording import NUMBER, read_result, say, says

_CODE = re.compile(r"[0-9a-f]{64}")
_ANNOUNCEMENT = """【抽取公告】SSJ-2026-0001
依据：曲教体字〔2023〕25号
范围：公办初级中学，名录库 6 家，比例 50%
执法检查人员名录库 8 人，2 个检查组
不定向抽查
每组 2 人
执法检查人员按实际需要人数的 2 倍抽取：拟派 4 人，递补 4 人（规定未写明，按抽查系统预设）
在此抽取的理由：演练
事项清单第 1 版，校验码 {items}
公平等级：L2 群内摇号

封存码：
{commitment}

名录和规则已经冻结。封存码公布之后才产生随机数：\
机器人在本群掷 25 次骰子，点数由 Telegram 服务器产生，全体成员可见。请现场人员转发保存本消息。
日志 6 条，校验码 {head}
签名 {signature}"""


def group_text(office: Office, beginning: str) -> str:
    return card(office["王芳"], beginning, office.group).text


async def journal(office: Office) -> list:
    async with office.stage.service.database.reading() as work:
        return await work.journal.all()


async def head_of(office: Office) -> Head:
    async with office.stage.service.database.reading() as work:
        head = await work.heads.last()
    assert head is not None
    return head


async def test_freeze_announces_the_commitment_before_anything_is_thrown(office: Office) -> None:
    await office.preview()
    watch = Watch(office)

    assert await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True) == "已冻结"

    items, commitment, head, *_ = _CODE.findall(group_text(office, "【抽取公告】"))
    kept = await head_of(office)
    assert (items, head, kept.size) == (GENESIS, kept.root, len(await journal(office)))
    announced = _ANNOUNCEMENT.format(items=items, commitment=commitment, head=head, signature=kept.signature)
    assert watch.news() == {
        GROUP: [
            says("draw.frozen", number=NUMBER),
            shown(announced),
            says("draw.ready", "开始掷骰", "请现场监督人员按下掷骰", "申请中止", number=NUMBER),
        ]
    }


async def test_throwing_is_opened_once_by_the_coordinator_and_ends_in_the_result(office: Office) -> None:
    await office.freeze()
    ready = card(office["王芳"], "SSJ-2026-", office.group)
    data = ready.buttons[0][0].data or ""
    watch = Watch(office)

    assert await office.stage.presses(office["郑观"], ready, "开始掷骰") == say("denied.draw")
    assert watch.news() == {}
    presses = [office["王芳"].presses_raw(ready, data) for _ in range(2)]
    await office.stage.settle()
    assert [(await press).text for press in presses] == [say("draw.throwing_toast"), say("refused.stale")]

    drawn, entries, head = read_result(office), await journal(office), await head_of(office)
    units = {f"{name}": ("城关学区" if n % 2 == 0 else "河湾学区") for n, name in enumerate(INSPECTORS)}
    result = says(
        "draw.result",
        number=NUMBER,
        level=text("level.L2"),
        commitment=_CODE.findall(group_text(office, "【抽取公告】"))[1],
        entropy=drawn.entropy,
        result=drawn.result,
        targets=[
            text("draw.target_line", n=n, name=name, team=team)
            for n, (name, team) in enumerate(drawn.targets.items(), start=1)
        ],
        teams=[
            text("draw.team_line", team=n, members="、".join(f"{name}（{units[name]}）" for name in names))
            for n, names in drawn.teams.items()
        ],
        head=text("journal.line", n=head.size, root=head.root, signature=head.signature),
    )
    assert watch.news()[GROUP] == [
        says("draw.opened", number=NUMBER, name="王芳", throws=25),
        *[shown("🎲")] * 25,
        result,
        says("draw.bundle", number=NUMBER),
    ]
    assert (len(drawn.targets), [len(team) for team in drawn.teams.values()]) == (3, [2, 2])
    assert audit(entries).fault is None
    borne = numbers(office.sees("王芳", in_group=True))
    assert len(borne) == len(set(borne)) > 0


async def test_bundle_passes_every_check_and_the_next_draw_is_chained_to_it(office: Office) -> None:
    await office.draw()

    drawn = read_result(office)
    raw = (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()
    copy = ObserversCopy(drawn.commitment, drawn.entropy, drawn.result, drawn.result)
    verdicts = verify(raw, copy)
    assert len(verdicts) > 20
    assert [check for check in verdicts if check.verdict != "pass"] == []
    assert (office.stage.data_dir / "public" / f"{NUMBER}.json").read_bytes() == raw
    bundle = json.loads(raw)
    assert {each["name"] for each in bundle["targets"]} == set(TARGETS)
    assert [each["id"] for each in bundle["inspectors"]] == [f"QH-{n:03d}" for n in range(1, 9)]
    seen = [m.dice for m in office.sees("王芳", in_group=True) if m.dice]
    assert [each["val"] for each in bundle["transcript"]] == seen
    wrong = ObserversCopy(drawn.commitment, drawn.entropy, drawn.commitment, drawn.result)
    assert {check.code for check in verify(raw, wrong) if check.verdict == "fail"} == {"copy_result"}

    await office.draw()

    announced = group_text(office, "【抽取公告】")
    assert announced.startswith("【抽取公告】SSJ-2026-0002\n")
    raw = (office.stage.data_dir / "rounds" / "SSJ-2026-0002" / "bundle.json").read_bytes()
    assert json.loads(raw)["plan"]["prev"] == drawn.result
    assert {check.verdict for check in verify(raw)} == {"pass", "undecided"}
