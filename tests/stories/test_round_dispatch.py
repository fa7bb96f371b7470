"""After the draw everybody hears of his own part: inspectors, list administrators, and who stands in."""

from bot.domain.people import Role
from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import accept, links_of, open_link, unbind
from tests.stories.office import INSPECTORS, TARGETS, TOWN, VILLAGE, Office
from tests.stories.watch import GROUP, Watch
from tests.stories.wording import (
    NUMBER,
    Drawn,
    article,
    code_of,
    confirm_card,
    drawn_round,
    due,
    plain_duty,
    read_result,
    say,
    says,
)

ALL = "100%"


def unit_card(drawn: Drawn, unit: str, stands_in="", **outcomes: str):
    return confirm_card({name: outcomes.get(name, "drawn") for name in drawn.in_unit(unit)}, unit, stands_in)


def settled(names: list[str]) -> dict[str, str]:
    return dict.fromkeys(names, "confirmed")


async def test_dispatch_and_confirmation_reach_those_whom_they_concern(office: Office) -> None:
    await office.freeze(ALL)
    watch, before = Watch(office), len(office.stage.telegram.calls)

    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    drawn, news = read_result(office), watch.news()
    del news[GROUP]
    assert set(drawn.targets) == set(TARGETS)
    assert news == {
        **{name: [plain_duty(drawn, name)] for name in drawn.people},
        "钱核": [unit_card(drawn, TOWN)],
        "李核": [unit_card(drawn, VILLAGE)],
        "王芳": [says("record.sent", number=NUMBER)],
        "郑观": [says("remark.card", "提出意见", number=NUMBER)],
    }
    sends = [each for each in office.stage.telegram.calls[before:] if each.method.startswith("send")]
    (result,) = [n for n, each in enumerate(sends) if "【抽取结果】" in str(each.params.get("text"))]
    assert {str(each.params["chat_id"]) for each in sends[:result]} == {str(office.group.id)}

    assert await office.press("钱核", "【比对和确认】", "全部属实") == "已记录"

    town = settled(drawn.in_unit(TOWN))
    teams = {drawn.targets[name] for name in town}
    assert watch.news() == {
        "钱核": [unit_card(drawn, TOWN, **town)],
        **{name: [plain_duty(drawn, name, **town)] for name in drawn.people if drawn.team_of(name) in teams},
    }
    await office.press("李核", "【比对和确认】", "全部属实")
    await accept(office, *drawn.people)
    watch.news()
    for _ in range(4):
        await office.stage.pass_working_day()
    ((board, _),) = watch.news().pop(GROUP)
    assert board.startswith("【看板】SSJ-2026-0001：检查中")
    assert "已接受任务 4/4 人" in board
    assert watch.news() == {}


async def test_lead_office_stands_in_for_a_unit_without_an_administrator(office: Office) -> None:
    async with office.stage.service.database.writing() as work:
        grant = await work.grants.one(role=Role.LIST_ADMINISTRATOR, unit=VILLAGE)
        await work.grants.change(grant, is_revoked=True)
    await office.freeze(ALL)
    watch = Watch(office)

    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    drawn, news = read_result(office), watch.news()
    note = text("confirm.stands_in")
    assert news["张敏"] == [unit_card(drawn, VILLAGE, note)]
    assert "李核" not in news
    assert await office.press("张敏", "【比对和确认】", "全部属实") == "已记录"
    after = watch.news()
    assert after["张敏"] == [unit_card(drawn, VILLAGE, note, **settled(drawn.in_unit(VILLAGE)))]


async def test_unbound_inspectors_are_named_in_the_group_and_find_their_duty_later(office: Office) -> None:
    await unbind(office, *INSPECTORS)
    await office.freeze()
    watch = Watch(office)

    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)

    drawn, news = read_result(office), watch.news()
    names = "、".join(sorted(drawn.people))
    assert says("duty.unbound", "打开机器人私聊", number=NUMBER, names=names) in news[GROUP]
    assert set(news) - {GROUP} <= {"钱核", "李核", "王芳", "郑观"}
    way = card(office["王芳"], "【通知提示】", office.group).buttons[0][0].url
    assert way == "https://t.me/ssj_demo_bot"

    name = drawn.people[0]
    await office.say("张敏", "/invite")
    await office.press("张敏", "请选择要邀请的人员", "名录库中未绑定")
    link = links_of(office["张敏"])[INSPECTORS.index(name)]
    await open_link(office, name, link)
    await office.press(name, "此链接用于绑定", "确认是本人")
    watch.news()
    await office.say(name, "/duty")
    assert watch.news() == {name: [plain_duty(drawn, name)]}


async def test_target_that_has_closed_is_recorded_and_not_replaced(office: Office) -> None:
    drawn, watch = await drawn_round(office, ALL)
    gone = drawn.in_unit(VILLAGE)[0]
    message = card(office["钱核"], "【比对和确认】")
    data = message.buttons[0][0].data or ""

    foreign = office["李核"].presses_raw(message, data)
    await office.stage.settle()
    assert (await foreign).text == say("denied.button")

    assert await office.press("李核", "【比对和确认】", f"有变化：{gone}") == "已收到"
    outcomes = ("属实", "已迁址，无法检查", "停办、停业", "不属本局管辖", "名录重复")
    assert watch.news() == {"李核": [says("confirm.ask_outcome", *outcomes, "取消", name=gone)]}
    closed = text("confirm.outcome.closed")
    assert await office.press("李核", gone, "停办、停业") == "已收到"
    assert watch.news() == {
        "李核": [says("confirm.ask_note", "返回上一步", "取消", name=gone, outcome=closed)]
    }
    await office.say("李核", "  8 月 30 日实地查看，\n校门已封 ")

    team = drawn.teams[drawn.targets[gone]]
    said = {"name": gone, "outcome": closed, "note": "8 月 30 日实地查看， 校门已封", "by": "李核"}
    said |= {"number": NUMBER, "ground": article("第十七条")}
    ruled_out = says("confirm.ruled_out", **said)
    card_values = {"code": code_of(gone), "unit": VILLAGE, "due": due(9, 29)}
    open_check = says(
        "confirm.check", "核实无误", "更正", **said, **card_values, state=text("confirm.check_state.open")
    )
    assert watch.news() == {
        "李核": [
            unit_card(drawn, VILLAGE, **{gone: "closed"}),
            says("confirm.outcome_taken", name=gone, outcome=closed),
        ],
        **{name: [plain_duty(drawn, name, **{gone: "not_inspectable"}), ruled_out] for name in team},
        "王芳": [ruled_out],
        "张敏": [open_check],
    }
    presses = [office["钱核"].presses_raw(message, data) for _ in range(2)]
    await office.stage.settle()
    assert [(await press).text for press in presses] == ["已记录", say("refused.stale")]
    confirmed = settled(drawn.in_unit(TOWN))
    assert watch.news()["钱核"] == [unit_card(drawn, TOWN, **confirmed)]
    await office.press("李核", "【比对和确认】", "全部属实")
    watch.news()
    await office.say("王芳", "/status")
    (board,) = watch.news()["王芳"]
    assert f"\n{NUMBER}：检查中\n" in board[0]
    assert "\n· 已确认，待检查 5 家\n· 无法检查 1 家\n" in board[0]
