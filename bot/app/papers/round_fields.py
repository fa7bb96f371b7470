"""What every document of a round says of it."""

from datetime import date
from typing import Any

from bot.app.papers.cases import instrument_of
from bot.app.papers.letter import Letter
from bot.domain.rounds import Round


def round_fields(letter: Letter, today: date, opened: Round) -> dict[str, Any]:
    """Return whose document it is, of which day and round, and by which regulation."""
    return {
        "dated": today,
        "link": f"{letter.site}/round-{opened.number}.html" if letter.site else "",
        "office": letter.office,
        "instrument": instrument_of(letter.profile),
        "round_number": opened.number,
        "departments": "、".join(opened.departments),
    }
