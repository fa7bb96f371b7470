"""The list of a draw that a platform made: all three verifiers say that nobody can compute it again."""

import hashlib
import sys
from io import BytesIO, TextIOWrapper

import pytest
from typer.testing import CliRunner
from verifier_browser import PAGE
from verifier_three import differences

from bot.cli.commands import app
from bot.domain.draw.bytes import dumps
from bot.domain.platform.draw import Listed, Match, document_of
from verifier import ssj_verify

MATCH = Match(
    targets=(
        Listed(id="T001", name="云岫县石桥学校", team=1),
        Listed(id="T002", name="云岫县望江学校", team=1),
    ),
    teams=(("YX-011", "YX-005"),),
)
LISTED = document_of(
    MATCH,
    round="SSJ-2026-0001",
    version=1,
    prev="0" * 64,
    profile="quyang-county-2022",
    items="1" * 64,
    platform="河北省双随机监管工作平台",
    batch="HB-0917",
    operator="操作员",
    drawn_at="2026-09-21T08:41:00+08:00",
    file="2" * 64,
    picture="3" * 64,
)
RAW = dumps(LISTED)
HASH = hashlib.sha256(RAW).hexdigest()
WHOSE = [
    "“河北省双随机监管工作平台”抽取的名单：SSJ-2026-0001，平台批次 HB-0917，任何人都不能重算",
    f"名单校验码 {HASH}（应与群里公布的相同）",
    "canonical         通过  文件是规范的 JSON",
    "platform          无法判断  平台的抽取过程（没有可供重算的数据）",
]
COPIED = "copy_list         {}  与留存的平台名单校验码一致"


def by_file(tmp_path, monkeypatch, *options):
    """Run the stand-alone file's command in this process; return its status and its lines."""
    path, out = tmp_path / "list.json", BytesIO()
    path.write_bytes(RAW)
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(out, "utf-8"))
    status = ssj_verify.main([str(path), *options])
    return status, out.getvalue().decode().splitlines()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), (2, "无法判断", "有无法判断，其余通过")),
        (("--result-hash", HASH.upper()), (2, "通过", "有无法判断，其余通过")),
        (("--commitment", "4" * 64), (1, "不通过", "有不通过")),
    ],
)
def test_the_file_and_the_bots_command_say_whose_draw_it_was_and_compare_its_hash(
    tmp_path, monkeypatch, options, told
):
    status, verdict, end = told
    lines = [*WHOSE, COPIED.format(verdict)]
    assert by_file(tmp_path, monkeypatch, *options) == (status, [*lines, f"结论：{end}"])
    monkeypatch.undo()
    done = CliRunner().invoke(app, ["verify", str(tmp_path / "list.json"), *options])
    assert done.exit_code == status
    assert [line.removesuffix(" (differs)") for line in done.stdout.splitlines()] == lines


@pytest.mark.parametrize(
    ("school", "told"),
    [("T002", "本校 T002：在平台抽取的名单中"), ("T003", "本校 T003：不在平台抽取的名单中")],
)
def test_a_school_is_told_whether_it_is_in_the_list(tmp_path, monkeypatch, school, told):
    _, lines = by_file(tmp_path, monkeypatch, "--school", school)
    assert lines[-2] == told
    monkeypatch.undo()
    done = CliRunner().invoke(app, ["verify", str(tmp_path / "list.json"), "--school", school])
    assert done.stdout.splitlines()[-1] == told


def test_all_three_agree_on_a_list_and_on_every_file_that_only_resembles_one(page):
    wrong = {"result": "4" * 64, "commitment": HASH}
    cases = [
        ("list", RAW, {}),
        ("kept", RAW, {"copy_vacancy": HASH}),
        ("not the one kept", RAW, {"copy_result": "4" * 64}),
        ("one of two kept", RAW, {f"copy_{name}": code for name, code in wrong.items()}),
        ("with a line's end", RAW + b"\n", {}),
        *((f"without {key}", dumps({k: v for k, v in LISTED.items() if k != key}), {}) for key in LISTED),
        *((f"with a number for {key}", dumps({**LISTED, key: 7}), {}) for key in LISTED),
        ("with another key", dumps({**LISTED, "plan": {}}), {}),
        ("of another format", dumps({**LISTED, "format": "ssj/platform/2"}), {}),
        ("with a nameless target", dumps({**LISTED, "targets": [{"id": "T001", "team": 1}]}), {}),
        (
            "with a flag for a team",
            dumps({**LISTED, "targets": [{"id": "T", "name": "N", "team": True}]}),
            {},
        ),
    ]
    unlike, found = differences(page, cases)
    assert unlike == []
    lists = {name: each["copy_list"] for name, each in found.items() if "platform" in each}
    assert lists == {
        "list": None,
        "kept": True,
        "not the one kept": False,
        "one of two kept": False,
        "with a number for version": None,
    }
    others = [each for name, each in found.items() if name not in lists]
    assert [each for each in others if False not in each.values()] == []


def test_the_page_says_it_in_words(page, tmp_path):
    driver = page.driver
    driver.get(PAGE.as_uri())
    (tmp_path / "list.json").write_bytes(RAW)
    driver.find_element("id", "file").send_keys(str(tmp_path / "list.json"))
    show = """
    const done = arguments[0], told = id => document.getElementById(id).innerText;
    const school = document.getElementById("school"), wait = () => {
      if (document.getElementById("banner").hidden) return setTimeout(wait, 10);
      school.value = "云岫县望江学校";
      school.dispatchEvent(new Event("input"));
      const first = told("school_answer");
      school.value = "T003";
      school.dispatchEvent(new Event("input"));
      done([told("banner"), first, told("school_answer"), document.getElementById("ordered").hidden]);
    };
    wait();
    """
    banner, drawn, other, is_hidden = driver.execute_async_script(show)
    assert [line for line in banner.splitlines() if line] == [
        "平台抽取的名单：抽取过程任何人都不能重算，只能核对名单校验码",
        "SSJ-2026-0001 由“河北省双随机监管工作平台”抽取，平台批次 HB-0917，不是按 ssj/draw/1 抽取的。",
        "这份文件的名单校验码如下。与群里公布的相同，说明名单自公布之后没有改动：",
        HASH,
        "把群里公布的平台名单校验码填到上面任一格，由本页比对。",
    ]
    assert (drawn, other, is_hidden) == (
        "云岫县望江学校：在平台抽取的名单中，第 1 组",
        "不在平台抽取的名单中。",
        True,
    )
