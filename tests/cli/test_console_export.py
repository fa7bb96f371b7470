"""`shuangsuiji export` and `shuangsuiji template`: what goes out can come in again."""

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import date

from openpyxl import load_workbook

from bot.app import open_database
from bot.app.evidence_in import Evidence
from bot.cli.saying import said
from bot.domain.duties.duty import Duty
from bot.domain.inspections import InspectionState, Publication, Seat
from bot.domain.journal.entries import body_of
from bot.domain.results.materials import SourceKind
from bot.usecases.by_computer import Shows
from demo.bureau import make_bureau, write_bureau
from demo.pictures import photo
from storage.database.lock import FolderLock
from tests.cli.console import Console
from tests.cli.test_console_documents import NUMBER, make_round


async def test_export_is_read_back_without_any_difference(office: Console):
    for path in write_bureau(make_bureau("lianchi-education-sport-2023"), office.folder / "in").values():
        assert (await office.run("import", str(path))).status == 0
    written = await office.run("export", "out.xlsx")
    counts = "检查对象 22 家，执法检查人员 21 人，抽查事项 14 项"
    advice = "文件中有电话和执法证号，请勿通过聊天发送，用后删除"
    assert (written.status, written.err, written.out) == (0, "", f"已写出 out.xlsx：{counts}。{advice}。\n")
    assert (office.folder / "out.xlsx").stat().st_mode & 0o777 == 0o600
    mark = load_workbook(office.folder / "out.xlsx").properties.description
    assert mark.endswith(
        "由管理人员在电脑上导出，含电话和执法证号，用于核对、更正名录，不得另作他用，用后删除"
    )
    again = await office.run("import", "out.xlsx")
    assert again.status == 0
    assert again.out.splitlines() == [
        "检查对象名录库：新增 0，变更 0，减少 0，未变 22",
        "执法检查人员名录库：新增 0，变更 0，减少 0，未变 21",
        "抽查事项清单：新增 0，变更 0，减少 0，未变 14",
        (
            "执法检查人员名录库应写明而尚未填写的（条数）：执法证（警官证）号（19）、联系电话（21）"
            "（曲教体字〔2023〕25号第十二条）。请补齐后重新导入；电话、证号只在电脑上导入。"
        ),
        "已导入 out.xlsx。",
    ]


async def test_template_says_what_belongs_where_and_is_understood(office: Console):
    for kind in ("targets", "inspectors", "items"):
        written = await office.run("template", kind, f"{kind}.xlsx")
        assert (written.status, written.err) == (0, "")
        sheet = load_workbook(office.folder / f"{kind}.xlsx").worksheets[0]
        assert all(cell.comment is not None and cell.comment.text for cell in sheet[1])
    sheet = load_workbook(office.folder / "inspectors.xlsx").worksheets[0]
    red = [cell.value for cell in sheet[1] if cell.font.color and cell.font.color.rgb == "00C00000"]
    assert red == ["工号", "姓名", "是否持证"]
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert lists == {"E2:E20000": '"是,否"'}


async def test_site_is_built_beside_the_bot_and_only_a_built_one_is_served(office: Console):
    none = await office.run("site", "serve")
    assert (none.status, none.out) == (1, "")
    assert none.err.startswith("data/public 中没有公示网页。先运行：shuangsuiji site build --out data/public")
    built = await office.run("site", "build", "--out", "www")
    pages = [path for path in (office.folder / "www").rglob("*") if path.is_file()]
    assert (built.status, built.out) == (0, f"公示网页已写入 www，共 {len(pages)} 个文件。\n")
    assert (office.folder / "www" / "index.html").is_file()


async def test_other_endings_and_unwritable_places_are_said(office: Console):
    runs = [
        await office.run("export", "out.xls"),
        await office.run("template", "items", "nowhere/out.xlsx"),
        await office.run("export", "nowhere/out.xlsx"),
    ]
    unwritable = "无法写入 nowhere/out.xlsx（No such file or directory）。请换一个可以写入的位置。\n"
    assert [(run.status, run.err) for run in runs] == [
        (1, "请给出以 .xlsx 结尾的文件名（out.xls）。\n"),
        (1, unwritable),
        (1, unwritable),
    ]


async def test_results_are_exported_for_the_places_that_the_regulation_names(office: Console):
    written = await office.run("site", "export", "--place", "credit", "--out", "credit.json")
    assert (written.status, written.err) == (0, "")
    told = json.loads((office.folder / "credit.json").read_text("utf-8"))
    assert (told["place"], told["results"]) == ("河北省市场主体信用信息公示系统", [])
    none = await office.run("site", "export", "--place", "city", "--out", "city.xlsx")
    assert (none.status, none.out, (office.folder / "city.xlsx").exists()) == (1, "", False)
    known = "可以导出：--place credit 河北省市场主体信用信息公示系统。"
    assert none.err == f"本机关的规定没有写明这一公示渠道（--place city）。{known}\n"
    none = await office.run(
        "site", "export", "--place", "credit", "--out", "r.json", "--round", "SSJ-2026-0009"
    )
    assert (none.status, none.err) == (1, "没有编号为 SSJ-2026-0009 的抽查批次。请核对编号后再试。\n")


async def test_results_are_written_as_a_table_or_as_data_and_under_no_other_name(office: Console):
    run = await office.run("site", "export", "--place", "credit", "--out", "credit.csv")
    advice = "文件名请以 .xlsx（表格）或者 .json（供程序读取）结尾。"
    assert (run.status, run.err) == (1, f"不能写出 credit.csv：{advice}\n")
    assert not (office.folder / "credit.csv").exists()


async def test_what_was_taken_down_stands_at_the_end_and_is_counted_apart(office: Console):
    await make_round(office)
    said = {"conclusion": "found", "findings": [], "published_on": date(2023, 9, 1), "is_expired": True}
    database = await open_database(f"sqlite+aiosqlite:///{office.folder}/data/shuangsuiji.db")
    async with database.writing() as work:
        await work.publications.add(Publication.model_validate({"inspection_id": 1, "version": 1, **said}))
    await database.close()
    written = await office.run("site", "export", "--place", "credit", "--out", "credit.json")
    (gone,) = json.loads((office.folder / "credit.json").read_text("utf-8"))["results"]
    assert (gone["target_name"], gone["state"], gone["conclusion"]) == ("河湾小学", "期满撤下", "")
    told = "已将 0 条公示结果写入 credit.json，只有已审核公示的内容。"
    apart = "文件末尾另列已撤下的 1 条，只有撤下日期和原因：请告知公示渠道相应撤下，不要再公示。"
    assert written.out.splitlines() == [told, apart]


async def test_photo_without_the_chat_is_refused_where_no_record_is_open(office: Console):
    await make_round(office)
    (office.folder / "a.jpg").write_bytes(photo())
    runs = [
        await office.run("evidence", NUMBER, "河湾小学", "a.jpg"),
        await office.run("evidence", NUMBER, "山前小学", "a.jpg"),
        await office.run("evidence", NUMBER, "河湾小学", "b.jpg"),
    ]
    assert [(run.status, run.out, run.err) for run in runs] == [
        (1, "", "河湾小学 的检查尚未开始，或者记录已经提交，现在不能存入。\n"),
        (1, "", runs[1].err),
        (1, "", runs[2].err),
    ]
    assert ["山前小学" in runs[1].err, "b.jpg" in runs[2].err] == [True, True]
    assert not (office.folder / "data" / "evidence").exists()


async def test_photo_for_an_open_record_is_handed_to_the_bot_that_runs(office: Console):
    await make_round(office)
    (office.folder / "a.jpg").write_bytes(photo())
    data = office.folder / "data"
    with closing(sqlite3.connect(data / "shuangsuiji.db")) as database, database:
        database.execute("UPDATE inspections SET state = 'visited'")
    lock = FolderLock(data, data / "shuangsuiji.db")
    lock.acquire()
    runs = [await office.run("evidence", NUMBER, name, "a.jpg") for name in ("河湾小学", "山前小学")]
    lock.release()

    assert [(run.status, run.out.partition("。")[0]) for run in runs] == [
        (0, "已交给正在运行的机器人：河湾小学，文件 1 个"),
        (1, ""),
    ]
    assert runs[0].out.splitlines()[-1].startswith("其中 1 张照片没有可以读出的拍摄位置")
    (handed,) = (data / "handed").iterdir()
    assert handed.stat().st_mode & 0o777 == 0o600
    (kept,) = Evidence.model_validate_json(handed.read_bytes()).files
    assert (data / "evidence" / kept.sha256[:2] / kept.sha256).read_bytes() == photo()


async def test_report_is_handed_in_with_its_source_whole_or_not_at_all(office: Console):
    await make_round(office)
    (office.folder / "a.pdf").write_bytes(b"report")
    data = office.folder / "data"
    with closing(sqlite3.connect(data / "shuangsuiji.db")) as database, database:
        database.execute("UPDATE inspections SET state = 'visited'")
    lock = FolderLock(data, data / "shuangsuiji.db")
    lock.acquire()
    one = ("evidence", NUMBER, "河湾小学", "a.pdf")
    kind, by = ("--source", "laboratory"), ("--by", "县疾控中心，水检 2026-88")
    halves = [kind, (*kind, *by, "--item", "#")]
    runs = [await office.run(*one, *each) for each in (*halves, (*kind, "--by", " "), (*kind, *by))]
    lock.release()

    half, vague = said("console.half_source"), said("material.bad_source", most=200)
    handed_over = (0, f"{said('console.evidence_handed', name='河湾小学', n=1)}\n", "")
    refused = [(1, "", f"{each}\n") for each in (*[half] * len(halves), vague)]
    assert [(run.status, run.out, run.err) for run in runs] == [*refused, handed_over]
    (handed,) = (data / "handed").iterdir()
    evidence = Evidence.model_validate_json(handed.read_bytes())
    assert (evidence.source, evidence.by) == (SourceKind.LABORATORY, by[1])


async def test_picture_of_an_entry_or_a_paper_is_handed_in_one_by_one_where_it_is_awaited(office: Console):
    await make_round(office)
    for name in ("a.jpg", "b.jpg"):
        (office.folder / name).write_bytes(photo())
    one = ("evidence", NUMBER, "河湾小学")
    runs = [
        await office.run(*one, "a.jpg", "b.jpg", "--shows", "receipt"),
        await office.run(*one, "a.jpg", "--shows", "paper", "--item", "#"),
        await office.run(*one, "a.jpg", "--shows", "receipt"),
        await office.run(*one, "a.jpg", "--shows", "paper"),
        await office.run("evidence", NUMBER, NUMBER, "a.jpg", "--shows", "receipt"),
    ]
    told = [
        said("console.one_picture"),
        said("console.one_picture"),
        said("console.receipt_early", name="河湾小学"),
        said("console.paper_not_awaited", number=NUMBER, name="河湾小学"),
        said("console.receipt_not_awaited", number=NUMBER),
    ]
    assert [(run.status, run.err) for run in runs] == [(1, f"{each}\n") for each in told]
    data = office.folder / "data"
    with closing(sqlite3.connect(data / "shuangsuiji.db")) as database, database:
        database.execute("UPDATE inspections SET state = 'visited'")
    lock = FolderLock(data, data / "shuangsuiji.db")
    lock.acquire()
    run = await office.run(*one, "a.jpg", "--shows", "receipt")
    lock.release()
    assert (run.status, run.out) == (0, f"{said('console.picture_handed', name='河湾小学', n=1)}\n")
    (handed,) = (data / "handed").iterdir()
    assert Evidence.model_validate_json(handed.read_bytes()).shows is Shows.RECEIPT


async def test_screenshot_of_an_entry_is_kept_while_the_bot_does_not_run(office: Console):
    await make_round(office)
    (office.folder / "a.jpg").write_bytes(photo())
    data = office.folder / "data"
    database = await open_database(f"sqlite+aiosqlite:///{data}/shuangsuiji.db")
    async with database.writing() as work:
        person = await work.people.last(name="甲一")
        inspection = await work.inspections.last()
        duty = await work.duties.add(Duty(round_id=1, person_id=person.id, inspector_number="001", team=1))
        await work.seats.add(Seat(inspection_id=inspection.id, duty_id=duty.id, person_id=person.id))
        await work.inspections.change(inspection, state=InspectionState.VISITED)
    await database.close()

    runs = [await office.run("evidence", NUMBER, "河湾小学", "a.jpg", "--shows", "receipt") for _ in range(2)]
    kept = said("console.picture_kept", name="河湾小学", n=1)
    there = said("console.receipt_there", name="河湾小学")
    assert [(run.status, run.out, run.err) for run in runs] == [(0, f"{kept}\n", ""), (1, "", f"{there}\n")]
    database = await open_database(f"sqlite+aiosqlite:///{data}/shuangsuiji.db")
    async with database.reading() as work:
        (row,) = await work.inspections.all()
        (entry,) = await work.journal.all(event="receipt_entered")
    await database.close()
    assert row.receipt_pictures == [hashlib.sha256(photo()).hexdigest()]
    assert body_of(entry)["data"]["by"] == "console"
