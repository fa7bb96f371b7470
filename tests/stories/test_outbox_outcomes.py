"""What becomes of a notice when Telegram refuses it, loses it, or answers nothing."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from bot.domain.mail import Notice, NoticeState
from bot.domain.people import Chat, Person
from bot.usecases.act import Act
from demo.stage import card
from playground import Call, faults
from tests.stories.acts import accept
from tests.stories.ledger import states
from tests.stories.office import INSPECTORS, Office
from tests.stories.watch import GROUP, Watch, numbers
from tests.stories.wording import drawn_round, plain_duty, say, says

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


async def post(office: Office, *to: str, times: int = 1) -> None:
    """Have the bot tell each of these people, or the group, its sentence so many times, and send it."""
    service = office.stage.service
    async with service.database.writing() as work:
        act = service.desk.bot_act(work)
        for n in range(times):
            for name in to:
                await act.notify("receipt.taken", await _addressee(act, name), name=name, receipt=f"{n + 1}")
    service.outbox.news.ring()
    await office.stage.settle()


async def _addressee(act: Act, name: str) -> Person | Chat:
    found = await (act.work.chats.one() if name == GROUP else act.work.people.one(name=name))
    assert found is not None
    return found


def taken(name: str, n: int = 1) -> str:
    """Return the sentence that post() sends."""
    return say("receipt.taken", name=name, receipt=f"{n}")


async def notices(office: Office, screen: str = "receipt.taken") -> list[Notice]:
    """Return the notices of this screen, in the order made."""
    async with office.stage.service.database.reading() as work:
        return await work.notices.all(screen=screen)


def heard(office: Office, name: str) -> list[str]:
    """Return the first line of everything the bot has said to a person, or to the group."""
    messages = office.group.screen() if name == GROUP else office.sees(name)
    bot = office.stage.telegram.bot.id
    return [m.text.split("\n")[0] for m in messages if m.sender_id == bot and m.text]


def sends(office: Office, name: str | None = None) -> list[Call]:
    """Return the calls that send messages, to this person, to the group, or to anybody."""
    chat = None if name is None else str(office.group.id if name == GROUP else office[name].id)
    calls = [each for each in office.stage.telegram.calls if each.method == "sendMessage"]
    return [each for each in calls if chat in (None, str(each.params["chat_id"]))]


def most_within(times: list[datetime], span: timedelta) -> int:
    """Return the largest number of instants within any half-open span."""
    return max(sum(start <= each < start + span for each in times) for start in times)


async def test_more_than_a_hundred_notices_keep_telegrams_pace(office: Office) -> None:
    office.stage.telegram.calls.clear()
    office.stage.clock.pass_time(MINUTE)
    crowd = [*INSPECTORS, "王芳", "周审", "郑观", "赵批", "钱核", "孙批", "李核", "张敏"]
    extra = [f"旁听{n}" for n in range(20)]
    async with office.stage.service.database.writing() as work:
        for name in extra:
            listener = office.stage.person(name)
            await listener.says("private", "/help")
            await work.people.add(Person(name=name, account_id=listener.id))
    await office.stage.settle()
    office.stage.telegram.calls.clear()

    await post(office, GROUP, *crowd, *extra, times=1)
    await post(office, GROUP, *crowd[:4], times=25)

    calls = sends(office)
    by_chat = defaultdict(list)
    for call in calls:
        by_chat[str(call.params["chat_id"])].append(call.at)
    assert len(calls) == 1 + 36 + 5 * 25
    assert most_within([call.at for call in calls], SECOND) == 30
    assert {most_within(times, SECOND) for times in by_chat.values()} == {1}
    assert most_within(by_chat[str(office.group.id)], MINUTE) == 20
    for name in (GROUP, *crowd[:4]):
        assert heard(office, name)[-25:] == [taken(name, n) for n in range(1, 26)]


async def test_rate_limit_holds_back_its_chat_only_and_keeps_the_order(office: Office) -> None:
    office.stage.telegram.calls.clear()
    office.stage.clock.pass_time(MINUTE)
    start = office.stage.clock.now()
    office.stage.telegram.fail_next("sendMessage", faults.retry_after(45), chat=office["甲一"])

    await post(office, "甲一", "乙二", "丙三", times=3)

    refused, *delivered = sends(office, "甲一")
    assert (refused.error, refused.at - start) == ("Too Many Requests: retry after 45", timedelta(0))
    assert delivered[0].at - refused.at == timedelta(seconds=45)
    for name in ("乙二", "丙三"):
        assert sends(office, name)[-1].at - start <= 3 * SECOND
    for name in ("甲一", "乙二", "丙三"):
        assert heard(office, name)[-3:] == [taken(name, n) for n in (1, 2, 3)]


async def test_rate_limit_on_an_answer_to_a_press_delays_it_by_the_clock(office: Office) -> None:
    await office.draw()
    office.stage.telegram.fail_next("answerCallbackQuery", faults.retry_after(5), times=2)
    name = office.drawn()[0].name

    assert await office.press(name, "【检查任务】", "接受任务") == say("duty.accepted_toast")

    answers = [c.at for c in office.stage.telegram.calls if c.method == "answerCallbackQuery"][-3:]
    assert [b - a for a, b in pairwise(answers)] == [timedelta(seconds=5)] * 2


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


async def test_lost_answer_brings_exactly_one_repeat_with_the_same_number(office: Office) -> None:
    office.stage.telegram.fail_next("sendMessage", faults.cut_after_accepting(), chat=office["甲一"])
    office.stage.telegram.fail_next("sendMessage", faults.http(502), chat=office["乙二"])

    await post(office, "甲一", "乙二", "丙三")

    notice = {each.data["name"]: each for each in await notices(office)}
    first, repeat = office.sees("甲一")[-2:]
    assert first.text == say("notice.numbered", n=notice["甲一"].id, text=taken("甲一"))
    for message, name in ((repeat, "甲一"), (office["乙二"].last(), "乙二")):
        assert message.text == say("notice.repeated", n=notice[name].id, text=taken(name))
    assert heard(office, "乙二") == [office["乙二"].last().text.split("\n")[0]]
    assert heard(office, "丙三").count(taken("丙三")) == 1
    assert numbers([office["丙三"].last()]) == [notice["丙三"].id]
    assert {each.state for each in notice.values()} == {NoticeState.SENT}


async def test_two_copies_of_a_card_have_one_effect(office: Office) -> None:
    await office.freeze()
    telegram = office.stage.telegram
    for person in office.inspectors:
        telegram.fail_next("sendMessage", faults.cut_after_accepting(), chat=person)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    person = office.drawn()[0]
    first, repeat = [m for m in person.screen() if "【检查任务】" in m.text]

    toasts = [await office.stage.presses(person, message, "接受任务") for message in (repeat, first)]

    assert toasts == [say("duty.accepted_toast"), say("refused.stale")]
    assert (await states(office, "duties")).count("acknowledged") == 1


async def test_lost_answer_to_an_edit_edits_again_without_a_label(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    office.stage.telegram.fail_next("editMessageText", faults.cut_after_accepting(), chat=office[name])

    await accept(office, name)

    (told,) = watch.news()[name]
    assert told[0].startswith("【检查任务】")
    assert len([m for m in office.sees(name) if "【检查任务】" in m.text]) == 1


async def test_connection_that_was_never_made_is_tried_again_silently(office: Office) -> None:
    telegram, service = office.stage.telegram, office.stage.service
    port = int(office.stage.base_url.rsplit(":", 1)[1])
    await telegram.stop()
    watch = Watch(office)
    async with service.database.writing() as work:
        act = service.desk.bot_act(work)
        await act.notify("receipt.taken", await _addressee(act, "甲一"), name="甲一", receipt="1")
    service.outbox.news.ring()
    failures = 0
    while not failures:
        failures = (await notices(office))[0].failures
    await telegram.start(port)
    await office.stage.settle()

    (notice,) = await notices(office)
    assert (notice.state, notice.is_repeat) == (NoticeState.SENT, False)
    assert watch.news() == {"甲一": [(taken("甲一"), [])]}
