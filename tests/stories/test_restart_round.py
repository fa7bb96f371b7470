"""The bot stops and starts again in the middle of things: everything goes on, and nothing is said twice."""

import json

from bot.domain.draw.examined import ObserversCopy
from bot.domain.draw.verification import verify
from demo.stage import card
from tests.stories.acts import accept, answer, ask_recusal, on_site, press_about, result_card, send_photo
from tests.stories.office import Office
from tests.stories.watch import GROUP, Shown, Watch, shown
from tests.stories.wording import NUMBER, RECUSE, drawn_round, plain_duty, read_result, say, says

DIE = shown("🎲")


def dice(office: Office) -> list[int]:
    return [m.dice for m in office.group.screen() if m.dice is not None]


def beginnings(messages: list[Shown]) -> list[str]:
    return [words.split("\n")[0] for words, _ in messages]


async def restart(office: Office, watch: Watch) -> None:
    """Restart the bot; alone it says nothing."""
    watch.news()
    await office.stage.restart_bot()
    await office.stage.settle()
    assert watch.news() == {}


async def test_restart_within_the_dialogue_and_before_the_throws_loses_nothing(office: Office) -> None:
    watch = Watch(office)
    await office.begin_draw()
    await office.press("王芳", "发起抽查", "公办初级中学", in_group=True)
    await restart(office, watch)

    for label in ("50%", "2 组"):
        assert await office.press("王芳", "发起抽查", label, in_group=True) == "已收到"
    await restart(office, watch)
    question = card(office["王芳"], "发起抽查：请说明在此抽取的理由", office.group)
    await office["王芳"].says(office.group, "县里交办", reply_to=question)
    await office.stage.settle()
    await restart(office, watch)
    assert await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True) == "已冻结"
    announced = card(office["王芳"], "【抽取公告】", office.group).text
    await restart(office, watch)
    assert await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True) == say("draw.throwing_toast")

    news, drawn = watch.news(), read_result(office)
    throwing = says("draw.opened", number=NUMBER, name="王芳", throws=25)
    assert news[GROUP][:-2] == [throwing, *[DIE] * 25]
    assert drawn.commitment in announced
    assert "\n在此抽取的理由：县里交办\n" in announced
    assert {name: news[name] for name in drawn.people} == {
        name: [plain_duty(drawn, name)] for name in drawn.people
    }


async def test_restart_within_the_throws_goes_on_with_the_next_one(office: Office) -> None:
    await office.freeze()
    watch = Watch(office)
    ready = card(office["王芳"], "SSJ-2026-", office.group)
    press = office["王芳"].presses(ready, "开始掷骰")
    await office.stage.telegram.until(lambda: len(dice(office)) >= 9)
    await office.stage.service.stop()
    thrown = len(dice(office))
    assert 9 <= thrown < 25

    await office.stage.start_bot()
    await office.stage.settle()

    assert (await press).text == say("draw.throwing_toast")
    news, drawn = watch.news(), read_result(office)
    throwing = says("draw.opened", number=NUMBER, name="王芳", throws=25)
    assert news[GROUP][:-2] == [throwing, *[DIE] * 25]
    ends = [f"【抽取结果】{NUMBER}", say("draw.bundle", number=NUMBER)]
    assert beginnings(news[GROUP][-2:]) == ends
    raw = (office.stage.data_dir / "rounds" / NUMBER / "bundle.json").read_bytes()
    assert [each["val"] for each in json.loads(raw)["transcript"]] == dice(office)
    copy = ObserversCopy(drawn.commitment, drawn.entropy, drawn.result, drawn.result)
    assert {check.verdict for check in verify(raw, copy)} == {"pass"}
    assert {name: news[name] for name in drawn.people} == {
        name: [plain_duty(drawn, name)] for name in drawn.people
    }


async def test_restart_within_a_recusal_and_its_decision_loses_no_step(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    name = drawn.people[0]
    await office.press(name, "【检查任务】", RECUSE)
    await office.press(name, "请选择需要回避的检查对象", "本批次全部任务")
    await restart(office, watch)
    await office.press(name, "请选择回避事由", "涉及本人利害关系")
    await restart(office, watch)
    await office.say(name, "本人曾在该校任职")
    approver = next(each for each in ("赵批", "孙批") if each in watch.news())
    await restart(office, watch)
    await office.press(approver, "【回避审批】", "不同意")
    await restart(office, watch)
    await office.say(approver, "任职已满三年")
    assert "\n理由：任职已满三年\n" in card(office[name], "您的回避申请未获同意").text

    await ask_recusal(office, name, "", "涉及本人利害关系")
    await restart(office, watch)
    assert await office.press(approver, "【回避审批】", "同意回避") == say("recusal.approved_toast.order")
    news = watch.news()
    assert beginnings(news[GROUP]) == [f"【人员变更】{NUMBER}，第 1 号"]
    await restart(office, watch)
    assert await office.press("张敏", "【备案】", "已备案") == "已备案"


async def test_restart_within_a_result_waits_for_the_photo_still(office: Office) -> None:
    drawn, watch = await drawn_round(office)
    leader, partner = drawn.teams[1]
    target = drawn.of(1)[0]
    await office.confirm()
    await accept(office, leader, partner)
    await restart(office, watch)
    await office.press(leader, "【检查任务】", f"填报检查：{target}")
    await on_site(office, target, leader, partner)
    await answer(office, leader, target, "2 正常", "已签字盖章", "1 不正常")
    await office.say(leader, "楼梯堆物")
    await restart(office, watch)

    await send_photo(office, leader)
    await answer(office, leader, target, "已向对方反馈结果")
    words = result_card(office, leader, target).text
    assert f"\n尚缺：\n{say('result.missing.signature_again')}\n" in words
    assert "\n1. 校园安全：不正常\n　　说明：楼梯堆物\n　　照片 1 张\n" in words
    assert [each.split("（")[0] for each in beginnings(watch.news()[leader])[1:]] == ["【材料回执】照片 1 张"]
    await restart(office, watch)
    await answer(office, leader, target, "已签字盖章", "提交记录")
    await restart(office, watch)
    assert await press_about(office, partner, "【共同签字】", target, "签字确认") == "已签字"
    news = watch.news()
    assert beginnings(news["周审"]) == [f"【审核】{NUMBER}"]
    await restart(office, watch)
    await press_about(office, leader, "【平台录入】", target, "填写平台编号")
    await restart(office, watch)
    await office.say(leader, "PT-1")
    assert beginnings(watch.news()[leader])[-1] == say("receipt.taken", name=target, receipt="PT-1")
