"""撤销绑定: the approver or the lead office undoes a binding; from then on the account has no access."""

from bot.domain.actions import Action
from bot.domain.errors import Refused, Stale
from bot.domain.people import LinkPurpose, Person, Role
from bot.domain.permissions import Case
from bot.usecases.act import Act
from bot.usecases.office import unit_text


async def unbind_account(act: Act, person_id: int, link_id: int = 0) -> None:
    """Take the account from the person; his duties stay his, and a new link binds another account.

    `link_id` is the link whose binding is undone: the button of an older one undoes no later binding.
    """
    person = await act.work.people.get(person_id)
    act.permit(Action.UNBIND, Case(unit=person.unit))
    bound_by = await _bound_by(act, person)
    if person.account_id is None or link_id not in (0, bound_by):
        raise Stale
    await _refuse_last(act, person)
    account_id = person.account_id
    person = await act.work.people.change(person, account_id=None)
    await leave_dialogues(act, person)
    await act.record("account_unbound", person_id=person.id)
    await act.toast("bind.undone_toast")
    await act.reply(
        "bind.undone", card=f"bound:{person.id}:{bound_by}", name=person.name, unit=unit_text(person.unit)
    )
    await act.tell_account(account_id, "bind.taken")


async def leave_dialogues(act: Act, person: Person) -> None:
    """End what the person was in the middle of: it was begun from an account that is his no more."""
    for dialogue in await act.work.dialogues.all(person_id=person.id, is_open=True):
        await act.work.dialogues.change(dialogue, is_open=False, version=dialogue.version + 1)


async def _bound_by(act: Act, person: Person) -> int:
    """Return the link by which the person was bound last."""
    links = await act.work.links.all(person_id=person.id, purpose=LinkPurpose.BIND)
    used = [link for link in links if link.used_at is not None]
    return max(used, key=lambda link: (link.used_at, link.id)).id if used else 0


async def _refuse_last(act: Act, person: Person) -> None:
    """The last account of the lead office stays: without it nobody could make a link any more."""
    holders, _ = await act.holders(Role.LEAD_OFFICE)
    if {each.id for each in holders} == {person.id}:
        raise Refused("people.last_account")
