"""`shuangsuiji route`: the route list of a round, printed beside the running bot, phones included."""

from datetime import UTC, datetime

from openpyxl import load_workbook

from bot.app import open_database
from bot.domain.inspections import Inspection, InspectionState, Seat
from bot.domain.people import Person
from bot.domain.registers.rows import Contact, Inspector, Target, TargetContact
from bot.domain.rounds import Round, RoundState
from bot.domain.visits.visit import Visit
from tests.cli.console import PROFILE, Console

NUMBER, PHONE, SCHOOL_PHONE = "SSJ-2026-0001", "13800001234", "0312-4210001"
HOUR = datetime(2026, 9, 23, 1, 15, tzinfo=UTC)


async def _round(console: Console) -> None:
    """Two targets of one team: an hour is set for the second; the first was published long ago."""
    database = await open_database(f"sqlite+aiosqlite:///{console.folder}/data/shuangsuiji.db")
    async with database.writing() as work:
        person = await work.people.add(Person(name="甲一", unit="城关学区"))
        line = await work.inspectors.add(Inspector(number="001", name="甲一", person_id=person.id))
        await work.contacts.add(Contact(inspector_id=line.id, phone=PHONE))
        terms = {"profile": PROFILE, "scope": "", "share_bp": 500, "team_count": 1, "reason": ""}
        held = {"item_list_id": 1, "coordinator_id": 1, "chat_id": 1}
        opened = await work.rounds.add(Round(number=NUMBER, state=RoundState.INSPECTING, **terms, **held))
        states = (InspectionState.PUBLISHED, InspectionState.SCHEDULED, InspectionState.CONFIRMED)
        for n, state in enumerate(states, start=1):
            target = await work.targets.add(
                Target(
                    number=f"N{n}",
                    name=f"第{n}中学",
                    district="城关镇",
                    address="学府路1号" if n == 2 else "",
                )
            )
            place = {"round_id": opened.id, "target_id": target.id, "target_key": target.key, "team": 1}
            if n == 2:
                await work.targets.change(target, legal_representative="赵校")
                await work.target_contacts.add(TargetContact(target_id=target.id, phone=SCHOOL_PHONE))
            inspection = await work.inspections.add(Inspection(state=state, **place))
            await work.seats.add(Seat(inspection_id=inspection.id, duty_id=1, person_id=person.id))
            if state is InspectionState.SCHEDULED:
                about = {"inspection_id": inspection.id, "round_id": opened.id, "starts_at": HOUR}
                await work.visits.add(
                    Visit(is_unannounced=True, planned_by=person.id, planned_at=HOUR, **about)
                )
    await database.close()


async def test_route_is_printed_with_hours_and_phones_for_its_owner_alone(office: Console):
    await _round(office)
    run = await office.run("route", NUMBER, "route.xlsx")
    advice = "表上有电话，请勿通过聊天发送，用后销毁。"
    assert (run.status, run.err, run.out) == (0, "", f"已写出 route.xlsx：待检查对象 2 家。{advice}\n")
    path = office.folder / "route.xlsx"
    assert path.stat().st_mode & 0o777 == 0o600
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    stops = [[str(cell or "") for cell in row] for row in rows if any("中学" in str(cell) for cell in row)]
    assert [[row[1], row[2], row[3], row[4].strip(), row[5]] for row in stops] == [
        ["2026-09-23 09:15", "第2中学", "学府路1号", f"甲一 {PHONE}", f"赵校 {SCHOOL_PHONE}"],
        ["", "第3中学", "城关镇", f"甲一 {PHONE}", ""],
    ]


async def test_unknown_rounds_and_wrong_places_are_said(office: Console):
    runs = [
        await office.run("route", "SSJ-2026-0009", "route.xlsx"),
        await office.run("route", NUMBER, "route.xls"),
    ]
    await _round(office)
    runs.append(await office.run("route", NUMBER, "nowhere/route.xlsx"))
    assert [(run.status, run.err) for run in runs] == [
        (1, "没有编号为 SSJ-2026-0009 的抽查批次。请核对编号后再试。\n"),
        (1, "请给出以 .xlsx 结尾的文件名（route.xls）。\n"),
        (1, "无法写入 nowhere/route.xlsx（No such file or directory）。请换一个可以写入的位置。\n"),
    ]
