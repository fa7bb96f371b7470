"""What is played under each regulation: when the round begins, and what the coordinator chooses."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from demo.bureau import Bureau
from demo.office import chief_of
from demo.round import Choices
from demo.samples import SAMPLES
from demo.stage import Stage

SEED = 2026
_CHINA = ZoneInfo("Asia/Shanghai")
_AUTUMN = datetime(2026, 9, 21, 9, 0, tzinfo=_CHINA)
_CAMPAIGN = datetime(2023, 6, 5, 9, 0, tzinfo=_CHINA)
"""Within the three months of 保莲双随机办[2023]10号."""


_COUNTY, _DISTRICT = SAMPLES["quyang-county-2022"].units, SAMPLES["lianchi-education-sport-2023"].units


@dataclass(frozen=True)
class Programme:
    """One round of the demo."""

    start: datetime
    choices: Choices


PROGRAMMES: dict[str, Programme] = {
    "quyang-education-2023": Programme(_AUTUMN, Choices("公办初级中学", targets=5, teams=2)),
    "quyang-county-2022": Programme(_AUTUMN, Choices("校外培训机构", 4, 2, _COUNTY)),
    "changli-education-2017": Programme(_AUTUMN, Choices("校外培训机构", targets=3, teams=2)),
    "ordos-education-sport": Programme(_AUTUMN, Choices("体育场馆", targets=3, teams=2)),
    "lianchi-education-sport-2023": Programme(_CAMPAIGN, Choices("校外培训机构", 5, 2, _DISTRICT)),
}


def stage_of(profile: str, bureau: Bureau, folder: Path, port: int = 0) -> Stage:
    """Return the stage of a regulation's demo, with its data in this folder."""
    start = PROGRAMMES[profile].start
    return Stage(folder / "data", start, profile, seed=SEED, chief=chief_of(bureau), port=port)
