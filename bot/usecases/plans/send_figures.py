"""统计图: the year's figures as a picture, for whoever may see the coverage."""

from bot.domain.actions import Action
from bot.usecases.act import Act


async def send_figures(act: Act, year: int) -> None:
    """Have the picture drawn, and send it as a file."""
    act.permit(Action.SEE_COVERAGE)
    await act.paper("figures", year)
    await act.reply("coverage.figures", year=year, document=f"statistics/statistics-{year}.png")
