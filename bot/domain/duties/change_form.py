"""The form of approval and filing of a change of inspectors, or of its refusal, as it is signed and archived.

All that is printed comes in here in words. It names the ground: it is for the parties, the approver and the
lead office, and is never public.
"""

from typing import ClassVar

from bot.domain.documents.document import Document, DocumentPart, Line


class SigningBox(DocumentPart):
    """An opinion with room to sign and seal: who gives it, what it says, and the line for the date."""

    heading: str
    opinion: str
    signature: str


class ChangeForm(Document):
    """One approval with its filing, or one refusal; `note` says what the form does and does not do."""

    name: ClassVar[str] = "change"
    title: str
    facts: tuple[Line, ...]
    boxes: tuple[SigningBox, ...]
    note: str
