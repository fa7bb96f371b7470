"""Checks a template before it is used: it is filled with a sample that has something in every field."""

from collections.abc import Iterator
from datetime import date
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from docxtpl import DocxTemplate
from jinja2 import TemplateError

from bot.domain.documents.document import Document, DocumentPart
from storage.documents.filling import GIVEN, TemplateFault, fill_template, opened
from storage.documents.pdf import as_pdf, has_pdf
from storage.documents.reading import read_blocks

_SAMPLE_DAY = date(2026, 3, 12)
_ROWS = 2


def check_template(template: bytes, kind: type[Document]) -> list[str]:
    """Return the fields of the document that the template does not use.

    Raises:
        TemplateFault: it cannot be filled.
        Unshown: the PDF cannot show something in it.
    """
    sample = sample_of(kind)
    filled = fill_template(template, sample)
    if has_pdf():
        as_pdf(sample, filled)
    else:
        read_blocks(filled)
    used = _used(opened(template, kind.name), kind.name)
    return [name for name in kind.model_fields if name not in used | GIVEN]


def sample_of(kind: type[Document]) -> Document:
    """Return a document with something in every field: texts bear their field's name, lists two members."""
    return kind.model_validate(dict(_fields(kind)))


def _used(template: DocxTemplate, name: str) -> set[str]:
    try:
        return set(template.get_undeclared_template_variables())
    except TemplateError as error:
        raise TemplateFault("syntax", name, str(error)) from None


def _fields(kind: type[DocumentPart]) -> Iterator[tuple[str, Any]]:
    for name, field in kind.model_fields.items():
        yield name, _value(name, field.annotation)


def _value(name: str, wanted: Any) -> Any:
    if get_origin(wanted) is tuple:
        return tuple(_value(name, get_args(wanted)[0]) for _ in range(_ROWS))
    if get_origin(wanted) in (Union, UnionType):
        return _value(name, next(each for each in get_args(wanted) if each is not NoneType))
    if issubclass(wanted, DocumentPart):
        return wanted.model_validate(dict(_fields(wanted)))
    return {str: name, date: _SAMPLE_DAY, bool: True, int: 1}[wanted]
