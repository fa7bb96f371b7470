"""How this office carries out its rounds: product defaults that its settings change."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.profiles.profile import Profile
from bot.domain.visits.schedule import SchoolPeriod


@dataclass(frozen=True)
class Conduct:
    """`acknowledgement_days` None is the profile's; `disclosure_hours` before the reveal a team hears all.

    `words_kept_years` after its end the words of a round are destroyed, 0 is never; `roster_numbers` stand
    where inspectors' names would; `school` tells the days of school holidays and examinations, as the
    office's table has them now.
    """

    acknowledgement_days: int | None = None
    disclosure_hours: int = 2
    words_kept_years: int = 5
    roster_numbers: bool = False
    school: Callable[[], tuple[SchoolPeriod, ...]] = tuple

    def days_to_acknowledge(self, profile: Profile) -> int:
        """Return in how many working days a duty is accepted; the law's confirmation is another term."""
        return self.acknowledgement_days or profile.terms.acknowledgement_days.value
