"""尽职记录: it tells of one inspector's work what was done and said, and nothing that was not."""

from bot.domain.documents.diligence import DiligenceRecord
from demo.pictures import photo
from demo.stage import card
from tests.stories.acts import TOLD, answer, begun, enter_receipt, press_about, publish
from tests.stories.forging import data_of, forge
from tests.stories.office import Office
from tests.stories.papers import paper_sent, papers, printed
from tests.stories.test_follow_up import CARD, found
from tests.stories.test_round_publication import signed
from tests.stories.test_round_recusal import approver_of
from tests.stories.watch import Watch
from tests.stories.wording import NUMBER, say, says


async def records(office: Office, target: str) -> dict[str, DiligenceRecord]:
    """Return the due-diligence records about this target by who they are about."""
    made = await papers(office, "diligence", target)
    return {each.person: each for each in made if isinstance(each, DiligenceRecord)}


async def done(office: Office, target: str, who: str) -> list[str]:
    """Return what the record of this person says was done."""
    return [each.what for each in (await records(office, target))[who].done]


async def test_steps_on_site_are_told_as_what_they_were(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, TOLD)
    steps = ["到达现场", "到达现场", "出示执法证件、告知权利", "向被检查对象反馈检查结果"]
    assert (await done(office, target, leader))[-len(steps) :] == steps


async def test_report_of_a_laboratory_stands_by_its_finding_with_its_source(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    await office.say(leader, "水质不合格")
    await office[leader].sends_file("private", "水样.pdf", b"report", "水样报告")
    await office.stage.settle()
    await press_about(office, leader, "【材料回执】", "水样报告", "注明来源")
    await office.press(leader, "这件材料是谁出具的", "检验检测机构")
    await office.say(leader, "县疾控中心，水检 2026-88")

    record = (await records(office, target))[leader]
    note = "水质不合格\n水样报告\n检验检测报告：县疾控中心，水检 2026-88"
    assert record.items[0].note == note
    assert f"第1项的情况说明：{note}" in printed(record)
    assert [each.what for each in record.done][-4:] == [
        "记录事项校园安全：不正常",
        "收到材料（文字 1 段）：校园安全",
        "收到材料（文件 1 件）：校园安全",
        "注明材料来源：检验检测报告",
    ]


async def test_what_somebody_said_or_a_voice_can_name_its_source_and_a_place_cannot(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    me = office[leader]
    await office.say(leader, "承重墙有裂缝")
    await press_about(office, leader, "【材料回执】", "承重墙", "注明来源")
    await office.press(leader, "这件材料是谁出具的", "专业人员")
    await office.say(leader, "李工，县建筑设计院")
    await answer(office, leader, target, "1 不正常")
    await me.sends_voice("private", b"voice")
    await office.stage.settle()
    await me.sends_place("private", 38.6, 114.7)
    await office.stage.settle()
    voice, place = (card(me, f"【材料回执】{kind}").each_button() for kind in ("语音", "位置"))
    assert [[each.label for each in labels] for labels in (voice, place)] == [
        ["改归其他事项", "注明来源"],
        ["改归其他事项"],
    ]
    record = (await records(office, target))[leader]
    assert record.items[0].note == "承重墙有裂缝\n专业人员意见：李工，县建筑设计院"


async def test_transfer_to_the_police_is_told_with_its_term(office: Office) -> None:
    drawn, bad, _ = await found(office)
    leader = drawn.teams[1][0]
    await office.say("王芳", "/pending")
    await office.press("王芳", CARD, "涉嫌犯罪，移送公安机关")
    await office.say("王芳", "涉嫌重大责任事故，移送县公安局")
    await office.press("张敏", "【处理意见审批】", "同意")

    record = (await records(office, bad))[leader]
    measure = "校园安全，涉嫌犯罪，移送公安机关"
    assert [each.what for each in record.done][-4:] == [
        "进入后续处理：校园安全",
        "检查结果公示",
        f"提出处理意见：{measure}",
        f"批准处理意见：{measure}",
    ]
    assert [(each.what, each.kept) for each in record.terms][-3:] == [
        ("提出后续处理意见", "按期"),
        ("审批处理意见", "按期"),
        ("移送公安机关", "未办结"),
    ]
    assert f"批准处理意见：{measure}" in printed(record)


async def test_who_was_on_site_and_replaced_then_has_a_record_of_what_he_did(office: Office) -> None:
    drawn, leader, partner, target = await begun(office)
    other = next(each for each in drawn.of(1) if each != target)
    await answer(office, leader, target, "报告险情")
    await office.say(leader, "围墙开裂")
    await office.press(leader, "险情已报告", "没有当场责令")
    await office.press(partner, "【检查任务】", "申请更换")
    await office.press(partner, "请选择需要更换人员的检查对象", "本批次全部任务")
    await office.press(partner, "请选择更换事由", "因病")
    await office.press(partner, "请用一句话说明情况", "不另说明")
    await office.press(approver_of(partner), "【更换审批】", "同意更换")

    made = await records(office, target)
    (follower,) = set(made) - {leader, partner}
    assert {who: each.person_role for who, each in made.items()} == {
        leader: "组长",
        follower: "组员",
        partner: "检查中更换，已不在组内",
    }
    told = [each.what for each in made[partner].done]
    assert (told.count("到达现场"), told[-1]) == (2, "经批准不再承担本次任务")
    assert [each for each in told if "险情" in each or "措施" in each] == ["报告险情", "报告当场采取的措施"]
    assert made[partner].person_licence == made[leader].person_licence != ""
    assert set(await records(office, other)) == {leader, follower}


async def test_album_is_one_line_of_the_record_and_names_its_entries(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    for n in range(10):
        await office[leader].sends_photo("private", photo() + bytes([n]), album="册")
    await office.stage.settle()
    await office.say(leader, "消防通道堵塞")

    record = (await records(office, target))[leader]
    album, note = record.done[-2:]
    assert [album.what, note.what] == ["收到材料（照片 10 张）：校园安全", "收到材料（文字 1 段）：校园安全"]
    first, last = (int(each) for each in album.entry.split("–"))
    assert (last - first + 1, int(note.entry)) == (10, last + 1)
    assert album.entry in printed(record)


async def test_whoever_has_done_a_duty_gets_his_own_record_and_no_one_elses(office: Office) -> None:
    drawn, bad, good, _ = await signed(office)
    leader, partner = drawn.teams[drawn.targets[bad]]
    for target in (bad, good):
        await publish(office, target)
        await enter_receipt(office, leader, target, f"PT-{target}")
    watch = Watch(office)
    for who, role, target in ((partner, "组员", bad), (leader, "组长", good)):
        shown = card(office[who], "【检查任务】")
        await office.stage.presses(office[who], shown, f"尽职记录：{target}")
        assert watch.news() == {who: [says("duty.diligence", number=NUMBER, name=target)]}
        words = paper_sent(office, who)
        assert (f"{who}（{role}）" in words, target in words) == (True, True)
    other = next(each for each in ("甲一", "乙二", "丙三") if each not in (leader, partner))
    pressed = data_of(shown, f"尽职记录：{good}")
    assert await forge(office, office[other], shown, pressed) == say("denied.button")
    assert watch.news() == {}
