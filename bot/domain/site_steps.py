"""What has to happen on site besides the findings.

Two arrive, each by his own account (行政处罚法 第四十二条); the licence is shown (第五十五条), rights are
told, and the target is heard. Where nothing could be inspected, the outcome says so and no finding is made.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.findings import NOTHING_INSPECTED
from bot.domain.materials import WHOLE, Material, has_picture, notes_of
from bot.domain.people import Record
from bot.domain.rounds import Inspection
from bot.domain.whole_team import TEAM_MIN


class SiteStepKind(StrEnum):
    """What happens on site besides the findings."""

    ARRIVED = "arrived"
    SHOWN = "shown"
    HEARD = "heard"
    TOLD = "told"


class SiteStep(Record):
    """A step on site, by whom and when; `words_id` is what the target said where it was heard.

    `is_paper` was read from a signed form, which names no hour: `at` is then when it was entered.
    """

    inspection_id: int
    kind: SiteStepKind
    person_id: int
    at: datetime
    words_id: int | None = None
    is_paper: bool = False


class Method(StrEnum):
    """How a target is inspected; only ON_SITE asks for two people at the gate."""

    ON_SITE = "on_site"
    DOCUMENTS = "documents"
    NETWORK = "network"
    TESTING = "testing"
    AGENCY = "agency"
    AUTHORITY = "authority"


BY_OTHERS = (Method.TESTING, Method.AGENCY, Method.AUTHORITY)
"""What others have found: their report is attached, and where it comes from is said."""


def missing_steps(
    inspection: Inspection, steps: Sequence[SiteStep], team: Sequence[int], pieces: Sequence[Material]
) -> list[dict[str, Any]]:
    """Return what the record lacks besides the findings; `team` are those who sit on it now."""
    lacks: list[dict[str, Any]] = []
    if inspection.method == Method.ON_SITE:
        arrived = {each.person_id for each in steps if each.kind is SiteStepKind.ARRIVED} & set(team)
        if len(arrived) < TEAM_MIN:
            lacks.append({"key": "result.missing.presence", "n": len(arrived)})
        is_empty = inspection.conclusion in NOTHING_INSPECTED
        if not is_empty and not any(each.kind is SiteStepKind.SHOWN for each in steps):
            lacks.append({"key": "result.missing.shown"})
    if _needs_whole(inspection) and not (notes_of(pieces, WHOLE) and has_picture(pieces, WHOLE)):
        is_empty = inspection.conclusion in NOTHING_INSPECTED
        lacks.append({"key": "result.missing.outcome" if is_empty else "result.missing.source"})
    return lacks


def _needs_whole(inspection: Inspection) -> bool:
    return inspection.conclusion in NOTHING_INSPECTED or inspection.method in BY_OTHERS
