"""Which backups are kept."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from storage.backups.keeping import backup_name, made_at, superfluous

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 21, 2, 0, tzinfo=SHANGHAI)


def _daily(days: int) -> list[Path]:
    return [Path(backup_name(START - timedelta(days=n))) for n in range(days)]


def test_name_bears_the_instant_in_the_offices_time():
    assert backup_name(START) == "shuangsuiji-20261121-020000.zip"
    assert made_at(Path(backup_name(START))) == START


def test_seven_days_four_weeks_and_twelve_months_are_kept_of_two_years():
    paths = _daily(730)
    kept = sorted(set(paths) - set(superfluous(paths)), reverse=True)
    assert [path.name[12:20] for path in kept] == [
        *("20261121", "20261120", "20261119", "20261118", "20261117", "20261116", "20261115"),
        *("20261108", "20261101"),
        *("20261031", "20260930", "20260831", "20260731", "20260630", "20260531"),
        *("20260430", "20260331", "20260228", "20260131", "20251231"),
    ]


@given(st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)), max_size=40))  # noqa: DTZ001
def test_newest_is_kept_and_to_keep_again_deletes_nothing(times):
    paths = [Path(backup_name(each.replace(tzinfo=SHANGHAI))) for each in times]
    gone = superfluous(paths)
    kept = [path for path in paths if path not in gone]
    assert superfluous(kept) == []
    assert not paths or max(paths) in kept


def test_other_files_are_left_alone():
    assert superfluous([Path("photo.zip"), Path(".shuangsuiji-20200101-000000.zip.part")]) == []
