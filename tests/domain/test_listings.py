"""Which outcomes raise the question of the blacklist, and when a listing is over."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.results.follow_ups import RESULTS, FollowUp
from bot.domain.results.listings import SHOWN, Listing, ListingState, is_grave

LAST = date(2029, 9, 22)


def test_penalty_and_accepted_crime_alone_raise_the_question() -> None:
    grave = {
        (measure.value, result.value)
        for measure, results in RESULTS.items()
        for result in results
        if is_grave(FollowUp(inspection_id=1, item_code="A1", measure=measure, result=result))
    }
    assert grave == {("penalty", "punished"), ("crime", "transferred")}


@given(st.sampled_from(ListingState), st.integers(-400, 400))
def test_listing_is_over_once_its_last_day_has_passed(state: ListingState, days: int) -> None:
    listing = Listing(target_id=1, target_key="T", follow_up_id=1, state=state, until=LAST)
    assert listing.is_over(LAST + timedelta(days=days)) is (state in SHOWN and days > 0)
