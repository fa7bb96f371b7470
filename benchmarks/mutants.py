"""How well the tests notice a wrong program: `python -m benchmarks.mutants --python … --date …`.

mutmut, in an environment of its own, changes one thing after the other in the parts on which everything rests
(draw, journal, permissions, deadlines); `mutant_trials.py` runs the fast tests of that part on each change. A
section of docs/benchmarks.md then says how many changes the tests of each part have noticed, how many not.
"""

import json
import os
import random
import shutil
import site
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
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
CHOSEN = "chosen.json"
"""Beside the changes: the names of those to try, where not all are."""


@dataclass(frozen=True)
class Part:
    """What is changed, and the tests that should notice; paths from the root."""

    name: str
    code: tuple[str, ...]
    tests: tuple[str, ...]


def _domain(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/domain/{name}" for name in names)


PARTS = (
    Part(
        "journal",
        ("bot/domain/journal/*",),
        _domain(
            *("test_journal.py", "test_journal_mutations.py", "test_tree.py", "test_duty_journal.py"),
            *("test_cap_replay.py", "test_cap_replay_steps.py", "test_known_tree.py"),
        ),
    ),
    Part(
        "permissions",
        ("bot/domain/permissions.py", "bot/domain/permission_rules.py", "bot/domain/role_rules.py"),
        _domain(
            "test_permissions.py", "test_permission_matrix.py", "test_role_rules.py", "test_delegations.py"
        ),
    ),
    Part(
        "deadlines",
        ("bot/domain/deadlines.py", "bot/domain/calendars/tables.py", "bot/domain/calendars/working_days.py"),
        _domain(
            *("test_deadlines.py", "test_calendar.py", "test_calendar_notice.py", "test_year_tables.py"),
            "test_reminders.py",
        ),
    ),
    Part(
        "draw",
        ("bot/domain/draw/*",),
        (
            *_domain("draw"),
            *("tests/verifier/test_verifiers_agree.py", "tests/verifier/test_verifiers_refuse.py"),
        ),
    ),
)
_LEFT_OUT = (
    "tests/domain/draw/test_draw_anywhere.py",
    "tests/verifier/test_verifiers_refuse.py::test_there_are_642_single_faults_of_which_no_two_are_alike",
)
"""What starts interpreters of its own, which know nothing of the mutant, and what tests the tests."""


def _settings(part: Part) -> str:
    """Return what mutmut is told, as TOML: whatever the tests import is beside what is changed."""
    beside = sorted(path.name for path in _ROOT.iterdir() if path.is_dir() and path.name[0] not in "._")
    told = {
        "source_paths": ["bot"],
        "only_mutate": [*part.code],
        "also_copy": [name for name in beside if name not in ("bot", "tests")],
        "pytest_add_cli_args_test_selection": [*part.tests],
        "pytest_add_cli_args": ["--collect-only", "-p", "no:cacheprovider"],
    }
    return "\n[tool.mutmut]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items())


def measure(python: Path, part: Part, folder: Path, sample: int = 0) -> Counter[str]:
    """Return how many changes of the part were noticed, survived, or are run by no test.

    Of a `sample` only so many are tried, always the same ones.
    """
    skipped = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "demo-output")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_ROOT, folder, ignore=skipped)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(_settings(part))
    changed = folder / "mutants"
    _change(python, folder)
    if sample:
        (changed / CHOSEN).write_text(json.dumps(_chosen(changed, sample)), "utf-8")
    if _try(python, part, changed, "stats"):
        raise SystemExit(f"The changes of {part.name} could not be tried.")
    _try_alone(python, part, changed)
    return _counted(changed)


def _change(python: Path, folder: Path) -> None:
    """Let mutmut make its changes; it collects the tests and ends there, having run none."""
    command = [str(python), "-m", "mutmut", "run", "--max-children", "1"]
    known = os.environ | {"PYTHONPATH": _path()}
    subprocess.run(command, cwd=folder, env=known, check=False, stdout=sys.stderr)  # noqa: S603
    if not any((folder / "mutants").rglob("*.meta")):
        raise SystemExit("mutmut has changed nothing.")


def _path() -> str:
    return os.pathsep.join(site.getsitepackages())


def _try(python: Path, part: Part, folder: Path, name: str) -> int:
    """Run the tests of the part under one change; under `stats`, try every change that was not tried yet."""
    asked = [str(python), "-m", "pytest", "-xq", "-p", "benchmarks.mutant_trials", "-p", "no:cacheprovider"]
    asked += ["--assert=plain", *(word for each in _LEFT_OUT for word in ("--deselect", each)), *part.tests]
    told = {
        "PYTHONPATH": _path(),
        "MUTANT_UNDER_TEST": name,
        "SHUANGSUIJI_LAWS": "trials",
        "SSJ_NO_PAGE": "1",
    }
    return subprocess.run(asked, cwd=folder, env=os.environ | told, stdout=sys.stderr, check=False).returncode  # noqa: S603


def _chosen(folder: Path, sample: int) -> list[str]:
    """Return so many of the changes that mutmut has made, by a fixed seed."""
    told = [json.loads(path.read_text("utf-8")) for path in folder.rglob("*.meta")]
    names = sorted(name for each in told for name in each["exit_code_by_key"])
    return random.Random(SEED).sample(names, min(sample, len(names)))  # noqa: S311 - no draw, a sample


def _try_alone(python: Path, part: Part, folder: Path) -> None:
    """Try what was not noticed in processes of their own: a fork has what the imports have computed."""
    if _try(python, part, folder, ""):
        raise SystemExit(f"The tests of {part.name} fail where nothing is changed.")
    for meta in folder.rglob("*.meta"):
        told = json.loads(meta.read_text("utf-8"))
        ends = told["exit_code_by_key"]
        for name in [name for name, end in ends.items() if end is not None and end not in _NOTICED]:
            ends[name] = 1 if _try(python, part, folder, name) else ends[name]
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
