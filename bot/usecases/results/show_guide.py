"""工作指引: how an item is inspected, on what ground, and what the list asks of it; open to its team."""

from bot.domain.actions import Action
from bot.usecases.act import Act
from bot.usecases.duties.teams import team_case
from bot.usecases.results.answer_item import numbered_item
from bot.usecases.results.round_items import items_of


async def show_guide(act: Act, inspection_id: int, item_code: str = "") -> None:
    """Show the guide of an item with the numbers of the others: at the end of the chat, then in its place."""
    inspection = await act.work.inspections.get(inspection_id)
    act.permit(Action.ANSWER_ITEM, await team_case(act, inspection))
    items = await items_of(act, inspection)
    n, item = await numbered_item(act, inspection, item_code or items[0].code)
    card = f"guide:{inspection.id}"
    if not item_code:
        await act.forget_card(card)
    lines = [
        {"key": f"guide.{name}", "words": words}
        for name in ("parent", "content", "basis", "method", "options")
        if (words := getattr(item, name))
    ]
    await act.reply(
        "guide.card",
        card=card,
        inspection=inspection.id,
        n=n,
        name=item.name,
        lines=lines,
        guide=item.guide or {"key": "guide.none"},
        items=[[number, each.code] for number, each in enumerate(items, start=1)],
    )
