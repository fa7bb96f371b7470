"""The dialogue of a draw in the group: every step, back, cancel, typed answers, and the preview."""

from sqlalchemy import text as sql

from bot.domain.registers.rows import ItemList
from bot.domain.texts import Text, text
from demo.stage import card
from tests.stories.acts import unbind
from tests.stories.office import Office
from tests.stories.watch import GROUP, Shown, Watch
from tests.stories.wording import BY_LAW, DEFAULT, NUMBER, PLATFORM, article, say, says

SCOPE = "公办初级中学"
FOOT = ("返回上一步", "取消")
SHARES = (
    "3%，抽 1 家",
    "5%，抽 1 家",
    "10%，抽 1 家",
    "15%，抽 1 家",
    "20%，抽 2 家",
    "30%，抽 2 家",
    "50%，抽 3 家",
    "100%，抽 6 家",
)
REASONS = ("平台未收录这些检查对象", "演练", "平台暂时无法使用")
UNDIRECTED = text("directed.none")


def ask_scope() -> Shown:
    return says("draw.ask_scope", f"{SCOPE}（6）", "全部（6）", *FOOT, total=6)


def ask_share() -> Shown:
    values = {"total": 6, "least": "3%", "ground": article("第十七条"), "directed": UNDIRECTED}
    return says("draw.ask_share_bp", *SHARES, "设定抽取条件（定向）", *FOOT, **values)


def ask_teams(count: int, *options: str, people: int = 8) -> Shown:
    return says("draw.ask_team_count", *options, *FOOT, count=count, people=people, size=2)


def ask_reason() -> Shown:
    return says("draw.ask_reason", *REASONS, *FOOT, ground=article("第十五条"), platform=PLATFORM)


def rule(
    check: str, demanded: str | int | Text, planned: str | int | Text, ground: Text, verdict: str
) -> Text:
    values = {"demanded": demanded, "planned": planned, "ground": ground}
    return text(f"conformity.{check}", verdict=text(f"verdict.{verdict}"), **values)


def rules(count: int, people: int, share: str) -> list[Text]:
    enough = "ok" if people >= 8 else "shortage"
    return [
        rule("platform", text("place.platform"), text("place.here"), article("第十五条"), "deviates"),
        rule("share", "3%", share, article("第十七条"), "ok"),
        rule("coverage", 1, count, article("第十七条"), "ok"),
        rule("cap", 2, 1, article("第十七条"), "ok"),
        rule("team", 2, 2, BY_LAW, "ok"),
        rule("seats", 4, people, BY_LAW, "ok"),
        rule("licence", 2, 2, BY_LAW, "ok"),
        rule("licensed", 4, people, BY_LAW, "ok"),
        rule("overdraw", 2, 2, DEFAULT, "ok"),
        rule("reserve", 8, people, DEFAULT, enough),
    ]


def preview(people: int = 8, left_out: Text | None = None, unbound: Text | None = None) -> Shown:
    return says(
        "draw.preview",
        "冻结并公布封存码",
        "更改随机方式",
        "保密抽取",
        *(["打开机器人私聊"] if unbound else []),
        *FOOT,
        scope=SCOPE,
        total=6,
        share="50%",
        count=3,
        teams=text("draw.teams", n=2, people=people),
        left_out=left_out or text("draw.left_out.none"),
        rules=rules(3, people, "50%"),
        terms=UNDIRECTED,
        unbound=unbound or text("draw.unbound.none"),
        end=text("draw.preview_ready"),
    )


async def press(office: Office, label: str) -> str:
    return await office.press("王芳", "发起抽查", label, in_group=True)


async def reply(office: Office, words: str) -> None:
    question = card(office["王芳"], "发起抽查", office.group)
    await office["王芳"].says(office.group, words, reply_to=question)
    await office.stage.settle()


async def test_dialogue_asks_step_by_step_and_shows_the_plan(office: Office) -> None:
    watch = Watch(office)

    await office.begin_draw()
    assert watch.news() == {GROUP: [ask_scope()]}
    for label, expected in (
        (SCOPE, ask_share()),
        ("50%", ask_teams(3, "1 组", "2 组", "3 组")),
        ("2 组", ask_reason()),
        ("演练", preview()),
    ):
        assert await press(office, label) == "已收到"
        assert watch.news() == {GROUP: [expected]}
    assert len([m for m in office.sees("王芳", in_group=True) if m.text.startswith("发起抽查")]) == 1


async def test_dialogue_goes_back_step_by_step_and_leaves_nothing_when_cancelled(office: Office) -> None:
    await office.preview()
    watch = Watch(office)

    for expected in (ask_reason(), ask_teams(3, "1 组", "2 组", "3 组"), ask_share(), ask_scope()):
        assert await press(office, "返回上一步") == "已收到"
        assert watch.news() == {GROUP: [expected]}
    await press(office, "取消")
    assert watch.news() == {GROUP: [says("draw.cancelled")]}

    await office.preview()
    await press(office, "取消")
    watch.news()
    await office.say("王芳", "/status")
    assert watch.news() == {"王芳": [says("status.board", "查看待我办理的事项", rounds=text("status.none"))]}


async def test_dialogue_takes_typed_share_teams_and_reason_by_reply(office: Office) -> None:
    await office.begin_draw()
    await press(office, SCOPE)
    watch = Watch(office)

    for words, refusal in (
        ("abc", says("draw.bad_share")),
        ("3.333%", says("draw.bad_share")),
        ("2%", says("draw.share_below", least="3%", ground=article("第十七条"))),
        ("101%", says("draw.share_below", least="3%", ground=article("第十七条"))),
    ):
        await reply(office, words)
        assert watch.news() == {GROUP: [refusal]}
    await reply(office, "8%")
    assert watch.news() == {GROUP: [ask_teams(1, "1 组")]}

    for words, refusal in (
        ("两组", says("draw.bad_number")),
        ("2", says("draw.too_many_teams", most=1)),
        ("0", says("draw.too_many_teams", most=1)),
    ):
        await reply(office, words)
        assert watch.news() == {GROUP: [refusal]}
    await reply(office, "1")
    assert watch.news() == {GROUP: [ask_reason()]}

    await reply(office, "县里交办的专项检查")
    assert watch.news()[GROUP][0][0].startswith("发起抽查：请核对")
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    announcement = card(office["王芳"], "【抽取公告】", office.group).text
    assert "\n在此抽取的理由：县里交办的专项检查\n" in announcement
    assert "，名录库 6 家，比例 8%\n" in announcement


async def test_dialogue_hears_replies_of_its_coordinator_only(office: Office) -> None:
    await office.begin_draw()
    await press(office, SCOPE)
    question = card(office["王芳"], "发起抽查", office.group)
    stranger = office.stage.person("路人")
    office.group.add(stranger)
    watch = Watch(office)

    await office["郑观"].says(office.group, "8%", reply_to=question)
    await office["王芳"].says(office.group, "8%")
    await office.stage.settle()
    assert watch.news() == {}

    assert await office.stage.presses(office["郑观"], question, "50%") == say("denied.dialogue")
    assert await office.stage.presses(stranger, question, "50%") == say("denied.stranger")
    assert watch.news() == {}


async def test_dialogue_ignores_a_button_of_an_earlier_step(office: Office) -> None:
    await office.begin_draw()
    question = card(office["王芳"], "发起抽查", office.group)
    earlier = question.buttons[0][0].data or ""
    await press(office, SCOPE)
    watch = Watch(office)

    late = office["王芳"].presses_raw(question, earlier)
    await office.stage.settle()

    assert (await late).text == say("refused.stale")
    assert watch.news() == {}


async def test_preview_names_who_is_left_out_and_who_is_not_bound(office: Office) -> None:
    await unbind(office, "乙二", "庚七")
    async with office.stage.service.database.writing() as work:
        line = await work.inspectors.one(name="辛八")
        await work.inspectors.change(line, licensed=False)
    watch = Watch(office)

    await office.preview()

    left_out = text("draw.left_out.unlicensed", n=1)
    unbound = text("draw.unbound.some", n=2, names="乙二、庚七")
    assert watch.news() == {GROUP: [preview(7, left_out, unbound)]}


async def test_draw_is_refused_while_another_waits_for_its_throws(office: Office) -> None:
    await office.freeze()
    watch = Watch(office)

    await office.say("王芳", "/draw", in_group=True)

    assert watch.news() == {GROUP: [says("draw.already_open", number=NUMBER)]}


async def test_draw_is_refused_without_items_and_to_anybody_else(office: Office) -> None:
    async with office.stage.service.database.engine.begin() as connection:
        await connection.execute(sql("DELETE FROM item_lists"))
    watch = Watch(office)

    await office.say("王芳", "/draw", in_group=True)
    assert watch.news() == {GROUP: [says("draw.no_items")]}
    async with office.stage.service.database.writing() as work:  # a list of which all was struck off
        await work.item_lists.add(ItemList(items=[], digest="0" * 64, made_at=office.stage.clock.now()))
    await office.say("王芳", "/draw", in_group=True)
    assert watch.news() == {GROUP: [says("draw.no_items")]}
    await office.say("郑观", "/draw", in_group=True)
    assert watch.news() == {GROUP: [says("denied.draw")]}
    await office.say("王芳", "/draw")
    assert watch.news() == {"王芳": [says("denied.chat_office")]}


async def test_preview_reminds_of_observers_and_of_the_blacklisted(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        await work.grants.remove(role="observer")
        for target in (await work.targets.all())[:2]:
            await work.targets.change(target, blacklisted=True)
    await office.preview()

    words = office.sees("王芳", in_group=True)[-1].text
    assert say("draw.note.unwatched", ground=text("ground.default")) in words
    assert say("draw.note.intensity", n=2, ground=article("第二十八条")) in words
