"""What is followed up before its finding is public shows in no figure, and the group reads nothing of it."""

from bot.domain.people import Role
from bot.domain.rounds import RoundState
from bot.usecases.act import Act
from bot.usecases.people.turn_delegations import pass_round
from demo.stage import card
from tests.stories.acts import answer, press_about, public_pages, publish, send_photo
from tests.stories.ledger import grant
from tests.stories.office import ITEMS, Office
from tests.stories.test_after_publication import SLIP, punished
from tests.stories.test_diligence import done
from tests.stories.test_follow_up import CARD, ITEM, found, order
from tests.stories.test_follow_up_at_release import open_terms, released
from tests.stories.test_objections import WORDS, correct, decide, object_to
from tests.stories.test_round_recusal import approver_of
from tests.stories.watch import GROUP
from tests.stories.wording import NUMBER, Drawn, read_result, say, says, text

MEASURE = say("deadline.measure")


async def test_figures_count_no_term_of_a_finding_before_it_is_public(office: Office) -> None:
    _, bad, _ = await released(office)
    await order(office)
    _, good = read_result(office).targets
    await publish(office, good)
    shown = public_pages(office, "statistics.html")
    assert (say("deadline.release") in shown, MEASURE in shown) == (True, False)
    await press_about(office, "王芳", "【公示】", bad, "公示")
    assert MEASURE in public_pages(office, "statistics.html")


async def _overlooked(office: Office, drawn: Drawn, bad: str) -> None:
    """The team finds in its correction another item that it had overlooked; it is released."""
    leader = drawn.teams[1][0]
    await object_to(office, bad, WORDS)
    await decide(office, "异议成立")
    await office.press(leader, "【更正】", "打开记录")
    await answer(office, leader, bad, "2 不正常")
    await send_photo(office, leader, "未公示收费标准")
    await _sign(office, drawn, bad)


async def _sign(office: Office, drawn: Drawn, bad: str) -> None:
    leader, partner = drawn.teams[1]
    await answer(office, leader, bad, "已签字盖章", "提交记录")
    await press_about(office, partner, "【共同签字】", bad, "签字确认")
    await press_about(office, "周审", "【审核】", bad, "审核通过")


async def test_group_of_a_closed_round_reads_nothing_of_what_a_correction_has_found(office: Office) -> None:
    drawn, bad, watch = await found(office)
    await punished(office, bad)
    await office.say("王芳", "/status", in_group=True)  # the public outcome may still lead to a listing
    assert say("deadline.measure_decision") in card(office["王芳"], "【进度】", office.group).text
    async with office.stage.service.database.writing() as work:  # as if its other targets were done
        await work.rounds.change(await work.rounds.one(number=NUMBER), state=RoundState.CLOSED)
    await _overlooked(office, drawn, bad)
    assert ITEMS[1].name in card(office["王芳"], CARD).text
    assert "measure" in await open_terms(office)
    watch.news()

    await office.say("王芳", "/status", in_group=True)
    (board,) = watch.news()[GROUP]
    assert board[0] == say("status.board", rounds=text("status.none"))
    await _handed_over(office, "王芳")
    await _amended(office, drawn, bad)
    news = watch.news()
    assert says("follow_up.dropped", number=NUMBER, name=bad, item=ITEMS[1].name) in news["王芳"]
    assert GROUP not in news
    assert f"后续处理终止：{ITEMS[1].name}" in await done(office, bad, drawn.teams[1][0])


async def _handed_over(office: Office, name: str) -> None:
    """Have the round led by this person from now on."""
    service = office.stage.service
    async with service.database.writing() as work:
        act = Act(work, service.desk.office, office.stage.clock.now())
        person = await work.people.one(name=name)
        assert person is not None
        await pass_round(act, await work.rounds.get(1), person)


async def _amended(office: Office, drawn: Drawn, bad: str) -> None:
    """The team was wrong about the other item: it is normal in the record that is released next."""
    leader, partner = drawn.teams[1]
    approver = approver_of(leader)
    await answer(office, leader, bad, "申请更正")
    await office.say(leader, "第 2 项应为正常")
    await office.press(partner, "【申请更正】", "同意更正")
    await office.press(approver, "【申请更正】", "批准更正")
    await answer(office, leader, bad, "2 正常")
    await _sign(office, drawn, bad)


async def test_finding_that_was_corrected_away_and_found_again_is_hidden_until_it_is_public(
    office: Office,
) -> None:
    drawn, bad, _ = await found(office)
    leader = drawn.teams[1][0]
    await object_to(office, bad, WORDS)
    await decide(office, "异议成立")
    await correct(office, drawn, bad)
    await press_about(office, "王芳", "【公示】", bad, "发现有误，复核更正")
    await office.say("王芳", SLIP)
    await decide(office, "同意更正")
    await office.press(leader, "【更正】", "打开记录")
    await answer(office, leader, bad, "1 不正常")
    await _sign(office, drawn, bad)
    await order(office)
    _, good = read_result(office).targets
    await publish(office, good)
    page = public_pages(office, "target-*.html")
    assert (await open_terms(office), "正在处理" in page) == (["rectification"], False)
    await press_about(office, "王芳", "【公示】", bad, "公示")
    assert "正在处理" in public_pages(office, "target-*.html")


async def test_approver_reads_of_no_finding_that_is_owed_about_before_it_is_public(office: Office) -> None:
    _, bad, watch = await released(office)
    await grant(office, "李核", Role.APPROVER)
    for _ in range(7):
        await office.stage.pass_working_day()
    news = watch.news()
    told = {name: [w for w, _ in shown if MEASURE in w] for name, shown in news.items()}
    assert {name for name, words in told.items() if words} == {"王芳", "李核", "张敏"}
    assert {name: any(ITEM in w for w in words) for name, words in told.items() if words} == {
        "王芳": True,
        "李核": False,
        "张敏": True,
    }
    assert any(bad in each for each in told["李核"])
