"""An inspection that no draw led to: recorded by one, released by another and marked."""

from datetime import date, timedelta

from bot.app.on_demand import build_site
from bot.domain.duties.conflicts import Declaration
from bot.domain.duties.duty import Ground
from demo.stage import card
from tests.stories.acts import exported, public_pages, taken_down
from tests.stories.forging import data_of, forge
from tests.stories.office import MONDAY, Office
from tests.stories.papers import paper_sent
from tests.stories.watch import Watch
from tests.stories.wording import BY_LAW, article, due, say, says, text

SEEN = "家长来电反映门卫不在岗，现场属实"
GUEST = "县市场监督管理局 李某"
TYPED = f"""检查对象：第三中学
事由：投诉举报
检查日期：2026-09-20
检查人员：甲一、乙二
其他参加人员：{GUEST}
检查事项：校园安全、收费行为
不正常：校园安全
情况：{SEEN}"""
SLIP = "登记时学校选错，应为第四中学"
BASIS = article("第二十七条")


async def records(office: Office, words: str = TYPED) -> None:
    """Have the coordinator record an inspection that no draw led to."""
    await office.say("王芳", "/import")
    await office.press("王芳", "请直接发送", "登记非随机检查")
    await office.say("王芳", words)


async def recall(office: Office, words: str = SLIP) -> None:
    """Have the recorder ask that the public record be taken down."""
    await office.press("王芳", "【非随机检查】", "发现有误，申请撤下")
    await office.say("王芳", words)


async def test_inspection_outside_the_draws_is_released_and_stands_in_the_credit_file(office: Office) -> None:
    watch = Watch(office)
    await records(office, TYPED.replace("第三中学", "第十中学"))
    assert watch.news()["王芳"][-1] == says("undrawn.no_target", name="第十中学")
    await office.say("王芳", TYPED)
    facts = {
        "name": "第三中学",
        "cause": "投诉举报",
        "on": "2026年9月20日（周日）",
        "team": "甲一、乙二",
        "others": text("undrawn.others", words=GUEST),
        "lines": "· 校园安全：不正常\n· 收费行为：正常",
        "n": 1,
        "words": SEEN,
        "by": "王芳",
        "due": due(9, 29),
        "ground": BASIS,
        "recalled": "",
    }
    waits = facts | {"state": text("undrawn.state.recorded")}
    assert watch.news() == {
        "王芳": [says("undrawn.card", "撤回登记", **waits)],
        "周审": [says("undrawn.card", "审核通过并公示", "退回", **waits)],
        "甲一": [says("undrawn.named", "我没有参加这次检查", **waits)],
        "乙二": [says("undrawn.named", "我没有参加这次检查", **waits)],
    }
    assert "第三中学" not in public_pages(office, "search.html")
    await office.say("周审", "/pending")
    assert watch.news()["周审"] == [says("undrawn.card", "审核通过并公示", "退回", **waits)]

    await office.press("周审", "【非随机检查】", "审核通过并公示")
    page = public_pages(office, "target-*.html")
    shown = ("非随机", "投诉举报", "第二十七条", "不正常", "检查对象的统一", SEEN, GUEST, "甲一")
    assert [words in page for words in shown] == [True] * 4 + [False] * 4
    await _went_by_the_list_of_its_day(office)
    parent = office.stage.person("家长")
    await office.say(parent, "/query 第三中学")
    assert "· 非随机检查（投诉举报），2026年9月20日" in parent.last().text
    assert say("query.never_drawn") in parent.last().text
    assert "第三中学" not in public_pages(office, "statistics.html")
    (row,) = await exported(office)
    assert [row[name] for name in ("kind", "target_name", "round_number", "abnormal")] == [
        *("非随机检查", "第三中学", "", ["校园安全"])
    ]
    assert [words in str(row) for words in (SEEN, GUEST, "甲一")] == [False] * 3
    assert card(office["周审"], "【非随机检查】").buttons == []
    assert card(office["甲一"], "【参加检查登记】").labels == [
        ["我没有参加这次检查"],
        ["责令改正通知书", "案件移送函"],
    ]
    await _recalled(office, watch, facts)


async def _went_by_the_list_of_its_day(office: Office) -> None:
    """A later list does not become the one that the inspection went by; both are files."""
    database, built = office.stage.service.database, office.stage.data_dir / "built"
    async with database.writing() as work:
        (kept,) = await work.item_lists.all()
        last = await work.item_lists.add(kept.model_copy(update={"id": 0}))
    await build_site(database, built)
    page = next(built.glob("target-*.html")).read_text("utf-8")
    english = next((built / "en").glob("target-*.html")).read_text("utf-8")
    files = [f"items-{each.id}.json" for each in (kept, last)]
    assert [f'href="{each}"' in page for each in files] == [True, False]
    assert f'href="../{files[0]}"' in english
    assert [(built / each).exists() for each in files] == [True, True]


async def _recalled(office: Office, watch: Watch, facts: dict[str, object]) -> None:
    """The recorder asks that it be taken down; the releaser lets it stand."""
    watch.news()
    await recall(office)
    asked = facts | {"state": text("undrawn.state.recalled")}
    asked["recalled"] = text("undrawn.recall_reason", words=SLIP)
    assert watch.news()["周审"] == [says("undrawn.card", "同意撤下", "不同意，继续公示", **asked)]
    page = public_pages(office, "target-*.html")
    assert ("投诉举报" in page, SLIP in page) == (True, False)
    await office.press("周审", "【非随机检查】", "不同意，继续公示")
    assert watch.news()["王芳"][-1] == says("undrawn.kept", name="第三中学", by="周审")


async def test_wrong_record_is_taken_down_by_two(office: Office) -> None:
    await records(office)
    await office.press("周审", "【非随机检查】", "审核通过并公示")
    await office.say("王芳", "/query 第三中学")
    await office.press("王芳", "第三中学", "非随机检查（2026-09-20）有误")
    await office.say("王芳", SLIP)
    await office.say("周审", "/pending")
    watch = Watch(office)
    await office.press("周审", "【非随机检查】", "同意撤下")
    news = watch.news()
    assert says("undrawn.taken_down", name="第三中学", by="周审") in news["王芳"]
    title = text("approval.title.take_down")
    assert says("approval.form", number="非随机-0001", title=title) in news["周审"]
    paper = paper_sent(office, "周审")
    wanted = ("非随机检查结果撤下审批表", "第三中学（", SLIP, "王芳", "同意。（周审，", "非随机-0001")
    assert [each in paper for each in wanted] == [True] * len(wanted)
    assert public_pages(office, "target-*.html") == ""
    gone = ("非随机检查", "已撤下", "2026-09-21", "2026-09-21", "登记有误，经审核撤下")
    assert await taken_down(office) == [gone]
    await office.say("王芳", "/query 第三中学")
    assert office["王芳"].last().text.startswith(say("query.nothing", words="第三中学"))


async def test_record_is_sent_back_with_a_reason_or_taken_back_and_is_never_public(office: Office) -> None:
    watch = Watch(office)
    await records(office)
    await office.press("周审", "【非随机检查】", "退回")
    await office.say("周审", "请写明检查人员")
    assert watch.news()["王芳"][-1] == says(
        "undrawn.returned", name="第三中学", reason="请写明检查人员", by="周审"
    )
    await records(office)
    await office.press("王芳", "【非随机检查】", "撤回登记")
    async with office.stage.service.database.reading() as work:
        assert [each.state for each in await work.undrawn.all()] == ["returned", "withdrawn"]
        assert await work.deadlines.all(subject_kind="undrawn", state="open") == []
    assert public_pages(office, "target-*.html") == ""


async def test_those_who_inspected_are_named_as_the_rules_ask(office: Office) -> None:
    watch = Watch(office)
    await records(office, TYPED.replace("甲一、乙二", "甲一"))
    assert watch.news()["王芳"][-1] == says("undrawn.too_few", n=2, ground=BY_LAW)
    for typed in ("甲一、甲一", "甲一、QH-001"):
        await office.say("王芳", TYPED.replace("甲一、乙二", typed))
        assert watch.news() == {"王芳": [says("undrawn.too_few", n=2, ground=BY_LAW)]}
    await office.say("王芳", TYPED.replace("乙二", "路人"))
    assert watch.news() == {"王芳": [says("undrawn.no_inspector", name="路人")]}
    async with office.stage.service.database.writing() as work:
        first, _, third, fourth = (await work.inspectors.all())[:4]
        await work.inspectors.change(first, licence_until=date(2026, 9, 19))  # the day before the visit
        await work.inspectors.change(third, name="乙二")
        target = await work.targets.one(name="第三中学")
        assert target is not None
        said = {"ground": Ground.RELATIVE, "declared_at": MONDAY, "declared_by": fourth.person_id}
        about = {"person_id": fourth.person_id, "target_id": target.id}
        await work.declarations.add(Declaration.model_validate(about | said))
    await office.say("王芳", TYPED.replace("甲一、乙二", "甲一、QH-002"))
    unlicensed = {"names": "甲一", "n": 2, "ground": BY_LAW}
    assert watch.news() == {"王芳": [says("undrawn.unlicensed", **unlicensed)]}
    await office.say("王芳", TYPED)
    assert watch.news() == {"王芳": [says("undrawn.no_inspector", name="乙二")]}
    await office.say("王芳", TYPED.replace("甲一、乙二", "丁四、戊五"))
    assert watch.news() == {"王芳": [says("undrawn.conflicted", name="丁四", ground=article("第十六条"))]}
    async with office.stage.service.database.reading() as work:
        assert await work.undrawn.all() == []


async def test_whoever_turns_out_to_have_inspected_cannot_release_it(office: Office) -> None:
    await records(office)
    async with office.stage.service.database.writing() as work:
        (row,) = await work.undrawn.all()
        releaser = await work.people.one(name="周审")
        assert releaser is not None
        await work.undrawn.change(row, team=[*row.team, releaser.id])
    toasts = [await office.press("周审", "【非随机检查】", label) for label in ("审核通过并公示", "退回")]
    assert toasts == [say("denied.party")] * 2


async def test_nobody_releases_what_he_has_inspected_and_who_was_not_there_says_so(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        line = await work.inspectors.one(name="乙二")
        releaser = await work.people.one(name="周审")
        assert line is not None
        assert releaser is not None
        await work.inspectors.change(line, name="周审", person_id=releaser.id)
    watch = Watch(office)
    await records(office, TYPED.replace("乙二", "周审"))
    news = watch.news()
    assert [labels for _, labels in news["周审"]] == [["我没有参加这次检查"]]
    assert news["张敏"][0][1] == ["审核通过并公示", "退回"]  # the lead office stands in
    asking = card(office["张敏"], "【非随机检查】")
    await office.say("周审", "/pending")
    assert watch.news()["周审"] == [says("pending.none")]

    release = data_of(asking, "审核通过并公示")
    await office.press("周审", "【参加检查登记】", "我没有参加这次检查")
    assert watch.news()["王芳"][-1] == says("undrawn.denied", name="第三中学", by="周审")
    assert await forge(office, office["张敏"], asking, release) == say("refused.stale")
    assert public_pages(office, "target-*.html") == ""


async def test_releaser_is_reminded_of_the_record_and_opens_it_from_there(office: Office) -> None:
    await records(office)
    watch = Watch(office)
    office.stage.clock.pass_time(timedelta(days=8))
    await office.stage.tick()
    news = watch.news()
    (told,) = [message for message in news["周审"] if message[0].startswith("【催办】")]
    assert told[1] == [say("undrawn.open", name="第三中学")]
    await office.press("周审", "【催办】", told[1][0])
    assert watch.news()["周审"][-1][1] == ["审核通过并公示", "退回"]
