"""A published result is looked at again: what was wrong with it does not follow the target any longer."""

import zipfile
from datetime import timedelta

from bot.app.archives.about import facts_of
from bot.app.archives.checking import check_archive
from bot.app.on_demand import make_round_archive
from bot.app.papers.forms import form_of
from bot.app.papers.words import words_of
from bot.domain.archive import CONTENTS
from bot.domain.documents.days import time_in_words
from bot.domain.inspections import InspectionState
from bot.domain.people import Role
from demo.stage import card
from tests.site.html_reader import read
from tests.stories.acts import press_about, public_pages, publish, unbind
from tests.stories.attempts import void
from tests.stories.ledger import grant
from tests.stories.office import MONDAY, Office
from tests.stories.test_follow_up import CARD, found
from tests.stories.test_objections import REASON, WORDS, decide, object_to, sign_anew
from tests.stories.test_undrawn_inspections import TYPED, records
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import DEFAULT, NUMBER, Drawn, code_of, due, read_result, say, says, text

ORDERED = "责令清理通道"
LISTED = "已列入黑名单"
OFFERED = [[say(key, number=NUMBER)] for key in ("objection.start_in", "review.start_in")]
OFFERED_UNDRAWN = ("objection.start_undrawn", "review.start_undrawn", "undrawn.recall_of")
SLIP = "校园安全应为正常，录入时看错一行"
CODE = "91130634MA0000000X"


async def punished(office: Office, bad: str) -> None:
    """Have the target punished for what was found, and the outcome published."""
    await press_about(office, "王芳", CARD, bad, "行政处罚")
    await office.say("王芳", ORDERED)
    await office.press("张敏", "【处理意见审批】", "同意")
    await office.press("王芳", CARD, "已作出行政处罚决定")
    await office.say("王芳", "曲教罚〔2026〕1号")
    await office.press("周审", "【处理结果审核】", "审核通过")
    await office.press("王芳", CARD, "公示处理结果")


async def _corrected(office: Office, drawn: Drawn, bad: str) -> None:
    """Have the objection upheld, and the result published anew with the item as normal."""
    await object_to(office, bad, "当日已清理")
    await decide(office, "异议成立")
    await sign_anew(office, drawn, bad)
    await publish(office, bad)


async def test_one_correction_after_a_review_and_an_objection_names_both(office: Office) -> None:
    drawn, bad, _ = await found(office)
    await press_about(office, "王芳", "【公示】", bad, "发现有误，复核更正")
    await office.say("王芳", SLIP)
    await object_to(office, bad, WORDS)
    await decide(office, "异议成立")
    await decide(office, "同意更正")
    await sign_anew(office, drawn, bad)
    await publish(office, bad)
    both = say("correction.reason.both")
    assert both in public_pages(office, "target-*.html")
    await office.say("王芳", f"/query {bad}")
    assert say("query.corrected", version=2, reason=both) in office["王芳"].last().text


async def test_listing_outlives_a_void_draw_and_is_lifted_with_its_finding(office: Office) -> None:
    drawn, bad, _ = await found(office)
    # An order that is agreed to when its day has come would leave the target no time.
    await press_about(office, "王芳", CARD, bad, "责令改正")
    await office.say("王芳", "2026-09-23")
    await office.say("王芳", ORDERED)
    office.stage.clock.pass_time(timedelta(days=2))
    refused = say("follow_up.day_over", day="2026年9月23日（周三）")
    assert await office.press("张敏", "【处理意见审批】", "同意") == refused
    await office.press("张敏", "【处理意见审批】", "退回")
    await office.say("张敏", "期限已到，请重新拟定")

    await punished(office, bad)
    await office.press("张敏", "【黑名单】", "列入黑名单")
    await void(office)
    await _archived(office)
    parent = office.stage.person("家长")
    await office.say(parent, f"/query {bad}")
    assert LISTED in parent.last().text

    await _corrected(office, drawn, bad)
    told = say("listing.lifted", name=bad, next=text("listing.next.off"), ground=DEFAULT)
    assert [m.text.startswith(told) for m in office.sees("王芳")].count(True) == 1
    assert say("listing.state.lifted") in card(office["张敏"], "【黑名单】").text
    await office.say(parent, f"/query {bad}")
    assert (LISTED in parent.last().text, LISTED in public_pages(office)) == (False, False)
    async with office.stage.service.database.reading() as work:
        target = await work.targets.one(name=bad)
    assert target is not None
    assert not target.is_blacklisted
    await _replaced_version_is_taken_down(office)


async def _archived(office: Office) -> None:
    """What was published before the draw was void lies in a round of its own, and is archived as that."""
    path, number = office.stage.data_dir / "void.zip", f"作废-{NUMBER}-1"
    await make_round_archive(office.stage.service.database, office.stage.data_dir, number, path)
    index = check_archive(path).index
    assert (index.round, index.state, index.related) == (number, "void", (NUMBER,))
    with zipfile.ZipFile(path) as file:
        shown = " ".join(read(file.read(CONTENTS)).texts)
    said = say(
        "archive.void_result",
        draw=NUMBER,
        attempt=1,
        at=time_in_words(office.stage.clock.now()),
        reason=text("attempt.reason.wrong_pool"),
        basis="青教〔2026〕12号",
        round=NUMBER,
    )
    assert [each in shown for each in (number, say("round.state.void"), said)] == [True] * 3
    profile = office.stage.service.desk.office.profile
    async with office.stage.service.database.reading() as work:
        home = await work.rounds.one(number=NUMBER)
        assert home is not None
        with words_of(profile):  # it goes on, and has no archive yet
            lines = await facts_of(work, home, office.stage.clock.now().isoformat())
    assert lines[-1].text == say("archive.kept_apart", number=number)


async def _replaced_version_is_taken_down(office: Office) -> None:
    """A wrong finding is not public for longer than a right one; the figures still count both."""
    replaced = "更正前的版次 1"
    assert replaced in public_pages(office, "target-*.html")
    async with office.stage.service.database.writing() as work:
        for each in await work.publications.all():
            await work.publications.change(each, published_on=each.published_on - timedelta(days=1096))
    office.stage.clock.pass_time(timedelta(days=1))
    await office.stage.tick()
    page = public_pages(office, "target-*.html")
    assert (replaced in page, "发现问题待后续处理" in page, "未发现问题" in page) == (False, False, True)


async def test_objection_of_a_closed_round_is_recorded_when_its_coordinator_has_left(office: Office) -> None:
    _, bad, watch = await found(office)
    await grant(office, "王芳", Role.LEAD_OFFICE)
    office.stage.clock.pass_time(timedelta(days=40))
    await office.say("王芳", f"/query {bad}")
    assert card(office["王芳"], bad).labels == OFFERED
    await grant(office, "李核", Role.COORDINATOR)
    await office.say("李核", f"/query {bad}")
    assert card(office["李核"], bad).labels == []  # the round is another's, who is there

    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name="王芳")
        assert person is not None
        post = await work.grants.one(person_id=person.id, role=Role.COORDINATOR)
        await work.grants.change(post, is_revoked=True)
    await office.say("李核", f"/query {bad}")
    await office.press("李核", bad, "登记异议")
    await office.say("李核", f"收到日期：2026-09-20\n{WORDS}")
    assert office["李核"].last().text.startswith(say("objection.bad_day", first="2026年9月21日（周一）"))
    watch.news()
    # It came in time, and lay there: the term of the answer has begun on that day, and is over.
    await office.say("李核", f"收到日期：2026-09-22\n{WORDS}")
    news = watch.news()
    assert news[GROUP] == [says("people.coordinator_changed", number=NUMBER, name="李核")]
    assert says("objection.recorded", name=bad, due=due(10, 20), ground=DEFAULT) in news["李核"]
    (asked,) = [words for words, _ in news["张敏"] if words.startswith("【异议】")]
    assert (WORDS in asked, "2026-09-22" in asked, say("objection.late") in asked) == (True, False, False)
    assert "王芳" not in news  # she has published it, and does not answer as lead office
    await decide(office, "异议不成立", reason="来函所述与现场照片不符")
    assert "异议不成立" in office["李核"].last().text
    await _found_wrong_by_the_office(office, bad, watch)


async def _found_wrong_by_the_office(office: Office, bad: str, watch: Watch) -> None:
    """What the office finds itself is no objection: the public learns of it with the correction."""
    before = public_pages(office, "target-*.html")
    await office.say("李核", f"/query {bad}")
    await office.press("李核", bad, say("review.start_in", number=NUMBER))
    watch.news()
    await office.say("李核", SLIP)
    (asked,) = watch.news()["张敏"]
    assert (SLIP in asked[0], asked[1]) == (True, ["同意更正", "不同意，维持结果"])
    await office.say("李核", f"/query {bad}")
    assert office["李核"].last().labels == OFFERED[:1]  # the office's own one at a time
    assert public_pages(office, "target-*.html") == before
    await decide(office, "同意更正")
    news = watch.news()
    told = {"number": NUMBER, "name": bad, "answer": text("review.state.upheld"), "reason": REASON}
    assert says("review.answered", **told, by="张敏") in news["李核"]
    leader = read_result(office).teams[1][0]
    assert f"原因：{say('correction.reason.review')}" in news[leader][-1][0]
    assert public_pages(office, "target-*.html") == before


async def test_target_that_gets_another_code_keeps_one_credit_file_and_its_printed_address(
    office: Office,
) -> None:
    _, bad, _ = await found(office)
    before = code_of(bad)
    await records(office, TYPED.replace("第三中学", bad))
    async with office.stage.service.database.writing() as work:  # as a later register has it
        target = await work.targets.one(name=bad)
        assert target is not None
        await work.targets.change(target, code=CODE)
    await office.press("周审", "【非随机检查】", "审核通过并公示")
    await office.say("王芳", f"/query {bad}")
    file = office["王芳"].last()
    assert file.text.startswith(say("query.file", name=bad, code=CODE, lines="", how="").split("\n")[0])
    assert "· 非随机检查" in file.text
    ways = [[say(way, day="2026-09-20")] for way in OFFERED_UNDRAWN]
    assert file.labels == [*OFFERED, *ways]
    pages = [public_pages(office, f"target-{code}.html") for code in (before, CODE)]
    assert [CODE in page for page in pages] == [True, True]
    await _licence_of_the_visit(office)
    await _nobody_decides(office, bad)


async def _licence_of_the_visit(office: Office) -> None:
    """The form tells of the licence that was shown on site, though it ran out before the publication."""
    async with office.stage.service.database.writing() as work:
        for line in await work.inspectors.all():
            await work.inspectors.change(line, licence_until=MONDAY.date())
        (published,) = await work.inspections.all(state=InspectionState.PUBLISHED)
        later = published.model_copy(update={"published_on": MONDAY.date() + timedelta(days=3)})
        profile = office.stage.service.desk.office.profile
        with words_of(profile):
            form = await form_of(work, profile, "", later)
    assert [each.licensed for each in form.inspectors] == [True, True]


async def _nobody_decides(office: Office, bad: str) -> None:
    """Who leads the round is the only one of the lead office: the coordinator hears so before she writes."""
    await grant(office, "王芳", Role.LEAD_OFFICE)
    await unbind(office, "张敏")
    assert await press_about(office, "王芳", CARD, bad, "不予处理") == say("follow_up.nobody_decides")


async def test_correction_under_way_goes_on_when_its_draw_is_declared_void(office: Office) -> None:
    drawn, bad, _ = await found(office)
    await object_to(office, bad, WORDS)
    await decide(office, "异议成立")
    await void(office)
    async with office.stage.service.database.reading() as work:
        owed = {each.kind for each in await work.deadlines.all(state="open")}
    assert owed == {"correction", "entry", "measure"}
    await sign_anew(office, drawn, bad)
    await publish(office, bad)
    assert "本结果已更正 · 版次 2" in public_pages(office, "target-*.html")
