"""What a measure is carried out with comes from its card, to the coordinator, who has to serve it."""

from demo.stage import card
from tests.stories.office import Office
from tests.stories.papers import paper_sent
from tests.stories.test_after_undrawn import NAME, released
from tests.stories.test_after_undrawn import NUMBER as UNDRAWN
from tests.stories.test_extensions import LATER, TITLE, WHY, asks
from tests.stories.test_follow_up import CARD, WANTED, found, order
from tests.stories.watch import Watch
from tests.stories.wording import NUMBER, say, says

ORDER, SERVICE, LETTER, LONGER = "责令改正通知书", "送达回证", "案件移送函", "延期整改决定书"

REMEDY = ("自收到之日起六十日内依法向", "自收到之日起六个月内依法向")


def offered(office: Office) -> list[str]:
    """Return which documents the coordinator's card offers."""
    labels = [each.label for each in card(office["王芳"], CARD).each_button()]
    return [each.removeprefix("领取") for each in labels if each.startswith("领取")]


async def get(office: Office, title: str, number: str, name: str) -> str:
    """Have the coordinator get a document, and nobody else be told; return what stands on it."""
    watch = Watch(office)
    await office.press("王芳", CARD, f"领取{title}")
    sent = says("document.sent", number=number, name=name, title=title)
    assert watch.news() == {"王芳": [sent]}
    assert office.sees("王芳")[-1].json["document"]["file_name"] == f"{title}-{number}-{name}.docx"
    return paper_sent(office, "王芳")


async def test_coordinator_gets_the_order_its_proof_of_service_and_the_extension(office: Office) -> None:
    _, bad, _ = await found(office)
    assert offered(office) == []
    await order(office)
    assert offered(office) == [ORDER, SERVICE]
    words = await get(office, ORDER, NUMBER, bad)
    assert [each in words for each in (bad, WANTED, "2026年10月10日前", *REMEDY)] == [True] * 5
    assert bad in await get(office, SERVICE, NUMBER, bad)

    await asks(office, LATER, "材料未到货")
    assert offered(office) == [ORDER, SERVICE]
    await office.press("张敏", TITLE, "不同意延期")
    await office.say("张敏", WHY)
    assert offered(office) == [ORDER, SERVICE, LONGER]
    words = await get(office, LONGER, NUMBER, bad)
    assert [each in words for each in (WHY, "2026年10月10日", *REMEDY)] == [True] * 4


async def test_coordinator_gets_the_letter_to_the_police_until_its_outcome_is_public(office: Office) -> None:
    _, bad, _ = await found(office)
    await office.press("王芳", CARD, "涉嫌犯罪，移送公安机关")
    await office.say("王芳", "涉嫌重大责任事故，移送县公安局")
    assert offered(office) == []
    await office.press("张敏", "【处理意见审批】", "同意")
    assert offered(office) == [LETTER]
    words = await get(office, LETTER, NUMBER, bad)
    assert [each in words for each in (bad, "涉嫌重大责任事故，移送县公安局")] == [True, True]
    await office.press("王芳", CARD, "已移送，接收机关已受理")
    await office.say("王芳", "曲教体移〔2026〕1号")
    await office.press("周审", "【处理结果审核】", "审核通过")
    await office.press("王芳", CARD, "公示处理结果")
    assert offered(office) == []


async def test_penalty_has_no_paper_here(office: Office) -> None:
    await found(office)
    await office.press("王芳", CARD, "行政处罚")
    await office.say("王芳", "拟处警告，按处罚程序办理")
    await office.press("张敏", "【处理意见审批】", "同意")
    assert offered(office) == []


async def test_recorder_gets_the_order_of_what_was_found_outside_the_draws(office: Office) -> None:
    await released(office)
    await order(office)
    assert offered(office) == [ORDER]
    assert WANTED in await get(office, ORDER, say(UNDRAWN.key, **UNDRAWN.params), NAME)
