"""One hostile file of each kind: read whole, or refused with a sentence, never half read (`make hostile`)."""

import pytest

from bot.usecases.registers.import_registers import fault_text
from bot.views.values import text_of
from locales import render
from storage.workbooks.reader import read_workbook
from tests.storage.workbooks.hostile import SEED, complaint
from tests.storage.workbooks.hostile_cases import KINDS, cases


@pytest.mark.parametrize("nth", range(len(KINDS)), ids=list(KINDS))
async def test_sample_of_hostile_files_is_answered_and_never_half_read(nth: int) -> None:
    (case,) = cases(1, SEED, nth)
    reading = await read_workbook(case.data, case.name, allow_personal=True)
    assert complaint(reading) == ""
    for fault in reading.faults:
        said = fault_text(fault)
        assert render("zh_CN", text_of(said["key"], said, ""), {}) != ""
