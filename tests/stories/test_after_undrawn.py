"""What follows on a public inspection outside the draws: the same as on a drawn one, and objections too."""

import io
from datetime import date, timedelta

from docx import Document

from bot.domain.people import Grant, Person, Role
from bot.domain.registers.rows import ItemList
from bot.domain.texts import Text
from demo.stage import card
from tests.stories.acts import exported, public_pages, taken_down, unbind
from tests.stories.forging import data_of, forge
from tests.stories.kept import kept
from tests.stories.office import ITEMS, MONDAY, TARGETS, Office
from tests.stories.test_after_publication import LISTED, OFFERED_UNDRAWN, SLIP, punished
from tests.stories.test_follow_up import BASIS, CARD, DAY, DAY_SHOWN, MEASURES, SEEN, SETTLED, WANTED
from tests.stories.test_new_phone import open_page
from tests.stories.test_objections import ANSWERS, REASON, SECOND, WORDS, asked, decide, objected
from tests.stories.test_posts import delegate
from tests.stories.test_round_import import HEADING, KEPT, send
from tests.stories.test_undrawn_inspections import GUEST, TYPED, recall, records
from tests.stories.test_undrawn_inspections import SEEN as SEEN_THERE
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import CANCEL, COORDINATOR, DEFAULT, due, say, says, text

NAME = TARGETS[2]
NAMED, DENY = "【参加检查登记】", "我没有参加这次检查"
NOT_THERE = "当日在县医院陪护，请假条可查"
NUMBER = text("undrawn.numbered", day="2026-09-20")
TITLE = "【非随机检查】"
RELEASE = "审核通过并公示"
RIGHT = TYPED.replace("不正常：校园安全", "不正常：无")


@kept
async def _released(office: Office) -> None:
    await records(office)
    await office.press("周审", TITLE, RELEASE)


async def released(office: Office) -> Watch:
    """Publish an inspection outside the draws with one abnormal item; return a watch that begins after it."""
    await _released(office)
    return Watch(office)


async def object_to_undrawn(office: Office, words: str = WORDS) -> None:
    """Have the recorder record what the target has said."""
    await office.press("王芳", TITLE, "登记异议")
    await office.say("王芳", words)


async def correct_again(office: Office, typed: str = RIGHT) -> None:
    """Have the recorder send the record once more, as it is to be."""
    await office.press("王芳", TITLE, "更正记录")
    await office.say("王芳", typed)


def facts(state: str, **more: object) -> dict[str, object]:
    return {
        "number": NUMBER,
        "name": NAME,
        "item": ITEMS[0].name,
        "decided": "",
        "came_of_it": "",
        "state": text(f"follow_up.state.{state}"),
        "guide": text(f"follow_up.guide.{state}"),
        "basis": BASIS,
        **more,
    }


async def test_finding_is_ordered_corrected_and_visited_again_by_those_who_found_it(office: Office) -> None:
    await records(office)
    watch = Watch(office)
    await office.press("周审", TITLE, RELEASE)
    opened = says("follow_up.card", *MEASURES, **facts("open", due=due(9, 29), ground=DEFAULT))
    assert opened in watch.news()["王芳"]
    assert "正在处理" in public_pages(office, "target-*.html")
    await office.press("王芳", CARD, "责令改正")
    await office.say("王芳", DAY)
    watch.news()
    await office.say("王芳", WANTED)
    what = text("follow_up.measure.correct")
    decided = text("follow_up.decided", what=what, until=text("follow_up.until", day=DAY_SHOWN), words=WANTED)
    waits = facts("proposed", decided=decided, due=due(9, 29), ground=DEFAULT, by="王芳")
    assert watch.news()["张敏"] == [says("follow_up.decide", "同意", "退回", **waits)]
    await office.press("张敏", "【处理意见审批】", "同意")
    await _on_paper(office)
    office.stage.clock.pass_time(timedelta(days=18))  # the last working day before the term ends
    await office.stage.tick()
    reminded = [words for words, _ in watch.news()["王芳"] if words.startswith("【催办】")]
    assert f"非随机检查（2026-09-20） 督促改正，登记整改报告（{NAME} · {ITEMS[0].name}）" in "".join(reminded)
    await office.press("王芳", CARD, "已收到整改报告")
    cards = watch.news()
    assert [cards[name][-1][1] for name in ("甲一", "乙二")] == [["已改正", "未改正"], []]
    await office.press("甲一", "【整改回访】", "已改正")
    await office.say("甲一", SEEN)
    await office.press("乙二", "【整改回访】", "签字确认")
    await office.press("周审", "【处理结果审核】", "审核通过")
    watch.news()
    await office.press("王芳", CARD, "公示处理结果")
    assert {name for name in watch.news() if name == GROUP} == set()
    page = public_pages(office, "target-*.html")
    assert [words in page for words in (SETTLED, "已改正", WANTED, SEEN)] == [True, True, False, False]
    await _told_and_expired(office)


async def _on_paper(office: Office) -> None:
    """Those who inspected serve the order; it speaks of no draw."""
    words = await _paper(office, "甲一", "责令改正通知书")
    told = (f"{ITEMS[0].name}（{ITEMS[0].basis}）：", "25号第二十七条", WANTED, "2026年10月10日前")
    assert [each in words for each in told] == [True] * 4
    assert [each in words for each in ("随机", "批次", SEEN_THERE, GUEST)] == [False] * 4
    letter = await _paper(office, "乙二", "案件移送函")
    assert [each in letter for each in ("开展检查", "联合抽查表", SEEN_THERE)] == [True, False, False]


async def _paper(office: Office, name: str, title: str) -> str:
    """Have somebody get a document; return its paragraphs."""
    await office.press(name, "【参加检查登记】", title)
    sent = office[name].last().json["document"]
    assert sent["file_name"] == f"{title}-{say(NUMBER.key, **NUMBER.params)}-{NAME}.docx"
    paper = Document(io.BytesIO(office.stage.telegram.files.get(sent["file_id"]).body))
    return "\n".join(each.text for each in paper.paragraphs)


async def _told_and_expired(office: Office) -> None:
    parent = office.stage.person("家长")
    await office.say(parent, f"/query {NAME}")
    assert f"后续处理：{ITEMS[0].name}，已改正" in parent.last().text
    (row,) = await exported(office)
    assert row["follow_ups"] == [{"item": ITEMS[0].name, "measure": "责令改正", "outcome": "已改正"}]
    async with office.stage.service.database.writing() as work:
        assert await work.deadlines.all(state="open") == []
        (published,) = await work.publications.all()
        await work.publications.change(published, published_on=date(2023, 9, 22))
    office.stage.clock.pass_time(timedelta(days=1))
    await office.stage.tick()
    told = say("undrawn.expired", name=NAME, n=1095, ground=DEFAULT)
    assert office["王芳"].last().text.startswith(told)
    assert len(await exported(office)) == 1
    over = f"公示期满（{say(DEFAULT.key, **DEFAULT.params)}）"
    assert await taken_down(office) == [("非随机检查", "期满撤下", "2023-09-22", "2026-10-10", over)]


async def test_result_that_is_followed_up_stays_public_whatever_its_age(office: Office) -> None:
    await released(office)
    async with office.stage.service.database.writing() as work:
        (published,) = await work.publications.all()
        await work.publications.change(published, published_on=date(2023, 9, 1))
    office.stage.clock.pass_time(timedelta(days=1))
    await office.stage.tick()
    assert len(await exported(office)) == 1


async def test_record_that_is_taken_down_is_followed_up_no_more_and_its_listing_lifted(
    office: Office,
) -> None:
    watch = await released(office)
    await punished(office, NAME)
    await office.press("张敏", "【黑名单】", "列入黑名单")
    assert LISTED in public_pages(office, "target-*.html")
    await _import(office, "否", text("import.denied", n=1, names=NAME))
    await _import(office, "是")
    await recall(office)
    watch.news()
    await office.press("周审", TITLE, "同意撤下")
    told = says("listing.lifted", name=NAME, next=text("listing.next.register"), ground=DEFAULT)
    assert told in watch.news()["王芳"]
    assert public_pages(office, "target-*.html") == ""
    async with office.stage.service.database.reading() as work:
        target = await work.targets.one(name=NAME)
        assert target is not None
        assert (target.is_listed, await work.deadlines.all(state="open")) == (False, [])
    assert await _blacklisted(office) == [NAME]  # the register's own word stays


async def _import(office: Office, said: str, *warned: Text) -> None:
    """Import the register with this in 是否黑名单 of the target: whatever it says, the listing stands."""
    rows = [[*HEADING, "是否黑名单"], *([*row, said if row[1] == NAME else "否"] for row in KEPT)]
    await send(office, "王芳", "名录.xlsx", rows)
    assert _denials(office) == [say(each.key, **each.params) for each in warned]
    await office.press("王芳", "已读取 名录.xlsx", "确认保存")
    assert await _blacklisted(office) == [NAME]


def _denials(office: Office) -> list[str]:
    begun = say("import.denied", n=1, names="")
    return [line for line in card(office["王芳"], "已读取").text.split("\n") if line.startswith(begun)]


async def _blacklisted(office: Office) -> list[str]:
    async with office.stage.service.database.reading() as work:
        return [each.name for each in await work.targets.all(is_active=True) if each.is_blacklisted]


async def test_objection_is_answered_and_the_record_corrected_and_released_anew(office: Office) -> None:
    watch = await released(office)
    await office.press("王芳", TITLE, "登记异议")
    assert watch.news() == {"王芳": [says("objection.ask_words", CANCEL, **asked(NAME))]}
    await office.say("王芳", WORDS)
    shown = objected(NUMBER, NAME)
    news = watch.news()
    assert news["张敏"] == [says("objection.card", *ANSWERS, **shown, state=text("objection.state.open"))]
    assert says("objection.recorded", name=NAME, due=due(10, 19), ground=DEFAULT) in news["王芳"]
    page = public_pages(office, "target-*.html")
    assert ("正在办理" in page, WORDS in page) == (True, False)
    await office.say("王芳", "/status")
    office.stage.clock.pass_time(timedelta(days=1))
    await office.stage.tick()
    digest = next(m.text for m in reversed(office.sees("王芳")) if m.text.startswith("【每日提要】"))
    assert "非随机检查" in digest
    watch.news()
    await decide(office, "异议成立")
    upheld = text("objection.state.upheld")
    told = {"number": NUMBER, "name": NAME, "answer": upheld, "reason": REASON, "by": "张敏"}
    news = watch.news()
    assert says("objection.answered", **told) in news["王芳"]
    assert ["更正记录", "登记异议", "发现有误，申请撤下"] in [labels for _, labels in news["王芳"]]
    await _corrected(office, watch)


async def _corrected(office: Office, watch: Watch) -> None:
    page = public_pages(office, "target-*.html")
    assert ("异议成立，结果予以更正" in page, "不正常" in page, REASON in page) == (True, True, False)
    await office.press("王芳", TITLE, "更正记录")
    assert TYPED in office["王芳"].last().text
    watch.news()
    await office.say("王芳", RIGHT.replace(NAME, TARGETS[3]))
    assert watch.news() == {"王芳": [says("undrawn.other_target", name=NAME, other=TARGETS[3])]}
    await office.say("王芳", RIGHT)
    assert "不正常" in public_pages(office, "target-*.html")
    await office.press("周审", TITLE, "退回")
    await office.say("周审", "请核对")
    await correct_again(office)
    assert say("undrawn.state.corrected") in card(office["王芳"], TITLE).text
    watch.news()
    await office.press("周审", TITLE, RELEASE)
    dropped = {"number": NUMBER, "name": NAME, "item": ITEMS[0].name}
    assert says("follow_up.dropped", **dropped) in watch.news()["王芳"]
    page = public_pages(office, "target-*.html")
    marks = ("本结果已更正 · 版次 2", "检查对象的异议成立", "更正前的版次 1", "正在处理")
    assert [words in page for words in marks] == [True, True, True, False]
    await office.say("王芳", f"/query {NAME}")
    marked = say("query.corrected", version=2, reason=text("correction.reason.objection"))
    assert marked in office["王芳"].last().text
    assert office["王芳"].last().labels == [[say(each, day="2026-09-20")] for each in OFFERED_UNDRAWN]
    async with office.stage.service.database.reading() as work:
        assert await work.deadlines.all(state="open") == []


async def test_what_the_office_finds_wrong_itself_is_decided_and_corrected_as_of_a_drawn_one(
    office: Office,
) -> None:
    watch = await released(office)
    before = public_pages(office, "target-*.html")
    await office.press("王芳", TITLE, "发现有误，复核更正")
    about = {"name": NAME, "ground": DEFAULT}
    words = says("review.ask_words", CANCEL, **about, how=text("review.how.undrawn"))
    assert watch.news() == {"王芳": [words]}
    await office.say("王芳", SLIP)
    news = watch.news()
    assert says("review.recorded", **about, due=due(9, 29)) == news["王芳"][-1]
    assert news["王芳"][0][1] == ["登记异议", "发现有误，申请撤下"]
    ((shown, answers),) = news["张敏"]
    assert (SLIP in shown, answers) == (True, ["同意更正", "不同意，维持结果"])
    await decide(office, "不同意", reason="记录与照片相符")
    assert "发现有误，复核更正" in [each.label for each in card(office["王芳"], TITLE).each_button()]
    await office.press("王芳", TITLE, "发现有误，复核更正")
    await office.say("王芳", SLIP)
    await decide(office, "同意更正")
    assert public_pages(office, "target-*.html") == before  # the public learns of it with the correction
    await office.press("王芳", TITLE, "更正记录")
    why = say("correction.reason.review")
    assert f"更正原因：{why}。" in office["王芳"].last().text
    await office.say("王芳", RIGHT)
    await office.press("周审", TITLE, RELEASE)
    page = public_pages(office, "target-*.html")
    told = ("本结果已更正 · 版次 2", why, "异议成立", SLIP)
    assert [each in page for each in told] == [True, True, False, False]


async def test_who_is_named_and_was_not_there_has_the_public_record_reviewed(office: Office) -> None:
    watch = await released(office)
    asking = card(office["乙二"], NAMED)
    await office.press("乙二", NAMED, DENY)
    about = {"name": NAME, "ground": DEFAULT}
    assert watch.news() == {"乙二": [says("undrawn.ask_denial", CANCEL, **about)]}
    again = data_of(asking, DENY)
    await office.say("乙二", NOT_THERE)
    news = watch.news()
    late = about | {"due": due(9, 29)}
    assert news["乙二"][-1] == says("undrawn.denial_recorded", **late)
    assert news["王芳"][-1] == says("undrawn.denied_later", by="乙二", **late)
    ((words, answers),) = news["张敏"]
    assert (f"{DENY}。{NOT_THERE}" in words, "乙二" in words, len(answers)) == (True, True, 2)
    assert await forge(office, office["乙二"], asking, again) == say("undrawn.denial_waits")
    # It waits for its answer; what is public stays, and says nothing of it.
    assert DENY not in [each.label for each in card(office["乙二"], NAMED).each_button()]
    assert DENY in [each.label for each in card(office["甲一"], NAMED).each_button()]
    page = public_pages(office, "target-*.html")
    assert (NAME in page, NOT_THERE in page, "正在办理" in page) == (True, False, False)
    await decide(office, "同意更正")
    told = {"number": NUMBER, "name": NAME, "answer": text("review.state.upheld"), "reason": REASON}
    news = watch.news()
    assert says("undrawn.denial_answered", **told, by="张敏") in news["乙二"]
    assert says("review.answered", **told, by="张敏") in news["王芳"]
    await correct_again(office, TYPED.replace("乙二", "丙三"))
    assert watch.news()["乙二"] == [says("undrawn.unnamed", name=NAME, on="2026年9月20日（周日）")]
    await office.press("周审", TITLE, RELEASE)
    assert card(office["乙二"], NAMED).labels == []
    async with office.stage.service.database.reading() as work:
        (row,) = await work.undrawn.all()
        assert [(await work.people.get(each)).name for each in row.team] == ["甲一", "丙三"]
        assert row.state == "published"


async def test_who_goes_again_only_because_he_was_named_wrongly_gives_way_with_the_record(
    office: Office,
) -> None:
    watch = await released(office)
    await _ordered(office)
    await office.press("王芳", CARD, "已收到整改报告")
    await _denied(office, "甲一")
    watch.news()
    await correct_again(office, TYPED.replace("甲一、乙二", "丙三、乙二"))
    news, relieved = watch.news(), say("follow_up.relieved", names="丙三、乙二")
    assert (relieved, []) in news["甲一"]
    assert [news[name][-1][1] for name in ("丙三", "乙二")] == [["已改正", "未改正"], []]
    async with office.stage.service.database.reading() as work:
        (owed,) = await work.deadlines.all(kind="revisit", state="open")
        assert (await work.people.get(owed.person_id or 0)).name == "丙三"
    await office.press("丙三", "【整改回访】", "已改正")
    await office.say("丙三", SEEN)
    # Recorded by one who went: that the record named him by mistake is none of the visit's.
    await office.press("周审", TITLE, RELEASE)
    await _denied(office, "丙三")
    await correct_again(office, TYPED)
    await office.press("乙二", "【整改回访】", "签字确认")
    assert card(office["周审"], "【处理结果审核】").labels


async def test_others_who_were_sent_by_name_go_on_when_the_record_is_corrected(office: Office) -> None:
    await released(office)
    await _ordered(office)
    await office.press("王芳", CARD, "已收到整改报告")
    await office.press("王芳", CARD, "改由他人回访")
    await office.say("王芳", "丁四、乙二")
    await _denied(office, "乙二")
    await correct_again(office, TYPED.replace("乙二", "丙三"))
    async with office.stage.service.database.reading() as work:
        (row,) = await work.follow_ups.all()
        assert [(await work.people.get(each)).name for each in row.visitors] == ["丁四", "乙二"]


async def _ordered(office: Office) -> None:
    await office.press("王芳", CARD, "责令改正")
    await office.say("王芳", DAY)
    await office.say("王芳", WANTED)
    await office.press("张敏", "【处理意见审批】", "同意")


async def _denied(office: Office, name: str) -> None:
    """Have somebody deny that he was there, and the lead office have the record corrected."""
    words = f"{name}{NOT_THERE}"
    await office.press(name, NAMED, DENY)
    await office.say(name, words)
    await decide(office, "同意更正", words)


async def test_cause_and_day_are_corrected_and_both_versions_tell_theirs(office: Office) -> None:
    await released(office)
    await office.press("王芳", TITLE, "发现有误，复核更正")
    await office.say("王芳", "应为转办，9月19日检查")
    await decide(office, "同意更正")
    await correct_again(office, TYPED.replace("投诉举报", "转办").replace("09-20", "09-19"))
    was, now_is = ("<bdi>投诉举报</bdi>", "2026-09-20"), ("<bdi>转办交办</bdi>", "2026-09-19")
    before = public_pages(office, "target-*.html")  # until it is released
    assert [each in before for each in (*was, *now_is)] == [True, True, False, False]
    await office.press("周审", TITLE, RELEASE)
    now, _, earlier = public_pages(office, "target-*.html").partition('<details class="earlier">')
    assert [each in now for each in (*now_is, *was)] == [True, True, False, False]
    assert [each in earlier for each in (*was, *now_is)] == [True, True, False, False]
    await office.say("王芳", f"/query {NAME}")
    assert "· 非随机检查（转办交办），2026年9月19日" in office["王芳"].last().text


async def test_record_of_a_wrong_target_is_taken_down_and_made_anew_for_the_right_one(office: Office) -> None:
    await released(office)
    await object_to_undrawn(office, "我校当日未接受检查")
    await decide(office, "异议成立")
    anew = TYPED.replace(NAME, TARGETS[3])
    await correct_again(office, anew)
    assert office["王芳"].last().text.startswith(say("undrawn.other_target", name=NAME, other=TARGETS[3]))
    await recall(office)
    await office.press("周审", TITLE, "同意撤下")
    assert public_pages(office, "target-*.html") == ""
    await records(office, anew)
    await office.press("周审", TITLE, RELEASE)
    page = public_pages(office, "target-*.html")
    assert (NAME in page, TARGETS[3] in page, "更正" in page) == (False, True, False)


async def test_late_objection_is_answered_by_none_who_inspected_or_released(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        line, chief = await work.inspectors.one(name="乙二"), await work.people.one(name="张敏")
        assert line is not None
        assert chief is not None
        for name in ("吴双", "冯三"):
            office.stage.person(name).has_started()
            account = office.stage.people[name].id
            person = await work.people.add(Person(name=name, account_id=account))
            await work.grants.add(Grant(person_id=person.id, role=Role.LEAD_OFFICE, unit=""))
        await work.inspectors.change(line, name="张敏", person_id=chief.id)
    await unbind(office, "周审")  # the lead office stands in, and whoever of it has not inspected
    await records(office, TYPED.replace("乙二", "张敏"))
    await office.press("吴双", TITLE, RELEASE)
    office.stage.clock.pass_time(timedelta(days=60))
    watch = Watch(office)
    await object_to_undrawn(office)
    news = watch.news()
    assert [name for name in ("张敏", "吴双", "冯三") if name in news] == ["冯三"]
    assert say("objection.late") in card(office["冯三"], "【异议】").text
    await office.press("冯三", "【异议】", "异议不成立")
    await office.say("冯三", REASON)
    page = public_pages(office, "target-*.html")
    assert ("超过期限提出" in page, "异议不成立，维持原结果" in page) == (True, True)


async def test_what_is_upheld_before_the_release_or_a_recall_is_corrected_all_the_same(
    office: Office,
) -> None:
    await released(office)
    for words in (WORDS, SECOND):
        await object_to_undrawn(office, words)
    await decide(office, "异议成立", WORDS)
    await correct_again(office)
    await decide(office, "异议成立", SECOND)
    assert list(card(office["周审"], TITLE).each_button()) == []
    await recall(office)
    await office.press("周审", TITLE, "不同意，继续公示")
    assert "更正记录" in [each.label for each in card(office["王芳"], TITLE).each_button()]
    async with office.stage.service.database.reading() as work:
        owed = await work.deadlines.all(state="open", subject_kind="undrawn")
    assert [each.kind for each in owed] == ["correction"]

    office.stage.clock.pass_time(timedelta(days=8))
    await office.stage.tick()
    await office.press("王芳", "【催办】", say("undrawn.open", name=NAME))
    assert "更正记录" in [each.label for each in office["王芳"].last().each_button()]


async def test_one_correction_after_an_objection_and_a_review_names_both(office: Office) -> None:
    await released(office)
    await office.press("王芳", TITLE, "发现有误，复核更正")
    await office.say("王芳", SLIP)
    await object_to_undrawn(office)
    await decide(office, "同意更正")
    await decide(office, "异议成立")
    await correct_again(office)
    await office.press("周审", TITLE, RELEASE)
    both = say("correction.reason.both")
    assert both in public_pages(office, "target-*.html")
    # The next one is for its own reason alone.
    await object_to_undrawn(office)
    await decide(office, "异议成立")
    await correct_again(office, TYPED)
    await office.press("周审", TITLE, RELEASE)
    now = public_pages(office, "target-*.html").partition('<details class="earlier">')[0]
    assert (both in now, say("correction.reason.objection") in now) == (False, True)


async def test_page_of_an_item_stays_while_a_result_leads_to_it(office: Office) -> None:
    await records(office)
    async with office.stage.service.database.writing() as work:
        await work.item_lists.add(ItemList(items=[ITEMS[1]], digest="0" * 64, made_at=MONDAY))
    await office.press("周审", TITLE, RELEASE)
    link = f'href="item-{ITEMS[0].code}.html"'
    assert link in public_pages(office, "target-*.html")
    page = public_pages(office, f"item-{ITEMS[0].code}.html")
    told, listed = page.split(say("site.items_undrawn"))
    assert (ITEMS[0].name in told, NAME in told, NAME in listed) == (True, False, True)


async def test_who_takes_the_post_over_goes_on_with_the_record(office: Office) -> None:
    await released(office)
    await delegate(office, "王芳", COORDINATOR, "李核", "9月21日至30日")
    await office.press("张敏", "【委托职责】请核对", "确认委托")
    assert card(office["李核"], CARD).labels == [[each] for each in MEASURES]
    office.stage.clock.pass_time(timedelta(days=10))
    await office.stage.tick()
    assert await _recorder(office) == "王芳"
    await open_page(office, "王芳")
    await office.press("张敏", "【人员】", "移交岗位")
    await office.say("张敏", "钱")
    await office.press("张敏", "请选择接任", "钱核")
    await office.press("张敏", "【岗位移交】请核对", "确认移交")
    assert await _recorder(office) == "钱核"
    await office.press("钱核", CARD, "不予处理")
    await office.say("钱核", WANTED)
    assert "提出人：钱核" in card(office["张敏"], "【处理意见审批】").text


async def test_what_is_corrected_waits_for_any_coordinator_once_its_recorder_has_left(office: Office) -> None:
    await released(office)
    await object_to_undrawn(office)
    await decide(office, "异议成立")
    await unbind(office, "王芳")
    async with office.stage.service.database.writing() as work:
        (other,) = await work.people.all(name="李核")
        await work.grants.add(Grant(person_id=other.id, role=Role.COORDINATOR, unit=other.unit))
    await office.say("李核", "/pending")
    await office.press("李核", TITLE, "更正记录")
    await office.say("李核", RIGHT)
    async with office.stage.service.database.reading() as work:
        (row,) = await work.undrawn.all()
        assert (row.state, row.recorded_by) == ("corrected", other.id)
    assert "登记人：李核" in card(office["李核"], TITLE).text
    assert ["更正记录"] not in card(office["李核"], TITLE).labels


async def _recorder(office: Office) -> str:
    """Return who answers for the record, and owes what is next."""
    async with office.stage.service.database.reading() as work:
        (row,) = await work.undrawn.all()
        owed = await work.deadlines.all(state="open", kind="measure")
        assert [each.person_id for each in owed] == [row.recorded_by]
        return (await work.people.get(row.recorded_by)).name
