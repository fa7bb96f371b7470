"""/export: a coordinator with only a phone takes out what he has to hand on, and nobody else does."""

import io
import json

from openpyxl import load_workbook

from bot.domain.texts import text
from demo.stage import card
from tests.stories.acts import exported, publish
from tests.stories.attempts import NUMBER
from tests.stories.forging import data_of, forge
from tests.stories.office import TARGETS, Office, under
from tests.stories.papers import paper_sent
from tests.stories.test_round_publication import signed
from tests.stories.watch import Watch
from tests.stories.wording import drawn_round, say, says

TITLE = "【导出】"
PLACE = "河北省市场主体信用信息公示系统"


def documents(office: Office, name: str) -> list[tuple[str, bytes]]:
    """Return name and bytes of every file that somebody was sent."""
    sent = [m.json["document"] for m in office.sees(name) if "document" in m.json]
    files = office.stage.telegram.files
    return [(each["file_name"], files.get(each["file_id"]).body) for each in sent]


async def test_coordinator_gets_the_results_for_a_place_as_a_table_and_as_data(office: Office) -> None:
    _, bad, good, _ = await signed(office)
    await publish(office, bad)
    watch = Watch(office)
    await office.say("王芳", "/export")
    choices = ["名录库", f"报送结果：{PLACE}", f"批次文书：{NUMBER}"]
    assert watch.news() == {"王芳": [says("export.choose", *choices)]}
    await office.press("王芳", TITLE, choices[1])
    about = {"place": PLACE, "day": "2026年9月21日（周一）"}
    forms = [text("export.form.xlsx"), text("export.form.json")]
    assert watch.news() == {"王芳": [says("export.results", **about, form=each) for each in forms]}

    (table, sheet), (data, body) = documents(office, "王芳")[-2:]
    name = f"抽查检查结果-{PLACE}-2026年9月21日（周一）"
    assert (table, data) == (f"{name}.xlsx", f"{name}.json")
    rows = json.loads(body)["results"]
    assert rows == await exported(office)
    assert [each["target_name"] for each in rows] == [bad]
    cells = [cell.value for line in load_workbook(io.BytesIO(sheet)).active for cell in line]
    assert (bad in cells, good in cells) == (True, False)  # the other one is not public yet
    async with office.stage.service.database.reading() as work:
        assert [e.event for e in await work.journal.all()][-1] == "results_exported"


async def test_coordinator_gets_the_documents_of_his_round(office: Office) -> None:
    drawn, _ = await drawn_round(office)
    await office.say("王芳", "/export")
    await office.press("王芳", TITLE, f"批次文书：{NUMBER}")
    choices = ["具体实施方案", "随机抽查任务派发单", "执法检查报告"]
    assert [each.label for each in card(office["王芳"], f"{TITLE}{NUMBER}：").each_button()] == choices
    watch = Watch(office)
    await office.press("王芳", f"{TITLE}{NUMBER}：", "随机抽查任务派发单")
    assert watch.news() == {"王芳": [says("export.paper", number=NUMBER, title="随机抽查任务派发单")]}
    words = paper_sent(office, "王芳")
    assert [each in words for each in (*drawn.targets, *drawn.people)] == [True] * 7
    await office.press("王芳", f"{TITLE}{NUMBER}：", "具体实施方案")
    await office.press("王芳", f"{TITLE}{NUMBER}：", "执法检查报告")
    names = [name for name, _ in documents(office, "王芳")[-3:]]
    assert names == [
        f"{each}-{NUMBER}.docx" for each in ("随机抽查任务派发单", "具体实施方案", "执法检查报告")
    ]


async def test_list_administrator_gets_his_registers_at_once_and_no_results(office: Office) -> None:
    await drawn_round(office)
    await office.say("王芳", "/export")
    shown = card(office["王芳"], TITLE)
    watch = Watch(office)
    await office.say("钱核", "/export")
    assert watch.news() == {"钱核": [says("export.sent")]}
    for label in (f"报送结果：{PLACE}", f"批次文书：{NUMBER}"):
        assert await forge(office, office["钱核"], shown, data_of(shown, label)) == say("denied.button")
    assert watch.news() == {}


async def test_year_is_reported_from_its_coverage(office: Office) -> None:
    await drawn_round(office)
    await office.say("张敏", "/coverage")
    await office.press("张敏", "【", "领取2026年度覆盖情况报告")
    assert office["张敏"].last().text.startswith(say("coverage.report", year=2026))
    words = paper_sent(office, "张敏")
    assert [each in words for each in ("2026年", NUMBER, f"{len(TARGETS)}")] == [True] * 3


@under("changli-education-2017")
async def test_places_are_those_of_the_regulation(office: Office) -> None:
    await office.say("王芳", "/export")
    labels = [each.label for each in card(office["王芳"], TITLE).each_button()]
    places = ("教育局网站“监管对象诚信档案”栏目", "市教育局公共信用信息平台")
    assert labels == ["名录库", *(f"报送结果：{each}" for each in places)]
