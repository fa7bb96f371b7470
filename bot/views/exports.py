"""The screens of /export: what a coordinator can take out, and the documents of a round."""

from typing import Any

from bot.views.keyboards import Keyboard, button


def choose(data: dict[str, Any]) -> Keyboard:
    """Offer the registers, the results for each place, and the rounds."""
    return (
        (button("export.registers", "export.registers"),),
        *(
            (button("export.results_for", "export.results", {"place": name}, place=place),)
            for place, name in data["places"]
        ),
        *(
            (button("export.of_round", "export.round", {"number": number}, round_id=round_id),)
            for round_id, number in data["rounds"]
        ),
    )


def of_round(data: dict[str, Any]) -> Keyboard:
    """Offer the documents of one round."""
    papers = (
        (button(f"document.name.{each}", "export.paper", round_id=data["round"], paper=each),)
        for each in data["papers"]
    )
    report = button("document.name.report", "round_report.hand_out", round_id=data["round"])
    return (*papers, (report,))


KEYBOARDS = {"export.choose": choose, "export.round": of_round}
