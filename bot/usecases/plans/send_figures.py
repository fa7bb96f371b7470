"""What the year has covered, to keep: its figures as a picture, and the report as a document."""

from bot.domain.actions import Action
from bot.usecases.act import Act


def coverage_path(year: int) -> str:
    """Return where the report of a year lies below the data folder."""
    return f"exports/coverage-{year}.docx"


async def send_figures(act: Act, year: int) -> None:
    """Have the picture drawn, and send it as a file."""
    act.permit(Action.SEE_COVERAGE)
    await act.paper("figures", year)
    await act.reply("coverage.figures", year=year, document=f"statistics/statistics-{year}.png")


async def send_coverage(act: Act) -> None:
    """Have the report of this year written as it stands, and send it."""
    act.permit(Action.SEE_COVERAGE)
    year = act.today.year
    await act.paper("coverage", year)
    title = {"key": "document.name.coverage"}
    name = {"key": "file.of_round", "title": title, "number": str(year)}
    await act.reply("coverage.report", year=year, document=coverage_path(year), document_name=name)
