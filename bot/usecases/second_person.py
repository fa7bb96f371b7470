"""What two persons do waits for the second one as long as the profile says (rule `second_person`)."""

from collections.abc import Collection
from datetime import date

from bot.domain.calendars.working_days import add_working_days
from bot.domain.deadlines import Deadline
from bot.domain.errors import Refused
from bot.domain.people import Person, Role
from bot.usecases.act import Act


def second_person_days(act: Act) -> int:
    """Return how many working days the second person has."""
    return act.office.profile.terms.second_person_days.value


def waits_until(act: Act) -> date:
    """Return the last day on which the second person can decide what is asked for today."""
    return add_working_days(act.today, second_person_days(act), act.office.calendar).day


async def impartial_holders(
    act: Act, role: Role, unit: str, parties: Collection[int], *, lenders: Collection[int] = ()
) -> tuple[list[Person], bool]:
    """Return who holds the role for the unit and is no party, and whether it is the lead office instead.

    Who acts by delegation of one of the `lenders` does not count.
    """
    people, stands_in = await act.holders(role, unit, apart_from=lenders)
    if others := [each for each in people if each.id not in parties]:
        return others, stands_in
    lead_office, _ = await act.holders(Role.LEAD_OFFICE)
    return [each for each in lead_office if each.id not in parties], True


async def first_person_of(act: Act, deadline: Deadline) -> int | None:
    """Return who asked for what this deadline waits for: he does not decide on it himself."""
    asked: object = None
    if deadline.kind == "deviation":
        asked = (await act.work.dialogues.get(deadline.subject_id)).draft.get("deviation")
    elif deadline.kind == "ending":
        asked = (await act.work.attempts.get(deadline.subject_id)).proposal
    elif deadline.kind == "cancellation":
        draws = await act.work.platform_draws.all(round_id=deadline.subject_id)
        asked = next((each.proposal for each in draws if each.proposal), None)
    elif deadline.kind == "adoption":
        return (await act.work.platform_draws.get(deadline.subject_id)).imported_by
    return int(asked["by"]) if isinstance(asked, dict) else None


def refuse_expired(act: Act, until: str) -> None:
    """Return if the day that waits_until() has given is not over; raise Refused where it is."""
    if act.today.isoformat() > until:
        raise Refused("ending.expired", days=second_person_days(act))
