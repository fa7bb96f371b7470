"""What was found of the items, and which outcome of the inspection that allows."""

from collections.abc import Iterable, Sequence

from bot.domain.inspections import Answer, Inspection, Publication
from bot.domain.registers.rows import Item

NORMAL, ABNORMAL = "normal", "abnormal"
NOTHING_FOUND, FOUND, CORRECTED = "nothing_found", "found", "corrected"
NOTHING_INSPECTED = ("no_activity", "unreachable", "uncooperative", "closed", "deregistered")
"""Outcomes that leave nothing to inspect: they take a note and a photo of the whole, and no finding."""
ADVERSE = ("unreachable", "uncooperative")
"""Those of them that are held against the target: like a finding, they are not public for ever."""


UNCOOPERATIVE = "uncooperative"
"""The one of them that is followed up as a finding is; its code stands in the place of an item's."""


def is_abnormal(answers: Sequence[Answer]) -> bool:
    """Return whether an item is abnormal."""
    return any(answer.finding == ABNORMAL for answer in answers)


def abnormal_in(findings: Iterable[Sequence[str]]) -> set[str]:
    """Return the codes of the abnormal items among codes and findings, as they are published."""
    return {code for code, finding in findings if finding == ABNORMAL}


def to_follow_up(findings: Iterable[Sequence[str]], conclusion_code: str) -> set[str]:
    """Return the codes of what is followed up: the abnormal items, or the outcome that is held so too."""
    return abnormal_in(findings) | ({conclusion_code} & {UNCOOPERATIVE})


def followed_in(versions: Iterable[Publication]) -> set[str]:
    """Return the codes of what is followed up by any of these published versions."""
    return {code for each in versions for code in to_follow_up(each.findings, each.conclusion)}


def found_in(inspection: Inspection, answers: Sequence[Answer]) -> set[str]:
    """Return the codes of what is followed up by the record as it stands now."""
    findings = [(each.item_code, each.finding) for each in counted_answers(inspection, answers)]
    return to_follow_up(findings, conclusion(inspection, answers))


def without_finding(items: Sequence[Item], answers: Sequence[Answer]) -> list[str]:
    """Return the codes of items that wait for a finding only: what they ask for besides is there."""
    rows = {each.item_code: each for each in answers}
    return [
        item.code
        for item in items
        if not ((row := rows.get(item.code)) and row.finding)
        and (not item.asks_value or (row is not None and row.has_value))
    ]


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


def is_concluded(inspection: Inspection, answers: Sequence[Answer], items: Sequence[Item]) -> bool:
    """Return whether there is an outcome: one was chosen that still holds, or the findings say it.

    Something abnormal says it at once. That nothing was found is said by all items, each with its finding:
    a number or words without one are none.
    """
    if is_abnormal(answers) or inspection.conclusion == conclusion(inspection, answers):
        return True
    found = {answer.item_code for answer in answers if answer.finding}
    return all(item.code in found for item in items)


def conclusions(answers: Sequence[Answer]) -> list[str]:
    """Return the outcomes that can be chosen with these findings."""
    usual = [FOUND, CORRECTED] if is_abnormal(answers) else [NOTHING_FOUND]
    return [*usual, *NOTHING_INSPECTED]
