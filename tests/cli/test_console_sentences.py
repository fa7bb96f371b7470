"""Whatever is missing or wrong: one sentence that says what to do, and an exit status that is not 0."""

import signal
import sqlite3

import pytest

from bot.regulations import profile_keys
from bot.secret_key import read_secret_key
from bot.settings import SettingsError, read_settings
from playground import Telegram
from tests.cli.console import PROFILE, TOKEN, Console

LEAD_OFFICE = "局“双随机、一公开”监管工作领导小组办公室"
NOT_INITIALISED = "还没有办公数据。请先运行 shuangsuiji init --profile 规定名称。\n"


def _settings(names: str) -> str:
    return f"缺少设置或设置有误：{names}。请在环境变量或当前目录的 .env 文件中填写，说明见 README。\n"


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({"token": ""}, "SHUANGSUIJI_TOKEN"),
        ({"token": "no token/at all"}, "SHUANGSUIJI_TOKEN"),
        ({"token": TOKEN, "api_url": "http://127.0.0.1:none"}, "SHUANGSUIJI_API_URL"),
        ({"token": TOKEN, "api_url": "ftp://127.0.0.1"}, "SHUANGSUIJI_API_URL"),
        ({"token": TOKEN, "database_url": TOKEN}, "SHUANGSUIJI_DATABASE_URL"),
        ({"token": TOKEN, "database_url": "mysql://somewhere/else"}, "SHUANGSUIJI_DATABASE_URL"),
        ({"token": TOKEN, "database_url": "sqlite+aiosqlite://"}, "SHUANGSUIJI_DATABASE_URL"),
        ({"token": TOKEN, "tick_seconds": 0}, "SHUANGSUIJI_TICK_SECONDS"),
        ({"token": TOKEN, "secret_key": "ABCD-EFGH"}, "SHUANGSUIJI_SECRET_KEY"),
        ({"token": TOKEN, "secret_key": "0189" * 13}, "SHUANGSUIJI_SECRET_KEY"),
    ],
)
def test_wrong_settings_are_named(settings: dict[str, object], names: str):
    with pytest.raises(SettingsError) as caught:
        read_settings(**settings, _env_file=None)
    assert str(caught.value) == names


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({}, "SHUANGSUIJI_TOKEN"),
        (
            {"TOKEN": TOKEN, "API_URL": "nonsense", "LOG_LEVEL": "LOUD"},
            "SHUANGSUIJI_API_URL, SHUANGSUIJI_LOG_LEVEL",
        ),
    ],
)
async def test_run_says_which_settings_are_wrong(console: Console, settings: dict[str, str], names: str):
    run = await console.run("run", **settings)
    assert (run.status, run.out, run.err) == (1, "", _settings(names))


async def test_settings_come_from_the_file_beside_too(console: Console):
    text = f"SHUANGSUIJI_TOKEN={TOKEN}\nSHUANGSUIJI_DATA_DIR=elsewhere\nSHUANGSUIJI_LANGUAGE=en\n"
    (console.folder / ".env").write_text(text, encoding="utf-8")
    run = await console.run("run")
    sentence = "There is no office data yet. Please run shuangsuiji init --profile NAME first.\n"
    assert (run.status, run.err.splitlines(keepends=True)[-1]) == (1, sentence)
    assert (console.folder / "elsewhere" / "shuangsuiji.db").exists()


async def test_unreadable_file_of_settings_is_named(console: Console):
    (console.folder / ".env").write_bytes("# 中文注释".encode("gb18030"))
    run = await console.run("run", TOKEN=TOKEN)
    assert (run.status, run.err) == (1, _settings(".env"))


async def test_commands_need_an_office(console: Console):
    (console.folder / "list.csv").write_text("序号\n", encoding="utf-8")
    commands = (("journal", "verify"), ("journal", "export", "journal.jsonl"), ("import", "list.csv"))
    runs = [await console.run(*command) for command in commands]
    assert [(run.status, run.err) for run in runs] == [(1, NOT_INITIALISED)] * len(commands)


def secret_key_in(printed: str) -> str:
    """Return the key that stands in the line for `.env`."""
    (line,) = [each for each in printed.splitlines() if each.startswith("SHUANGSUIJI_SECRET_KEY=")]
    return line.partition("=")[2]


async def test_init_makes_one_office_and_prints_the_command_to_send(console: Console):
    first = await console.run("init", "--profile", PROFILE)
    key, (*lines, last) = secret_key_in(first.out), first.out.split("\n\n")[1].splitlines()
    assert (first.status, first.err) == (0, "")
    assert len(read_secret_key(key)) == 32
    assert lines == [
        "办公数据已建立于 data。",
        f"{LEAD_OFFICE}第一个账号的绑定口令（24 小时内有效，仅可使用一次）。请本人在与机器人的私聊中发送：",
    ]
    assert last.startswith("/start ")
    second = await console.run("init", "--profile", PROFILE)
    assert (second.status, second.err) == (
        1,
        (
            "data 中已有办公数据，没有改动。请直接运行 shuangsuiji run；"
            "需要新链接的，由已绑定的负责人在私聊中发送 /invite。\n"
        ),
    )


async def test_init_prints_a_link_that_binds(console: Console, telegram: Telegram):
    console.settings |= {"TOKEN": TOKEN, "API_URL": await telegram.start(), "LOG_LEVEL": "INFO"}
    made = await console.run("init", "--profile", PROFILE, "--name", "张敏", LANGUAGE="en_US.UTF-8")
    *lines, link = made.out.split("\n\n")[1].splitlines()
    assert (made.status, lines) == (
        0,
        [
            "The office's data have been set up in data.",
            (
                f"Binding link for the first account of the lead office, {LEAD_OFFICE} (valid "
                "for 24 hours, for one use). Its holder opens it on their phone:"
            ),
        ],
    )
    assert link.startswith("https://t.me/ssj_bot?start=")
    running = await console.start("run")
    await running.says("已开始工作")
    chief = telegram.person("张敏")
    await chief.opens_link(link)
    await telegram.until(lambda: len(chief.screen()) > 1)
    assert chief.last().text.startswith("此链接用于绑定")
    running.gets(signal.SIGTERM)
    assert await running.ended() == 0


async def test_init_without_an_answer_from_telegram_prints_the_command(console: Console, telegram: Telegram):
    console.settings |= {"TOKEN": TOKEN, "API_URL": await telegram.start()}
    await telegram.stop()
    made = await console.run("init", "--profile", PROFILE)
    assert (made.status, made.out.splitlines()[-1][:7]) == (0, "/start ")


async def test_another_key_is_made_only_when_it_is_said(console: Console):
    first = secret_key_in((await console.run("init", "--profile", PROFILE)).out)
    refused = await console.run("key")
    second = secret_key_in((await console.run("key", "--replace")).out)

    assert (refused.status, refused.err[:10]) == (1, "本机关已有保密密钥，")
    assert first != second
    journal = (console.folder / "data" / "shuangsuiji.db").read_bytes()
    assert [key for key in (first, second) if key.encode() in journal] == []


async def test_init_names_the_profiles_that_there_are(console: Console):
    run = await console.run("init", "--profile", "nowhere-1999")
    assert (run.status, run.err) == (1, f"没有这个规定。可用的有：{', '.join(profile_keys())}\n")


async def test_data_folder_that_is_a_file_is_said(console: Console):
    (console.folder / "data").write_text("a file where the folder should be", encoding="utf-8")
    run = await console.run("init", "--profile", PROFILE)
    assert (run.status, run.err) == (
        1,
        "无法使用数据目录 data（File exists）。请检查目录是否存在、当前用户能否读写，磁盘是否已满。\n",
    )


@pytest.mark.parametrize("mode", [0o400, 0o000])
async def test_database_that_may_not_be_written_does_not_start(office: Console, mode: int):
    database = office.folder / "data" / "shuangsuiji.db"
    database.chmod(mode)
    why = {0o400: "attempt to write a readonly database", 0o000: "unable to open database file"}[mode]
    run = await office.run("run", TOKEN=TOKEN)
    assert (run.status, run.err.splitlines(keepends=True)[-1]) == (
        1,
        (
            f"无法打开数据库 data/shuangsuiji.db（{why}）。请检查文件是否完整、当前用户能否读写；"
            "文件损坏的，请从备份恢复。\n"
        ),
    )


async def test_corrupt_database_is_said(office: Console):
    database = office.folder / "data" / "shuangsuiji.db"
    database.write_bytes(b"no database " * 1000)
    sentence = (
        "无法打开数据库 data/shuangsuiji.db（file is not a database）。请检查文件是否完整、当前用户能否读写；"
        "文件损坏的，请从备份恢复。\n"
    )
    for command in (("journal", "verify"), ("init", "--profile", PROFILE)):
        run = await office.run(*command)
        assert (run.status, run.err) == (1, sentence)
    run = await office.run("run", TOKEN=TOKEN)
    assert (run.status, run.err.splitlines(keepends=True)[-1]) == (1, sentence)


async def test_database_that_another_program_holds_is_said(office: Console):
    (office.folder / "list.csv").write_text("工号,姓名,单位,是否持证\n001,甲,A,是\n", encoding="utf-8")
    holder = sqlite3.connect(office.folder / "data" / "shuangsuiji.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    run = await office.run("import", "list.csv")
    holder.close()
    assert (run.status, run.err) == (
        1,
        "data/shuangsuiji.db 正被另一个 shuangsuiji 进程使用。请先停止它，再重新运行。\n",
    )


async def test_database_of_a_newer_version_is_said(office: Console):
    with sqlite3.connect(office.folder / "data" / "shuangsuiji.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    run = await office.run("key", "--replace")
    assert (run.status, run.err) == (
        1,
        "数据库 data/shuangsuiji.db 由更新的版本建立，本版本无法使用。请升级 shuangsuiji 后再运行。\n",
    )


async def test_holiday_table_that_cannot_be_used_is_said(office: Console):
    run = await office.run("run", TOKEN=TOKEN, CALENDAR="nowhere.json")
    assert run.status == 1
    assert run.err.splitlines()[-1].startswith("无法使用 SHUANGSUIJI_CALENDAR 所指的节假日表（")
