"""更改随机方式: each other way to make the randomness, from the preview to a bundle that verifies."""

import json
from datetime import datetime, timedelta

import pytest
from docx import Document

from bot.domain.deadlines import SHANGHAI
from bot.domain.draw.beacons import CHAINS
from bot.domain.draw.verification import verify
from bot.domain.people import Grant, Role
from bot.domain.rounds import AttemptState
from bot.domain.texts import text
from tests.stories.attempts import NUMBER, abort, attempts, faults_of
from tests.stories.kept import kept
from tests.stories.office import Office
from tests.stories.wording import LEAD_OFFICE, say

DIGITS = "01234567890123456789"
SIGNATURE = "ab" * 48


async def choose(office: Office, way: str) -> None:
    """Have the coordinator choose this way on the preview."""
    await office.preview()
    await office.press("王芳", "发起抽查：请核对", "更改随机方式", in_group=True)
    await office.press("王芳", "发起抽查：请选择随机数", way, in_group=True)


@kept
async def freeze(office: Office, way: str) -> None:
    """Have the coordinator freeze a draw with this way."""
    await choose(office, way)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)


async def answer(office: Office, who: str, beginning: str, words: str) -> None:
    """Reply to the newest message in the group that begins so."""
    question = [each for each in office.group.screen() if each.text.startswith(beginning)][-1]
    await office[who].says(office.group, words, reply_to=question)
    await office.stage.settle()


def secrets(office: Office) -> list[str]:
    """Return the names of the secrets that are kept."""
    folder = office.stage.data_dir / "secrets"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def published(office: Office) -> dict[str, object]:
    """Return the published bundle."""
    raw = (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()
    found: dict[str, object] = json.loads(raw)
    return found


async def observe_also(office: Office, name: str) -> None:
    """Make somebody else an observer."""
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name=name)
        assert person is not None
        await work.grants.add(Grant(person_id=person.id, role=Role.OBSERVER))


async def test_eleven_slot_machines(office: Office) -> None:
    await freeze(office, "群内老虎机")
    await office.press("王芳", NUMBER, "开始掷骰", in_group=True)

    assert faults_of(office) == []
    thrown = [each for each in office.group.screen() if each.dice is not None]
    assert [each.json["dice"]["emoji"] for each in thrown] == ["🎰"] * 11


async def test_dice_typed_blind_by_two(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    for who, typed in (("王芳", DIGITS), ("郑观", "01234 56789 01234 56789")):
        await office.press(who, "【骰子读数】", "录入")
        await office.say(who, typed)

    assert faults_of(office) == []
    assert published(office)["transcript"] == [{"i": 0, "kind": "d10", "src": "room", "val": DIGITS}]


async def test_one_reading_gives_no_result_and_is_not_shown(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    await office.press("王芳", "【骰子读数】", "录入")
    await office.say("王芳", DIGITS)
    again = await office.press("王芳", "【骰子读数】", "录入")

    (attempt,) = await attempts(office)
    assert attempt.state is AttemptState.THROWING
    assert again.startswith("本次已经录入")
    others = [*office.sees("郑观"), *office.group.screen(), *office.sees("张敏")]
    assert [each for each in others if DIGITS in each.text] == []


async def test_three_different_readings_lose_the_attempt(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    for _ in range(3):
        for who, typed in (("王芳", DIGITS), ("郑观", DIGITS[::-1])):
            await office.press(who, "【骰子读数】", "录入")
            await office.say(who, typed)

    (attempt,) = await attempts(office)
    assert (attempt.state, (attempt.ending or {})["reason"]) == (AttemptState.LOST, "typists_disagree")


async def test_digits_of_another_number_are_refused(office: Office) -> None:
    await freeze(office, "现场十面骰")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    await office.press("郑观", "【骰子读数】", "录入")
    await office.say("郑观", DIGITS[:-1])
    await office.say("郑观", DIGITS)

    (attempt,) = await attempts(office)
    assert attempt.collecting["observer"]["value"] == DIGITS


async def test_texts_of_two_observers_with_the_secret(office: Office) -> None:
    await observe_also(office, "周审")
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    assert secrets(office) == [f"{NUMBER}-1"]
    await answer(office, "郑观", f"{NUMBER}：请现场监督人员", "风调雨顺")
    await office.stage.restart_bot()
    await answer(office, "郑观", f"{NUMBER}：请现场监督人员", "另写一条")
    await answer(office, "周审", f"{NUMBER}：请现场监督人员", "国泰民安")

    assert faults_of(office) == []
    bundle = published(office)
    assert [each["val"] for each in bundle["transcript"]] == ["风调雨顺", "国泰民安"]  # type: ignore[attr-defined]
    assert bundle["secret"] is not None
    assert secrets(office) == []


@pytest.mark.parametrize("who", ["甲一", "王芳", "张敏"])
async def test_texts_of_others_do_not_count(office: Office, who: str) -> None:
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)
    await answer(office, who, f"{NUMBER}：请现场监督人员", "风调雨顺")

    (attempt,) = await attempts(office)
    assert attempt.transcript == []


async def test_draw_that_waits_for_its_first_text_can_be_aborted(office: Office) -> None:
    await freeze(office, "2 名现场监督人员")
    await office.press("王芳", NUMBER, "申请中止", in_group=True)
    question = office.sees("王芳", in_group=True)[-1]
    await office.press("王芳", f"{NUMBER} 的封存码", "开始产生随机数", in_group=True)
    await office.stage.presses(office["王芳"], question, "现场监督人员离场")
    await office.press("张敏", "【抽取中止审批】", "同意中止")

    (attempt,) = await attempts(office)
    assert attempt.state is AttemptState.ABORTED
    assert secrets(office) == []


async def test_secret_alone_is_labelled_and_published_with_the_result(office: Office) -> None:
    await freeze(office, "仅用机器人的保密随机数")
    kept = (office.stage.data_dir / "secrets" / f"{NUMBER}-1").stat().st_mode & 0o777
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)

    assert kept == 0o600
    assert faults_of(office) == []
    assert secrets(office) == []
    result = next(m.text for m in office.sees("郑观", in_group=True) if m.text.startswith("【抽取结果】"))
    assert "L0 未引入外部随机源" in result


async def test_secret_is_not_in_the_database_before_the_result(office: Office) -> None:
    await freeze(office, "仅用机器人的保密随机数")
    secret = office.stage.service.desk.office.secrets.read(f"{NUMBER}-1")

    files = [path for path in office.stage.data_dir.iterdir() if path.is_file()]
    assert [path.name for path in files if secret.encode() in path.read_bytes()] == []


async def test_secret_that_cannot_be_read_loses_the_attempt(office: Office) -> None:
    await freeze(office, "仅用机器人的保密随机数")
    (office.stage.data_dir / "secrets" / f"{NUMBER}-1").unlink()
    await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)

    (attempt,) = await attempts(office)
    assert (attempt.state, (attempt.ending or {})["reason"]) == (AttemptState.LOST, "secret_lost")


async def test_redraw_is_never_below_l2(office: Office) -> None:
    await office.freeze()
    await abort(office)
    await office.press("王芳", "【抽取未成立】", "重新抽取", in_group=True)
    await office.press("王芳", "发起抽查：请核对", "更改随机方式", in_group=True)

    labels = [button.label for button in office.sees("王芳", in_group=True)[-1].each_button()]
    assert [label for label in labels if "L0" in label or "L1" in label] == []


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


BALLS, WRONG = " ".join(map(str, range(20, 0, -1))), " ".join(map(str, range(21, 1, -1)))


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


async def test_dice_need_an_observer_who_has_seen_them(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        observer = await work.people.one(name="郑观")
        assert observer is not None
        await work.people.change(observer, account_id=None)
    await freeze(office, "现场十面骰")
    toast = await office.press("王芳", NUMBER, "开始产生随机数", in_group=True)

    (attempt,) = await attempts(office)
    assert toast.startswith("须由经办人和另一名已绑定账号的人员各自录入")
    assert attempt.state is AttemptState.ANNOUNCED


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
