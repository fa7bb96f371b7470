"""A line of the plan in words, and what keeps it from standing: the same on card, preview and import."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.errors import Invalid
from bot.domain.plans.item_shares import ItemShare
from bot.domain.plans.line_faults import PlanFault, plan_faults
from bot.domain.plans.lines import PlanTerms
from bot.domain.registers.rows import Item
from bot.usecases.act import Act

METHODS = ("method_on_site", "method_written", "method_online")
SECRECIES = ("secrecy_unannounced", "secrecy_announced")
USES = ("use_public", "use_rectify")
PURPOSES = ("purpose_duty",)
OPTIONS = {
    "method": METHODS,
    "secrecy": SECRECIES,
    "use": USES,
    "purpose": PURPOSES,
}
"""The usual wordings, by field; a line keeps the key of such a wording, or the office's own words."""
_USUAL = frozenset(f"plan.option.{code}" for codes in OPTIONS.values() for code in codes)


async def items_in_force(act: Act) -> list[Item]:
    """Return the items of the list in force; raise Invalid where there is none."""
    lists = await act.work.item_lists.all()
    if not lists:
        raise Invalid("plan.no_items")
    return list(lists[-1].items)


def said(words: str) -> Any:
    """Return the text of a usual wording, the office's own words, or that nothing is said."""
    if words in _USUAL:
        return {"key": words}
    return words or {"key": "plan.unsaid"}


def terms_text(terms: PlanTerms, items: Sequence[Item]) -> dict[str, Any]:
    """Return all that a line says, a line of text per column of the plan."""
    names = {item.code: item.name for item in items}
    shares = [item_share_text(each, names) for each in terms.item_shares]
    source = {"key": "plan.share_source", "source": terms.share_source} if terms.share_source else ""
    directed = {"key": "plan.directed", "condition": terms.condition}
    return {
        "key": "plan.terms",
        "items": "、".join(names.get(code, code) for code in terms.item_codes),
        "scope": scope_text(terms.scope),
        "condition": directed if terms.is_directed else {"key": "plan.undirected"},
        "share": {"bp": terms.share_bp},
        "source": source,
        "item_shares": {"key": "plan.item_shares", "lines": shares} if shares else "",
        "frequency": terms.frequency,
        **window_text(terms),
        "departments": "、".join(terms.departments) or {"key": "plan.alone"},
        "people": terms.team_people,
        **{name: said(getattr(terms, name)) for name in OPTIONS},
    }


def item_share_text(share: ItemShare, names: Mapping[str, str]) -> dict[str, Any]:
    """Return the share of one item and the text that fixes it."""
    item = names.get(share.code, share.code)
    return {"key": "plan.item_share", "item": item, "share": {"bp": share.share_bp}, "source": share.source}


def scope_text(scope: str) -> Any:
    """Return the category in the register's words, or the text for the whole register."""
    return scope or {"key": "draw.scope_all"}


def window_text(terms: PlanTerms) -> dict[str, Any]:
    """Return the first and last day of a line."""
    return {"first": {"date": terms.from_on.isoformat()}, "last": {"date": terms.until_on.isoformat()}}


def fault_text(act: Act, fault: PlanFault) -> dict[str, Any]:
    """Return why a line cannot stand, with the article; that every item needs a basis is ours elsewhere."""
    if fault.code == "plan.fault.no_basis" and not act.office.profile.sourced("legal_basis").value:
        return {"key": "plan.fault.no_basis_by_list", **fault.params}
    return {"key": fault.code, **fault.params, "ground": act.ground(fault.rule)}


async def faults_in(act: Act, terms: PlanTerms, year: int) -> list[dict[str, Any]]:
    """Return what keeps these terms from standing in this year's plan, as texts."""
    found = plan_faults(terms, year, await items_in_force(act), act.office.profile)
    return [fault_text(act, fault) for fault in found]
