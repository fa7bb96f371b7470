"""Documents: the fields stand where they belong, in .docx and PDF alike; nothing is left out in silence."""

import re
import zlib
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Page
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.app.papers.catalogue import DOCUMENTS
from bot.app.papers.documents import Desk
from bot.domain.documents.cases import CASES, CorrectionOrder, ItemLine, TargetForm
from storage.documents.checking import check_template, sample_of
from storage.documents.filling import LINE, TemplateFault, fill, fill_template, our_template
from storage.documents.laying import lay_out
from storage.documents.markup import read_source
from storage.documents.pdf import UnsetText, as_pdf, has_pdf
from storage.documents.reading import Unshown, read_blocks

needs_pdf = pytest.mark.skipif(not has_pdf(), reason="the extra pdf is not installed")
HOSTILE = "某<小学>&Co {{ target_name }} {% if x %} #show: \x07" + "长" * 60


def form(**changes: Any) -> TargetForm:
    sample = sample_of(TargetForm)
    assert isinstance(sample, TargetForm)
    return sample.model_copy(update=changes)


def items(n: int, note: str = "") -> tuple[ItemLine, ...]:
    texts = {"department": "", "content": "内容" * 20, "basis": "依据" * 9, "finding": "正常", "note": note}
    return tuple(ItemLine(number=at, item=f"事项{at}", **texts) for at in range(1, n + 1))


def words(filled: bytes) -> list[str]:
    """Return paragraphs and cells in their order."""
    texts: list[str] = []
    for block in read_blocks(filled)["blocks"]:
        rows = block["rows"] if block["kind"] == "table" else [{"cells": [{"blocks": [block]}]}]
        for row in rows:
            texts += ["".join(_said(part) for part in cell["blocks"]) for cell in row["cells"]]
    return texts


def _said(paragraph: dict[str, Any]) -> str:
    return "".join(run.get("text", "\n" if run.get("break") else "") for run in paragraph["runs"])


def template(text: str) -> bytes:
    return lay_out(read_source(f"%page form\n{text}"))


def test_paragraph_below_the_last_table_opens_no_page() -> None:
    assert [each["kind"] for each in read_blocks(template("%left 甲\n%table 4\n| 乙"))["blocks"]] == [
        "paragraph",
        "table",
    ]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type/Page(?!s)", pdf))


def streams(pdf: bytes) -> list[bytes]:
    """Return what the packed streams of the file hold, those of its pages in their order."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return [zlib.decompress(each) for each in packed if each.startswith(b"\x78")]


def texts_of_pages(pdf: bytes) -> list[int]:
    """Return how many texts each page has."""
    return [each.count(b"BT") for each in streams(pdf) if b"BT" in each]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_our_template_can_be_used(name: str) -> None:
    kind = DOCUMENTS[name][0]
    assert kind.name == name
    assert set(check_template(our_template(name), kind)) < set(kind.model_fields)


def test_the_same_fields_are_the_same_bytes() -> None:
    assert fill(form()) == fill(form())


def test_fields_stand_beside_their_labels() -> None:
    said = words(fill(form(target_name="河湾小学", visited_on=date(2026, 3, 2), target_unit="")))
    assert said[said.index("检查对象") + 1] == "河湾小学"
    assert said[said.index("检查日期") + 1] == "2026年3月2日"
    assert said[said.index("所属单位") + 1] == LINE
    assert said[0] == "form_name"


@pytest.mark.parametrize("name", ["form", "notice", "site_record"])
def test_who_is_known_by_number_alone_has_a_line_for_his_name(name: str) -> None:
    """A school that may ask for a recusal has to read who comes, also where the chat knows only numbers."""
    kind = DOCUMENTS[name][0]
    (member, *_) = form().team
    team = (member.model_copy(update={"name": "QH-001", "number": "QH-001", "unit": "城关学区"}),)
    said = "\n".join(words(fill(sample_of(kind).model_copy(update={"team": team}))))
    told = {
        "form": f"{LINE}　城关学区　QH-001",
        "notice": f"检查人员：{LINE}（QH-001，城关学区）。",
        "site_record": f"{LINE}（QH-001）　城关学区",
    }
    assert told[name] in said
    assert said.count("QH-001") == 1


@pytest.mark.parametrize("name", ["order", "transfer"])
def test_what_was_decided_of_the_outcome_names_it_where_no_item_is_abnormal(name: str) -> None:
    sample = sample_of(DOCUMENTS[name][0]).model_copy(
        update={"abnormal": (), "conclusion": "不配合检查情节严重"}
    )
    assert f"不配合检查情节严重：{LINE}" in "\n".join(words(fill(sample)))


def test_rows_repeat_and_an_empty_finding_is_left_to_tick() -> None:
    rows = tuple(each.model_copy(update={"finding": ""}) for each in items(2))
    said = words(fill(form(items=rows)))
    at = said.index("情况说明") + 1
    assert said[at : at + 6] == ["1", "事项1", "内容" * 20, "依据" * 9, "□正常\n□不正常", ""]
    assert said[at + 6] == "2"


def test_each_of_the_team_has_a_line_to_sign_on_and_a_content_that_says_nothing_new_is_left_out() -> None:
    (member, *_) = form().team
    (row,) = (each.model_copy(update={"content": ""}) for each in items(1))

    said = words(fill(form(team=(member,) * 3, items=(row,), signatures=())))

    assert said[said.index("检查人员签字") + 1] == "签字：" + f"{LINE}　" * 3
    assert "同检查事项" in said


def test_basis_of_what_is_ordered_stands_before_the_note_and_its_full_stop() -> None:
    order = sample_of(CorrectionOrder)
    assert isinstance(order, CorrectionOrder)
    (row,) = (
        each.model_copy(update={"basis": "某法第一条"}) for each in items(1, "通道堆放杂物，限三日内整改。")
    )

    said = words(fill(order.model_copy(update={"abnormal": (row,)})))

    assert "1.事项1（某法第一条）：通道堆放杂物，限三日内整改。" in said


def test_each_department_heads_its_items() -> None:
    first, second, third = items(3)
    of_two = {"department": "教育股"}, {"department": "教育股"}, {"department": "体育股"}
    rows = tuple(each.model_copy(update=of) for each, of in zip((first, second, third), of_two, strict=True))
    said = words(fill(form(items=rows)))
    found = [each for each in said if each in ("教育股", "体育股", "事项1", "事项2", "事项3")]
    assert found == ["教育股", "事项1", "事项2", "体育股", "事项3"]
    (table,) = [
        each for each in Page(BytesIO(fill(form(items=rows)))).tables if each.cell(0, 0).text == "序号"
    ]
    kept = [
        row.cells[0].text for row in table.rows if row.cells[0].paragraphs[0].paragraph_format.keep_with_next
    ]
    assert kept == ["教育股", "体育股"]


def test_long_note_has_a_row_of_its_own() -> None:
    said = words(fill(form(items=items(1, "说" * 101))))
    at = said.index("情况说明") + 6
    assert said[at : at + 2] == ["见下一行", "第1项的情况说明：" + "说" * 101]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_two_tables_touch_and_each_page_bears_the_code(name: str) -> None:
    """A table without a paragraph before the next becomes one with it, and its heading is lost."""
    document = sample_of(DOCUMENTS[name][0])
    page = Page(BytesIO(fill(document)))
    tags = [each.tag.rpartition("}")[2] for each in page.element.body]
    assert ("tbl", "tbl") not in set(pairwise(tags))
    assert page.sections[0].footer.paragraphs[0].text.startswith(document.code[:8])


@pytest.mark.parametrize(
    ("name", "first"), [("form", "检查结论"), ("site_record", "被检查对象意见"), ("order", "联系人和电话")]
)
def test_signatures_stay_with_what_is_signed_and_with_the_code(name: str, first: str) -> None:
    page = Page(BytesIO(fill(sample_of(DOCUMENTS[name][0]))))
    body = list(page.element.body)
    start = next(at for at, each in enumerate(body) if "".join(each.itertext()).strip().startswith(first))
    code = next(at for at, each in enumerate(body) if list(each.iter(qn("a:blip"))))
    those = [Paragraph(each, page) for part in body[start:code] for each in part.iter(qn("w:p"))]
    assert len(those) > 2
    assert [each.text for each in those if not each.paragraph_format.keep_with_next] == []


def test_signature_stays_with_the_last_paragraph_that_is_sure_to_stand_before_it() -> None:
    lines = ["%page letter", "%head 建议", "一", "{%p for each in advice %}", "{{ each }}", "{%p endfor %}"]
    lines += ["{%p if not advice %}", "横线", "{%p endif %}", "%right 机关", "%right 日期"]
    laid = Page(BytesIO(lay_out(read_source("\n".join(lines)))))
    kept = {each.text: bool(each.paragraph_format.keep_with_next) for each in laid.paragraphs if each.text}
    told = {words: is_kept for words, is_kept in kept.items() if not words.startswith("{%p")}
    assert told == {"建议": True, "一": False, "{{ each }}": True, "横线": True, "机关": True, "日期": False}


@pytest.mark.parametrize("name", ["form", "site_record"])
def test_what_was_noted_last_stays_with_the_signatures(name: str) -> None:
    """A page with signatures alone says nothing of what was signed; a whole page of notes cannot stay."""
    notes = ("到场：甲", "向检查对象反馈结果：甲")
    paper = sample_of(DOCUMENTS[name][0]).model_copy(update={"site": notes, "target_name": "河湾小学"})
    paragraphs = Page(BytesIO(fill(paper))).paragraphs
    (head,) = [at for at, each in enumerate(paragraphs) if each.text.startswith(("检查结论和签字", "确认"))]
    last, before = [bool(paragraphs[head - n].paragraph_format.keep_with_next) for n in (1, 2)]
    assert (last, before) == (True, False)
    assert "河湾小学" in paragraphs[head].text


def test_hostile_text_stays_text() -> None:
    said = words(fill(form(target_name=HOSTILE, specialists=("甲\n乙",))))
    assert HOSTILE.replace("\x07", "\ufffd") in said
    assert "甲\n乙（协助检查，不参与表决，不签字）" in said


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("%left {{ phone }}", "field", "phone"),
        ("%left {{ team[0].phone }}", "field", "phone"),
        ("{%p if phone %}\n甲\n{%p endif %}", "field", "phone"),
        ("%left {{ 'a' + phone }}", "field", "phone"),
        ("%left {{ office.__class__ }}", "field", "__class__"),
        ("{%p for each in phone %}\n{%p endfor %}", "field", "phone"),
    ],
)
def test_missing_field_names_field_and_template(text: str, code: str, field: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        fill_template(template(text), form())
    assert (fault.value.code, fault.value.template, fault.value.field) == (code, "form", field)


def test_what_is_no_template_is_said() -> None:
    for data in (b"no zip", our_template("form")[:400]):
        with pytest.raises(TemplateFault) as fault:
            fill_template(data, form())
        assert fault.value.code == "no_template"
    with pytest.raises(TemplateFault) as fault:
        fill_template(template("{%p if office %}"), form())
    assert fault.value.code == "syntax"


def test_check_names_what_a_template_leaves_out_and_what_the_pdf_cannot_show() -> None:
    left = set(TargetForm.model_fields) - {"dated", "link", "record_hash", "office"}
    assert set(check_template(template("%left {{ office }}"), TargetForm)) == left
    page = Page(BytesIO(template("%left {{ office }}")))
    page.paragraphs[0]._p.append(
        page.paragraphs[0]._p.makeelement(f"{{{page.paragraphs[0]._p.nsmap['w']}}}ins")
    )
    edited = BytesIO()
    page.save(edited)
    with pytest.raises(Unshown, match="ins"):
        check_template(edited.getvalue(), TargetForm)


def test_the_office_own_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(template("本局自己的表：{{ target_name }}"))
    assert words(fill(form(target_name="河湾小学"), tmp_path)) == ["本局自己的表：河湾小学"]
    assert words(fill(form(form_name="执法检查表"), tmp_path / "none"))[0] == "执法检查表"


def test_qr_code_leads_to_the_page_with_the_record_hash() -> None:
    assert (
        form(link="https://a.cn/t.html", record_hash="ab" * 32).qr_text == "https://a.cn/t.html#" + "ab" * 32
    )
    assert form(link="", record_hash="ab" * 32).qr_text == "ab" * 32
    blank = form(record_hash="")
    assert len(blank.code) == 64
    assert blank.code != form(record_hash="", office="另一机关").code


@needs_pdf
def test_no_row_stands_alone_on_a_page_below_its_heading() -> None:
    """The first row that has no room takes the one before with it; both bear two texts."""
    row = "| <4.0>{{ row.number }} | {{ row.item }}"
    rows = template("%table* 4 13\n| 序号 | 事项\n|{%tr for row in items %}\n" + row + "\n|{%tr endfor %}")
    six, seven = [texts_of_pages(as_pdf(form(), fill_template(rows, form(items=items(n))))) for n in (6, 7)]
    assert (six[0] - seven[0], len(seven)) == (2, 2)


@needs_pdf
def test_pdf_is_the_same_bytes_and_forty_items_go_over_pages() -> None:
    few, many = form(items=items(8)), form(items=items(40, "说明" * 40))
    assert as_pdf(few, fill(few)) == as_pdf(few, fill(few))
    assert pages(as_pdf(many, fill(many))) > pages(as_pdf(few, fill(few))) >= 1


@needs_pdf
def test_rare_character_is_refused_by_name_and_the_docx_is_there(tmp_path: Path) -> None:
    with pytest.raises(UnsetText) as fault:
        Desk(tmp_path / "templates").write(tmp_path / "form", form(target_name="𠮷祥小学"))
    assert "𠮷" in str(fault.value)
    assert [path.name for path in tmp_path.iterdir()] == ["form.docx"]
    assert (tmp_path / "form.docx").stat().st_mode & 0o777 == 0o600


@needs_pdf
def test_hostile_text_and_what_has_no_place_to_break_are_set() -> None:
    hostile = form(target_name=HOSTILE, target_address="x" * 400, office="学" * 300)
    assert as_pdf(hostile, fill(hostile)).startswith(b"%PDF")


@needs_pdf
def test_an_address_that_is_copied_from_the_pdf_bears_nothing_unseen() -> None:
    """A zero-width space between two characters, for a place to break, is copied with them."""
    paper = form(
        target_code="91130606MA0XXXXX4K", link="https://ssj.example.org/target-91130606MA0XXXXX4K.html"
    )
    pdf = as_pdf(paper, fill(paper))
    texts = streams(pdf)
    assert any(b"BT" in each for each in texts)
    unseen = re.compile(rb"/ActualText\s*<[0-9A-F]*200B")
    assert [each[:80] for each in texts if unseen.search(each)] == []


@pytest.mark.parametrize("name", CASES)
def test_paper_that_is_handed_out_before_the_publication_promises_no_page_that_stands(name: str) -> None:
    link = "https://a.cn/target-T1.html"
    told = "\n".join(words(fill(sample_of(CASES[name]).model_copy(update={"link": link}))))
    assert f"检查结果公示后载于{link}" in told
