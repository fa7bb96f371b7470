"""Which backups are kept: of the last seven days, four weeks and twelve months the newest each."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_STAMP = "shuangsuiji-%Y%m%d-%H%M%S.zip"
_RULE: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (7, lambda at: at.date()),
    (4, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)


def backup_name(now: datetime) -> str:
    """Return the file name of a backup made at this instant, by the clock of Asia/Shanghai."""
    return now.astimezone(_SHANGHAI).strftime(_STAMP)


def made_at(path: Path) -> datetime | None:
    """Return when a backup was made by its name, None for any other file."""
    try:
        return datetime.strptime(path.name, _STAMP).replace(tzinfo=_SHANGHAI)
    except ValueError:
        return None


def superfluous(paths: Iterable[Path]) -> list[Path]:
    """Return the backups that the rule does not keep, oldest first; other files are none of its business."""
    dated = sorted(((at, path) for path in paths if (at := made_at(path))), reverse=True)
    kept: set[Path] = set()
    for count, period in _RULE:
        newest: dict[Hashable, Path] = {}
        for at, path in dated:
            newest.setdefault(period(at), path)
        kept |= set(list(newest.values())[:count])
    return [path for _, path in reversed(dated) if path not in kept]
