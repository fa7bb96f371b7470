"""What has to happen on site besides the findings.

Two arrive, each by his own account (行政处罚法 第四十二条); the licence is shown (第五十五条), rights are
told, and the target is heard. Where nothing could be inspected, the outcome says so and no finding is made.
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.domain.duties.whole_team import TEAM_MIN
from bot.domain.inspections import Inspection
from bot.domain.people import Record
from bot.domain.results.findings import NOTHING_INSPECTED
from bot.domain.results.material_of_items import has_picture, notes_of
from bot.domain.results.materials import FORM, PICTURES, WHOLE, Material
from bot.domain.results.record import SIGNED


class SiteStepKind(StrEnum):
    """What happens on site besides the findings."""

    ARRIVED = "arrived"
    SHOWN = "shown"
    HEARD = "heard"
    TOLD = "told"
    REDATED = "redated"


class SiteStep(Record):
    """A step on site, by whom and when; `words_id` is what the target said where it was heard.

    `is_paper` was read from a signed form, which names no hour: `at` is then when it was entered. `results`
    is the digest of what the target was told. REDATED moved the day of the visit from `day_before` to `day`,
    for the reason in `words_id`, under the target's signature number `of_signing`, 0 where there was none.
    """

    inspection_id: int
    kind: SiteStepKind
    person_id: int
    at: datetime
    words_id: int | None = None
    is_paper: bool = False
    results: str = ""
    day_before: date | None = None
    day: date | None = None
    of_signing: int = 0


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
    inspection: Inspection,
    steps: Sequence[SiteStep],
    team: Sequence[int],
    pieces: Sequence[Material],
    *,
    absent: Sequence[str] = (),
    is_fed_back: bool = False,
    results: str = "",
    takes_files: bool = True,
) -> list[dict[str, Any]]:
    """Return what the record lacks besides the findings; `team` are those who sit on it now.

    `absent` are departments of a joint round with nobody there: none signs for what it has not seen.
    `is_fed_back`: the regulation has the result told to the target. Without a signature its reason stands.
    A day that was corrected after the target signed is told it whatever the regulation says.
    `results` is the digest of what there is to tell now: what was told before it changed is told again.
    `takes_files`: files come by the chat; else by the computer, where their source is named, too.
    """
    lacks: list[dict[str, Any]] = []
    is_empty = inspection.conclusion in NOTHING_INSPECTED
    if inspection.method == Method.ON_SITE:
        arrived = {each.person_id for each in steps if each.kind is SiteStepKind.ARRIVED} & set(team)
        if len(arrived) < TEAM_MIN:
            lacks.append({"key": "result.missing.presence", "n": len(arrived)})
        if absent:
            lacks.append({"key": "result.missing.department", "departments": "、".join(absent)})
        if not is_empty and not _is_done(steps, SiteStepKind.SHOWN):
            lacks.append({"key": "result.missing.shown"})
    must_tell = is_fed_back or is_redated(inspection, steps)
    if must_tell and inspection.signature == SIGNED and not (is_empty or is_told(steps, results)):
        is_again = _is_done(steps, SiteStepKind.TOLD)
        lacks.append({"key": "result.missing.told_again" if is_again else "result.missing.told"})
    if is_empty and not _is_shown(pieces):
        lacks.append({"key": "result.missing.outcome"})
    if inspection.method in BY_OTHERS and not is_empty:
        lacks += _missing_report(pieces, takes_files=takes_files)
    return lacks


def _missing_report(pieces: Sequence[Material], *, takes_files: bool) -> list[dict[str, Any]]:
    """Return what is missing of what others found; a file that names its source is a whole report."""
    sourced = [each for each in pieces if each.source and each.item_code not in ("", FORM)]
    sourced = [each for each in sourced if not each.is_dropped]
    if any(each.kind in PICTURES and each.sha256 for each in sourced):
        return []
    lacks = [] if _is_shown(pieces) else [{"key": "result.missing.report"}]
    if not sourced:
        lacks.append({"key": "result.missing.source" if takes_files else "result.missing.source_there"})
    return lacks


def _is_shown(pieces: Sequence[Material]) -> bool:
    """Return whether words and a picture belong to the record as a whole."""
    return bool(notes_of(pieces, WHOLE)) and has_picture(pieces, WHOLE)


def is_redated(inspection: Inspection, steps: Sequence[SiteStep]) -> bool:
    """Return whether the day was corrected since the target signed: it has signed another one."""
    signing = inspection.signings if inspection.signature == SIGNED else 0
    moved = (each.of_signing for each in steps if each.kind is SiteStepKind.REDATED)
    return signing > 0 and signing in moved


def is_told(steps: Sequence[SiteStep], results: str) -> bool:
    """Return whether the target was told the results with this digest."""
    return any(each.kind is SiteStepKind.TOLD and each.results == results for each in steps)


def _is_done(steps: Sequence[SiteStep], kind: SiteStepKind) -> bool:
    return any(each.kind is kind for each in steps)
