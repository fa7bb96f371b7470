"""The screens of /people: the list, and one person's page."""

from typing import Any

from bot.domain.texts import text
from bot.views.keyboards import Keyboard, button, in_rows


def people_list(data: dict[str, Any]) -> Keyboard:
    """Offer each person of the page, and those with one mark only."""
    people = [
        button("people.option", "people.person", {"name": name}, person_id=person)
        for person, name, _ in data["options"]
    ]
    filters = [
        button(f"people.only.{mark}", "people.only", {"n": n}, mark=mark) for mark, n in data["filters"]
    ]
    if data["mark"] != "all":
        filters.append(button("people.only.all", "people.only", {"n": data["total"]}, mark="all"))
    return (*in_rows(people, 2), *in_rows(filters, 2))


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
    return button("dialogue.back", "people.only", mark="all")


KEYBOARDS = {"people.list": people_list, "people.person": person_page, "people.ask_role": ask_role}
