"""抽取记录: the record of a draw that the people in the room read aloud, sign and archive.

All that is printed comes in here in words: the fixed texts as `labels`, the rest as lines. It names no target
and no inspector, so that a confidential draw has the same one. Nothing here knows how a page looks.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from bot.domain.texts import exactly

RECORD_LABELS = (
    "record.title",
    "record.office",
    "record.round",
    "record.draw",
    "record.announced_at",
    "record.fixed_at",
    "record.place",
    "record.level",
    "record.exception",
    "record.readers",
    "record.pressed",
    "record.reveal_at",
    "record.pools",
    "record.targets",
    "record.inspectors",
    "record.conflicts",
    "record.left_out",
    "record.rules",
    "record.codes",
    "record.commitment",
    "record.entropy_hash",
    "record.result_hash",
    "record.throws",
    "record.throw_no",
    "record.throw_value",
    "record.throw_source",
    "record.result",
    "record.before",
    "record.people",
    "record.role",
    "record.name",
    "record.unit",
    "record.signature",
    "record.remarks",
    "record.no_throws",
    "record.check",
)
"""The fixed texts of a record of a draw: each is a message key of its own and takes no values."""

CODE_GROUP = 4
GROUPS_A_LINE = 8


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RecordLine(_Part):
    """What a line is about, and what it says; several sayings are paragraphs."""

    label: str
    texts: tuple[str, ...]


class RecordThrow(_Part):
    """One value of the transcript as it can be read aloud, and where to look for it."""

    number: int
    value: str
    source: str


class RecordPerson(_Part):
    """Somebody who was there, with a line to sign."""

    role: str
    name: str
    unit: str = ""


class DrawRecord(_Part):
    """One record of a draw, complete."""

    facts: tuple[RecordLine, ...]
    pools: tuple[RecordLine, ...]
    rules: tuple[str, ...]
    commitment: str
    entropy_hash: str
    result_hash: str
    throws: tuple[RecordThrow, ...]
    result: tuple[str, ...]
    before: tuple[str, ...] = ()
    people: tuple[RecordPerson, ...]
    remarks: str
    labels: Annotated[dict[str, str], AfterValidator(exactly(RECORD_LABELS))]

    def label(self, name: str) -> str:
        """Return the fixed text of this name."""
        return self.labels[f"record.{name}"]


def read_aloud(code: str) -> list[str]:
    """Return a code as it is read aloud: groups of four, eight groups a line."""
    groups = [code[start : start + CODE_GROUP] for start in range(0, len(code), CODE_GROUP)]
    return [" ".join(groups[at : at + GROUPS_A_LINE]) for at in range(0, len(groups), GROUPS_A_LINE)]
