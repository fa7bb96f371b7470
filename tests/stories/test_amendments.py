"""A signed record is amended before its publication: with a reason, two of the team, and the approver."""

from demo.stage import card
from tests.stories.acts import answer, press_about, result_card, send_photo, sign_record
from tests.stories.forging import data_of, forge
from tests.stories.ledger import states
from tests.stories.office import TOWN, Office
from tests.stories.watch import Watch
from tests.stories.wording import say

TITLE = "【申请更正】"


async def _released(office: Office) -> tuple[str, str, str, str]:
    """Have a record signed and released; return leader, partner, approver and target."""
    leader, partner, target = await sign_record(office)
    await press_about(office, "周审", "【审核】", target, "审核通过")
    async with office.stage.service.database.reading() as work:
        person = await work.people.one(name=leader)
    assert person is not None
    return leader, partner, "赵批" if person.unit == TOWN else "孙批", target


async def _ask(office: Office, leader: str, target: str) -> None:
    await answer(office, leader, target, "申请更正")
    await office.say(leader, "第 1 项应为不正常，漏记疏散通道")


async def test_signed_record_is_amended_by_three_and_signed_anew(office: Office) -> None:
    leader, partner, approver, target = await _released(office)
    outdated = data_of(card(office["王芳"], "【公示】"), "公示")
    await _ask(office, leader, target)
    assert [each.label for each in result_card(office, leader, target).each_button()] == ["副本和反馈回执"]
    assert await press_about(office, "王芳", "【公示】", target, "公示") == say(
        "amendment.pending", ground=say("ground.default")
    )
    watch = Watch(office)
    assert [each.label for each in card(office[partner], TITLE).each_button()] == ["同意更正", "不同意"]
    await office.press(partner, TITLE, "同意更正")
    news = watch.news()
    assert "理由：第 1 项应为不正常，漏记疏散通道" in news[approver][-1][0]
    assert (
        "\n决定期限：2026年9月29日（周二） 24:00，依据：规定未写明，按抽查系统预设" in news[approver][-1][0]
    )
    assert news[approver][-1][1] == ["批准更正", "不同意"]

    # The approver says no and why; the leader asks once more, and the record opens.
    await office.press(approver, TITLE, "不同意")
    await office.say(approver, "请附照片后再申请")
    assert "请附照片后再申请" in watch.news()[leader][-1][0]
    await _ask(office, leader, target)
    await office.press(partner, TITLE, "同意更正")
    await office.press(approver, TITLE, "批准更正")
    assert await states(office, "amendments") == ["refused", "approved"]
    assert card(office["王芳"], "【公示】").buttons == []
    assert "第 2 版" in watch.news()[partner][-1][0]
    await answer(office, leader, target, "2 不正常")
    await office.say(leader, "收费公示缺项")
    await _target_signs_anew(office, leader, target)
    await answer(office, leader, target, "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    await press_about(office, "周审", "【审核】", target, "审核通过")
    # The button of the first version publishes nothing of the second.
    publishing = card(office["王芳"], "【公示】")
    assert await forge(office, office["王芳"], publishing, outdated) == say("refused.stale")
    await press_about(office, "王芳", "【公示】", target, "公示")
    async with office.stage.service.database.reading() as work:
        (published,) = await work.publications.all()
        owed = {each.kind: each.state.value for each in await work.deadlines.all()}
        journal = [each.body for each in await work.journal.all()]
        forms = [each.of_signing for each in await work.materials.all(item_code="#")]
    assert forms == [1, 2]
    assert (published.version, published.findings) == (2, [["A1", "normal"], ["A2", "abnormal"]])
    assert (owed["amendment"], owed["amended_record"]) == ("settled", "settled")
    assert not any("疏散通道" in body or "请附照片" in body for body in journal)


async def _target_signs_anew(office: Office, leader: str, target: str) -> None:
    """What the target was told and has signed said something else: both are asked for, and a new picture."""
    shown = result_card(office, leader, target).text
    assert _lacks(shown) == [say("result.missing.told_again"), say("result.missing.signature_again")]
    assert "\n检查对象签字：已签字盖章（其后内容有改动）\n" in shown
    await answer(office, leader, target, "已向对方反馈结果")
    await office.stage.presses(office[leader], result_card(office, leader, target), "已签字盖章")
    shown = result_card(office, leader, target).text
    assert _lacks(shown) == [say("result.missing.form")]
    assert "签字盖章的联合抽查表：\n" not in shown
    await send_photo(office, leader)
    shown = result_card(office, leader, target).text
    assert (_lacks(shown), "签字盖章的联合抽查表：\n　　照片 1 张\n" in shown) == (["无，可以提交"], True)


def _lacks(shown: str) -> list[str]:
    return shown.split("尚缺：\n")[1].split("\n\n", maxsplit=1)[0].split("\n")


async def test_request_that_nobody_decides_lapses_and_the_record_goes_on(office: Office) -> None:
    leader, partner, _, target = await _released(office)
    await _ask(office, leader, target)
    for _ in range(6):
        await office.stage.pass_working_day()
    assert await states(office, "amendments") == ["lapsed"]
    assert any(each.text.startswith("【催办】") for each in office.sees(partner))
    assert "期限内没有决定" in card(office[leader], f"{target} 的更正申请：").text
    await press_about(office, "王芳", "【公示】", target, "公示")
    assert await states(office, "publications", "version") == [1]
