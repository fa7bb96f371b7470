"""The card of a target that may be, or is, on the blacklist."""

from typing import Any

from bot.domain.results.listings import ListingState
from bot.views.keyboards import Keyboard, button


def listing_card(data: dict[str, Any]) -> Keyboard:
    """Offer the two answers, and once it is listed the repair."""
    one = {"listing_id": data["listing"]}
    if data["at"] == ListingState.OFFERED:
        return (
            (button("listing.list", "listing.list", **one),),
            (button("listing.no", "listing.no", **one),),
        )
    if data["at"] == ListingState.LISTED:
        return ((button("listing.repair", "listing.repair", **one),),)
    return ()


KEYBOARDS = {"listing.card": listing_card}
"""The keyboards of listings by their screens."""
