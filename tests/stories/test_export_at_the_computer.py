"""An export at the computer, phones included, stands in the journal although the bot goes on beside it."""

from openpyxl import load_workbook

from bot.app.registers_out import export_registers
from bot.domain.journal.audit import audit
from storage.database.store import Database
from tests.stories.office import Office


async def test_export_beside_the_running_bot_is_journalled(office: Office) -> None:
    stage = office.stage
    await office.draw()
    path = stage.data_dir / "out.xlsx"
    beside = Database(stage.settings.database)
    counts = await export_registers(beside, stage.service.desk.office, stage.clock, path, "用于核对名录")
    await beside.close()
    await office.confirm()

    async with stage.service.database.reading() as work:
        journal = await work.journal.all()
    events = [each.event for each in journal]
    assert (audit(journal).fault, events.count("registers_exported")) == (None, 1)
    assert events.index("registers_exported") < events.index("target_confirmed")
    assert (counts["targets"], load_workbook(path).properties.description) == (6, "用于核对名录")
