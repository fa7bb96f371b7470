"""The documents of one inspection: everything about target, team, items and findings that the rows know.

What no row knows (a licence number, a legal representative, a statement made on the spot) has no field: the
template leaves a line for it, to be filled in by hand.
"""

from datetime import date
from typing import ClassVar

from bot.domain.documents.document import Document, DocumentPart
from bot.domain.profiles.profile import Profile


class Member(DocumentPart):
    """An inspector of the team: `licence` says in words until when his licence is valid, never its number."""

    name: str
    unit: str
    number: str
    licence: str


class ItemLine(DocumentPart):
    """An inspected item; `finding` and `note` are empty until they are there, `blank` stands in till then."""

    number: int
    department: str
    item: str
    content: str
    basis: str
    finding: str
    note: str
    blank: str = ""


class Signed(DocumentPart):
    """A signature under the record, given from the person's own account or entered from paper."""

    name: str
    at: str


class Decision(DocumentPart):
    """What was decided of findings: their places in the list, the words, and the day to correct."""

    places: str
    words: str
    due_on: date | None


class Case(Document):
    """What every document of an inspection can say."""

    office: str
    form_name: str
    instrument: str
    round_number: str
    level: str
    commitment: str
    result_hash: str
    target_name: str
    target_code: str
    target_unit: str
    target_address: str
    legal_representative: str
    team: tuple[Member, ...]
    specialists: tuple[str, ...]
    visited_on: date | None
    method: str
    items: tuple[ItemLine, ...]
    abnormal: tuple[ItemLine, ...]
    conclusion: str
    site: tuple[str, ...]
    target_signature: str
    witness: str
    signatures: tuple[Signed, ...]
    status: str

    @property
    def is_of_use(self) -> bool:
        """Return whether it has something to say when all is over: most have nothing without a visit."""
        return self.visited_on is not None


class TargetForm(Case):
    """The form itself, named as the regulation names it; of a target that was not visited it says why."""

    name: ClassVar[str] = "form"

    @property
    def is_of_use(self) -> bool:
        """Return True."""
        return True


class CopyReceipt(Case):
    """The target's receipt for its copy of the form, with the objection that it may make."""

    name: ClassVar[str] = "receipt"
    objection_days: int
    objection_ground: str
    publication_place: str


class InspectionNotice(Case):
    """The notice to the target before the visit, and what it may ask for.

    `is_public_body`: what binds inspections of enterprises is not said to it.
    """

    name: ClassVar[str] = "notice"
    is_public_body: bool
    visit_at: str
    cap: str
    recusal_ground: str
    signature_ground: str
    objection_days: int
    objection_ground: str


class ProofOfService(Case):
    """送达回证: that a document reached the target."""

    name: ClassVar[str] = "service"


class SiteRecord(Case):
    """现场笔录: what was seen, said and collected on the spot, or why nothing could be inspected.

    `is_refused`: the target has refused to sign the form; `target_signature` says why.
    """

    name: ClassVar[str] = "site_record"
    ground: str
    was_inspected: bool
    is_refused: bool


class CorrectionOrder(Case):
    """责令改正通知书: of what was decided to be corrected, or of what was found abnormal before a decision.

    `due_on` is the day by which all is to be corrected, None where the decisions have different ones.
    """

    name: ClassVar[str] = "order"
    ground: str
    decided: tuple[Decision, ...]
    due_on: date | None

    @property
    def is_of_use(self) -> bool:
        """Return whether something was ordered."""
        return bool(self.decided)


class ExtensionLine(DocumentPart):
    """A request for more time than an order gave: `until` is the later day, None where it was refused."""

    item: str
    ordered_on: date
    received_on: date
    wanted_on: date
    until: date | None
    reason: str


class ExtensionDecision(Case):
    """延期整改决定书: what was decided on the target's requests for more time to correct.

    No text of a regulation speaks of it: its ground is written by hand.
    """

    name: ClassVar[str] = "extension"
    requests: tuple[ExtensionLine, ...]

    @property
    def is_of_use(self) -> bool:
        """Return whether a request was decided."""
        return bool(self.requests)


class TransferLetter(Case):
    """案件移送函 to one competent body: of what was decided to be transferred to it, or of all abnormal.

    `is_crime`: it goes to the police, as a suspected crime.
    """

    name: ClassVar[str] = "transfer"
    ground: str
    decided: tuple[Decision, ...]
    is_crime: bool

    @property
    def is_of_use(self) -> bool:
        """Return whether something was transferred."""
        return bool(self.decided)


class ReentrySheet(Case):
    """What has to be typed into the platform that the regulation names, in the order of its result form."""

    name: ClassVar[str] = "reentry"
    platform: str
    entry_ground: str
    due_on: date | None
    receipt: str
    reported: str


CASES: dict[str, type[Case]] = {
    each.name: each
    for each in (
        TargetForm,
        CopyReceipt,
        InspectionNotice,
        ProofOfService,
        SiteRecord,
        CorrectionOrder,
        ExtensionDecision,
        TransferLetter,
        ReentrySheet,
    )
}
"""The documents of an inspection by their names."""


def cases_under(profile: Profile) -> dict[str, type[Case]]:
    """Return those that this regulation has: where it asks for no platform, nothing is typed into one."""
    if profile.terms.entry_needs_receipt.value:
        return CASES
    return {name: kind for name, kind in CASES.items() if kind is not ReentrySheet}
