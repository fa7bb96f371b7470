"""Registers as values: words, headings and faults."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.registers.columns import COLUMNS, Kind
from bot.domain.registers.headings import Recognition, recognise
from bot.domain.registers.personal_headings import PERSONAL_COLUMNS, is_personal_heading, personal_columns
from bot.domain.registers.personal_numbers import has_typed_personal_number, holds_personal_number, shown
from bot.domain.registers.reading import Fault, Reading, SheetCount, sorted_out
from bot.domain.registers.records import InspectorRecord, ItemRecord, TargetRecord
from bot.domain.registers.rows import Inspector
from bot.domain.registers.spelling import is_identifier, is_spoilt, normalised_identifier, read_yes_no
from bot.domain.registers.written import read_until

CODE = "91110000600037341L"


def target(name="甲校", **values):
    return TargetRecord(name=name, **values)


def inspector(number="7", **values):
    return InspectorRecord(number=number, **{"name": "李明", "licensed": True, **values})


def headings(*texts):
    return [(text,) if text else () for text in texts]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("９１a－1", "91A-1"), (" 12 34\u3000", "1234"), ("\ufeffab—1", "AB-1"), ("'007", "007"), ("", "")],
)
def test_identifiers_are_normalised(text, kept):
    assert normalised_identifier(text) == kept


@pytest.mark.parametrize(
    ("text", "fits"), [("A-1", True), ("", False), ("a", False), ("A" * 33, False), ("A\n", False)]
)
def test_identifiers_are_bounded(text, fits):
    assert is_identifier(text) is fits


@pytest.mark.parametrize(
    ("text", "spoilt"),
    [
        ("1.24205E+17", True),
        ("1.2e17", True),
        ("１E+17", True),
        ("1E10", False),
        (CODE, False),
        ("E+17", False),
    ],
)
def test_spoilt_codes_are_seen(text, spoilt):
    assert is_spoilt(text) is spoilt


def test_records_refuse_what_is_no_identifier_and_normalise_the_rest():
    assert target(code="９1110000600037341l").code == CODE
    for values in ({"code": "代码"}, {"number": "A" * 33}, {"name": ""}, {"colour": "red"}):
        with pytest.raises(ValidationError):
            TargetRecord(**{"name": "甲校", **values})
    with pytest.raises(ValidationError):
        ItemRecord(code="1", name="收费", basis="")


def test_keys_are_code_then_number_then_nothing():
    assert [one.key() for one in (target(code=CODE, number="5"), target(number="5"), target())] == [
        CODE,
        "5",
        None,
    ]
    assert (inspector().key(), ItemRecord(code="a", name="b", basis="c").key()) == ("7", "A")
    assert target("甲 校（Ａ）", district="昌黎县").place_key() == ("甲校(a)", "昌黎县")


@pytest.mark.parametrize(
    ("word", "answer"), [("是", True), ("ｙ", True), ("× ", False), ("0", False), ("不详", None), ("", None)]
)
def test_yes_and_no_are_read(word, answer):
    assert read_yes_no(word) is answer


@pytest.mark.parametrize(
    ("text", "kept", "plain"),
    [
        ("张三13812345678", "张三…", "张三…"),
        ("13030219900101123x", "…", "…"),
        ("冀C0012345", "冀C0012345", "冀C…"),
        ("a\nb", "a b", "a b"),
        ("字" * 41, "字" * 39 + "…", "字" * 39 + "…"),
    ],
)
def test_shown_values_hide_personal_numbers(text, kept, plain):
    assert (shown(text, keep_numbers=True), shown(text)) == (kept, plain)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(max_size=9), st.text(max_size=9))
def test_no_mobile_number_is_ever_shown(number, before, after):
    assert number not in shown(f"{before}{number}{after}")


@pytest.mark.parametrize(("text", "holds"), [("１3812345678", True), ("913812345678", False), (CODE, False)])
def test_personal_numbers_are_found(text, holds):
    assert holds_personal_number(text) is holds


@pytest.mark.parametrize(
    ("typed", "holds"),
    [
        ("１38 1234-5678", True),
        ("11010519491231002X", True),
        ("2026-09-25 13:00", False),
        (CODE, False),
        ("第 13 号 8123", False),
        (f"/verify 0a13812345678b{'0' * 48}", False),
        ("平台名单校验码 8166c14616953652…", False),
        ("联系 13812345678…", True),
        ("11010519491231002X…", True),
    ],
)
def test_numbers_that_were_typed_in_groups_of_digits_are_found(typed, holds):
    assert has_typed_personal_number(typed) is holds


def test_faults_are_sorted_out():
    fault, warning, note = (
        Fault(code=code) for code in ("import.unknown_kind", "import.fault.same_name", "import.note.footer")
    )
    assert sorted_out([note, fault, warning]) == {
        "faults": (fault,),
        "warnings": (warning,),
        "notes": (note,),
    }
    assert [(one.is_warning, one.is_note) for one in (fault, warning, note)] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_readings_know_their_kinds():
    count = SheetCount(
        sheet="a", kind=Kind.ITEMS, header_row=1, rows=0, records=0, merged=0, refused=0, skipped=0
    )
    assert (Reading().kinds, Reading(sheets=(count,)).kinds) == (frozenset(), frozenset({Kind.ITEMS}))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_alias_is_recognised_beside_our_own_headings(kind):
    for column in COLUMNS[kind]:
        for alias in column.aliases:
            row = headings(*(alias if one is column else one.aliases[0] for one in COLUMNS[kind]))
            assert recognise(row, allow_personal=True) == Recognition(
                kind, {one.field: at for at, one in enumerate(COLUMNS[kind])}, ()
            )


@pytest.mark.parametrize("kind", list(Kind))
def test_aliases_of_one_register_are_unambiguous(kind):
    aliases = [alias for column in COLUMNS[kind] for alias in column.aliases]
    assert len(aliases) == len(set(aliases))


def test_the_more_usual_of_two_headings_wins():
    found = recognise(headings("名称", "学校名称", "", "地址", "住所"))
    assert found == Recognition(Kind.TARGETS, {"name": 1, "address": 3}, ())


def test_remarks_in_brackets_and_stars_do_not_matter():
    found = recognise(headings("*单位 名称：", "类别（小学/中学）", "县（市、区）"))
    assert found == Recognition(Kind.TARGETS, {"name": 0, "category": 1, "district": 2}, ())


def test_lower_of_two_heading_rows_counts_first():
    found = recognise([("单位名称",), ("区县", "地址区县", "地址")])
    assert found == Recognition(Kind.TARGETS, {"name": 0, "district": 1}, ())


def test_required_columns_are_missed():
    assert recognise(headings("姓名", "单位")) == Recognition(
        Kind.INSPECTORS, {"name": 0, "unit": 1}, ("number", "licensed")
    )
    row = headings("姓名", "工号", "执法证号")
    assert recognise(row) == Recognition(
        Kind.INSPECTORS, {"name": 0, "number": 1, "licence": 2}, ("licensed",)
    )
    assert recognise(row, allow_personal=True) == Recognition(
        Kind.INSPECTORS, {"name": 0, "number": 1, "licence": 2}, ()
    )


@pytest.mark.parametrize(
    "row", [headings(), headings("甲", "乙"), headings("类别", "地址"), headings("学校名称", "姓名")]
)
def test_headings_of_no_or_two_registers_are_not_recognised(row):
    assert recognise(row) is None


@pytest.mark.parametrize(
    "text", [*PERSONAL_COLUMNS, "校长 手机", "联系电话(必填)", "法定代表人身份证号", "（电话）"]
)
def test_personal_headings_are_seen(text):
    assert is_personal_heading(text)


@pytest.mark.parametrize(
    "text", ["是否持证", "执法证", "办学许可证号", "统一社会信用代码", "工号", "编号", "姓名", ""]
)
def test_other_headings_are_not_personal(text):
    assert not is_personal_heading(text)


def test_personal_columns_are_named_as_written():
    rows = [("姓名",), ("电 话", "联系人电 话", "联系人"), (), ("身份证号",)]
    assert personal_columns(rows) == ("电 话", "联系人电 话", "身份证号")
    assert [is_personal_heading(text, exactly=True) for text in ("电话", "咨询电话：1")] == [True, False]


LAST = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("licensed", "until", "on_the_day", "after"),
    [
        (True, LAST, True, False),
        (True, None, True, True),
        (False, LAST, False, False),
        (False, None, False, False),
    ],
)
def test_expired_licence_is_none(licensed: bool, until: date | None, on_the_day: bool, after: bool) -> None:
    line = Inspector(number="Q1", name="甲一", licensed=licensed, licence_until=until)
    assert (line.licensed_on(LAST), line.licensed_on(LAST + timedelta(days=1))) == (on_the_day, after)
    assert line.on(LAST + timedelta(days=1)).licensed == after


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-06-30", LAST),
        ("2027年6月30日", LAST),
        ("46568", LAST),
        ("长期", date.max),
        ("长期有效", date.max),
    ],
)
def test_validity_of_a_licence_is_a_day_or_has_no_end(text: str, day: date) -> None:
    assert read_until(text) == day


@pytest.mark.parametrize("text", ["证件有效期至", "执法证件有效期至", "执法证有效期（年月日）"])
def test_validity_names_no_number_and_may_come_by_chat(text: str) -> None:
    assert not is_personal_heading(text)
    assert recognise([("工号",), ("姓名",), ("是否持证",), (text,)]).columns["licence_until"] == 3
