"""What every document has: a day, the public page it points to, and a code over all that it says."""

import hashlib
from datetime import date
from typing import ClassVar

from bot.domain.draw.bytes import dumps
from bot.domain.frozen import Frozen


class DocumentPart(Frozen):
    """A part of a document: immutable, every field known; an empty text is a line to fill in by hand."""


class Document(DocumentPart):
    """One document in words; its template names these fields, and `name` is the template's.

    `dated` is the day of the event that the document is about, not of the printing: the same rows make the
    same document. `record_hash` is the code that the inspectors signed, "" where no record is submitted;
    `link` the address of the public page, "" where the office has not said where its pages are.
    """

    name: ClassVar[str]
    dated: date
    record_hash: str = ""
    link: str = ""

    @property
    def code(self) -> str:
        """Return the hash of the record, else SHA-256 over the document's fields, in hex."""
        return self.record_hash or hashlib.sha256(dumps(self.model_dump(mode="json"))).hexdigest()

    @property
    def qr_text(self) -> str:
        """Return what its QR code holds: the public page with the code behind #, or the code alone."""
        return f"{self.link}#{self.code}" if self.link else self.code


class Line(DocumentPart):
    """What a line is about, and what it says."""

    label: str
    text: str
