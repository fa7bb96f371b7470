"""公示期满: three years pass by the clock over an abnormal result, an objection against it and its answer."""

from datetime import timedelta

from tests.stories.acts import exported, public_pages, taken_down
from tests.stories.office import Office
from tests.stories.test_after_undrawn import NAME, RELEASE, RIGHT, TITLE
from tests.stories.test_follow_up import CARD, PLEA, WANTED, found
from tests.stories.test_objections import LATER, THIRD, object_to
from tests.stories.test_undrawn_inspections import recall, records
from tests.stories.wording import DEFAULT, NUMBER, say

DAYS = 1095
"""For how long it is public, by the product's default under each of the regulations."""


async def pass_days(office: Office, days: int) -> None:
    """Let so many days pass; the clock of the bot strikes at the end of each year and of the last day."""
    for step in [365] * (days // 365) + [days % 365]:
        office.stage.clock.pass_time(timedelta(days=step))
        await office.stage.tick()


async def settled(office: Office) -> str:
    """Publish an abnormal result and what came of it; return its target."""
    _, bad, _ = await found(office)
    await office.press("王芳", CARD, "不予处理")
    await office.say("王芳", "情节轻微，当日已改正")
    await office.press("张敏", "【处理意见审批】", "同意")
    await office.press("周审", "【处理结果审核】", "审核通过")
    await office.press("王芳", CARD, "公示处理结果")
    return bad


async def test_result_is_taken_down_by_rule_once_the_objection_is_answered(office: Office) -> None:
    bad = await settled(office)
    await pass_days(office, DAYS - 5)
    await object_to(office, bad, THIRD)
    await pass_days(office, 6)  # its last day has passed, and nobody has answered: it stays, and is marked
    page = public_pages(office, "target-*.html")
    assert (bad in page, "正在办理" in page) == (True, True)
    rows = [each for each in await exported(office) if each["abnormal"]]
    assert [(each["state"], each["ends_on"]) for each in rows] == [("公示中", "")]

    await office.press("张敏", "【异议】", "异议不成立")
    await office.say("张敏", LATER)
    parent = office.stage.person("家长")
    await office.say(parent, f"/query {bad}")
    assert "异议：异议不成立" in parent.last().text
    await pass_days(office, 1)

    told = say("publish.expired", number=NUMBER, name=bad, n=DAYS, ground=DEFAULT)
    assert sum(m.text.startswith(told) for m in office.sees("王芳")) == 1
    assert bad not in public_pages(office, "target-*.html")
    expired = say("site.results_expired")
    assert f"{expired} 1" in public_pages(office, f"round-{NUMBER}.html")
    assert [(kind, state) for kind, state, *_ in await taken_down(office)] == [("随机抽查", "期满撤下")]
    await office.say(parent, f"/query {bad}")
    assert parent.last().text.startswith(say("query.nothing", words=bad))
    assert "公示期满" in parent.last().text
    # For a year a place learns that it went; for longer the row would tell what had been found.
    office.stage.clock.pass_time(timedelta(days=365))
    assert len(await taken_down(office)) == 1
    office.stage.clock.pass_time(timedelta(days=1))
    assert await taken_down(office) == []


async def test_repaired_listing_went_with_the_last_of_what_was_public(office: Office) -> None:
    """The result expires; an inspection outside the draws stays a day longer, and the listing with it."""
    _, bad, _ = await found(office)
    await _listed_and_repaired(office)
    await records(office, RIGHT.replace(NAME, bad))
    await office.press("周审", TITLE, RELEASE)
    office.stage.clock.pass_time(timedelta(days=DAYS - 5))
    await office.stage.tick()
    assert [kind for kind, *_ in await taken_down(office)] == ["随机抽查"]
    assert "信用已修复" in public_pages(office, "target-*.html")
    await pass_days(office, 1)
    await recall(office)
    await office.press("周审", TITLE, "同意撤下")
    days = {kind: removed for kind, _, _, removed, _ in await taken_down(office)}
    today = office.stage.clock.now().date()
    last, before = today.isoformat(), (today - timedelta(days=1)).isoformat()
    assert days == {"随机抽查": before, "非随机检查": last, "黑名单": last}


async def _listed_and_repaired(office: Office) -> None:
    await office.press("王芳", CARD, "行政处罚")
    await office.say("王芳", WANTED)
    await office.press("张敏", "【处理意见审批】", "同意")
    await office.press("王芳", CARD, "已作出行政处罚决定")
    await office.say("王芳", "曲教罚〔2026〕1号")
    await office.press("周审", "【处理结果审核】", "审核通过")
    await office.press("王芳", CARD, "公示处理结果")
    await pass_days(office, 9)  # its term ends after that of the result
    await office.press("张敏", "【黑名单】", "列入黑名单")
    await office.press("张敏", "【黑名单】", "信用修复")
    await office.say("张敏", PLEA)
