"""What is whose: when two rows become one person, no record of his is forgotten."""

from bot.usecases.people.fold_person import FOLDED
from storage.database.tables import RECORDS

KEPT = {
    "links": "the link by which he has just said who he is",
    "dialogues": "an account's own",
    "site_steps": "an account has pressed for them",
    "dangers": "an account has reported them",
    "imports": "an account has read the file",
    "remarks": "an account has written it",
    "words": "an account has typed them",
    "materials": "an account has sent them",
    "denials": "an account was refused",
    "notices": "what was not delivered is shown anew from what is open",
    "buttons": "of messages that an account has got",
    "menus": "an account's own",
}


def test_every_record_of_a_person_is_folded_or_kept_on_purpose() -> None:
    personal = {name for name, record in RECORDS.items() if "person_id" in record.model_fields}

    assert personal == set(FOLDED) | set(KEPT)
    assert set(FOLDED) & set(KEPT) == set()
