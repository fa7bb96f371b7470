"""The demo on registers other than its sample's, and on what is none."""

import pytest
import typer

from bot.cli.rehearsal import demo
from demo.play import play_demo
from storage.workbooks.writer import write_table
from tests.cli.console import PROFILE, Console


async def test_round_is_played_on_a_register_without_units(tmp_path):
    """Thirteen targets of the bureau itself, which has no list administrator: the lead office stands in."""
    register = tmp_path / "register.xlsx"
    rows = [(n, f"第{n}小学", "小学") for n in range(1, 14)]
    write_table(register, "检查对象名录库", ("序号", "学校名称", "类别"), rows)
    lines: list[str] = []
    files = await play_demo(PROFILE, register, tmp_path / "out", lines.append)
    text = "\n".join(lines)
    assert (
        "单位：局机关\n    该单位没有专业管理人员，由局“双随机、一公开”监管工作领导小组办公室代为确认。"
        in text
    )
    assert "【办结】SSJ-2026-0001\n    检查、公示和平台录入已全部办结：公示 4 家，无法检查 0 家" in text
    assert len([path for path in files if path.suffix == ".xlsx"]) == 4


async def test_demo_says_what_it_cannot_play(console: Console):
    faulty, inspectors = console.folder / "faulty.xlsx", console.folder / "inspectors.xlsx"
    write_table(faulty, "检查对象名录库", ("学校名称", "类别"), [("", "小学"), ("甲", "小学")])
    write_table(
        inspectors, "人员", ("工号", "姓名", "单位", "是否持证"), [("900", "甲", "城关镇中心学校", "是")]
    )
    expected = {
        ("--profile", "nowhere"): "没有这个规定。可用的有：",
        ("--register", "nowhere.xlsx"): "找不到文件 nowhere.xlsx，请核对路径。\n",
        (
            "--register",
            "faulty.xlsx",
        ): "faulty.xlsx 有 1 处需要改正，没有保存任何内容。请改正后重新导入。\n",
        (
            "--register",
            "inspectors.xlsx",
        ): "inspectors.xlsx 中没有检查对象。请给出一份检查对象名录库。\n",
        ("--out", "faulty.xlsx"): "无法写入 faulty.xlsx（File exists）。请换一个可以写入的位置。\n",
    }
    for arguments, sentence in expected.items():
        run = await console.run("demo", *arguments)
        assert (run.status, run.err.startswith(sentence), run.err.count("\n")) == (1, True, 1), run.err


def test_demo_says_that_the_machine_is_too_busy(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("demo.stage._PATIENCE_SECONDS", 0)
    with pytest.raises(typer.Exit):
        demo(PROFILE, None, tmp_path / "out")
    assert capsys.readouterr().err == (
        "本机过于繁忙，机器人一分钟内没有答复，演示已停止。请关闭其他程序后再运行一次。\n"
    )
