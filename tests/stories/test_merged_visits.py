"""合并检查: two coordinators draw the same schools; one visit is agreed to, or refused for a reason."""

from datetime import date
from pathlib import Path

from bot.domain.people import Grant, Person, Role
from bot.domain.texts import Text, text
from demo.stage import card
from tests.stories.acts import press_about
from tests.stories.office import TARGETS, Office, running_office
from tests.stories.watch import Shown, Watch
from tests.stories.wording import CANCEL, Drawn, article, due, read_result, say, says

FIRST, SECOND = "SSJ-2026-0001", "SSJ-2026-0002"
TITLE = "【合并检查】"
PREVIEW = "发起抽查：请核对"
ORDOS = "《鄂尔多斯市教育体育局双随机抽查工作实施细则》"
UNANSWERED = say("visit.state.proposed")
ANSWERS = ("在本群抽取", "公办初级中学", "100%", "1 组", "演练")


async def two_rounds(office: Office) -> tuple[Drawn, Drawn]:
    """Have 王芳 and then 吴二 draw all six schools."""
    other = office.stage.person("吴二")
    office.group.add(other)
    async with office.stage.service.database.writing() as work:
        person = await work.people.add(Person(name="吴二", unit="体育股", account_id=other.id))
        await work.grants.add(Grant(person_id=person.id, role=Role.COORDINATOR, unit=""))
    other.has_started()
    found = []
    for name in ("王芳", "吴二"):
        await office.say(name, "/draw", in_group=True)
        while not (question := card(office[name], "发起抽查", office.group)).text.startswith(PREVIEW):
            labels = [each.label for each in question.each_button()]
            wanted = [each for each in labels if each.startswith(ANSWERS)]
            await office.stage.presses(office[name], question, wanted[0])
        await office.press(name, PREVIEW, "冻结", in_group=True)
        await office.press(name, "SSJ-2026-", "开始掷骰", in_group=True)
        found.append(read_result(office))
    return found[0], found[1]


def visit_card(target: str, state: str | Text, *labels: str, wish: str = "should") -> Shown:
    rounds = [
        text("visit.round", number=SECOND, coordinator="吴二（体育股）"),
        text("visit.round", number=FIRST, coordinator="王芳"),
    ]
    ground = article("第十九条")
    return says(
        "visit.card",
        *labels,
        name=target,
        rounds=rounds,
        wish=text(f"visit.{wish}"),
        state=state,
        after=text(f"visit.after.{wish}"),
        due=due(9, 22),
        ground=ground,
    )


def duty_text(office: Office, name: str, number: str) -> str:
    """Return the person's newest duty card of this round."""
    found = [m.text for m in office.sees(name) if m.text.startswith(f"【检查任务】{number}")]
    return found[-1]


async def test_both_coordinators_agree_and_the_duty_cards_say_so(office: Office) -> None:
    first, second = await two_rounds(office)
    target = TARGETS[0]
    both = ("合并检查", "分别检查")
    asked = visit_card(target, text("visit.state.proposed"), *both)
    for name in ("王芳", "吴二"):
        assert len([m for m in office.sees(name) if m.text.startswith(TITLE)]) == len(TARGETS)
    watch = Watch(office)
    await office.say("王芳", "/pending")
    assert asked in watch.news()["王芳"]
    assert await press_about(office, "王芳", TITLE, target, "合并检查") == "已同意合并检查"
    agreed = text("visit.state.agreed", names="王芳")
    assert watch.news() == {
        "王芳": [visit_card(target, agreed)],
        "吴二": [visit_card(target, agreed, *both)],
    }
    line = say("duty.merged", number=SECOND, leader=second.teams[1][0])
    assert line not in duty_text(office, first.teams[1][0], FIRST)

    await press_about(office, "吴二", TITLE, target, "合并检查")
    merged = visit_card(target, text("visit.state.merged"))
    news = watch.news()
    assert (news["王芳"], news["吴二"]) == ([merged], [merged])
    for name in first.teams[1]:
        assert line in duty_text(office, name, FIRST)
    for name in second.teams[1]:
        assert say("duty.merged", number=FIRST, leader=first.teams[1][0]) in duty_text(office, name, SECOND)


async def test_hour_of_one_team_is_told_to_the_leader_of_the_other(office: Office) -> None:
    first, second = await two_rounds(office)
    target = first.of(1)[0]
    for name in ("王芳", "吴二"):
        await press_about(office, name, TITLE, target, "合并检查")
    for number in (FIRST, SECOND):
        for name in ("钱核", "李核"):
            await press_about(office, name, "【比对和确认】", number, "全部属实")
    leader = first.teams[1][0]
    other = next(second.teams[team][0] for team in second.teams if target in second.of(team))
    await press_about(office, leader, "【检查任务】", FIRST, f"安排时间：{target}")
    watch = Watch(office)
    await office.say(leader, "9月23日 9:30")
    await office.press(leader, "【安排检查】", "安排，不事先通知")

    hour = "2026年9月23日（周三） 09:30"
    told = {"number": SECOND, "other": FIRST, "name": target, "leader": leader, "when": hour}
    assert says("schedule.merged", **told) in watch.news()[other]
    await press_about(office, other, "【检查任务】", SECOND, f"安排时间：{target}")
    await office.say(other, "9月24日 9:30")
    warned = say("schedule.warn.merged", number=FIRST, when=hour)
    assert warned in office.sees(other)[-1].text


async def test_two_visits_need_a_reason(office: Office) -> None:
    await two_rounds(office)
    watch = Watch(office)
    await press_about(office, "吴二", TITLE, TARGETS[0], "分别检查")
    reasons = (say("visit.apart.deadlines"), say("visit.apart.confidential"))
    assert watch.news() == {"吴二": [says("visit.ask_apart", *reasons, CANCEL)]}
    await office.say("吴二", "体育场馆须在赛前检查")
    apart = text("visit.state.apart", name="吴二", reason="体育场馆须在赛前检查")
    assert watch.news() == {name: [visit_card(TARGETS[0], apart)] for name in ("王芳", "吴二")}

    await press_about(office, "王芳", TITLE, TARGETS[1], "分别检查")
    await office.press("王芳", "请选择分别检查的理由", reasons[0])
    apart = text("visit.state.apart", name="王芳", reason=reasons[0])
    assert visit_card(TARGETS[1], apart) in watch.news()["吴二"]


async def test_reminder_offers_both_answers(office: Office) -> None:
    await two_rounds(office)
    await office.stage.pass_working_day()
    labels = [label for m in office.sees("吴二") if m.text.startswith("【催办】") for label in m.labels]

    assert [f"合并检查：{TARGETS[0]}", f"分别检查：{TARGETS[0]}"] in labels
    watch = Watch(office)
    await press_about(office, "吴二", "【催办】", TARGETS[0], f"分别检查：{TARGETS[0]}")
    await office.press("吴二", "请选择分别检查的理由", say("visit.apart.confidential"))
    apart = text("visit.state.apart", name="吴二", reason=text("visit.apart.confidential"))
    assert visit_card(TARGETS[0], apart) in watch.news()["王芳"]


async def test_proposal_is_overtaken_by_a_visit(office: Office) -> None:
    first, _ = await two_rounds(office)
    for name in ("钱核", "李核"):
        await press_about(office, name, "【比对和确认】", FIRST, "全部属实")
    target, leader = first.of(1)[0], first.teams[1][0]
    await press_about(office, leader, "【检查任务】", FIRST, f"填报检查：{target}")
    watch = Watch(office)

    assert await press_about(office, "吴二", TITLE, target, "合并检查") == say("visit.too_late")

    late = visit_card(target, text("visit.state.overtaken"))
    assert watch.news() == {name: [late] for name in ("王芳", "吴二")}


async def test_nobody_goes_alone_where_one_visit_is_ordered_and_silence_makes_it_one(tmp_path: Path) -> None:
    async with running_office(tmp_path, "ordos-education-sport") as office:
        _, second = await two_rounds(office)
        asked = [m for m in office.sees("吴二") if m.text.startswith(TITLE)]
        assert {tuple(b.label for b in m.each_button()) for m in asked} == {("合并检查",)}
        assert all(say("visit.must") in m.text and "第九条" in m.text for m in asked)
        for name in ("钱核", "李核"):
            await press_about(office, name, "【比对和确认】", SECOND, "全部属实")
        target, leader = second.of(1)[0], second.teams[1][0]
        ground = text("ground.article", instrument=ORDOS, article="第九条")
        undecided = say("visit.undecided", number=FIRST, due=date(2026, 9, 22), ground=ground)
        for label in (f"填报检查：{target}", f"安排时间：{target}"):
            assert await press_about(office, leader, "【检查任务】", SECOND, label) == undecided

        def page() -> str:
            return (office.stage.data_dir / "public" / f"round-{SECOND}.html").read_text("utf-8")

        told = {"number": FIRST, "n": len(TARGETS), "ground": ground}
        assert say("site.joint.proposed", **told) in page()
        await office.stage.pass_working_day()  # to the last day: each is reminded of all six in one message
        for name in ("王芳", "吴二"):
            reminders = [m.text for m in office.sees(name) if say("deadline.merge") in m.text]
            assert reminders[-1].count(say("deadline.merge")) == len(TARGETS)
        await office.stage.pass_working_day()
        assert say("site.joint.merged", **told) in page()
        assert [
            m.text for m in office.sees("吴二") if m.text.startswith(TITLE) and UNANSWERED in m.text
        ] == []
        assert await press_about(office, leader, "【检查任务】", SECOND, f"填报检查：{target}") == say(
            "toast.ok"
        )
