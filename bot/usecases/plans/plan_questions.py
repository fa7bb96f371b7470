"""The questions of a new line of the plan: which are asked, and the draft that their answers make."""

from typing import Any

from bot.domain.people import Dialogue
from bot.domain.plans.item_shares import ItemShare, are_asked_for, least_of
from bot.domain.plans.lines import PlanTerms
from bot.usecases.act import Act
from bot.usecases.plans.plan_terms import OPTIONS

REASON = "change"
"""Why an issued line is changed: asked first, and only then."""


QUESTIONS = (
    "items",
    "scope",
    "condition",
    "share_source",
    "item_shares",
    "share_bp",
    "frequency",
    "window",
    "departments",
    "team_people",
    *OPTIONS,
)
SEVERAL = ("items", "departments")
"""Questions with several answers: picked one by one, then closed."""


def questions(act: Act, draft: dict[str, Any]) -> list[str]:
    """Return what is asked: no condition or source where the text allows none, a reason for a change.

    Shares of single items are asked for where the text wants a share per item and the line has several.
    """
    draw = act.office.profile.draw
    wanted = {
        "condition": draw.directed_allowed.value,
        "share_source": draw.higher_rule_first.value,
        "item_shares": are_asked_for(act.office.profile, draft.get("items", ())),
    }
    first = [REASON] if draft.get("is_change") else []
    return [*first, *(name for name in QUESTIONS if wanted.get(name, True))]


def terms_of(draft: dict[str, Any]) -> PlanTerms:
    """Return the terms that a finished draft holds."""
    first, last = draft["window"]
    return PlanTerms(
        item_codes=tuple(draft["items"]),
        item_shares=draft.get("item_shares", ()),
        departments=tuple(draft["departments"]),
        from_on=first,
        until_on=last,
        **{
            name: draft.get(name, "")
            for name in ("scope", "condition", "share_source", "share_bp", "frequency", "team_people")
        },
        **{name: draft[name] for name in OPTIONS},
    )


def draft_of(terms: PlanTerms) -> dict[str, Any]:
    """Return the draft that asks nothing more: every answer is that of these terms."""
    values = terms.model_dump(mode="json")
    given = {name: values[name] for name in QUESTIONS if name in values}
    window = [values["from_on"], values["until_on"]]
    return {**given, "items": values["item_codes"], "window": window}


def picked_for(dialogue: Dialogue, question: str) -> list[str]:
    """Return what has been picked so far at a question with several answers."""
    picked = dialogue.draft.get(f"{question}_picked", [])
    return list(picked) if isinstance(picked, list) else []


def toggled(dialogue: Dialogue, question: str, value: str) -> list[str]:
    """Return what is picked after this one was pressed."""
    picked = picked_for(dialogue, question)
    return [each for each in picked if each != value] if value in picked else [*picked, value]


def least_share(act: Act, dialogue: Dialogue) -> tuple[int, Any]:
    """Return the least share of the line so far, that of the item which asks for most, and its ground."""
    draft: dict[str, Any] = dict(dialogue.draft)
    shares = [ItemShare.model_validate(each) for each in draft.get("item_shares", ())]
    least = least_of(draft.get("items", ()), shares, str(draft.get("share_source", "")), act.office.profile)
    share_bp, source = max(least.values(), default=(1, ""))
    return share_bp, source or act.ground("share")
