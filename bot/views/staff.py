"""The screens of /people: the list in pages, and one person's page."""

from typing import Any

from bot.domain.texts import text
from bot.views.keyboards import Keyboard, button, in_rows


def people_list(data: dict[str, Any]) -> Keyboard:
    """Offer each person of the page, the pages beside it, and those with one mark only."""
    place = {"mark": data["mark"]}
    people = [
        button("people.option", "people.person", {"name": name}, person_id=person)
        for person, name in data["options"]
    ]
    nav = []
    if data["page"] > 1:
        nav.append(button("people.before", "people.page", **place, page=data["page"] - 2))
    if data["page"] < data["pages"]:
        nav.append(button("people.after", "people.page", **place, page=data["page"]))
    filters = [
        button(f"people.only.{mark}", "people.page", {"n": n}, mark=mark, page=0)
        for mark, n in data["filters"]
    ]
    if data["mark"] != "all":
        filters.append(button("people.only.all", "people.page", {"n": data["total"]}, mark="all", page=0))
    rows = [*in_rows(people, 2), tuple(nav), *in_rows(filters, 2)]
    return tuple(row for row in rows if row)


def person_page(data: dict[str, Any]) -> Keyboard:
    """Offer a link or the unbinding, the roles, and the way back."""
    who = {"person_id": data["person"]}
    account = [button("people.move" if data["is_bound"] else "people.invite", "people.invite", **who)]
    if data["is_bound"]:
        account.append(button("people.unbind", "bind.undo", **who))
    grant: list[Any] = [(button("people.grant", "people.grant", **who),)] if data["can_grant"] else []
    if data["can_hand_over"]:
        lend = button("people.lend", "people.lend", **who)
        grant.append((lend, button("people.hand_over", "people.hand_over", **who)))
    revoke = [
        (button("people.revoke", "people.revoke", {"role": text(f"role.{role}")}, grant_id=grant_id),)
        for grant_id, role in data["revocable"]
    ]
    return (tuple(account), *grant, *revoke, (_back(),))


def ask_role(data: dict[str, Any]) -> Keyboard:
    """Offer the roles, and the way back."""
    roles = [
        button(f"role.{role}", "people.role", person_id=data["person"], role=role) for role in data["roles"]
    ]
    back = button("dialogue.back", "people.person", person_id=data["person"])
    return (*in_rows(roles, 2), (back,))


def _back() -> Any:
    return button("dialogue.back", "people.page", mark="all", page=0)


KEYBOARDS = {"people.list": people_list, "people.person": person_page, "people.ask_role": ask_role}
