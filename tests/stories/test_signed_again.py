"""The target signs again once the record says something else: each signature has a form of its own."""

import pytest

from demo.pictures import photo
from tests.stories.acts import ALL_NORMAL, SIGNED, TOLD, answer, begun, press_about, result_card
from tests.stories.office import Office
from tests.stories.wording import FORM, say

SUBMIT, LINE = "提交记录", f"签字盖章的{FORM}：\n"


def _lacks(office: Office, name: str, target: str) -> list[str]:
    shown = result_card(office, name, target).text
    return shown.split("尚缺：\n")[1].split("\n\n", maxsplit=1)[0].split("\n")


async def _press(office: Office, name: str, target: str, label: str) -> None:
    """Press without sending the picture that the bot asks for then."""
    await office.stage.presses(office[name], result_card(office, name, target), label)


async def _sends(office: Office, name: str, last: bytes, caption: str = "") -> None:
    await office[name].sends_photo("private", photo() + last, caption)
    await office.stage.settle()


async def _signed_then_changed(office: Office) -> tuple[str, str, str]:
    """Have the target sign, with a picture, and the draft say something else then."""
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, ALL_NORMAL, SIGNED)
    assert _lacks(office, leader, target) == ["无，可以提交"]
    await answer(office, leader, target, "2 不正常")
    await office.say(leader, "收费公示缺项")
    anew = [say("result.missing.told_again"), say("result.missing.signature_again")]
    assert _lacks(office, leader, target) == anew
    await _press(office, leader, target, TOLD)
    return leader, partner, target


async def test_second_signature_within_a_draft_needs_a_picture_of_its_own(office: Office) -> None:
    leader, partner, target = await _signed_then_changed(office)

    await _press(office, leader, target, SIGNED)

    assert _lacks(office, leader, target) == [say("result.missing.form")]
    assert LINE not in result_card(office, leader, target).text
    # The first picture shows the first signature, whatever is said of it.
    first = next(m for m in office.sees(leader) if f"已归入签字盖章的{FORM}" in m.text)
    for label in ("改归其他事项", "2. 收费行为", "改归其他事项", f"签字的{FORM}"):
        await office.stage.presses(office[leader], first, label)
    assert _lacks(office, leader, target) == [say("result.missing.form")]
    await _sends(office, leader, b"2")
    assert _lacks(office, leader, target) == ["无，可以提交"]
    assert f"{LINE}　　照片 1 张\n" in result_card(office, leader, target).text
    await answer(office, leader, target, SUBMIT)
    assert await office.press(partner, "【共同签字】", "签字确认") == "已签字"
    async with office.stage.service.database.reading() as work:
        forms = [(each.of_signing, each.is_dropped) for each in await work.materials.all(item_code="#")]
        (record,) = [each for each in await work.inspections.all() if each.record_hash]
    assert (forms, record.signings) == ([(1, False), (2, False)], 2)


async def test_refusal_in_the_place_of_a_signature_needs_reason_and_witness(office: Office) -> None:
    leader, _, target = await _signed_then_changed(office)

    await _press(office, leader, target, "拒绝签字或无法签字")

    assert _lacks(office, leader, target) == [say("result.missing.refusal_reason")]
    await office.say(leader, "负责人不认可第 2 项")
    assert _lacks(office, leader, target) == [say("result.missing.witness")]
    await office.say(leader, "村委会李文书")
    assert (_lacks(office, leader, target), LINE in result_card(office, leader, target).text) == (
        ["无，可以提交"],
        False,
    )


@pytest.mark.parametrize(("is_asked", "expected"), [(True, "form"), (False, "none")])
async def test_picture_shows_the_signature_that_it_was_sent_for(
    office: Office, is_asked: bool, expected: str
) -> None:
    """What answers the first question comes late; what was sent before the second press is for the second."""
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, ALL_NORMAL, TOLD)
    await _press(office, leader, target, SIGNED)
    if not is_asked:
        await _sends(office, leader, b"1")
    await answer(office, partner, target, "2 不正常")
    await office.say(partner, "收费公示缺项")
    await _sends(office, leader, b"late", "签字页")
    if not is_asked:
        await press_about(office, leader, "【材料待归类】", "签字页", f"签字的{FORM}")

    await _press(office, leader, target, TOLD)
    await _press(office, leader, target, SIGNED)

    wanted = "无，可以提交" if expected == "none" else say("result.missing.form")
    assert _lacks(office, leader, target) == [wanted]


async def test_form_that_was_sent_before_the_draft_changed_is_sent_again(office: Office) -> None:
    """Its picture came of another draft, whether it was sorted before the change or after it."""
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, ALL_NORMAL, TOLD)
    await _sends(office, leader, b"1", "签字页")
    await _sends(office, leader, b"2", "背面")
    await press_about(office, leader, "【材料待归类】", "签字页", f"签字的{FORM}")
    assert _lacks(office, leader, target) == [say("result.missing.signature")]
    await answer(office, partner, target, "2 不正常")
    await office.say(partner, "收费公示缺项")
    await press_about(office, leader, "【材料待归类】", "背面", f"签字的{FORM}")
    again = say("result.missing.form_again")
    assert _lacks(office, leader, target) == [say("result.missing.signature"), again]

    await _press(office, leader, target, TOLD)
    await _press(office, leader, target, SIGNED)

    asked = say("signature.ask_form_again", name=target, ground="第十八条").split("\n")[:3]
    assert [m.text.split("\n")[:3] for m in office.sees(leader)].count(asked) == 1
    assert _lacks(office, leader, target) == [again]
    assert LINE not in result_card(office, leader, target).text
    # The paper said so all along: the same picture, sent again for this signature, will do.
    await _sends(office, leader, b"1")
    assert _lacks(office, leader, target) == ["无，可以提交"]
    assert f"{LINE}　　照片 1 张\n" in result_card(office, leader, target).text
    async with office.stage.service.database.reading() as work:
        forms = [(each.of_signing, each.is_dropped) for each in await work.materials.all(item_code="#")]
    assert forms == [(1, False)] * 3
