"""What becomes of a notice when Telegram refuses it, or the chat is not where it was."""

from bot.domain.mail import Notice, NoticeKind, NoticeState
from bot.domain.people import Person
from demo.stage import card
from playground import faults
from tests.stories.acts import accept
from tests.stories.ledger import states
from tests.stories.office import INSPECTORS, Office
from tests.stories.posting import notices, post, taken
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import drawn_round, plain_duty, say, says


async def test_blocked_person_is_flagged_the_coordinator_told_once_and_both_forgotten(office: Office) -> None:
    watch = Watch(office)
    office.stage.telegram.fail_next("sendMessage", faults.forbidden(), chat=office["甲一"], times=2)

    await post(office, "甲一", "乙二", times=2)

    told = says("people.unreachable", name="甲一", unit="城关学区")
    assert watch.news() == {"乙二": [(taken("乙二", n), []) for n in (1, 2)], "王芳": [told]}
    assert [(n.state, n.error) for n in await notices(office)] == [
        (NoticeState.UNDELIVERABLE, "Forbidden: bot was blocked by the user"),
        (NoticeState.SENT, ""),
    ] * 2
    assert await unreachable(office) == ["甲一"]

    await office.say("甲一", "/start")
    assert await unreachable(office) == []
    assert list(watch.news()) == ["甲一"]
    office.stage.telegram.fail_next("sendMessage", faults.forbidden(), chat=office["甲一"])
    await post(office, "甲一")
    assert watch.news() == {"王芳": [told]}


async def unreachable(office: Office) -> list[str]:
    """Return the names of those who are flagged as not to be reached."""
    async with office.stage.service.database.reading() as work:
        return [each.name for each in await work.people.all(is_unreachable=True)]


async def test_person_who_blocks_is_told_of_once_and_gets_his_duty_when_he_is_back(office: Office) -> None:
    watch = Watch(office)
    for person in office.inspectors:
        person.blocks_bot()
    await office.stage.settle()
    units = ("城关学区", "河湾学区")
    assert watch.news() == {
        "王芳": [says("people.unreachable", name=n, unit=units[at % 2]) for at, n in enumerate(INSPECTORS)]
    }

    drawn, watch = await drawn_round(office)
    back = office[drawn.people[0]]
    assert {each.state for each in await notices(office, "duty.card")} == {NoticeState.UNDELIVERABLE}
    back.unblocks_bot()
    await office.stage.settle()

    news = watch.news()
    assert [shown.split("\n")[0] for shown, _ in news.pop("王芳")] == ["【书面告知】SSJ-2026-0001"]
    assert news == {back.name: [plain_duty(drawn, back.name)]}
    assert await unreachable(office) == [name for name in INSPECTORS if name != back.name]


async def test_person_who_never_pressed_start_is_named_to_the_coordinator(office: Office) -> None:
    silent = office.stage.person("新人")
    async with office.stage.service.database.writing() as work:
        await work.people.add(Person(name="新人", unit="河湾学区", account_id=silent.id))
    watch = Watch(office)

    await post(office, "新人", "新人")

    assert watch.news() == {"王芳": [says("people.unreachable", name="新人", unit="河湾学区")]}
    assert await unreachable(office) == ["新人"]
    await office.say(silent, "/start")
    assert await unreachable(office) == []


async def test_bad_request_fails_its_row_and_the_others_go_on(office: Office) -> None:
    telegram = office.stage.telegram
    watch = Watch(office)
    telegram.fail_next("sendMessage", faults.bad_request("can't parse entities"), chat=office["甲一"])
    telegram.fail_next("sendMessage", faults.bad_request("chat not found"), chat=office["丙三"])

    await post(office, "甲一", "乙二", "丙三")
    await post(office, "甲一", "丙三")

    assert [(each.state, each.error) for each in await notices(office)] == [
        (NoticeState.FAILED, "Can't parse entities"),
        (NoticeState.SENT, ""),
        (NoticeState.UNDELIVERABLE, "Chat not found"),
        (NoticeState.SENT, ""),
        (NoticeState.SENT, ""),
    ]
    assert {name: [text for text, _ in told] for name, told in watch.news().items()} == {
        "甲一": [taken("甲一")],
        "乙二": [taken("乙二")],
        "丙三": [taken("丙三")],
        "王芳": [say("people.unreachable", name="丙三", unit="城关学区")],
    }


async def test_what_no_request_can_hold_fails_its_row_and_the_others_go_on(office: Office) -> None:
    """python-telegram-bot takes half a character, which cannot be encoded, for a fault of the network."""
    data = {"callback_id": "\ud800", "text": {"key": "toast.ok"}}
    row = Notice(kind=NoticeKind.ANSWER, screen="toast", data=data, made_at=office.stage.clock.now())
    watch = Watch(office)
    async with office.stage.service.database.writing() as work:
        await work.notices.add(row)

    await post(office, "甲一")

    (broken,) = await notices(office, "toast")
    assert (broken.state, "UnicodeEncodeError" in broken.error) == (NoticeState.FAILED, True)
    assert watch.news() == {"甲一": [(taken("甲一"), [])]}


async def test_edit_that_changes_nothing_is_a_success(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    office.stage.telegram.fail_next("editMessageText", faults.bad_request("message is not modified"))

    await accept(office, name)

    assert watch.news() == {}
    assert [each.state for each in await notices(office, "duty.card")].count(NoticeState.FAILED) == 0


async def test_card_whose_message_is_gone_is_sent_anew_and_edited_from_then_on(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    office.stage.telegram.fail_next("editMessageText", faults.bad_request("message to edit not found"))

    await accept(office, name)
    cards = [m for m in office.sees(name) if m.text.startswith("【检查任务】")]
    assert ["接受任务" in m.labels[0] for m in cards] == [True, False]
    watch.news()
    await office.confirm()

    told = watch.news()[name]
    assert len([m for m in office.sees(name) if m.text.startswith("【检查任务】")]) == 2
    assert [text.startswith("【检查任务】") for text, _ in told] == [True]


async def test_group_that_became_a_supergroup_loses_nothing(office: Office) -> None:
    basic = office.stage.telegram.group("旧群", "group")
    basic.add(office["王芳"], office["郑观"])
    basic.add_bot()
    await office.stage.settle()
    async with office.stage.service.database.writing() as work:
        chat = await work.chats.one()
        assert chat is not None
        await work.chats.change(chat, telegram_id=basic.id, is_supergroup=False)
    await post(office, GROUP)
    office.stage.telegram.fail_next("sendMessage", faults.retry_after(1), chat=basic)

    new = basic.migrate()
    await post(office, GROUP, times=3)

    bot = office.stage.telegram.bot.id
    assert [m.text.split("\n")[0] for m in new.visible() if m.sender_id == bot and m.text] == [
        taken(GROUP, n) for n in (1, 2, 3)
    ]
    assert await states(office, "chats", "telegram_id") == [new.id]
    await office.stage.says(office["王芳"], "/draw", new)
    assert card(office["王芳"], "发起抽查", new).labels != []


async def test_migration_that_only_the_error_tells_of_is_followed(office: Office) -> None:
    other = office.stage.telegram.group("新群", "supergroup")
    other.add(office["王芳"])
    other.add_bot()
    await office.stage.settle()
    office.stage.telegram.fail_next("sendMessage", faults.migrated(other.id), chat=office.group)

    await post(office, GROUP, times=2)

    said = [m.text.split("\n")[0] for m in other.screen() if m.text.startswith(GROUP) or GROUP in m.text]
    assert said == [taken(GROUP, 1), taken(GROUP, 2)]
    assert await states(office, "chats", "telegram_id") == [other.id]
