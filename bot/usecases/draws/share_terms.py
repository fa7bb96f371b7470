"""The shares of a draw, in words: of each stratum, of the whole, and what could not be drawn of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.plans.planning import BLACKLIST, GOOD_RECORD, WHOLE_REGISTER
from bot.domain.profiles.profile import Profile
from bot.usecases.act import Act
from bot.usecases.office import ground_of


def share_terms(profile: Profile, rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the shares of a draw that has several, in the order of its strata, last the one over all."""
    strata = rules["strata"]
    if not rules["floor_bp"]:
        return []
    lines = [_stratum_terms(profile, each) for each in strata]
    rule = "intensity" if any(each["name"] == BLACKLIST for each in strata) else "share"
    floor = {
        "key": "terms.floor",
        "share": {"bp": rules["floor_bp"]},
        "ground": ground_of(profile.rule(rule)),
    }
    return [*lines, floor]


def _stratum_terms(profile: Profile, stratum: Mapping[str, Any]) -> dict[str, Any]:
    """Return the share of a stratum; a lower one says on which ground, and who is meant."""
    said = {"name": stratum_text(stratum["name"]), "share": {"bp": stratum["bp"]}}
    if stratum["name"] == GOOD_RECORD:
        grounds = {"ground": "intensity", "part_ground": "lowered_share"}
        cited = {name: ground_of(profile.rule(rule)) for name, rule in grounds.items()}
        return {"key": "terms.lowered", **said, **cited}
    return {"key": "terms.stratum", **said}


def stratum_text(name: str) -> Any:
    """Return the name of a stratum as people read it."""
    return {"key": f"stratum.{name}"} if name in (BLACKLIST, GOOD_RECORD, WHOLE_REGISTER, "*") else name


def shortfall_lines(act: Act, shortfall: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what could not be drawn of each share, with the article that asks for it."""
    return [
        {
            "key": "draw.shortfall",
            "stratum": stratum_text(each["stratum"]),
            "wanted": each["wanted"],
            "drawn": each["drawn"],
            "missing": each["wanted"] - each["drawn"],
            "ground": shortfall_ground(act.office.profile, each["stratum"]),
        }
        for each in shortfall
    ]


def shortfall_ground(profile: Profile, stratum: str) -> dict[str, Any]:
    """Return the article of a stratum's share: the blacklist and a good record have one of their own."""
    return ground_of(profile.rule("intensity" if stratum in (BLACKLIST, GOOD_RECORD) else "share"))
