"""What is free is given back to the system once in an hour, and really is."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import memory
from bot.app.memory import Memory
from tests.app import thread_heap

NOON = datetime(2026, 9, 21, 4, tzinfo=UTC)


def test_it_is_given_back_once_in_an_hour_also_where_the_clock_jumps() -> None:
    given: list[int] = []
    giver = Memory(given.append)
    for minutes in (0, 1, 59, 60, 61, 121, 30, 31):
        giver.tend(NOON + timedelta(minutes=minutes))
    assert given == [0] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's malloc_trim")
def test_what_is_free_between_what_stays_leaves_the_process() -> None:
    kept = [bytes(40_000) for _ in range(2_000)]
    stays = kept[::2]
    del kept
    before = _resident_kb()
    Memory().tend(NOON)
    assert _resident_kb() < before - 20_000
    assert len(stays) == 1_000


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's mallopt")
@pytest.mark.parametrize(("files", "is_shared"), [([memory.__file__], True), ([], False)])
def test_connections_share_the_heap_of_the_process(files: list[str], *, is_shared: bool) -> None:
    """In a process of its own: a thread that has a heap keeps it."""
    asked = [sys.executable, thread_heap.__file__, *files]
    found = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout == f"{is_shared}\n"


def _resident_kb() -> int:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
