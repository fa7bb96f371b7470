"""`make bench-journal` writes the journal's section of docs/benchmarks.md."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.sections import asking, put_section

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000, 1_000_000)
LEAST_SHARE, MOST_TIMES = 5, 5
_ROWS = (
    ("逐条追加", "journal_append", "bare_append"),
    ("全部核对", "journal_verify", "bare_verify"),
)
_SECONDS = 900
Figures = Mapping[tuple[str, int], float]


def _cpu(maker: str, size: int, runs: int, seed: int) -> float:
    """Return the least CPU seconds of so many runs, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.chains", maker, str(runs), str(size), str(seed)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=_SECONDS, text=True)  # noqa: S603
    return float(json.loads(done.stdout.splitlines()[-1])["cpu"])


def _lines(found: Figures, date: str, seed: int, runs: int) -> list[str]:
    heads = " | ".join(f"{size:,} 条" for size in SIZES)
    lines = [
        "## 日志",
        "",
        (
            f"由命令写出：`make bench-journal`（`--date {date} --seed {seed}`），每项运行 {runs} 次，"
            "取最小的 CPU 秒数。"
            f"机器：{machine()}。对照的是同样内容、同样序列化的 SHA-256 链，没有默克尔树，也不建记录。"
        ),
        "",
        f"| | {heads} |",
        "|---|" + "---|" * len(SIZES),
    ]
    for name, ours, bare in _ROWS:
        pairs = [(found[ours, size], found[bare, size]) for size in SIZES]
        lines.append(
            f"| {name}：本系统 / 对照（秒） | " + " | ".join(f"{o:.3f} / {b:.3f}" for o, b in pairs) + " |"
        )
    most = SIZES[-1]
    slower = found["journal_append", most] / found["bare_append", most]
    longer = found["journal_verify", most] / found["bare_verify", most]
    lines += [
        "",
        "| 目标 | 实测 | |",
        "|---|---|---|",
        _goal(f"追加不慢于对照的 1/{LEAST_SHARE}", f"用时为对照的 {slower:.2f} 倍", slower <= LEAST_SHARE),
        _goal(
            f"核对 {most:,} 条的用时不超过对照的 {MOST_TIMES} 倍", f"{longer:.2f} 倍", longer <= MOST_TIMES
        ),
    ]
    return lines


def _goal(wanted: str, measured: str, is_met: bool) -> str:
    return f"| {wanted} | {measured} | {'达到' if is_met else '未达到'} |"


def main() -> None:
    """Measure and write the section."""
    parser = asking("journal")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    found = {
        (maker, size): _cpu(maker, size, given.runs, given.seed)
        for _, *makers in _ROWS
        for maker in makers
        for size in SIZES
    }
    lines = _lines(found, given.date, given.seed, given.runs)
    put_section("journal", lines)


if __name__ == "__main__":
    main()
