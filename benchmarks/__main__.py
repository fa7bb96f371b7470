"""`make bench` writes docs/benchmarks.md: `python -m benchmarks --peers ENV/bin/python --date … --seed 7`.

It takes about seven minutes on two idle cores, half of them for sortition-algorithms' 100,000 people; each
measurement says on the error stream when it begins and what it found.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.page import MEGA, Figures, Job, jobs, page
from benchmarks.sections import sections_of

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 900


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--peers", required=True, help="the interpreter that has benchmarks/requirements.txt")
    parser.add_argument("--date", required=True, help="the day of the measurement, 2026-11-21")
    parser.add_argument("--seed", required=True, type=int, help="from which all inputs are made")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measurement; the least counts")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    return parser.parse_args()


def _measure_all(given: argparse.Namespace) -> Mapping[Job, Figures]:
    """Measure one after the other, and say which one it is of how many."""
    found, every = {}, jobs()
    for nth, job in enumerate(every, start=1):
        sizes = " → ".join(f"{number:,}" for number in job.numbers)
        sys.stderr.write(f"[{nth}/{len(every)}] {job.row} · {job.table} · {sizes} … ")
        sys.stderr.flush()
        found[job] = _measure(job, given)
        sys.stderr.write(f"{found[job]['cpu']:.4f} s CPU, {found[job]['peak'] / MEGA:.0f} MB\n")
    return found


def _measure(job: Job, given: argparse.Namespace) -> Figures:
    """Measure in a process of its own, so that no measurement inherits another's memory."""
    python = sys.executable if job.side == "ours" else given.peers
    numbers = [str(number) for number in (given.runs, *job.numbers, given.seed)]
    command = [python, "-m", f"benchmarks.{job.side}", job.maker, *numbers]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=SECONDS, text=True)  # noqa: S603
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _head(given: argparse.Namespace, seconds: float) -> Sequence[str]:
    return [
        f"本页由命令写出：`make bench`（`--date {given.date} --seed {given.seed}`）。",
        "",
        (
            f"- 日期 {given.date}，随机种子 {given.seed}，每项运行 {given.runs} 次，取最小值"
            "（已过一分钟的不再重复），每项单独一个进程。"
        ),
        f"- 机器：{machine()}。全部测量共用 {seconds / 60:.1f} 分钟。",
        f"- 开始时机器一分钟内的平均负载是 {os.getloadavg()[0]:.2f}；目标按 CPU 时间判断，时钟时间只供参考。",
        "- 内存是运行中的峰值减去运行前（名单已在内存中）的用量。",
        "- 同类软件及版本见 `benchmarks/requirements.txt`；RFC 3797 按其文本实现，并用它自己的算例核对。",
    ]


def _note() -> Sequence[str]:
    return [
        "## 怎么读",
        "",
        "- numpy 的随机数不能由旁人用公开的数据重算，列出它只为说明可核验要花多少时间。",
        "- RFC 3797 每抽一个要对剩下的名单取模并移走一项；它的序号只有两个字节，最多抽 65,536 个。",
        "- sortition-algorithms 解决更一般的问题（多个互相交叉的配额）；这里只给它一个配额。",
        "- OR-tools 求的是另一种解：总费用最小的分配，费用是随机数。",
        "- 我们的分配由公开的随机数逐项定出，旁人可以重算。",
        "",
        "In English: the command above writes this page. Goals are judged by CPU time, the least of several",
        "runs. Memory is the peak beyond the inputs. Peers draw with",
        "randomness of their own; numpy's cannot be recomputed by a stranger.",
    ]


def main() -> None:
    """Measure everything and write the page."""
    given = _arguments()
    started = time.perf_counter()
    found = _measure_all(given)
    head = _head(given, time.perf_counter() - started)
    others = sections_of(given.out.read_text(encoding="utf-8")) if given.out.exists() else []
    given.out.write_text("\n".join([page(head, found, _note), *others]), encoding="utf-8")


if __name__ == "__main__":
    main()
