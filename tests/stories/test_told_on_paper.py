"""A bot cannot write first: who cannot be reached is named before and after the draw, and told on paper."""

from datetime import date

from bot.domain.people import Person
from bot.domain.texts import Text, text
from tests.stories.acts import open_link, unbind
from tests.stories.ledger import ledger
from tests.stories.office import INSPECTORS, TOWN, VILLAGE, Office
from tests.stories.test_new_phone import link_for, open_page
from tests.stories.watch import GROUP, Shown, Watch, apart_from_boards
from tests.stories.wording import BACK, NUMBER, drawn_round, read_result, say, says


def card_of(waiting: list[str], **states: Text) -> Shown:
    """Return the coordinator's list: who waits, and what became of the others."""
    everybody = {**dict.fromkeys(waiting, text("paper.state.waiting")), **states}
    lines = [
        text("paper.line", name=name, unit=TOWN if INSPECTORS.index(name) % 2 == 0 else VILLAGE, state=state)
        for name, state in sorted(everybody.items())
    ]
    return says("paper.card", *(f"登记书面告知：{n}" for n in waiting), number=NUMBER, lines=lines)


async def double(office: Office, name: str) -> None:
    """Give this person's account to a second row of him: an officer who is in the roster as well."""
    async with office.stage.service.database.writing() as work:
        person: Person | None = await work.people.one(name=name)
        assert person is not None
        await work.people.change(person, account_id=None)
        await work.people.add(Person(name=name, unit=person.unit, account_id=person.account_id))


async def test_unreached_are_named_before_the_draw_and_told_on_paper_after_it(office: Office) -> None:
    await unbind(office, "甲一")
    office["乙二"].blocks_bot()
    await office.stage.settle()
    await office.preview("100%", "4 组")
    shown = office.sees("王芳", in_group=True)[-1].text
    assert say("draw.unbound.some", n=1, names="甲一") in shown
    assert say("draw.unbound.unreachable", n=1, names="乙二") in shown
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    watch = Watch(office)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    news = watch.news()
    assert sorted(read_result(office).people) == sorted(INSPECTORS)
    names = "、".join(sorted(("甲一", "乙二")))
    assert says("duty.unbound", "打开机器人私聊", number=NUMBER, names=names) in news[GROUP]
    assert news["王芳"][-2:].count(card_of(["乙二", "甲一"])) == 1

    await office.press("王芳", "【书面告知】", "登记书面告知：甲一")
    await office.press("王芳", "请选择 甲一 被书面告知", "昨天")
    await office.say("王芳", "李办事")
    told = text("paper.state.told", day=date(2026, 9, 20), by="李办事")
    assert (
        office["王芳"]
        .last()
        .text.startswith(say("paper.kept", name="甲一", day=date(2026, 9, 20), by="李办事"))
    )
    (card,) = [m for m in office.sees("王芳") if m.text.startswith("【书面告知】")]
    assert f"· 甲一（{TOWN}）：{say('paper.state.told', day=date(2026, 9, 20), by='李办事')}" in card.text
    assert [b.label for b in card.each_button()] == ["登记书面告知：乙二"]
    await open_page(office, "甲一")
    assert say("paper.of_round", number=NUMBER, state=told) in office["张敏"].last().text

    watch = Watch(office)
    office["乙二"].unblocks_bot()
    await office.stage.settle()
    news = watch.news()
    assert news["王芳"] == [card_of([], 甲一=told, 乙二=text("paper.state.reached"))]
    assert [shown.split("，")[0] for shown, _ in news["乙二"]] == [f"【检查任务】{NUMBER}"]
    await open_link(office, "甲一新机", await link_for(office, "甲一", "重新生成绑定链接"))
    await office.press("甲一新机", "此链接用于绑定", "确认是本人")
    assert any(m.text.startswith("【检查任务】") for m in office.sees("甲一新机"))


async def test_who_is_lost_after_the_draw_is_named_by_the_clock(
    office: Office,
) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    await open_page(office, name)
    await office.press("张敏", "【人员】", "撤销绑定")
    watch.news()
    await office.stage.tick()
    news = apart_from_boards(watch.news())
    assert news[GROUP] == [says("duty.unbound", "打开机器人私聊", number=NUMBER, names=name)]
    assert news["王芳"] == [card_of([name])]
    await office.stage.tick()
    assert watch.news() == {}

    await office.press("王芳", "【书面告知】", "登记书面告知")
    for words in ("后天", "2026-09-22", "2026年9月21日"):
        await office.say("王芳", words)
    asked = says("paper.ask_by", "由我告知", *BACK, day=date(2026, 9, 21))
    assert watch.news()["王芳"][1:] == [says("paper.bad_day"), says("paper.bad_day"), asked]
    await office.press("王芳", "告知日期", "由我告知")
    events = [row for row in (await ledger(office))["journal"] if row["event"] == "told_on_paper"]
    assert len(events) == 1

    # Another one had an account before the roster was read: there are two rows of him, until he says so.
    other = next(each for each in drawn.people if each != name)
    await double(office, other)
    watch.news()
    await office.stage.tick()
    told = text("paper.state.told", day=date(2026, 9, 21), by="王芳")
    assert apart_from_boards(watch.news())["王芳"] == [card_of([other], **{name: told})]
    await open_link(office, other, await link_for(office, other, "重新生成绑定链接"))
    watch.news()
    await office.press(other, "此链接用于绑定", "确认是本人")
    assert watch.news()["王芳"] == [card_of([], **{name: told, other: text("paper.state.reached")})]
    assert await office.press(other, "【检查任务】", "接受任务") == say("duty.accepted_toast")
