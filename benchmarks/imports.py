"""How long an import of many rows takes, in how much memory, and how long anybody else waits meanwhile.

`python -m benchmarks.imports 100000` makes a register of all columns, starts the bot as a process of its own
on the stand-in, has a coordinator send the file, save it, send it again changed, and take that back; somebody
else asks for /help all the while. It prints the seconds of each step, the peak of the bot and of the guarded
child in MB, apart and together, the longest time that the bot's event loop was held, and how long the answers
to /help took.
"""

import asyncio
import contextlib
import io
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from stdnum.cn import uscc

from bot.app import SystemClock, init_office, open_database
from bot.domain.people import Grant, Person, Role
from bot.domain.registers.columns import COLUMNS, Kind
from playground import Message, PersonDriver, Telegram

PROFILE = "quyang-education-2023"
_TOKEN = "1000000:PLAYGROUND-TOKEN-OF-NOBODY-0000000000"  # noqa: S105 - the stand-in's
_EVERY_SECONDS = 1.5  # to one chat the bot writes once a second
_KIB = 1024
_PATIENCE_SECONDS = 150
_ROOT = Path(__file__).resolve().parents[1]


def register(rows: int, tier: str) -> bytes:
    """Return an .xlsx with so many targets and all columns of the chat; half of them have this risk tier."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("检查对象")
    sheet.append([column.aliases[0] for column in COLUMNS[Kind.TARGETS] if not column.is_personal])
    for n in range(rows):
        code = f"52130300MJ{n:07d}"
        code += uscc.calc_check_digit(code)
        place = (f"学区{n % 300}", f"乡镇{n % 20}", f"河北省保定市曲阳县学府路{n}号")
        known = ("事业单位", tier if n % 2 else "A", f"2015-09-{n % 28 + 1:02d}")
        more = ("曲阳县行政审批局", f"赵校长{n}", "教育", 2025, "存续", "否")
        sheet.append((code, f"N{n:06d}", f"曲阳县第{n}学校", "公办初级中学", *place, *known, *more))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class Watcher:
    """Looks at the bot's process and its children: what they have in memory, and had at most."""

    def __init__(self, pid: int) -> None:
        """Watch this process."""
        self._pid = pid
        self.bot = self.child = self.together = 0

    async def watch(self) -> None:
        """Look until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(0.05)

    def look(self) -> None:
        """Look once; the kernel keeps the peaks of each process, their sum must be met with."""
        children = Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split()
        below = [_memory(child) for child in children if _is_another(self._pid, child)]
        now, peak = _memory(str(self._pid))
        self.bot = max(self.bot, peak)
        self.child = max([self.child, *(each for _, each in below)])
        self.together = max(self.together, now + sum(each for each, _ in below))


def _is_another(parent: int, pid: str) -> bool:
    """Return whether a child has begun its own program: until then it is seen with its parent's memory."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != Path(f"/proc/{parent}/cmdline").read_bytes()
    except OSError:
        return False


def _memory(pid: str) -> tuple[int, int]:
    """Return what a process has in memory and had at most, in MB; nothing where it has ended."""
    lines: list[str] = []
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) // _KIB for line in lines if line.startswith("Vm")}
    return found.get("VmRSS", 0), found.get("VmHWM", 0)


class Asker:
    """Somebody else, who asks for /help again and again, and notes how long each answer took."""

    def __init__(self, telegram: Telegram, person: PersonDriver) -> None:
        """Ask as this person."""
        self._telegram, self._person = telegram, person
        self.seconds: list[float] = []

    async def ask(self) -> None:
        """Ask until cancelled."""
        while True:
            before, started = len(self._person.screen()), time.perf_counter()
            await self._person.says("private", "/help")
            await self._telegram.until(
                lambda n=before + 2: len(self._person.screen()) >= n,  # type: ignore[misc]
                _PATIENCE_SECONDS,
            )
            self.seconds.append(time.perf_counter() - started)
            await asyncio.sleep(_EVERY_SECONDS)


class Office:
    """The bot as a process, its stand-in, and the coordinator who imports."""

    def __init__(self, folder: Path) -> None:
        """Work in this folder."""
        self._folder = folder
        self.telegram = Telegram(SystemClock().now, random.Random(7))  # noqa: S311 - nothing is drawn

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator["Office"]:
        """Make the office and start the bot; stop both at the end."""
        self.telegram.add_bot(_TOKEN, "ssj_bench_bot", "双随机机器人")
        url = await self.telegram.start()
        self.coordinator = self.telegram.person("王芳")
        await self._make()
        settings = {"TOKEN": _TOKEN, "API_URL": url, "DATA_DIR": str(self._folder), "LOG_LEVEL": "ERROR"}
        environment = os.environ | {f"SHUANGSUIJI_{name}": value for name, value in settings.items()}
        program = (sys.executable, "-m", "benchmarks.bot", str(self._folder / "pause"))
        self.process = await asyncio.create_subprocess_exec(*program, cwd=_ROOT, env=environment)
        try:
            await self.coordinator.says("private", "/help")
            await self.telegram.until(lambda: len(self.coordinator.screen()) > 1, _PATIENCE_SECONDS)
            yield self
            self.process.send_signal(signal.SIGTERM)
            await self.process.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.telegram.stop()

    async def _make(self) -> None:
        database = await open_database(f"sqlite+aiosqlite:///{self._folder}/shuangsuiji.db")
        await init_office(database, PROFILE, "张敏", SystemClock(), "教育局")
        async with database.writing() as work:
            person = await work.people.add(Person(name="王芳", account_id=self.coordinator.id))
            await work.grants.add(Grant(person_id=person.id, role=Role.COORDINATOR))
        await database.close()

    async def until(self, *beginnings: str) -> Message:
        """Return the coordinator's newest message, once it begins so."""
        await self.telegram.until(
            lambda: self.coordinator.last().text.startswith(beginnings), _PATIENCE_SECONDS
        )
        return self.coordinator.last()

    async def send(self, name: str, data: bytes) -> float:
        """Send a file, and return how many seconds it took until the difference was shown."""
        started = time.perf_counter()
        await self.coordinator.sends_file("private", name, data)
        await self.until(f"已读取 {name}，尚未保存")
        return time.perf_counter() - started

    async def press(self, label: str, *beginnings: str) -> float:
        """Press a button of the newest message, and return how many seconds passed until it says so."""
        last = self.coordinator.last()
        button = next(each for each in last.each_button() if each.label == label)
        started = time.perf_counter()
        pressing = self.coordinator.presses_raw(last, button.data or "")
        await self.until(*beginnings)
        await pressing
        return time.perf_counter() - started


async def measure(rows: int, folder: Path) -> dict[str, Any]:
    """Return the figures of a first import, of a second one that changes half, and of its undoing."""
    first, second = register(rows, "A"), register(rows, "B")
    async with Office(folder).open() as office:
        watcher = Watcher(office.process.pid)
        watcher.look()
        idle = watcher.bot
        asker = Asker(office.telegram, office.telegram.person("路人"))
        others = [asyncio.create_task(asker.ask()), asyncio.create_task(watcher.watch())]
        seconds = {
            "read": await office.send("first.xlsx", first),
            "save": await office.press("确认保存", "已保存"),
            "read_again": await office.send("second.xlsx", second),
            "save_again": await office.press("确认保存", "已保存"),
            "ask_undo": await office.press("撤销本次导入", "撤销导入"),
            "undo": await office.press("确认撤销", "已撤销"),
        }
        for each in others:
            each.cancel()
    waits = sorted(asker.seconds)
    return {
        "rows": rows,
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
        "mb": {
            "idle": idle,
            "bot": watcher.bot,
            "child": watcher.child,
            "together": watcher.together,
        },
        "longest_hold_ms": round(float((folder / "pause").read_text()) * 1000),
        "help_ms": {
            "answers": len(waits),
            "median": round(waits[len(waits) // 2] * 1000),
            "p95": round(waits[len(waits) * 95 // 100] * 1000),
            "longest": round(waits[-1] * 1000),
        },
    }


def main() -> None:
    """Measure, and print the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(int(sys.argv[1]), Path(folder)))
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
