"""Writes the route list of a round as an .xlsx for printing; only its owner can read the file."""

from pathlib import Path

from openpyxl import Workbook

from bot.domain.visits.route import Route, Stop
from storage.documents.paper import Paper, Span
from storage.workbooks.saving import save_book

_WIDTHS = (8, 18, 22, 26, 24, 20)
_LAST = len(_WIDTHS)


def write_route(path: Path, route: Route) -> None:
    """Write the list; a place without an hour stays empty, to be filled in by hand.

    Raises:
        OSError: the file cannot be written.
    """
    book = Workbook()
    paper = Paper(book.worksheets[0], _WIDTHS)
    paper.add(Span(1, _LAST, route.title, is_bold=True, is_centred=True, size=16), is_boxed=False)
    paper.add(Span(1, _LAST, route.number), is_boxed=False)
    spans = [
        Span(n, n, text, is_bold=True, is_centred=True) for n, text in enumerate(route.headings, start=1)
    ]
    heading_row = paper.add(*spans)
    for stop in route.stops:
        paper.add(*(Span(n, n, text) for n, text in enumerate(_cells(stop), start=1)), min_points=34.0)
    paper.add(Span(1, _LAST, route.note), is_boxed=False)
    paper.finish(heading_row, route.number)
    save_book(book, path, is_private=True)


def _cells(stop: Stop) -> tuple[str, ...]:
    return str(stop.team), stop.hour, stop.target, stop.address, "\n".join(stop.people), stop.contact
