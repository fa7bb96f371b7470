"""Figures as one picture (PNG), for those who would rather look; typst and its fonts are the extra `pdf`."""

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import TypedDict

from storage.documents.pdf import NoPdf, fonts_of, has_pdf

_PPI = 144.0


class FigureRow(TypedDict):
    """One bar: so many of a total, in words and in per cent."""

    name: str
    part: int
    total: int
    percent: float


class FigureGroup(TypedDict):
    """Bars under one heading."""

    name: str
    rows: list[FigureRow]


def as_picture(title: str, groups: Sequence[FigureGroup], foot: str = "") -> bytes:
    """Return the figures as a PNG, groups without rows left out; raise NoPdf where the extra is not there."""
    if not has_pdf():
        raise NoPdf
    import typst  # noqa: PLC0415 - an extra

    said = {"title": title, "groups": [each for each in groups if each["rows"]], "foot": foot}
    source = files("storage.documents").joinpath("figures.typ").read_bytes()
    inputs = {"figures": json.dumps(said, ensure_ascii=False)}
    drawn: bytes = typst.compile(
        source, format="png", ppi=_PPI, font_paths=fonts_of(None), ignore_system_fonts=True, sys_inputs=inputs
    )
    return drawn
