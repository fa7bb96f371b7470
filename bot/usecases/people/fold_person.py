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
            people = [into.id if each == folded.id else each for each in row.visitors]
            await act.work.follow_ups.change(row, visitors=people)
    await act.record("person_folded", person_id=folded.id, into=into.id)
