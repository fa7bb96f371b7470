"""How a decision is put on paper: its facts the opinion of who decided, room to sign and seal."""

from dataclasses import dataclass
from datetime import datetime

from bot.app.papers.letter import Letter
from bot.app.papers.words import said
from bot.domain.deadlines import SHANGHAI
from bot.domain.documents.approval import Approval, ApprovalKind
from bot.domain.documents.days import time_in_words
from bot.domain.documents.document import Line
from bot.domain.duties.change_form import SigningBox
from bot.usecases.office import ground_of


@dataclass(frozen=True)
class Decided:
    """One decision in words: `place` is the target or draw that it is filed under, `subject_id` its row.

    `decider` is the key of what the one who decided is called, `rule` the ground; "" is not said.
    """

    kind: ApprovalKind
    subject_id: int
    place: str
    about: str
    what: str
    asked_by: str
    asked_at: str
    rule: str
    decided_by: str
    decided_at: datetime
    reason: str = ""
    basis: str = ""
    answer: str = ""
    is_refused: bool = False


def approval_of(letter: Letter, decided: Decided, file: Line, page: str) -> Approval:
    """Return the form of a decision; `file` names its round or record, `page` the public page."""
    by = {"name": decided.decided_by, "at": time_in_words(decided.decided_at)}
    opinion = said("change.declined" if decided.is_refused else "change.approved", **by)
    answer = said("approval.answer", words=decided.answer) if decided.answer else ""
    box = SigningBox(
        heading=said(f"approval.opinion.{decided.kind}"),
        opinion="\n".join(filter(None, (opinion, answer))),
        signature=said("change.signature"),
    )
    return Approval(
        dated=decided.decided_at.astimezone(SHANGHAI).date(),
        link=f"{letter.site}/{page}" if letter.site else "",
        office=letter.office,
        title=said(f"approval.title.{decided.kind}"),
        facts=(file, *_facts(letter, decided)),
        boxes=(box,),
        note=said("approval.note"),
    )


def _facts(letter: Letter, decided: Decided) -> tuple[Line, ...]:
    values = {
        "about": decided.about,
        "what": decided.what,
        "asked_by": decided.asked_by,
        "asked_at": decided.asked_at,
        "reason": decided.reason,
        "basis": decided.basis,
        "ground": said("change.by_rule", ground=ground_of(letter.profile.rule(decided.rule))),
    }
    return tuple(Line(label=said(f"approval.{name}"), text=text) for name, text in values.items() if text)
