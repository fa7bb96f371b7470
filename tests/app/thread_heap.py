"""Run as a process: says whether what another thread's database holds lies in the heap of the process.

With a path as its argument, `share_one_heap` of that file is called first.
"""

import runpy
import sqlite3
import sys
import threading
from pathlib import Path

_MANY_BYTES = 8 << 20


def heap_grows_by_a_thread() -> bool:
    """Return whether the heap of the process has taken in a database that a thread has filled."""
    before, databases = _heap_bytes(), list[sqlite3.Connection]()
    thread = threading.Thread(target=lambda: databases.append(_filled()))
    thread.start()
    thread.join()
    return _heap_bytes() - before > _MANY_BYTES // 2


def _filled() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE TABLE texts (text)")
    database.executemany("INSERT INTO texts VALUES (?)", (("文" * 300,) for _ in range(_MANY_BYTES // 900)))
    return database


def _heap_bytes() -> int:
    maps = Path("/proc/self/maps").read_text().splitlines()
    ranges = [each.split()[0].split("-") for each in maps if each.endswith("[heap]")]
    return sum(int(end, 16) - int(start, 16) for start, end in ranges)


if __name__ == "__main__":
    for path in sys.argv[1:]:
        runpy.run_path(path)["share_one_heap"]()
    print(heap_grows_by_a_thread())  # noqa: T201 - read by the test
