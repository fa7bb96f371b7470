"""Sets a filled .docx as PDF/A-2b with typst: a character that no font has is an error, never a box.

typst and its fonts are the extra `pdf`; without them everything is there as .docx.
"""

import json
import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from bot.domain.documents.document import Document

_STANDARD: Literal["a-2b"] = "a-2b"
_FONTS = "pylopdf_fonts_zh_cn"
_NO_GLYPH = re.compile(r"the text `\"(?P<text>.+?)\"`")


class NoPdf(Exception):  # noqa: N818 - said to the operator
    """The extra `pdf` is not installed."""


class UnsetText(Exception):  # noqa: N818 - said to the operator
    """No font has a character of this text; the argument is the text."""


def has_pdf() -> bool:
    """Return whether typst and its fonts are installed."""
    return find_spec("typst") is not None and find_spec(_FONTS) is not None


def as_pdf(document: Document, filled: bytes, fonts: Path | None = None) -> bytes:
    """Return the filled .docx of the document as PDF, the same bytes for the same .docx.

    `fonts` is a folder with more fonts, for rare characters.

    Raises:
        NoPdf: the extra is not there.
        UnsetText: a character has no font.
        Unshown: the template holds something that the PDF cannot show.
    """
    from storage.documents.reading import read_blocks  # noqa: PLC0415 - python-docx, which has_pdf() needs not

    if not has_pdf():
        raise NoPdf
    day = document.dated
    paper = read_blocks(filled) | {
        "dated": [day.year, day.month, day.day],
        "code": document.code,
    }
    return _compiled(paper, fonts_of(fonts))


@cache
def fonts_of(folder: Path | None) -> Any:
    """Return the fonts of the package, and those of the folder; reading them takes longer than setting."""
    import pylopdf_fonts_zh_cn  # noqa: PLC0415 - an extra
    import typst  # noqa: PLC0415 - an extra

    folders = [pylopdf_fonts_zh_cn.sans_path().parent, *([folder] if folder else [])]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _compiled(paper: dict[str, Any], fonts: Any) -> bytes:
    import typst  # noqa: PLC0415 - an extra

    source = files("storage.documents").joinpath("page.typ").read_bytes()
    said = json.dumps(paper, ensure_ascii=False)
    try:
        return typst.compile(
            source,
            format="pdf",
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"paper": said},
            pdf_standards=_STANDARD,
        )
    except typst.TypstError as error:
        if found := _NO_GLYPH.search(str(error)):
            raise UnsetText(found["text"]) from None
        raise
