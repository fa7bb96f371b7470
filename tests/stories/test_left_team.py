"""Whoever has left a team writes in its record no more; what he sent while he sat on it stays."""

from demo.pictures import photo
from tests.stories.acts import answer, ask_recusal, begun, press_about, result_card
from tests.stories.office import Office
from tests.stories.watch import Watch
from tests.stories.wording import say, says


async def _leaves(office: Office, name: str) -> None:
    """Have somebody ask to be relieved of everything, and his approver agree."""
    await ask_recusal(office, name, "", "涉及本人")
    approver = next(
        each for each in ("赵批", "孙批") if any("【回避审批】" in m.text for m in office.sees(each))
    )
    await office.press(approver, "【回避审批】", "同意回避")


def _lacks(office: Office, name: str, target: str) -> list[str]:
    shown = result_card(office, name, target).text
    return shown.split("尚缺：\n")[1].split("\n\n", maxsplit=1)[0].split("\n")


async def test_who_has_left_changes_nothing_by_an_edit_or_by_the_rest_of_an_album(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, partner, target, "1 不正常")
    gone = office[partner]
    note = await gone.says("private", "楼梯堵塞")
    await gone.sends_photo("private", photo(), "南侧", album="一")
    await office.stage.settle()
    presence = say("result.missing.presence", n=1)
    assert presence not in _lacks(office, leader, target)

    await _leaves(office, partner)

    assert _lacks(office, leader, target)[0] == presence  # at once, before anybody touches the record
    before, watch = result_card(office, leader, target).text, Watch(office)
    await gone.edits(note, "没有堵塞")
    await office.stage.settle()
    assert watch.news() == {partner: [says("material.edit_left")]}
    await gone.sends_photo("private", photo() + b"1", "北侧", album="一")
    await office.stage.settle()
    assert [text.split("\n")[-1] for text, _ in watch.news()[partner]] == [
        say("material.kept", came="", quote="", place="").split("\n")[-1]
    ]
    assert result_card(office, leader, target).text == before
    async with office.stage.service.database.reading() as work:
        events = [each.event for each in await work.journal.all()]
    assert events[-2:] == ["material_edit_kept", "material_taken"]


async def test_what_was_left_unsorted_is_sorted_by_the_leader_and_by_nobody_else(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    for n, caption in enumerate(("楼梯", "")):
        await office[partner].sends_photo("private", photo() + bytes([n]), caption, album="一")
    await office[partner].sends_photo("private", photo() + b"3", "校门")
    await office.stage.settle()
    mine = [m for m in office.sees(partner) if m.text.startswith("【材料待归类】")]
    watch = Watch(office)

    await _leaves(office, partner)

    asked = [words.split("\n") for words, _ in watch.news()[leader] if words.startswith("【材料待归类】")]
    assert [(each[0].split("（")[0], *each[1:2], partner in each[2]) for each in asked] == [
        ("【材料待归类】照片 2 张", f"检查对象：{target}", True),
        ("【材料待归类】照片 1 张", f"检查对象：{target}", True),
    ]
    pressed = office[partner].presses_raw(mine[0], mine[0].buttons[0][0].data or "")
    await office.stage.settle()
    assert (await pressed).text == say("denied.team")
    await press_about(office, leader, "【材料待归类】", "楼梯", "1. 校园安全")
    await press_about(office, leader, "【材料待归类】", "校门", "不写入记录")
    assert "\n　　说明：楼梯\n　　照片 2 张\n" in result_card(office, leader, target).text
    # The last word on it is the leader's too.
    await press_about(office, leader, "【材料回执】", "楼梯", "改归其他事项")
    await press_about(office, leader, "【材料待归类】", "楼梯", "2. 收费行为")
    assert "2. 收费行为：未填\n　　说明：楼梯\n　　照片 2 张\n" in result_card(office, leader, target).text
