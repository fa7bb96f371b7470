"""What an import, or its undoing, would change, register by register: counts, columns and first names."""

import asyncio
from typing import Any

from bot.domain.registers.difference import Difference, changed_columns
from bot.domain.registers.records import TargetRecord
from bot.usecases.registers.changes import Changes

_NAMES_SHOWN = 10


async def summary(changes: Changes) -> list[dict[str, Any]]:
    """Return a line per register: how many are new, changed, gone and the same, with the first names."""
    lines = []
    for name, each in (
        ("targets", changes.targets),
        ("inspectors", changes.inspectors),
        ("items", changes.items),
    ):
        if each is None:
            continue
        lines.append(
            {
                "key": "import.line",
                "register": {"key": f"register.{name}"},
                "new": len(each.new),
                "changed": len(each.changed),
                "gone": len(each.gone),
                "same": each.same_count,
            }
        )
        if name == "targets":
            lines += await asyncio.to_thread(_column_lines, changes.targets)
        gone = [record.name for record in each.gone[:_NAMES_SHOWN]]
        if gone:
            lines.append({"key": "import.gone", "names": "、".join(gone)})
    if changes.lost:
        lines.append({"key": "import.departments_lost", "departments": "、".join(changes.lost)})
    if changes.denied:
        names = "、".join(changes.denied[:_NAMES_SHOWN])
        lines.append({"key": "import.denied", "n": len(changes.denied), "names": names})
    return lines


def _column_lines(difference: Difference[TargetRecord] | None) -> list[dict[str, Any]]:
    """Say which columns change, since they decide who can be drawn."""
    if difference is None or not difference.changed:
        return []
    columns = "、".join(f"{heading}（{n}）" for heading, n in changed_columns(difference))
    return [{"key": "import.changed_columns", "columns": columns}]
