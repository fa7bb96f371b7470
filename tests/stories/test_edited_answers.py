"""An edited number, statement or reason: a draft changes, a submitted record opens, a signed one stays."""

from bot.domain.registers.rows import ItemList
from demo.stage import card
from playground import Message
from tests.stories.acts import ALL_NORMAL, SIGNED, answer, begun, result_card
from tests.stories.office import ITEMS, MONDAY, Office
from tests.stories.test_items_that_ask import KINDS
from tests.stories.watch import Watch
from tests.stories.wording import NUMBER, say, says

SUBMIT, SIGN = "提交记录", "【共同签字】"
CLOSED, LATE = "该检查记录已由全体检查人员签字", "已经提交，修改消息不改变已提交的内容"


async def _says(office: Office, name: str, words: str) -> Message:
    said = await office[name].says("private", words)
    await office.stage.settle()
    return said


async def _edits(office: Office, name: str, message: Message, words: str) -> None:
    await office[name].edits(message, words)
    await office.stage.settle()


async def test_edited_number_and_statement_go_where_an_edited_note_goes(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        items = [*ITEMS, KINDS[0]]
        await work.item_lists.add(ItemList(items=items, digest="1" * 64, made_at=MONDAY))
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, "3 填写")
    number = await _says(office, leader, "42")
    await answer(office, leader, target, ALL_NORMAL, "记录对方陈述")
    statement = await _says(office, leader, "校长称正在制作")

    # A draft changes: there is one statement, as it says now.
    await _edits(office, leader, statement, "校长称公示牌正在制作")
    words = result_card(office, leader, target).text
    assert (words.count("对方陈述："), "对方陈述：校长称公示牌正在制作（" in words) == (1, True)

    # A submitted record opens again, for the target's signature and the next version.
    edits = (
        (statement, "校长称下周装好", "对方陈述：校长称下周装好（"),
        (number, "52", "3. 班额：不正常（52 人）"),
    )
    for again, (message, typed, shown) in enumerate(edits, start=2):
        await answer(office, leader, target, SIGNED, SUBMIT)
        await _edits(office, leader, message, typed)
        opened = say("result.reopened", name=target, by=leader, version=again)
        assert office.sees(partner)[-1].text.startswith(opened)
        assert shown in result_card(office, leader, target).text
        assert say("result.missing.signature_again") in result_card(office, leader, target).text
        assert card(office[partner], SIGN).buttons == []
    assert office.sees(leader)[-1].text.startswith("第 3 项“班额”")  # abnormal now: it asks for the note
    await office.say(leader, "超员 7 人")
    await answer(office, leader, target, SIGNED, SUBMIT)
    assert await office.press(partner, SIGN, "签字确认") == "已签字"

    # All have signed: the edits are kept beside it, and how to amend it is said.
    signed = result_card(office, leader, target).text
    for message, typed in ((number, "44"), (statement, "另有说法")):
        await _edits(office, leader, message, typed)
        assert office.sees(leader)[-1].text.startswith(CLOSED)
    assert result_card(office, leader, target).text == signed
    async with office.stage.service.database.reading() as work:
        events = [each.event for each in await work.journal.all()]
    assert events[-2:] == ["answer_edit_kept"] * 2


async def test_edited_reason_and_witness_of_a_refusal_that_still_stands(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, ALL_NORMAL, "拒绝签字")
    reason = await _says(office, leader, "负责人外出")
    witness = await _says(office, leader, "李文书")
    await _edits(office, leader, reason, "负责人因病外出")
    await answer(office, leader, target, SUBMIT)

    await _edits(office, leader, witness, "村委会李文书")
    because = "拒绝签字（见证人：村委会李文书），理由：负责人因病外出\n"
    assert because in result_card(office, leader, target).text
    assert card(office[partner], SIGN).buttons == []
    assert SUBMIT in [each.label for each in result_card(office, leader, target).each_button()]

    # The target has signed since: what was said of its refusal changes nothing any more, and that is said.
    await answer(office, leader, target, SIGNED)
    await _edits(office, leader, reason, "又改")
    assert LATE in office.sees(leader)[-1].text
    assert "\n检查对象签字：已签字盖章\n" in result_card(office, leader, target).text


async def test_edited_report_of_danger_goes_to_the_lead_office_and_into_the_record(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, ALL_NORMAL, "报告险情")
    found = await _says(office, leader, "食堂燃气泄漏")
    ordered = await _says(office, leader, "责令关闭阀门")

    # A draft changes: there is one report, and the lead office reads it anew.
    before = card(office["张敏"], "【险情报告】").id
    await _edits(office, leader, found, "锅炉房燃气泄漏")
    anew = card(office["张敏"], "【险情报告】")
    assert (anew.id != before, "\n险情：（更正）锅炉房燃气泄漏\n" in anew.text) == (True, True)
    assert office.sees(leader)[-1].text.startswith(say("danger.edited"))
    words = result_card(office, leader, target).text
    assert (words.count("险情："), "险情：锅炉房燃气泄漏（" in words) == (1, True)

    # A submitted record opens again, for the target's signature and the next version.
    await answer(office, leader, target, SIGNED, SUBMIT)
    watch = Watch(office)
    await _edits(office, leader, ordered, "责令关闭阀门、疏散学生")
    about = {"number": NUMBER, "name": target, "by": leader, "words": "责令关闭阀门、疏散学生"}
    told = says("danger.ordered_edited", **about)
    news = watch.news()
    assert [news[name].count(told) for name in ("张敏", "王芳")] == [1, 1]
    assert "\n当场措施：责令关闭阀门、疏散学生\n" in card(office["张敏"], "【险情报告】").text
    assert any(
        m.text.startswith(say("result.reopened", name=target, by=leader, version=2))
        for m in office.sees(partner)
    )
    assert say("result.missing.signature_again") in result_card(office, leader, target).text
    assert card(office[partner], SIGN).buttons == []
    await answer(office, leader, target, SIGNED, SUBMIT)
    assert "责令关闭阀门、疏散学生" in card(office[partner], SIGN).text
    assert await office.press(partner, SIGN, "签字确认") == "已签字"

    # All have signed: the edit is kept beside it, and who has the report is told.
    watch = Watch(office)
    await _edits(office, leader, found, "又改")
    assert office.sees(leader)[-1].text.startswith(CLOSED)
    late = says("danger.edited_late", number=NUMBER, name=target, by=leader, words="又改")
    news = watch.news()
    assert {name: news[name] for name in set(news) - {leader}} == {"张敏": [late], "王芳": [late]}
    assert "锅炉房燃气泄漏" in card(office["张敏"], "【险情报告】").text
    async with office.stage.service.database.reading() as work:
        (danger,) = await work.dangers.all()
        events = [each.event for each in await work.journal.all()]
    assert (danger.corrections, events[-1]) == (1, "answer_edit_kept")
