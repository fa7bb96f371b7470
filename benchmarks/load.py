"""How the bot bears a busy hour: `python -m benchmarks.load --date … --seed 7`.

An office with 20,000 targets and 2,000 inspectors draws 1,000 of them. Then, with the bot in a process of its
own: 200 inspectors write at once, 1,000 people accept their duties within a minute, and one floods the bot
with a hundred messages in every second of it. It writes a section of docs/benchmarks.md: how long it took
from the receipt of an update to its commit, how long the loop was held, and the memory of the process.
"""

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.imports import Watcher
from benchmarks.machine import machine
from benchmarks.office import INSPECTORS, PROFILE, TARGETS, Account, fill
from benchmarks.sections import asking, goal_line, put_section
from bot.app import SystemClock
from bot.domain.people import Chat
from demo.stage import DUTY, TOKEN, Stage, card, has_card
from playground import GroupDriver, PersonDriver

TEAMS = 500
WRITERS, PRESSERS, FLOOD_A_SECOND = 200, 1_000, 100
MOST_SECONDS, MOST_IDLE_MB, MOST_MB, MOST_HELD = 1.0, 150, 250, 0.2
_BEFORE = timedelta(days=3)
_ROOT = Path(__file__).resolve().parents[1]
_SETTLED_SECONDS = 600.0
_QUIET_SECONDS = 5.0


@dataclass(frozen=True)
class Figures:
    """What was measured: seconds from receipt to commit by kind, MB, and seconds."""

    took: dict[str, list[float]]
    idle_mb: int
    peak_mb: int
    held: float

    def share(self, kind: str, percent: int) -> float:
        """Return the seconds in which so many percent of this kind were committed."""
        ordered = sorted(self.took[kind])
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


class Busy:
    """The office, its people, and what they send."""

    def __init__(self, folder: Path, seed: int, seconds: float) -> None:
        """Work in this folder; the presses are spread over so many seconds."""
        self._dice, self._seconds = random.Random(seed), seconds  # noqa: S311 - when people press
        start = SystemClock().now() - _BEFORE
        self.stage = Stage(folder, start, PROFILE, seed=seed, chief="张敏")
        self.kinds: dict[str, set[int]] = {"write": set(), "press": set(), "flood": set()}

    async def prepare(self) -> None:
        """Draw, so that 1,000 people have a duty to accept; the clock stands still meanwhile."""
        await self.stage.__aenter__()
        group = self.stage.telegram.group("双随机工作群", "supergroup")
        wang = self.stage.person("王芳")
        people = [self.stage.person(f"检查员{n:04d}") for n in range(INSPECTORS)]
        group.add(wang, self.stage.person("张敏"), *people)
        group.add_bot()
        await self.stage.settle()
        await self._fill(group, wang, people)
        for each in (wang, self.stage.person("张敏"), *people):
            each.has_started()
        await self.stage.says(wang, "/draw", group)
        for answer in ("在本群抽取", "公办初级中学", "5%"):
            await self.stage.presses(wang, card(wang, "发起抽查", group), answer)
        await wang.says(group, str(TEAMS), reply_to=card(wang, "发起抽查", group))
        await self.stage.settle()
        await self.stage.presses(wang, card(wang, "发起抽查", group), "演练")
        await self.stage.presses(wang, card(wang, "发起抽查：请核对", group), "冻结")
        await self.stage.presses(wang, card(wang, "SSJ-", group), "开始掷骰")
        await self.stage.service.stop()
        self.stage.telegram.now = SystemClock().now
        self.drawn = [each for each in people if has_card(each, DUTY)]
        self.others = [each for each in people if each not in self.drawn]

    async def _fill(self, group: GroupDriver, wang: PersonDriver, people: list[PersonDriver]) -> None:
        chat = Chat(telegram_id=group.id, title=group.title, is_supergroup=True)
        staff = [Account(each.name, each.id) for each in people]
        async with self.stage.service.database.writing() as work:
            await fill(work, chat, Account(wang.name, wang.id), staff, self.stage.clock.now())

    async def send(self) -> None:
        """Send everything: the writers at once, the pressers and the flood over the time."""
        await self._write()
        pressing = asyncio.create_task(self._press())
        await self._flood(pressing)

    async def _write(self) -> None:
        writers = [*self.drawn, *self.others][-WRITERS:]
        for each in writers:
            self.kinds["write"].add(self._next())
            await each.says("private", "现场检查情况稍后填报")

    async def _press(self) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        instants = sorted(self._dice.uniform(0, self._seconds) for _ in self.drawn)
        for instant, each in zip(instants, self.drawn, strict=True):
            await asyncio.sleep(max(0.0, started + instant - loop.time()))
            message = card(each, DUTY)
            self.kinds["press"].add(self._next())
            each.presses(message, "接受任务")

    async def _flood(self, until: "asyncio.Task[None]") -> None:
        stranger = self.stage.person("路人")
        while not until.done():
            self.kinds["flood"].add(self._next())
            await stranger.says("private", "在吗")
            await asyncio.sleep(1 / FLOOD_A_SECOND)
        await until

    def _next(self) -> int:
        return self.stage.telegram.bot.updates.next_id


async def measure(folder: Path, seed: int, seconds: float) -> Figures:
    """Return the figures of one busy hour."""
    busy = Busy(folder / "data", seed, seconds)
    await busy.prepare()
    telegram = busy.stage.telegram
    settings = {"TOKEN": TOKEN, "API_URL": busy.stage.base_url, "DATA_DIR": str(folder / "data")}
    settings["SECRET_KEY"] = busy.stage.secret_key
    environment = os.environ | {f"SHUANGSUIJI_{name}": value for name, value in settings.items()}
    program = (sys.executable, "-m", "benchmarks.load_bot", str(folder / "figures"))
    process = await asyncio.create_subprocess_exec(*program, cwd=_ROOT, env=environment)
    try:
        polls = len(telegram.calls)
        await telegram.until(lambda: any(c.method == "getMe" for c in telegram.calls[polls:]), 60)
        await _until_quiet(busy)
        watcher = Watcher(process.pid)
        watcher.look()
        idle = watcher.bot
        watching = asyncio.create_task(watcher.watch())
        await busy.send()
        await telegram.until(lambda: telegram.unconfirmed == 0, _SETTLED_SECONDS)
        await _until_answered(busy)
        watching.cancel()
        process.send_signal(signal.SIGTERM)
        await process.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await telegram.stop()
    found: dict[str, Any] = json.loads((folder / "figures").read_text())
    took = {int(number): seconds for number, seconds in found["took"].items()}
    by_kind = {kind: [took[n] for n in numbers if n in took] for kind, numbers in busy.kinds.items()}
    return Figures(by_kind, idle, watcher.bot, float(found["held"]))


async def _until_quiet(busy: Busy) -> None:
    """Wait until the bot, which has just been started, has set everybody's menu and only polls."""
    calls, seen = busy.stage.telegram.calls, -1
    while seen < len(calls):
        seen = len(calls)
        await asyncio.sleep(_QUIET_SECONDS)


async def _until_answered(busy: Busy) -> None:
    """Wait until everybody who pressed has his answer."""
    presses = busy.stage.telegram.presses
    await busy.stage.telegram.until(
        lambda: all(each.is_answered for each in presses.values()), _SETTLED_SECONDS
    )


_NAMES = {
    "write": f"{WRITERS} 人同时发送",
    "press": f"{PRESSERS:,} 人一分钟内办理",
    "flood": "一人刷屏，受理的",
}


def _lines(found: Figures, date: str, seed: int) -> list[str]:
    """Return the section."""
    lines = [
        "## 负载",
        "",
        (
            f"本节由 `make load` 写出：日期 {date}，随机种子 {seed}；机器：{machine()}。"
            f"名录 {TARGETS:,} 家、{INSPECTORS:,} 人；机器人单独一个进程，"
            f"{WRITERS} 人同时发送，{PRESSERS:,} 人在一分钟内接受任务，"
            f"另有一人每秒发送 {FLOOD_A_SECOND} 条。从收到到提交的秒数："
        ),
        "",
        "| | 条数 | 中位数 | 95 % | 99 % | 最长 |",
        "|---|---|---|---|---|---|",
    ]
    for kind, name in _NAMES.items():
        shares = " | ".join(f"{found.share(kind, percent):.2f}" for percent in (50, 95, 99, 100))
        lines.append(f"| {name} | {len(found.took[kind])} | {shares} |")
    slowest = max(found.share(kind, 95) for kind in ("write", "press"))
    return [
        *lines,
        "",
        "| 目标 | 实测 | |",
        "|---|---|---|",
        goal_line("从收到到提交，95 % 不超过 1 秒", f"{slowest:.2f} 秒", is_met=slowest <= MOST_SECONDS),
        goal_line(
            f"空闲时内存不超过 {MOST_IDLE_MB} MB", f"{found.idle_mb} MB", is_met=found.idle_mb <= MOST_IDLE_MB
        ),
        goal_line(f"内存峰值不超过 {MOST_MB} MB", f"{found.peak_mb} MB", is_met=found.peak_mb <= MOST_MB),
        goal_line(
            "事件循环停顿不超过 200 毫秒", f"{found.held * 1000:.0f} 毫秒", is_met=found.held <= MOST_HELD
        ),
    ]


def main() -> None:
    """Measure and write the section."""
    given = asking("load").parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(Path(folder), given.seed, seconds=60.0))
    lines = _lines(found, given.date, given.seed)
    put_section("load", lines)


if __name__ == "__main__":
    main()
