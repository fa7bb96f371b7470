"""What becomes of an abnormal finding: decided by two, visited again, published, and decided anew."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.app.archives.gathering import hashes_of
from bot.app.papers.catalogue import Archivist, Wanted
from bot.domain.documents.cases import TransferLetter
from bot.domain.results.follow_ups import FollowUpState
from bot.domain.results.listings import ListingState
from bot.domain.rounds import RoundState
from bot.domain.texts import Text, text
from bot.regulations import load_profile
from bot.usecases.act import Act
from bot.usecases.rounds.rows_of_round import rows_of
from demo.pictures import photo
from demo.stage import card
from tests.stories.acts import (
    exported,
    press_about,
    public_pages,
    publish,
    send_photo,
    taken_down,
    unbind,
)
from tests.stories.forging import data_of, forge
from tests.stories.kept import kept
from tests.stories.office import ITEMS, Office
from tests.stories.papers import paper_sent
from tests.stories.test_objections import REASON, correct, object_to
from tests.stories.test_round_publication import signed
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import (
    CANCEL,
    DEFAULT,
    NUMBER,
    Drawn,
    article,
    code_of,
    due,
    read_result,
    say,
    says,
)

ITEM = ITEMS[0].name
WANTED = "消防通道堆放杂物，责令清理并书面报告"
SEEN = "10月8日上午到场，通道已清理"
PLEA = "10月20日申请，隐患已消除，曲教体修〔2026〕2号"
STILL = "10月8日上午到场，仍有杂物"
DAY, DAY_SHOWN = "2026-10-10", "2026年10月10日（周六）"
BASIS = article("第二十二条")
MEASURES = ("责令改正", "行政处罚", "移送其他行政机关", "涉嫌犯罪，移送公安机关", "不予处理")
TO_SERVE = ("领取责令改正通知书", "领取送达回证")
CARD = "【后续处理】"
SETTLED = f"{say('site.settled')}</span>"


@kept
async def _found(office: Office) -> None:
    drawn, bad, _, _ = await signed(office)
    assert drawn.of(1)[0] == bad
    await publish(office, bad)


async def found(office: Office) -> tuple[Drawn, str, Watch]:
    """Publish one abnormal result; return its target and a watch that begins after it."""
    await _found(office)
    drawn = read_result(office)
    return drawn, drawn.of(1)[0], Watch(office)


def facts(bad: str, state: str, **more: object) -> dict[str, object]:
    return {
        "number": NUMBER,
        "name": bad,
        "item": ITEM,
        "decided": "",
        "came_of_it": "",
        "state": text(f"follow_up.state.{state}"),
        "guide": text(f"follow_up.guide.{state}"),
        "basis": BASIS,
        **more,
    }


async def order(office: Office, outdated: str = "") -> None:
    """Have the target ordered to correct it by a Saturday that is worked on.

    `outdated` is what stood behind the button of an earlier proposal: it agrees to nothing else.
    """
    await office.press("王芳", CARD, "责令改正")
    await office.say("王芳", DAY)
    await office.say("王芳", WANTED)
    if outdated:
        asking = card(office["张敏"], "【处理意见审批】")
        assert await forge(office, office["张敏"], asking, outdated) == say("refused.stale")
    await office.press("张敏", "【处理意见审批】", "同意")


async def test_finding_is_ordered_corrected_visited_again_and_its_outcome_published(office: Office) -> None:
    drawn, bad, watch = await found(office)
    leader, partner = drawn.teams[1]
    page = public_pages(office, "target-*.html")
    marks = ("后续处理", "正在处理", SETTLED)
    assert [words in page for words in marks] == [True, True, False]

    await office.say("王芳", "/pending")
    shown = says("follow_up.card", *MEASURES, **facts(bad, "open", due=due(9, 29), ground=DEFAULT))
    assert shown in watch.news()["王芳"]
    await office.press("王芳", CARD, "责令改正")
    days = ["5 个工作日，2026-09-29 前", "10 个工作日，2026-10-12 前"]
    assert watch.news()["王芳"][-1][1][:2] == days
    await office.say("王芳", "下周")
    assert watch.news() == {"王芳": [says("follow_up.bad_day")]}
    await office.say("王芳", "2026-09-21")
    assert watch.news() == {"王芳": [says("follow_up.bad_day")]}
    await office.say("王芳", DAY)
    what = text("follow_up.measure.correct")
    assert watch.news()["王芳"][-1] == says(
        "follow_up.ask_words", "返回上一步", CANCEL, what=what, ground=BASIS
    )
    await office.say("王芳", WANTED)

    decided = text("follow_up.decided", what=what, until=text("follow_up.until", day=DAY_SHOWN), words=WANTED)
    waits = facts(bad, "proposed", decided=decided, due=due(9, 29), ground=DEFAULT, by="王芳")
    assert watch.news()["张敏"] == [says("follow_up.decide", "同意", "退回", **waits)]
    await proposed_again(office, bad, watch, decided)
    paper = paper_sent(office, "张敏")
    wanted = (
        "后续处理审批表",
        f"对“{ITEM}”的处理：责令改正，限 2026年10月10日 前改正",
        WANTED,
        "同意。（张敏，",
    )
    assert [each in paper for each in wanted] == [True] * len(wanted)
    await visited(office, leader, partner)
    watch.news()
    await outcome(office, bad, watch)


async def proposed_again(office: Office, bad: str, watch: Watch, decided: Text) -> None:
    # It comes back with a reason, and is proposed again.
    outdated = data_of(card(office["张敏"], "【处理意见审批】"), "同意")
    await office.press("张敏", "【处理意见审批】", "退回")
    await office.say("张敏", "期限请写明到日")
    assert say(
        "follow_up.returned", number=NUMBER, name=bad, item=ITEM, reason="期限请写明到日", by="张敏"
    ) in [words for words, _ in watch.news()["王芳"]]
    await order(office, outdated)
    decided_until = "审批期限：2026年9月29日（周二） 24:00，依据：规定未写明，按抽查系统预设"
    assert decided_until in card(office["张敏"], "【处理意见审批】").text  # not the target's term
    news = watch.news()
    await _on_paper(office, bad)
    ordered = facts(bad, "ordered", decided=decided, due=text("date.due", day=DAY_SHOWN), ground=BASIS)
    ways = ("已收到整改报告，安排回访", "期满未报告，安排回访", "检查对象申请延期")
    assert says("follow_up.card", *ways, *TO_SERVE, **ordered) in news["王芳"]
    assert GROUP not in news
    toast = await office.press("王芳", CARD, "期满未报告")
    assert toast == say("follow_up.not_over", day=DAY_SHOWN)
    await office.press("王芳", CARD, "已收到整改报告")
    cards = watch.news()
    leader, partner = read_result(office).teams[1]
    assert [cards[name][-1][1] for name in (leader, partner)] == [["已改正", "未改正"], []]


async def _on_paper(office: Office, bad: str) -> None:
    """The order says what was decided, and until when; nothing is transferred yet."""
    async with office.stage.service.database.reading() as work:
        act = Act(work, office.stage.service.desk.office, office.stage.clock.now())
        archivist = Archivist(act, "本局")
        ((_, order),) = await archivist.documents(Wanted("order", NUMBER, code_of(bad)))
        ((_, letter),) = await archivist.documents(Wanted("transfer", NUMBER, code_of(bad)))
    told = order.model_dump()
    wanted = {"places": "1", "words": WANTED, "due_on": date(2026, 10, 10)}
    assert (told["decided"], told["due_on"]) == ((wanted,), date(2026, 10, 10))
    assert [each["item"] for each in told["abnormal"]] == [ITEM]
    assert (letter.model_dump()["decided"], letter.model_dump()["is_crime"]) == ((), False)


async def _letter_to_the_police(office: Office, bad: str) -> None:
    """Ordos asks for the transfer of a crime in another article than for what else follows."""
    async with office.stage.service.database.reading() as work:
        ordos = replace(office.stage.service.desk.office, profile=load_profile("ordos-education-sport"))
        archivist = Archivist(Act(work, ordos, office.stage.clock.now()), "本局")
        ((_, letter),) = await archivist.documents(Wanted("transfer", NUMBER, code_of(bad)))
    assert isinstance(letter, TransferLetter)
    assert letter.is_crime
    assert letter.ground == "《鄂尔多斯市教育体育局双随机抽查工作实施细则》第十一条"


async def visited(office: Office, leader: str, partner: str) -> None:
    # The partner cannot record, the leader cannot sign; who is not on the roster cannot go.
    await office.press("王芳", CARD, "改由他人回访")
    await office.say("王芳", f"{leader}、路人")
    assert say("follow_up.no_such_visitor", name="路人") in office["王芳"].last().text
    await office.say("王芳", leader)
    assert say("follow_up.too_few", n=2) in office["王芳"].last().text
    await office.say("王芳", "/cancel")
    await office.press(leader, "【整改回访】", "已改正")
    await office.say(leader, SEEN)
    # The one who should sign has left: others go there, and record it themselves.
    await office.say("王芳", "/pending")
    labels = card(office["王芳"], CARD).labels
    await unbind(office, partner)
    await office.say("王芳", "/pending")
    served = [[each] for each in TO_SERVE]
    assert (labels, card(office["王芳"], CARD).labels) == (served, [["改由他人回访"], *served])
    await office.press("王芳", CARD, "改由他人回访")
    first, second = [name for name in ("甲一", "乙二", "丙三", "丁四") if name not in (leader, partner)][:2]
    await office.say("王芳", f"{first}、{second}")
    await office.press(first, "【整改回访】", "已改正")
    for _ in range(2):  # the same picture twice is one
        await send_photo(office, first, "通道已清空")
        assert office.sees(first)[-1].text.startswith(say("follow_up.pictured", n=1))
    await office.say(first, SEEN)
    assert "处理结果：已改正（照片 1 张）\n" in card(office[second], "【整改回访】").text
    await office.press(second, "【整改回访】", "签字确认")
    async with office.stage.service.database.reading() as work:
        (row,) = await work.follow_ups.all()
        rows = await rows_of(work, await work.rounds.one(number=NUMBER))
    assert row.pictures == [hashlib.sha256(photo()).hexdigest()]
    assert set(row.pictures) <= set(hashes_of(rows))  # so they come into the archive


async def outcome(office: Office, bad: str, watch: Watch) -> None:
    until = _last_line(office)
    await office.press("周审", "【处理结果审核】", "审核通过")
    assert (until[:5], _last_line(office)) == ("审核期限：", until)
    async with office.stage.service.database.writing() as work:  # as if its other targets were done
        await work.rounds.change(await work.rounds.one(number=NUMBER), state=RoundState.CLOSED)
    watch.news()
    await office.press("王芳", CARD, "公示处理结果")

    published = says("follow_up.published", number=NUMBER, name=bad)
    assert watch.news()[GROUP] == [published, says("follow_up.all_done", number=NUMBER)]
    page = public_pages(office, "target-*.html")
    assert [each in page for each in ("责令改正", "已改正", WANTED, SEEN)] == [True, True, False, False]
    shown = (page, public_pages(office, "round-*.html"), public_pages(office, "index.html"))
    assert [SETTLED in each for each in shown] == [True, True, True]
    await _reported(office)
    terms = {"n": 20, "ground": DEFAULT, "answer": 15, "answer_ground": DEFAULT}
    assert say("site.objecting", **terms) in page
    assert say("site.statistics_rectified") in public_pages(office, "statistics.html")
    parent = office.stage.person("家长")
    await office.say(parent, f"/query {bad}")
    assert f"后续处理：{ITEM}，已改正" in parent.last().text
    full_width = code_of(bad).translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
    await office.say(parent, f"/query {full_width}")
    assert f"后续处理：{ITEM}，已改正" in parent.last().text
    async with office.stage.service.database.reading() as work:
        assert await work.deadlines.all(subject_kind="follow_up", state="open") == []
        events = [each.event for each in await work.journal.all()]
    assert events[-2:] == ["outcome_released", "outcome_published"]


def _last_line(office: Office) -> str:
    """Return until when the releaser has to look at the outcome, and on what ground."""
    return next(line for line in card(office["周审"], "【处理结果审核】").text.split("\n") if "期限" in line)


async def _reported(office: Office) -> None:
    """The report of the round counts what came of it."""
    async with office.stage.service.database.reading() as work:
        act = Act(work, office.stage.service.desk.office, office.stage.clock.now())
        ((_, report),) = await Archivist(act, "本局").documents(Wanted("report", NUMBER))
    told = report.model_dump()
    assert [(each["name"], each["part"]) for each in told["measures"]] == [("责令改正，已改正", 1)]
    assert told["in_hand"] == 0


async def test_what_is_not_corrected_is_decided_anew_and_goes_to_the_police_in_a_day(office: Office) -> None:
    drawn, bad, watch = await found(office)
    leader, partner = drawn.teams[1]
    await order(office)
    office.stage.clock.pass_time(timedelta(days=21))
    await office.stage.tick()
    reminded = [words for words, _ in watch.news()["王芳"] if words.startswith("【催办】")]
    assert any("督促改正" in words for words in reminded)
    await office.press("王芳", CARD, "期满未报告")
    # Others go in the place of the team, which is told that it need not.
    others = [name for name in ("甲一", "乙二", "丙三", "丁四") if name not in drawn.people][:2]
    await office.press("王芳", CARD, "改由他人回访")
    await office.say("王芳", "、".join(others))
    assert say("follow_up.relieved", names="、".join(others)) in office[leader].last().text
    first, second = others
    await office.press(first, "【整改回访】", "未改正")
    await office.say(first, STILL)
    outdated = data_of(card(office[second], "【整改回访】"), "签字确认")
    await office.press(second, "【整改回访】", "退回")
    await office.press(first, "【整改回访】", "未改正")
    await office.say(first, STILL)
    # The button under the words that were sent back signs nothing else.
    stale = await forge(office, office[second], card(office[second], "【整改回访】"), outdated)
    assert stale == say("refused.stale")
    await office.press(second, "【整改回访】", "签字确认")
    watch.news()
    await office.press("周审", "【处理结果审核】", "审核通过")
    assert MEASURES[0] in watch.news()["王芳"][-1][1]  # decided anew, whenever the outcome is published
    await press_about(office, "王芳", CARD, say("follow_up.state.released"), "公示处理结果")

    await press_about(office, "王芳", CARD, bad, "涉嫌犯罪，移送公安机关")
    await office.say("王芳", "涉嫌重大责任事故，移送县公安局")
    law = text("ground.default_by_law", instrument="《行政执法机关移送涉嫌犯罪案件的规定》", article="第五条")
    await office.press("张敏", "【处理意见审批】", "同意")
    today = office.stage.clock.now().date()
    words = card(office["王芳"], CARD).text
    tomorrow = today + timedelta(days=1)
    assert say("date.due", day=tomorrow) in words
    assert f"依据：{say(law.key, **law.params)}" in words
    await office.press("王芳", CARD, "已移送，接收机关已受理")
    await office.say("王芳", "曲教体移〔2026〕1号")
    await office.press("周审", "【处理结果审核】", "审核通过")
    await office.press("王芳", CARD, "公示处理结果")
    await _letter_to_the_police(office, bad)
    page = public_pages(office, "target-*.html")
    for shown in ("未改正", "涉嫌犯罪，移送公安机关", "已移送，接收机关已受理"):
        assert shown in page
    assert ("曲教体移" in page, partner in page) == (False, False)
    await _listed_repaired_and_expired(office, bad)


async def _listed_repaired_and_expired(office: Office, bad: str) -> None:
    """The lead office puts the target on the blacklist, repairs it; what is over is taken down by the bot."""
    await office.say("张敏", "/pending")
    asked = card(office["张敏"], "【黑名单】")
    assert [each.label for each in asked.each_button()] == ["列入黑名单", "不列入"]
    await office.press("张敏", "【黑名单】", "列入黑名单")
    assert (await _listing(office, bad), "已列入黑名单" in _file(office, bad)) == (("listed", True), True)
    assert "(<bdi>规定未写明，按抽查系统预设</bdi>)" in _file(office, bad)
    assert "列入 1095 个自然日（规定未写明，按抽查系统预设），到期自动移出" in asked.text
    assert (await _exported(office))["uses"].endswith("第二十四条，“依法采取限制或者禁入的惩戒措施”")
    await office.press("张敏", "【黑名单】", "信用修复")
    await office.say("张敏", PLEA)
    assert ("信用已修复" in (mended := await _exported(office))["conclusion"], mended["uses"]) == (True, "")
    assert await _listing(office, bad) == ("repaired", False)
    page = _file(office, bad)
    assert [words in page for words in ("信用已修复", "已列入黑名单", PLEA)] == [True, False, False]
    assert office["王芳"].last().text.startswith(f"{bad} 的信用已修复")
    assert card(office["张敏"], "【黑名单】").buttons == []
    async with office.stage.service.database.writing() as work:
        (listing,) = await work.listings.all()
        await work.listings.change(listing, until=office.stage.clock.now().date() - timedelta(days=2))
    await office.stage.tick()
    assert (await _listing(office, bad), "信用已修复" in _file(office, bad)) == (("expired", False), False)
    assert office["王芳"].last().text.startswith(f"{bad} 的黑名单记录已到期")
    await _taken_down_when_its_time_is_over(office, bad)


async def _taken_down_when_its_time_is_over(office: Office, bad: str) -> None:
    """Nothing follows on the abnormal result any more: after three years it is public no longer."""
    today = office.stage.clock.now().date()
    async with office.stage.service.database.writing() as work:
        for each in await work.publications.all():
            await work.publications.change(each, published_on=today - timedelta(days=1094))
    for is_public in (True, False):  # its last day is tomorrow
        office.stage.clock.pass_time(timedelta(days=1))
        await office.stage.tick()
        assert (bad in public_pages(office, "target-*.html")) is is_public
    told = say("publish.expired", number=NUMBER, name=bad, n=1095, ground=DEFAULT)
    assert sum(m.text.startswith(told) for m in office.sees("王芳")) == 1
    gone = [(kind, state) for kind, state, *_ in await taken_down(office)]
    assert gone == [("黑名单", "期满撤下"), ("随机抽查", "期满撤下")]
    await _repaired_goes_with_the_result(office)
    pages = public_pages(office)
    assert (bad in pages, say("site.results_expired") in pages) == (False, True)
    await office.say("王芳", f"/query {bad}")
    assert office["王芳"].last().text.startswith(say("query.nothing", words=bad))


async def _repaired_goes_with_the_result(office: Office) -> None:
    """A listing that is repaired, and whose term is not over, is public as long as the target has a file."""
    today = office.stage.clock.now().date().isoformat()
    for state in (ListingState.REPAIRED, ListingState.EXPIRED):
        async with office.stage.service.database.writing() as work:
            (listing,) = await work.listings.all()
            await work.listings.change(listing, state=state)
        listed, drawn = await taken_down(office)
        is_with_the_result = state is ListingState.REPAIRED
        assert (listed[-2:] == drawn[-2:], listed[3] == today) == (is_with_the_result, is_with_the_result)


async def _exported(office: Office) -> dict[str, Any]:
    (listed,) = [each for each in await exported(office) if each["kind"] == "黑名单"]
    return listed


async def _listing(office: Office, bad: str) -> tuple[str, bool]:
    async with office.stage.service.database.reading() as work:
        (listing,) = await work.listings.all()
        target = await work.targets.one(name=bad)
    assert target is not None
    return listing.state.value, target.is_blacklisted


def _file(office: Office, bad: str) -> str:
    return public_pages(office, f"target-{code_of(bad)}.html")


async def test_what_a_correction_takes_away_is_followed_up_no_more(office: Office) -> None:
    drawn, bad, watch = await found(office)
    await order(office)
    await object_to(office, bad, "当日已清理")
    await office.press("张敏", "【异议】", "异议成立")
    await office.say("张敏", REASON)
    watch.news()
    await correct(office, drawn, bad)
    assert says("follow_up.dropped", number=NUMBER, name=bad, item=ITEM) in watch.news()["王芳"]
    async with office.stage.service.database.reading() as work:
        assert await work.deadlines.all(subject_kind="follow_up", state="open") == []
        assert [each.state for each in await work.follow_ups.all()] == [FollowUpState.DROPPED]
    assert list(card(office["王芳"], CARD).each_button()) == []
