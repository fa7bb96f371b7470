"""A plan comes as a sheet: all faults at once, kept as drafts until they are issued."""

from datetime import date
from io import BytesIO

from bot.domain.texts import Text, Value, text
from storage.workbooks.writer import write_plan
from tests.stories.office import Office
from tests.stories.planning import SCOPE, answer
from tests.stories.watch import Watch
from tests.stories.wording import article, says


def plan_file(*rows: dict[str, str]) -> bytes:
    data = BytesIO()
    write_plan(data, "2026年度抽查计划", rows)
    return data.getvalue()


GOOD = {
    "items": "校园安全、收费行为",
    "scope": SCOPE,
    "share": "10%",
    "frequency": "1次",
    "window": "3月至6月",
    "departments": "",
    "team_people": "3",
    "method": "现场检查",
}


async def test_sheet_is_read_with_all_faults_and_kept_as_drafts(office: Office) -> None:
    bad = GOOD | {"items": "食堂", "share": "abc", "window": "春天", "scope": "大学", "team_people": "三"}
    low = GOOD | {"share": "1%"}
    watch = Watch(office)

    await send(office, plan_file(bad, low))
    (faults,) = watch.news()["王芳"]
    told = [
        row_fault("items", "食堂"),
        row_fault("share", "abc"),
        row_fault("window", "春天", year=2026),
        row_fault("scope", "大学"),
        row_fault("number", "三", "检查组人数"),
        low_share(),
    ]
    assert faults == says("import.faults", file="plan.xlsx", n=len(told), lines=told)

    await send(office, plan_file(GOOD))
    row = {"items": "校园安全、收费行为", "scope": SCOPE, "share": "10%", "frequency": 1}
    window = {"first": date(2026, 3, 1), "last": date(2026, 6, 30)}
    values = {"file": "plan.xlsx", "year": 2026, "n": 1, "same": 0}
    lines = [text("plan.import_line", **row, **window)]
    assert watch.news() == {"王芳": [says("plan.import_preview", "确认保存", "放弃", **values, lines=lines)]}
    await answer(office, "确认保存")
    assert watch.news() == {"王芳": [says("plan.imported", file="plan.xlsx", n=1)]}
    await send(office, plan_file(GOOD))
    again = values | {"n": 0, "same": 1}
    assert watch.news() == {"王芳": [says("plan.import_preview", "确认保存", "放弃", **again, lines=[])]}


HEADINGS = {"items": "抽查事项", "share": "抽查比例", "window": "抽查时间", "scope": "抽查范围"}


def row_fault(name: str, value: str, heading: str = "", **params: Value) -> Text:
    """Return what is said of a cell of the sheet's first row."""
    column = heading or HEADINGS[name]
    what = text(f"plan.row.{name}", value=value, column=column, **params)
    return text("import.at_cell", sheet="2026年度抽查计划", row=3, column=column, what=what)


def low_share() -> Text:
    """Return what is said of the second row."""
    what = text("plan.fault.share_low", least="3%", ground=article("第十七条"))
    return text("import.at_row", sheet="2026年度抽查计划", row=4, column="", what=what)


async def send(office: Office, data: bytes) -> None:
    await office["王芳"].sends_file("private", "plan.xlsx", data)
    await office.stage.settle()
