"""An empty .docx in Chinese: what python-docx brings along and no page of ours shows is taken out.

Word and WPS choose fonts, line breaks and punctuation by the language that a file says it is in.
"""

from collections.abc import Iterator

from docx import Document
from docx.document import Document as Page
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

FANGSONG, HEITI, SONGTI, CODE = "仿宋", "黑体", "宋体", "Courier New"
_OTHER_NAMES = {FANGSONG: ("FangSong", "roman"), HEITI: ("SimHei", "swiss"), SONGTI: ("SimSun", "roman")}
"""What the fonts are called where a program does not know them in Chinese, and of which family they are."""
_GB2312 = "86"
_TEXT_POINTS = 10.5
_LANGUAGE = "zh-CN"
_TABLE_STYLES = ("Normal Table", "Table Grid")
_UNSHOWN = ("/stylesWithEffects", "/customXml", "/thumbnail")
"""Relationships to parts for other programs: older looks of the styles, data of a bibliography, a picture."""
_FONTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:fonts>'
)
_FONT = '<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="{}"/><w:family w:val="{}"/></w:font>'


def blank_page() -> Page:
    """Return a document without text that says it is Chinese, by nobody and of no program."""
    page = Document()
    _lighten(page)
    _speak_chinese(page)
    _name_fonts(page)
    page.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")  # which the schema asks for
    about = page.core_properties
    about.author = about.comments = ""
    return page


def _lighten(page: Page) -> None:
    """Take out nine tenths of every document."""
    for style in list(page.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()
    for holder in (page.part, page.part.package):
        for name in [name for name, each in holder.rels.items() if each.reltype.endswith(_UNSHOWN)]:
            del holder.rels[name]


def _speak_chinese(page: Page) -> None:
    for said in (*page.styles.element.iter(qn("w:lang")), *page.settings.element.iter(qn("w:themeFontLang"))):
        said.set(qn("w:eastAsia"), _LANGUAGE)
    normal = page.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101 - python-docx's own template says so
    normal.font.name, normal.font.size = FANGSONG, Pt(_TEXT_POINTS)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FANGSONG)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.0


def _name_fonts(page: Page) -> None:
    """Say by which other names the fonts are known, instead of which a program has none of ours."""
    table = next(each.target_part for each in page.part.rels.values() if each.reltype.endswith("/fontTable"))
    table._blob = _FONTS.format("".join(_fonts())).encode()  # noqa: SLF001 - python-docx only keeps it


def _fonts() -> Iterator[str]:
    for name, (other, family) in _OTHER_NAMES.items():
        yield _FONT.format(name, other, _GB2312, family)
