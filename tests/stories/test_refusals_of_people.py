"""Who may not: strangers, the wrong person, another's button, and people under another's name."""

from bot.domain.people import Role
from demo.stage import BOT_NAME, card
from tests.stories.acts import accept, ask_recusal, submit_normal
from tests.stories.forging import data_of, forge
from tests.stories.ledger import denied, grant, last_message_id_aside, states
from tests.stories.office import TOWN, Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import drawn_round, say, says

NEUTRAL = says("denied.stranger")


async def test_stranger_gets_one_neutral_sentence_for_everything(office: Office) -> None:
    stranger = office.stage.person("路人")
    watch, before = Watch(office), await last_message_id_aside(office)
    commands = "start draw import status duty pending invite cancel plan people calendar leave nonsense"

    for command in commands.split():
        await office.say(stranger, f"/{command}")
        assert watch.news() == {"路人": [NEUTRAL]}
    await office.say(stranger, "你好，我想查一下学校")
    await stranger.throws("private")
    await stranger.sends_file("private", "名录.xlsx", b"PK")
    await stranger.sends_photo("private", b"\x89PNG\r\n\x1a\n")
    await office.stage.settle()

    assert watch.news() == {"路人": [NEUTRAL] * 4}
    actions = (
        "start plan_draw import status see_duty see_pending invite cancel_dialogue see_plan see_people "
        "load_calendar see_leave import send_evidence"
    )
    assert denied(before, await last_message_id_aside(office)) == [
        (action, "denied.stranger") for action in actions.split()
    ]


async def test_of_strangers_nothing_stays_in_memory(office: Office) -> None:
    for n in range(3):
        await office.say(office.stage.person(f"路人{n}"), "在吗")
    application = office.stage.service._application
    assert application._chat_ids_to_be_updated_in_persistence == set()
    assert application._user_ids_to_be_updated_in_persistence == set()


async def test_stranger_may_ask_what_anybody_may(office: Office) -> None:
    stranger = office.stage.person("路人")
    watch, before = Watch(office), await last_message_id_aside(office)

    for words in ("/help", "/query 第一中学", "/verify SSJ-2026-0001", "/start abcdefghijklmnop"):
        await office.say(stranger, words)

    assert watch.news() == {
        "路人": [
            says("help.stranger"),
            says("query.nothing", words="第一中学", lines=""),
            says("verify.unknown", number="SSJ-2026-0001"),
            says("bind.invalid"),
        ]
    }
    assert denied(before, await last_message_id_aside(office)) == []


async def test_stranger_in_the_group_is_answered_there_and_commands_nothing(office: Office) -> None:
    stranger = office.stage.person("路人")
    office.group.add(stranger)
    await office.freeze()
    ready = card(office["王芳"], "SSJ-2026-", office.group)
    watch, before = Watch(office), await last_message_id_aside(office)

    await office.say(stranger, "/draw", in_group=True)
    toast = await office.press(stranger, "SSJ-2026-", "开始掷骰", in_group=True)

    assert toast == say("denied.stranger")
    assert watch.news() == {GROUP: [NEUTRAL]}
    assert ready.labels == [["开始掷骰"], ["请现场监督人员按下掷骰"], ["申请中止"]]
    assert denied(before, await last_message_id_aside(office)) == [
        ("plan_draw", "denied.stranger"),
        ("open_throwing", "denied.stranger"),
    ]


async def test_nobody_else_leads_the_coordinators_dialogue_or_his_draw(office: Office) -> None:
    await office.begin_draw()
    asked = card(office["王芳"], "发起抽查", office.group)
    watch, before = Watch(office), await last_message_id_aside(office)

    toasts = [
        await office.press(name, "发起抽查", label, in_group=True)
        for name, label in (("张敏", "公办初级中学"), ("甲一", "取消"))
    ]
    toasts.append(await forge(office, office["周审"], asked, data_of(asked, "取消")))

    assert toasts == [say("denied.dialogue")] * 3
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [("", "denied.dialogue")] * 3


async def test_nobody_else_freezes_or_opens_the_throwing(office: Office) -> None:
    others = ("张敏", "周审", "郑观", "甲一")
    await office.preview()
    watch, before = Watch(office), await last_message_id_aside(office)
    for name in others:
        assert await office.press(name, "发起抽查：请核对", "冻结", in_group=True) == say("denied.dialogue")
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [("", "denied.dialogue")] * 4

    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    watch, before = Watch(office), await last_message_id_aside(office)
    for name in others:
        assert await office.press(name, "SSJ-2026-", "开始掷骰", in_group=True) == say("denied.draw")
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [("open_throwing", "denied.draw")] * 4


async def test_second_coordinator_does_not_open_the_throwing_of_the_first(office: Office) -> None:
    await grant(office, "周审", Role.COORDINATOR)
    await office.freeze()
    watch, before = Watch(office), await last_message_id_aside(office)

    assert await office.press("周审", "SSJ-2026-", "开始掷骰", in_group=True) == say("denied.draw")
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [("open_throwing", "denied.draw")]


async def test_button_of_a_private_card_works_for_its_person_only(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    mine = office[drawn.people[0]]
    duty, before = card(mine, "【检查任务】"), await last_message_id_aside(office)
    other = office[drawn.people[1]]
    forwarded = await mine.forwards(duty, office.group)
    await office.stage.settle()

    assert forwarded.labels == []
    stranger = office.stage.person("路人")
    toasts = [await forge(office, who, duty, data_of(duty, "接受任务")) for who in (other, office["张敏"])]
    toasts.append(await forge(office, stranger, duty, data_of(duty, "接受任务")))

    assert toasts == [say("denied.button"), say("denied.button"), say("denied.stranger")]
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [
        ("duty.accept", "denied.button"),
        ("duty.accept", "denied.button"),
        ("duty.accept", "denied.stranger"),
    ]


async def test_link_question_can_be_answered_by_the_account_it_was_put_to_only(office: Office) -> None:
    await office.say("张敏", "/invite")
    await office.press("张敏", "请选择要邀请的人员", "审核人")
    await office.say("张敏", "冯新")
    link = office["张敏"].last().text.split("https://")[1].split()[0]
    invited, thief = office.stage.person("冯新"), office.stage.person("路人")
    await invited.opens_link(f"https://{link}")
    await office.stage.settle()
    question = card(invited, "此链接用于绑定")
    watch, before = Watch(office), await last_message_id_aside(office)

    assert await forge(office, thief, question, data_of(question, "确认是本人")) == say("denied.stranger")
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [("bind.confirm", "denied.stranger")]
    assert await office.press(invited, "此链接用于绑定", "确认是本人") == say("bind.toast")


async def test_approver_is_not_asked_about_himself_and_cannot_decide_it(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    asker = next(name for name in drawn.people if name in ("甲一", "丙三", "戊五", "庚七"))
    await grant(office, asker, Role.APPROVER, TOWN)
    watch = Watch(office)
    await ask_recusal(office, asker, "", "其他可能影响公正的情形")
    news = watch.news()
    asked = card(office["赵批"], "【回避审批】")
    before = await last_message_id_aside(office)

    assert {name for name, messages in news.items() for text, _ in messages if "【回避审批】" in text} == {
        "赵批"
    }
    assert await forge(office, office[asker], asked, data_of(asked, "同意")) == say("denied.button")
    await office.say(asker, "/pending")
    assert watch.news() == {asker: [says("pending.none")]}
    assert denied(before, await last_message_id_aside(office)) == [("recusal.approve", "denied.button")]
    assert await states(office, "requests") == ["asked"]


async def test_releaser_on_the_team_gets_no_card_and_the_lead_office_stands_in(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    target = next(iter(drawn.targets))
    leader, partner = drawn.teams[drawn.targets[target]]
    async with office.stage.service.database.writing() as work:
        releaser = await work.grants.one(role=Role.RELEASER)
        person = await work.people.one(name=leader)
        assert releaser is not None
        assert person is not None
        await work.grants.change(releaser, person_id=person.id)
    await accept(office, leader, partner)
    await office.confirm()
    await submit_normal(office, drawn, target)
    await office.press(partner, "【共同签字】", "签字确认")

    released = card(office["张敏"], "【审核】")
    assert say("release.stands_in") in released.text
    assert not any(m.text.startswith("【审核】") for m in office.sees(leader))
    before = await last_message_id_aside(office)
    assert await forge(office, office[leader], released, data_of(released, "审核通过")) == say(
        "denied.button"
    )
    assert denied(before, await last_message_id_aside(office)) == [("release.do", "denied.button")]


async def test_coordinator_does_not_release_what_he_publishes(office: Office) -> None:
    await grant(office, "王芳", Role.RELEASER)
    drawn, _ = await drawn_round(office)
    target = next(iter(drawn.targets))
    _, partner = drawn.teams[drawn.targets[target]]
    await office.confirm()
    await submit_normal(office, drawn, target)
    await office.press(partner, "【共同签字】", "签字确认")

    assert not any(m.text.startswith("【审核】") for m in office.sees("王芳"))
    await office.press("周审", "【审核】", "审核通过")
    assert await office.press("王芳", "【公示】", "公示") == say("publish.toast")


async def test_team_signs_crosswise_and_nobody_else_answers(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    target = next(iter(drawn.targets))
    leader, partner = drawn.teams[drawn.targets[target]]
    outsider = next(name for name in drawn.people if name not in (leader, partner))
    await office.confirm()
    await submit_normal(office, drawn, target)
    sign = card(office[partner], "【共同签字】")
    watch, before = Watch(office), await last_message_id_aside(office)

    toasts = [
        await forge(office, office[name], sign, data_of(sign, "签字确认")) for name in (leader, outsider)
    ]

    assert toasts == [say("denied.button")] * 2
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [("result.sign", "denied.button")] * 2
    assert not any(m.text.startswith("【共同签字】") for m in office.sees(leader))


async def test_list_administrator_confirms_for_his_unit_only(office: Office) -> None:
    await office.draw("100%", "2 组")
    mine = card(office["钱核"], "【比对和确认】")
    watch, before = Watch(office), await last_message_id_aside(office)

    for label in ("全部属实", "有变化"):
        assert await forge(office, office["李核"], mine, data_of(mine, label)) == say("denied.button")

    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [
        ("confirm.all", "denied.button"),
        ("confirm.ask", "denied.button"),
    ]


async def test_role_that_was_revoked_opens_nothing_even_on_an_old_card(office: Office) -> None:
    await office.draw("100%", "2 组")
    async with office.stage.service.database.writing() as work:
        person = await work.people.one(name="钱核")
        assert person is not None
        grant = await work.grants.one(person_id=person.id)
        assert grant is not None
        await work.grants.change(grant, is_revoked=True)
    watch, before = Watch(office), await last_message_id_aside(office)

    assert await office.press("钱核", "【比对和确认】", "全部属实") == say("denied.role")
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == [("confirm_targets", "denied.role")]


async def test_acts_in_the_wrong_chat_are_sent_where_they_belong(office: Office) -> None:
    watch, before = Watch(office), await last_message_id_aside(office)

    await office.say("王芳", "/draw")
    await office.say("王芳", "/import", in_group=True)

    assert watch.news() == {
        "王芳": [says("denied.chat_office")],
        GROUP: [says("denied.chat_private", "打开机器人私聊")],
    }
    assert denied(before, await last_message_id_aside(office)) == [
        ("plan_draw", "denied.chat_office"),
        ("import", "denied.chat_private"),
    ]


async def test_bot_leaves_a_group_that_nobody_has_bound(office: Office) -> None:
    watch, before = Watch(office), await last_message_id_aside(office)
    bot = office.stage.telegram.bot.id

    for words in ("/draw", "/start", "/help", "/query 第一中学", f"/status@{BOT_NAME}"):
        foreign = office.stage.telegram.group("外单位群", "supergroup")
        foreign.add(office["王芳"])
        foreign.add_bot()
        await office.stage.says(office["王芳"], words, foreign)
        said = [each.text.split("\n")[0] for each in foreign.screen() if each.sender_id == bot and each.text]
        assert (said, foreign.chat.has(bot)) == ([say("group.unknown")], False)

    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []
