"""The wire: encodings, tokens, unknown methods, the loopback, the page."""

import json

import httpx
import pytest
import telegram as ptb
from conftest import TOKEN
from pictures import png

from playground import Telegram


@pytest.fixture
async def http(world: Telegram):
    async with httpx.AsyncClient(base_url=world.base) as client:
        yield client


@pytest.mark.parametrize("kind", ["json", "data", "params"])
async def test_parameters_come_in_every_encoding(http, wang, kind):
    keyboard = {"inline_keyboard": [[{"text": "好", "callback_data": "a"}]]}
    values = {
        "chat_id": wang.id,
        "text": "您好",
        "reply_markup": keyboard if kind == "json" else json.dumps(keyboard),
    }
    answer = (await http.post(f"/bot{TOKEN}/sendmessage", **{kind: values})).json()
    assert (answer["ok"], answer["result"]["text"], answer["result"]["reply_markup"]) == (
        True,
        "您好",
        keyboard,
    )


async def test_every_answer_says_what_time_it_is(http):
    answer = await http.get(f"/bot{TOKEN}/getMe")
    assert answer.headers["Date"] == "Mon, 23 Nov 2026 01:00:00 GMT"


async def test_multipart_with_attached_file_and_chinese_name(http, wang):
    answer = await http.post(
        f"/bot{TOKEN}/sendDocument",
        data={"chat_id": str(wang.id), "document": "attach://part"},
        files={"part": ("名录库.csv", b"a,b")},
    )
    assert answer.json()["result"]["document"]["file_name"] == "名录库.csv"


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot999:nobody/getMe", 401, "Unauthorized"),
        (f"/bot{TOKEN}/sendRocket", 404, "Not Found: method not found"),
        (f"/bot{TOKEN}/sendMessage", 400, 'Bad Request: parameter "chat_id" is required'),
        (f"/bot{TOKEN}/sendMessage?chat_id=7000000001&text=x&reply_markup=[", 400, None),
    ],
)
async def test_wrong_requests_are_answered_in_json(http, wang, path, status, description):
    answer = await http.get(path)
    body = answer.json()
    assert (answer.status_code, body["ok"], body["error_code"]) == (status, False, status)
    assert body["description"] == (description or 'Bad Request: can\'t parse "reply_markup": it is not JSON')
    assert wang.last().text == "/start"


async def test_file_needs_the_token(http, world, wang):
    await wang.sends_file("private", "a.txt", b"x")
    path = world.files.get(wang.last().json["document"]["file_id"]).path
    assert (await http.get(f"/file/bot{TOKEN}/{path}")).content == b"x"
    assert (await http.get(f"/file/bot999:nobody/{path}")).status_code == 404


async def test_page_shows_what_the_person_sees(http, bot, wang, office):
    await bot.send_message(office.id, "公告")
    await bot.send_photo(wang.id, png(), caption="图")
    assert (await http.get("/")).text.startswith("<!doctype html>")
    state = (await http.get("/ui/state", params={"as": wang.id, "chat": office.id})).json()
    assert state["clock"] == {"text": "11月23日 周一 09:00", "button": None}
    assert [chat["title"] for chat in state["chats"]] == ["办公室", "小助手"]
    shown = [(m["service"], m["text"]) for m in state["chat"]["messages"]]
    assert shown == [("王敏 加入了群组", ""), ("小助手 加入了群组", ""), (None, "公告")]
    private = (await http.get("/ui/state", params={"as": wang.id, "chat": wang.id})).json()["chat"]
    picture = await http.get(f"/ui/file/{private['messages'][-1]['photo']}")
    assert (picture.headers["content-type"], picture.content) == ("image/png", png())


async def act(http: httpx.AsyncClient, **what) -> dict:
    return (await http.post("/ui/act", json=what, headers={"X-Playground": "1"})).json()


async def test_page_plays_a_person(http, world, wang, texts, clock):
    await texts()

    async def tick() -> None:
        clock.move(days=1)

    world.clock_button = tick
    mine = {"as": wang.id, "chat": wang.id}
    assert await act(http, do="say", text="/help", **mine) == {"ok": True}
    assert await act(http, do="clock", **mine) == {"ok": True}
    assert await act(http, do="block", **mine) == {"ok": True}
    assert await act(http, do="say", text="x", **mine) == {"ok": False, "why": "王敏 blocked the bot"}
    assert await act(http, do="link", url="https://t.me/draw_bot?start=T", **mine) == {
        "ok": True,
        "chat": str(wang.id),
    }
    added = await act(http, do="person", text="赵晓燕", **{"as": wang.id})
    assert world.people[added["as"]].name == "赵晓燕"
    await http.post("/ui/upload", data=mine, files={"photo": ("a.png", png())}, headers={"X-Playground": "1"})
    assert [message.text for message in wang.screen()] == ["/start", "/help", "/start T", ""]
    assert await texts() == ["/help", "/start T", None]
    assert clock.now().day == 24


async def test_page_presses_edits_joins_and_leaves(http, world, bot, office, heard):
    li = world.person("李建国")
    there = {"as": li.id, "chat": office.id}
    assert await act(http, do="say", text="x", **there) == {"ok": False, "why": "没有这个聊天"}
    assert await act(http, do="join", group=office.id, **{"as": li.id}) == {
        "ok": True,
        "chat": str(office.id),
    }
    markup = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("好", callback_data="v1:ok")]])
    sent = await bot.send_message(office.id, "公告", reply_markup=markup)
    await heard()
    assert await act(http, do="press", message=sent.message_id, data="v1:ok", **there) == {"ok": True}
    assert [update.callback_query.data for update in await heard()] == ["v1:ok"]
    shown = (await http.get("/ui/state", params=there)).json()["chat"]["messages"][-1]
    assert shown["buttons"] == [[{"label": "好", "data": "v1:ok", "url": None}]]
    said = await li.says(office, "三")
    assert await act(http, do="edit", message=said.id, text="四", **there) == {"ok": True}
    assert await act(http, do="dice", reply_to=sent.message_id, **there) == {"ok": True}
    assert (office.screen()[-2].text, office.screen()[-1].dice in range(1, 7)) == ("四", True)
    assert await act(http, do="leave", **there) == {"ok": True}
    assert [person.name for person in office.members] == ["王敏"]


async def test_menu_on_the_page_is_the_narrowest_scope(http, bot, wang, office):
    await bot.set_my_commands([("help", "帮助")])
    await bot.set_my_commands([("draw", "抽取")], scope=ptb.BotCommandScopeChatMember(office.id, wang.id))
    await bot.set_my_commands(
        [("duty", "任务")], scope=ptb.BotCommandScopeAllPrivateChats(), language_code="zh"
    )
    menus = [
        (await http.get("/ui/state", params={"as": wang.id, "chat": chat})).json()["chat"]["menu"]
        for chat in (office.id, wang.id)
    ]
    assert menus == [
        [{"command": "draw", "description": "抽取"}],
        [{"command": "duty", "description": "任务"}],
    ]


async def test_page_is_closed_to_foreign_pages(http, wang):
    mine = {"as": wang.id, "chat": wang.id, "do": "say", "text": "伪造"}
    assert (await http.post("/ui/act", json=mine)).status_code == 403
    assert (await http.get("/ui/state", headers={"Host": "evil.example"})).status_code == 403
    assert wang.last().text == "/start"


async def test_stream_tells_of_changes_and_toasts(http, wang, heard):
    async with http.stream("GET", "/ui/events") as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == "event: change"
        wang.presses_raw(wang.last(), "x")
        await (await heard())[-1].callback_query.answer("好了")
        async for line in lines:
            if line == "event: toast":
                break
        assert json.loads((await anext(lines)).removeprefix("data: ")) == {"user": wang.id, "text": "好了"}
