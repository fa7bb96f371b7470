"""What is written is read back the same, and nothing written can run."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from workbook_files import CODE

from bot.domain.profiles.books import RegisterKind
from bot.domain.registers.columns import COLUMNS, SHEET_NAMES, Kind
from bot.domain.registers.personal_numbers import holds_personal_number
from bot.domain.registers.records import InspectorRecord, ItemRecord, TargetRecord
from storage.workbooks import child
from storage.workbooks.grid import cleaned, one_line
from storage.workbooks.reader import WorkbookReader, read_workbook
from storage.workbooks.rows import _FOOTER
from storage.workbooks.writer import safe_text, write_registers, write_table, write_template

PAYLOADS = [
    first + rest
    for first in ("=", "+", "-", "@", "\t=", "\r=", "\n+", "'=", " =")
    for rest in (
        "1+1",
        'HYPERLINK("http://a","b")',
        "cmd|' /C calc'!A0",
        "86 0335 1",
        "SUM(A1:A9)",
        "_x003D_1",
    )
]

texts = st.text(st.characters(codec="utf-8"), max_size=20)
names = texts.map(one_line)
lines = texts.map(cleaned)
full_names = names.filter(lambda text: text and not _FOOTER.match(text) and not holds_personal_number(text))
identifiers = st.from_regex(r"[0-9A-Z][0-9A-Z-]{0,11}", fullmatch=True).filter(
    lambda text: not holds_personal_number(text)
)
targets = st.builds(
    TargetRecord,
    code=st.none() | st.just(CODE) | identifiers,
    number=identifiers,
    name=full_names,
    **dict.fromkeys(("category", "unit", "district", "address", "risk_tier", "standing"), names),
    **dict.fromkeys(("registrar", "legal_representative", "industry"), names),
    phone=st.none() | names.filter(bool),
    kind=st.none() | st.sampled_from(RegisterKind),
    registered_on=st.none() | st.dates(date(1900, 3, 1)),
    report_year=st.none() | st.integers(1900, 2099),
    blacklisted=st.booleans(),
)
inspectors = st.builds(
    InspectorRecord,
    number=identifiers,
    name=full_names,
    **dict.fromkeys(("unit", "department", "post", "duty", "speciality"), names),
    licence_until=st.none() | st.just(date.max) | st.dates(date(1900, 3, 1), date(2099, 12, 31)),
    phone=st.none() | names.filter(bool),
    licence=st.none() | names.filter(bool),
)
items = st.builds(
    ItemRecord,
    code=identifiers,
    name=full_names,
    content=lines,
    basis=lines.filter(bool),
    method=lines,
    department=names,
    needs_photo=st.booleans(),
    parent=st.just("") | names,
    guide=st.just("") | lines,
    **dict.fromkeys(("result_kind", "options"), st.none()),
)


def unique(records, *fields):
    return st.lists(
        records, max_size=4, unique_by=tuple(lambda one, f=f: getattr(one, f) or object() for f in fields)
    )


def written(**registers):
    stream = io.BytesIO()
    write_registers(stream, **registers)
    return stream.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(unique(targets, "code", "number"), unique(inspectors, "number"), unique(items, "code"))
def test_registers_written_are_read_back_the_same(some_targets, some_inspectors, some_items):
    data = written(targets=some_targets, inspectors=some_inspectors, items=some_items, personal=True)
    reader = WorkbookReader(allow_personal=True)
    for line in child.read(data, ".xlsx"):
        reader.take(line)
    reading = reader.close()
    assert (reading.targets, reading.inspectors, reading.items, reading.faults) == (
        tuple(some_targets),
        tuple(some_inspectors),
        tuple(some_items),
        () if some_targets or some_inspectors or some_items else reading.faults,
    )


async def test_export_for_the_chat_has_no_phone_and_no_licence():
    one = InspectorRecord(number="7", name="李明", licensed=True, phone="13812345678", licence="冀C001")
    data = written(inspectors=[one])
    assert b"13812345678" not in b"".join(map(bytes, _parts(data)))
    reading = await read_workbook(data, "a.xlsx", allow_personal=False)
    assert reading.inspectors == (replace(one, phone=None, licence=None),)


def _parts(data):
    book = load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield " ".join(str(value) for value in row).encode()


def test_no_text_becomes_a_formula():
    stream = io.BytesIO()
    write_table(stream, "=标题[1]", ["=a", "b"], [(payload, 1) for payload in PAYLOADS])
    book = load_workbook(stream)
    sheet = book.worksheets[0]
    assert book.sheetnames == ["=标题1"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {
        "s",
        "n",
    }
    for number, payload in enumerate(PAYLOADS, start=3):
        cell = sheet.cell(number, 1)
        assert (cell.value, cell.quotePrefix) == (safe_text(payload), payload[0] in "=+-@\t\r\n")


def test_tables_are_fit_to_be_read():
    stream = io.BytesIO()
    write_table(
        stream, "检查对象", ["单位名称", "数"], [("昌黎县第一中学", 3), ("x" * 99, None), (None, True)]
    )
    sheet = load_workbook(stream).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["检查对象", None],
        ["单位名称", "数"],
        ["昌黎县第一中学", 3],
        ["x" * 99, None],
        [None, "是"],
    ]
    assert (sheet.freeze_panes, [str(one) for one in sheet.merged_cells.ranges]) == ("A3", ["A1:B1"])
    assert [cell.font.b for cell in sheet[2]] == [True, True]
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (60, 8)
    printing = sheet.page_setup
    assert (printing.orientation, printing.fitToWidth, printing.fitToHeight) == ("landscape", 1, 0)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows) == (True, "$2:$2")


def test_control_characters_and_escapes_do_not_survive_or_change():
    assert safe_text("a\x00\x08b\tc\ud800") == "ab c"
    assert safe_text("_x0041_ _x_") == "_x005F_x0041_ _x_"


@pytest.mark.parametrize("personal", [False, True])
@pytest.mark.parametrize("kind", list(Kind))
async def test_templates_are_recognised_and_keep_codes_as_text(kind, personal, tmp_path):
    path = tmp_path / "a.xlsx"
    write_template(path, kind, personal=personal)
    reading = await read_workbook(path.read_bytes(), path.name, allow_personal=personal)
    assert [(one.kind, one.sheet, one.rows) for one in reading.sheets] == [(kind, SHEET_NAMES[kind], 0)]
    assert (reading.faults, reading.notes) == ((), ())
    sheet = load_workbook(path).worksheets[0]
    headings = [column.aliases[0] for column in COLUMNS[kind] if personal or not column.is_personal]
    assert [cell.value for cell in sheet[1]] == headings
    assert sheet.column_dimensions["A"].number_format == "@"
