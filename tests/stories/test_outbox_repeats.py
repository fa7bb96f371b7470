"""What becomes of a notice of which nobody knows whether it has arrived."""

from bot.domain.mail import NoticeState
from playground import faults
from tests.stories.acts import accept
from tests.stories.ledger import states
from tests.stories.office import Office
from tests.stories.posting import addressee, heard, notices, post, taken
from tests.stories.watch import Watch, numbers
from tests.stories.wording import drawn_round, say

_OF_A_NIGHT = 500
"""Failures of a night without a connection, one a minute."""


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
        await act.notify("receipt.taken", await addressee(act, "甲一"), name="甲一", receipt="1")
        (waiting,) = await work.notices.all(state="pending")
        await work.notices.change(waiting, failures=_OF_A_NIGHT)
    service.outbox.news.ring()
    failures = _OF_A_NIGHT
    while failures == _OF_A_NIGHT:
        failures = (await notices(office))[0].failures
    await telegram.start(port)
    await office.stage.settle()

    (notice,) = await notices(office)
    assert (notice.state, notice.is_repeat) == (NoticeState.SENT, False)
    assert watch.news() == {"甲一": [(taken("甲一"), [])]}
