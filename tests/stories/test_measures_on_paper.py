"""Two findings of one target that are decided apart: each paper says of each what was decided of it."""

import io
from datetime import date

from docx import Document as Page

from bot.app.papers.catalogue import Archivist, Wanted
from bot.domain.documents.cases import Case, CorrectionOrder, TransferLetter
from bot.usecases.act import Act
from storage.documents.filling import fill
from tests.stories.acts import accept, answer, on_site, press_about, publish, send_photo
from tests.stories.kept import kept
from tests.stories.office import ITEMS, Office
from tests.stories.wording import NUMBER, Drawn, code_of, drawn_round, read_result

FIRST, SECOND = (each.name for each in ITEMS)
CARD = "【后续处理】"
CLEAR, SHOW = "清理消防通道，书面报告", "公示全部收费项目"
TO_MARKET, TO_FIRE, TO_POLICE = "移送县市场监管局", "移送县消防救援大队", "涉嫌重大责任事故"


@kept
async def _found_twice(office: Office) -> None:
    """Publish a result with two abnormal findings."""
    drawn, _ = await drawn_round(office, "20%", "1 组")
    leader, partner = drawn.teams[1]
    bad = drawn.of(1)[0]
    await office.confirm()
    await accept(office, leader, partner)
    await office.press(leader, "【检查任务】", f"填报检查：{bad}")
    await on_site(office, bad, leader, partner)
    for item, note in (("1 不正常", "通道堆放杂物"), ("2 不正常", "收费未公示")):
        await answer(office, leader, bad, item)
        await send_photo(office, leader, note)
    await answer(office, leader, bad, "已签字盖章", "提交记录")
    await press_about(office, partner, "【共同签字】", bad, "签字确认")
    await publish(office, bad)


async def found_twice(office: Office) -> tuple[Drawn, str]:
    """Publish a result with two abnormal findings; return its target."""
    await _found_twice(office)
    drawn = read_result(office)
    return drawn, drawn.of(1)[0]


async def decide(office: Office, item: str, measure: str, words: str, day: str = "") -> None:
    """Have the lead office agree to a measure about this item."""
    await press_about(office, "王芳", CARD, item, measure)
    if day:
        await office.say("王芳", day)
    await office.say("王芳", words)
    await press_about(office, "张敏", "【处理意见审批】", item, "同意")


async def _papers(office: Office, name: str, bad: str) -> list[Case]:
    async with office.stage.service.database.reading() as work:
        act = Act(work, office.stage.service.desk.office, office.stage.clock.now())
        made = await Archivist(act, "本局").documents(Wanted(name, NUMBER, code_of(bad)))
    return [each for _, each in made if isinstance(each, Case)]


def _printed(document: Case) -> list[str]:
    return [each.text for each in Page(io.BytesIO(fill(document))).paragraphs]


async def test_order_gives_each_item_its_own_day_and_words(office: Office) -> None:
    _, bad = await found_twice(office)
    await decide(office, FIRST, "责令改正", CLEAR, "2026-09-25")
    await decide(office, SECOND, "责令改正", SHOW, "2026-10-30")

    (order,) = await _papers(office, "order", bad)

    assert isinstance(order, CorrectionOrder)
    told = [(each.places, each.words, each.due_on) for each in order.decided]
    assert told == [("1", CLEAR, date(2026, 9, 25)), ("2", SHOW, date(2026, 10, 30))]
    assert order.due_on is None
    printed = _printed(order)
    assert "☑按下列各项的期限分别改正完毕，并将改正情况书面报告本机关。" in printed
    assert f"第1项，于2026年9月25日前（含当日）改正完毕，改正的内容和要求：{CLEAR}" in printed
    assert f"第2项，于2026年10月30日前（含当日）改正完毕，改正的内容和要求：{SHOW}" in printed


async def test_what_is_decided_alike_is_said_once_with_its_day(office: Office) -> None:
    _, bad = await found_twice(office)
    for item in (FIRST, SECOND):
        await decide(office, item, "责令改正", CLEAR, "2026-09-25")

    (order,) = await _papers(office, "order", bad)

    printed = _printed(order)
    assert "☑于2026年9月25日前（含当日）改正完毕，并将改正情况书面报告本机关。" in printed
    assert [each for each in printed if CLEAR in each] == [f"改正的内容和要求：{CLEAR}"]


async def test_police_get_a_letter_of_their_own(office: Office) -> None:
    drawn, bad = await found_twice(office)
    await decide(office, FIRST, "涉嫌犯罪，移送公安机关", TO_POLICE)
    await decide(office, SECOND, "移送其他行政机关", TO_MARKET)

    letters = [each for each in await _papers(office, "transfer", bad) if isinstance(each, TransferLetter)]

    assert [([row.item for row in each.abnormal], each.is_crime) for each in letters] == [
        ([FIRST], True),
        ([SECOND], False),
    ]
    crime, other = ("\n".join(_printed(each)) for each in letters)
    assert ("涉嫌犯罪" in crime, SECOND in crime, TO_MARKET in crime) == (True, False, False)
    assert ("公安机关" in other, "涉嫌犯罪" in other, TO_MARKET in other) == (False, False, True)
    await _handed_out(office, drawn.teams[1][0], bad)


async def _handed_out(office: Office, leader: str, bad: str) -> None:
    """Who asks for the letter gets both."""
    await office.say(leader, "/duty")
    await office.press(leader, "【现场文书】请选择检查对象", f"文书：{bad}")
    await office.press(leader, f"【现场文书】{bad}：请选择文书", "案件移送函")
    sent = [each.json["document"] for each in office.sees(leader)[-2:]]
    names = [f"案件移送函-{NUMBER}-{bad}{nth}.docx" for nth in ("", "-2")]
    assert [each["file_name"] for each in sent] == names
    files = [office.stage.telegram.files.get(each["file_id"]).body for each in sent]
    pages = ["\n".join(each.text for each in Page(io.BytesIO(body)).paragraphs) for body in files]
    assert [FIRST in each for each in pages] == [True, False]


async def test_each_body_gets_the_letter_about_its_own_finding(office: Office) -> None:
    _, bad = await found_twice(office)
    await decide(office, FIRST, "移送其他行政机关", TO_FIRE)
    await decide(office, SECOND, "移送其他行政机关", TO_MARKET)

    letters = await _papers(office, "transfer", bad)

    assert [[row.item for row in each.abnormal] for each in letters] == [[FIRST], [SECOND]]
    assert [TO_MARKET in "\n".join(_printed(each)) for each in letters] == [False, True]
