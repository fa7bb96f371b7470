"""When a record is complete, what it says, and the hash that both sign."""

import hashlib
from typing import Any

import pytest

from bot.domain.inspections import Answer, Inspection, InspectionState
from bot.domain.registers.rows import Item
from bot.domain.results.findings import ABNORMAL, NORMAL
from bot.domain.results.material_of_items import signed_since
from bot.domain.results.materials import FORM, Material, MaterialKind
from bot.domain.results.record import REFUSED, SIGNED, missing, record_hash, shown_signing
from tests.stories.office import MONDAY

ITEMS = [Item(code=code, name=code, basis="法", needs_photo=code == "B") for code in ("A", "B", "C")]
SIGNATURE = {"key": "result.missing.signature"}


def inspection(**values: Any) -> Inspection:
    """Return an inspection that is open for answers."""
    place = {"round_id": 1, "target_id": 1, "target_key": "N1", "team": 1}
    return Inspection(**place, state=InspectionState.VISITED, **values)


def answer(code: str, finding: str) -> Answer:
    return Answer(inspection_id=1, item_code=code, finding=finding)


def piece(code: str, kind: MaterialKind, **values: Any) -> Material:
    whose = {"account_id": 7, "message_id": 1, "person_id": 1, "inspection_id": 1, "item_code": code}
    return Material(**whose, kind=kind, sent_at=MONDAY, received_at=MONDAY, **values)


def photo(code: str) -> Material:
    return piece(code, MaterialKind.PHOTO, sha256="0" * 64)


def note(code: str) -> Material:
    return piece(code, MaterialKind.TEXT, words_id=5)


def lacks(what: str, numbers: str) -> dict[str, str]:
    return {"key": f"result.missing.{what}", "n": numbers}


@pytest.mark.parametrize(
    ("answers", "pieces", "expected"),
    [
        ([], [], [lacks("finding", "1、2、3")]),
        ([answer("A", NORMAL), answer("C", NORMAL)], [], [lacks("finding", "2")]),
        ([answer(code, NORMAL) for code in "ABC"], [], []),
        ([answer("A", ABNORMAL), answer("B", NORMAL), answer("C", NORMAL)], [], [lacks("note", "1")]),
        ([answer("A", ABNORMAL), answer("B", NORMAL), answer("C", NORMAL)], [note("A")], []),
        (
            [answer("A", ABNORMAL), answer("B", ABNORMAL)],
            [photo("A")],
            [lacks("finding", "3"), lacks("note", "1、2"), lacks("photo", "2")],
        ),
        (
            [answer("A", NORMAL), answer("B", ABNORMAL), answer("C", NORMAL)],
            [note("B"), piece("B", MaterialKind.VOICE, sha256="1" * 64)],
            [lacks("photo", "2")],
        ),
        (
            [answer("A", NORMAL), answer("B", ABNORMAL), answer("C", NORMAL)],
            [note("B"), photo("B")],
            [],
        ),
        (
            [answer("A", NORMAL), answer("B", ABNORMAL), answer("C", NORMAL)],
            [photo("B")],
            [lacks("note", "2")],
        ),
    ],
)
def test_missing_lists_findings_then_notes_then_photos(
    answers: list[Answer], pieces: list[Material], expected: list[dict[str, str]]
) -> None:
    assert missing(ITEMS, answers, [*pieces, photo(FORM)], inspection(signature=SIGNED)) == expected
    assert missing(ITEMS, answers, pieces, inspection()) == [*expected, SIGNATURE]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [SIGNATURE]),
        ({"signature": SIGNED}, [{"key": "result.missing.form"}]),
        ({"signature": REFUSED}, [{"key": "result.missing.refusal_reason"}]),
        ({"signature": REFUSED, "signature_words_id": 3}, [{"key": "result.missing.witness"}]),
        ({"signature": REFUSED, "signature_words_id": 3, "witness": "none"}, []),
    ],
)
def test_target_signs_or_its_refusal_has_a_reason(
    values: dict[str, Any], expected: list[dict[str, str]]
) -> None:
    assert missing([], [], [], inspection(**values)) == expected


@pytest.mark.parametrize("given", [photo(FORM), note(FORM)])
def test_a_signed_form_has_its_picture_or_words_on_why_there_is_none(given: Material) -> None:
    assert missing([], [], [given], inspection(signature=SIGNED)) == []


@pytest.mark.parametrize(
    ("content", "expected"), [("old", []), ("new", [{"key": "result.missing.signature_again"}])]
)
@pytest.mark.parametrize(
    "stated", [{"signature": SIGNED}, {"signature": REFUSED, "signature_words_id": 3, "witness": "none"}]
)
def test_what_the_target_has_signed_or_refused_is_signed_anew_once_it_says_something_else(
    stated: dict[str, Any], content: str, expected: list[dict[str, str]]
) -> None:
    form = photo(FORM).model_copy(update={"of_content": "old"})

    assert missing([], [], [form], inspection(signed_content="old", **stated), content) == expected


_SIGNED_BEFORE = {"signature": SIGNED, "signings": 1, "signed_content": "old"}


@pytest.mark.parametrize(
    ("forms", "stated", "content", "expected"),
    [
        ([(1, "old")], {}, "new", ["signature", "form_again"]),
        ([(1, "old"), (1, "new")], {}, "new", ["signature"]),
        ([(1, "old")], _SIGNED_BEFORE, "new", ["signature_again"]),
        ([(1, "old"), (2, "old")], _SIGNED_BEFORE, "new", ["signature_again", "form_again"]),
        ([(1, "older")], _SIGNED_BEFORE, "old", ["form_again"]),
        ([(2, "new")], _SIGNED_BEFORE, "old", ["form"]),
        ([(1, "older"), (1, "old")], _SIGNED_BEFORE, "old", []),
    ],
)
def test_a_form_that_came_of_another_draft_is_asked_for_again(
    forms: list[tuple[int, str]], stated: dict[str, Any], content: str, expected: list[str]
) -> None:
    pieces = [
        photo(FORM).model_copy(update={"of_signing": signing, "of_content": told}) for signing, told in forms
    ]

    lacking = missing([], [], pieces, inspection(**stated), content)

    assert [each["key"].removeprefix("result.missing.") for each in lacking] == expected


def test_the_form_of_an_earlier_signature_or_of_another_draft_stays_with_it() -> None:
    first, second, other = (
        photo(FORM).model_copy(update={"of_signing": 1, "of_content": "old"}),
        photo(FORM).model_copy(update={"of_signing": 2, "of_content": "new"}),
        photo("A"),
    )

    assert signed_since([first, second, other], 1, "old") == [first, second, other]
    assert signed_since([first, second, other], 1, "new") == [second, other]
    assert signed_since([first, second, other], 2, "new") == [second, other]
    assert signed_since([first, second, other], 2, "old") == [other]
    assert signed_since([first, second, other], 3, "new") == [other]


@pytest.mark.parametrize(
    ("signature", "content", "shown"),
    [("", "old", 1), (SIGNED, "old", 1), (SIGNED, "new", 2), (REFUSED, "new", 2)],
)
def test_a_form_shows_the_signature_that_stands_or_else_the_next(
    signature: str, content: str, shown: int
) -> None:
    stated = inspection(signature=signature, signed_content="old", signings=1 if signature else 0)

    assert shown_signing(stated, content) == shown


def test_record_hash_is_over_canonical_json() -> None:
    record = {"team": [2, 1], "items": [{"item": "A", "finding": "normal"}]}

    expected = hashlib.sha256(b'{"items":[{"finding":"normal","item":"A"}],"team":[2,1]}').hexdigest()
    assert record_hash(record) == record_hash(dict(reversed(record.items()))) == expected
    assert record_hash(record | {"team": [1, 2]}) != expected
