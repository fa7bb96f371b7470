"""What follows on a finding begins with its release: before it is public, and told to those alone who act."""

from datetime import timedelta

from bot.domain.results.follow_ups import FollowUpState
from demo.stage import card
from tests.stories.acts import answer, press_about, public_pages, send_photo
from tests.stories.attempts import void
from tests.stories.forging import data_of, forge
from tests.stories.office import ITEMS, Office
from tests.stories.test_follow_up import CARD, DEFAULT, ITEM, MEASURES, facts, found, order
from tests.stories.test_objections import REASON, object_to
from tests.stories.test_round_publication import signed
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import NUMBER, Drawn, due, say, says

PUBLISH = "公示处理结果"


async def released(office: Office) -> tuple[Drawn, str, Watch]:
    """Release one abnormal result that nobody has published yet; watch from then on."""
    drawn, bad, _, watch = await signed(office)
    watch.news()
    await press_about(office, "周审", "【审核】", bad, "审核通过")
    return drawn, bad, watch


async def to_the_police(office: Office) -> None:
    """Have it handed over to the police, in the coordinator's and the lead office's hands only."""
    await office.press("王芳", CARD, "涉嫌犯罪，移送公安机关")
    await office.say("王芳", "涉嫌重大责任事故，移送县公安局")
    await office.press("张敏", "【处理意见审批】", "同意")
    await office.press("王芳", CARD, "已移送，接收机关已受理")
    await office.say("王芳", "曲教体移〔2026〕1号")
    await office.press("周审", "【处理结果审核】", "审核通过")


async def open_terms(office: Office) -> list[str]:
    """Return the kinds of the terms that run for what follows."""
    async with office.stage.service.database.reading() as work:
        return [each.kind for each in await work.deadlines.all(subject_kind="follow_up", state="open")]


async def test_crime_goes_to_the_police_before_its_result_is_public(office: Office) -> None:
    _, bad, watch = await released(office)
    news = watch.news()
    asked = says("follow_up.card", *MEASURES, **facts(bad, "open", due=due(9, 29), ground=DEFAULT))
    assert (news["王芳"][-1], GROUP in news) == (asked, False)
    assert await open_terms(office) == ["measure"]
    await _hidden(office, bad, say("deadline.measure"))

    await to_the_police(office)
    assert await open_terms(office) == []  # its publication cannot be owed before that of the result
    shown = card(office["王芳"], CARD)
    assert (say("follow_up.guide.waits") in shown.text, shown.labels) == (True, [["领取案件移送函"]])
    await _hidden(office, bad, say("deadline.outcome_publication"))
    watch.news()
    await office.say("王芳", "/pending")
    assert [words.split("】")[0] for words, _ in watch.news()["王芳"]] == ["【公示"]

    office.stage.clock.pass_time(timedelta(days=1))
    await press_about(office, "王芳", "【公示】", bad, "公示")
    assert await open_terms(office) == ["outcome_publication"]
    assert "正在处理" in public_pages(office, "target-*.html")
    assert say("date.due", day="2026年10月27日（周二）") in card(office["王芳"], CARD).text
    await office.press("王芳", CARD, PUBLISH)
    page = public_pages(office, "target-*.html")
    assert [words in page for words in ("移送公安机关", "接收机关已受理", "正在处理")] == [True, True, False]


async def _hidden(office: Office, bad: str, term: str) -> None:
    """Neither the group nor the pages nor who asks read of it, not even as a number."""
    await office.stage.tick()
    await office.say("王芳", "/status", in_group=True)
    told = "\n".join(m.text for m in office.sees("王芳", in_group=True))
    assert ("后续处理" in told, term in told, bad in public_pages(office)) == (False, False, False)
    assert (await _answer(office, bad)).startswith(say("query.nothing", words=bad))


async def test_button_of_an_outcome_publishes_nothing_before_the_result(office: Office) -> None:
    _, bad, _ = await released(office)
    await to_the_police(office)
    await press_about(office, "王芳", "【公示】", bad, "公示")
    outdated = data_of(card(office["王芳"], CARD), PUBLISH)
    async with office.stage.service.database.writing() as work:  # as if the press came first
        (kept,) = await work.publications.all()
        await work.publications.change(kept, findings=[[code, "normal"] for code, _ in kept.findings])
    refused = await forge(office, office["王芳"], card(office["王芳"], CARD), outdated)
    assert refused == say("follow_up.not_public")
    async with office.stage.service.database.writing() as work:
        await work.publications.change(await work.publications.get(kept.id), findings=kept.findings)
        (row,) = await work.follow_ups.all()
    assert (row.state, row.published_on) == (FollowUpState.RELEASED, None)


async def test_correction_shows_nothing_new_and_ends_nothing_old_before_it_is_public(office: Office) -> None:
    drawn, bad, watch = await found(office)
    await _corrected_to_another(office, drawn, bad)
    asked_before = await _answer(office, bad)
    watch.news()
    await press_about(office, "周审", "【审核】", bad, "审核通过")
    other = ITEMS[1].name
    asked = facts(bad, "open", due=due(9, 29), ground=DEFAULT) | {"item": other}
    assert watch.news()["王芳"][-1] == says("follow_up.card", *MEASURES, **asked)
    assert await _answer(office, bad) == asked_before
    assert await _followed(office) == {"A1": FollowUpState.OPEN, "A2": FollowUpState.OPEN}

    await press_about(office, "王芳", "【公示】", bad, "公示")
    assert says("follow_up.dropped", number=NUMBER, name=bad, item=ITEM) in watch.news()["王芳"]
    assert await _followed(office) == {"A1": FollowUpState.DROPPED, "A2": FollowUpState.OPEN}


async def _answer(office: Office, bad: str) -> str:
    """Return what a parent reads who asks for it, without the number of the notice."""
    parent, watch = office.stage.person("家长"), Watch(office)
    await office.say(parent, f"/query {bad}")
    return watch.news()["家长"][-1][0]


async def _corrected_to_another(office: Office, drawn: Drawn, bad: str) -> None:
    """The team was wrong about one item, and had overlooked the other."""
    leader, partner = drawn.teams[1]
    await object_to(office, bad, "当日已清理")
    await office.press("张敏", "【异议】", "异议成立")
    await office.say("张敏", REASON)
    await office.press(leader, "【更正】", "打开记录")
    await answer(office, leader, bad, "1 正常", "2 不正常")
    await send_photo(office, leader, "未公示收费标准")
    await answer(office, leader, bad, "已签字盖章", "提交记录")
    await press_about(office, partner, "【共同签字】", bad, "签字确认")


async def _followed(office: Office) -> dict[str, FollowUpState]:
    async with office.stage.service.database.reading() as work:
        return {each.item_code: each.state for each in await work.follow_ups.all()}


async def test_record_that_is_called_off_before_its_publication_is_followed_up_no_more(
    office: Office,
) -> None:
    _, bad, watch = await released(office)
    await order(office)
    watch.news()
    await void(office)
    assert says("follow_up.dropped", number=NUMBER, name=bad, item=ITEM) in watch.news()["王芳"]
    assert (await open_terms(office), list(card(office["王芳"], CARD).each_button())) == ([], [])
    await office.say("王芳", "/pending")
    assert card(office["王芳"], CARD).text.count(say("follow_up.state.dropped")) == 1


async def test_what_is_not_corrected_is_decided_anew_before_its_result_is_public(office: Office) -> None:
    drawn, bad, watch = await released(office)
    await order(office)
    await _not_corrected(office, *drawn.teams[1])
    assert (MEASURES[0] in watch.news()["王芳"][-1][1], await open_terms(office)) == (True, ["measure"])
    await press_about(office, "王芳", "【公示】", bad, "公示")
    assert await open_terms(office) == ["measure", "outcome_publication"]
    assert public_pages(office, "target-*.html").count("正在处理") == 1
    await office.say("王芳", "/status", in_group=True)
    assert (
        f"{say('deadline.outcome_publication')}：1 件" in card(office["王芳"], "【进度】", office.group).text
    )

    await to_the_police(office)
    await office.press("王芳", CARD, PUBLISH)
    page = public_pages(office, "target-*.html")
    assert [words in page for words in ("接收机关已受理", "未改正", "正在处理")] == [True, False, False]
    await press_about(office, "王芳", CARD, say("follow_up.state.released"), PUBLISH)
    assert "未改正" in public_pages(office, "target-*.html")
    assert await open_terms(office) == ["measure_decision"]  # whether it is listed


async def _not_corrected(office: Office, leader: str, partner: str) -> None:
    await office.press("王芳", CARD, "已收到整改报告")
    await office.press(leader, "【整改回访】", "未改正")
    await office.say(leader, "10月8日上午到场，仍有杂物")
    await office.press(partner, "【整改回访】", "签字确认")
    await office.press("周审", "【处理结果审核】", "审核通过")


async def test_finding_that_is_decided_anew_is_dropped_once(office: Office) -> None:
    drawn, bad, watch = await released(office)
    await order(office)
    await _not_corrected(office, *drawn.teams[1])
    watch.news()
    await void(office)
    dropped = says("follow_up.dropped", number=NUMBER, name=bad, item=ITEM)
    assert watch.news()["王芳"].count(dropped) == 1
    assert (await open_terms(office), set((await _followed(office)).values())) == (
        [],
        {FollowUpState.DROPPED},
    )
