"""What belongs to a round is named in one place, and no table of a round is missing there."""

from bot.domain.round_rows import IN_ENTRIES, OF_INSPECTION, OF_ROUND, OF_ROW, SUBJECTS
from storage.database.tables import RECORDS


def _with(field: str) -> set[str]:
    return {name for name, record in RECORDS.items() if field in record.model_fields}


def test_every_table_of_a_round_or_of_an_inspection_goes_into_its_archive() -> None:
    assert set(OF_ROUND) == _with("round_id")
    assert set(OF_INSPECTION) == _with("inspection_id") - _with("round_id")
    assert len({*OF_ROUND, *OF_INSPECTION}) == len(OF_ROUND) + len(OF_INSPECTION)


def test_every_table_whose_rows_name_another_row_of_a_round_goes_there_too() -> None:
    singular = {f"{name}_id": table for name, table in {**SUBJECTS, **IN_ENTRIES}.items() if name != "entry"}
    pointing = {
        (name, column, singular[column])
        for name, record in RECORDS.items()
        if name not in {*OF_ROUND, *OF_INSPECTION}
        for column in record.model_fields.keys() & singular.keys()
    }
    assert pointing == {(name, *where) for name, where in OF_ROW.items()}


def test_what_deadlines_and_entries_name_is_a_table_of_the_round() -> None:
    kept = {"rounds", *OF_ROUND, *OF_INSPECTION, *OF_ROW}
    assert {*SUBJECTS.values(), *IN_ENTRIES.values()} <= kept
