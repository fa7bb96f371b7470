"""Whoever has left a team writes in its record no more; what he sent while he sat on it stays."""

from demo.pictures import photo
from tests.stories.acts import answer, ask_recusal, begun, result_card
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
