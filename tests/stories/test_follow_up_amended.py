"""A released record is amended before its publication, while what it found is followed up already."""

from demo.stage import card
from playground import Message
from tests.stories.acts import answer, press_about, public_pages, send_photo
from tests.stories.attempts import void
from tests.stories.forging import data_of, forge
from tests.stories.ledger import states
from tests.stories.office import ITEMS, Office
from tests.stories.papers import papers, printed
from tests.stories.test_extensions import PLEA, TITLE, asks
from tests.stories.test_follow_up import CARD, ITEM, WANTED, order
from tests.stories.test_follow_up_at_release import open_terms, released
from tests.stories.test_round_recusal import approver_of
from tests.stories.wording import NUMBER, Drawn, say, says

VISIT, AMENDING = "【整改回访】", "【申请更正】"
SHELF, ENDED = f"作废-{NUMBER}-1", "该次检查已终止"


async def open_again(office: Office, drawn: Drawn, bad: str) -> None:
    """Have the team and the approver open the released record again."""
    leader, partner = drawn.teams[1]
    await answer(office, leader, bad, "申请更正")
    await office.say(leader, "看错一行")
    await office.press(partner, AMENDING, "同意更正")
    await office.press(approver_of(leader), AMENDING, "批准更正")


async def release_again(office: Office, drawn: Drawn, bad: str) -> None:
    """Have the opened record signed by all, and released."""
    leader, partner = drawn.teams[1]
    await answer(office, leader, bad, "已签字盖章", "提交记录")
    await press_about(office, partner, "【共同签字】", bad, "签字确认")
    await press_about(office, "周审", "【审核】", bad, "审核通过")


async def test_what_an_amendment_takes_away_leaves_nobody_a_button(office: Office) -> None:
    drawn, bad, watch = await released(office)
    leader = drawn.teams[1][0]
    await order(office)
    await asks(office, "2026-10-16", PLEA)
    await open_again(office, drawn, bad)
    (paper,) = await papers(office, "order", bad)
    assert (ITEM in printed(paper), WANTED in printed(paper)) == (True, True)
    outdated = data_of(card(office["张敏"], TITLE), "不同意延期")
    await answer(office, leader, bad, "1 正常")
    (paper,) = await papers(office, "order", bad)  # the draft says otherwise, what was released stands
    assert [each.item for each in paper.abnormal] == [ITEM]
    await release_again(office, drawn, bad)

    assert says("follow_up.dropped", number=NUMBER, name=bad, item=ITEM) in watch.news()["王芳"]
    assert await states(office, "extensions") == ["overtaken"]
    assert (await open_terms(office), card(office["王芳"], CARD).labels) == ([], [])
    assert card(office["张敏"], TITLE).labels == []
    assert await forge(office, office["张敏"], card(office["张敏"], TITLE), outdated) == say("refused.stale")
    (paper,) = await papers(office, "order", bad)
    assert WANTED not in printed(paper)
    await office.say("张敏", "/pending")
    assert office["张敏"].last().text.startswith(say("pending.none"))
    await press_about(office, "王芳", "【公示】", bad, "公示")
    page = public_pages(office, "target-*.html")
    assert [words in page for words in ("未发现问题", "正在处理", "责令改正")] == [True, False, False]


async def test_return_visit_ends_with_the_finding_that_it_was_for(office: Office) -> None:
    drawn, bad, watch = await released(office)
    leader, partner = drawn.teams[1]
    await order(office)
    await office.press("王芳", CARD, "已收到整改报告")
    await office.press(leader, VISIT, "已改正")
    await open_again(office, drawn, bad)
    await answer(office, leader, bad, "1 正常", "2 不正常")
    await send_photo(office, leader, "未公示收费标准")
    await release_again(office, drawn, bad)

    assert [card(office[name], VISIT).labels for name in (leader, partner)] == [[], []]
    assert ITEMS[1].name in card(office["王芳"], CARD).text
    assert await open_terms(office) == ["measure"]
    watch.news()
    await office.say(leader, "/duty")
    assert not any(words.startswith(VISIT) for words, _ in watch.news()[leader])


async def test_papers_of_what_was_called_off_name_who_inspected_and_say_that_it_ended(office: Office) -> None:
    drawn, bad, _ = await released(office)
    leader, partner = drawn.teams[1]
    await order(office)
    await void(office)
    (form,) = await papers(office, "form", bad, SHELF)
    assert {each.name for each in form.team} == {leader, partner}
    made = await papers(office, "diligence", bad, SHELF)
    assert len(made) == 2
    for each in made:
        shown = printed(each)
        assert [words in shown for words in (ENDED, f"后续处理终止：{ITEM}", "更换")] == [True, True, False]


async def test_nothing_of_what_was_called_off_is_released_or_published_any_more(office: Office) -> None:
    drawn, bad, _ = await released(office)
    (good,) = [name for name in drawn.targets if name != bad]
    leader, partner = drawn.teams[1]
    await answer(office, leader, bad, "申请更正")
    await office.say(leader, "看错一行")
    await office.press(partner, AMENDING, "同意更正")
    waiting = (
        ("王芳", "【公示】", bad, "公示"),
        ("周审", "【审核】", good, "审核通过"),
        ("周审", "【审核】", good, "退回"),
    )
    outdated = [data_of(_about(office, *each[:3]), each[3]) for each in waiting]
    await void(office)

    assert await states(office, "amendments") == ["overtaken"]
    approver = approver_of(leader)
    await office.say(approver, "/pending")
    assert office[approver].last().text.startswith(say("pending.none"))
    assert card(office[approver], AMENDING).labels == []
    for (name, title, target, _), pressed in zip(waiting, outdated, strict=True):
        shown = _about(office, name, title, target)
        told = f"状态：{say('release.ended')}\n\n{say('release.called_off')}"
        assert (told in shown.text, shown.labels) == (True, [])
        assert await forge(office, office[name], shown, pressed) == say("release.called_off")
    assert sorted(await states(office, "inspections")) == ["released", "signed"]
    assert await states(office, "publications", "version") == []


def _about(office: Office, name: str, title: str, target: str) -> Message:
    return next(m for m in reversed(office.sees(name)) if m.text.startswith(title) and target in m.text)
