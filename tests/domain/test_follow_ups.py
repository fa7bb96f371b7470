"""Every abnormal finding has one decision that is open, or one that settles it: never none, never two."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.results.follow_ups import (
    OVER,
    RESULTS,
    UNSETTLED,
    FollowUp,
    FollowUpState,
    Measure,
    unanswered,
)

CODES = st.sampled_from(["A1", "A2", "A3"])
OUTCOMES = [
    (state, each) for state in (FollowUpState.RELEASED, FollowUpState.PUBLISHED) for each in UNSETTLED
]
ENDS = [(FollowUpState.DROPPED, None), *OUTCOMES]


def opened(codes: set[str], rows: list[FollowUp]) -> list[FollowUp]:
    """Return the rows with those that are opened now."""
    new = [FollowUp(inspection_id=1, item_code=code, turn=turn) for code, turn in unanswered(codes, rows)]
    return [*rows, *new]


@given(st.lists(st.tuples(st.sets(CODES), st.sampled_from(ENDS)), max_size=5))
def test_each_abnormal_item_has_exactly_one_decision_at_work(history: list[tuple[set[str], object]]) -> None:
    rows: list[FollowUp] = []
    for abnormal, (state, result) in history:  # type: ignore[misc]
        rows = opened(abnormal, rows)
        live = [each for each in rows if each.state not in OVER and (each.state, each.result) not in OUTCOMES]
        assert abnormal <= {each.item_code for each in live}
        assert len({each.item_code for each in live}) == len(live)
        assert unanswered(abnormal, rows) == []
        rows = [each.model_copy(update={"state": state, "result": result}) for each in rows]
    turns = [(each.item_code, each.turn) for each in rows]
    assert len(set(turns)) == len(turns)


@given(CODES, st.sampled_from([each for measure in Measure for each in RESULTS[measure]]))
def test_an_outcome_that_settles_opens_nothing(code: str, result: object) -> None:
    row = FollowUp(inspection_id=1, item_code=code, state=FollowUpState.PUBLISHED, result=result)  # type: ignore[arg-type]
    assert row.is_settled is (result not in UNSETTLED)
    assert unanswered({code}, [row]) == ([(code, 2)] if result in UNSETTLED else [])
