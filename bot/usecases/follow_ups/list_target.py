"""列入黑名单、信用修复: the lead office decides after a grave outcome; the next draw follows it."""

from collections.abc import Collection
from datetime import timedelta

from bot.domain.actions import Action
from bot.domain.people import Dialogue, Person, Role
from bot.domain.registers.rows import Target
from bot.domain.results.follow_ups import FollowUp
from bot.domain.results.listings import IN_FORCE, SHOWN, Listing, ListingState, is_grave
from bot.domain.results.undrawn import Inspected, rows_of
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import SUBJECT, deciders, decision_case, item_name
from bot.usecases.follow_ups.propose_measure import MOST_WORDS
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.owe_release import coordinator_of

TOPIC = "repair"
_OWED = "measure_decision"


async def offer_listing(act: Act, row: FollowUp) -> None:
    """Ask the lead office whether the target is listed, where the published outcome is a grave one."""
    if not is_grave(row) or await act.work.listings.one(follow_up_id=row.id):
        return
    inspection = await inspection_of(act.work, row)
    target = {"target_id": inspection.target_id, "target_key": inspection.target_key}
    listing = await act.work.listings.add(Listing(follow_up_id=row.id, **target))
    await act.record("listing_offered", listing=listing.id, follow_up=row.id)
    days = act.office.profile.terms.second_person_days.value
    await act.owe(_OWED, (SUBJECT, row.id), days, role=Role.LEAD_OFFICE, rule="second_person")
    await _show(act, listing)


async def list_target(act: Act, listing_id: int) -> None:
    """列入: from the next draw on the target belongs to the blacklisted."""
    listing = await _decidable(act, listing_id)
    until = act.today + timedelta(days=act.office.profile.terms.listing_calendar_days.value)
    step = step_for("list_target", listing.state)
    listing = await act.work.listings.move(
        listing, step.target, decided_by=act.me.id, listed_on=act.today, until=until
    )
    await _mark(act, listing)
    await act.record("target_listed", listing=listing.id, until=until.isoformat())
    await _decided(act, listing)


async def decline_listing(act: Act, listing_id: int) -> None:
    """不列入: the outcome stays as it is published."""
    listing = await _decidable(act, listing_id)
    step = step_for("decline_listing", listing.state)
    listing = await act.work.listings.move(listing, step.target, decided_by=act.me.id)
    await act.record("listing_declined", listing=listing.id)
    await _decided(act, listing)


async def start_repair(act: Act, listing_id: int) -> None:
    """Ask what the repair rests on."""
    listing = await _decidable(act, listing_id)
    step_for("repair", listing.state)
    dialogue = await dialogues.begin(act, TOPIC, "words", listing=listing.id)
    await dialogues.ask(act, dialogue, "listing.ask_repair", name=await _name(act, listing))


async def type_repair(act: Act, dialogue: Dialogue, typed: str) -> None:
    """信用修复: the credit file says so, and the next draw does not raise the target's share."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    listing = await _decidable(act, int(str(dialogue.draft["listing"])))
    words = await act.keep_words(typed)
    repaired = {"repaired_on": act.today, "repaired_by": act.me.id, "repair_words_id": words.id}
    listing = await act.work.listings.move(listing, step_for("repair", listing.state).target, **repaired)
    await _mark(act, listing)
    await act.record("listing_repaired", listing=listing.id, words=words.commitment)
    await dialogues.end(act, dialogue)
    await _show(act, listing)
    await _tell(act, listing, "listing.repaired")
    await act.rewrite_site()


async def lapse_listings(act: Act) -> None:
    """到期移出: what is over is taken down, by the bot itself."""
    for listing in await act.work.listings.all(state=SHOWN):
        if listing.is_over(act.today):
            await _expire(act, listing)


async def _expire(act: Act, listing: Listing) -> None:
    was_listed = listing.state is ListingState.LISTED
    listing = await act.work.listings.move(listing, step_for("expire_listing", listing.state).target)
    if was_listed:
        await _mark(act, listing)
    await act.record("listing_expired", listing=listing.id)
    await _show(act, listing)
    await _tell(act, listing, "listing.expired")
    await act.rewrite_site()


async def lift_listings(act: Act, inspection: Inspected, abnormal: Collection[str]) -> None:
    """撤销列入: a listing for an item that is none of these, which are abnormal now, has no ground."""
    rows = {each.id: each for each in await act.work.follow_ups.all(**rows_of(inspection))}
    for listing in await act.work.listings.all(follow_up_id=tuple(rows), state=IN_FORCE) if rows else ():
        if rows[listing.follow_up_id].item_code not in abnormal:
            await _lift(act, listing)


async def _lift(act: Act, listing: Listing) -> None:
    was = listing.state
    listing = await act.work.listings.move(listing, step_for("lift_listing", was).target)
    if was is ListingState.LISTED:
        await _mark(act, listing)
    await act.cancel(_OWED, (SUBJECT, listing.follow_up_id))
    await act.record("listing_lifted", listing=listing.id)
    await _show(act, listing)
    if was in SHOWN:
        await _tell(act, listing, "listing.lifted", rule="objection")


async def pending_listings(act: Act) -> int:
    """Send anew what waits for my decision, and return how many there are."""
    shown = 0
    for listing in await act.work.listings.all(state=ListingState.OFFERED):
        row = await act.work.follow_ups.get(listing.follow_up_id)
        if act.me in await deciders(act, row):
            await act.forget_card(f"listing:{listing.id}")
            await _show_to(act, listing, act.me)
            shown += 1
    return shown


async def _decidable(act: Act, listing_id: int) -> Listing:
    listing = await act.work.listings.get(listing_id)
    row = await act.work.follow_ups.get(listing.follow_up_id)
    act.permit(Action.DECIDE_MEASURE, await decision_case(act, row))
    return listing


async def _decided(act: Act, listing: Listing) -> None:
    await act.settle(_OWED, (SUBJECT, listing.follow_up_id))
    await _show(act, listing)
    await act.rewrite_site()


async def _mark(act: Act, listing: Listing) -> None:
    """Put down at the target whether a listing of it stands; what its register says is another matter."""
    standing = await act.work.listings.all(target_id=listing.target_id, state=ListingState.LISTED)
    target = await act.work.targets.get(listing.target_id)
    await act.work.targets.change(target, is_listed=bool(standing))


async def _show(act: Act, listing: Listing) -> None:
    row = await act.work.follow_ups.get(listing.follow_up_id)
    for person in await deciders(act, row):
        await _show_to(act, listing, person)


async def _show_to(act: Act, listing: Listing, person: Person) -> None:
    row = await act.work.follow_ups.get(listing.follow_up_id)
    inspection = await inspection_of(act.work, row)
    until = listing.until
    await act.notify(
        "listing.card",
        person,
        card=f"listing:{listing.id}",
        listing=listing.id,
        number=await number_of(act, inspection),
        name=await _name(act, listing),
        item=await item_name(act, row),
        outcome={"key": f"follow_up.result.{row.result}"},
        state={"key": f"listing.state.{listing.state}"},
        until={"key": "listing.until", "day": {"date": until.isoformat()}} if until else "",
        days=act.office.profile.terms.listing_calendar_days.value,
        term=act.ground("listing"),
        ground=act.ground("intensity"),
        at=listing.state.value,
    )


async def _tell(act: Act, listing: Listing, screen: str, rule: str = "listing") -> None:
    """Tell the coordinator of the round, who tells the target, and how the next draw takes it."""
    row = await act.work.follow_ups.get(listing.follow_up_id)
    coordinator = await coordinator_of(act, await inspection_of(act.work, row))
    target = await act.work.targets.get(listing.target_id)
    following = {"key": _next(target)}
    await act.notify(screen, coordinator, name=target.name, next=following, ground=act.ground(rule))


def _next(target: Target) -> str:
    if target.is_listed:
        return "listing.next.listed"
    return "listing.next.register" if target.blacklisted else "listing.next.off"


async def _name(act: Act, listing: Listing) -> str:
    return (await act.work.targets.get(listing.target_id)).name
