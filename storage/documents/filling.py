"""Fills a template with a document: a field that the document does not have is an error that names both."""

import zipfile
from datetime import date, datetime, time
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, Template, TemplateError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.domain.documents.days import day_in_words
from bot.domain.documents.document import Document
from storage.documents.cells import writable
from storage.documents.laying import lay_out
from storage.documents.markup import read_source
from storage.documents.qr import qr_code

TEMPLATES = files("storage.documents").joinpath("templates")
LINE = "＿" * 8
"""What stands where something is to be filled in by hand: in a template `{{ field or line }}`."""
GIVEN = frozenset({"dated", "link", "record_hash"})
"""What need not stand in a template by its own name: code and QR code say it."""
ENDING = ".docx"
TEMPLATE_FOLDER = "templates"
"""Where below the data folder the office keeps its own templates."""
_QR_MM, _GROUP = 20, 8
_TITLE_CHARACTERS = 255
"""The longest title that a file's properties can hold."""
_MOST_COMPILED = 128
"""Parts of templates that are kept compiled; each .docx has a handful."""
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


FAULTS = ("field", "syntax", "no_template", "unshown", "character")
"""What can be wrong with a template; with the last two it is the PDF that cannot be set."""


class TemplateFault(Exception):  # noqa: N818 - said to whoever edits templates
    """A template cannot be filled: `code` says why, one of FAULTS, and `field` what is wrong in it."""

    def __init__(self, code: str, template: str, field: str = "") -> None:
        """Keep what is said."""
        super().__init__(f"{code}: {template}: {field}")
        self.code, self.template, self.field = code, template, field


class _MissingField(Exception):  # noqa: N818 - never leaves this file
    """A field that the document does not have."""


class _Strict(StrictUndefined):
    """Says only the name of what is missing, whatever a template does with it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        _fail(self)


def _fail(missing: _Strict, *_: Any, **__: Any) -> NoReturn:
    raise _MissingField(str(missing._undefined_name))  # noqa: SLF001 - Jinja's own way to tell it


for _name, _method in {**vars(Undefined), **vars(StrictUndefined)}.items():
    if _method in (Undefined._fail_with_undefined_error, Undefined.__str__, Undefined.__iter__):  # noqa: SLF001
        setattr(_Strict, _name, _fail)


def template_names() -> list[str]:
    """Return the names of all templates that there are."""
    return sorted(
        each.name.removesuffix(".txt") for each in TEMPLATES.iterdir() if each.name.endswith(".txt")
    )


@cache
def our_template(name: str) -> bytes:
    """Return our own template as a .docx; its zip bears no time of its making.

    Raises:
        FileNotFoundError: there is no such template.
    """
    text = TEMPLATES.joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return _timeless(lay_out(read_source(text)))


def template_of(name: str, folder: Path | None) -> bytes:
    """Return the office's own template where it keeps one in this folder, else ours."""
    own = folder / f"{name}{ENDING}" if folder else None
    return own.read_bytes() if own and own.is_file() else our_template(name)


def fill(document: Document, folder: Path | None = None) -> bytes:
    """Return the document as a .docx, the same bytes for the same fields and template.

    Raises:
        TemplateFault: the template asks for a field that the document does not have, or is none.
    """
    return fill_template(template_of(document.name, folder), document)


def fill_template(template: bytes, document: Document) -> bytes:
    """Return this template filled with the document; see fill()."""
    paper = opened(template, document.name)
    try:
        paper.render(_fields(paper, document), _environment())
    except _MissingField as missing:
        raise TemplateFault("field", document.name, str(missing)) from None
    except TemplateError as error:
        raise TemplateFault("syntax", document.name, str(error)) from None
    _describe(paper, document)
    written = BytesIO()
    paper.save(written)
    return _timeless(written.getvalue())


def _describe(paper: DocxTemplate, document: Document) -> None:
    """Say in the file's own properties what it is and of which day: programs list it by these."""
    texts = (each.text for each in paper.docx.paragraphs if each.text)
    about = paper.docx.core_properties
    about.title = next(texts, document.name)[:_TITLE_CHARACTERS]
    about.created = about.modified = datetime.combine(document.dated, time())


def opened(template: bytes, name: str) -> DocxTemplate:
    """Return the template, opened; raise TemplateFault where it is no .docx."""
    paper = _Template(BytesIO(template))
    try:
        paper.init_docx()
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise TemplateFault("no_template", name, str(error)) from None
    return paper


class _Template(DocxTemplate):  # type: ignore[misc]
    """A template whose text is made readable for Jinja once, however many documents are filled from it."""

    def patch_xml(self, src_xml: str) -> str:
        """Return the text as Jinja reads it."""
        return _patched(src_xml)


@lru_cache(maxsize=_MOST_COMPILED)
def _patched(text: str) -> str:
    patched: str = DocxTemplate.patch_xml(None, text)
    return patched


class _Environment(ImmutableSandboxedEnvironment):
    """Keeps what it has compiled: a round fills the same template for each of its targets."""

    def __init__(self) -> None:
        super().__init__(undefined=_Strict, autoescape=True, finalize=_said)
        self._compiled = lru_cache(_MOST_COMPILED)(super().from_string)

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        return self._compiled(source)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    """A template comes by mail as easily as any file: it can read the fields, and nothing else."""
    return _Environment()


def _said(value: Any) -> Any:
    """Return a value as it is written: no character that XML cannot hold, days as people write them."""
    if isinstance(value, date):
        return day_in_words(value)
    return writable(value) if isinstance(value, str) else value


def _fields(paper: DocxTemplate, document: Document) -> dict[str, Any]:
    fields = {name: getattr(document, name) for name in type(document).model_fields}
    qr = InlineImage(paper, BytesIO(qr_code(document.qr_text)), width=Mm(_QR_MM))
    return fields | {"qr": qr, "code": document.code, "line": LINE, "grouped": grouped}


def grouped(code: str) -> str:
    """Return a long code in groups, as people compare it."""
    return " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def _timeless(data: bytes) -> bytes:
    """Return the same archive with every file of the same day, so that the same content is the same bytes."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as read,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, read.read(name))
    return written.getvalue()
