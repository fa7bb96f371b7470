"""`shuangsuiji archive` as the operator has it: what it says where there is nothing to make or to check."""

from tests.cli.console import Console
from tests.cli.test_console_documents import NUMBER, make_round


async def test_archive_is_refused_while_the_round_goes_on_and_a_broken_one_is_named(office: Console):
    await make_round(office)
    runs = [
        await office.run("archive", "make", NUMBER, "--out", "a.zip"),
        await office.run("archive", "make", "SSJ-2026-0099", "--out", "a.zip"),
        await office.run("archive", "verify", "a.zip"),
    ]
    assert [(run.status, run.err) for run in runs] == [
        (1, f"批次 {NUMBER} 尚未办结，办结或者取消后才能归档。\n"),
        (1, "没有批次 SSJ-2026-0099。\n"),
        (1, runs[2].err),
    ]
    run = await office.run("archive", "undrawn", "--out", "volumes")
    assert (run.status, run.err) == (1, "没有符合条件的非随机检查。\n")
    (office.folder / "a.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    run = await office.run("archive", "verify", "a.zip")
    assert (run.status, run.err) == (1, "档案 a.zip 不成立：缺少 index.json\n")
