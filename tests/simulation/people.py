"""What the people of a simulated office do next: mostly what leads on, now and then anything at all."""

import random
from typing import NamedTuple

from playground import Message, PersonDriver
from tests.stories.office import Office

ONWARD = (
    *("在本群抽取", "公办初级中学", "50%", "2 组", "演练", "冻结", "开始掷骰", "全部属实", "接受任务"),
    *(
        "申请回避",
        "本批次全部任务",
        "涉及配偶",
        "同意回避",
        "已备案",
        "填报检查",
        "我已到场",
        "已出示执法证件",
    ),
    *("其余事项全部正常", "确认：以上均正常", "已向对方反馈结果", "已签字盖章", "提交记录"),
    *("签字确认", "审核通过", "公示"),
    *("填写平台编号", "确认", "提交"),
)
"""The beginnings of the labels that lead a round on."""
WORDS = (
    *("/status", "/draw", "/duty", "/pending", "/help", "/cancel", "/query 第一中学", "/week", "/leave"),
    *("配偶在被抽中的学校任教。", "PT-2026-00001", "南侧疏散楼梯口堆放课桌椅。", "9月25日 9:30", "50%", "3"),
    *("=HYPERLINK(1)", "\u202e\u200b甲", "", "🎲" * 40),
)
_ONWARD_SHARE, _WORDS_SHARE, _GROUP_SHARE = 0.85, 0.1, 0.4
_LOOKS_BACK = 8


class Press(NamedTuple):
    """A button that somebody sees."""

    who: PersonDriver
    message: Message
    label: str
    data: str


class Crowd:
    """Everybody of the office, led by one seed."""

    def __init__(self, office: Office, dice: random.Random) -> None:
        """Nobody has done anything yet."""
        self._office, self._dice = office, dice
        self._pressed: set[tuple[int, int, str]] = set()
        self._stranger = office.stage.person("路人")

    async def act(self) -> str:
        """Let somebody press or say something; return who did what."""
        if self._dice.random() < _WORDS_SHARE:
            return await self._say()
        visible = list(self._visible())
        onward = [each for each in visible if each.label.startswith(ONWARD) and self._is_new(each)]
        if onward and self._dice.random() < _ONWARD_SHARE:
            return self._press(self._dice.choice(onward))
        return self._press(self._dice.choice(visible)) if visible else await self._say()

    def trespass(self) -> str:
        """Let a stranger press what he cannot see, by a client that sends anything."""
        visible = list(self._visible())
        if not visible:
            return "nothing"
        chosen = self._dice.choice(visible)
        self._stranger.presses_raw(chosen.message, chosen.data)
        return f"路人 presses {chosen.label}"

    async def _say(self) -> str:
        who = self._dice.choice([*self._office.stage.people.values()])
        words = self._dice.choice(WORDS) or "…"
        in_group = who is not self._stranger and self._dice.random() < _GROUP_SHARE
        await who.says(self._office.group if in_group else "private", words)
        return f"{who.name} says {words}"

    def _press(self, chosen: Press) -> str:
        self._pressed.add((chosen.message.chat.id, chosen.message.id, chosen.data))
        chosen.who.presses_raw(chosen.message, chosen.data)
        return f"{chosen.who.name} presses {chosen.label}"

    def _is_new(self, press: Press) -> bool:
        return (press.message.chat.id, press.message.id, press.data) not in self._pressed

    def _visible(self) -> list[Press]:
        found = []
        for who in self._office.stage.people.values():
            in_group = [] if who is self._stranger else who.screen(self._office.group)[-_LOOKS_BACK:]
            for message in [*who.screen()[-_LOOKS_BACK:], *in_group]:
                found += [Press(who, message, b.label, b.data) for b in message.each_button() if b.data]
        return found
