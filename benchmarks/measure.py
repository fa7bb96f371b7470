"""One measurement in a process of its own: the least CPU and wall time of several runs, and the memory."""

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

KIB = 1024
PATIENCE = 60.0  # seconds, after which a measurement is not repeated
FORGET_PEAK = "5"  # proc(5), clear_refs


def _memory(field: str) -> int:
    """Return `VmRSS` (in use now) or `VmHWM` (the most since `_forget_peak`), in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * KIB for line in lines if line.startswith(field))


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text(FORGET_PEAK)


def measured(work: Callable[[], Any], runs: int) -> dict[str, float]:
    """Return `cpu` and `wall` in seconds (each the least of the runs) and `peak`: bytes beyond the inputs."""
    gc.collect()
    _forget_peak()
    before = _memory("VmRSS")
    cpu: list[float] = []
    wall: list[float] = []
    while len(cpu) < runs and sum(wall) < PATIENCE:
        started = time.process_time(), time.perf_counter()
        work()
        cpu.append(time.process_time() - started[0])
        wall.append(time.perf_counter() - started[1])
    return {"cpu": min(cpu), "wall": min(wall), "peak": max(_memory("VmHWM") - before, 0)}


def answer(makers: Mapping[str, Callable[..., Callable[[], Any]]]) -> None:
    """Measure what the command line names, `NAME RUNS NUMBER…`, and print the figures as JSON."""
    name, runs, *numbers = sys.argv[1:]
    work = makers[name](*map(int, numbers))
    sys.stdout.write(json.dumps(measured(work, int(runs))))
