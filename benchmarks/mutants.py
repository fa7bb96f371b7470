"""How well the tests notice a wrong program: `python -m benchmarks.mutants --python … --date …`.

mutmut, in an environment of its own, changes one thing after the other in the parts on which everything rests
(draw, journal, permissions, deadlines) and runs the fast tests of that part. It writes a section of
docs/benchmarks.md: how many changes the tests of each part have noticed, and how many not.
"""

import json
import os
import random
import shutil
import site
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.sections import asking, put_section

GOAL_PERCENT = 95
SEED = 7
_ROOT = Path(__file__).resolve().parents[1]
_NOTICED = {1, 3, 24, 36, 152, 255, -24, -11, -9}
"""How the tests of a mutant end that is noticed: they fail, take too long, or die."""
_UNTESTED = 33


@dataclass(frozen=True)
class Part:
    """What is changed, and the tests that should notice; paths from the root."""

    name: str
    code: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def modules(self) -> list[str]:
        """Return the patterns of what mutmut calls its changes in this part."""
        return [each.removesuffix(".py").removesuffix("/*").replace("/", ".") + "*" for each in self.code]


PARTS = (
    Part(
        "journal",
        ("bot/domain/journal/*",),
        (
            *("test_journal.py", "test_journal_mutations.py", "test_tree.py", "test_duty_journal.py"),
            *("test_cap_replay.py", "test_cap_replay_steps.py", "test_known_tree.py"),
        ),
    ),
    Part(
        "permissions",
        ("bot/domain/permissions.py", "bot/domain/permission_rules.py", "bot/domain/role_rules.py"),
        ("test_permissions.py", "test_permission_matrix.py", "test_role_rules.py", "test_delegations.py"),
    ),
    Part(
        "deadlines",
        ("bot/domain/deadlines.py", "bot/domain/calendars/tables.py", "bot/domain/calendars/working_days.py"),
        (
            *("test_deadlines.py", "test_calendar.py", "test_calendar_notice.py", "test_year_tables.py"),
            "test_reminders.py",
        ),
    ),
    Part("draw", ("bot/domain/draw/*",), ("draw",)),
)
_SLOW = "tests/domain/draw/test_draw_anywhere.py"
"""Starts interpreters of its own, which know nothing of the mutant."""


def _settings(part: Part) -> str:
    """Return what mutmut is told, as TOML: whatever the tests import is beside what is changed."""
    beside = sorted(path.name for path in _ROOT.iterdir() if path.is_dir() and path.name[0] not in "._")
    told = {
        "source_paths": ["bot"],
        "only_mutate": [*part.code],
        "also_copy": [name for name in beside if name not in ("bot", "tests")],
        "pytest_add_cli_args_test_selection": [f"tests/domain/{each}" for each in part.tests],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "--deselect", _SLOW],
    }
    return "\n[tool.mutmut]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items())


def measure(python: Path, part: Part, folder: Path, sample: int = 0) -> Counter[str]:
    """Return how many changes of the part were noticed, survived, or are run by no test.

    Of a `sample` only so many are tried, always the same ones, and no import anew.
    """
    skipped = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "demo-output")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_ROOT, folder, ignore=skipped)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(_settings(part))
    path = os.pathsep.join(site.getsitepackages())
    if sample:
        _run_mutmut(python, folder, path, ["nothing"], is_matched=False)  # makes the changes, and no run
        _run_mutmut(python, folder, path, _chosen(folder / "mutants", sample))
    else:
        _run_mutmut(python, folder, path, part.modules)
        _try_alone(python, part, folder / "mutants", path)
    return _counted(folder / "mutants")


def _run_mutmut(
    python: Path, folder: Path, path: str, names: Sequence[str], *, is_matched: bool = True
) -> None:
    command = [str(python), "-m", "mutmut", "run", "--max-children", "1", *names]
    known = os.environ | {"PYTHONPATH": path}
    subprocess.run(command, cwd=folder, env=known, check=is_matched, stdout=sys.stderr)  # noqa: S603


def _chosen(folder: Path, sample: int) -> list[str]:
    """Return so many of the changes that mutmut has made, by a fixed seed."""
    told = [json.loads(path.read_text("utf-8")) for path in folder.rglob("*.meta")]
    names = sorted(name for each in told for name in each["exit_code_by_key"])
    return random.Random(SEED).sample(names, min(sample, len(names)))  # noqa: S311 - no draw, a sample


def _try_alone(python: Path, part: Part, folder: Path, path: str) -> None:
    """Try what was not noticed in processes of their own: mutmut changes nothing that an import computes."""

    def fails(name: str) -> bool:
        asked = [str(python), "-m", "pytest", "-xq", "-p", "no:cacheprovider", "--deselect", _SLOW]
        changed = os.environ | {"PYTHONPATH": path, "MUTANT_UNDER_TEST": name}
        tests = [f"tests/domain/{each}" for each in part.tests]
        return subprocess.run([*asked, *tests], cwd=folder, env=changed, stdout=sys.stderr).returncode != 0  # noqa: S603, PLW1510

    if fails(""):
        raise SystemExit(f"The tests of {part.name} fail where nothing is changed.")
    for meta in folder.rglob("*.meta"):
        told = json.loads(meta.read_text("utf-8"))
        ends = told["exit_code_by_key"]
        ends |= {name: 1 for name, end in ends.items() if end not in _NOTICED and fails(name)}
        meta.write_text(json.dumps(told), "utf-8")


def _counted(folder: Path) -> Counter[str]:
    ends = [
        end
        for path in folder.rglob("*.meta")
        for end in json.loads(path.read_text("utf-8"))["exit_code_by_key"].values()
        if end is not None
    ]
    names = ["untested" if end == _UNTESTED else "noticed" if end in _NOTICED else "survived" for end in ends]
    return Counter(names)


_NAMES = {"journal": "日志", "permissions": "权限", "deadlines": "期限、工作日", "draw": "抽取"}


def _lines(found: Mapping[str, Counter[str]], date: str, sample: int) -> list[str]:
    """Return the section."""
    drawn = f"每部分随机抽取 {sample} 处改动（种子 {SEED}）。" if sample else ""
    rows = []
    for name, counted in found.items():
        total = counted.total()
        percent = 100 * counted["noticed"] / max(1, total)
        met = "达到" if percent >= GOAL_PERCENT else "未达到"
        rest = f"{counted['survived']} | {counted['untested']}"
        rows.append(
            f"| {_NAMES[name]} | {total:,} | {counted['noticed']:,} | {rest} | {percent:.1f} % | {met} |"
        )
    return [
        "## 变异测试",
        "",
        (
            f"本节由 `make mutants` 写出：日期 {date}；机器：{machine()}。"
            "mutmut 每次改动一处代码，只运行该部分的快速测试；"
            f"{drawn}目标是查出 {GOAL_PERCENT} %。没有查出的包括与原来等价的改动。"
        ),
        "",
        "| 部分 | 改动 | 查出 | 未查出 | 没有测试经过 | 查出率 | |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]


def main() -> None:
    """Measure the parts that are named, or all, and write the section."""
    parser = asking("mutants", has_seed=False)
    parser.add_argument("--python", required=True, type=Path, help="the environment that has mutmut")
    parser.add_argument("--folder", required=True, type=Path, help="where `mutmut show` explains afterwards")
    parser.add_argument("--sample", type=int, default=0, help="try only so many changes of each part")
    parser.add_argument("parts", nargs="*", choices=[part.name for part in PARTS])
    given = parser.parse_args()
    found = {}
    for part in PARTS:
        if not given.parts or part.name in given.parts:
            found[part.name] = measure(given.python.absolute(), part, given.folder / part.name, given.sample)
    lines = _lines(found, given.date, given.sample)
    put_section("mutants", lines)


if __name__ == "__main__":
    main()
