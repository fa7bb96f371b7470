"""Where a duty stands, whether its team is whole, and what changes hands: tables."""

from datetime import date

import pytest

from bot.domain.deadlines import Deadline, open_deadline
from bot.domain.duties.duty import Duty, DutyState, Request, RequestKind, RequestState, relieved_by
from bot.domain.duties.handover import Handover, hand_over, left_open, refuse_late
from bot.domain.duties.standing import Standing, standing_of
from bot.domain.duties.whole_team import Sitting, lacks_licence, lacks_people
from bot.domain.errors import Refused
from bot.domain.inspections import InspectionState
from bot.regulations import load_profile
from storage.calendars import BureauCalendar

BOOK = BureauCalendar()
MONDAY = date(2026, 6, 1)
RECUSAL, SUBSTITUTION = RequestKind.RECUSAL, RequestKind.SUBSTITUTION


def duty(state: DutyState = DutyState.NOTIFIED) -> Duty:
    return Duty(id=1, round_id=1, person_id=1, inspector_number="P1", team=1, state=state)


def request(kind: RequestKind = RECUSAL, state: RequestState = RequestState.ASKED) -> Request:
    return Request(duty_id=1, round_id=1, person_id=1, kind=kind, targets=None, state=state)


@pytest.mark.parametrize(
    ("profile", "recusal", "substitution"),
    [
        ("quyang-education-2023", "第十六条", "第十六条"),
        ("quyang-county-2022", "第十六条", "第十六条"),
        ("changli-education-2017", "六-2", "六-2"),
        ("ordos-education-sport", "第四十三条", ""),
        ("lianchi-education-sport-2023", "第四十三条", ""),
    ],
)
def test_request_stands_on_what_its_text_says_of_it(profile: str, recusal: str, substitution: str) -> None:
    rules = load_profile(profile)
    found = [rules.rule(relieved_by(kind, rules)).article for kind in (RECUSAL, SUBSTITUTION)]
    assert found == [recusal, substitution]


def term() -> Deadline:
    who = {"kind": "acknowledgement", "subject_kind": "duty", "subject_id": 1, "rule": "acknowledgement"}
    return open_deadline(**who, person_id=1, started_on=MONDAY, term_days=1, table=BOOK)


@pytest.mark.parametrize(
    ("state", "requests", "day", "standing"),
    [
        (DutyState.NOTIFIED, [], 2, Standing.NOTIFIED),
        (DutyState.NOTIFIED, [], 3, Standing.OVERDUE),
        (DutyState.NOTIFIED, [], 4, Standing.ESCALATED),
        (DutyState.NOTIFIED, [request()], 4, Standing.RECUSAL_ASKED),
        (DutyState.ACKNOWLEDGED, [request(SUBSTITUTION)], 2, Standing.SUBSTITUTION_ASKED),
        (DutyState.NOTIFIED, [request(), request(state=RequestState.EXHAUSTED)], 2, Standing.EXHAUSTED),
        (DutyState.NOTIFIED, [request(state=RequestState.REFUSED)], 2, Standing.NOTIFIED),
        (DutyState.ACKNOWLEDGED, [], 9, Standing.ACKNOWLEDGED),
        (DutyState.LEFT, [request()], 9, Standing.LEFT),
        (DutyState.DONE, [], 9, Standing.DONE),
    ],
)
def test_standing(state: DutyState, requests: list[Request], day: int, standing: Standing) -> None:
    assert standing_of(duty(state), requests, [term()], date(2026, 6, day), BOOK) is standing


SEATS = [{"department": "x", "size": 1, "licensed_min": 1}, {"department": "y", "size": 2, "licensed_min": 0}]


@pytest.mark.parametrize(
    ("sitting", "people", "licence"),
    [
        ([(0, True), (1, False), (1, False)], False, False),
        ([(0, False), (1, True), (1, True)], False, True),
        ([(0, True), (1, True)], True, False),
        ([(1, True), (1, True), (1, True)], True, True),
        ([], True, True),
    ],
)
def test_team_is_whole_seat_group_by_seat_group(
    sitting: list[tuple[int, bool]], people: bool, licence: bool
) -> None:
    who = [Sitting(*each) for each in sitting]

    assert (lacks_people(who, SEATS), lacks_licence(who, SEATS)) == (people, licence)


def test_nobody_inspects_alone_whatever_the_draw_said() -> None:
    alone = [{"department": "*", "size": 1, "licensed_min": 1}]

    assert lacks_people([Sitting(0, True)], alone)
    assert lacks_people([Sitting(0, True)], [])
    assert not lacks_people([Sitting(0, True), Sitting(0, False)], [])


OPEN, SENT, DEAD = InspectionState.CONFIRMED, InspectionState.ENTERED, InspectionState.NOT_INSPECTABLE


@pytest.mark.parametrize(
    ("wanted", "served", "known", "handed"),
    [
        (None, {"A": OPEN, "B": OPEN}, "AB", Handover(("A", "B"), (), is_gone=True, is_null=True)),
        (["A"], {"A": OPEN, "B": OPEN}, "AB", Handover(("A",))),
        (None, {"A": OPEN, "B": SENT}, "AB", Handover(("A",))),
        (None, {"A": OPEN, "B": DEAD}, "AB", Handover(("A",), (), is_gone=True)),
        (None, {"A": OPEN, "S": OPEN}, "A", Handover(("A",), ("S",), is_gone=True, is_null=True)),
        (None, {"B": DEAD}, "B", Handover((), (), is_gone=True)),
        (["A"], {"A": DEAD, "B": OPEN}, "AB", Handover(())),
        (None, {"S": OPEN}, "", Handover((), ("S",), is_gone=True, is_null=True)),
    ],
)
def test_hand_over(
    wanted: list[str] | None, served: dict[str, InspectionState], known: str, handed: Handover
) -> None:
    found = hand_over(wanted, served, "AB", known)

    assert found == handed
    assert found.targets == (None if handed.is_null else list(handed.own))
    assert found.is_vacancy == (bool(handed.own) or handed.is_null)


def test_submitted_record_stays_with_those_who_made_it() -> None:
    with pytest.raises(Refused, match=r"^recusal\.too_late$"):
        refuse_late(None, {"A": SENT})


def test_left_open_is_what_nobody_takes_and_is_still_inspected() -> None:
    handed = Handover(("A", "B"), is_gone=True)

    assert left_open([["P3", ["A"]], [None, ["B", "C"]]], handed) == ["B"]


@pytest.mark.parametrize(
    ("mine", "others", "overlaps"), [(None, ["A"], True), (["A"], None, True), (["A"], ["B"], False)]
)
def test_requests_overlap(mine: list[str] | None, others: list[str] | None, overlaps: bool) -> None:
    assert request().model_copy(update={"targets": mine}).overlaps(others) is overlaps
