"""副本和回执: what the target is handed on site says what its code is worth; anew once all have signed."""

from tests.stories.acts import ALL_NORMAL, SIGNED, answer, begun, result_card
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
