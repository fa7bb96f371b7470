"""撤回: a declared conflict of interest holds no longer; draws already frozen keep theirs."""

from bot.domain.errors import NotAllowed, Stale
from bot.usecases.act import Act
from bot.usecases.duties.declare_conflict import conflict_data, tell_others
from bot.usecases.duties.on_behalf import CONFLICT, permit_for
from bot.usecases.duties.show_conflicts import show_conflicts


async def withdraw_conflict(act: Act, declaration_id: int) -> None:
    """Withdraw it; what the office declared for an inspector only the office withdraws."""
    declared = await act.work.declarations.get(declaration_id)
    permit_for(act, CONFLICT, await act.work.people.get(declared.person_id))
    if declared.is_withdrawn:
        raise Stale
    if declared.person_id == act.me.id != declared.declared_by:
        raise NotAllowed("conflict.not_yours", action="withdraw_conflict")
    declared = await act.work.declarations.change(
        declared, is_withdrawn=True, withdrawn_by=act.me.id, withdrawn_at=act.at
    )
    await act.record("conflict_withdrawn", declaration=declared.id)
    await act.toast("conflict.withdrawn_toast")
    await act.reply("conflict.withdrawn", **await conflict_data(act, declared))
    await tell_others(act, declared, "withdrawn")
    await show_conflicts(act)
