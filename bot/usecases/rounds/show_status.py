"""The board of the open rounds, and what waits for me."""

from typing import Any

from bot.domain.actions import Action
from bot.domain.commands import commands_of
from bot.domain.deadlines import DeadlineState
from bot.domain.inspections import InspectionState
from bot.domain.people import Role
from bot.domain.platform.draw import PlatformState
from bot.domain.results.objections import CORRECTIONS
from bot.domain.rounds import ENDED, AttemptState, Round
from bot.usecases.act import Act
from bot.usecases.calendars.load_calendar import pending_calendars
from bot.usecases.draws.ask_deviation import show_deviation
from bot.usecases.draws.propose_ending import show_proposals
from bot.usecases.duties.duty_cards import show_duty
from bot.usecases.duties.pending_requests import pending_requests
from bot.usecases.duties.report_ground import reportable
from bot.usecases.follow_ups.extension_cards import pending_extensions
from bot.usecases.follow_ups.listing_cards import pending_listings
from bot.usecases.follow_ups.pending_follow_ups import pending_follow_ups, pending_visits
from bot.usecases.on_paper.countersign import pending_entries
from bot.usecases.on_paper.enter_on_behalf import enterable
from bot.usecases.plans.pending_plan import pending_plan
from bot.usecases.platform.cancel_round import pending_cancellation
from bot.usecases.platform.platform_draws import shown_platform, standing_platform, vacant_seats
from bot.usecases.platform.reimport_platform_draw import show_offers
from bot.usecases.platform.vacate_platform_seat import show_wanted
from bot.usecases.results.amendment_cards import pending_amendments
from bot.usecases.results.hand_out_documents import offer_documents
from bot.usecases.results.objection_cards import pending_objections
from bot.usecases.results.owe_release import releasers
from bot.usecases.results.release_result import show_publish, show_release
from bot.usecases.results.switch_files import switchable
from bot.usecases.results.undrawn_cards import pending_undrawn
from bot.usecases.rounds.check_outcome import pending_checks
from bot.usecases.rounds.show_confirmation import show_confirmation
from bot.usecases.rounds.show_scrutiny import may_scrutinise
from bot.usecases.rounds.status_line import round_line, unsettled_lines
from bot.usecases.visits.merge_cards import pending_merges
from bot.usecases.visits.tell_target import pending_tellings

_NEXT = ("draw", "duty", "pending")
"""The commands that the board offers as buttons to whoever may use them where he asked."""


async def show_status(act: Act) -> None:
    """Show each open round: state, codes, counts, deadlines, who is overdue."""
    act.permit(Action.STATUS)
    rounds = [each for each in await act.work.rounds.all() if each.state not in ENDED]
    lines = [await round_line(act, each) for each in rounds]
    voidable = [each for opened in rounds for each in await _voidable(act, opened)]
    changeable = [each for opened in rounds for each in await _changeable(act, opened)]
    await act.reply(
        "status.board",
        rounds=[*lines, *await unsettled_lines(act)] or {"key": "status.none"},
        voidable=voidable,
        changeable=changeable,
        cancellable=[each for opened in rounds for each in await _cancellable(act, opened)],
        reportable=await reportable(act, rounds),
        enterable=[each for opened in rounds for each in await enterable(act, opened)],
        can_audit=may_scrutinise(act),
        switchable=[each for opened in rounds for each in await switchable(act, opened)],
        mine=[name for name in _NEXT if name in commands_of(act.actor, act.chat_kind)],
        is_group=act.chat is not None,
    )


async def _voidable(act: Act, opened: Round) -> list[list[Any]]:
    """Return the results that stand, for its coordinator alone: he may ask that one be declared void."""
    standing = await act.work.attempts.all(round_id=opened.id, state=AttemptState.STANDING)
    is_mine = act.person is not None and opened.coordinator_id == act.person.id
    return [[each.id, each.draw] for each in standing if is_mine and each.proposal is None]


async def _changeable(act: Act, opened: Round) -> list[list[Any]]:
    """Return the round whose lists came from the platform, for its coordinator: he may import them again."""
    is_mine = act.person is not None and opened.coordinator_id == act.person.id
    is_standing = is_mine and await standing_platform(act, opened) is not None
    return [[opened.id, opened.number]] if is_standing else []


async def _cancellable(act: Act, opened: Round) -> list[list[Any]]:
    """Return the round that the platform drew, for its coordinator: he may ask that it be cancelled."""
    is_mine = act.person is not None and opened.coordinator_id == act.person.id
    draw = await shown_platform(act, opened) if is_mine else None
    return [] if draw is None or draw.proposal else [[opened.id, opened.number]]


async def show_duties(act: Act) -> None:
    """Send my duty cards anew."""
    act.permit(Action.SEE_DUTY)
    duties = await act.work.duties.all(person_id=act.me.id)
    mine = [each for each in duties if (await act.work.rounds.get(each.round_id)).state not in ENDED]
    if not await pending_visits(act) and not mine:
        await act.reply("duty.none")
    for duty in mine:
        await act.forget_card(f"duty:{duty.id}")
        await show_duty(act, duty)
    await offer_documents(act, mine)


async def show_pending(act: Act) -> None:
    """Send anew every card that waits for my decision."""
    act.permit(Action.SEE_PENDING)
    if not await send_pending(act):
        await act.reply("pending.none")


async def send_pending(act: Act) -> int:
    """Send anew every card that waits for me, and return how many there are."""
    shown = 0
    corrected = {each.round_id for each in await act.work.inspections.all(correction=CORRECTIONS)}
    rounds = await act.work.rounds.all()
    for opened in [each for each in rounds if each.state not in ENDED or each.id in corrected]:
        shown += await pending_requests(act, opened)
        shown += await _pending_endings(act, opened)
        shown += await _pending_imports(act, opened)
        shown += await _pending_confirmations(act, opened)
        shown += await pending_checks(act, opened)
        shown += await pending_tellings(act, opened)
        shown += await pending_entries(act, opened)
        shown += await pending_merges(act, opened)
        shown += await _pending_results(act, opened)
    shown += await _pending_deviations(act)
    shown += await pending_objections(act)
    shown += await pending_undrawn(act)
    shown += await pending_amendments(act)
    shown += await pending_follow_ups(act)
    shown += await pending_extensions(act)
    shown += await pending_listings(act)
    shown += await pending_plan(act)
    shown += await pending_calendars(act)
    return shown


async def _pending_deviations(act: Act) -> int:
    """Count the requests to pass a cap that wait for the lead office's decision, and show them."""
    if not act.actor.holds(Role.LEAD_OFFICE):
        return 0
    shown = 0
    for dialogue in await act.work.dialogues.all(topic="draw", is_open=True):
        await act.forget_card(f"deviation:{dialogue.id}")
        shown += await show_deviation(act, dialogue, act.me)
    return shown


async def _pending_endings(act: Act, opened: Round) -> int:
    """Count the attempts whose end waits for the lead office's decision, and show them."""
    if not act.actor.holds(Role.LEAD_OFFICE):
        return 0
    shown = 0
    for attempt in await act.work.attempts.all(round_id=opened.id):
        if attempt.proposal is not None:
            await act.forget_card(f"ending:{attempt.id}")
            shown += await show_proposals(act, attempt, act.me)
    return shown


async def _pending_imports(act: Act, opened: Round) -> int:
    """Count what waits of the platform's lists: the lead office's decision, the coordinator's new file."""
    shown = 0
    if act.actor.holds(Role.LEAD_OFFICE):
        for draw in await act.work.platform_draws.all(round_id=opened.id, state=PlatformState.OFFERED):
            if draw.version > 1:
                await act.forget_card(f"platform-offer:{draw.id}")
                shown += await show_offers(act, opened, draw, act.me)
    shown += await pending_cancellation(act, opened)
    standing = await standing_platform(act, opened)
    if standing and opened.coordinator_id == act.me.id and await vacant_seats(act, standing):
        await act.forget_card(f"platform:{opened.id}")
        shown += await show_wanted(act, opened)
    return shown


async def _pending_confirmations(act: Act, opened: Round) -> int:
    deadlines = await act.work.deadlines.all(
        kind="confirmation", subject_id=opened.id, state=DeadlineState.OPEN
    )
    shown = 0
    for deadline in deadlines:
        people, stands_in = await act.holders(Role.LIST_ADMINISTRATOR, deadline.unit)
        if act.me in people:
            await act.forget_card(f"confirm:{opened.id}:{deadline.unit}")
            await show_confirmation(act, opened, deadline.unit, act.me, stands_in=stands_in)
            shown += 1
    return shown


async def _pending_results(act: Act, opened: Round) -> int:
    shown = 0
    for inspection in await act.work.inspections.all(round_id=opened.id):
        if inspection.state is InspectionState.SIGNED and act.me in (await releasers(act, inspection))[0]:
            await act.forget_card(f"release:{inspection.id}")
            await show_release(act, inspection)
            shown += 1
        if inspection.state is InspectionState.RELEASED and opened.coordinator_id == act.me.id:
            await act.forget_card(f"publish:{inspection.id}")
            await show_publish(act, inspection)
            shown += 1
    return shown
