"""The Python file as a stranger runs it: one file, its lines, its exit status."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner
from verifier_three import VECTORS, copy_of, vector

from bot.cli.commands import app
from bot.domain.draw.bytes import dumps
from bot.domain.draw.pools import membership
from verifier.ssj_verify import about_school, instant, judge

FILE = Path(__file__).resolve().parents[2] / "verifier" / "ssj_verify.py"
RICH = "strata"


@pytest.fixture
def run(tmp_path):
    """Return a function that runs the file, alone in its folder and outside our environment."""
    alone = tmp_path / "ssj_verify.py"
    alone.write_bytes(FILE.read_bytes())

    def run_file(raw, *arguments):
        bundle = tmp_path / "bundle.json"
        bundle.write_bytes(raw)
        command = [sys.executable, "-I", alone, bundle, *arguments]
        done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONUTF8": "1"})  # noqa: S603
        return done.returncode, done.stdout.decode().splitlines()

    return run_file


def options(bundle):
    copy = copy_of(bundle)
    names = {"commitment": "commitment", "entropy": "entropy", "result": "result-hash", "vacancy": "vacancy"}
    return [word for name, option in names.items() for word in (f"--{option}", copy[f"copy_{name}"])]


def test_the_file_needs_the_standard_library_of_python_3_9_alone():
    tree = ast.parse(FILE.read_bytes(), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    assert imported - sys.stdlib_module_names == set()
    assert imported & {"socket", "ssl", "urllib", "http", "subprocess"} == set()


def test_the_file_has_at_most_450_lines_of_at_most_110_signs():
    lines = FILE.read_text().splitlines()
    assert len(lines) <= 450
    assert [line for line in lines if len(line) > 110] == []


def test_a_sound_draw_beside_the_copy_exits_0(run):
    bundle = vector(RICH)
    status, lines = run(dumps(bundle), *options(bundle))
    assert (status, lines[-1]) == (0, "结论：全部通过")
    assert [line.split()[1] for line in lines[1:-1]] == ["通过"] * (len(lines) - 2)


def test_a_sound_draw_without_the_copy_exits_2(run):
    status, lines = run(dumps(vector(RICH)))
    assert (status, lines[-1]) == (2, "结论：有无法判断，其余通过")
    assert [line.split()[0] for line in lines if "无法判断" in line.split()] == [
        *("copy_commitment", "copy_entropy", "copy_result", "copy_vacancy")
    ]


def test_a_changed_draw_exits_1(run):
    bundle = vector(RICH)
    bundle["result"]["picked"].reverse()
    status, lines = run(dumps(bundle), *options(bundle))
    assert (status, lines[-1]) == (1, "结论：有不通过")
    assert [line.split()[0] for line in lines if "不通过" in line.split()] == ["picked"]
    assert run(dumps(bundle) + b"\n") == (
        1,
        ["canonical         不通过  文件是规范的 JSON", "结论：有不通过"],
    )


def test_a_wrong_command_exits_3(run, tmp_path):
    assert run(b"{}", "--school")[0] == 3
    assert run(b"{}", "--unknown")[0] == 3
    command = [sys.executable, FILE, tmp_path / "none.json"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 3  # noqa: S603


def test_a_copy_typed_with_spaces_or_capitals_is_the_same(run):
    bundle = vector(RICH)
    typed = [word if word.startswith("--") else f" {word.upper()} " for word in options(bundle)]
    assert run(dumps(bundle), *typed)[0] == 0


@pytest.mark.parametrize("case", VECTORS, ids=[case["case"] for case in VECTORS])
def test_every_school_finds_its_ticket_path_and_place(run, case):
    bundle, order = case["bundle"], case["intermediate"]["target_order"]
    raw = dumps(bundle)
    for position, ticket in list(enumerate(case["intermediate"]["first_five_target_tickets"]))[:2]:
        school = bundle["targets"][position]
        _, lines = run(raw, "--school", school["id"])
        told = lines[lines.index(f"本校 {school['id']} {school['name']}（{school['stratum']}）") :]
        path = [found[1] for line in told if (found := re.fullmatch(r"    [左右] ([0-9a-f]{64})", line))]
        assert path == membership(bundle["targets"], position)
        key = case["intermediate"]["key_order_target"]
        assert f"  抽签号 {ticket}：SHA-256( {key} {0:016x} ) 的第 {position + 1} 组八字节" in told
        assert f"  抽签次序 第 {order.index(school['id']) + 1}，共 {len(order)}，号小者先" in told
        is_drawn = school["id"] in bundle["result"]["picked"]
        assert [line for line in told if line.startswith("  抽中：")] == told[-2:-1] * is_drawn


@pytest.mark.parametrize(
    ("school", "told"),
    [
        ("T001", "  抽中：类别“high”应抽 4，本校在该类可抽对象中排第 4"),
        ("T007", "  未参加抽取，原因代码 cap"),
        ("T005", "  未抽中：类别“normal”应抽 8，本校在该类可抽对象中排第 29，也未排到总比例所补的名额"),
        ("NONE", "本校 NONE：名单中没有这个编号"),
    ],
)
def test_a_school_is_told_why(run, school, told):
    _, lines = run(dumps(vector(RICH)), "--school", school)
    assert lines[-2] == told


def test_a_school_is_told_nothing_of_a_draw_whose_inputs_fail(run):
    bundle = vector(RICH)
    bundle["transcript"][0]["val"] = 6
    assert run(dumps(bundle), "--school", "T001")[1][-2] == "本校 T001：上面的检查未通过，无法判断"
    assert run(b"[]", "--school", "T001")[1][-2] == "本校 T001：上面的检查未通过，无法判断"


def test_a_name_cannot_repaint_the_terminal(run):
    bundle = vector(RICH)
    bundle["plan"]["draw"] = "\x1b[2J\x9b2J\u202e"
    lines = run(dumps(bundle))[1]
    assert lines[0] == "?[2J?2J? 第 1 次抽取，L2 群内摇号"


def test_gaps_between_throws_are_shown(run):
    bundle = vector(RICH)
    last = int(bundle["transcript"][-1]["src"][4:])
    bundle["transcript"][-1]["src"] = f"msg:{last + 5}"
    lines = run(dumps(bundle))[1]
    assert lines[1].endswith(f"{last - 1}→{last + 5}") or f"→{last + 5}" in lines[1]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-11-23T09:00:00+08:00", "2026-11-23T01:00:00.1Z"),
        ("2026-11-23T09:00:00.100Z", "2026-11-23T09:00:00.1000000000000001z"),
        ("2026-11-22T23:00:00-02:00", "2026-11-23t01:00:01Z"),
    ],
)
def test_times_are_compared_to_the_last_digit(earlier, later):
    assert instant(earlier) < instant(later)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-23", "2026-11-23T09:00Z", "2026-02-29T09:00:00Z", "0000-01-01T00:00:00Z"),
        *("0001-01-01T00:00:00+01:00", "2026-11-23T09:00:00+24:00", "2026-11-23T09:00:60Z", ""),
    ],
)
def test_what_is_no_time_is_none(text):
    assert instant(text) is None


@pytest.mark.parametrize("case", VECTORS, ids=[case["case"] for case in VECTORS])
def test_the_bots_own_command_tells_a_school_the_same(case, tmp_path):
    """Line for line, about the first eight schools and one that is in no list."""
    raw = dumps(case["bundle"])
    path = tmp_path / "bundle.json"
    path.write_bytes(raw)
    found, draw = judge(raw, {})
    for school in [*[each["id"] for each in case["bundle"]["targets"][:8]], "NONE"]:
        done = CliRunner().invoke(app, ["verify", str(path), "--school", school])
        wanted = about_school(found, draw, school)
        assert done.stdout.splitlines()[-len(wanted) :] == wanted


def test_the_bots_own_command_tells_nothing_of_a_draw_whose_inputs_fail(tmp_path):
    bundle = vector(RICH)
    bundle["transcript"][0]["val"] = 6
    path = tmp_path / "bundle.json"
    path.write_bytes(dumps(bundle))
    done = CliRunner().invoke(app, ["verify", str(path), "--school", "T001"])
    assert done.stdout.splitlines()[-1] == "本校 T001：上面的检查未通过，无法判断"
