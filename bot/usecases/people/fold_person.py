"""Two rows for one human being: an office holder who is in the roster as well becomes one person."""

from bot.domain.people import Person
from bot.usecases.act import Act

FOLDED = (
    "grants",
    "inspectors",
    "duties",
    "seats",
    "signatures",
    "requests",
    "unreached",
    "declarations",
    "paper_entries",
    "deadlines",
    "reminders",
    "leaves",
)
"""What belongs to a person that had no account yet, or was entered for him on paper.

What an account has done itself stays under its own row.
"""


async def fold_person(act: Act, folded: Person, into: Person) -> None:
    """Give all that is `folded`'s to `into`: roles, the line of the roster, and duties already drawn."""
    for name in FOLDED:
        rows = getattr(act.work, name)
        for row in await rows.all(person_id=folded.id):
            await rows.change(row, person_id=into.id)
    for row in await act.work.follow_ups.all():
        if folded.id in row.visitors:
            await act.work.follow_ups.change(row, visitors=_renamed(row.visitors, folded, into))
    for undrawn in await act.work.undrawn.all():
        if folded.id in undrawn.team:
            await act.work.undrawn.change(undrawn, team=_renamed(undrawn.team, folded, into))
    await act.record("person_folded", person_id=folded.id, into=into.id)


def _renamed(people: list[int], folded: Person, into: Person) -> list[int]:
    return [into.id if each == folded.id else each for each in people]
