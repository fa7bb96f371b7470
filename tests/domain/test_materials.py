"""However late, often or disordered the field's messages arrive, they end in the same record."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.results.joined_materials import joined, taken
from bot.domain.results.material_of_items import counted, files_of, has_picture, notes_of, of_item
from bot.domain.results.materials import FORM, WHOLE, Material, MaterialKind
from tests.stories.office import MONDAY

KINDS = (MaterialKind.TEXT, MaterialKind.PHOTO, MaterialKind.VOICE)


def piece(message_id: int = 1, kind: MaterialKind = MaterialKind.PHOTO, **values: Any) -> Material:
    """Return a photo of nine o'clock, sent by the account 7, unless it is said otherwise."""
    at = MONDAY + timedelta(minutes=values.pop("minute", message_id))
    plain: dict[str, Any] = {"account_id": 7, "person_id": 1, "sent_at": at, "received_at": at}
    return Material.model_validate(plain | {"message_id": message_id, "kind": kind} | values)


@st.composite
def _histories(draw: st.DrawFn) -> list[Material]:
    """Every update about a few messages: as sent, edited, and filed by presses; filings are numbered."""
    updates = []
    numbers = iter(draw(st.permutations(range(1, 30))))
    for message in range(1, draw(st.integers(1, 5)) + 1):
        album = draw(st.sampled_from(["", "a"]))
        kind = draw(st.sampled_from(KINDS))
        whose = {"album": album, "sha256": str(message) if kind is not MaterialKind.TEXT else ""}
        sent = piece(message, kind, **whose, words_id=100 * message, update_id=message)
        updates.append(sent)
        for n in range(draw(st.integers(0, 2))):
            edited = MONDAY + timedelta(minutes=30 + draw(st.integers(0, 1)))
            values = {"edited_at": edited, "update_id": 50 + 10 * message + n}
            updates.append(sent.model_copy(update={**values, "words_id": 100 * message + n + 1}))
        for _ in range(draw(st.integers(0, 2))):
            item: dict[str, Any] = {"item_code": draw(st.sampled_from(["A", "B", WHOLE, FORM]))}
            item |= {"inspection_id": 1, "of_signing": draw(st.integers(0, 2))}
            item |= {"of_content": draw(st.sampled_from(["old", "new"]))}
            updates.append(sent.model_copy(update={**item, "filing": next(numbers)}))
    return updates


def _record(updates: list[Material]) -> tuple[Material, ...]:
    pieces: tuple[Material, ...] = ()
    for each in updates:
        pieces = taken(pieces, each)
    return pieces


@given(_histories(), st.data())
def test_the_record_does_not_depend_on_order_and_repetition(updates: list[Material], data: Any) -> None:
    again = data.draw(st.lists(st.sampled_from(updates), max_size=6))
    disordered = data.draw(st.permutations([*updates, *again]))

    assert _record(disordered) == _record(updates)


@given(_histories())
def test_an_album_lies_in_one_place(updates: list[Material]) -> None:
    album = [each for each in _record(updates) if each.album]

    assert len({(each.item_code, each.filing) for each in album}) <= 1


@given(_histories())
def test_what_was_sent_is_never_lost(updates: list[Material]) -> None:
    assert {each.message_id for each in _record(updates)} == {each.message_id for each in updates}


def test_an_edit_takes_the_place_of_the_words_and_keeps_when_they_came() -> None:
    sent = piece(1, MaterialKind.TEXT, words_id=5, item_code="A", filing=1)
    later = {"edited_at": MONDAY + timedelta(hours=2), "received_at": MONDAY + timedelta(hours=3)}
    edited = piece(1, MaterialKind.TEXT, words_id=6, **later)

    now = joined(sent, edited)

    assert (now.words_id, now.item_code, now.received_at) == (6, "A", sent.received_at)
    assert joined(edited, sent) == now


def test_note_and_files_stand_in_the_order_of_sending_and_the_same_bytes_count_once() -> None:
    pieces = _record(
        [
            piece(3, sha256="b", item_code="A", filing=3),
            piece(2, MaterialKind.TEXT, words_id=9, item_code="A", filing=2),
            piece(1, sha256="b", words_id=8, item_code="A", filing=1),
            piece(4, MaterialKind.VOICE, sha256="v", item_code="B", filing=4),
            piece(5, MaterialKind.LOCATION, words_id=7, item_code="A", filing=5),
            piece(6, sha256="z", item_code="A", filing=6, is_dropped=True),
        ]
    )

    assert notes_of(pieces, "A") == [8, 9]
    assert [each.message_id for each in files_of(pieces, "A")] == [1]
    assert [has_picture(pieces, code) for code in ("A", "B", "C")] == [True, False, False]
    assert [each.message_id for each in of_item(pieces, "A")] == [1, 2, 3, 5]
    assert counted(of_item(pieces, "A")) == [
        {"key": "material.kind.text", "n": 1},
        {"key": "material.kind.photo", "n": 2},
        {"key": "material.kind.location", "n": 1},
    ]


def test_a_piece_says_whether_it_was_filed_and_whether_it_came_late() -> None:
    late = piece(1, received_at=MONDAY + timedelta(hours=2))

    assert [piece().is_filed, piece(item_code="A").is_filed, piece(is_dropped=True).is_filed] == [
        False,
        True,
        True,
    ]
    assert [piece().came_late, late.came_late] == [False, True]
