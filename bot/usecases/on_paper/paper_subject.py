"""What a signed paper is about: a person's acceptance, or the form of one target."""

from typing import Any

from bot.domain.on_paper import PaperKind
from bot.usecases.act import Act
from bot.usecases.target_name import target_name


async def what_of(act: Act, kind: PaperKind, subject_id: int) -> dict[str, Any]:
    """Return the text of what is entered: a duty with its person, or an inspection with its target."""
    if kind is PaperKind.ACKNOWLEDGEMENT:
        duty = await act.work.duties.get(subject_id)
        name = (await act.work.people.get(duty.person_id)).name
    else:
        inspection = await act.work.inspections.get(subject_id)
        name = await target_name(act, inspection)
    return {"key": f"on_paper.what.{kind}", "name": name}
