"""An office that goes by roster numbers: no inspector is named but on the computer where the roster is."""

from dataclasses import replace

from openpyxl import load_workbook

from bot.app.console import import_data
from bot.app.registers_out import export_registers
from bot.domain.conduct import Conduct
from tests.stories.office import INSPECTORS, TOWN, VILLAGE, Office


def _roster() -> bytes:
    units = (TOWN, VILLAGE) * 4
    lines = [
        f"QH-{n:03d},{name},{unit},是"
        for n, (name, unit) in enumerate(zip(INSPECTORS, units, strict=True), 1)
    ]
    return "\n".join(["工号,姓名,所属单位,是否持证", *lines, ""]).encode()


async def test_inspectors_appear_by_number_and_the_export_has_their_names(office: Office) -> None:
    stage = office.stage
    by_number = replace(stage.service.desk.office, conduct=Conduct(roster_numbers=True))
    changed, again = [
        await import_data(stage.service.database, by_number, stage.clock, _roster(), "roster.csv")
        for _ in range(2)
    ]
    assert (changed[0], again[0]) == (
        "执法检查人员名录库：新增 0，变更 8，减少 0，未变 0",
        "执法检查人员名录库：新增 0，变更 0，减少 0，未变 8",
    )
    before = len(stage.telegram.calls)
    await office.draw()
    await office.confirm()
    await office.say("王芳", "/status", in_group=True)

    said = "\n".join(str(each.params) for each in stage.telegram.calls[before:])
    files = b"".join(each.read_bytes() for each in (stage.data_dir / "rounds").rglob("*.json"))
    assert "QH-00" in said
    assert [name for name in INSPECTORS if name in said or name.encode() in files] == []

    path = stage.data_dir / "out.xlsx"
    await export_registers(stage.service.database, by_number, stage.clock, path, "核对")
    sheet = next(each for each in load_workbook(path).worksheets if each["A1"].value == "工号")
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [*INSPECTORS]
