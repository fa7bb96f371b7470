"""What has to happen on site, and what is lacking where an outcome leaves nothing to inspect."""

from typing import Any

import pytest

from bot.domain.inspections import Answer, Inspection, InspectionState
from bot.domain.results.findings import (
    NOTHING_INSPECTED,
)
from bot.domain.results.materials import FORM, WHOLE, Material, MaterialKind, SourceKind
from bot.domain.results.record import REFUSED, SIGNED, missing
from bot.domain.results.site_steps import Method, SiteStep, SiteStepKind, missing_steps
from tests.stories.office import MONDAY

SHOWN = {"key": "result.missing.shown"}


def inspection(**values: Any) -> Inspection:
    """Return an inspection that is open for answers."""
    place = {"round_id": 1, "target_id": 1, "target_key": "N1", "team": 1}
    return Inspection(**place, state=InspectionState.VISITED, **values)


def step(kind: SiteStepKind, person_id: int = 1) -> SiteStep:
    return SiteStep(inspection_id=1, kind=kind, person_id=person_id, at=MONDAY)


def whole(kind: MaterialKind, **values: Any) -> Material:
    at = {"sent_at": MONDAY, "received_at": MONDAY}
    return Material(account_id=7, message_id=1, person_id=1, item_code=WHOLE, kind=kind, **at, **values)


def presence(n: int) -> dict[str, Any]:
    return {"key": "result.missing.presence", "n": n}


ARRIVED = [step(SiteStepKind.ARRIVED, 1), step(SiteStepKind.ARRIVED, 2)]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], [presence(0), SHOWN]),
        ([step(SiteStepKind.ARRIVED), step(SiteStepKind.ARRIVED), step(SiteStepKind.SHOWN)], [presence(1)]),
        ([step(SiteStepKind.ARRIVED, 1), step(SiteStepKind.ARRIVED, 9)], [presence(1), SHOWN]),
        ([*ARRIVED, step(SiteStepKind.SHOWN)], []),
    ],
)
def test_two_of_the_team_arrive_and_the_licence_is_shown(
    steps: list[SiteStep], expected: list[dict[str, Any]]
) -> None:
    assert missing_steps(inspection(), steps, [1, 2], []) == expected


@pytest.mark.parametrize(
    ("values", "told", "expected"),
    [
        ({"signature": SIGNED}, [], [{"key": "result.missing.told"}]),
        ({"signature": SIGNED}, [step(SiteStepKind.TOLD)], []),
        ({"signature": REFUSED}, [], []),
        ({"signature": SIGNED, "conclusion": "closed"}, [], [{"key": "result.missing.outcome"}]),
    ],
)
def test_the_result_is_told_where_the_regulation_says_so_and_somebody_signs(
    values: dict[str, Any], told: list[SiteStep], expected: list[dict[str, Any]]
) -> None:
    steps = [*ARRIVED, step(SiteStepKind.SHOWN), *told]

    assert missing_steps(inspection(**values), steps, [1, 2], [], is_fed_back=True) == expected
    untold = [each for each in expected if each["key"] != "result.missing.told"]
    assert missing_steps(inspection(**values), steps, [1, 2], []) == untold


def test_what_was_told_before_it_changed_is_told_again() -> None:
    told = step(SiteStepKind.TOLD).model_copy(update={"results": "a"})
    steps, signed = [*ARRIVED, step(SiteStepKind.SHOWN), told], inspection(signature=SIGNED)

    assert missing_steps(signed, steps, [1, 2], [], is_fed_back=True, results="a") == []
    assert missing_steps(signed, steps, [1, 2], [], is_fed_back=True, results="b") == [
        {"key": "result.missing.told_again"}
    ]


@pytest.mark.parametrize("method", [Method.DOCUMENTS, Method.NETWORK])
def test_who_does_not_go_there_need_not_arrive(method: Method) -> None:
    assert missing_steps(inspection(method=method), [], [1, 2], []) == []


@pytest.mark.parametrize("method", [Method.TESTING, Method.AGENCY, Method.AUTHORITY])
def test_what_others_found_comes_with_its_source(method: Method) -> None:
    lacks = [{"key": "result.missing.report"}, {"key": "result.missing.source"}]
    report = whole(MaterialKind.FILE, sha256="a", words_id=1)
    sourced = report.model_copy(update={"source": SourceKind.LABORATORY, "source_words_id": 2})
    note = whole(MaterialKind.TEXT, words_id=3, source=SourceKind.SPECIALIST, source_words_id=4)
    dropped = sourced.model_copy(update={"is_dropped": True})

    def lacking(*pieces: Material) -> list[dict[str, Any]]:
        return missing_steps(inspection(method=method), [], [1, 2], pieces)

    assert lacking() == lacks
    by_computer = missing_steps(inspection(method=method), [], [1, 2], [report], takes_files=False)
    assert by_computer == [{"key": "result.missing.source_there"}]
    assert lacking(note) == lacks[:1]
    assert lacking(report) == lacking(report, dropped) == lacks[1:]
    assert lacking(sourced) == lacking(report, note) == []
    by_console = sourced.model_copy(update={"words_id": None})  # it has no caption
    of_item = by_console.model_copy(update={"item_code": "A1"})
    assert lacking(by_console) == lacking(of_item) == []
    for update in ({"item_code": FORM}, {"item_code": ""}, {"is_dropped": True}):
        assert lacking(by_console.model_copy(update=update)) == lacks
    assert lacking(by_console.model_copy(update={"kind": MaterialKind.VOICE})) == lacks[:1]


@pytest.mark.parametrize("code", NOTHING_INSPECTED)
def test_where_nothing_could_be_inspected_two_say_why_and_no_finding_counts(code: str) -> None:
    closed = inspection(conclusion=code)
    outcome = {"key": "result.missing.outcome"}

    assert missing_steps(closed, [], [1, 2], []) == [presence(0), outcome]
    assert missing_steps(closed, ARRIVED, [1, 2], [whole(MaterialKind.TEXT, words_id=1)]) == [outcome]
    assert missing_steps(closed, ARRIVED, [1, 2], [whole(MaterialKind.PHOTO, sha256="a", words_id=1)]) == []
    assert missing([], [Answer(inspection_id=1, item_code="A")], [], closed) == []
