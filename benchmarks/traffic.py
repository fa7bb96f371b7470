"""What comes to a bot in half a year: updates from dice, and Telegram's answers, in the bot's process."""

import asyncio
import json
import random
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from telegram.request import BaseRequest, RequestData

from benchmarks.office import INSPECTORS, Account
from demo.clock import MovableClock

COORDINATOR = Account("王芳", 8_000_000_000)
STAFF = [Account(f"检查员{n:04d}", 8_000_000_001 + n) for n in range(INSPECTORS)]
_OURS = {each.id: each for each in (COORDINATOR, *STAFF)}
GROUP = -1_002_000_000_001
_STRANGERS, _FLOODER = 9_000_000_000, 8_999_999_999
_BOT: dict[str, Any] = {"id": 1_000_000, "is_bot": True, "first_name": "双随机", "username": "ssj_soak_bot"}
_AT_ONCE, _LAST_CARDS = 100, 500
_COMMANDS = ("help", "status", "duty", "week", "pending", "calendar", "people", "plan", "lang", "cancel")

_BY_COORDINATOR, _BY_ANOTHER = 0.05, 0.2
"""The share of commands that the coordinator gives, and of presses on what was sent to another."""

Json = dict[str, Any]


class Traffic:
    """Makes the updates: commands, words, presses, talk, strangers, and what is nobody's business."""

    def __init__(self, clock: MovableClock, seed: int, gap: timedelta) -> None:
        """Take the clock, which each update moves on by this gap."""
        self._clock, self._gap = clock, gap
        self._dice = random.Random(seed)  # noqa: S311 - who writes what
        self._left, self._more, self._taken = 0, asyncio.Event(), asyncio.Event()
        self._cards: deque[tuple[int, int, str]] = deque(maxlen=_LAST_CARDS)
        self.made = 0

    async def let_come(self, count: int) -> None:
        """Let so many more updates come; return when the bot has kept all of them."""
        self._left = count
        self._taken.clear()
        self._more.set()
        await self._taken.wait()

    async def next(self) -> list[Json]:
        """Return the next updates; who asks again has kept the last ones."""
        if not self._left:
            self._taken.set()
            self._more.clear()
            await self._more.wait()
        count = min(self._left, _AT_ONCE)
        self._left -= count
        return [self._update() for _ in range(count)]

    def remember(self, account: int, message_id: int, markup: Json) -> None:
        """Keep the buttons of a message of the bot: some of them are pressed, by whomever."""
        rows = markup.get("inline_keyboard", [])
        self._cards += [
            (account, message_id, each["callback_data"])
            for row in rows
            for each in row
            if "callback_data" in each
        ]

    def _update(self) -> Json:
        self.made += 1
        self._clock.pass_time(self._gap)
        kinds: dict[Callable[[], Json], int] = {
            self._command: 30,
            self._words: 15,
            self._press: 20,
            self._talk: 10,
            self._edit: 5,
            self._stranger: 10,
            self._flood: 8,
            self._odd: 2,
        }
        (make,) = self._dice.choices([*kinds], [*kinds.values()])
        return {"update_id": self.made, **make()}

    def _command(self) -> Json:
        who = COORDINATOR if self._dice.random() < _BY_COORDINATOR else self._dice.choice(STAFF)
        return {"message": self._message(who, f"/{self._dice.choice(_COMMANDS)}")}

    def _words(self) -> Json:
        return {"message": self._message(self._dice.choice(STAFF), "现场检查情况稍后填报")}

    def _press(self) -> Json:
        if not self._cards:
            return self._words()
        account, message_id, data = self._dice.choice(self._cards)
        who = _OURS.get(account, COORDINATOR)
        if self._dice.random() < _BY_ANOTHER:
            who = self._dice.choice(STAFF)
        message = self._message(Account(who.name, account), "…") | {"message_id": message_id, "from": _BOT}
        query = {"id": str(self.made), "from": _user(who), "chat_instance": "1", "data": data}
        return {"callback_query": {**query, "message": message}}

    def _talk(self) -> Json:
        message = self._message(self._dice.choice(STAFF), "收到")
        return {"message": message | {"chat": {"id": GROUP, "type": "supergroup", "title": "双随机工作群"}}}

    def _edit(self) -> Json:
        message = self._message(self._dice.choice(STAFF), "改过的话")
        return {"edited_message": message | {"edit_date": message["date"]}}

    def _stranger(self) -> Json:
        return {"message": self._message(Account("路人", _STRANGERS + self.made), "在吗")}

    def _flood(self) -> Json:
        return {"message": self._message(Account("刷屏", _FLOODER), "在吗" * 20)}

    def _odd(self) -> Json:
        return {self._dice.choice(("poll", "message", "some_day")): {"id": "1"}}

    def _message(self, who: Account, text: str) -> Json:
        length = len(text.split(maxsplit=1)[0])
        commands = [{"type": "bot_command", "offset": 0, "length": length}] if text.startswith("/") else []
        return {
            "message_id": self.made,
            "date": int(self._clock.now().timestamp()),
            "chat": {"id": who.id, "type": "private", "first_name": who.name},
            "from": _user(who),
            "text": text,
            "entities": commands,
        }


class Wire(BaseRequest):
    """Telegram as far as the bot can tell: it brings the traffic, and takes whatever is sent."""

    def __init__(self, traffic: Traffic) -> None:
        """Bring this traffic."""
        self._traffic, self._sent = traffic, 1 << 30

    @property
    def read_timeout(self) -> float:
        """Return the seconds that an answer may take."""
        return 60.0

    async def initialize(self) -> None:
        """Do nothing: there is nothing to be opened."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to be closed."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - PTB names it
        request_data: RequestData | None = None,
        **_timeouts: Any,
    ) -> tuple[int, bytes]:
        """Return the status and the body of the answer to a call."""
        given = request_data.parameters if request_data else {}
        name = url.rpartition("/")[2]
        result = await self._traffic.next() if name == "getUpdates" else self._result(name, given)
        return 200, json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode()

    def _result(self, name: str, given: Json) -> Any:
        if name == "getMe":
            flags = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
            return _BOT | dict.fromkeys(flags, False)
        if name not in ("sendMessage", "editMessageText", "sendDocument"):
            return True
        self._sent += 1
        number, chat = int(given.get("message_id") or self._sent), int(given["chat_id"])
        self._traffic.remember(chat, number, given.get("reply_markup") or {})
        kind = "private" if chat > 0 else "supergroup"
        return {
            "message_id": number,
            "date": 0,
            "chat": {"id": chat, "type": kind},
            "from": _BOT,
            "text": "…",
        }


def _user(who: Account) -> Json:
    return {"id": who.id, "is_bot": False, "first_name": who.name}
