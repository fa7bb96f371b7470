"""The office group: the bot removed and added again, a topic that is gone, what the bot hears."""

from bot.domain.people import Chat
from bot.domain.texts import text
from demo.stage import card
from playground import GroupDriver
from tests.stories.acts import ask_recusal
from tests.stories.office import Office
from tests.stories.test_round_recusal import approver_of
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import drawn_round, say, says


async def settled(office: Office) -> None:
    await office.stage.settle()


async def test_bot_that_is_removed_tells_the_office_and_brings_what_was_missed_when_it_is_back(
    office: Office,
) -> None:
    drawn, watch = await drawn_round(office)
    office.group.remove_bot()
    await settled(office)
    removed = says("group.removed", title=office.group.title)
    assert watch.news() == {"张敏": [removed], "王芳": [removed]}

    name = drawn.people[0]
    await ask_recusal(office, name, "", "涉及配偶")
    await office.press(approver_of(name), "【回避审批】", "同意回避")
    assert GROUP not in watch.news()
    office.group.add_bot()
    await settled(office)

    news = watch.news()[GROUP]
    hears = text("group.hears_replies")
    assert [words.split("】")[0] for words, _ in news[:-1]] == ["【人员变更"] * (len(news) - 1)
    assert news[-1] == says("group.back", n=len(news) - 1, hears=hears)
    assert len(news) > 1
    await office.say("郑观", "/status", in_group=True)
    assert watch.news()[GROUP][0][0].startswith("【进度】")


async def test_bot_says_what_it_hears_when_it_becomes_or_ceases_to_be_an_administrator(
    office: Office,
) -> None:
    watch = Watch(office)
    office.group.make_admin(office.stage.telegram.bot)
    await settled(office)
    assert watch.news() == {GROUP: [says("group.hears_all")]}
    await office.begin_draw()
    await office.press("王芳", "发起抽查", "公办初级中学", in_group=True)
    watch.news()
    await office.say("王芳", "50%", in_group=True)
    assert watch.news() == {}  # talk that is no reply stays talk

    office.group.make_member(office.stage.telegram.bot)
    await settled(office)
    assert watch.news() == {GROUP: [says("group.hears_replies")]}


async def forum_of(office: Office) -> tuple[GroupDriver, int]:
    """Return a forum that is the office group, and the topic in which it was bound."""
    forum = office.stage.telegram.group("论坛群", forum=True)
    forum.add(office["张敏"], office["王芳"])
    forum.add_bot()
    await settled(office)
    topic = forum.topic("双随机")
    async with office.stage.service.database.writing() as work:
        await work.chats.add(
            Chat(telegram_id=forum.id, title=forum.title, thread_id=topic, is_supergroup=True)
        )
    return forum, topic


async def test_bot_keeps_to_its_topic_and_goes_to_the_general_one_when_it_is_gone(office: Office) -> None:
    forum, topic = await forum_of(office)
    other = forum.topic("闲谈")

    await office["王芳"].says(forum, "/status", thread=other)
    await settled(office)
    assert forum.screen()[-1].json["message_thread_id"] == topic

    del forum.chat.topics[topic]
    await office["王芳"].says(forum, "/status", thread=other)
    await settled(office)
    assert forum.screen()[-1].text.startswith("【进度】")
    assert "message_thread_id" not in forum.screen()[-1].json


async def test_draw_goes_on_by_the_buttons_of_the_group_that_became_a_supergroup(office: Office) -> None:
    basic = office.stage.telegram.group("旧群", "group")
    basic.add(*office.stage.people.values())
    basic.add_bot()
    await settled(office)
    async with office.stage.service.database.writing() as work:
        chat = await work.chats.get(1)
        await work.chats.change(chat, telegram_id=basic.id, is_supergroup=False)
    office.group = basic
    await office.freeze()
    ready = card(office["王芳"], "SSJ-2026-0001 的封存码", basic)

    new = basic.migrate()
    await settled(office)
    assert await office.stage.presses(office["王芳"], ready, "开始掷骰") == say("draw.throwing_toast")
    shown = [m.text for m in new.visible() if m.text]
    assert any(each.startswith("【抽取结果】SSJ-2026-0001") for each in shown)


async def test_unknown_group_is_left_with_one_sentence(office: Office) -> None:
    strange = office.stage.telegram.group("别的群", "supergroup")
    strange.add(office["王芳"])
    strange.add_bot()
    await settled(office)
    await office.stage.says(office["王芳"], "/draw", strange)

    said = [m.text.split("\n\n〔")[0] for m in strange.screen() if m.sender_id == 1_000_000 and m.text]
    assert said == [say("group.unknown")]
    assert not strange.chat.has(office.stage.telegram.bot.id)
