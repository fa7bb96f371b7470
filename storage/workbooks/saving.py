"""Saves a workbook whole or not at all: who publishes or re-enters it never has half of one."""

from io import BytesIO
from pathlib import Path
from typing import IO

from openpyxl import Workbook

from storage.files import write_atomically


def save_book(book: Workbook, place: Path | IO[bytes], *, is_private: bool = False) -> None:
    """Save the book at its place in one step; with `is_private` only the bot's account can read it.

    Raises:
        OSError: it cannot be written; what stood there still does.
    """
    if not isinstance(place, Path):
        book.save(place)
        return
    place.parent.stat()  # a folder that is not there, often mistyped, is not made
    written = BytesIO()
    book.save(written)
    write_atomically(place, written.getvalue(), is_private=is_private)
