"""An inspector in a yard with bad reception: whatever is sent, in whatever order, ends in the one record."""

from datetime import timedelta

from demo.pictures import photo
from demo.stage import card
from tests.exif import jpeg, with_time
from tests.storage.workbooks.workbook_files import xlsx
from tests.stories.acts import accept, answer, begun, on_site, press_about, result_card
from tests.stories.office import Office
from tests.stories.wording import drawn_round, say

_MB = 2**20


def _card(office: Office, name: str, target: str) -> list[str]:
    """Return the lines of the card between the state and the steps on site."""
    words = result_card(office, name, target).text
    return [line for line in words.split("状态：检查中\n")[-1].split("\n到场：")[0].split("\n") if line]


def _without_time(line: str) -> str:
    return line.split("（2026", maxsplit=1)[0]


async def test_material_comes_before_the_item_is_chosen_and_as_an_album(office: Office) -> None:
    _, leader, _, target = await begun(office)
    me = office[leader]

    # An album, a voice message and a place, before any item is chosen: each is kept and asked about once.
    for n in range(3):
        await me.sends_photo("private", photo() + bytes([n]), "南侧楼梯" if n == 0 else "", album="一")
    await me.sends_voice("private", b"voice")
    await me.sends_place("private", 38.61, 114.7)
    await office.stage.settle()
    asked = [m for m in me.screen() if m.text.startswith("【材料待归类】")]
    assert [_without_time(m.text.split("\n")[0]) for m in asked] == [
        "【材料待归类】照片 3 张",
        "【材料待归类】语音 1 段",
    ]
    assert "“南侧楼梯”" in asked[0].text  # the caption under the first of the album
    assert "\n已归入整次检查，不属于某一项。" in me.last().text

    await office.stage.presses(me, asked[0], "1. 校园安全")
    await office.stage.presses(me, asked[1], "1. 校园安全")
    await office.say(leader, "第 2 项 收费公示已过期")
    await answer(office, leader, target, "1 不正常", "2 不正常")
    lines = _card(office, leader, target)
    assert [_without_time(line) for line in lines] == [
        "1. 校园安全：不正常",
        "　　说明：南侧楼梯",
        "　　照片 3 张、语音 1 段",
        "2. 收费行为：不正常",
        "　　说明：第 2 项 收费公示已过期",
        "已收到材料：文字 1 段、照片 3 张、语音 1 段、位置 1 处",
    ]

    # The voice was for the other item; the same photo twice is one; what is dropped leaves the record.
    await office.stage.presses(me, asked[1], "改归其他事项")
    await office.stage.presses(me, asked[1], "2. 收费行为")
    await me.sends_photo("private", photo() + bytes([0]))
    await me.sends_file("private", "现场.jpg", b"original", "原图")
    await office.stage.settle()
    await press_about(office, leader, "【材料回执】", "原图", "改归其他事项")
    await press_about(office, leader, "【材料待归类】", "原图", "1. 校园安全")
    lines = _card(office, leader, target)
    assert lines[1:3] == ["　　说明：南侧楼梯", "原图"]
    assert [_without_time(line) for line in lines[3:6]] == [
        "　　照片 3 张、文件 1 件",
        "2. 收费行为：不正常",
        "　　说明：第 2 项 收费公示已过期",
    ]
    assert lines[6] == "　　照片 1 张、语音 1 段"
    before = result_card(office, leader, target).text
    await me.sends_video("private", bytes(20 * _MB + 1), "北侧楼梯")
    await office.stage.settle()
    assert me.last().text.split("\n")[0] == say("files.evidence_too_large")
    assert result_card(office, leader, target).text == before


async def test_material_that_comes_hours_late_and_after_the_submission_opens_the_record_again(
    office: Office,
) -> None:
    _, leader, partner, target = await begun(office)
    me = office[leader]
    await answer(office, leader, target, "1 不正常")

    # Out of reach for two hours: the bot hears of it late, says so, and nothing is lost over the restart.
    await office.stage.service.stop()
    note = await me.says("private", "南侧楼梯堆放课桌")
    await me.sends_photo("private", photo())
    office.stage.clock.pass_time(timedelta(hours=2))
    await office.stage.start_bot()
    await office.stage.settle()
    line = _card(office, leader, target)[-1]
    assert line.startswith("已收到材料：文字 1 段、照片 1 张（2026年9月21日（周一） 09:")
    assert line.endswith(" 才收到）")
    assert "11:" in line

    await _taken_earlier(office, leader, target)
    await answer(office, leader, target, "2 正常", "已签字盖章", "提交记录")
    first = card(office[partner], "【共同签字】").text
    # An edit after the submission: a draft again, and both sign the second version.
    await me.edits(note, "南侧楼梯堆放课桌，当场清理")
    await office.stage.settle()
    for name in (leader, partner):
        assert office.sees(name)[-1].text.startswith(
            f"{target} 的检查记录提交后，{leader} 又作了补充或者修改。"
        )
    assert card(office[partner], "【共同签字】").buttons == []
    assert "　　说明：南侧楼梯堆放课桌，当场清理" in _card(office, leader, target)
    await answer(office, leader, target, "已签字盖章", "提交记录")
    second = card(office[partner], "【共同签字】").text
    assert ["第 1 版" in first, "第 2 版" in second, first == second] == [True, True, False]
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"

    # Now everybody has signed: what is edited or sent is kept, and the record stays as it was signed.
    signed = result_card(office, leader, target).text
    await me.edits(note, "又改")
    await office.stage.settle()
    assert me.last().text.startswith("该检查记录已由全体检查人员签字")
    await me.sends_photo("private", photo() + b"1")
    await office.stage.settle()
    assert result_card(office, leader, target).text == signed
    async with office.stage.service.database.reading() as work:
        kept = [(each.kind.value, each.item_code) for each in await work.materials.all()]
        events = [each.event for each in await work.journal.all()]
    assert kept == [
        ("text", "A1"),
        ("photo", "A1"),
        ("file", "A1"),
        ("file", "A1"),
        ("photo", "#"),
        ("photo", "#"),
        ("photo", ""),
    ]
    assert [each for each in events if each.startswith(("material", "result_"))] == [
        *["material_taken"] * 5,
        *("result_submitted", "material_edited", "result_reopened", "material_taken", "result_submitted"),
        *("result_signed", "material_edit_kept", "material_taken"),
    ]


async def test_material_is_asked_for_its_target_where_several_are_open(office: Office) -> None:
    drawn, leader, partner, target = await begun(office)
    other = next(name for name in drawn.targets if name != target and drawn.targets[name] == 1)
    await office.press(leader, "【检查任务】", f"填报检查：{other}")
    await office[leader].sends_photo("private", photo(), "校门")
    await office.stage.settle()

    await press_about(office, leader, "【材料待归类】", "校门", other)
    await press_about(office, leader, "【材料待归类】", "校门", "2. 收费行为")
    assert "　　说明：校门" in _card(office, leader, other)
    assert "　　说明：校门" not in _card(office, leader, target)
    # Somebody of another team has nothing to add to, and his button does not work here.
    stranger = drawn.teams[2][0]
    await office[stranger].sends_photo("private", photo())
    await office.stage.settle()
    receipt = next(m for m in reversed(office.sees(leader)) if m.text.startswith("【材料回执】"))
    forged = office[stranger].presses_raw(receipt, receipt.buttons[0][0].data or "")
    await office.stage.settle()
    assert (await forged).text == say("denied.button")
    # The partner sits on both as well: his photo is asked about, and goes in.
    await office[partner].sends_photo("private", photo(), "第2项 公示栏")
    await office.stage.settle()
    await press_about(office, partner, "【材料待归类】", "公示栏", target)  # its words say the item
    assert "　　说明：第2项 公示栏" in _card(office, leader, target)


async def test_videos_come_before_the_item_is_chosen_and_show_what_is_abnormal(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    me = office[leader]

    # A video with words, one that names its item, a round one, one without sound, an album with a photo.
    await me.sends_video("private", b"walk", "南侧楼梯堆放课桌")
    await me.sends_video("private", b"board", "第 2 项 收费公示缺项")
    await me.sends_video("private", b"round", kind="video_note")
    await me.sends_video("private", b"silent", "校门", kind="animation")
    await me.sends_photo("private", photo(), "操场", album="二")
    await me.sends_video("private", b"field", album="二")
    await office.stage.settle()
    asked = [m for m in me.screen() if m.text.startswith("【材料待归类】")]
    assert [_without_time(m.text.split("\n")[0]) for m in asked] == [
        *["【材料待归类】视频 1 段"] * 3,
        "【材料待归类】照片 1 张、视频 1 段",
    ]
    assert ["“南侧楼梯堆放课桌”" in asked[0].text, "“校门”" in asked[2].text] == [True, True]
    for message, label in zip(asked, ("1. 校园安全", "1. 校园安全", "不写入记录", "整次检查"), strict=True):
        await office.stage.presses(me, message, label)

    # A video shows the thing as a photo does: nothing more is asked for.
    await answer(office, leader, target, "1 不正常", "2 不正常")
    assert [_without_time(line) for line in _card(office, leader, target)] == [
        "1. 校园安全：不正常",
        "　　说明：南侧楼梯堆放课桌",
        "　　视频 2 段",
        "2. 收费行为：不正常",
        "　　说明：第 2 项 收费公示缺项",
        "　　视频 1 段",
        "整次检查：",
        "　　说明：操场",
        "　　照片 1 张、视频 1 段",
        "已收到材料：照片 1 张、视频 4 段",
    ]
    await answer(office, leader, target, "已签字盖章", "提交记录")
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"
    evidence = office.stage.data_dir / "evidence"
    assert {each.read_bytes() for each in evidence.glob("*/*")} >= {
        *(b"walk", b"board", b"round", b"silent", b"field")
    }


async def _taken_earlier(office: Office, leader: str, target: str) -> None:
    """Originals say when they were taken: the team reads it where that is not when they came."""
    me = office[leader]
    for name, taken in (("刚拍.jpg", "2026:09:21 10:58:00"), ("早拍.jpg", "2026:09:21 09:05:30")):
        await me.sends_file("private", name, jpeg(with_time(taken, "+08:00")), name)
        await office.stage.settle()
        told = "拍摄时间 2026年9月21日（周一） 09:05（相机记载，仅供核对，不作为证明）"
        assert (told in me.last().text, "拍摄时间" in me.last().text) == (name == "早拍.jpg",) * 2
    assert told in _card(office, leader, target)[-1]


async def test_what_came_late_and_was_taken_for_the_next_school_is_moved_to_its_own(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    team = next(n for n in (1, 2) if len(drawn.of(n)) > 1)
    leader, partner = drawn.teams[team]
    await office.confirm()
    await accept(office, leader, partner)
    before, now = drawn.of(team)[:2]
    for target in (before, now):
        await on_site(office, target, leader, partner)
    await answer(office, leader, before, "1 不正常")
    await office.say(leader, "/cancel")
    await answer(office, leader, now, "1 不正常")
    await office[leader].sends_photo("private", photo(), "前一所学校的楼梯")
    await office.stage.settle()
    assert "照片 1 张" in result_card(office, leader, now).text

    await press_about(office, leader, "【材料回执】", "前一所", "改归其他事项")
    await press_about(office, leader, "【材料待归类】", "前一所", "属于其他检查对象")
    await press_about(office, leader, "【材料待归类】", "前一所", before)
    await press_about(office, leader, "【材料待归类】", "前一所", "1. 校园安全")
    cards = [result_card(office, leader, target).text for target in (before, now)]
    assert ["照片 1 张" in words for words in cards] == [True, False]
    assert ["前一所学校的楼梯" in words for words in cards] == [True, False]
    async with office.stage.service.database.reading() as work:
        moved = [each for each in await work.journal.all() if each.event == "material_moved"]
    assert len(moved) == 1


async def test_spreadsheet_that_a_school_hands_over_is_a_file_like_any_other(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, "2 不正常")
    book = xlsx({"收费": [["项目", "金额"], ["校服", "120"]]})
    await office[leader].sends_file("private", "收费明细.xlsx", book, "收费项目超出公示")
    await office[partner].sends_file("private", "作息.json", b"{}", "第 1 项 作息时间")
    await office.stage.settle()
    lines = _card(office, leader, target)
    assert lines[:3] == ["1. 校园安全：未填", "　　说明：第 1 项 作息时间", "　　文件 1 件"]
    assert lines[3:6] == ["2. 收费行为：不正常", "　　说明：收费项目超出公示", "　　文件 1 件"]
    evidence = office.stage.data_dir / "evidence"
    assert {each.read_bytes() for each in evidence.glob("*/*")} >= {book, b"{}"}
    # Whoever inspects nobody, and may load no list, is told so.
    await office["钱核"].sends_file("private", "holidays.json", b"{}")
    await office.stage.settle()
    assert office["钱核"].last().text.startswith(say("denied.role"))
