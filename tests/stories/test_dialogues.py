"""Every dialogue says where it is, goes back, is left, goes on: after a restart, an edit, on two phones."""

from datetime import date

from bot.domain.people import Grant, Person, Role
from bot.domain.registers.rows import Target
from bot.domain.texts import text
from demo.stage import card
from tests.stories.forging import data_of
from tests.stories.office import TOWN, Office
from tests.stories.test_leave import span
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import BACK, CANCEL, drawn_round, say, says

NAME = "甲一"
ASK_LEAVE = "登记请假或公务"
DAYS = ("今天", "本周", "本月")
REASONS = ("请假", "重要公务", "培训学习", "其他")
STALE = "refused.stale"


async def begin_leave(office: Office) -> None:
    await office.say(NAME, "/leave")
    await office.press(NAME, "【请假和公务登记】", ASK_LEAVE)


def ask_days(*foot: str) -> tuple[str, list[str]]:
    return says("leave.ask_days", *DAYS, *foot, person=NAME)


def ask_reason(first: int, last: int) -> tuple[str, list[str]]:
    days = span(date(2026, 10, first), date(2026, 10, last))
    return says("leave.ask_reason", *REASONS, *BACK, days=days)


async def test_dialogue_says_where_it_is_and_goes_back_through_a_restart_and_on_two_phones(
    office: Office,
) -> None:
    await begin_leave(office)
    assert office.sees(NAME)[-1].text.endswith("\n\n〔登记请假和公务，第 1 步；发送 /cancel 退出〕")
    await office.say(NAME, "10月8日至10月15日")
    asked = office.sees(NAME)[-1]
    assert asked.text.endswith("\n\n〔登记请假和公务，第 2 步；发送 /cancel 退出〕")

    await office.stage.restart_bot()
    watch = Watch(office)
    back = data_of(asked, "返回上一步")
    presses = [office[NAME].presses_raw(asked, back) for _ in range(2)]
    await office.stage.settle()
    assert sorted([(await press).text for press in presses]) == sorted([say("toast.ok"), say(STALE)])
    assert watch.news() == {NAME: [ask_days(CANCEL)]}

    await office.say(NAME, "乱写")
    assert watch.news() == {NAME: [says("leave.bad_days")]}
    await office.say(NAME, "10月9日")
    assert watch.news() == {NAME: [ask_reason(9, 9)]}
    await office.press(NAME, "2026年10月9日", "请假")
    assert watch.news()[NAME][0][0].startswith("已登记：甲一")


async def test_edit_of_an_answer_corrects_it_while_it_may_and_says_when_it_may_not(office: Office) -> None:
    await begin_leave(office)
    typed = await office[NAME].says("private", "10月8日至10月15日")
    await office.stage.settle()
    watch = Watch(office)

    await office[NAME].edits(typed, "10月8日至10月16日")
    await office.stage.settle()
    assert watch.news() == {NAME: [says("dialogue.edit_taken"), ask_reason(8, 16)]}

    await office.press(NAME, "2026年10月8日", "请假")
    watch.news()
    await office[NAME].edits(typed, "10月8日至10月20日")
    await office.stage.settle()
    assert watch.news() == {NAME: [says("dialogue.edit_late", topic=text("dialogue.topic.leave"))]}
    async with office.stage.service.database.reading() as work:
        assert [(each.starts_on.day, each.ends_on.day) for each in await work.leaves.all()] == [(8, 16)]


async def test_change_of_mind_gives_up_the_older_dialogue_and_words_for_a_button_are_told(
    office: Office,
) -> None:
    await office.say("张敏", "/invite")
    await office.press("张敏", "请选择要邀请的人员", "审核人")
    watch = Watch(office)
    await office.say("张敏", "/leave")
    await office.press("张敏", "【请假和公务登记】", "代检查人员登记")
    news = watch.news()["张敏"]
    assert news[0] == says("dialogue.replaced")
    assert news[-1] == says("leave.ask_person", CANCEL)

    await office.say("张敏", "一")
    await office.press("张敏", "请选择登记人员", NAME)
    watch.news()
    await office.say("张敏", "/leave")
    await office.say("张敏", "/cancel")
    left = says("dialogue.left", topic=text("dialogue.topic.leave"))
    assert [says("dialogue.cancelled"), left] == [each for each in watch.news()["张敏"] if "退出" in each[0]]


async def test_question_for_a_button_does_not_take_words_and_can_be_gone_on_with(office: Office) -> None:
    await begin_leave(office)
    await office.say(NAME, "10月8日")
    watch = Watch(office)

    await office.say(NAME, "请假")
    assert watch.news() == {NAME: [says("leave.bad_days")]}
    await office.press(NAME, "2026年10月8日", "返回上一步")
    await office.say(NAME, "10月8日")
    watch.news()
    await office.say(NAME, "/help")
    (text_of_help, labels), *_ = watch.news()[NAME]
    assert "登记请假和公务" in text_of_help
    assert labels == ["继续办理", CANCEL]
    await office.press(NAME, "【帮助】", "继续办理")
    assert watch.news() == {NAME: [ask_reason(8, 8)]}


async def test_words_for_a_button_are_not_taken_and_said_so(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    await office.press(name, "【检查任务】", "申请回避")
    watch.news()
    await office.say(name, "第一中学")
    topic = text("dialogue.topic.recusal")
    assert watch.news() == {name: [says("words.press", "继续办理", CANCEL, topic=topic)]}


async def test_two_coordinators_at_once_are_told_of_each_other(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        other = office.stage.person("吴二")
        person = await work.people.add(Person(name="吴二", account_id=other.id))
        await work.grants.add(Grant(person_id=person.id, role=Role.COORDINATOR))
    office.group.add(other)
    await office.begin_draw()
    watch = Watch(office)

    await office.say("吴二", "/draw", in_group=True)

    what = text("dialogue.topic.draw")
    told, asked = watch.news()[GROUP]
    assert told == says("dialogue.also_open", name="吴二", names="王芳", topic=what)
    assert asked[0].startswith("发起抽查")
    question = card(office["王芳"], "发起抽查", office.group)
    assert await office.stage.presses(office["王芳"], question, "取消") == say("denied.dialogue")


async def test_two_at_one_matter_in_private_are_told_of_each_other_and_the_first_counts(
    office: Office,
) -> None:
    drawn, watch = await drawn_round(office)
    async with office.stage.service.database.writing() as work:
        other = office.stage.person("吴核")
        other.has_started()
        person = await work.people.add(Person(name="吴核", unit=TOWN, account_id=other.id))
        await work.grants.add(Grant(person_id=person.id, role=Role.LIST_ADMINISTRATOR, unit=TOWN))
    (target, *_) = drawn.in_unit(TOWN)
    for name in ("钱核", "吴核"):
        await office.say(name, "/pending")
    await office.press("钱核", "【比对和确认】", f"有变化：{target}")
    watch.news()
    await office.press("吴核", "【比对和确认】", f"有变化：{target}")

    what = text("dialogue.topic.outcome")
    news = watch.news()
    assert news["钱核"] == [says("dialogue.also_private", names="吴核", topic=what)]
    assert news["吴核"][0] == says("dialogue.also_private", names="钱核", topic=what)
    await office.press("吴核", f"{target}：请选择", "属实")
    assert await office.press("钱核", f"{target}：请选择", "属实") == say(STALE)


async def test_long_list_has_pages_and_is_searched_by_typing(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        for n in range(1, 21):
            await work.targets.add(Target(number=f"X{n:05d}", name=f"实验小学第{n}校区", unit="城关学区"))
    await office.say(NAME, "/conflict")
    await office.press(NAME, "【利害关系申报】", "申报利害关系")
    watch = Watch(office)
    await office.say(NAME, "实验小学")

    names = [f"实验小学第{n}校区" for n in range(1, 21)]
    first = says("conflict.pick_target", *names[:8], "下一页（2/3）", *BACK)
    assert watch.news() == {NAME: [first]}
    await office.press(NAME, "请选择检查对象", "下一页")
    assert watch.news() == {
        NAME: [says("conflict.pick_target", *names[8:16], "上一页", "下一页（3/3）", *BACK)]
    }
    await office.say(NAME, "第1")
    some = [name for name in names if "第1" in name]
    assert watch.news() == {
        NAME: [says("conflict.pick_target", *some[:8], "下一页（2/2）", "全部列出", *BACK)]
    }
    await office.press(NAME, "请选择检查对象", "全部列出")
    assert watch.news() == {NAME: [first]}
    await office.press(NAME, "请选择检查对象", names[2])
    assert watch.news()[NAME][0][0].startswith(f"请选择与 {names[2]} 的利害关系")
