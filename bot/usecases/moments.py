"""An instant as people are told it: the day with its weekday, and the hour."""

from datetime import datetime
from typing import Any

from bot.domain.deadlines import SHANGHAI


def when(at: datetime) -> dict[str, Any]:
    """Return the text of an instant: the day with its weekday, and the hour, in Asia/Shanghai."""
    local = at.astimezone(SHANGHAI)
    return {
        "key": "date.when",
        "day": {"date": local.date().isoformat()},
        "hour": local.strftime("%H:%M"),
    }
