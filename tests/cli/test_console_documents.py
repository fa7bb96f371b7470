"""`shuangsuiji documents`: what there is, a template to edit, its check, and the papers of a round."""

import pytest
from openpyxl import load_workbook

from bot.app import open_database
from bot.app.papers.catalogue import DOCUMENTS
from bot.app.papers.entry_table import write_entry_table
from bot.domain.documents.cases import ReentrySheet
from bot.domain.inspections import Inspection, InspectionState
from bot.domain.people import Person
from bot.domain.registers.rows import Inspector, ItemList, Target
from bot.domain.rounds import Attempt, AttemptState, Round, RoundState
from storage.documents.checking import sample_of
from storage.documents.laying import lay_out
from storage.documents.markup import read_source
from tests.cli.console import PROFILE, Console

NUMBER = "SSJ-2026-0001"


async def make_round(console: Console, *names: str) -> None:
    """Confirmed targets (河湾小学 alone if none is named) of a team of one, drawn by the group's dice."""
    database = await open_database(f"sqlite+aiosqlite:///{console.folder}/data/shuangsuiji.db")
    async with database.writing() as work:
        person = await work.people.add(Person(name="甲一", unit="城关学区"))
        await work.inspectors.add(Inspector(number="001", name="甲一", person_id=person.id, licensed=True))
        listed = await work.item_lists.add(ItemList(items=[], digest="", made_at="2026-09-01T00:00:00Z"))
        terms = {"profile": PROFILE, "scope": "", "share_bp": 500, "team_count": 1, "reason": ""}
        held = {"item_list_id": listed.id, "coordinator_id": 1, "chat_id": 1}
        opened = await work.rounds.add(Round(number=NUMBER, state=RoundState.INSPECTING, **terms, **held))
        targets = [
            await work.targets.add(Target(number=f"N{n}", name=name))
            for n, name in enumerate(names or ["河湾小学"], start=1)
        ]
        result = {"picked": [each.key for each in targets]}
        codes = {"commitment": "c" * 64, "result_hash": "d" * 64, "result": result}
        frozen = {"plan": {"entropy": {"kind": "slot"}}, "targets": [], "inspectors": [], "conflicts": []}
        numbers = {"round_id": opened.id, "draw": NUMBER, "attempt": 1, "state": AttemptState.STANDING}
        await work.attempts.add(Attempt(**numbers, **frozen, **codes))
        for target in targets:
            place = {"round_id": opened.id, "target_id": target.id, "target_key": target.key, "team": 1}
            await work.inspections.add(Inspection(state=InspectionState.CONFIRMED, **place))
    await database.close()


async def test_documents_of_a_round_are_written_for_their_owner(office: Console):
    await make_round(office)
    run = await office.run("documents", "write", "notice", "--round", NUMBER, "--out", "papers")
    assert (run.status, run.err) == (0, "")
    files = sorted((office.folder / "papers").iterdir())
    assert [path.name for path in files] == ["随机抽查检查通知书-N1.docx", "随机抽查检查通知书-N1.pdf"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    runs = [
        await office.run("documents", "write", "letter", "--round", NUMBER, "--out", "papers"),
        await office.run("documents", "write", "notice", "--out", "papers"),
        await office.run("documents", "write", "notice", "--round", NUMBER, "--target", "N2", "--out", "x"),
    ]
    assert [(each.status, each.err.split("。")[0]) for each in runs] == [
        (1, "没有名为 letter 的文书"),
        (1, "文书 notice 是某一抽查批次的，请用 --round 写明批次编号，例如 --round SSJ-2026-0001"),
        (1, "没有找到 N2"),
    ]


async def test_results_of_a_round_are_one_table_for_a_platform_on_another_network(office: Console):
    await make_round(office, "河湾小学", "东岭小学")
    run = await office.run("documents", "write", "reentry", "--round", NUMBER, "--out", "papers")
    assert (run.status, run.out.split("。")[0]) == (0, "已在 papers 写出 5 个文件")
    file = office.folder / "papers" / f"平台录入表-{NUMBER}.xlsx"
    assert file.stat().st_mode & 0o777 == 0o600
    title, headings = load_workbook(file).active.iter_rows(values_only=True)  # no item, no row
    assert title[0].startswith(f"平台录入表 {NUMBER}（")
    assert headings[:3] == ("检查对象", "代码", "检查日期")


@pytest.mark.parametrize("office", ["changli-education-2017"], indirect=True)
async def test_sheet_for_a_platform_is_not_written_where_the_rules_ask_for_no_entry(office: Console):
    await make_round(office)
    asked = ("documents", "write", "reentry", "--round", NUMBER, "--target", "N1", "--out", "papers")
    run = await office.run(*asked)
    assert (run.status, run.err) == (1, "本机关的抽查规则未要求录入平台，没有《平台录入单》。\n")
    listed = names_of((await office.run("documents", "list")).out)
    assert [each for each in DOCUMENTS if each not in listed] == ["reentry"]


async def test_every_document_is_listed_before_there_is_an_office_and_where_the_rules_have_all(
    console: Console,
):
    assert names_of((await console.run("documents", "list")).out).keys() == DOCUMENTS.keys()


def names_of(listed: str) -> dict[str, str]:
    """Return what the list calls each document, by its name."""
    return {name: called.strip() for name, _, called in (row.partition(" ") for row in listed.splitlines())}


def test_entry_table_has_a_row_for_each_item_of_each_target(tmp_path):
    sheet = sample_of(ReentrySheet)
    other = sheet.model_copy(update={"target_name": "=东岭小学"})
    waiting = sheet.model_copy(update={"visited_on": None, "conclusion": ""})  # nothing to enter yet
    write_entry_table(tmp_path / "table.xlsx", [waiting, sheet, other])
    _, _, *rows = load_workbook(tmp_path / "table.xlsx").active.iter_rows(values_only=True)
    assert [(row[0], row[5], row[6]) for row in rows] == [
        (name, "1", "item") for name in ("target_name", "=东岭小学") for _ in sheet.items
    ]
    assert rows[0][2:5] == ("2026-03-12", "name（unit）、name（unit）", "method")
    assert rows[0][7:] == (
        *("finding", "note", "conclusion", "target_signature"),
        *("2026-03-12", "receipt"),
    )


async def test_rare_character_of_one_school_does_not_stop_the_others(office: Console):
    await make_round(office, "𠮷祥小学", "河湾小学")
    run = await office.run("documents", "write", "notice", "--round", NUMBER, "--out", "papers")
    assert (run.status, run.out.split("。")[0]) == (1, "已在 papers 写出 3 个文件")
    assert run.err.startswith("文书“随机抽查检查通知书-N1”的这段文字没有可用的字体：𠮷。")
    names = sorted(path.name for path in (office.folder / "papers").iterdir())
    assert names == [f"随机抽查检查通知书-{each}" for each in ("N1.docx", "N2.docx", "N2.pdf")]


async def test_coverage_of_a_year_to_come_is_not_that_of_this_year(office: Console):
    run = await office.run("documents", "write", "coverage", "--year", "2999", "--out", "papers")
    assert (run.status, run.err.split("。")[0]) == (1, "没有找到 2999")


async def test_template_is_handed_out_and_an_edited_one_is_checked(office: Console):
    run = await office.run("documents", "template", "notice", "notice.docx")
    assert run.status == 0
    assert (await office.run("documents", "check", "notice.docx")).out.startswith("notice.docx：可以使用。")
    folder = office.folder / "data" / "templates"
    folder.mkdir()
    (folder / "order.docx").write_bytes(lay_out(read_source("%page letter\n%left {{ target_phone }}")))
    run = await office.run("documents", "check")
    assert (run.status, run.err) == (1, "模板“order”中有本文书没有的字段：target_phone。\n")
