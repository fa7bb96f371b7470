"""Who has a duty and cannot be told of it by the bot: named in the group, and told on paper (书面告知)."""

from datetime import date, datetime

from bot.domain.people import Person, Record


class Unreached(Record):
    """One time that a duty could not be delivered; `told_by` says who told him on paper, on which day.

    It ends when the person can be reached (`reached_at`) or has been told on paper.
    """

    duty_id: int
    round_id: int
    person_id: int
    named_at: datetime
    reached_at: datetime | None = None
    told_on: date | None = None
    told_by: str = ""
    entered_by: int | None = None

    @property
    def is_waiting(self) -> bool:
        """Return whether somebody still has to tell him."""
        return self.reached_at is None and self.told_on is None


def is_out_of_reach(person: Person) -> bool:
    """Return whether the bot cannot write to him: no account, never started, or blocked (403)."""
    return person.account_id is None or person.is_unreachable
