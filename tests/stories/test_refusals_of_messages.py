"""What commands nothing: forwarded, edited, automatic and anonymous messages, and those via other bots."""

from demo.stage import card
from playground import PersonDriver
from tests.stories.ledger import denied, last_message_id_aside
from tests.stories.office import Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import says

COMMANDS = ("/draw", "/status", "/start", "/help")


async def send(office: Office, person: PersonDriver, words: str, **disguise: object) -> None:
    """Have somebody write in the group under a disguise."""
    await person.says(office.group, words, **disguise)  # type: ignore[arg-type]
    await office.stage.settle()


async def test_forwarded_and_automatic_commands_and_those_via_bots_have_no_effect(office: Office) -> None:
    wang, chief = office["王芳"], office["张敏"]
    watch, before = Watch(office), await last_message_id_aside(office)

    for words in COMMANDS:
        await send(office, wang, words, forward_from=chief)
        await send(office, chief, words, forward_from=wang)
        await send(office, wang, words, forward_from="隐藏姓名的人")
        await send(office, wang, words, via_bot="some_inline_bot")
        await send(office, wang, words, automatic_forward=True)
        await wang.says("private", words, forward_from=wang)
        await wang.says("private", words, via_bot="some_inline_bot")
    await office.stage.settle()

    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []


async def test_anonymous_admins_and_channels_are_told_how_to_act(office: Office) -> None:
    watch, before = Watch(office), await last_message_id_aside(office)

    for disguise in ("anonymous_admin", "as_channel"):
        for words in COMMANDS:
            await send(office, office["王芳"], words, **{disguise: True})
            assert watch.news() == {GROUP: [says("denied.anonymous")]}

    assert denied(before, await last_message_id_aside(office)) == []


async def test_anonymous_answer_to_the_coordinators_question_is_not_his(office: Office) -> None:
    await office.begin_draw()
    await office.press("王芳", "发起抽查", "公办初级中学", in_group=True)
    asked = office.sees("王芳", in_group=True)[-1]
    watch, before = Watch(office), await last_message_id_aside(office)

    await send(office, office["王芳"], "50%", reply_to=asked, anonymous_admin=True)
    await send(office, office["王芳"], "50%", reply_to=asked, forward_from=office["张敏"])
    await send(office, office["甲一"], "50%", reply_to=asked)

    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []


async def test_edited_message_draws_nothing(office: Office) -> None:
    wang = office["王芳"]
    talk = await wang.says("private", "今天的安排")
    old = await wang.says(office.group, "/draw")
    await office.stage.settle()
    await office.press("王芳", "发起抽查", "取消", in_group=True)
    watch, before = Watch(office), await last_message_id_aside(office)

    for message, words in ((talk, "/draw"), (old, "/draw "), (old, "/draw@ssj_demo_bot"), (old, "/status")):
        await wang.edits(message, words)
        await office.stage.settle()

    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []


async def test_draw_that_was_edited_after_the_result_draws_nothing_again(office: Office) -> None:
    await office.draw()
    command = next(m for m in office.group.screen() if m.text == "/draw")
    watch, before = Watch(office), await last_message_id_aside(office)

    await office["王芳"].edits(command, "/draw@ssj_demo_bot")
    await office["王芳"].edits(command, "/draw")
    await office.stage.settle()

    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []


async def test_talk_in_the_group_is_not_answered(office: Office) -> None:
    await office.freeze()
    announced = next(m for m in office.group.screen() if m.text.startswith("【抽取公告】"))
    watch, before = Watch(office), await last_message_id_aside(office)

    await send(office, office["郑观"], "收到")
    await send(office, office["郑观"], "已经保存", reply_to=announced)
    await send(office, office["郑观"], "/unknown")

    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []


async def test_personal_numbers_typed_in_the_group_are_warned_of_and_never_repeated(office: Office) -> None:
    await office.draw()
    wang, group = office["王芳"], office.group
    typed = ("13800138000", "１３８ 0013-8000", "11010519491231002X")
    asked = card(wang, "【抽取结果】", group)
    watch = Watch(office)

    for number in typed:
        await office.say("王芳", f"/query {number}", in_group=True)
        await wang.says(group, f"联系人 {number}", reply_to=asked)
        await office.stage.settle()
    harmless = await wang.says(group, "联系人另行通知", reply_to=asked)
    await office.stage.settle()
    await wang.edits(harmless, f"联系人 {typed[0]}")
    await office.stage.settle()

    assert watch.news() == {GROUP: [says("words.personal")] * (2 * len(typed) + 1)}
    said = str([call.params for call in office.stage.telegram.calls])
    assert [number for number in typed if number in said] == []
    async with office.stage.service.database.reading() as work:
        entries = await work.journal.all()
        kept = str([entry.body for entry in entries]) + str(await work.words.all())
    assert [entry.event for entry in entries].count("personal_number_typed") == 2 * len(typed) + 1
    assert [number for number in typed if number in kept] == []


async def test_personal_numbers_typed_in_private_reach_nobody_else(office: Office) -> None:
    await office.draw()
    drawn = office.drawn()[0]
    number = "13800138000"
    await office.press(drawn, "【检查任务】", "需要专业人员协助")
    unit = "赵批" if any(m.text.startswith("【选派专业人员】") for m in office.sees("赵批")) else "孙批"
    await office.press(unit, "【选派专业人员】", "选派专业人员")
    await office.press(drawn, "【检查任务】", "申请回避")
    await office.press(drawn, "请选择需要回避", "本批次全部任务")
    await office.press(drawn, "请选择回避事由", "涉及配偶")
    watch = Watch(office)

    await office.say(unit, f"刘工 {number}")
    await office.say(drawn, f"可以打 138-0013 8000 找我，或者 {number}")
    assert watch.news() == {name: [says("words.personal")] for name in (unit, drawn.name)}
    # The questions still stand, and take what holds no number; an edit does not bring it in either.
    said = await drawn.says("private", "配偶在该校任教")
    await office.stage.settle()
    watch.news()
    await drawn.edits(said, f"配偶在该校任教，{number}")
    await office.stage.settle()
    assert watch.news() == {drawn.name: [says("words.personal")]}
    assert number not in str([call.params for call in office.stage.telegram.calls])
    async with office.stage.service.database.reading() as work:
        kept = str([entry.body for entry in await work.journal.all()]) + str(await work.words.all())
    assert number not in kept
