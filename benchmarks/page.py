"""The page that is written: one table per question, ours first, and whether each goal was met."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.cases import MATCHES, SIZES, STRATIFIED, VERIFIED

MEGA = 1_000_000
TIMES_FASTER = 6
MOST_SECONDS = 2.0
MOST_BYTES = 300 * MEGA
Figures = Mapping[str, float]


class Job(NamedTuple):
    """One measurement: whose, which maker, with which numbers, and its row in which table."""

    side: str
    maker: str
    numbers: tuple[int, ...]
    table: str
    row: str


def _sized(sizes: Sequence[int]) -> dict[str, tuple[int, ...]]:
    return {f"{size:,}": (size,) for size in sizes}


_PAIRS = {f"{targets:,} → {teams:,}": (targets, teams) for targets, teams in MATCHES}
_FILES = {f"{targets:,} + {people:,}": (targets, people) for targets, people in VERIFIED}
ORDER, DRAW, STRATA_TABLE, MATCH, VERIFY = (
    "全部排序",
    "抽取 5 %（一类）",
    "分层抽取（五类各 5 %）",
    "对象 → 检查组，每个组以 5 % 的可能须回避",
    "核验校验包（对象 + 人员）",
)
TABLES: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    ORDER: _sized(SIZES),
    DRAW: _sized(SIZES),
    STRATA_TABLE: _sized(STRATIFIED),
    MATCH: _PAIRS,
    VERIFY: _FILES,
}
MAKERS: Mapping[str, Sequence[tuple[str, str, str]]] = {
    ORDER: (
        ("ours", "order", "shuangsuiji"),
        ("peers", "sampler_order", "consistent-sampler"),
        ("peers", "numpy_order", "numpy `permutation`（伪随机，不可公开核验）"),
    ),
    DRAW: (
        ("ours", "draw", "shuangsuiji"),
        ("peers", "sampler_draw", "consistent-sampler"),
        ("peers", "rfc3797_draw", "RFC 3797（按其文本实现）"),
    ),
    STRATA_TABLE: (
        ("ours", "stratified", "shuangsuiji"),
        ("peers", "numpy_stratified", "numpy `choice`（伪随机，不可公开核验）"),
        ("peers", "sortition_stratified", "sortition-algorithms `legacy`"),
    ),
    MATCH: (
        ("ours", "match", "shuangsuiji"),
        ("peers", "flow_match", "OR-tools 最小费用流，从同样的输入开始"),
        ("peers", "flow_only", "OR-tools 最小费用流，不计准备数组的时间"),
    ),
    VERIFY: (("ours", "verify", "shuangsuiji"),),
}


def jobs() -> list[Job]:
    """Return every measurement, table by table."""
    return [
        Job(side, maker, numbers, table, row)
        for table, sizes in TABLES.items()
        for side, maker, row in MAKERS[table]
        for numbers in sizes.values()
    ]


def _cell(figures: Figures) -> str:
    time = f"{figures['cpu']:.4f} / {figures['wall']:.4f}"
    return f"{time} | {figures['peak'] / MEGA:.0f}"


def table(name: str, found: Mapping[Job, Figures]) -> list[str]:
    """Return the lines of one table: seconds of CPU / of the clock, and megabytes beyond the inputs."""
    sizes = TABLES[name]
    heads = " | ".join(f"{size}：CPU / 时钟（秒） | 内存（MB）" for size in sizes)
    lines = [f"### {name}", "", f"| | {heads} |", "|---|" + "---|---|" * len(sizes)]
    for side, maker, row in MAKERS[name]:
        cells = [_cell(found[Job(side, maker, numbers, name, row)]) for numbers in sizes.values()]
        lines.append(f"| {row} | {' | '.join(cells)} |")
    return [*lines, ""]


def _of(found: Mapping[Job, Figures], maker: str, *numbers: int) -> Figures:
    return next(figures for job, figures in found.items() if (job.maker, job.numbers) == (maker, numbers))


def goals(found: Mapping[Job, Figures]) -> list[str]:
    """Return one line per goal, with what was measured, met or missed; by CPU time."""
    most = SIZES[-1]
    ordered, rival = _of(found, "order", most), _of(found, "sampler_order", most)
    drawn = _of(found, "draw", most)
    times = rival["cpu"] / ordered["cpu"]
    lines = [
        _goal(
            f"给 {most:,} 个对象排序，比 consistent-sampler 至少快 {TIMES_FASTER} 倍",
            f"{times:.1f} 倍",
            times >= TIMES_FASTER,
        ),
        _goal(
            f"只用标准库，给 {most:,} 个对象排序不超过 {MOST_SECONDS:.0f} 秒",
            f"{ordered['cpu']:.2f} 秒",
            ordered["cpu"] < MOST_SECONDS,
        ),
        _goal(
            f"从 {most:,} 个对象中抽取，名单以外的内存峰值不超过 {MOST_BYTES // MEGA} MB",
            f"{drawn['peak'] / MEGA:.0f} MB",
            drawn["peak"] < MOST_BYTES,
        ),
    ]
    for label, numbers in _PAIRS.items():
        ours, flow = _of(found, "match", *numbers)["cpu"], _of(found, "flow_match", *numbers)["cpu"]
        lines.append(
            _goal(f"匹配 {label} 不慢于 OR-tools 最小费用流", f"{ours:.3f} 秒对 {flow:.3f} 秒", ours <= flow)
        )
    return lines


def _goal(wanted: str, measured: str, is_met: bool) -> str:
    return f"| {wanted} | {measured} | {'达到' if is_met else '未达到'} |"


def page(head: Sequence[str], found: Mapping[Job, Figures], note: Callable[[], Sequence[str]]) -> str:
    """Return the whole page; `head` says when and where it was measured."""
    lines = [
        "# 速度与内存",
        "",
        *head,
        "",
        "## 目标",
        "",
        "| 目标 | 实测 | |",
        "|---|---|---|",
        *goals(found),
        "",
    ]
    lines += ["## 各项实测", ""]
    for name in TABLES:
        lines += table(name, found)
    return "\n".join([*lines, *note()]) + "\n"
