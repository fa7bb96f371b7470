"""The clock asks "what is due?" and nothing more: deadlines are rows, a late tick changes nothing."""

from collections.abc import Callable
from datetime import date

from bot.domain.ports import Crashpoint, Store, UnitOfWork
from bot.domain.reminders import REMINDING, Reminding
from bot.usecases.act import Act
from bot.usecases.calendars.lapse_proposals import lapse_proposals
from bot.usecases.calendars.recount_deadlines import recount_announced
from bot.usecases.calendars.warn_of_calendar import warn_of_calendar
from bot.usecases.deadlines.digest import give_digest
from bot.usecases.deadlines.remind import remind
from bot.usecases.destroy_words import destroy_words
from bot.usecases.draws.await_randomness import ask_again
from bot.usecases.draws.disclose_targets import disclose_due
from bot.usecases.draws.press_throw import throw_unpressed
from bot.usecases.draws.reveal_draw import reveal_due
from bot.usecases.duties.lapse_licence import lapse_licences
from bot.usecases.duties.name_unreached import name_all_unreached
from bot.usecases.duties.shortage import settle_open_targets
from bot.usecases.follow_ups.end_listings import lapse_listings
from bot.usecases.forget_updates import drop_updates, forget_updates
from bot.usecases.heads import post_head
from bot.usecases.lapse_second_persons import lapse_second_persons
from bot.usecases.menus import refresh_touched
from bot.usecases.people.turn_delegations import turn_delegations
from bot.usecases.plans.owe_plan import owe_plan
from bot.usecases.plans.warn_of_coverage import warn_of_coverage
from bot.usecases.platform.vacate_platform_seat import settle_imports
from bot.usecases.results.expire_results import expire_results
from bot.usecases.results.report_danger import repeat_dangers
from bot.usecases.rounds.round_board import show_boards
from bot.usecases.tell_set_apart import tell_set_apart
from bot.usecases.visits.ask_after_visits import ask_after_visits
from bot.usecases.visits.decide_merge import settle_merges


class Ticks:
    """What a tick does."""

    def __init__(
        self,
        store: Store,
        bot_act: Callable[[UnitOfWork], Act],
        wake: Callable[[], None],
        crash: Crashpoint,
        reminding: Reminding = REMINDING,
    ) -> None:
        """Take the store, what makes an act of the bot itself, and what wakes the sender."""
        self._store, self._act, self._wake = store, bot_act, wake
        self._crash, self._hours = crash, reminding.hours
        self._looked_on: date | None = None

    async def tick(self) -> None:
        """Reveal what is due, ask for what stalls, remind, keep the boards, post the journal's head."""
        async with self._store.writing() as work:
            await disclose_due(self._act(work))
            await reveal_due(self._act(work))
            await ask_again(self._act(work))
            await throw_unpressed(self._act(work))
            await owe_plan(self._act(work), self._hours)
            await turn_delegations(self._act(work))
            await lapse_licences(self._act(work))
            await settle_open_targets(self._act(work))
            await lapse_listings(self._act(work))
            await name_all_unreached(self._act(work), self._hours)
            await repeat_dangers(self._act(work))
            await settle_imports(self._act(work))
            await lapse_proposals(self._act(work))
            await recount_announced(self._act(work))
            await lapse_second_persons(self._act(work))
            await settle_merges(self._act(work))
            await remind(self._act(work))
            await give_digest(self._act(work))
            await show_boards(self._act(work))
            await ask_after_visits(self._act(work), self._hours)
            await warn_of_calendar(self._act(work), self._hours)
            await warn_of_coverage(self._act(work), self._hours)
            await tell_set_apart(self._act(work))
            await forget_updates(self._act(work))
            await self._daily(self._act(work))
            await post_head(self._act(work), self._hours)
            await refresh_touched(self._act(work))
            self._crash("tick.before_commit")
        self._crash("tick.after_commit")
        self._wake()

    async def _daily(self, act: Act) -> None:
        """Look once a day, and after each start, for what is to be taken down or destroyed."""
        if self._looked_on != act.today:
            await expire_results(act)
            await destroy_words(act)
            await drop_updates(act)
            self._looked_on = act.today
