"""Spreadsheets that nobody should send: damaged, lying, hostile, each made from a seed.

`python -m tests.storage.workbooks.hostile 1000` sends so many through the guarded child, as an upload goes.
"""

import asyncio
import sys
import time
from collections import Counter

from bot.domain.registers.reading import Reading
from storage.workbooks.reader import read_workbook
from tests.storage.workbooks.hostile_cases import cases

SEED = 2026


def complaint(reading: Reading) -> str:
    """Return what is wrong with an answer, "" where nothing is: read whole or refused, never half."""
    records = len(reading.targets) + len(reading.inspectors) + len(reading.items)
    if sum(each.records for each in reading.sheets) != records:
        return "the sheets do not add up"
    if not reading.faults and not reading.sheets:
        return "neither read nor refused"
    return ""


async def _through_the_child(count: int) -> int:
    answers: Counter[str] = Counter()
    wrong, slowest, begun = [], 0.0, time.monotonic()
    for number, case in enumerate(cases(count, SEED)):
        started = time.monotonic()
        reading = await read_workbook(case.data, case.name, allow_personal=True)
        slowest = max(slowest, time.monotonic() - started)
        answers[reading.faults[0].code if reading.faults else "read"] += 1
        if said := complaint(reading):
            wrong.append((number, case.kind, said))
    sys.stdout.write(
        f"seed {SEED}: {count} files in {time.monotonic() - begun:.0f} s, slowest {slowest:.1f} s\n"
    )
    sys.stdout.write(f"{dict(answers.most_common())}\nhalf read or unanswered: {wrong}\n")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(min(asyncio.run(_through_the_child(int(sys.argv[1]))), 1))
