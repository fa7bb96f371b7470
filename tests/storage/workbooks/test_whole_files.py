"""A workbook takes the place of an older one in one step: nobody has half of it, and drafts are gone."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.domain.registers.columns import Kind
from bot.domain.registers.records import TargetRecord
from bot.domain.visits.route import Route
from storage.documents.route import write_route
from storage.workbooks.writer import write_plan, write_registers, write_table, write_template

TARGET = TargetRecord(name="河湾小学")
ROUTE = Route(title="", number="", headings=(), stops=(), note="")
WRITERS: dict[str, tuple[Callable[[Path], None], bool]] = {
    "table": (lambda path: write_table(path, "甲", ("乙",), [("丙",)]), False),
    "private table": (lambda path: write_table(path, "甲", ("乙",), [("丙",)], is_private=True), True),
    "plan": (lambda path: write_plan(path, "甲", []), False),
    "template": (lambda path: write_template(path, Kind.TARGETS), False),
    "register": (lambda path: write_registers(path, targets=[TARGET]), False),
    "register with phones": (lambda path: write_registers(path, targets=[TARGET], personal=True), True),
    "route": (lambda path: write_route(path, ROUTE), True),
}


@pytest.mark.parametrize("name", WRITERS)
def test_older_file_is_replaced_and_never_written_into(tmp_path: Path, name: str) -> None:
    write, is_private = WRITERS[name]
    path, before = tmp_path / "公示数据.xlsx", tmp_path / "before"
    path.write_bytes(b"older")
    os.link(path, before)
    write(path)
    assert before.read_bytes() == b"older"
    assert load_workbook(path).worksheets
    assert sorted(tmp_path.iterdir()) == [before, path]
    assert (path.stat().st_mode & 0o077 == 0) is is_private
