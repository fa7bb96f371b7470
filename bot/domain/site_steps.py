"""What has to happen on site besides the findings, and the standard outcomes of an inspection.

Two arrive, each by his own account (行政处罚法 第四十二条); the licence is shown (第五十五条), rights are
told, and the target is heard. Where nothing could be inspected, the outcome says so and no finding is made.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.materials import WHOLE, Material, has_picture, notes_of
from bot.domain.people import Record
from bot.domain.rounds import Answer, Inspection
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

MOST_ITEMS = 15
"""Items whose buttons stand on a card at once: Telegram takes a hundred buttons, a thumb fewer."""

NOTHING_FOUND, FOUND, CORRECTED = "nothing_found", "found", "corrected"
NOTHING_INSPECTED = ("no_activity", "unreachable", "uncooperative", "closed", "deregistered")
"""Outcomes that leave nothing to inspect: they take a note and a photo of the whole, and no finding."""


def is_abnormal(answers: Sequence[Answer]) -> bool:
    """Return whether an item is abnormal."""
    return any(answer.finding == "abnormal" for answer in answers)


def counted_answers(inspection: Inspection, answers: Sequence[Answer]) -> list[Answer]:
    """Return the findings that count: none where nothing could be inspected."""
    return [] if inspection.conclusion in NOTHING_INSPECTED else list(answers)


def conclusion(inspection: Inspection, answers: Sequence[Answer]) -> str:
    """Return the standard outcome's code: what was chosen, as far as the findings allow it."""
    if inspection.conclusion in NOTHING_INSPECTED:
        return inspection.conclusion
    if not is_abnormal(answers):
        return NOTHING_FOUND
    return CORRECTED if inspection.conclusion == CORRECTED else FOUND


def conclusions(answers: Sequence[Answer]) -> list[str]:
    """Return the outcomes that can be chosen with these findings."""
    usual = [FOUND, CORRECTED] if is_abnormal(answers) else [NOTHING_FOUND]
    return [*usual, *NOTHING_INSPECTED]


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
