"""Spreadsheets that nobody should send: damaged, lying, hostile, each made from a seed.

`python -m tests.storage.workbooks.hostile 1000` sends so many through the guarded child, as an upload goes;
`python -m tests.storage.workbooks.hostile fuzz 100000` through the parser of the child alone, shut in too.
"""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections import Counter

from bot.domain.registers import Reading
from storage.workbooks.child import _NEEDED_CODECS, read
from storage.workbooks.limits import EXIT_NO_MEMORY, MAX_FILE_BYTES, shut_in
from storage.workbooks.reader import read_workbook
from tests.storage.workbooks.hostile_cases import cases

SEED = 2026
_ANSWERED = ("read", "refused", "stopped by its limits")
_LIMITS = (-signal.SIGABRT, -signal.SIGXCPU, -signal.SIGKILL)
_BATCH = 64
"""Cases in one shut-in process: its time is limited too."""


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


def _worker(start: int, count: int) -> int:
    """Parse in this process, shut in as the child is; print what came of each as JSON."""
    for encoding in (*_NEEDED_CODECS, "utf-32", "utf-7", "utf-16-be"):
        "x".encode(encoding)
    made = list(cases(count, SEED, start))
    shut_in()
    came: Counter[str] = Counter()
    for case in made:
        suffix = "." + case.name.rpartition(".")[2].lower()[:7]
        try:
            lines = [json.dumps(line) for line in read(case.data[: MAX_FILE_BYTES + 1], suffix)]
            came["refused" if '"refused"' in lines[-1] else "read"] += 1
        except MemoryError:
            return EXIT_NO_MEMORY
        except Exception as error:  # noqa: BLE001 - what it is, is what is looked for
            came[f"{case.kind}: {type(error).__name__}: {error}"[:200]] += 1
    sys.stdout.write(json.dumps(came))
    return 0


def _fuzz(count: int) -> int:
    """Run shut-in processes until so many cases are done; return how many were not answered."""
    came: Counter[str] = Counter()
    begun = time.monotonic()
    for start in range(0, count, _BATCH):
        came += _batch(start, min(_BATCH, count - start))
    sys.stdout.write(f"seed {SEED}: {count} cases in {time.monotonic() - begun:.0f} s\n{dict(came)}\n")
    return sum(number for what, number in came.items() if what not in _ANSWERED)


def _batch(start: int, count: int) -> Counter[str]:
    """Run some cases in one process; where it reaches its limits, each half of them in one of its own."""
    command = [sys.executable, "-m", __spec__.name, "worker", str(start), str(count)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603
    if done.returncode == 0:
        return Counter(json.loads(done.stdout))
    if count == 1:
        is_limit = done.returncode in (EXIT_NO_MEMORY, *_LIMITS)
        return Counter({_ANSWERED[2] if is_limit else f"case {start} ended with {done.returncode}": 1})
    half = count // 2
    return _batch(start, half) + _batch(start + half, count - half)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fuzz", number]:
            sys.exit(min(_fuzz(int(number)), 1))
        case ["worker", first, number]:
            sys.exit(_worker(int(first), int(number)))
        case [number]:
            sys.exit(min(asyncio.run(_through_the_child(int(number))), 1))
