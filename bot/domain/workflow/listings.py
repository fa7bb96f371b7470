"""A target on the blacklist: offered by a grave outcome, decided by the lead office, repaired or expired."""

from bot.domain.actions import Action
from bot.domain.results.listings import IN_FORCE, ListingState
from bot.domain.workflow.step import BOT, State, Step

_DECIDES = Action.DECIDE_MEASURE

STEPS: tuple[Step, ...] = (
    Step("list_target", ListingState.OFFERED, ListingState.LISTED, _DECIDES, (), "intensity"),
    Step("decline_listing", ListingState.OFFERED, ListingState.DECLINED, _DECIDES, (), "intensity"),
    Step(
        "repair",
        ListingState.LISTED,
        ListingState.REPAIRED,
        _DECIDES,
        ("listing.repaired",),
        "listing",
    ),
    Step("expire_listing", ListingState.LISTED, ListingState.EXPIRED, BOT, ("listing.expired",), "listing"),
    Step("expire_listing", ListingState.REPAIRED, ListingState.EXPIRED, BOT, ("listing.expired",), "listing"),
    # The result was corrected: the finding that the outcome was about is none.
    *(
        Step("lift_listing", state, ListingState.LIFTED, BOT, ("listing.lifted",), "objection")
        for state in IN_FORCE
    ),
)

FINAL: tuple[State, ...] = (ListingState.DECLINED, ListingState.EXPIRED, ListingState.LIFTED)
