"""到期移出、撤销列入: a listing ends by its term, or with the finding that it rests on."""

from collections.abc import Collection

from bot.domain.results.listings import IN_FORCE, SHOWN, Listing, ListingState
from bot.domain.results.undrawn import Inspected, rows_of
from bot.domain.workflow import step_for
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import SUBJECT
from bot.usecases.follow_ups.listing_cards import show_listing, tell_of_listing

OWED = "measure_decision"
"""The kind of the deadline by which a listing is decided."""


async def lapse_listings(act: Act) -> None:
    """到期移出: what is over is taken down, by the bot itself."""
    for listing in await act.work.listings.all(state=SHOWN):
        if listing.is_over(act.today):
            await _expire(act, listing)


async def _expire(act: Act, listing: Listing) -> None:
    was_listed = listing.state is ListingState.LISTED
    listing = await act.work.listings.move(listing, step_for("expire_listing", listing.state).target)
    if was_listed:
        await mark_listed(act, listing)
    await act.record("listing_expired", listing=listing.id)
    await show_listing(act, listing)
    await tell_of_listing(act, listing, "listing.expired")
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
        await mark_listed(act, listing)
    await act.cancel(OWED, (SUBJECT, listing.follow_up_id))
    await act.record("listing_lifted", listing=listing.id)
    await show_listing(act, listing)
    if was in SHOWN:
        await tell_of_listing(act, listing, "listing.lifted", rule="objection")


async def mark_listed(act: Act, listing: Listing) -> None:
    """Put down at the target whether a listing of it stands; what its register says is another matter."""
    standing = await act.work.listings.all(target_id=listing.target_id, state=ListingState.LISTED)
    target = await act.work.targets.get(listing.target_id)
    await act.work.targets.change(target, is_listed=bool(standing))
