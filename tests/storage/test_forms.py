"""The form of a target: what is asked stands on it, as text, on one page."""

from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError
from python_calamine import CalamineWorkbook

from bot.domain.results.form import (
    FORM_LABELS,
    Form,
    FormInspector,
    FormRow,
    FormSignature,
    TargetSignature,
    TargetSignatureKind,
)
from storage.documents.cells import cut_to_utf16
from storage.documents.form import write_form
from storage.documents.qr import qr_code

LABELS = {key: f"<{key.removeprefix('form.')}>" for key in FORM_LABELS}
INSPECTORS = (
    FormInspector(name="甲一", unit="城关镇中心学校", number="QH-001", licensed=True),
    FormInspector(name="乙二", unit="河湾乡中心学校", number="QH-009", licensed=False),
)
ROW = FormRow(number=1, item="校园安全", content="制度", basis="第二十四条", finding="不正常", note="见附图")


def make_form(**changes: object) -> Form:
    """Return a complete form with some fields changed."""
    fields: dict[str, object] = {
        "form_name": "联合抽查表",
        "authority": "青禾县教育和体育局",
        "round_number": "SSJ-2026-0007",
        "level": "群内摇号",
        "commitment": "c" * 64,
        "result_hash": "d" * 64,
        "target_name": "青禾县谷雨初级中学",
        "target_code": "121312262731393237",
        "target_unit": "城关镇中心学校",
        "target_address": "城关镇麦浪路1号",
        "inspectors": INSPECTORS,
        "visited_on": date(2026, 3, 12),
        "method": "实地核查",
        "rows": (ROW,),
        "conclusion": "发现问题",
        "target_signature": TargetSignature(kind=TargetSignatureKind.SIGNED, note="丙三"),
        "signatures": (FormSignature(name="甲一", at=datetime(2026, 3, 12, 16, 30, tzinfo=UTC)),),
        "record_hash": "e" * 64,
        "status": "已公示",
        "labels": LABELS,
    }
    return Form.model_validate(fields | changes)


def sheet_of(tmp_path: Path, form: Form) -> Worksheet:
    return load_workbook(write_form(tmp_path / "form.xlsx", form)).worksheets[0]


def texts_of(sheet: Worksheet) -> list[list[str]]:
    """Return the texts row by row, without the cells under merged ones."""
    return [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def test_signature_of_which_only_the_photo_has_the_name_ends_without_a_colon(tmp_path: Path) -> None:
    signed = TargetSignature(kind=TargetSignatureKind.SIGNED)
    sheet = sheet_of(
        tmp_path, make_form(target_signature=signed, labels=LABELS | {"form.signed": "已签字："})
    )
    assert ["<target_signature>", "已签字"] in texts_of(sheet)


def test_licence_is_told_with_its_last_day(tmp_path: Path) -> None:
    until = INSPECTORS[0].model_copy(update={"licence_until": date(2027, 6, 1)})
    ever = INSPECTORS[0].model_copy(update={"licence_until": date.max})
    sheet = sheet_of(tmp_path, make_form(inspectors=(until, ever, *INSPECTORS)))
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert (
        "甲一　QH-001　城关镇中心学校　<licensed>，<valid_until> 2027年6月1日\n"
        "甲一　QH-001　城关镇中心学校　<licensed>，<for_ever>\n"
        "甲一　QH-001　城关镇中心学校　<licensed>，<valid_until> ＿＿＿＿年＿＿月＿＿日\n"
        "乙二　QH-009　河湾乡中心学校　<unlicensed>"
    ) in cells


def test_form_bears_everything_in_order(tmp_path: Path) -> None:
    assert texts_of(sheet_of(tmp_path, make_form())) == [
        ["联合抽查表"],
        ["<round>SSJ-2026-0007", "<authority>青禾县教育和体育局"],
        ["<target>", "青禾县谷雨初级中学", "<code>", "121312262731393237"],
        ["<unit>", "城关镇中心学校", "<address>", "城关镇麦浪路1号"],
        ["<visited_on>", "2026年3月12日", "<method>", "实地核查"],
        [
            "<inspectors>",
            (
                "甲一　QH-001　城关镇中心学校　<licensed>，<valid_until> ＿＿＿＿年＿＿月＿＿日\n"
                "乙二　QH-009　河湾乡中心学校　<unlicensed>"
            ),
        ],
        ["<level>", "群内摇号"],
        ["<commitment>", "c" * 64],
        ["<result_hash>", "d" * 64],
        ["<no>", "<item>", "<content>", "<basis>", "<finding>", "<note>"],
        ["1", "校园安全", "制度", "第二十四条", "不正常", "见附图"],
        ["<conclusion>", "发现问题"],
        ["<target_signature>", "<signed>丙三"],
        ["<inspector_signatures>", "甲一　2026年3月13日 00:30"],
        ["<status>", "已公示"],
        ["<record_hash>", "e" * 64],
        ["<qr>", "<no_link>"],
    ]


def test_blank_form_leaves_room_for_the_pen(tmp_path: Path) -> None:
    form = make_form(
        commitment="",
        result_hash="",
        visited_on=None,
        method="",
        rows=(FormRow(number=1, item="校园安全"),),
        conclusion="",
        target_signature=TargetSignature(),
        signatures=(),
        record_hash="",
        status="",
    )
    assert texts_of(sheet_of(tmp_path, form))[4:] == [
        ["<visited_on>", "<method>"],
        [
            "<inspectors>",
            (
                "甲一　QH-001　城关镇中心学校　<licensed>，<valid_until> ＿＿＿＿年＿＿月＿＿日\n"
                "乙二　QH-009　河湾乡中心学校　<unlicensed>"
            ),
        ],
        ["<level>", "群内摇号"],
        ["<no>", "<item>", "<content>", "<basis>", "<finding>", "<note>"],
        ["1", "校园安全", "<same_content>", "<finding_blank>"],
        ["<conclusion>"],
        ["<target_signature>", "<unsigned>"],
        ["<inspector_signatures>", "<signature_blank>"],
        ["<status>"],
    ]


def test_refusal_bears_reason_and_witness(tmp_path: Path) -> None:
    signature = TargetSignature(
        kind=TargetSignatureKind.REFUSED, refusal_reason="对结论有异议", witness="丁四"
    )
    sheet = sheet_of(tmp_path, make_form(target_signature=signature))
    assert texts_of(sheet)[12] == ["<target_signature>", "<refused>对结论有异议\n<witness>丁四"]


def test_signature_of_other_content_is_marked(tmp_path: Path) -> None:
    signature = TargetSignature(kind=TargetSignatureKind.SIGNED, note="丙三", is_outdated=True)
    sheet = sheet_of(tmp_path, make_form(target_signature=signature))
    assert texts_of(sheet)[12] == ["<target_signature>", "<signed>丙三\n<outdated>"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "<script>alert(1)</script>", "007", "TRUE"])
def test_hostile_text_is_a_string_cell(tmp_path: Path, text: str) -> None:
    row = FormRow(number=1, item=text, content=text, basis=text, finding=text, note=text)
    form = make_form(form_name=text, target_name=text, target_code=text, rows=(row,), conclusion=text)
    sheet = sheet_of(tmp_path, form)
    found = [cell for line in sheet.iter_rows() for cell in line if cell.value == text]
    assert len(found) == 9
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None} == {"s"}


def test_control_characters_are_replaced(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, make_form(target_name="甲\x00乙\x0b丙\ud800丁\ufffe"))
    assert texts_of(sheet)[2][1] == "甲\ufffd乙\ufffd丙\ufffd丁\ufffd"


def test_long_text_makes_its_row_higher_and_goes_on_below(tmp_path: Path) -> None:
    short, long = (sheet_of(tmp_path, make_form(target_name=name)) for name in ("校", "校" * 400))
    assert short.row_dimensions[3].height == 22
    # Twelve characters a line, and no row is higher than 409 points: 28 lines, and six in the row below.
    assert [long.row_dimensions[row].height for row in (3, 4)] == [398, 90]
    assert (texts_of(long)[2][1], texts_of(long)[3]) == ("校" * 336, ["校" * 64])


def test_long_note_has_a_row_of_its_own(tmp_path: Path) -> None:
    rows = (ROW.model_copy(update={"note": "注" * 1500}), FormRow(number=2, item="项目"))
    texts = texts_of(sheet_of(tmp_path, make_form(rows=rows)))
    at = texts.index(["1", "校园安全", "制度", "第二十四条", "不正常", "<note_below>"])
    assert texts[at + 1] == ["1　<note>　" + "注" * 1500]


@pytest.mark.parametrize(
    ("link", "record_hash", "held"),
    [
        ("https://a.cn/t.html", "e" * 64, "https://a.cn/t.html#" + "e" * 64),
        ("https://a.cn/t.html", "", "https://a.cn/t.html"),
        ("", "e" * 64, "e" * 64),
    ],
)
def test_qr_code_leads_to_the_public_page(tmp_path: Path, link: str, record_hash: str, held: str) -> None:
    path = write_form(tmp_path / "form.xlsx", make_form(link=link, record_hash=record_hash))
    with ZipFile(path) as book:
        assert book.read("xl/media/image1.png") == qr_code(held)
    assert texts_of(load_workbook(path).worksheets[0])[-1] == ["<qr>", link or "<no_link>"]


def test_formula_start_keeps_its_quote_when_edited(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, make_form(form_name="=1+1"))
    assert (sheet["A1"].quotePrefix, sheet["A2"].quotePrefix) == (True, False)


def test_specialists_are_named_below_the_inspectors_where_there_are_any(tmp_path: Path) -> None:
    def texts(sheet: Worksheet) -> list[object]:
        return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]

    plain = texts(sheet_of(tmp_path, make_form()))
    named = texts(sheet_of(tmp_path, make_form(specialists=("刘工　县消防救援大队",))))
    added = [each for each in named if each not in plain]
    assert added == [LABELS["form.specialists"], "刘工　县消防救援大队"]


def test_page_is_one_upright_a4(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, make_form())
    setup = sheet.page_setup
    assert (int(setup.paperSize), setup.orientation) == (9, "portrait")
    assert (setup.fitToWidth, setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, 1, True)
    assert sheet.print_area == "'form'!$A$1:$F$17"


def test_too_much_text_goes_to_further_pages_with_the_heading(tmp_path: Path) -> None:
    rows = tuple(FormRow(number=n, item="项目", note="注" * 200) for n in range(1, 9))
    sheet = sheet_of(tmp_path, make_form(rows=rows))
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$10:$10"


def test_labels_must_be_complete() -> None:
    labels = {key: text for key, text in LABELS.items() if key != "form.witness"}
    with pytest.raises(ValidationError, match=r"fixed texts differ: \['form.witness'\]"):
        make_form(labels=labels)


def test_cut_keeps_whole_characters() -> None:
    assert cut_to_utf16("a𠮷b", 2) == "a"
    assert cut_to_utf16("a𠮷b", 3) == "a𠮷"


def test_text_that_looks_like_an_escape_stays_itself(tmp_path: Path) -> None:
    path = write_form(tmp_path / "form.xlsx", make_form(form_name="_x0041_"))
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[0][0] == "_x0041_"
