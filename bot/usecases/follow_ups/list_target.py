"""列入黑名单、信用修复: the lead office decides after a grave outcome; the next draw follows it."""

from datetime import timedelta

from bot.domain.actions import Action
from bot.domain.people import Dialogue, Role
from bot.domain.results.follow_ups import FollowUp
from bot.domain.results.listings import Listing, is_grave
from bot.domain.typed import paragraph
from bot.domain.workflow import step_for
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.follow_ups.end_listings import OWED, mark_listed
from bot.usecases.follow_ups.follow_up_cards import SUBJECT
from bot.usecases.follow_ups.follow_up_people import decision_case
from bot.usecases.follow_ups.listing_cards import listed_name, show_listing, tell_of_listing
from bot.usecases.follow_ups.propose_measure import MOST_WORDS
from bot.usecases.results.inspected import inspection_of

TOPIC = "repair"


async def offer_listing(act: Act, row: FollowUp) -> None:
    """Ask the lead office whether the target is listed, where the published outcome is a grave one."""
    if not is_grave(row) or await act.work.listings.one(follow_up_id=row.id):
        return
    inspection = await inspection_of(act.work, row)
    target = {"target_id": inspection.target_id, "target_key": inspection.target_key}
    listing = await act.work.listings.add(Listing(follow_up_id=row.id, **target))
    await act.record("listing_offered", listing=listing.id, follow_up=row.id)
    days = act.office.profile.terms.second_person_days.value
    await act.owe(OWED, (SUBJECT, row.id), days, role=Role.LEAD_OFFICE, rule="second_person")
    await show_listing(act, listing)


async def list_target(act: Act, listing_id: int) -> None:
    """列入: from the next draw on the target belongs to the blacklisted."""
    listing = await _decidable(act, listing_id)
    until = act.today + timedelta(days=act.office.profile.terms.listing_calendar_days.value)
    step = step_for("list_target", listing.state)
    listing = await act.work.listings.move(
        listing, step.target, decided_by=act.me.id, listed_on=act.today, until=until
    )
    await mark_listed(act, listing)
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
    await dialogues.ask(act, dialogue, "listing.ask_repair", name=await listed_name(act, listing))


async def type_repair(act: Act, dialogue: Dialogue, typed: str) -> None:
    """信用修复: the credit file says so, and the next draw does not raise the target's share."""
    typed = paragraph(typed, "objection.too_long", MOST_WORDS)
    listing = await _decidable(act, int(str(dialogue.draft["listing"])))
    words = await act.keep_words(typed)
    repaired = {"repaired_on": act.today, "repaired_by": act.me.id, "repair_words_id": words.id}
    listing = await act.work.listings.move(listing, step_for("repair", listing.state).target, **repaired)
    await mark_listed(act, listing)
    await act.record("listing_repaired", listing=listing.id, words=words.commitment)
    await dialogues.end(act, dialogue)
    await show_listing(act, listing)
    await tell_of_listing(act, listing, "listing.repaired")
    await act.rewrite_site()


async def _decidable(act: Act, listing_id: int) -> Listing:
    listing = await act.work.listings.get(listing_id)
    row = await act.work.follow_ups.get(listing.follow_up_id)
    act.permit(Action.DECIDE_MEASURE, await decision_case(act, row))
    return listing


async def _decided(act: Act, listing: Listing) -> None:
    await act.settle(OWED, (SUBJECT, listing.follow_up_id))
    await show_listing(act, listing)
    await act.rewrite_site()
