"""What holds for every act of an office, and how its grounds and units are said."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.domain.calendars.tables import CalendarBook
from bot.domain.ceremony.conditions import Ceremony
from bot.domain.conduct import Conduct
from bot.domain.journal.known_tree import KnownTree
from bot.domain.people import Role
from bot.domain.ports import BeaconCheck, Secrets, Signer
from bot.domain.profiles.profile import Profile, RuleRef
from bot.domain.reminders import REMINDING, Reminding


@dataclass(frozen=True)
class Office:
    """What holds for every act: the regulation in force, the calendar, how draws are held, and randomness."""

    profile: Profile
    calendar: CalendarBook
    random_hex: Callable[[int], str]
    secrets: Secrets | None = None
    ceremony: Ceremony = field(default_factory=Ceremony)
    conduct: Conduct = field(default_factory=Conduct)
    reminding: Reminding = REMINDING
    beacon: BeaconCheck | None = None
    signer: Signer | None = None
    tree: KnownTree = field(default_factory=KnownTree)
    has_figures: bool = False
    """Whether figures can be drawn as a picture (the extra `pdf` is there)."""
    site: str = ""
    """Where the public pages stand, without a slash at the end; "" where nobody has said it."""
    hears_all: bool = False
    """Whether Telegram lets the bot read everything in groups (privacy mode is off)."""


def unit_text(unit: str) -> Any:
    """Return the unit's name, or the text that it is the bureau itself."""
    return unit or {"key": "unit.bureau"}


def stands_in_for(role: Role, unit: str) -> dict[str, Any]:
    """Return what a notice to the lead office bears where the unit has nobody in the role."""
    return {"vacant_role": {"key": f"role.{role}"}, "vacant_unit": unit_text(unit)}


def ground_of(ref: RuleRef) -> dict[str, Any]:
    """Return the text of a source: its article, or that it is a product default."""
    if ref.is_default and not ref.instrument:
        return {"key": "ground.default"}
    key = "ground.default_by_law" if ref.is_default else "ground.article"
    return {"key": key, "instrument": ref.named, "article": ref.place}
