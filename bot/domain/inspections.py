"""One target of a round: its inspection, who sits on it, what was answered, signed and published."""

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from bot.domain.people import Record


class InspectionState(StrEnum):
    """The life of the inspection of one target."""

    DRAWN = "drawn"
    CONFIRMED = "confirmed"
    SCHEDULED = "scheduled"
    VISITED = "visited"
    ENTERED = "entered"
    SIGNED = "signed"
    RELEASED = "released"
    PUBLISHED = "published"
    NOT_INSPECTABLE = "not_inspectable"


UNVISITED = (InspectionState.DRAWN, InspectionState.CONFIRMED, InspectionState.SCHEDULED)
"""An inspection that nobody has begun yet."""
HANDOVER_STATES = (*UNVISITED, InspectionState.VISITED)
"""An inspection whose record is not submitted yet: it can change hands."""
WORKABLE = (InspectionState.CONFIRMED, InspectionState.SCHEDULED, InspectionState.VISITED)
"""An inspection that its team can go about: confirmed, and not submitted yet."""
ALL_SIGNED = (InspectionState.SIGNED, InspectionState.RELEASED, InspectionState.PUBLISHED)
"""An inspection whose record everybody has signed."""
SUBMITTED = (InspectionState.ENTERED, *ALL_SIGNED)
"""An inspection whose record its team has submitted."""


class Inspection(Record):
    """The inspection of one target; `version` counts its records, `record_hash` is the last one's.

    `correction` is why a published record is being corrected, or a published outcome was withdrawn, else "".
    `outcome` is why it cannot be inspected, with the note in `outcome_words_id`: `outcome_by` said so and
    `outcome_checked_by` is the second person who has looked at it (both None where the platform said so).
    `witness` of a refusal to sign is `named` (in words) or `none`; `conclusion` is what was chosen on site,
    "" where the findings say it. `receipt` is the platform's number for the entry, "" where the
    last of `receipt_pictures`, SHA-256 of pictures, shows it; `receipt_of` is the version that was signed
    then, 0 before the first. `signings` counts how often the target has signed or refused to
    sign; `signed_content` is the digest of what the record told it the last time.
    """

    round_id: int
    target_id: int
    target_key: str
    team: int
    state: InspectionState
    outcome: str = ""
    outcome_words_id: int | None = None
    outcome_by: int | None = None
    outcome_checked_by: int | None = None
    visited_on: date | None = None
    signature: str = ""
    signature_words_id: int | None = None
    signings: int = 0
    witness: str = ""
    witness_words_id: int | None = None
    method: str = "on_site"
    conclusion: str = ""
    version: int = 0
    record_hash: str = ""
    signed_content: str = ""
    receipt: str = ""
    receipt_pictures: list[str] = Field(default_factory=list)
    receipt_of: int = 0
    published_on: date | None = None
    correction: str = ""

    @property
    def submitted_hash(self) -> str:
        """Return the hash under which the record is submitted, "" for a draft, one that was reopened too."""
        return self.record_hash if self.state in SUBMITTED else ""

    @property
    def is_unchecked(self) -> bool:
        """Return whether one person has dropped the target and no second one has looked at it."""
        is_dropped = self.state is InspectionState.NOT_INSPECTABLE and self.outcome_by is not None
        return is_dropped and self.outcome_checked_by is None

    @property
    def is_withdrawn(self) -> bool:
        """Return whether it was published that it cannot be inspected, and that was found wrong."""
        return self.state is InspectionState.NOT_INSPECTABLE and bool(self.correction)

    @property
    def has_receipt(self) -> bool:
        """Return whether the entry of this version is shown, by the platform's number or by a picture."""
        return self.was_entered and self.receipt_of in (0, self.version)

    @property
    def was_entered(self) -> bool:
        """Return whether the platform holds an entry, of this version or of an earlier one."""
        return bool(self.receipt or self.receipt_pictures)

    @property
    def is_struck_off(self) -> bool:
        """Return whether it cannot be inspected, and was found so without a visit."""
        return self.state is InspectionState.NOT_INSPECTABLE and self.visited_on is None

    @property
    def subject(self) -> tuple[str, int]:
        """Return what deadlines and the journal call it, and its row."""
        return "inspection", self.id


class OfInspection(Record):
    """A row about one inspection: a drawn one, or one outside the draws; the other is None."""

    inspection_id: int | None = None
    undrawn_id: int | None = None


class Seat(Record):
    """A person's place in the team of one inspection, until he hands it over.

    The lowest open one of the first seat group leads: in a joint round that of the initiator.
    """

    inspection_id: int
    duty_id: int
    person_id: int
    is_open: bool = True
    seat_group: int = 0


class Answer(Record):
    """The finding of one item of one inspection, stored at once; its note and photos are `Material`.

    `value` is the number or the choice of an item that asks for one, `words_id` its text; the finding is ""
    as long as only the value is known.
    """

    inspection_id: int
    item_code: str
    finding: str = ""
    value: str = ""
    words_id: int | None = None

    @property
    def has_value(self) -> bool:
        """Return whether the number, the choice or the text is there."""
        return bool(self.value) or self.words_id is not None


class Publication(OfInspection):
    """One version of a result as it was published; what it says never changes, a later one takes its place.

    `findings` are item codes and findings in the items' order; `values` the numbers and choices by item, as
    they are shown (words never); `record_hash` is what the team signed, "" outside the draws; `reason` is the
    code of why the version before it was replaced, "" for the first. `is_expired` says that its time on the
    public pages is over. `cause` and `visited_on` are of an inspection outside the draws, which a correction
    can change; a drawn one has its round and its visit.
    """

    version: int
    record_hash: str = ""
    conclusion: str
    findings: list[list[str]]
    values: dict[str, str] = Field(default_factory=dict)
    published_on: date
    reason: str = ""
    is_expired: bool = False
    cause: str = ""
    visited_on: date | None = None


class Signature(Record):
    """One person's signature under the record with this hash.

    `entered_by` is who entered it from the signed paper (代录), until the person himself countersigns.
    """

    inspection_id: int
    person_id: int
    record_hash: str
    signed_at: datetime
    entered_by: int | None = None
    countersigned_at: datetime | None = None
