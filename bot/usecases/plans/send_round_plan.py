"""The detailed plan of a round (具体实施方案), where the text wants one: written at dispatch, then signed."""

from bot.domain.rounds import Round
from bot.usecases.act import Act


def round_plan_path(opened: Round) -> str:
    """Return where the document lies below the data folder."""
    return f"rounds/{opened.number}/plan-{opened.number}.docx"


async def send_round_plan(act: Act, opened: Round) -> None:
    """Have the document written and send it to the round's coordinator (Changli 六-1, Ordos 第十条)."""
    if not act.office.profile.plan.per_round.value:
        return
    await act.paper("round_plan", opened.id)
    await act.notify(
        "plan.round_plan",
        await act.work.people.get(opened.coordinator_id),
        number=opened.number,
        ground=act.ground("plan_per_round"),
        document=round_plan_path(opened),
        document_name={
            "key": "file.of_round",
            "title": {"key": "document.name.round_plan"},
            "number": opened.number,
        },
    )
