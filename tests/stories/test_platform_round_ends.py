"""A round of the platform that comes to no good end: lists owed and late, a batch that is cancelled."""

from datetime import date
from typing import Any

from bot.domain.platform.draw import PlatformState
from bot.domain.rounds import RoundState
from bot.domain.texts import text
from demo.stage import card, has_card
from tests.stories.acts import ask_recusal, public_pages
from tests.stories.office import Office
from tests.stories.platform_lists import (
    BATCH,
    FIRST,
    OPERATOR,
    begin,
    carried_on,
    hand_over,
    imported_again,
    posted_hash,
)
from tests.stories.watch import GROUP, Shown, Watch, apart_from_boards
from tests.stories.wording import DEFAULT, NUMBER, PLATFORM, article, due, say, says

YES_NO = ("同意取消，填写依据", "不同意")
DOCUMENT = "青教〔2026〕12号"
REASON = text("platform.cancel_reason.drawn_again")
CANCELLED = text("called_off.cancelled", number=NUMBER)


async def ask(office: Office) -> None:
    """Have the coordinator ask, in the group, that the round be cancelled."""
    await office.say("王芳", "/status", in_group=True)
    await office.press("王芳", "【进度】", "申请取消批次", in_group=True)
    await office.press("王芳", f"{NUMBER}：申请取消", "平台已另行抽取", in_group=True)


async def cancel(office: Office) -> None:
    await ask(office)
    await office.press("张敏", "【取消批次审批】", "同意取消")
    await office.say("张敏", DOCUMENT)


async def rows(office: Office) -> dict[str, Any]:
    async with office.stage.service.database.reading() as work:
        return {
            "round": (await work.rounds.get(1)).state,
            "imports": [each.state for each in await work.platform_draws.all()],
            "open": sorted({each.kind for each in await work.deadlines.all(state="open")}),
            "seats": await work.seats.count(is_open=True),
        }


async def test_lists_are_owed_after_a_change_and_reminded_of_until_they_are_there(office: Office) -> None:
    await carried_on(office, FIRST)
    await ask_recusal(office, "甲一", "", "涉及配偶", "配偶在该校任教")
    await office.press("赵批", "【回避审批】", "同意回避")
    assert "reimport" in (await rows(office))["open"]
    about = {"number": NUMBER, "what": text("deadline.reimport"), "about": text("reminder.round")}
    facts = {"n": 1, **about, "due": due(9, 22), "ground": DEFAULT}

    def told(kind: str) -> Shown:
        line = text("reminder.line", kind=text(f"reminder.kind.{kind}"), **facts)
        ending = text("reminder.ending.rises")
        return says("reminder.holder", "重新导入名单", n=1, lines=[line], ending=ending)

    watch = Watch(office)
    await office.stage.pass_working_day()
    news = watch.news()
    assert told("last_day") in news["王芳"]
    (board,) = [shown for shown in news[GROUP] if shown[0].startswith("【本日提醒】")]
    assert "重新导入平台名单：1 件未办，其中逾期 0 件（王芳）" in board[0]

    await office.stage.pass_working_day()
    assert told("overdue") in watch.news()["王芳"]
    await office.stage.pass_working_day()
    line = text("reminder.escalated_line", kind=text("reminder.kind.overdue"), name="王芳", **facts)
    ending = text("reminder.ending.escalated")
    vacant = {"unit": text("unit.bureau"), "role": text("role.approver")}
    line = text("reminder.stood_in", line=line, **vacant)
    late = says("reminder.escalated", n=1, lines=[line], ending=ending)
    assert [name for name, messages in watch.news().items() if late in messages] == ["张敏"]

    await imported_again(office, [["第一中学", "", "戊五", "乙二", "一"], FIRST[1]])
    assert "reimport" not in (await rows(office))["open"]
    await office.stage.pass_working_day()
    seen = apart_from_boards(watch.news()).get("王芳", [])
    assert [shown for shown, _ in seen if say("deadline.reimport") in shown and "已办结" not in shown] == []


async def test_nothing_is_owed_where_nothing_is_left_to_change(office: Office) -> None:
    await carried_on(office, FIRST)
    await ask_recusal(office, "甲一", "", "涉及配偶")
    await office.press("赵批", "【回避审批】", "同意回避")
    await office.press("钱核", "【比对和确认】", "有变化：第一中学")
    await office.press("钱核", "第一中学", "停办、停业")
    await office.say("钱核", "已实地查看，确已停办")
    watch = Watch(office)
    await office.stage.pass_working_day()

    assert "reimport" not in (await rows(office))["open"]
    assert [shown for shown, _ in watch.news().get("王芳", []) if "平台名单" in shown] == []


async def test_share_that_the_platform_s_targets_no_longer_meet_is_said(office: Office) -> None:
    """第十七条: three per cent a year of the register; what cannot be inspected is not replaced here."""
    await carried_on(office, FIRST)
    for name, target in (("钱核", "第一中学"), ("李核", "河湾中学")):
        watch = Watch(office)
        await office.press(name, "【比对和确认】", f"有变化：{target}")
        await office.press(name, target, "停办、停业")
        await office.say(name, "已实地查看，确已停办")

    counts = {"ruled_out": 2, "wanted": 1, "covered": 0, "n": 1}
    place = {"number": NUMBER, "name": "王芳", "platform": PLATFORM, "ground": article("第十七条")}
    assert says("platform.short", **counts, **place) in watch.news()[GROUP]


async def test_round_is_cancelled_by_two_persons_and_a_document(office: Office) -> None:
    await carried_on(office, FIRST)
    code, watch = posted_hash(office), Watch(office)
    await ask(office)

    news = watch.news()
    said = {"number": NUMBER, "reason": REASON}
    assert says("platform.cancel_asked", **said) in news[GROUP]
    asked = says("platform.cancel_card", *YES_NO, **said, name="王芳", until=date(2026, 9, 29))
    assert news["张敏"] == [asked]
    assert sorted(news) == sorted([GROUP, "张敏"])
    await office.say("王芳", "/status", in_group=True)
    labels = [button.label for button in card(office["王芳"], "【进度】", office.group).each_button()]
    assert labels == [f"重新导入平台名单：{NUMBER}", "发起抽查", "打开机器人私聊"]

    await office.press("张敏", "【取消批次审批】", "不同意")
    assert says("platform.cancel_declined", number=NUMBER) in watch.news()[GROUP]
    assert (await rows(office))["round"] is RoundState.CONFIRMING

    await ask(office)
    watch.news()
    await office.press("张敏", "【取消批次审批】", "同意取消")
    assert watch.news() == {"张敏": [says("platform.ask_document", "取消", number=NUMBER)]}
    await office.say("张敏", DOCUMENT)

    news = watch.news()
    assert says("platform.cancelled", **said, basis=DOCUMENT) in news[GROUP]
    for name in ("甲一", "乙二", "丙三", "丁四"):
        assert news[name] == [says("duty.over", why=CANCELLED), says("duty.called_off", why=CANCELLED)]
    for name in ("钱核", "李核"):
        assert news[name] == [says("confirm.called_off", why=CANCELLED)]
    assert await rows(office) == {
        "round": RoundState.CANCELLED,
        "imports": [PlatformState.CALLED_OFF],
        "open": [],
        "seats": 0,
    }
    async with office.stage.service.database.reading() as work:
        owed = await work.deadlines.all(kind="cancellation")
    assert [each.state.value for each in owed] == ["settled", "settled"]
    parent = office.stage.person("家长")
    await office.say(parent, f"/verify {NUMBER}")
    told = parent.screen()[-2].text
    assert say("verify.platform_ended", on=date(2026, 9, 21), reason=REASON, basis=DOCUMENT) in told
    assert code in told
    page = public_pages(office)
    assert [each in page for each in (code, DOCUMENT, "批次已取消", f"{NUMBER}.json")] == [True] * 4


async def test_what_the_platform_draws_instead_is_a_round_of_its_own(office: Office) -> None:
    await carried_on(office, FIRST)
    await cancel(office)
    await begin(office)
    await hand_over(office, [["第一中学", "", "戊五", "己六", "一"]])
    preview = card(office["王芳"], "【导入平台抽取结果】").text
    # Nobody was inspected in the cancelled round: it counts neither for the cap nor for the share.
    assert (
        say("conformity.cap", verdict=text("verdict.ok"), demanded=2, planned=1, ground=article("第十七条"))
        in preview
    )
    await office.press("王芳", "【导入平台抽取结果】", "确认")
    await office.press("王芳", "【平台抽取】", "派发任务", in_group=True)

    assert has_card(office["戊五"], "【检查任务】")
    async with office.stage.service.database.reading() as work:
        assert [each.number for each in await work.rounds.all()] == [NUMBER, "SSJ-2026-0002"]


async def test_round_is_cancelled_before_anybody_has_a_duty(office: Office) -> None:
    await begin(office)
    await hand_over(office, FIRST)
    await office.press("王芳", "【导入平台抽取结果】", "确认")
    code = posted_hash(office)
    await cancel(office)

    assert (await rows(office))["imports"] == [PlatformState.REJECTED]
    assert await office.press("王芳", "【平台抽取】", "派发任务", in_group=True) == say("refused.stale")
    parent = office.stage.person("家长")
    await office.say(parent, f"/verify {NUMBER}")
    facts = {
        "platform": PLATFORM,
        "batch": BATCH,
        "operator": OPERATOR,
        "drawn_at": "2026年9月21日（周一） 08:40",
    }
    assert [each in parent.last().text for each in (code, *facts.values())] == [True] * 5
    assert say("verify.platform_no_file") in parent.last().text
    assert not (office.stage.data_dir / "public" / f"{NUMBER}.json").exists()
    page = public_pages(office)
    assert [each in page for each in (code, DOCUMENT, "未采用")] == [True] * 3
