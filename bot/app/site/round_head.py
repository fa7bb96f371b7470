"""What the public page of every round begins with, whoever drew it."""

from typing import Any

from bot.domain.profiles.profile import Profile
from bot.domain.rounds import Round


def round_head(profile: Profile, opened: Round) -> dict[str, Any]:
    """Return the fields of a `PublicRound` that each has, whoever drew it."""
    ground = profile.rule("draw")
    return {
        "number": opened.number,
        "state": {"key": f"round.state.{opened.state}"},
        "scope": opened.scope or {"key": "draw.scope_all"},
        "profile": f"《{profile.title}》",
        "authority": "" if profile.title in profile.instrument else profile.instrument,
        "basis": f"{ground.named}{ground.place}",
    }
