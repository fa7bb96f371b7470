"""The people of a round: they look at their screens and act when there is something to act on.

They know nothing of the bot's deaths: a dead bot is a bot that has not answered yet.
"""

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, time
from functools import partial

from bot.domain.calendars.working_days import HolidayTable, next_working_day
from bot.domain.deadlines import SHANGHAI
from demo.pictures import photo
from playground import Message, PersonDriver
from tests.crash.mortal import Mortal
from tests.stories.office import Office

REPEATED = "【补发】"
NUMBER = re.compile(r"\n\n〔通知第(\d+)号〕\Z")
_DUTY, _RESULT = "【检查任务】", "其余事项全部正常"
_CONFIRMING = [("【比对和确认】", "全部属实", name) for name in ("钱核", "李核")]
"""A card that was cut off twice comes later than others, so that it is looked for until the end."""
_SEATS, _TARGETS = 4, 3
_SECONDS = 180
_BREATH_SECONDS = 0.02
_UNTOLD = re.compile(r"第 (\d+) 次掷骰的回执没有收到")


def plain(text: str) -> str:
    """Return a notice's text without its label and number."""
    if text.startswith(REPEATED):
        text = text.partition("\n\n")[2]
    return NUMBER.sub("", text)


class People:
    """Everybody of the small office, playing one round from /draw to its end."""

    def __init__(self, office: Office, bot: Mortal, calendar: HolidayTable) -> None:
        self._office, self._bot, self._calendar = office, bot, calendar
        self._board = bot.board
        self._telegram = office.stage.telegram
        self._pressed: set[tuple[int, int, str]] = set()
        self._answered: set[int] = set()

    async def play(self) -> None:
        """Play the whole round."""
        await self.draw()
        silent = await self._confirm_and_accept()
        await self._wait_for(silent)
        await self._inspect()
        await self._publish()
        await self.until(lambda: self._in_group("【办结】") is not None)

    async def draw(self) -> None:
        """The coordinator opens the throwing; an observer answers when the bot asks for a reply."""
        await self.prepare()
        await self._press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
        await self.throwing()

    async def prepare(self) -> None:
        """The coordinator comes as far as the button that opens the throwing."""
        await self._office["王芳"].says(self._office.group, "/draw")
        for answer in ("在本群抽取", "公办初级中学", "50%", "2 组", "演练"):
            await self._press("王芳", "发起抽查", answer, in_group=True)
        await self._press("王芳", "发起抽查：请核对", "冻结", in_group=True)

    async def throwing(self) -> None:
        """An observer answers whatever the bot asks about a throw, until the result stands in the group."""
        while self._in_group("【抽取结果】") is None:
            if not await self._answer_about_throw():
                await self._telegram.changed()

    async def _answer_about_throw(self) -> bool:
        """Reply to the newest dice, and to every message of the bot that came after it."""
        observer, group = self._office["郑观"], self._office.group
        screen = [each for each in observer.screen(group) if each.sender_id == self._telegram.bot.id]
        asked = [each for each in screen if _UNTOLD.search(each.text) and each.id not in self._answered]
        if not asked:
            return False
        self._answered |= {each.id for each in asked}
        newest = max((each.id for each in screen if each.dice is not None), default=0)
        for message in screen:
            if message.id >= newest:
                await observer.says(group, "在这里", reply_to=message)
        return True

    async def _confirm_and_accept(self) -> PersonDriver:
        """One asks for recusal, one is silent, all others accept; the units confirm meanwhile."""
        await self.until(lambda: len(self._drawn()) == _SEATS)
        recused, silent, *_ = self._drawn()
        await self._recuse(recused)
        rules = [
            *_CONFIRMING,
            *(("【回避审批】", "同意回避", name) for name in ("赵批", "孙批")),
            ("【备案】", "已备案", "张敏"),
            *(
                (_DUTY, "接受任务", each.name)
                for each in self._office.inspectors
                if each not in (recused, silent)
            ),
        ]
        await self._react(
            rules,
            lambda: len({*self._ready_duties()} - {recused, silent}) >= _SEATS - 1 and not self._owed(rules),
        )
        return silent

    def _drawn(self) -> list[PersonDriver]:
        return [each for each in self._office.inspectors if self._find(each, _DUTY) is not None]

    def _ready_duties(self) -> list[PersonDriver]:
        """Return the inspectors whose card shows that they have accepted."""
        found = []
        for person in self._office.inspectors:
            message = self._find(person, _DUTY)
            if message is not None and not any(each.label == "接受任务" for each in message.each_button()):
                found.append(person)
        return found

    async def _recuse(self, person: PersonDriver) -> None:
        await self._press(person.name, _DUTY, "申请回避")
        await self._press(person.name, "请选择需要回避的检查对象", "本批次全部任务")
        await self._press(person.name, "请选择回避事由", "涉及配偶、近亲属")
        await person.says("private", "配偶在被抽中的学校任教。")

    async def _wait_for(self, silent: PersonDriver) -> None:
        """Days pass until the silent one is reminded and accepts."""
        while self._find(silent, "【催办】", "接受任务") is None:
            await self._pass_a_day()
        await self._press(silent.name, "【催办】", "接受任务")

    async def _pass_a_day(self) -> None:
        """Move to the next morning, on which the group hears what is owed after the debtor did."""
        before = self._reminders()
        self._next_morning()
        while self._reminders() == before:
            self._bot.strike()
            await asyncio.sleep(_BREATH_SECONDS)

    def _reminders(self) -> int:
        screen = self._office["王芳"].screen(self._office.group)
        texts = [message.text for message in screen if plain(message.text).startswith("【本日提醒】")]
        return len({found[1] for text in texts if (found := NUMBER.search(text))})

    def _next_morning(self) -> None:
        day = next_working_day(self._board.now().astimezone(SHANGHAI).date(), self._calendar).day
        self._board.move_to(datetime.combine(day, time(9), SHANGHAI))

    async def _inspect(self) -> None:
        """Every leader fills in his schools, every partner signs."""
        self._next_morning()
        done: list[str] = []
        rules = [*_CONFIRMING, *(("【共同签字】", "签字确认", each.name) for each in self._office.inspectors)]
        while len(done) < _TARGETS:
            for person in self._office.inspectors:
                name = self._school_to_lead(person, done)
                if name:
                    await self._fill_in(person, name, len(done))
                    done.append(name)
            await self._react(
                rules,
                lambda: (
                    any(self._school_to_lead(p, done) for p in self._office.inspectors)
                    or len(done) == _TARGETS
                ),
            )
        rules += [("【审核】", "审核通过", "周审"), ("【公示】", "公示", "王芳")]
        await self._react(rules, lambda: self._published() == _TARGETS)

    def _school_to_lead(self, person: PersonDriver, done: list[str]) -> str:
        message = self._find(person, _DUTY, "填报检查")
        if message is None:
            return ""
        for button in message.each_button():
            name = button.label.removeprefix("填报检查：")
            line = next((line for line in message.text.split("\n") if name in line), "")
            if name != button.label and name not in done and line.endswith("您是组长，负责提交记录"):
                return name
        return ""

    async def _fill_in(self, leader: PersonDriver, name: str, nth: int) -> None:
        partner = self._partner(leader, name)
        for person in (leader, partner):
            await self._press(person.name, _DUTY, f"填报检查：{name}")
            await self._press_result(person, name, "我已到场")
        await self._press_result(leader, name, "已出示执法证件、告知权利")
        if nth == 0:
            await self._press_result(leader, name, "1 不正常")
            await leader.says("private", "南侧疏散楼梯口堆放课桌椅。")
            await leader.sends_photo("private", photo())
        await self._press_result(leader, name, _RESULT)
        await self._press_result(leader, name, "确认：以上均正常")
        if nth == 1:
            await self._press_result(leader, name, "拒绝签字")
            await leader.says("private", "负责人外出。")
            await leader.says("private", "村委会李文书")
        else:
            await self._press_result(leader, name, "已向对方反馈结果")
            await self._press_result(leader, name, "已签字盖章")
            await leader.sends_photo("private", photo())
        await self._press_result(leader, name, "提交记录")

    def _partner(self, leader: PersonDriver, name: str) -> PersonDriver:
        """Return the first of those who inspect this school with its leader."""
        duty = self._find(leader, _DUTY, "填报检查")
        assert duty is not None
        line = next(line for line in duty.text.split("\n") if line.startswith(f"· {name}："))
        partner = line.split("同组 ")[1].split("；")[0].split("、")[0]
        return next(each for each in self._office.inspectors if each.name == partner)

    async def _press_result(self, leader: PersonDriver, name: str, label: str) -> None:
        await self.until(lambda: self._result(leader, name, label) is not None)
        message = self._result(leader, name, label)
        assert message is not None
        await self._press_it(leader, message, label)

    def _result(self, leader: PersonDriver, name: str, label: str) -> Message | None:
        for message in reversed(leader.screen()):
            if f"检查对象：{name}" in message.text and _labelled(message, label):
                return message
        return None

    async def _publish(self) -> None:
        """The leaders report the platform's receipt numbers."""
        done: list[str] = []
        while len(done) < _TARGETS:
            await self.until(lambda: self._receipt_owed(done) is not None)
            found = self._receipt_owed(done)
            assert found is not None
            person, name = found
            await self._press(person.name, f"【平台录入】{name}", "填写平台编号")
            await person.says("private", f"PT-2026-{len(done):05d}")
            await self.until(partial(self._find, person, f"{name} 的平台编号已登记"))
            done.append(name)

    def _receipt_owed(self, done: list[str]) -> tuple[PersonDriver, str] | None:
        for person in self._office.inspectors:
            for message in person.screen():
                title = plain(message.text).split("\n")[0]
                name = title.removeprefix("【平台录入】")
                if name != title and name not in done and _labelled(message, "填写平台编号"):
                    return person, name
        return None

    def _published(self) -> int:
        coordinator = self._office["王芳"]
        return sum(
            "已公示" in plain(each.text)
            for each in coordinator.screen()
            if plain(each.text).startswith("【公示】")
        )

    async def _react(self, rules: list[tuple[str, str, str]], is_done: Callable[[], bool]) -> None:
        """Press what the rules know, whenever it appears, until it is done."""
        while not is_done():
            owed = self._owed(rules)
            if owed is None:
                await self._telegram.changed()
            else:
                await self._press_it(*owed)

    def _owed(self, rules: list[tuple[str, str, str]]) -> tuple[PersonDriver, Message, str] | None:
        for title, label, name in rules:
            message = self._find(self._office[name], title, label)
            if message is not None and not self._is_pressed(message, label):
                return self._office[name], message, label
        return None

    async def _press(self, name: str, title: str, label: str, *, in_group: bool = False) -> None:
        person = self._office[name]
        await self.until(lambda: self._find(person, title, label, in_group=in_group) is not None)
        message = self._find(person, title, label, in_group=in_group)
        assert message is not None
        await self._press_it(person, message, label)

    async def _press_it(self, person: PersonDriver, message: Message, label: str) -> None:
        """Press, and press every other copy of the message too: both together have one effect."""
        place = self._office.group if message.chat.id < 0 else "private"
        same = plain(message.text)
        copies = [
            each for each in person.screen(place) if plain(each.text) == same and _labelled(each, label)
        ]
        presses = []
        for each in [message, *(copy for copy in copies if copy is not message)]:
            button = next(b for b in each.each_button() if b.label.startswith(label))
            self._pressed.add((each.chat.id, each.id, button.data or ""))
            presses.append(person.presses(each, button.label))
        await self.until(lambda: all(press.is_answered for press in presses))

    def _is_pressed(self, message: Message, label: str) -> bool:
        button = next(b for b in message.each_button() if b.label.startswith(label))
        return (message.chat.id, message.id, button.data or "") in self._pressed

    def _find(
        self, person: PersonDriver, title: str, label: str = "", *, in_group: bool = False
    ) -> Message | None:
        """Return the newest message with this title, and with a button that begins so."""
        for message in reversed(person.screen(self._office.group if in_group else "private")):
            if plain(message.text).startswith(title) and (not label or _labelled(message, label)):
                return message
        return None

    def _in_group(self, title: str) -> Message | None:
        return self._find(self._office["王芳"], title, in_group=True)

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until the screens show it."""
        await self._telegram.until(lambda: bool(is_so()), _SECONDS)


def _labelled(message: Message, label: str) -> bool:
    return any(each.label.startswith(label) for each in message.each_button())
