"""How soon a large office has its result, and its bot back: `python -m benchmarks.readiness …`.

An office with 20,000 targets and 2,000 inspectors draws, and the computation of that draw is timed again.
Then the bot, which was stopped, is started as a process of its own, and timed until it has answered what was
asked meanwhile. Goals are judged by processor time, as on the whole page. It writes a section of
docs/benchmarks.md.
"""

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Busy
from benchmarks.machine import machine
from benchmarks.office import INSPECTORS, TARGETS
from benchmarks.sections import asking, goal_line, put_section
from bot.domain.draw.pools import freeze
from bot.domain.draw.result import fix_result
from demo.stage import TOKEN, Stage

MOST_DRAW, MOST_RESTART = 2.0, 3.0
_ROOT = Path(__file__).resolve().parents[1]
_TIMES = 3
_TICKS = slice(11, 13)
"""Where /proc/PID/stat has user and system time, behind the name of the program."""
_PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Took:
    """Seconds that something took: of the processor, and by the clock."""

    computed: float
    passed: float


@dataclass(frozen=True)
class Figures:
    """To compute the draw, and from the start of the process to its first answer."""

    draw: Took
    restart: Took


async def measure(folder: Path, seed: int) -> Figures:
    """Return the best of some times, of the draw and of the restart."""
    busy = Busy(folder / "data", seed, seconds=0)
    await busy.prepare()
    try:
        draw = _best([await _draw(busy.stage) for _ in range(_TIMES)])
        restart = _best([await _restart(busy.stage) for _ in range(_TIMES)])
    finally:
        await busy.stage.telegram.stop()
    return Figures(draw, restart)


def _best(found: list[Took]) -> Took:
    return min(found, key=lambda each: each.computed)


async def _draw(stage: Stage) -> Took:
    """Compute the result of the frozen draw again: it must be the one that was published."""
    async with stage.service.database.reading() as work:
        (attempt,) = await work.attempts.all()
    started, computed = time.perf_counter(), time.process_time()
    pools = freeze(attempt.targets, attempt.inspectors, attempt.conflicts)
    fixed = fix_result(attempt.plan, pools, attempt.transcript, attempt.secret)
    took = Took(time.process_time() - computed, time.perf_counter() - started)
    if fixed.result_hash != attempt.result_hash:
        raise AssertionError("another result")
    return took


async def _restart(stage: Stage) -> Took:
    telegram, asking = stage.telegram, stage.person("王芳")
    settings = {"TOKEN": TOKEN, "API_URL": stage.base_url, "DATA_DIR": str(stage.data_dir)}
    settings["SECRET_KEY"] = stage.secret_key
    environment = os.environ | {f"SHUANGSUIJI_{name}": value for name, value in settings.items()}
    await asking.says("private", "/help")
    seen = len(asking.screen())
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=_ROOT, env=environment
    )
    try:
        await telegram.until(lambda: len(asking.screen()) > seen, _PATIENCE_SECONDS)
        return Took(_computed(process.pid), time.perf_counter() - started)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.wait()


def _computed(process: int) -> float:
    """Return the processor's seconds of a running process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[_TICKS])) / os.sysconf("SC_CLK_TCK")


def _lines(found: Figures, date: str, seed: int) -> list[str]:
    """Return the section."""
    about = f"名录 {TARGETS:,} 家、{INSPECTORS:,} 人；各取 {_TIMES} 次中最快的一次。"
    return [
        "## 抽取和重启",
        "",
        f"本节由 `make readiness` 写出：日期 {date}，随机种子 {seed}；机器：{machine()}。{about}",
        "",
        "| 目标 | CPU（秒） | 时钟（秒） | |",
        "|---|---|---|---|",
        _goal("计算抽取结果不超过 2 秒", found.draw, MOST_DRAW),
        _goal("从启动到第一次答复不超过 3 秒", found.restart, MOST_RESTART),
    ]


def _goal(wanted: str, took: Took, most: float) -> str:
    measured = f"{took.computed:.2f} | {took.passed:.2f}"
    return goal_line(wanted, measured, is_met=took.computed <= most)


def main() -> None:
    """Measure and write the section."""
    given = asking("readiness").parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(measure(Path(folder), given.seed))
    lines = _lines(found, given.date, given.seed)
    put_section("readiness", lines)


if __name__ == "__main__":
    main()
