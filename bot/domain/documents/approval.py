"""审批表: a decision of the workflow as it is printed, signed, sealed and filed; one form for all kinds.

The change of inspectors has its own (`change`), because it is filed with another office as well.
"""

from enum import StrEnum
from typing import ClassVar

from bot.domain.documents.document import Document, Line
from bot.domain.duties.change_form import SigningBox


class ApprovalKind(StrEnum):
    """What was decided: of a record, of a draw or a round, of the year's plan."""

    PUBLICATION = "publication"
    AMENDMENT = "amendment"
    CORRECTION = "correction"
    OUTCOME = "outcome"
    OUTCOME_CHECK = "outcome_check"
    MEASURE = "measure"
    DEVIATION = "deviation"
    ABORT = "abort"
    VOID = "void"
    CANCELLATION = "cancellation"
    UNDRAWN = "undrawn"
    TAKE_DOWN = "take_down"
    PLAN_CONSENT = "plan_consent"
    PLAN_FILING = "plan_filing"


class Approval(Document):
    """One decision: what was asked, by whom and why, on what ground, and who decided; never public."""

    name: ClassVar[str] = "approval"
    office: str
    title: str
    facts: tuple[Line, ...]
    boxes: tuple[SigningBox, ...]
    note: str
