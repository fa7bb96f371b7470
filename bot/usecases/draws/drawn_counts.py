"""How many a draw has drawn, in the words of its step: one of targets alone has drawn no team."""

from typing import Any

from bot.domain.rounds import DrawStep

_KEYS = {
    DrawStep.WHOLE: "record.counts",
    DrawStep.TARGETS: "record.counts_targets",
    DrawStep.SUPPLEMENT: "record.counts_targets",
    DrawStep.INSPECTORS: "record.counts_inspectors",
}


def counts_of(result: dict[str, Any]) -> dict[str, Any]:
    """Return the counts of a result, `{"targets": 3, "teams": 2, "people": 4}`."""
    people = sum(len(team) for team in result["teams"])
    return {"targets": len(result["picked"]), "teams": len(result["teams"]), "people": people}


def counts_text(step: DrawStep, counts: dict[str, Any]) -> dict[str, Any]:
    """Return the counts as they are said of a draw of this step."""
    return {"key": _KEYS[step], **counts}
