"""How long an import of many rows takes, in how much memory, and how long anybody else waits meanwhile.

`python -m benchmarks.imports 100000` makes a register of eight columns, imports it at the console's entry
into a database of its own, and prints CPU and wall seconds, the peak in MB (of this process, and of the
guarded child that opens the file), and the longest pause of the event loop.
"""

import asyncio
import io
import json
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from bot.app import init_office, office_of, open_database
from bot.app.console import import_data
from demo.clock import MovableClock

HEADINGS = ("编号", "单位名称", "类别", "所属单位", "区县", "地址", "登记状态", "风险等级")
PROFILE = "quyang-education-2023"
START = datetime(2026, 9, 21, 1, tzinfo=UTC)
_BEAT_SECONDS = 0.01
_KIB = 1024


def register(rows: int) -> bytes:
    """Return an .xlsx with so many targets."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("检查对象")
    sheet.append(HEADINGS)
    for n in range(rows):
        place = (f"学区{n % 300}", f"乡镇{n % 20}", f"学府路{n}号")
        sheet.append((f"N{n:06d}", f"第{n}学校", "公办初级中学", *place, "存续", "A"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class Pulse:
    """Beats every ten milliseconds, and remembers the longest time that it was kept waiting."""

    longest = 0.0

    async def beat(self) -> None:
        """Beat until cancelled."""
        while True:
            started = time.perf_counter()
            await asyncio.sleep(_BEAT_SECONDS)
            self.longest = max(self.longest, time.perf_counter() - started - _BEAT_SECONDS)


def _peak_mb(whose: int) -> int:
    return resource.getrusage(whose).ru_maxrss // _KIB


async def measure(data: bytes, folder: Path) -> dict[str, Any]:
    """Return the figures of one import."""
    clock = MovableClock(START)
    database = await open_database(f"sqlite+aiosqlite:///{folder}/bench.db")
    await init_office(database, PROFILE, "张敏", clock, "教育局")
    async with database.reading() as work:
        office = await office_of(work)
    before, pulse = _peak_mb(resource.RUSAGE_SELF), Pulse()
    beating = asyncio.create_task(pulse.beat())
    started = time.process_time(), time.perf_counter()
    await import_data(database, office, clock, data, "register.xlsx")
    spent = time.process_time() - started[0], time.perf_counter() - started[1]
    beating.cancel()
    await database.close()
    return {
        "cpu": round(spent[0], 1),
        "wall": round(spent[1], 1),
        "peak_mb": _peak_mb(resource.RUSAGE_SELF),
        "before_mb": before,
        "child_mb": _peak_mb(resource.RUSAGE_CHILDREN),
        "longest_pause": round(pulse.longest, 2),
    }


def main() -> None:
    """Make the register, import it, print the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(register(int(sys.argv[1])), Path(folder)))
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
