"""Groups: privacy mode, members, migration, message numbers, topics."""

import pytest
import telegram as ptb
from pictures import png
from telegram.error import BadRequest, ChatMigrated

from playground import ImpossibleError


async def test_privacy_mode_lets_only_commands_and_replies_through(bot, office, wang, texts):
    await bot.send_message(office.id, "公告")
    card = wang.last(office)
    await wang.says(office, "大家好")
    await wang.says(office, "@draw_bot 你好")
    await wang.sends_photo(office, png(), "现场")
    await wang.says(office, "/status")
    await wang.says(office, "/status@draw_bot")
    await wang.says(office, "/status@other_bot")
    await wang.says(office, "收到", reply_to=card)
    await wang.says(office, "同意", reply_to=await wang.says(office, "吃饭吗"))
    assert await texts() == ["/status", "/status@draw_bot", "收到"]


async def test_privacy_mode_lets_a_photo_that_replies_through(bot, office, wang, heard):
    await bot.send_message(office.id, "请回复照片")
    await wang.sends_photo(office, png(), "现场", reply_to=wang.last(office))
    assert [update.message.caption for update in await heard()] == ["现场"]


async def test_privacy_mode_holds_for_edits(office, wang, heard):
    await wang.edits(await wang.says(office, "闲话"), "闲话二")
    await wang.edits(await wang.says(office, "/draw"), "/draw 5")
    updates = await heard()
    assert [(u.message and u.message.text, u.edited_message and u.edited_message.text) for u in updates] == [
        ("/draw", None),
        (None, "/draw 5"),
    ]


async def test_admin_bot_hears_everything(world, office, wang, texts):
    office.make_admin(world.bot)
    await wang.says(office, "大家好")
    assert await texts() == ["大家好"]


async def test_added_bot_is_told_twice(world, wang, heard):
    group = world.group("新群")
    group.add(wang)
    await heard()
    group.add_bot()
    change, service = await heard()
    assert (change.my_chat_member.new_chat_member.status, change.my_chat_member.from_user.id) == (
        "member",
        wang.id,
    )
    assert [user.id for user in service.message.new_chat_members] == [100]


async def test_startgroup_link_adds_the_bot_and_sends_start(world, wang, heard):
    group = world.group("新群", "supergroup")
    group.add(wang)
    await heard()
    await wang.opens_link("https://t.me/draw_bot?startgroup=BIND_1", group)
    assert [u.message.text for u in await heard() if u.message] == [None, "/start@draw_bot BIND_1"]


async def test_members_and_their_roles(world, bot, office, wang):
    li = world.person("李建国")
    assert (await bot.get_chat_member(office.id, li.id)).status == "left"
    li.joins(office)
    office.make_admin(li)
    assert [(m.user.id, m.status) for m in await bot.get_chat_administrators(office.id)] == [
        (wang.id, "creator"),
        (li.id, "administrator"),
    ]
    office.remove(li)
    assert (await bot.get_chat_member(office.id, li.id)).status == "kicked"
    assert [person.name for person in office.members] == ["王敏"]
    assert await bot.get_chat_member_count(office.id) == 2


async def test_chat_member_updates_need_admin_and_asking(world, office, heard):
    office.make_admin(world.bot)
    await heard(["chat_member"])
    world.person("李建国").joins(office)
    (update,) = await heard(["chat_member"])
    assert update.chat_member.new_chat_member.user.first_name == "李建国"


async def test_outsider_sees_and_writes_nothing(world, bot, office):
    li = world.person("李建国")
    await bot.send_message(office.id, "公告")
    assert li.screen(office) == []
    with pytest.raises(ImpossibleError):
        await li.says(office, "我来了")


async def test_chat_is_described(bot, office, wang):
    assert (await bot.get_chat(office.id)).title == "办公室"
    assert (await bot.get_chat(wang.id)).first_name == "王敏"


async def test_migration_tells_both_ids_and_refuses_the_old_one(world, bot, wang, heard):
    group = world.group("办公室")
    group.add(wang)
    group.add_bot()
    await heard()
    old = group.id
    new = group.migrate().id
    assert [(u.message.migrate_to_chat_id, u.message.migrate_from_chat_id) for u in await heard()] == [
        (new, None),
        (None, old),
    ]
    with pytest.raises(ChatMigrated) as refused:
        await bot.send_message(old, "公告")
    assert refused.value.new_chat_id == new
    sent = await bot.send_message(group.id, "公告")
    assert (sent.chat_id, sent.message_id, sent.chat.type) == (new, 2, "supergroup")


async def test_message_numbers_are_shared_outside_supergroups(world, bot, wang):
    basic, own = world.group("小组"), world.group("大群", "supergroup")
    for group in (basic, own):
        group.add(wang)
        group.add_bot()
    shared = [(await bot.send_message(chat, "x")).message_id for chat in (wang.id, basic.id, wang.id)]
    alone = [(await bot.send_message(own.id, "x")).message_id for _ in range(2)]
    assert (shared, alone) == ([4, 5, 6], [3, 4])


async def test_pin_needs_admin_and_leaves_a_service_message(world, bot, office, heard):
    sent = await bot.send_message(office.id, "公告")
    with pytest.raises(BadRequest) as refused:
        await sent.pin()
    assert str(refused.value) == "Not enough rights to manage pinned messages in the chat"
    office.make_admin(world.bot)
    await heard()
    await sent.pin()
    (update,) = await heard()
    assert update.message.pinned_message.text == "公告"
    assert (await bot.get_chat(office.id)).pinned_message.text == "公告"
    await sent.unpin()
    assert (await bot.get_chat(office.id)).pinned_message is None


async def test_topics_are_kept_apart(world, bot, wang):
    forum = world.group("论坛", forum=True)
    forum.add(wang)
    forum.add_bot()
    topic = forum.topic("抽取")
    sent = await bot.send_message(forum.id, "公告", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    said = await wang.says(forum, "/status", thread=topic)
    assert said.json["message_thread_id"] == topic
    answered = await bot.send_message(forum.id, "看板", reply_parameters=ptb.ReplyParameters(said.id))
    assert answered.message_thread_id == topic
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(forum.id, "x", message_thread_id=4711)
    assert str(refused.value) == "Message thread not found"
