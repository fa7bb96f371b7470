"""How far the inspections of a round are, in numbers."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.domain.inspections import Inspection, InspectionState


def inspection_counts(inspections: Sequence[Inspection]) -> Any:
    """Return a text for each state that some of them are in, or the text that there are none."""
    counts = Counter(each.state for each in inspections)
    lines = [
        {"key": "status.count", "state": {"key": f"inspection.state.{state}"}, "n": counts[state]}
        for state in InspectionState
        if counts[state]
    ]
    return lines or {"key": "status.no_inspections"}
