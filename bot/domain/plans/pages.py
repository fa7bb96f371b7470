"""The plan on paper: what the public page of a year shows."""

from datetime import date

from bot.domain.frozen import Frozen
from bot.domain.hexadecimal import Digest


class PublicPlan(Frozen):
    """The published plan of a year; `rows` are in the order of `headings`, all in words.

    `withdrawn` are lines that an earlier edition had, each with the reason.
    """

    office: str
    title: str
    edition: str
    published_on: date
    basis: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    withdrawn_label: str
    withdrawn: tuple[str, ...] = ()
    digest: Digest
    digest_label: str
    workbook: str
    workbook_label: str
    back_label: str
