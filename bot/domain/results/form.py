"""The form of one target, as it is printed, signed and archived.

The profile names it (joint form, inspection form, joint record). Everything that is printed comes in here:
the fixed texts as `labels`, the office's own words as fields. Nothing here knows how a sheet looks.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

from bot.domain.frozen import Frozen
from bot.domain.texts import exactly

FORM_LABELS = (
    "form.round",
    "form.authority",
    "form.level",
    "form.commitment",
    "form.result_hash",
    "form.target",
    "form.code",
    "form.unit",
    "form.address",
    "form.visited_on",
    "form.method",
    "form.inspectors",
    "form.specialists",
    "form.licensed",
    "form.valid_until",
    "form.for_ever",
    "form.unlicensed",
    "form.no",
    "form.item",
    "form.content",
    "form.same_content",
    "form.basis",
    "form.finding",
    "form.note",
    "form.note_below",
    "form.finding_blank",
    "form.all_departments",
    "form.conclusion",
    "form.site",
    "form.target_signature",
    "form.signed",
    "form.refused",
    "form.unsigned",
    "form.outdated",
    "form.witness",
    "form.inspector_signatures",
    "form.signature_blank",
    "form.record_hash",
    "form.qr",
    "form.no_link",
    "form.status",
)
"""The fixed texts of a form: each is a message key of its own and takes no values."""


class FormInspector(Frozen):
    """An inspector as the form names him, by roster number, with the last day of his licence where known.

    No licence number, no phone.
    """

    name: str
    unit: str
    number: str
    licensed: bool
    licence_until: date | None = None


class FormRow(Frozen):
    """An inspected item; `finding` is empty on a form that is still to be filled in by hand.

    `content` is "" where it would only say the item's name again.
    `blank` stands there then, where the item asks for something else than a finding.

    `department` answers for it in a joint round; rows of one department stand together under its name.
    """

    number: int
    item: str
    content: str = ""
    basis: str = ""
    finding: str = ""
    blank: str = ""
    note: str = ""
    department: str = ""


class FormSignature(Frozen):
    """An inspector's signature from his own account."""

    name: str
    at: AwareDatetime


class TargetSignatureKind(StrEnum):
    """How the target confirmed the result, or that it would not."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    REFUSED = "refused"


class TargetSignature(Frozen):
    """The target's confirmation, or the reason of a refusal and its witness.

    `note` is what the team wrote beside the signed form: who signed, in which function, why without a seal.
    `is_outdated`: what it signed, or refused to sign, said something else than the form does.
    """

    kind: TargetSignatureKind = TargetSignatureKind.UNSIGNED
    note: str = ""
    refusal_reason: str = ""
    witness: str = ""
    is_outdated: bool = False


class Form(Frozen):
    """The form of one target, filled in or blank; a platform draw has no `commitment` and `result_hash`.

    `specialists` were lent to help: they have no vote and do not sign. `site` is who arrived, that the
    licence was shown, and what the target said; `link` the address of the public page, "" is not known.
    """

    form_name: str
    authority: str
    round_number: str
    level: str
    commitment: str = ""
    result_hash: str = ""
    target_name: str
    target_code: str
    target_unit: str = ""
    target_address: str = ""
    inspectors: tuple[FormInspector, ...]
    specialists: tuple[str, ...] = ()
    visited_on: date | None = None
    method: str = ""
    rows: tuple[FormRow, ...]
    conclusion: str = ""
    site: tuple[str, ...] = ()
    target_signature: TargetSignature = TargetSignature()
    signatures: tuple[FormSignature, ...] = ()
    record_hash: str = ""
    link: str = ""
    status: str = ""
    labels: Annotated[dict[str, str], AfterValidator(exactly(FORM_LABELS))]

    @property
    def qr_text(self) -> str:
        """Return what its QR code holds: the public page, with the record's hash behind # if there is one."""
        return "#".join(each for each in (self.link, self.record_hash) if each)

    def label(self, name: str) -> str:
        """Return the fixed text of `form.<name>`."""
        return self.labels[f"form.{name}"]
