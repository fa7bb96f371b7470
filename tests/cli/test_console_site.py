"""`shuangsuiji site` where the operator names the wrong folder."""

import pytest

from tests.cli.console import Console


async def test_folder_that_cannot_be_written_or_has_no_pages_is_named(office: Console):
    (office.folder / "taken").write_text("a file")
    run = await office.run("site", "build", "--out", "taken")
    assert (run.status, run.err.split("（")[0]) == (1, "无法写入 taken")
    run = await office.run("site", "serve", "--dir", "nothing")
    assert run.err == "nothing 中没有公示网页。先运行：shuangsuiji site build --out nothing\n"


@pytest.mark.parametrize("command", ["build --out data", "build --out .", "serve --dir data"])
async def test_pages_are_never_put_beside_the_data(office: Console, command: str):
    before = sorted(office.folder.rglob("*"))
    run = await office.run("site", *command.split())
    folder = command.rsplit(maxsplit=1)[-1]
    assert (run.status, run.err.split("，")[0]) == (1, f"{folder} 中有办公数据和密钥（data）")
    assert sorted(office.folder.rglob("*")) == before
