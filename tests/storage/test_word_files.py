"""What Word and WPS need to know of a .docx before they show it: its language, its fonts, what it is."""

import re
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document as Page
from lxml import etree

from bot.app.papers.catalogue import DOCUMENTS
from storage.documents.blank import FANGSONG, HEITI, SONGTI
from storage.documents.checking import sample_of
from storage.documents.filling import fill

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module", params=["form", "notice", "report", "draw_record"])
def parts(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Return the parts of a document of each page that there is, and of one with codes to read aloud."""
    sample = sample_of(DOCUMENTS[request.param][0])
    with zipfile.ZipFile(BytesIO(fill(sample))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_language_is_chinese_wherever_one_is_named(parts):
    named = re.findall(
        rb'w:eastAsia="([a-z]{2}-[A-Z]{2})"', parts["word/styles.xml"] + parts["word/settings.xml"]
    )
    assert set(named) == {b"zh-CN"}


def test_every_chinese_font_is_named_for_programs_that_know_it_otherwise(parts):
    fonts = etree.fromstring(parts["word/fontTable.xml"])
    named = {each.get(f"{_W}name"): each[0].get(f"{_W}val") for each in fonts}
    assert named == {FANGSONG: "FangSong", HEITI: "SimHei", SONGTI: "SimSun"}
    used = re.findall(r'w:eastAsia="([^"a-z]+)"', parts["word/document.xml"].decode())
    assert {FANGSONG} <= set(used) <= set(named)


def test_every_run_of_text_says_its_chinese_font(parts):
    runs = etree.fromstring(parts["word/document.xml"]).iter(f"{_W}r")
    fonts = [each.find(f"{_W}rPr/{_W}rFonts") for each in runs if each.findtext(f"{_W}t")]
    assert [each for each in fonts if each is None or each.get(f"{_W}eastAsia") is None] == []


def test_every_part_has_a_type_and_every_relationship_its_part(parts):
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {each.get("PartName", "").removeprefix("/") for each in types}
    endings = tuple(
        f".{each.get('Extension')}" for each in types if each.get("Extension") not in (None, "xml")
    )
    untyped = [name for name in parts if name not in named and not name.endswith(endings)]
    assert untyped == ["[Content_Types].xml"]
    related = etree.fromstring(parts["word/_rels/document.xml.rels"])
    assert [each.get("Target") for each in related if f"word/{each.get('Target')}" not in parts] == []


def test_nothing_is_left_of_the_template_and_no_table_is_without_rows(parts):
    page = parts["word/document.xml"] + parts["word/footer1.xml"]
    assert [mark for mark in (b"{{", b"{%", b"}}", b"%}") if mark in page] == []
    tables = etree.fromstring(parts["word/document.xml"]).iter(f"{_W}tbl")
    assert [each for each in tables if each.find(f"{_W}tr") is None] == []


def test_file_says_what_it_is_and_of_which_day_and_nothing_of_who_made_it():
    sample = sample_of(DOCUMENTS["notice"][0]).model_copy(update={"dated": date(2026, 9, 29)})
    about = Page(BytesIO(fill(sample))).core_properties
    assert (about.title, about.author, about.comments) == ("随机抽查检查通知书", "", "")
    assert about.created == about.modified == datetime(2026, 9, 29, tzinfo=UTC)
