"""副本和回执: what the target is handed on site says what its code is worth; anew once all have signed."""

from tests.stories.acts import ALL_NORMAL, SIGNED, answer, begun, result_card, send_photo
from tests.stories.office import Office
from tests.stories.papers import papers, printed
from tests.stories.wording import FORM

COPIES = "副本和反馈回执"


async def test_receipt_of_a_draft_promises_no_code_that_the_public_page_will_not_have(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, ALL_NORMAL, SIGNED)

    (draft,) = await papers(office, "receipt", target)
    said = printed(draft)
    assert draft.record_hash == ""
    assert ["与公示网页所载的一致" in said, "记录校验码在检查记录提交时产生" in said] == [False, True]

    await answer(office, leader, target, "提交记录")
    labels = [each.label for each in result_card(office, leader, target).each_button()]
    await office.press(partner, "【共同签字】", "签字确认")
    assert [
        labels,
        COPIES in [each.label for each in result_card(office, partner, target).each_button()],
    ] == [
        [],
        False,
    ]

    await answer(office, leader, target, COPIES)
    choice = f"【现场文书】{target}：请选择文书"
    await office.press(leader, choice, FORM)
    assert f"《{FORM}》" in office.sees(leader)[-1].text
    await office.press(leader, choice, "检查结果反馈回执")
    (final,) = await papers(office, "receipt", target)
    said = printed(final)
    assert len(final.record_hash) > 0
    assert ["与公示网页所载的一致" in said, "记录校验码在检查记录提交时产生" in said] == [True, False]


async def test_reopened_draft_bears_no_hash_and_no_signature_of_what_it_said_before(office: Office) -> None:
    _, leader, partner, target = await begun(office)
    await answer(office, leader, target, ALL_NORMAL, SIGNED, "提交记录")
    names = ("form", "site_record", "service", "diligence")
    for name in names:
        for paper in await papers(office, name, target):
            assert (len(paper.record_hash), [each.name for each in paper.signatures]) == (64, [leader])
            assert paper.target_signature == "已签字确认"

    # Another note after the submission opens the record again, and the target has signed something else.
    await office.say(leader, "第 2 项 收费公示已过期")
    for name in names:
        for paper in await papers(office, name, target):
            assert (paper.record_hash, paper.signatures) == ("", ())
            assert paper.target_signature == "已签字确认（其后内容有改动，对现有内容尚未签字）"
            assert "其后内容有改动" in printed(paper) or name not in ("form", "diligence")

    # Signed anew the papers bear the second version; a partner who sends it back takes the hash off again.
    await answer(office, leader, target, SIGNED, "提交记录")
    await office.press(partner, "【共同签字】", "退回")
    await office.say(partner, "请写明公示日期")
    (form,) = await papers(office, "form", target)
    assert (form.record_hash, form.signatures, form.target_signature) == ("", (), "已签字确认")


async def test_papers_say_who_signed_and_why_there_is_no_seal(office: Office) -> None:
    _, leader, _, target = await begun(office)
    who = "校长李某签字，公章外借，未盖章"
    await answer(office, leader, target, ALL_NORMAL)
    await office.stage.presses(office[leader], result_card(office, leader, target), SIGNED)
    await send_photo(office, leader, who)

    (form,) = await papers(office, "form", target)
    assert form.target_signature == f"已签字确认（{who}）"
    assert f"签字盖章的{FORM}：\n　　说明：{who}\n" in result_card(office, leader, target).text
