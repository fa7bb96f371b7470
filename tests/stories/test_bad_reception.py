"""What is sent from the field and cannot be fetched at once, or at all: nothing is lost without a word."""

from datetime import date, timedelta

import pytest

from demo.pictures import photo
from playground import faults
from playground.faults import Fault
from tests.stories.acts import accept, answer, begun, press_about, result_card
from tests.stories.office import Office
from tests.stories.watch import Watch
from tests.stories.wording import drawn_round, say, says, text

_MB = 2**20
_GONE = "wrong file_id or the file is temporarily unavailable"


async def _sends_album(office: Office, name: str, *captions: str) -> None:
    """Have somebody send a picture for each caption, all in one album."""
    for n, caption in enumerate(captions):
        await office[name].sends_photo("private", photo() + bytes([n]), caption, album="一")
    await office.stage.settle()


@pytest.mark.parametrize(
    "fault",
    [
        faults.cut_before_accepting(),
        faults.http(502),
        faults.retry_after(20),
        faults.bad_request(_GONE),
    ],
    ids=lambda fault: fault.name,
)
async def test_picture_that_cannot_be_fetched_at_first_is_fetched_again(office: Office, fault: Fault) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    office.stage.telegram.fail_next("getFile", fault, times=2)
    await _sends_album(office, leader, "南侧楼梯", "", "")
    assert "　　说明：南侧楼梯\n　　照片 3 张\n" in result_card(office, leader, target).text
    assert not any("没有" in message.text for message in office.sees(leader)[-4:])


async def test_picture_that_cannot_be_fetched_at_all_is_named_to_its_sender(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    office.stage.telegram.fail_next("getFile", faults.bad_request(_GONE), times=3)
    watch = Watch(office)
    await _sends_album(office, leader, "南侧楼梯", "", "")
    at = text("date.when", day=date(2026, 9, 21), hour="09:01")
    lost = say("files.not_fetched", at=at, words=text("files.its_words", words="南侧楼梯"))
    assert lost in [words.split("\n\n")[0] for words, _ in watch.news()[leader]]
    assert "　　照片 2 张\n" in result_card(office, leader, target).text
    await office[leader].sends_photo("private", photo() + bytes([0]), "南侧楼梯")
    await office.stage.settle()
    assert "　　说明：南侧楼梯\n　　照片 3 张\n" in result_card(office, leader, target).text


async def test_one_of_an_album_that_is_too_large_does_not_take_the_others_with_it(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    me = office[leader]
    await me.sends_video("private", bytes(20 * _MB + 1), "南侧楼梯", album="二")
    await me.sends_photo("private", photo(), "北侧楼梯", album="二")
    await me.sends_video("private", b"short", album="二")
    await office.stage.settle()
    assert say("files.evidence_too_large") in [each.text.split("\n\n")[0] for each in me.screen()]
    assert "　　说明：北侧楼梯\n　　照片 1 张、视频 1 段\n" in result_card(office, leader, target).text


async def test_edit_that_puts_another_file_in_the_place_of_one_that_was_refused_is_answered(
    office: Office,
) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    me = office[leader]
    large = await me.sends_video("private", bytes(20 * _MB + 1), "南侧楼梯")
    await office.stage.settle()
    await me.edits_video(large, b"shorter")
    await office.stage.settle()
    assert me.last().text.split("\n\n")[0] == say("files.edit_unknown")
    before = result_card(office, leader, target).text
    assert "视频" not in before


async def test_rest_of_an_album_that_comes_after_the_record_was_signed_is_kept_apart(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    me = office[leader]
    await answer(office, leader, target, "1 不正常")
    await me.sends_photo("private", photo(), "南侧楼梯", album="三")
    await office.stage.settle()
    await answer(office, leader, target, "其余事项全部正常", "已签字盖章", "提交记录")
    # Two more of the album, hours later, each on its own: the first opens the record, the others go in.
    await office.stage.service.stop()
    await me.sends_photo("private", photo() + b"1", album="三")
    office.stage.clock.pass_time(timedelta(hours=3))
    await office.stage.start_bot()
    await office.stage.settle()
    assert "　　照片 2 张\n" in result_card(office, leader, target).text
    await answer(office, leader, target, "已签字盖章", "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")
    signed = result_card(office, leader, target).text
    late = await me.sends_photo("private", photo() + b"2", "迟到", album="三")
    await office.stage.settle()
    assert result_card(office, leader, target).text == signed
    await me.edits(late, "迟到的一张")  # its album is signed, it is not
    await office.stage.settle()
    async with office.stage.service.database.reading() as work:
        pieces = await work.materials.all()
        (last,) = [each for each in pieces if each.message_id == late.id]
        assert (last.inspection_id, (await work.words.get(last.words_id or 0)).text) == (None, "迟到的一张")


async def test_picture_that_is_forwarded_is_none_of_the_record_and_its_sender_is_told(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    taken = await office[partner].sends_photo(office.group, photo(), "南侧楼梯")
    before, watch = result_card(office, leader, target).text, Watch(office)
    await office[leader].forwards(taken, "private")
    await office[leader].says("private", "楼梯堵了", forward_from=office[partner])
    await office.stage.settle()
    assert watch.news() == {leader: [says("words.forwarded")] * 2}
    assert result_card(office, leader, target).text == before


async def test_picture_whose_caption_is_too_long_is_kept_without_it(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    watch = Watch(office)
    await office[leader].sends_photo("private", photo(), "长" * 1025)
    await office.stage.settle()
    assert says("files.caption_too_long", most=1024) in watch.news()[leader]
    assert "　　照片 1 张\n" in result_card(office, leader, target).text


async def test_words_that_come_before_the_visit_is_begun_are_asked_for_their_target(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    leader, partner = drawn.teams[1]
    await office.confirm()
    await accept(office, leader, partner)
    target = drawn.of(1)[0]

    # Out of reach he could not press “填报检查”: what he wrote is kept as his pictures are.
    await office.say(leader, "南侧楼梯堆放课桌")
    assert office.sees(leader)[-1].text.split("\n")[1] == "已保存。请选择属于哪一个检查对象。"
    await press_about(office, leader, "【材料待归类】", "南侧", target)
    await press_about(office, leader, "【材料待归类】", "南侧", "1. 校园安全")
    await answer(office, leader, target, "1 不正常")
    assert "　　说明：南侧楼梯堆放课桌\n" in result_card(office, leader, target).text


async def test_words_that_name_an_item_go_there_whatever_is_asked_about(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    await office.say(leader, "第 2 项 收费公示已过期")  # as the bot has said that it may be written
    assert "\n已归入第 2 项“收费行为”。" in office.sees(leader)[-1].text
    await office.say(leader, "南侧楼梯堆放课桌")
    assert "\n已归入第 1 项“校园安全”。" in office.sees(leader)[-1].text
    await answer(office, leader, target, "2 正常")
    await office.stage.presses(office[leader], result_card(office, leader, target), "已签字盖章")
    await office.say(leader, "第 2 项 公示栏已换新")
    # It is no reason why the form has no picture: the target has signed before it was written.
    assert "\n已归入第 2 项“收费行为”。" in office.sees(leader)[-1].text
    assert say("result.missing.signature_again") in result_card(office, leader, target).text


async def test_number_of_an_item_alone_or_written_in_front_sorts_what_was_sent(office: Office) -> None:
    _, leader, _, target = await begun(office)
    for n, caption in enumerate(("", "")):
        await office[leader].sends_photo("private", photo() + bytes([n]), caption, album="一")
    note = await office[leader].says("private", "公示栏缺项")
    await office.stage.settle()
    await office[leader].edits(note, "第 2 项 公示栏缺项")
    await office.say(leader, "第 1 项")
    shown = result_card(office, leader, target).text
    assert "\n1. 校园安全：未填\n　　照片 2 张\n2. 收费行为：未填\n　　说明：第 2 项 公示栏缺项\n" in shown
    assert "还没有归入事项" not in shown


async def test_words_that_were_sent_twice_are_said_once(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    await office.say(leader, "南侧楼梯")
    await office.say(leader, "南侧楼梯")
    await office.say(partner, "第 1 项 南侧楼梯")
    assert "　　说明：南侧楼梯\n第 1 项 南侧楼梯\n2. " in result_card(office, leader, target).text

    # Sent once more after the submission they change nothing that was signed; other words do.
    await office[leader].sends_photo("private", photo(), "第 1 项 南侧楼梯")
    await office.stage.settle()
    await answer(office, leader, target, "2 正常", "已签字盖章", "提交记录")
    for _ in range(2):
        await office[leader].sends_photo("private", photo(), "第 1 项 南侧楼梯")
        await office.say(partner, "第 1 项 南侧楼梯")
    await office.stage.settle()
    assert "状态：已提交，待签字" in result_card(office, leader, target).text
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"


async def test_words_that_answer_a_piece_or_its_receipt_are_about_its_item(office: Office) -> None:
    _, leader, _, target = await begun(office)
    me = office[leader]
    first = await me.sends_photo("private", photo(), "第 2 项")
    second = await me.sends_photo("private", photo() + b"1")
    await me.sends_photo("private", photo() + b"2")
    await office.stage.settle()
    await answer(office, leader, target, "1 不正常")
    await me.says("private", "公示栏缺项", reply_to=first)
    await me.says("private", "第一项", reply_to=second)
    await office.stage.settle()
    receipt = next(m for m in me.screen() if m.text.startswith("【材料回执】") and "第 1 项" in m.text)
    await me.says("private", "收费员在场", reply_to=receipt)
    await office.stage.settle()
    shown = result_card(office, leader, target).text
    assert "1. 校园安全：不正常\n　　说明：收费员在场\n　　照片 1 张\n" in shown
    assert "2. 收费行为：未填\n　　说明：第 2 项\n公示栏缺项\n　　照片 1 张\n" in shown
    assert "其中 1 件还没有归入事项" in shown
