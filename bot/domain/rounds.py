"""A round, its draws, and the inspections that come of it: the rows that the workflow moves."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from bot.domain.people import Record


class RoundState(StrEnum):
    """The life of a round (`product.md`, "Four state tables")."""

    PLANNED = "planned"
    DRAWING = "drawing"
    CONFIRMING = "confirming"
    INSPECTING = "inspecting"
    PUBLISHING = "publishing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ENDED = (RoundState.CLOSED, RoundState.CANCELLED)
VOID_MARK = "作废-"
"""How the number of a round begins that only keeps what a void result had begun; people read it."""


class AttemptState(StrEnum):
    """The life of one draw made here."""

    FROZEN = "frozen"
    ANNOUNCED = "announced"
    THROWING = "throwing"
    DRAWN = "drawn"
    STANDING = "standing"
    ABORTED = "aborted"
    VOID = "void"
    LOST = "lost"


class DrawStep(StrEnum):
    """What a draw of a round draws: a round has one, or several, each with its own number in the chain."""

    WHOLE = "whole"
    """Targets, inspectors and match at once."""
    TARGETS = "targets"
    """Targets only; the inspectors follow when these are confirmed (protocol section 11)."""
    INSPECTORS = "inspectors"
    """Inspectors, teams and match for the confirmed targets."""
    SUPPLEMENT = "supplement"
    """Targets in place of those that cannot be inspected, up to the least share."""


BASES = (DrawStep.WHOLE, DrawStep.TARGETS)
"""The first draw of a round: it bears the round's own number."""
TEAMED = (DrawStep.WHOLE, DrawStep.INSPECTORS)
"""Draws that have teams, alternates and a match."""


class Round(Record):
    """One round of inspections; `items` is the frozen list, `scope` the category drawn from ("" is all).

    `directed` are the conditions set for it, `{"district": ["甲镇"]}`; `raised_bp` the share of the
    blacklisted, `lowered_bp` that of those with a good record (0: the general one); `deviation` who asked and
    agreed that which targets pass the cap, and why (words). `departments` inspect together, the initiator
    first; none is a round of anybody. `team_people` is the head-count of the plan's line, 0 where only the
    text's holds. `takes_files` is False where photos and files come by the console, not through the chat.
    `board` is the SHA-256 of what its board in the group says, `receipt_pictures` those of pictures that show
    how its results were sent on.
    """

    number: str
    state: RoundState
    profile: str
    scope: str
    share_bp: int
    team_count: int
    directed: dict[str, list[str]] = Field(default_factory=dict)
    raised_bp: int = 0
    lowered_bp: int = 0
    deviation: dict[str, Any] | None = None
    reason: str
    reason_words_id: int | None = None
    item_list_id: int
    plan_line_id: int | None = None
    item_codes: list[str] = Field(default_factory=list)
    coordinator_id: int
    chat_id: int
    departments: list[str] = Field(default_factory=list)
    team_people: int = 0
    takes_files: bool = True
    board: str = ""
    receipt_pictures: list[str] = Field(default_factory=list)

    @property
    def shown_state(self) -> str:
        """Return its state in words for people: what a void result had begun is void, not cancelled."""
        return "void" if self.number.startswith(VOID_MARK) else self.state.value


class Attempt(Record):
    """One commitment of a round with everything that its bundle holds (`draw-protocol.md` section 9).

    `draw` is the number of its draw in the office's chain; a round's first draw bears the round's.
    `target_rows` is the row of the register behind each frozen id, whatever the register calls it later.
    `secret` is there only once it is public; `collecting` is who has given what while throwing is open;
    `proposal` an ending that waits for the lead office, `ending` the record that ended it (section 11);
    `pool_changes` how its pools differ from those of the last draw over the same scope.
    """

    round_id: int
    draw: str
    attempt: int
    step: DrawStep = DrawStep.WHOLE
    state: AttemptState
    plan: dict[str, Any]
    targets: list[dict[str, Any]]
    inspectors: list[dict[str, Any]]
    conflicts: list[list[str]]
    target_rows: dict[str, int] = Field(default_factory=dict)
    commitment: str
    transcript: list[dict[str, Any]] = Field(default_factory=list)
    result: dict[str, Any] | None = None
    entropy_hash: str = ""
    result_hash: str = ""
    vacancies: list[dict[str, Any]] = Field(default_factory=list)
    substitutions: list[list[Any]] = Field(default_factory=list)
    secret: str | None = None
    collecting: dict[str, Any] = Field(default_factory=dict)
    proposal: dict[str, Any] | None = None
    ending: dict[str, Any] | None = None
    ending_words_id: int | None = None
    decision_words_id: int | None = None
    pool_changes: dict[str, Any] | None = None
