"""撤销绑定: the approver or the lead office undoes a binding; from then on the account has no access."""

from bot.domain.errors import Stale
from bot.domain.permissions import Action, Case
from bot.usecases.act import Act
from bot.usecases.people.bind_account import unit_text


async def unbind_account(act: Act, person_id: int) -> None:
    """Take the account from the person; his duties stay his, and a new link binds another account."""
    person = await act.work.people.get(person_id)
    act.permit(Action.UNBIND, Case(unit=person.unit))
    if person.account_id is None:
        raise Stale
    account_id = person.account_id
    person = await act.work.people.change(person, account_id=None)
    await act.record("account_unbound", person_id=person.id)
    await act.toast("bind.undone_toast")
    await act.reply("bind.undone", card=f"bound:{person.id}", name=person.name, unit=unit_text(person))
    await act.tell_account(account_id, "bind.taken")
