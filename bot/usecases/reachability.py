"""Who can be reached: a bot cannot write to somebody who blocked it, and hears when it may again."""

from bot.usecases.act import Act
from bot.usecases.duty_cards import show_open_duties


async def note_reachability(act: Act, *, is_gone: bool) -> None:
    """Keep whether the person can be reached; whoever comes back is shown the duties that he missed."""
    if act.person is None:
        return
    was_gone = act.person.is_unreachable
    person = await act.work.people.change(act.person, is_unreachable=is_gone)
    if was_gone and not is_gone:
        await show_open_duties(act, person)
