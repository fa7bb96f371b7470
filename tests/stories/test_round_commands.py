"""What people may ask at any time: the board, duties, what waits for them, results, help, language."""

import re

from bot.domain.texts import Text, text
from demo.stage import card
from locales import render
from tests.stories.acts import accept, ask_recusal, press_about, submit_normal
from tests.stories.office import TOWN, VILLAGE, Office
from tests.stories.test_round_recusal import approver_of, filing_card, request_card
from tests.stories.watch import GROUP, Watch, shown
from tests.stories.wording import (
    CANCEL,
    NUMBER,
    Drawn,
    code_of,
    confirm_card,
    drawn_round,
    due,
    plain_duty,
    read_result,
    say,
    says,
)

GROUND = "涉及配偶、近亲属等的利害关系"
OPEN = "打开机器人私聊"
REPORT = f"反映回避、更换情形：{NUMBER}"


def board(commitment: str, state: str, **values: int | list[Text] | Text) -> str:
    nothing = {name: text(f"status.no_{name}") for name in ("inspections", "teams", "deadlines")}
    line = text(
        "status.round",
        number=NUMBER,
        state=text(f"round.state.{state}"),
        level=text("level.L2"),
        commitment=commitment,
        **{**nothing, **values},
    )
    return say("status.board", rounds=[line])


def teams(drawn: Drawn, *accepted: str) -> list[Text]:
    return [
        text(
            "status.team",
            team=team,
            targets=len(drawn.of(team)),
            people=len(names),
            accepted=len(set(names) & set(accepted)),
        )
        for team, names in sorted(drawn.teams.items())
    ]


def due_line(kind: str, n: int, day: int, late: int = 0) -> Text:
    return text("status.deadline", what=text(f"deadline.{kind}"), n=n, due=due(9, day), late=late)


def count(state: str, n: int) -> Text:
    return text("status.count", state=text(f"inspection.state.{state}"), n=n)


async def test_status_shows_the_board_to_all_with_a_role_wherever_they_ask(office: Office) -> None:
    await office.freeze()
    watch = Watch(office)
    await office.say("郑观", "/status", in_group=True)
    announced = card(office["王芳"], "【抽取公告】", office.group).text
    commitment = re.findall(r"[0-9a-f]{64}", announced)[1]
    assert watch.news() == {GROUP: [shown(board(commitment, "drawing", throws=0), OPEN)]}

    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    drawn = read_result(office)
    units = sum(bool(drawn.in_unit(unit)) for unit in (TOWN, VILLAGE))
    await accept(office, drawn.people[0])
    watch.news()
    await office.say("甲一", "/status")
    owed = [due_line("acknowledgement", 3, 22), due_line("confirmation", units, 22)]
    values = {"throws": 25, "teams": teams(drawn, drawn.people[0])}
    confirming = board(commitment, "confirming", **values, inspections=[count("drawn", 3)], deadlines=owed)
    assert watch.news() == {"甲一": [shown(confirming, REPORT, "查看本人检查任务")]}

    await office.confirm()
    office.stage.clock.next_working_morning(office.stage.service.desk.office.calendar)
    office.stage.clock.next_working_morning(office.stage.service.desk.office.calendar)
    watch.news()
    await office.say("张敏", "/status")
    values |= {"inspections": [count("confirmed", 3)], "deadlines": [due_line("acknowledgement", 3, 22, 3)]}
    late = board(commitment, "inspecting", **values)
    assert watch.news() == {"张敏": [shown(late, REPORT, "查看待我办理的事项")]}
    await office.press("张敏", "【进度】", "查看待我办理的事项")
    assert watch.news() == {"张敏": [says("pending.none")]}


async def test_duty_sends_my_cards_anew_and_says_when_there_are_none(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    idle = next(each.name for each in office.inspectors if each.name not in drawn.people)
    old = card(office[name], "【检查任务】")

    for each in (name, idle, "王芳"):
        await office.say(each, "/duty")

    assert watch.news() == {
        name: [plain_duty(drawn, name)],
        idle: [says("duty.none")],
        "王芳": [says("denied.role")],
    }
    assert card(office[name], "【检查任务】").id > old.id
    await accept(office, name)
    assert watch.news() == {name: [plain_duty(drawn, name, "acknowledged")]}


async def test_pending_sends_each_what_waits_for_his_decision(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    name = drawn.people[0]
    approver = approver_of(name)
    unit = next(each for each in (TOWN, VILLAGE) if drawn.in_unit(each))
    administrator = {TOWN: "钱核", VILLAGE: "李核"}[unit]
    await ask_recusal(office, name, "", GROUND)
    watch = Watch(office)

    for each in (approver, administrator, "张敏", "周审", "王芳", name):
        await office.say(each, "/pending")

    words = text("recusal.no_words")
    none = [says("pending.none")]
    assert watch.news() == {
        approver: [request_card(name, "asked", words=words)],
        administrator: [confirm_card(dict.fromkeys(drawn.in_unit(unit), "drawn"), unit)],
        "张敏": none,
        "周审": none,
        "王芳": none,
        name: [says("denied.role")],
    }
    await office.press(approver, "【回避审批】", "同意回避")
    watch.news()
    for each in (approver, "张敏"):
        await office.say(each, "/pending")
    assert watch.news() == {approver: none, "张敏": [filing_card(name, "approved", approver)]}


async def test_results_are_pending_until_published_and_can_then_be_queried(office: Office) -> None:
    drawn, _ = await drawn_round(office, "10%", "1 组")
    (target,) = drawn.targets
    await office.confirm()
    await submit_normal(office, drawn, target)
    await press_about(office, drawn.people[1], "【共同签字】", target, "签字确认")
    watch = Watch(office)

    await office.say("周审", "/pending")
    assert [words.split("\n")[0] for words, _ in watch.news()["周审"]] == [f"【审核】{NUMBER}"]
    assert await office.press("周审", "【审核】", "审核通过") == "已审核通过"
    watch.news()
    await office.say("周审", "/pending")
    await office.say("王芳", "/pending")

    news = watch.news()
    assert news["周审"] == [says("pending.none")]
    assert [words.split("\n")[0] for words, _ in news["王芳"]] == [f"【公示】{NUMBER}"]
    assert set(news) == {"周审", "王芳"}

    parent = office.stage.person("家长")

    async def asks(words: str) -> list:
        await office.stage.says(parent, words)
        return watch.news()["家长"]

    assert await asks("/query") == [says("query.how")]
    assert await asks(f"/query {target}") == [says("query.nothing", words=target)]
    await office.press("王芳", "【公示】", "公示")
    watch.news()
    shown = says(
        "query.file",
        name=target,
        code=code_of(target),
        how=say("query.how_to_verify", number=NUMBER),
        lines=say(
            "query.result",
            number=NUMBER,
            on="2026年9月21日（周一）",
            conclusion="未发现问题",
            mark="",
            normal=2,
            abnormal="",
            values="",
            objections="",
            hash=await _hash(office),
        ),
    )
    for words in (target, code_of(target), target[:2], f"中学 {target[:1]}"):
        assert await asks(f"/query {words}") == [shown]
    assert await asks("/query 小学") == [says("query.nothing", words="小学")]


async def _hash(office: Office) -> str:
    async with office.stage.service.database.reading() as work:
        (published,) = await work.publications.all()
    return published.record_hash


async def test_verify_hands_out_the_bundle_with_its_codes(office: Office) -> None:
    parent = office.stage.person("家长")
    watch = Watch(office)
    await office.stage.says(parent, "/verify")
    assert watch.news() == {
        "家长": [says("verify.how", numbers=text("verify.no_rounds"), public=office.signing_key)]
    }
    await office.stage.says(parent, f"/verify {NUMBER}")
    assert watch.news() == {"家长": [says("verify.unknown", number=NUMBER)]}
    await office.draw()
    drawn = read_result(office)
    watch.news()

    await office.stage.says(parent, f"/verify {NUMBER.lower()}")
    await office.stage.says(parent, "/verify")

    codes = {"commitment": drawn.commitment, "entropy": drawn.entropy, "result": drawn.result}
    people = text("terms.overdraw", times=2, sent=4, spare=4, ground=text("ground.default"))
    terms = [text("directed.none"), text("terms.team", size=2), people]
    handed = says(
        "verify.bundle", number=NUMBER, level=text("level.L2"), vacancy=drawn.result, terms=terms, **codes
    )
    file = says("verify.file", number=NUMBER)
    assert watch.news() == {
        "家长": [handed, file, says("verify.how", numbers=NUMBER, public=office.signing_key)]
    }
    document = parent.screen()[-3].json["document"]
    assert document["file_size"] == (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").stat().st_size


async def test_language_is_one_persons_own_and_the_groups_own(office: Office) -> None:
    watch = Watch(office)
    await office.say("甲一", "/lang")
    assert watch.news() == {"甲一": [says("lang.ask", "中文", "English", CANCEL)]}
    await office.press("甲一", "请选择语言", CANCEL)
    assert watch.news() == {"甲一": [says("dialogue.cancelled")]}
    await office.say("甲一", "/lang")
    assert await office.press("甲一", "请选择语言", "English") == render("en", text("lang.toast"))
    assert watch.news() == {
        "甲一": [says("lang.ask", "中文", "English", CANCEL), shown(render("en", text("lang.set")))]
    }
    for name in ("甲一", "乙二"):
        await office.say(name, "/duty")
    await office.say("王芳", "/status", in_group=True)

    none = text("duty.none")
    status = text("status.board", rounds=text("status.none"))
    assert watch.news() == {
        "甲一": [shown(render("en", none))],
        "乙二": [shown(render("zh_CN", none))],
        GROUP: [shown(render("zh_CN", status), "发起抽查", OPEN)],
    }
    await office.say("王芳", "/lang", in_group=True)
    await office.press("王芳", "请选择语言", "English", in_group=True)
    watch.news()
    await office.say("王芳", "/status", in_group=True)
    await office.say("王芳", "/status")
    assert watch.news() == {
        GROUP: [shown(render("en", status), "Start a draw", render("en", text("people.open_private")))],
        "王芳": [shown(render("zh_CN", status), "查看待我办理的事项")],
    }


async def test_commands_of_the_office_are_denied_to_strangers_and_answered_once(office: Office) -> None:
    stranger = office.stage.person("路人")
    watch = Watch(office)
    commands = ("/start", "/status", "/duty", "/pending", "/invite", "/import", "在吗")

    for words in commands:
        await office.stage.says(stranger, words)

    assert watch.news() == {"路人": [says("denied.stranger")] * len(commands)}
