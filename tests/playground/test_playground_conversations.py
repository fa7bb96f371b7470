"""People and a bot talk: texts, buttons, edits, files, dice, links."""

import pytest
import telegram as ptb
from pictures import jpeg_header, png

from playground import Call, EventKind, ImpossibleError, Toast

ACCEPT = ptb.InlineKeyboardMarkup(
    [
        [
            ptb.InlineKeyboardButton("接受", callback_data="v1:a"),
            ptb.InlineKeyboardButton("拒绝", callback_data="v1:r"),
        ],
        [ptb.InlineKeyboardButton("绑定", url="https://t.me/draw_bot?start=TOKEN_1")],
    ]
)


async def test_command_reaches_the_bot_as_ptb_reads_it(wang, heard):
    (update,) = await heard()
    message = update.message
    assert (message.chat_id, message.from_user.id, message.from_user.language_code) == (
        wang.id,
        wang.id,
        "zh-hans",
    )
    assert message.parse_entities() == {message.entities[0]: "/start"}
    assert message.entities[0].type == "bot_command"
    assert message.date.isoformat() == "2026-11-23T01:00:00+00:00"


async def test_person_sees_the_message_and_its_buttons(bot, wang):
    sent = await bot.send_message(wang.id, "  接受吗？\n", reply_markup=ACCEPT)
    seen = wang.last()
    assert (seen.id, seen.text, seen.labels) == (sent.message_id, "接受吗？", [["接受", "拒绝"], ["绑定"]])
    assert [message.text for message in wang.screen()] == ["/start", "接受吗？"]


async def test_press_carries_real_id_and_data_and_waits_for_the_answer(world, bot, wang, heard):
    await bot.send_message(wang.id, "接受吗？", reply_markup=ACCEPT)
    await heard()
    press = wang.presses(wang.last(), "接受")
    ((query,),) = [[update.callback_query] for update in await heard()]
    assert (query.from_user.id, query.data, query.message.text) == (wang.id, "v1:a", "接受吗？")
    assert press.is_answered is False
    await query.answer("已接受", show_alert=True)
    assert await press == Toast("已接受", is_alert=True)
    assert wang.toasts == [Toast("已接受", is_alert=True)]
    with pytest.raises(ptb.error.BadRequest) as refused:
        await query.answer("再次")
    assert str(refused.value) == "Query is too old and response timeout expired or query id is invalid"
    assert world.unconfirmed == 0


async def test_raw_press_needs_no_button_and_survives_deletion(bot, wang, heard):
    sent = await bot.send_message(wang.id, "无按钮")
    seen = wang.last()
    await sent.delete()
    await heard()
    wang.presses_raw(seen, "v9:forged")
    (update,) = await heard()
    assert update.callback_query.data == "v9:forged"
    message = update.callback_query.message
    assert (message.date.timestamp(), message.text, message.message_id) == (0, None, sent.message_id)


async def test_press_of_an_absent_button_is_impossible(bot, wang):
    await bot.send_message(wang.id, "接受吗？", reply_markup=ACCEPT)
    with pytest.raises(ImpossibleError):
        wang.presses(wang.last(), "没有")


async def test_link_button_presses_start_with_its_token(bot, wang, texts):
    await bot.send_message(wang.id, "请绑定", reply_markup=ACCEPT)
    await texts()
    await wang.follows(wang.last(), "绑定")
    assert await texts() == ["/start TOKEN_1"]


@pytest.mark.parametrize(
    ("token", "said"), [("x" * 64, f"/start {'x' * 64}"), ("x" * 65, "/start"), ("a.b", "/start")]
)
async def test_link_drops_a_token_that_telegram_would_drop(world, texts, token, said):
    person = world.person("李建国")
    await person.opens_link(f"https://t.me/draw_bot?start={token}")
    assert await texts() == [said]


async def test_bot_edits_are_seen_and_remembered(bot, wang):
    sent = await bot.send_message(wang.id, "待接受", reply_markup=ACCEPT)
    await sent.edit_text("已接受")
    seen = wang.last()
    assert (seen.text, seen.labels, [old["text"] for old in seen.earlier]) == ("已接受", [], ["待接受"])
    await sent.edit_reply_markup(ACCEPT)
    assert seen.labels == [["接受", "拒绝"], ["绑定"]]
    assert seen.text == "已接受"


async def test_person_edits_arrive_as_edited_message(wang, heard):
    message = await wang.says("private", "三人")
    await heard()
    await wang.edits(message, "四人")
    (update,) = await heard()
    assert (update.message, update.edited_message.text) == (None, "四人")
    assert update.edited_message.message_id == message.id


async def test_photo_is_downloaded_without_exif(bot, wang, heard):
    await heard()
    await wang.sends_photo("private", jpeg_header(exif=b"Exif\0\0place"), "现场")
    (update,) = await heard()
    largest = update.message.photo[-1]
    assert (len(update.message.photo), largest.width, largest.height) == (2, 640, 480)
    assert update.message.caption == "现场"
    file = await bot.get_file(largest.file_id)
    assert bytes(await file.download_as_bytearray()) == jpeg_header()


async def test_file_is_downloaded_as_it_is(wang, heard):
    await heard()
    await wang.sends_file("private", "名录库.xlsx", b"PK\x03\x04", "请导入")
    (update,) = await heard()
    document = update.message.document
    assert (document.file_name, document.file_size, update.message.caption) == ("名录库.xlsx", 4, "请导入")
    assert bytes(await (await document.get_file()).download_as_bytearray()) == b"PK\x03\x04"


async def test_album_is_one_update_for_each_photo(wang, heard):
    await heard()
    for number in range(3):
        await wang.sends_photo("private", png(), "三张" if number == 0 else "", album="77")
    updates = await heard()
    assert [(u.message.media_group_id, u.message.caption) for u in updates] == [
        ("77", "三张"),
        ("77", None),
        ("77", None),
    ]


async def test_bot_sends_files_by_upload_and_by_id(bot, wang):
    sent = await bot.send_document(wang.id, b"bundle", filename="抽取包.json", caption="请留存")
    again = await bot.send_document(wang.id, sent.document.file_id)
    assert again.document == sent.document
    photo = await bot.send_photo(wang.id, png(), caption="二维码")
    assert [(size.width, size.height) for size in photo.photo] == [(8, 4), (64, 32)]
    assert [m.text for m in wang.screen()][1:] == ["请留存", "", "二维码"]


async def test_bot_sends_an_album(bot, wang):
    media = [ptb.InputMediaPhoto(png(), caption="一"), ptb.InputMediaPhoto(png(9, 9))]
    sent = await bot.send_media_group(wang.id, media)
    assert [m.caption for m in sent] == ["一", None]
    assert len({m.media_group_id for m in sent}) == 1


async def test_caption_is_edited(bot, wang):
    sent = await bot.send_photo(wang.id, png(), caption="草稿")
    await sent.edit_caption("定稿")
    assert wang.last().text == "定稿"


async def test_dice_values_are_the_servers(world, bot, office, wang):
    thrown = [(await bot.send_dice(office.id)).dice.value for _ in range(40)]
    slots = [(await bot.send_dice(office.id, emoji="🎰")).dice.value for _ in range(40)]
    assert set(thrown) == {1, 2, 3, 4, 5, 6}
    assert (min(slots) >= 1, 6 < max(slots) <= 64) == (True, True)
    assert [m.dice for m in wang.screen(office)][-40:] == slots
    assert [
        call.result["dice"]["value"] for call in world.calls if call.method == "sendDice"
    ] == thrown + slots


async def test_reply_carries_the_whole_thrown_message(bot, office, wang, heard):
    thrown = await bot.send_dice(office.id)
    await wang.says(office, "看到了", reply_to=wang.last(office))
    (update,) = await heard()
    answered = update.message.reply_to_message
    assert (answered.message_id, answered.dice, answered.from_user.id) == (
        thrown.message_id,
        thrown.dice,
        100,
    )


async def test_bot_replies_to_a_message(bot, wang):
    asked = await wang.says("private", "在吗")
    sent = await bot.send_message(wang.id, "在", reply_parameters=ptb.ReplyParameters(asked.id))
    assert sent.reply_to_message.text == "在吗"


async def test_location_is_sent(bot, wang):
    sent = await bot.send_location(wang.id, 38.6, 114.7)
    assert (sent.location.latitude, sent.location.longitude) == (38.6, 114.7)


async def test_disguises_are_shown_as_telegram_shows_them(world, office, wang, heard):
    li = world.person("李建国")
    await wang.says(office, "/draw", anonymous_admin=True)
    await wang.says(office, "/draw", as_channel=True)
    await wang.says(office, "/draw", forward_from=li)
    await wang.says(office, "/draw", forward_from="隐名")
    await wang.says(office, "/draw", via_bot="other_bot")
    await wang.says(office, "/draw", automatic_forward=True)
    anonymous, channel, forwarded, hidden, via, automatic = [update.message for update in await heard()]
    assert (anonymous.from_user.id, anonymous.sender_chat.id) == (1087968824, office.id)
    assert (channel.from_user.id, channel.sender_chat.type) == (136817688, "channel")
    assert forwarded.forward_origin.sender_user.id == li.id
    assert hidden.forward_origin.sender_user_name == "隐名"
    assert via.via_bot.username == "other_bot"
    assert (automatic.from_user.id, automatic.is_automatic_forward) == (777000, True)


async def test_forwarded_dice_says_so(bot, office, wang, heard):
    await bot.send_dice(office.id)
    await wang.forwards(wang.last(office), "private")
    message = (await heard())[-1].message
    assert (message.dice is not None, message.forward_origin.sender_user.id) == (True, 100)


async def test_calls_and_events_are_recorded(world, bot, wang, clock):
    events = []
    end = world.on_event(lambda event: events.append((event.kind, event.text)))
    sent = await bot.send_message(wang.id, "一", reply_markup=ACCEPT)
    wang.presses(wang.last(), "接受")
    await bot.edit_message_text("二", wang.id, sent.message_id)
    await bot.delete_message(wang.id, sent.message_id)
    end()
    await bot.send_message(wang.id, "三")
    kinds = [EventKind.SENT, EventKind.PRESSED, EventKind.EDITED, EventKind.DELETED]
    assert events == list(zip(kinds, ["", "接受", "", ""], strict=True))
    params = {"chat_id": str(wang.id), "message_id": str(sent.message_id)}
    assert world.calls[-2] == Call(clock.now(), "draw_bot", "deleteMessage", params, result=True)


async def test_description_and_menu_follow_scope_and_language(bot, wang):
    mine = ptb.BotCommandScopeChat(wang.id)
    await bot.set_my_commands([("help", "帮助")])
    await bot.set_my_commands([("duty", "任务")], scope=mine)
    assert [c.command for c in await bot.get_my_commands()] == ["help"]
    assert [c.command for c in await bot.get_my_commands(scope=mine)] == ["duty"]
    await bot.delete_my_commands(scope=mine)
    assert await bot.get_my_commands(scope=mine) == ()
    assert await bot.set_my_description("双随机") is True
