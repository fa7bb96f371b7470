"""Namesakes of one unit: wherever somebody chooses a person, each has the roster number beside the name."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.people import Person
from bot.usecases.act import Act


async def names_apart(act: Act, people: Sequence[Person]) -> dict[int, str]:
    """Return the name of each by id, with the number where another of them has the same name and unit."""
    shared = Counter((each.name, each.unit) for each in people)
    names = {each.id: each.name for each in people}
    namesakes = {each.id: each.name for each in people if shared[each.name, each.unit] > 1}
    if namesakes:
        for line in await act.work.inspectors.all(person_id=tuple(namesakes), is_active=True):
            if line.person_id is not None:
                names[line.person_id] = f"{namesakes[line.person_id]} {line.number}"
    return names
