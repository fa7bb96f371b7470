"""What Telegram refuses, in its words as python-telegram-bot passes them on."""

import pytest
import telegram as ptb
from pictures import png
from telegram.error import BadRequest, Forbidden, NetworkError

MB = 1024 * 1024
NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def keyboard(*rows: list[str]) -> ptb.InlineKeyboardMarkup:
    return ptb.InlineKeyboardMarkup(
        [[ptb.InlineKeyboardButton("按", callback_data=d) for d in row] for row in rows]
    )


async def refusal(kind: type[Exception], call) -> str:
    with pytest.raises(kind) as refused:
        await call
    assert type(refused.value) is kind
    return str(refused.value)


async def test_stranger_cannot_be_written_to_until_start(world, bot):
    li = world.person("李建国")
    why = await refusal(Forbidden, bot.send_message(li.id, "您好"))
    assert why == "Forbidden: bot can't initiate conversation with a user"
    await li.says("private", "/start")
    assert (await bot.send_message(li.id, "您好")).text == "您好"


async def test_blocked_bot_is_told_and_refused_until_unblocked(bot, wang, heard):
    await heard()
    wang.blocks_bot()
    (blocked,) = await heard()
    change = blocked.my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    assert (
        await refusal(Forbidden, bot.send_message(wang.id, "?")) == "Forbidden: bot was blocked by the user"
    )
    wang.unblocks_bot()
    (unblocked,) = await heard()
    assert unblocked.my_chat_member.new_chat_member.status == "member"
    assert (await bot.send_message(wang.id, "好")).text == "好"


async def test_unknown_chat_is_not_found(bot):
    assert await refusal(BadRequest, bot.send_message(12345, "?")) == "Chat not found"


async def test_removed_bot_is_refused(bot, office):
    office.remove_bot()
    why = await refusal(Forbidden, bot.send_message(office.id, "?"))
    assert why == "Forbidden: bot was kicked from the supergroup chat"


async def test_bot_that_left_is_refused(bot, office):
    await bot.leave_chat(office.id)
    why = await refusal(Forbidden, bot.send_message(office.id, "?"))
    assert why == "Forbidden: bot is not a member of the supergroup chat"


async def test_same_edit_is_not_modified(bot, wang):
    sent = await bot.send_message(wang.id, "一", reply_markup=keyboard(["a"]))
    assert await refusal(BadRequest, sent.edit_text("一", reply_markup=keyboard(["a"]))) == NOT_MODIFIED
    assert await refusal(BadRequest, sent.edit_reply_markup(keyboard(["a"]))) == NOT_MODIFIED
    assert (await sent.edit_text("一")).reply_markup is None


async def test_only_own_existing_messages_of_the_right_kind_are_edited(bot, wang):
    theirs = await wang.says("private", "我的")
    photo = await bot.send_photo(wang.id, png())
    text = await bot.send_message(wang.id, "文")
    assert (
        await refusal(BadRequest, bot.edit_message_text("x", wang.id, theirs.id)) == "Message can't be edited"
    )
    assert await refusal(BadRequest, bot.edit_message_text("x", wang.id, 999)) == "Message to edit not found"
    assert await refusal(BadRequest, photo.edit_text("x")) == "There is no text in the message to edit"
    assert await refusal(BadRequest, text.edit_caption("x")) == "There is no caption in the message to edit"


async def test_text_has_4096_utf16_units(bot, wang):
    assert len((await bot.send_message(wang.id, "字" * 4096)).text) == 4096
    assert await refusal(BadRequest, bot.send_message(wang.id, "字" * 4097)) == "Message is too long"
    assert await refusal(BadRequest, bot.send_message(wang.id, "🎲" * 2049)) == "Message is too long"
    assert await refusal(BadRequest, bot.send_message(wang.id, " \n ")) == "Message text is empty"
    parsed = await bot.send_message(wang.id, "<b>" + "字" * 4096 + "</b>", parse_mode="HTML")
    assert (parsed.entities[0].type, parsed.entities[0].length) == ("bold", 4096)


async def test_caption_has_1024_utf16_units(bot, wang):
    assert (await bot.send_photo(wang.id, png(), caption="字" * 1024)).caption == "字" * 1024
    why = await refusal(BadRequest, bot.send_photo(wang.id, png(), caption="字" * 1025))
    assert why == "Message caption is too long"


@pytest.mark.parametrize("data", ["x" * 65, "字" * 22])
async def test_callback_data_has_64_bytes(bot, wang, data):
    sent = await bot.send_message(wang.id, "?", reply_markup=keyboard(["x" * 64]))
    assert sent.reply_markup.inline_keyboard[0][0].callback_data == "x" * 64
    assert (
        await refusal(BadRequest, bot.send_message(wang.id, "?", reply_markup=keyboard([data])))
        == "Button_data_invalid"
    )


@pytest.mark.parametrize("rows", [[["a"] * 9], [["a"] * 8] * 12 + [["a"] * 5]])
async def test_keyboard_has_8_in_a_row_and_100_in_all(bot, wang, rows):
    await bot.send_message(wang.id, "?", reply_markup=keyboard(*[["a"] * 8] * 12, ["a"] * 4))
    why = await refusal(BadRequest, bot.send_message(wang.id, "?", reply_markup=keyboard(*rows)))
    assert why == "Reply markup is too long"


async def test_button_addresses_are_checked(bot, wang):
    markup = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("页", url="http://localhost/x")]])
    why = await refusal(BadRequest, bot.send_message(wang.id, "?", reply_markup=markup))
    assert why == "Inline keyboard button url 'http://localhost/x' is invalid: wrong http url"


async def test_upload_has_50_megabytes(bot, wang):
    why = await refusal(NetworkError, bot.send_document(wang.id, bytes(50 * MB + 1), filename="大.zip"))
    assert why == "Request Entity Too Large"


async def test_download_has_20_megabytes(bot, wang, heard):
    await wang.sends_file("private", "大.zip", bytes(20 * MB + 1))
    document = (await heard())[-1].message.document
    assert await refusal(BadRequest, bot.get_file(document.file_id)) == "File is too big"


async def test_photo_must_be_a_picture_of_10_megabytes(bot, wang):
    assert await refusal(BadRequest, bot.send_photo(wang.id, b"text")) == "Image_process_failed"
    why = await refusal(BadRequest, bot.send_photo(wang.id, png() + bytes(10 * MB)))
    assert why.startswith("File of size ")
    assert (
        await refusal(BadRequest, bot.send_photo(wang.id, "AgNotAnId"))
        == "Wrong file identifier/http url specified"
    )


async def test_album_has_2_to_10_items(bot, wang):
    one = [ptb.InputMediaPhoto(png())]
    assert await refusal(BadRequest, bot.send_media_group(wang.id, one)) == "Group must include 2-10 items"
    assert (
        await refusal(BadRequest, bot.send_media_group(wang.id, one * 11)) == "Group must include 2-10 items"
    )


async def test_deletion_is_possible_for_48_hours(bot, wang, clock):
    sent = await bot.send_message(wang.id, "旧")
    clock.move(hours=48)
    assert await refusal(BadRequest, sent.delete()) == "Message can't be deleted for everyone"
    fresh = await bot.send_message(wang.id, "新")
    clock.move(hours=47)
    assert await fresh.delete() is True
    assert [m.text for m in wang.screen()] == ["/start", "旧"]
    assert await refusal(BadRequest, fresh.delete()) == "Message to delete not found"


async def test_dice_in_private_cannot_be_taken_back_for_a_day(bot, wang, clock):
    thrown = await bot.send_dice(wang.id)
    assert await refusal(BadRequest, thrown.delete()) == "Message can't be deleted for everyone"
    clock.move(hours=25)
    assert await thrown.delete() is True


async def test_others_messages_in_a_group_are_deleted_by_admins_only(world, bot, office, wang):
    said = await wang.says(office, "13900000000")
    assert (
        await refusal(BadRequest, bot.delete_message(office.id, said.id))
        == "Message can't be deleted for everyone"
    )
    office.make_admin(world.bot)
    assert await bot.delete_message(office.id, said.id) is True


async def test_reply_to_nothing_is_refused_unless_allowed(bot, wang):
    gone = ptb.ReplyParameters(999)
    assert (
        await refusal(BadRequest, bot.send_message(wang.id, "?", reply_parameters=gone))
        == "Message to be replied not found"
    )
    allowed = ptb.ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(wang.id, "好", reply_parameters=allowed)).reply_to_message is None


async def test_broken_html_is_refused(bot, wang):
    why = await refusal(BadRequest, bot.send_message(wang.id, "<b>未闭合", parse_mode="HTML"))
    assert why == "Can't parse entities: can't find end tag corresponding to start tag \"b\""


async def test_toast_has_200_characters(bot, wang, heard):
    await bot.send_message(wang.id, "?", reply_markup=keyboard(["a"]))
    wang.presses(wang.last(), "按")
    query = (await heard())[-1].callback_query
    assert await refusal(BadRequest, query.answer("字" * 201)) == "Message_too_long"
    assert await query.answer("字" * 200) is True


async def test_bad_menu_is_refused(bot):
    assert await refusal(BadRequest, bot.set_my_commands([("Draw", "抽取")])) == "Bot_command_invalid"
    assert (
        await refusal(BadRequest, bot.set_my_commands([("draw", "抽" * 257)]))
        == "Bot_command_description_invalid"
    )
