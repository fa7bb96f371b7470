"""What is shown of a listing to the lead office, and what its coordinator is told of it."""

from bot.domain.people import Person
from bot.domain.registers.rows import Target
from bot.domain.results.listings import Listing, ListingState
from bot.usecases.act import Act
from bot.usecases.follow_ups.follow_up_cards import item_name
from bot.usecases.follow_ups.follow_up_people import deciders
from bot.usecases.results.inspected import inspection_of, number_of
from bot.usecases.results.owe_release import coordinator_of


async def pending_listings(act: Act) -> int:
    """Send anew what waits for my decision, and return how many there are."""
    shown = 0
    for listing in await act.work.listings.all(state=ListingState.OFFERED):
        row = await act.work.follow_ups.get(listing.follow_up_id)
        if act.me in await deciders(act, row):
            await act.forget_card(f"listing:{listing.id}")
            await show_listing_to(act, listing, act.me)
            shown += 1
    return shown


async def show_listing(act: Act, listing: Listing) -> None:
    """Send or edit the cards of those who decide."""
    row = await act.work.follow_ups.get(listing.follow_up_id)
    for person in await deciders(act, row):
        await show_listing_to(act, listing, person)


async def show_listing_to(act: Act, listing: Listing, person: Person) -> None:
    """Send or edit the card of one who decides."""
    row = await act.work.follow_ups.get(listing.follow_up_id)
    inspection = await inspection_of(act.work, row)
    until = listing.until
    await act.notify(
        "listing.card",
        person,
        card=f"listing:{listing.id}",
        listing=listing.id,
        number=await number_of(act, inspection),
        name=await listed_name(act, listing),
        item=await item_name(act, row),
        outcome={"key": f"follow_up.result.{row.result}"},
        state={"key": f"listing.state.{listing.state}"},
        until={"key": "listing.until", "day": {"date": until.isoformat()}} if until else "",
        days=act.office.profile.terms.listing_calendar_days.value,
        term=act.ground("listing"),
        ground=act.ground("intensity"),
        at=listing.state.value,
    )


async def tell_of_listing(act: Act, listing: Listing, screen: str, rule: str = "listing") -> None:
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


async def listed_name(act: Act, listing: Listing) -> str:
    """Return the name of the target that a listing is about."""
    return (await act.work.targets.get(listing.target_id)).name
