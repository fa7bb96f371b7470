"""The form of approval and filing of a change of inspectors, as it is printed, signed, sealed and archived.

All that is printed comes in here in words. It names the ground: it is for the parties, the approver and the
lead office, and is never public.
"""

from pydantic import BaseModel, ConfigDict

from bot.domain.draw_record import RecordLine


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SigningBox(_Part):
    """An opinion with room to sign and seal: who gives it, what it says, and the line for the date."""

    heading: str
    opinion: str
    signature: str


class ChangeForm(_Part):
    """One approval with its filing; `note` says what the form does and does not do."""

    title: str
    facts: tuple[RecordLine, ...]
    boxes: tuple[SigningBox, ...]
    note: str
