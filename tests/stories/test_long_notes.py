"""Albums with long words on every photo: the cards stay short, and whoever decides reads the words whole."""

from demo.pictures import photo
from demo.stage import card
from tests.stories.acts import ALL_NORMAL, SIGNED, answer, begun, result_card
from tests.stories.office import Office
from tests.stories.wording import say

LONG = "教学楼西侧楼梯间消防通道堆放课桌椅、纸箱等杂物，影响疏散；" * 10
WHOLE = "【说明全文】"


def whole(office: Office, name: str) -> list[str]:
    return [m.text for m in office.sees(name) if m.text.startswith(WHOLE)]


async def test_twenty_photos_with_long_captions_leave_every_card_readable(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    captions = [f"第{n}张：{LONG}" for n in range(20)]
    for n, words in enumerate(captions):
        await office[leader].sends_photo("private", photo() + bytes([n]), words, album=f"册{n // 10}")
    await office.stage.settle()
    await answer(office, leader, target, ALL_NORMAL)

    shown = result_card(office, leader, target).text
    words = "\n".join(captions)
    begins = say("result.note_begins", note=words[:400], n=len(words), whole=say("result.whole_in_papers"))
    assert (len(shown) < 1000, begins in shown) == (True, True)
    assert say("result.missing.signature") in shown  # what comes last on a card is still there
    receipts = [m.text for m in office.sees(leader) if m.text.startswith("【材料回执】")]
    assert (len(receipts), max(len(each) for each in receipts) < 200) == (2, True)

    # Whoever signs, and whoever releases, reads all of it before he decides, once for each version.
    await answer(office, leader, target, SIGNED, "提交记录")
    asked = card(office[partner], "【共同签字】").text
    assert (len(asked) < 2500, "签字期限：" in asked) == (True, True)
    parts = whole(office, partner)
    assert max(len(each) for each in parts) < 4096
    read = "".join(each.split("\n", 2)[2].rpartition("\n\n〔")[0] for each in parts)
    assert read.replace("\n", "") == words.replace("\n", "")
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"
    assert len(whole(office, partner)) == len(parts)
    assert "审核期限：" in card(office["周审"], "【审核】").text
    assert len(whole(office, "周审")) == len(parts)
    assert whole(office, leader) == []


async def test_releaser_reads_the_day_who_was_there_and_each_danger_whole(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, "报告险情")
    danger = LONG * 3
    await office.say(leader, danger)
    await office.say(leader, "责令停止使用该楼梯")
    await answer(office, leader, target, "其余事项全部正常", SIGNED, "提交记录")
    await office.press(partner, "【共同签字】", "签字确认")

    words = card(office["周审"], "【审核】").text
    at = "2026年9月21日（周一）"
    begins = say("result.words_begin", note=danger[:400], n=len(danger), whole=say("result.whole_sent"))
    shown = (
        f"检查日期：{at}\n",
        f"到场：{leader}（{at}",
        "检查方式：实地核查",
        f"险情：{begins}（{leader}，{at}",
    )
    assert [each in words for each in shown] == [True] * 4
    assert ("当场措施：责令停止使用该楼梯" in words, words.count("未发现问题")) == (True, 1)
    (sent,) = whole(office, "周审")
    assert (f"\n险情（{leader}，{at}" in sent, danger in sent) == (True, True)
    assert len(result_card(office, leader, target).text) < 1200


async def test_short_notes_stand_on_the_card_as_they_are(office: Office) -> None:
    _, leader, _, target = await begun(office)
    await answer(office, leader, target, "1 不正常")
    await office.say(leader, LONG)
    assert LONG in result_card(office, leader, target).text
