"""`shuangsuiji backup` and `shuangsuiji restore`, beside a bot that runs."""

import re
import shutil
import signal

from tests.cli.console import Console

BACKED_UP = re.compile(
    r"已备份到 (backups/shuangsuiji-\d{8}-\d{6}\.zip)（\d+\.\d MB，\d+ 个文件），并已恢复到临时位置核对："
    r"数据库完整，日志 (\d+) 条前后衔接，日志头 (\d+:[0-9a-f]{64})。请把该文件另存到别的机器或移动硬盘。\n"
)


async def test_office_comes_back_from_a_backup_of_the_running_bot(ready: Console):
    running = await ready.start("run")
    await running.says("已开始工作")
    made = await ready.run("backup")
    running.gets(signal.SIGTERM)
    assert await running.ended() == 0
    assert (made.status, made.err) == (0, "")
    path, entries, head = BACKED_UP.fullmatch(made.out).groups()

    again = await ready.run("restore", path)
    assert (again.status, again.err) == (
        1,
        "data 中已有数据，没有恢复任何内容。请先把它移到别处，或用 SHUANGSUIJI_DATA_DIR 指定一个空目录。\n",
    )
    shutil.rmtree(ready.folder / "data")
    restored = await ready.run("restore", path)
    assert (restored.status, restored.err) == (0, "")
    assert re.match(r"已从 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 的备份恢复到 data：", restored.out)
    journal = await ready.run("journal", "verify")
    assert (journal.status, entries in journal.out, head in journal.out) == (0, True, True)
    running = await ready.start("run")
    await running.says("已开始工作")
    running.gets(signal.SIGTERM)
    assert await running.ended() == 0


async def test_damaged_backup_changes_nothing(office: Console):
    made = await office.run("backup")
    path = BACKED_UP.fullmatch(made.out)[1]
    shutil.rmtree(office.folder / "data")
    file = office.folder / path
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)
    run = await office.run("restore", path)
    assert (run.status, run.out) == (1, "")
    assert run.err == f"{path} 不能使用：其中的 shuangsuiji.db 与清单不符。没有改动任何内容。\n"
    assert [each.name for each in (office.folder / "data").iterdir() if not each.name.endswith("lock")] == []


async def test_office_that_was_not_made_has_no_backup(console: Console):
    run = await console.run("backup")
    assert (run.status, run.out) == (1, "")
