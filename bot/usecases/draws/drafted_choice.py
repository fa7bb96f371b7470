"""What the draft of a draw holds so far, as the choice that the rules are held against."""

from dataclasses import replace
from typing import Any

from bot.domain.plans.conformity import WHOLE_BP
from bot.domain.plans.item_shares import ItemShare
from bot.domain.plans.planning import Choice
from bot.usecases.draws.directed_terms import directed_of

_CHOSEN = ("scope", "share_bp", "raised_bp", "lowers", "departments", "team_count", "reason")


def choice_of(draft: dict[str, Any]) -> Choice:
    """Return the choice of a draft, with nothing chosen where nothing was."""
    chosen = {step: draft[step] for step in _CHOSEN if step in draft}
    chosen["departments"] = tuple(chosen.get("departments", ()))
    chosen["share_source"] = str(draft.get("share_source", ""))
    chosen["item_shares"] = tuple(ItemShare.model_validate(each) for each in draft.get("item_shares", ()))
    chosen["frequency"] = int(draft.get("frequency", 0))
    chosen["team_people"] = int(draft.get("team_people", 0))
    chosen["condition"] = str(draft.get("condition", ""))
    chosen["item_codes"] = tuple(draft.get("item_codes", ()))
    deviation = draft.get("deviation") or {}
    over_cap = tuple(deviation["keys"]) if deviation.get("approved_by") else ()
    choice = replace(Choice(scope="", share_bp=WHOLE_BP, team_count=1), **chosen)
    return replace(choice, directed=directed_of(draft.get("directed")), over_cap=over_cap)
