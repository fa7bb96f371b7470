"""`shuangsuiji import` and `shuangsuiji journal`: what they keep, what they refuse, what they find."""

import json
import sqlite3

from bot.app import open_database
from bot.domain.draw.bytes import merkle_root
from bot.domain.rounds import Attempt, AttemptState
from storage.workbooks.writer import write_table
from tests.cli.console import TOKEN, Console
from tests.stories.wording import say

SCHOOL_PHONE = "0312-4210001"
PHONE, LICENCE = "13800001234", "冀执010203"
HEADERS = ("工号", "姓名", "单位", "是否持证", "手机号码", "执法证号")
ROWS = (("001", "甲一", "城关学区", "是", PHONE, LICENCE), ("002", "乙二", "河湾学区", "否", "", ""))


def _register(console: Console, rows=ROWS) -> str:
    path = console.folder / "inspectors.xlsx"
    write_table(path, "执法检查人员名录库", HEADERS, rows)
    return path.name


def _query(console: Console, statement: str):
    database = sqlite3.connect(console.folder / "data" / "shuangsuiji.db")
    try:
        return database.execute(statement).fetchall()
    finally:
        database.commit()
        database.close()


def _columns_with(console: Console, text: str) -> list[tuple[str, str]]:
    """Return every (table, column) of the database that holds this text."""
    tables = [name for (name,) in _query(console, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [
        (table, column)
        for table in tables
        for _, column, *_ in _query(console, f"PRAGMA table_info({table})")
        if _query(console, f"SELECT 1 FROM {table} WHERE instr(\"{column}\", '{text}')")  # noqa: S608
    ]


async def test_phone_and_licence_go_into_contacts_and_nowhere_else(office: Console):
    run = await office.run("import", _register(office))
    assert (run.status, run.err, run.out.splitlines()[-1]) == (0, "", "已导入 inspectors.xlsx。")
    assert PHONE not in run.out
    assert LICENCE not in run.out
    assert _columns_with(office, PHONE) == [("contacts", "phone")]
    assert _columns_with(office, LICENCE) == [("contacts", "licence")]
    assert _query(office, "SELECT number, name, unit, licensed FROM inspectors") == [
        ("001", "甲一", "城关学区", 1),
        ("002", "乙二", "河湾学区", 0),
    ]


async def test_phones_of_targets_lie_apart_and_what_a_file_leaves_out_stays(office: Console):
    headings = ["统一社会信用代码", "单位名称", "登记机关", "法定代表人", "所属行业", "联系电话"]
    rows = [["91110000600037341L", "第一中学", "县民政局", "赵校", "教育", SCHOOL_PHONE]]
    whole, changed, bare = (office.folder / f"{name}.xlsx" for name in ("whole", "changed", "bare"))
    write_table(whole, "检查对象", headings, rows)
    write_table(changed, "检查对象", headings, [[*rows[0][:-1], "0312-4210002"]])
    write_table(bare, "检查对象", headings[:2], [rows[0][:2]])
    said = [
        (await office.run("import", str(path))).out.splitlines() for path in (whole, whole, bare, changed)
    ]
    count = "检查对象名录库：新增 {}，变更 {}，减少 0，未变 {}"
    assert [lines[0] for lines in said] == [
        count.format(*each) for each in ((1, 0, 0), (0, 0, 1), (0, 0, 1), (0, 1, 0))
    ]
    assert said[-1][1] == "变更涉及的列（家数）：联系电话（1）"
    kept = _query(office, "SELECT registrar, legal_representative, industry FROM targets")
    assert kept == [("县民政局", "赵校", "教育")]
    assert _columns_with(office, "0312-421000") == [("target_contacts", "phone")]
    assert _query(office, "SELECT phone FROM target_contacts") == [("0312-4210002",)]
    assert (await office.run("undo", "--yes")).status == 0


async def test_faults_are_said_all_at_once_and_nothing_is_saved(office: Console):
    rows = (*ROWS, ("003", "", "城关学区", "是", "", ""), ("004", "丁四", "城关学区", "大概", "", ""))
    run = await office.run("import", _register(office, rows))
    assert (run.status, run.err) == (
        1,
        "inspectors.xlsx 有 2 处需要改正，没有保存任何内容。请改正后重新导入。\n",
    )
    assert len(run.out.splitlines()) == 2
    counts = [_query(office, f"SELECT count(*) FROM {name}") for name in ("inspectors", "contacts")]  # noqa: S608
    assert counts == [[(0,)], [(0,)]]
    assert _query(office, "SELECT count(*) FROM journal WHERE event = 'imported'") == [(0,)]


async def test_last_import_is_shown_taken_back_once_and_not_after_a_change(office: Console):
    first = await office.run("undo")
    assert (first.status, first.err) == (1, "没有可以撤销的导入。\n")
    await office.run("import", _register(office))
    await office.run("import", _register(office, ROWS[:1]))
    gone = "执法检查人员名录库：新增 1，变更 0，减少 0，未变 0"
    shown = await office.run("undo")
    again = "以上是撤销 inspectors.xlsx 后名录库的变化，尚未撤销。确认撤销请加 --yes 再次运行。"
    assert (shown.status, shown.err, shown.out.splitlines()) == (0, "", [gone, again])
    active = "SELECT number FROM inspectors WHERE is_active"
    assert _query(office, active) == [("001",)]

    _query(office, "UPDATE inspectors SET unit = '别处' WHERE number = '001'")
    _query(office, "UPDATE inspectors SET is_active = 1 WHERE number = '002'")
    moved = await office.run("undo", "--yes")
    why = "导入 inspectors.xlsx 之后名录库又有变化，不能整体撤销。"
    advice = "请用 /export 导出现有名录库，改正后重新导入。\n"
    assert (moved.status, moved.err) == (1, why + advice)
    _query(office, "UPDATE inspectors SET is_active = 0 WHERE number = '002'")
    done = await office.run("undo", "--yes")
    taken_back = (
        "已撤销导入 inspectors.xlsx，名录库已恢复为导入前的内容；联系电话和执法证号保持导入后的内容。"
    )
    assert (done.status, done.err, done.out.splitlines()) == (0, "", [gone, taken_back])
    assert _query(office, active) == [("001",), ("002",)]
    assert (await office.run("undo", "--yes")).err == "没有可以撤销的导入。\n"


async def test_public_pages_follow_the_item_list_that_is_imported_or_taken_back(office: Console):
    waiting = "SELECT count(*) FROM notices WHERE lower(kind) = 'paper' AND screen = 'page'"
    path = office.folder / "items.xlsx"
    headers = ("事项编码", "抽查事项", "检查内容", "抽查依据")
    write_table(
        path, "抽查事项清单", headers, [("A1", "校园安全", "消防", "《中华人民共和国消防法》第十六条")]
    )
    assert (await office.run("import", path.name)).status == 0
    assert _query(office, waiting) == [(1,)]
    assert (await office.run("undo", "--yes")).status == 0
    assert _query(office, waiting) == [(2,)]


async def test_import_says_which_draws_are_frozen_already(office: Console):
    database = await open_database(f"sqlite+aiosqlite:///{office.folder}/data/shuangsuiji.db")
    async with database.writing() as work:
        for n, state in enumerate((AttemptState.DRAWN, AttemptState.STANDING), start=1):
            await work.attempts.add(
                Attempt(
                    round_id=1,
                    draw=f"SSJ-2026-000{n}",
                    attempt=1,
                    state=state,
                    plan={},
                    targets=[],
                    inspectors=[],
                    conflicts=[],
                    commitment="",
                )
            )
    await database.close()
    run = await office.run("import", _register(office))
    assert run.out.splitlines()[1:] == [
        "SSJ-2026-0001 的名录已经封存，不受本次导入影响；改动从下一次冻结起生效。",
        (
            "执法检查人员名录库应写明而尚未填写的（条数）：职务（2）、执法岗位（2）、联系电话（1）（曲教体字〔2023〕25号第十二条）。"
            "请补齐后重新导入；电话、证号只在电脑上导入。"
        ),
        "已导入 inspectors.xlsx。",
    ]


async def test_import_speaks_the_operators_language(office: Console):
    run = await office.run("import", _register(office), LANGUAGE="en")
    assert (run.status, run.out.splitlines()[-1]) == (0, "inspectors.xlsx has been imported.")
    own = run.out.splitlines()
    assert own[1].startswith(
        "Roster of inspectors: what must be written and is not yet (number of lines): 职务"
    )
    assert [line for line in (own[0], *own[2:]) if not line.isascii()] == []


async def test_file_that_is_missing_or_cannot_be_read_is_said(office: Console):
    missing = await office.run("import", "nowhere.xlsx")
    assert (missing.status, missing.err) == (1, "找不到文件 nowhere.xlsx，请核对路径。\n")
    folder = await office.run("import", "data")
    assert (folder.status, folder.err) == (
        1,
        "无法读取 data（Is a directory）。请给出一个当前用户可以读取的文件。\n",
    )


async def test_journal_is_verified_and_exported(office: Console):
    await office.run("import", _register(office))
    verified = await office.run("journal", "verify")
    kept = _query(office, "SELECT id, event, hash FROM journal ORDER BY id")
    n = kept[-1][0]
    root = merkle_root([body.encode() for (body,) in _query(office, "SELECT body FROM journal ORDER BY id")])
    sentence = f"日志共 {n} 条，前后衔接。校验码 {n}:{root.hex()}，请与群内公告中的校验码对照。"
    assert (verified.status, verified.out.splitlines()) == (0, [sentence, say("console.unstamped")])

    exported = await office.run("journal", "export", "journal.jsonl")
    assert (exported.status, exported.out) == (0, f"已写出日志 {n} 条：journal.jsonl\n")
    text = (office.folder / "journal.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["seq"], line["event"], line["hash"]) for line in lines] == kept
    assert [line["prev"] for line in lines] == ["0" * 64, *(each for _, _, each in kept[:-1])]

    unwritable = await office.run("journal", "export", "nowhere/journal.jsonl")
    assert (unwritable.status, unwritable.err) == (
        1,
        "无法写入 nowhere/journal.jsonl（No such file or directory）。请换一个可以写入的位置。\n",
    )


async def test_manipulated_journal_is_found_and_its_first_broken_entry_named(office: Console):
    await office.run("import", _register(office))
    _query(office, "UPDATE journal SET body = replace(body, '2', '3') WHERE id = 2")
    run = await office.run("journal", "verify", TOKEN=TOKEN)
    assert (run.status, run.err) == (
        1,
        "日志自第 2 条起与前文不衔接，可能被改动。请停止使用该数据，改用最近一次备份，并保留现场。\n",
    )


async def test_journal_is_held_against_what_was_posted(office: Console):
    await office.run("import", _register(office))
    (n, head), digest = _query(office, "SELECT id, hash FROM journal ORDER BY id")[-1], "9f" * 32
    held = await office.run("journal", "verify", "--anchor", f"{n}:{head}")
    assert (held.status, held.out.splitlines()[-1]) == (0, "与给出的 1 个群内校验码一致。")
    runs = [
        await office.run("journal", "verify", "--anchor", anchor)
        for anchor in (f"{n}:{digest}", f"{n + 1}:{digest}", "twelve")
    ]
    stop = "请停止使用该数据，保留现场。\n"
    cut = "末尾被删，或者恢复了较早的备份。"
    assert [(run.status, run.err) for run in runs] == [
        (1, f"日志第 {n} 条与曾在群内公布的校验码 {digest} 不符，此前的内容被改动过。{stop}"),
        (1, f"日志只有 {n} 条，缺少曾在群内公布的第 {n + 1} 条（{digest}）：{cut}{stop}"),
        (2, "twelve 不是日志校验码。请按“条数:校验码”填写，例如 12:后接群内消息中的 64 位校验码。\n"),
    ]
