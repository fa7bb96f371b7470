"""公开数值: a lottery or a beacon as the source of a draw, typed blind by two, and what can go wrong."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from docx import Document

from bot.domain.deadlines import SHANGHAI
from bot.domain.draw.beacons import CHAINS
from bot.domain.draw.verification import verify
from bot.domain.rounds import AttemptState
from bot.domain.texts import text
from storage.beacons import check_beacon
from tests.storage.test_beacons import CHAINED, PREVIOUS
from tests.stories.attempts import NUMBER, attempts, faults_of
from tests.stories.kept import kept
from tests.stories.office import Office, running_office
from tests.stories.test_ways import BALLS, SIGNATURE, WRONG, answer, choose
from tests.stories.wording import LEAD_OFFICE, say


async def read_source(office: Office, *typed: tuple[str, str]) -> None:
    """Have each of these people press his newest card and type what he has looked up."""
    for who, words in typed:
        await office.press(who, "【公布结果录入】", "录入")
        await office.say(who, words)


@kept
async def freeze_lottery(office: Office) -> None:
    """Have the coordinator freeze a draw that waits for a lottery at half past nine in the evening."""
    await choose(office, "公开发行彩票")
    await answer(office, "王芳", "请回复本消息，依次写明：彩票名称", "快乐8 2026255 20 80 2026-09-21 21:30")
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)


async def test_lottery_is_typed_blind_by_two_again_while_they_differ(office: Office) -> None:
    await freeze_lottery(office)
    early = await office.press("王芳", NUMBER, "录入公布的结果", in_group=True)
    office.stage.clock.pass_time(timedelta(hours=13))
    await office.press("王芳", NUMBER, "录入公布的结果", in_group=True)
    await read_source(office, ("王芳", BALLS))
    twice = await office.press("王芳", "【公布结果录入】", "录入")
    denied = await office.press("郑观", "【公布结果录入】", "录入")
    await office.say("郑观", "1 2 3")
    for who in ("郑观", "张敏", "周审", *(each.name for each in office.inspectors)):
        assert [m for m in office.sees(who) if "20 19" in m.text or "1 2 3 4" in m.text] == []
    await office.say("郑观", WRONG)
    differ = [m.text for m in office.group.screen() if "录入的内容不一致" in m.text]
    (attempt,) = await attempts(office)
    assert (attempt.state, attempt.transcript) == (AttemptState.THROWING, [])
    for _ in range(3):
        await read_source(office, ("郑观", WRONG), ("王芳", BALLS))
    await read_source(office, ("郑观", BALLS), ("王芳", BALLS))

    assert early.startswith("计划所定的时间 2026年9月21日（周一） 21:30 未到")
    assert twice.startswith("本次已经录入")
    assert denied == "已收到"
    assert [words.split("\n")[0] for words in differ] == [
        f"{NUMBER}：两人第 1 次录入的内容不一致，均未采用。"
    ]
    assert faults_of(office) == ["source"]
    texts = [each.text for each in office.group.screen()]
    (agreed,) = [text for text in texts if "内容一致：1 2 3 4" in text]
    assert agreed.startswith(f"{NUMBER}：王芳 和 郑观 各自录入")
    (attempt,) = await attempts(office)
    assert [attempt.commitment in text for text in (agreed, *differ)] == [True, True]
    assert any("无法判断" in text for text in texts)
    record = office.stage.data_dir / "rounds" / NUMBER / f"record-{NUMBER}-1.docx"
    cells = [cell.text for table in Document(str(record)).tables for row in table.rows for cell in row.cells]
    assert "王芳、郑观 各自录入，互不可见，第 5 次录入一致" in cells


async def test_nobody_withholds_a_public_value_and_the_lead_office_stands_in(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        observer = await work.people.one(name="郑观")
        assert observer is not None
        await work.people.change(observer, account_id=None)
    await freeze_lottery(office)
    office.stage.clock.pass_time(timedelta(hours=13))
    await office.stage.tick()
    (attempt,) = await attempts(office)
    assert attempt.state is AttemptState.ANNOUNCED
    office.stage.clock.pass_time(timedelta(hours=11, minutes=31))
    await office.stage.tick()
    (asked,) = [m.text for m in office.group.screen() if "第 2026255 期已到开奖时间" in m.text]
    assert f"请经办人和{LEAD_OFFICE}一名人员（没有已绑定的现场监督人员，由{LEAD_OFFICE}代行）各自" in asked
    await read_source(office, ("张敏", BALLS), ("王芳", BALLS))

    assert faults_of(office) == ["source"]
    assert any("王芳 和 张敏 各自录入" in m.text for m in office.group.screen())


async def test_drand_round_pasted_whole_by_one_and_typed_by_the_other(office: Office) -> None:
    await choose(office, "drand")
    await answer(office, "王芳", "请回复本消息，依次写明：drand", f"{'0' * 64} 4000000 2026-09-21 21:30")
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    office.stage.clock.pass_time(timedelta(hours=13))
    await office.press("王芳", NUMBER, "录入公布的结果", in_group=True)
    pasted = json.dumps({"round": 4000000, "randomness": "00" * 32, "signature": SIGNATURE})
    await read_source(office, ("王芳", pasted), ("郑观", SIGNATURE.upper()))

    raw = (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()
    assert [check.code for check in verify(raw) if check.verdict == "fail"] == []
    assert faults_of(office) == ["source"]


QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"


async def test_round_of_a_known_chain_needs_its_own_second_and_signature(office: Office) -> None:
    number = round_of_the_evening(2026, 9, 21)
    await choose(office, "drand")
    asked = "请回复本消息，依次写明：drand"
    await answer(office, "王芳", asked, f"{QUICKNET} {number} 2026-09-21 21:31")
    assert any("该轮的公布时间是 2026-09-21 21:30:00" in each.text for each in office.group.screen())
    await answer(office, "王芳", asked, "quicknet 2026-09-21 21:30")
    way = say(
        "draw.way.drand",
        chain=QUICKNET,
        round=number,
        not_before="2026年9月21日（周一） 21:30",
        check=text("draw.chain.quicknet"),
    )
    assert any(way in each.text for each in office.group.screen())
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    office.stage.clock.pass_time(timedelta(hours=13))
    await office.press("王芳", NUMBER, "录入公布的结果", in_group=True)
    await read_source(office, ("王芳", SIGNATURE))

    (attempt,) = await attempts(office)
    assert ("coordinator" in attempt.collecting, attempt.transcript) == (False, [])
    assert f"不是该信标第 {number} 轮的签名" in office.sees("王芳")[-1].text


async def test_chained_round_pasted_whole_is_checked_with_the_signature_before(tmp_path: Path) -> None:
    friday = datetime(2023, 1, 20, 9, 0, tzinfo=SHANGHAI)
    pasted = {"round": 2634945, "signature": CHAINED, "previous_signature": PREVIOUS}
    async with running_office(tmp_path, "quyang-county-2022", friday) as office:
        await choose(office, "drand")
        asked = "请回复本消息，依次写明：drand"
        await answer(office, "王芳", asked, "default 2023-01-23 21:09:30")
        await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
        office.stage.clock.pass_time(timedelta(days=4))
        await office.press("王芳", "SSJ-2023-0001", "录入公布的结果", in_group=True)
        other = json.dumps(pasted | {"previous_signature": CHAINED})
        await read_source(office, ("王芳", other))
        assert "不是该信标第 2634945 轮的签名" in office.sees("王芳")[-1].text
        await office["王芳"].sends_file("private", "2634945.json", json.dumps(pasted).encode())
        await read_source(office, ("郑观", CHAINED))

        (checked,) = [m.text for m in office.group.screen() if PREVIOUS in m.text]
        assert checked.startswith(say("source.checked_after", number="SSJ-2023-0001", previous=PREVIOUS))
        raw = (office.stage.data_dir / "rounds" / "SSJ-2023-0001" / "bundle.json").read_bytes()
        for source, verdict in (
            (partial(check_beacon, previous=PREVIOUS), "pass"),
            (check_beacon, "undecided"),
        ):
            assert [each.verdict for each in verify(raw, source=source) if each.code == "source"] == [verdict]


def round_of_the_evening(year: int, month: int, day: int) -> int:
    """Return the round of quicknet that comes at half past nine in the evening."""
    evening = datetime(year, month, day, 21, 30, tzinfo=SHANGHAI).timestamp()
    chain = CHAINS[QUICKNET]
    return (int(evening) - chain.genesis) // chain.period + 1


async def test_source_that_never_came_is_declared_lost_by_the_lead_office(office: Office) -> None:
    await choose(office, "公开发行彩票")
    await answer(office, "王芳", "请回复本消息，依次写明：彩票名称", "快乐8 2026255 20 80 2026-09-21 21:30")
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    early = await office.press("张敏", NUMBER, "来源没有给出结果", in_group=True)
    office.stage.clock.pass_time(timedelta(hours=13))
    denied = await office.press("王芳", NUMBER, "来源没有给出结果", in_group=True)
    late = await office.press("王芳", NUMBER, "申请中止", in_group=True)
    not_yet = await office.press("张敏", NUMBER, "来源没有给出结果", in_group=True)
    office.stage.clock.pass_time(timedelta(hours=15))
    await office.press("张敏", NUMBER, "来源没有给出结果", in_group=True)

    assert not_yet == "等待须满 4 个工作小时，2026年9月22日（周二） 12:30 起方可结束。"
    assert early.startswith("来源公布的时间未到")
    assert denied != "已收到"
    assert late.startswith("随机数的产生已经开始")
    (attempt,) = await attempts(office)
    assert (attempt.state, (attempt.ending or {})["reason"]) == (AttemptState.LOST, "source_missing")


@pytest.mark.parametrize(
    "words",
    ["双色球 2026110 6 33 2026-09-21 21:30", "快乐8 2026255 20 80 2026-09-20 21:30", "快乐8 20 80"],
)
async def test_source_that_does_not_serve_is_refused(office: Office, words: str) -> None:
    await choose(office, "公开发行彩票")
    await answer(office, "王芳", "请回复本消息，依次写明：彩票名称", words)

    assert not office.group.screen()[-1].text.startswith("发起抽查：请核对")
