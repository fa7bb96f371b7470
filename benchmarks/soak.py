"""Whether the bot grows with the years: `python -m benchmarks.soak --updates 1000000 --date … --seed 7`.

The bot of an office with 20,000 targets and 2,000 inspectors gets so many updates, a million in half a year
of its clock: commands, words, presses, talk, edits, strangers, and what is none of its business. All of it is
the real bot but the wire: Telegram's answers are made in its process. A section of docs/benchmarks.md says
what the process, and its database, have grown by since the warm-up.
"""

import asyncio
import gc
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.office import PROFILE, fill
from benchmarks.sections import asking, put_section
from benchmarks.traffic import COORDINATOR, GROUP, STAFF, Traffic, Wire
from bot import gateway
from bot.app import Service, init_office, open_database, open_service
from bot.app.logs import set_up_logs
from bot.domain.people import Chat
from bot.settings import read_settings
from demo.clock import MovableClock
from demo.stage import TOKEN

MOST_MB = 5
_START, _GAP = datetime(2026, 3, 2, 1, tzinfo=UTC), timedelta(days=182) / 1_000_000
_AN_HOUR = int(timedelta(hours=1) / _GAP)
_WARM = 0.1
"""The share of the updates before the first look: what is kept once is there by then."""
_LOOKS = 9
_NEVER_SECONDS = 10**7
_MB = 1 << 20


@dataclass(frozen=True)
class Look:
    """What the bot has come to after so many updates: MB in memory, MB of the database, seconds."""

    updates: int
    memory: float
    database: float
    seconds: float


class Soak:
    """The bot over half a year of updates."""

    def __init__(self, folder: Path, updates: int, seed: int) -> None:
        """Work in this folder."""
        self._folder, self._updates = folder, updates
        self._clock = MovableClock(_START)
        self._traffic = Traffic(self._clock, seed, _GAP)

    async def run(self) -> list[Look]:
        """Return what the bot came to at the warm-up, and at even steps from there to the end."""
        service = await self._open()
        started, looks = time.perf_counter(), list[Look]()
        first = int(self._updates * _WARM)
        for n in range(_LOOKS + 1):
            await self._until(service, first + (self._updates - first) * n // _LOOKS)
            gc.collect()
            seconds = time.perf_counter() - started
            looks.append(Look(self._traffic.made, _resident(), self._stored(), seconds))
            sys.stderr.write(f"{looks[-1]}\n")
        await service.stop()
        return looks

    async def _open(self) -> Service:
        wire = Wire(self._traffic)
        gateway._client = lambda _connections, _hear: wire  # type: ignore[assignment] # noqa: SLF001 - all else is real
        given = {"token": TOKEN, "data_dir": self._folder, "tick_seconds": _NEVER_SECONDS}
        settings = read_settings(**given, _env_file=None)
        set_up_logs("CRITICAL", settings.token, settings.secret_key)
        database = await open_database(settings.database)
        await init_office(database, PROFILE, "张敏", self._clock)
        group = Chat(telegram_id=GROUP, title="双随机工作群", is_supergroup=True)
        async with database.writing() as work:
            await fill(work, group, COORDINATOR, STAFF, self._clock.now())
        await database.close()
        service = await open_service(settings, self._clock)
        await service.start()
        return service

    async def _until(self, service: Service, updates: int) -> None:
        """Let updates come until there were so many; the bot's clock strikes every hour."""
        while self._traffic.made < updates:
            await self._traffic.let_come(min(_AN_HOUR, updates - self._traffic.made))
            await service.settled()
            await service.tick()
            await service.settled()

    def _stored(self) -> float:
        return sum(file.stat().st_size for file in self._folder.glob("shuangsuiji.db*")) / _MB


def _resident() -> float:
    """Return the MB that this process has in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / _MB


def _lines(looks: list[Look], date: str, seed: int) -> list[str]:
    """Return the section."""
    first, last = looks[0], looks[-1]
    days = _GAP * last.updates / timedelta(days=1)
    grown = max(each.memory for each in looks) - first.memory
    rows = [
        f"| {each.updates:,} | {each.memory:.1f} | {each.database:.0f} | {each.seconds / 60:.1f} |"
        for each in looks
    ]
    return [
        "## 长期运行的内存",
        "",
        (
            f"本节由 `make soak` 写出：日期 {date}，随机种子 {seed}；机器：{machine()}。"
            f"模拟 {days:.0f} 天，共 {last.updates:,} 条更新（命令、文字、按钮、群内消息、修改、陌生人、"
            "刷屏、无法识别的），每小时走钟一次。除网络由进程内的替身应答外，全部是实际运行的程序。"
        ),
        "",
        "| 更新条数 | 内存（MB） | 数据库（MB） | 已用（分钟） |",
        "|---|---|---|---|",
        *rows,
        "",
        "| 目标 | 实测 | |",
        "|---|---|---|",
        f"| 内存增长不超过 {MOST_MB} MB | {grown:.1f} MB | {'达到' if grown <= MOST_MB else '未达到'} |",
    ]


def main() -> None:
    """Measure and write the section."""
    parser = asking("soak")
    parser.add_argument("--updates", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        looks = asyncio.run(Soak(Path(folder), given.updates, given.seed).run())
    lines = _lines(looks, given.date, given.seed)
    put_section("soak", lines)


if __name__ == "__main__":
    main()
