"""What is played under each regulation: when the round begins, and what the coordinator chooses."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from demo import drawing, particulars
from demo.bureau import Bureau
from demo.drawing import Choices
from demo.office import Cast, chief_of
from demo.samples import SAMPLES
from demo.stage import Stage
from demo.transcript import Transcript

SEED = 2026
_CHINA = ZoneInfo("Asia/Shanghai")
_AUTUMN = datetime(2026, 9, 21, 9, 0, tzinfo=_CHINA)
_JANUARY = datetime(2026, 1, 12, 9, 0, tzinfo=_CHINA)
"""When a plan that is due by the end of January is made."""
_CAMPAIGN = datetime(2023, 6, 5, 9, 0, tzinfo=_CHINA)
"""Within the three months of 保莲双随机办[2023]10号."""


_SPORTS = ("体育科", SAMPLES["ordos-education-sport"].units[-1])
_COUNTY, _DISTRICT = SAMPLES["quyang-county-2022"].units, SAMPLES["lianchi-education-sport-2023"].units


Scene = Callable[[Stage, Cast, Transcript], Awaitable[None]]


@dataclass(frozen=True)
class Programme:
    """One round of the demo, drawn here or carried on from the platform, and what else is shown."""

    start: datetime
    choices: Choices
    before: tuple[Scene, ...] = ()
    is_drawn_here: bool = True
    is_one_closed: bool = False
    after: tuple[Scene, ...] = ()


async def _draw_together(stage: Stage, cast: Cast, transcript: Transcript) -> None:
    """The county's departments draw one joint round here, after that of the platform."""
    await drawing.draw(stage, cast, transcript, Choices("民办学校", 4, 2, _COUNTY))


PROGRAMMES: dict[str, Programme] = {
    "quyang-education-2023": Programme(
        _AUTUMN,
        Choices("公办初级中学", targets=5, teams=2),
        is_one_closed=True,
        after=(partial(particulars.pass_the_cap, scope="民办学校"),),
    ),
    "quyang-county-2022": Programme(
        _AUTUMN, Choices("校外培训机构", targets=4, teams=2), is_drawn_here=False, after=(_draw_together,)
    ),
    "changli-education-2017": Programme(
        _AUTUMN,
        Choices("校外培训机构", targets=3, teams=2, is_watched=True),
        after=(particulars.show_coverage,),
    ),
    "ordos-education-sport": Programme(
        _JANUARY,
        Choices("体育场馆", targets=3, teams=2, line=1, departments=_SPORTS),
        before=(particulars.issue_plan,),
        after=(particulars.join_visits, particulars.meet_the_cap),
    ),
    "lianchi-education-sport-2023": Programme(_CAMPAIGN, Choices("校外培训机构", 2, 2, _DISTRICT)),
}


def stage_of(profile: str, bureau: Bureau, folder: Path, port: int = 0) -> Stage:
    """Return the stage of a regulation's demo, with its data in this folder."""
    start = PROGRAMMES[profile].start
    return Stage(folder / "data", start, profile, seed=SEED, chief=chief_of(bureau), port=port)
