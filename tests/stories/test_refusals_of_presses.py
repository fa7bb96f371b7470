"""Presses that do nothing: old buttons, second presses of every kind, and data that nobody ever sent."""

import random

from bot.sealing import seal
from demo.stage import card
from playground import Message
from tests.stories.acts import ask_recusal, on_site, result_card, send_photo
from tests.stories.forging import data_of, forge
from tests.stories.ledger import denied, last_message_id_aside, states
from tests.stories.office import Office
from tests.stories.watch import Watch
from tests.stories.wording import Drawn, drawn_round, say

STALE = "refused.stale"


class Keeper:
    """Remembers buttons while they can be seen, and presses them again when they are gone."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._kept: list[tuple[str, Message, str]] = []

    def keep(self, name: str, beginning: str, label: str, *, in_group: bool = False) -> None:
        """Remember the button of the newest message that begins so."""
        office = self._office
        message = card(office[name], beginning, office.group if in_group else "private")
        self.keep_of(name, message, label)

    def keep_of(self, name: str, message: Message, label: str) -> None:
        """Remember the button of this message."""
        self._kept.append((name, message, data_of(message, label)))

    async def press(self, name: str, beginning: str, label: str) -> None:
        """Press the button of the newest message that begins so, and remember it."""
        await self.press_on(name, card(self._office[name], beginning), label)

    async def press_on(self, name: str, message: Message, label: str) -> None:
        """Press the button of this message, and remember it."""
        self.keep_of(name, message, label)
        await self._office.stage.presses(self._office[name], message, label)

    async def press_all(self) -> list[str]:
        """Press all that was kept; return the toasts."""
        return [
            await forge(self._office, self._office[name], message, data) for name, message, data in self._kept
        ]


async def assert_nothing_happens(office: Office, keeper: Keeper, *toasts: str) -> None:
    """Press what was kept: nobody sees anything but the toasts, and nothing is written, not even a denial."""
    watch, before = Watch(office), await last_message_id_aside(office)

    assert await keeper.press_all() == list(toasts)
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []


async def test_old_buttons_of_the_draw_have_lost_their_force(office: Office) -> None:
    keeper = Keeper(office)
    await office.begin_draw()
    for answer in ("公办初级中学", "50%", "2 组", "演练"):
        keeper.keep("王芳", "发起抽查", answer, in_group=True)
        await office.press("王芳", "发起抽查", answer, in_group=True)
    keeper.keep("王芳", "发起抽查：请核对", "返回", in_group=True)
    keeper.keep("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await office.press("王芳", "发起抽查：请核对", "返回", in_group=True)
    await assert_nothing_happens(office, keeper, *[say(STALE)] * 6)

    await office.press("王芳", "发起抽查", "演练", in_group=True)
    keeper.keep("王芳", "发起抽查：请核对", "冻结", in_group=True)
    keeper.keep("王芳", "发起抽查：请核对", "取消", in_group=True)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await assert_nothing_happens(office, keeper, *[say(STALE)] * 8)
    keeper.keep("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    await assert_nothing_happens(office, keeper, *[say(STALE)] * 9)

    assert (await states(office, "rounds"), await states(office, "attempts")) == (
        ["confirming"],
        ["standing"],
    )
    assert len([m for m in office.group.screen() if m.dice]) == 25


async def test_second_press_of_a_duty_confirmation_or_recusal_does_nothing(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    asker, other = drawn.people[:2]
    keeper = Keeper(office)
    keeper.keep(other, "【检查任务】", "接受任务")
    await office.press(other, "【检查任务】", "接受任务")
    for name in ("钱核", "李核"):
        if any(m.text.startswith("【比对和确认】") for m in office.sees(name)):
            keeper.keep(name, "【比对和确认】", "全部属实")
            keeper.keep(name, "【比对和确认】", "有变化")
    await office.confirm()
    n = 1 + 2 * len([1 for name in ("钱核", "李核") if any("【比对" in m.text for m in office.sees(name))])
    await assert_nothing_happens(office, keeper, *[say(STALE)] * n)

    keeper = Keeper(office)
    keeper.keep(asker, "【检查任务】", "申请回避")
    await ask_recusal(office, asker, "", "其他可能影响公正的情形")
    await assert_nothing_happens(office, keeper, say("recusal.already_asked"))
    approver = next(name for name in ("赵批", "孙批") if any("【回避" in m.text for m in office.sees(name)))
    keeper = Keeper(office)
    keeper.keep(approver, "【回避审批】", "同意回避")
    keeper.keep(approver, "【回避审批】", "不同意")
    await office.press(approver, "【回避审批】", "同意回避")
    keeper.keep("张敏", "【备案】", "已备案")
    await office.press("张敏", "【备案】", "已备案")
    await assert_nothing_happens(office, keeper, *[say(STALE)] * 3)
    assert await states(office, "requests") == ["filed"]


async def test_second_press_on_the_way_to_publication_does_nothing(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    target = next(iter(drawn.targets))
    leader, partner = drawn.teams[drawn.targets[target]]
    await office.confirm()
    keeper = Keeper(office)

    await keeper.press(leader, "【检查任务】", f"填报检查：{target}")
    await on_site(office, target, leader, partner)
    for label in ("1 正常", "其余事项", "确认：以上均正常", "已向对方反馈结果", "已签字盖章"):
        await keeper.press_on(leader, result_card(office, leader, target), label)
    await send_photo(office, leader)
    await keeper.press_on(leader, result_card(office, leader, target), "提交记录")
    keeper.keep(partner, "【共同签字】", "退回")
    await keeper.press(partner, "【共同签字】", "签字确认")
    await keeper.press("周审", "【审核】", "审核通过")
    await keeper.press("王芳", "【公示】", "公示")
    await keeper.press(leader, "【平台录入】", "填写平台编号")
    await office.say(leader, "PT-2026-00001")

    closed, stale = say("result.closed"), say(STALE)
    await assert_nothing_happens(office, keeper, stale, *[closed] * 5, *[stale] * 6)
    first = target_index(drawn, target)
    assert (await states(office, "inspections"))[first] == "published"
    assert (await states(office, "inspections", "receipt"))[first] == "PT-2026-00001"
    assert len(await states(office, "signatures", "person_id")) == 2


def target_index(drawn: Drawn, target: str) -> int:
    """Return which of the drawn targets this is, from 0."""
    return list(drawn.targets).index(target)


async def test_two_presses_at_the_same_instant_have_one_effect(office: Office) -> None:
    await office.preview()
    message = card(office["王芳"], "发起抽查：请核对", office.group)
    data = data_of(message, "冻结")

    presses = [office["王芳"].presses_raw(message, data) for _ in range(3)]
    await office.stage.settle()

    assert [(await press).text for press in presses] == [say("draw.frozen_toast"), *[say(STALE)] * 2]
    assert await states(office, "rounds", "number") == ["SSJ-2026-0001"]


def forgeries(own: str, key: bytes) -> list[str]:
    """Return what nobody was ever sent: damaged, another bot's, empty, too long a number, not even ASCII."""
    rng = random.Random(11)
    flipped = [own[:n] + chr(ord(own[n]) ^ (1 << rng.randrange(5))) + own[n + 1 :] for n in range(len(own))]
    noise = ["".join(rng.choices("abz019._-", k=rng.randint(1, 64))) for _ in range(20)]
    others = [seal(b"another bot's key, 32 bytes long", n) for n in (1, 5, 40)]
    unknown = [seal(key, 10**12), seal(key, 0)]
    odd = [
        "",
        ".",
        "..",
        "1..",
        "1.1.",
        "x" * 64,
        "按" * 21,
        "１.1.abc",
        "1.\u0661.é",
        "\x00" * 64,
        own + " ",
    ]
    return [each for each in (*flipped, *noise, *others, *unknown, *odd) if each != own]


async def test_forged_data_gets_one_toast_and_nothing_else(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    person = office[drawn.people[0]]
    duty = card(person, "【检查任务】")
    forged = forgeries(data_of(duty, "接受任务"), office.stage.service.desk.button_key)
    watch, before = Watch(office), await last_message_id_aside(office)

    presses = [person.presses_raw(duty, data) for data in forged]
    await office.stage.settle()

    assert [(await press).text for press in presses] == [say(STALE)] * len(forged)
    assert watch.news() == {}
    assert denied(before, await last_message_id_aside(office)) == []
    assert set(await states(office, "updates")) <= {"done", "skipped"}
    assert await office.press(person, "【检查任务】", "接受任务") == say("duty.accepted_toast")
