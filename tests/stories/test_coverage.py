"""/coverage under three texts, and the warnings before a period ends short."""

from datetime import date, datetime

from bot.app.papers.catalogue import Archivist, Wanted
from bot.domain.documents.rounds import YearCoverage
from bot.domain.texts import Text, text
from bot.usecases.act import Act
from tests.stories.acts import sign_record
from tests.stories.office import MONDAY, Office, under
from tests.stories.watch import GROUP, News, Watch
from tests.stories.wording import article, say, says

SCOPE = "公办初级中学"


def ground(office: Office, rule: str) -> Text:
    ref = office.stage.service.desk.office.profile.rule(rule)
    if ref.is_default:
        return text("ground.default")
    return text("ground.article", instrument=ref.named, article=ref.place)


def register(name: str | Text, covered: int, share: str, wanted: str | Text, visited: int = 0) -> Text:
    values = {"name": name, "total": 6, "covered": covered, "share": share, "visited": visited}
    return text("coverage.register", **values, wanted=wanted)


async def warned(office: Office, watch: Watch, month: int, day: int) -> News:
    """Move to this morning, let the clock strike, and return who is warned of the coverage."""
    office.stage.clock.move_to(datetime(2026, month, day, 9, 0, tzinfo=MONDAY.tzinfo))
    await office.stage.tick()
    news = {
        name: [each for each in messages if each[0].startswith("【覆盖提醒】")]
        for name, messages in watch.news().items()
    }
    return {name: messages for name, messages in news.items() if messages}


async def test_coverage_of_a_yearly_share_before_and_after_a_round(office: Office) -> None:
    watch = Watch(office)
    whole = text("draw.scope_all")
    last = date(2026, 12, 31)

    await office.say("王芳", "/coverage")

    lacks = text("coverage.lacks", wanted=1, missing=1, ground=article("第十七条"))
    owing = {"wanted": 1, "held": 0, "missing": 1, "last": last, "ground": article("第十七条")}
    cap = text("coverage.cap", n=0, times=2, ground=article("第十七条"))
    board = {
        "year": 2026,
        "limit": "",
        "each_round": text("coverage.none"),
        "cap": cap,
    }
    before = says(
        "coverage.board",
        "领取2026年度覆盖情况报告",
        "统计图：2026年",
        "统计图：2025年",
        rounds=0,
        registers=[register(whole, 0, "0%", lacks), register(SCOPE, 0, "0%", lacks)],
        periods=[text("coverage.owing.share", **owing)],
        **board,
    )
    assert watch.news() == {"王芳": [before]}

    await office.draw()
    watch.news()
    await office.say("张敏", "/coverage")
    enough = text("coverage.enough", wanted=1, missing=0, ground=article("第十七条"))
    after = says(
        "coverage.board",
        "领取2026年度覆盖情况报告",
        "统计图：2026年",
        "统计图：2025年",
        rounds=1,
        registers=[register(whole, 3, "50%", enough), register(SCOPE, 3, "50%", enough)],
        periods=[text("coverage.owing.share", **owing | {"held": 3, "missing": 0})],
        **board,
    )
    assert watch.news() == {"张敏": [after]}
    await office.press("张敏", "【覆盖情况】", "统计图：2026年")
    assert watch.news() == {"张敏": [says("coverage.figures", year=2026)]}
    (picture,) = (office.stage.data_dir / "statistics").iterdir()
    assert (picture.name, picture.read_bytes()[:4]) == ("statistics-2026.png", b"\x89PNG")
    await office.say("甲一", "/coverage")
    assert watch.news() == {"甲一": [says("denied.role")]}


@under("changli-education-2017")
async def test_half_year_without_a_round_is_warned_of_twice(office: Office) -> None:
    watch = Watch(office)
    owing = {"wanted": 1, "held": 0, "missing": 1, "last": date(2026, 12, 31)}
    told = says(
        "coverage.warning",
        owing=text("coverage.owing.rounds", **owing, ground=ground(office, "frequency_half_year")),
    )
    both: News = {"王芳": [told], "张敏": [told]}

    assert await warned(office, watch, 11, 27) == {}
    assert await warned(office, watch, 11, 30) == both
    assert [await warned(office, watch, 12, day) for day in (1, 2, 17)] == [{}, {}, {}]
    assert await warned(office, watch, 12, 18) == both
    assert await warned(office, watch, 12, 21) == {}


@under("changli-education-2017")
async def test_round_of_the_half_year_ends_the_warnings(office: Office) -> None:
    await office.say("王芳", "/draw", in_group=True)
    for answer in (SCOPE, "50%", "2 组"):
        await office.press("王芳", "发起抽查", answer, in_group=True)
    await office.press("王芳", "发起抽查：请核对", "冻结", in_group=True)
    await office.press("王芳", "SSJ-2026-", "开始掷骰", in_group=True)
    watch = Watch(office)

    await office.say("王芳", "/coverage", in_group=True)

    verdict = text("coverage.round_enough", wanted=1)
    values = {"number": "SSJ-2026-0001", "drawn": 3, "total": 6, "verdict": verdict}
    line = say("coverage.round", **values, ground=ground(office, "share"))
    assert watch.news()[GROUP][0][0].split("\n\n")[2].split("\n")[1:] == [line]
    assert await warned(office, watch, 11, 30) == {}


async def test_yearly_share_that_is_short_is_warned_of(office: Office) -> None:
    """第十七条: three per cent a year; a month before its end nobody has been drawn."""
    watch = Watch(office)
    owing = {"wanted": 1, "held": 0, "missing": 1, "last": date(2026, 12, 31), "ground": article("第十七条")}
    told = says("coverage.warning", owing=text("coverage.owing.share", **owing))

    assert await warned(office, watch, 11, 30) == {"王芳": [told], "张敏": [told]}


async def test_board_and_report_of_the_year_tell_who_is_drawn_from_who_is_inspected(office: Office) -> None:
    await sign_record(office)
    await office.say("王芳", "/coverage")
    whole = say(
        "coverage.register", name="全部检查对象", total=6, covered=3, share="50%", visited=1, wanted=""
    )
    assert whole in office["王芳"].last().text
    service = office.stage.service
    async with service.database.reading() as work:
        archivist = Archivist(Act(work, service.desk.office, office.stage.clock.now()), "本局")
        ((_, year),) = await archivist.documents(Wanted("coverage"))
    assert isinstance(year, YearCoverage)
    line, *_ = year.registers
    assert (line.part, line.visited, line.bar) == (3, 1, "■■□□□□□□□□ 16.7%")
