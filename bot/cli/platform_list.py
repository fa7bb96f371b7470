"""What `shuangsuiji verify` says of a platform's list, line for line what the stand-alone verifier says."""

from collections.abc import Mapping
from typing import Any

from bot.cli.saying import said
from bot.domain.draw.platform_list import list_hash


def about_list(document: Mapping[str, Any]) -> list[str]:
    """Return whose draw it was, and the hash that the group was shown."""
    facts = {name: document[name] for name in ("round", "platform", "batch")}
    return [said("console.list.whose", **facts), said("console.list.hash", hash=list_hash(document))]


def find_school(document: Mapping[str, Any], school: str) -> str:
    """Return whether the list names this target."""
    is_there = any(row["id"] == school for row in document["targets"])
    return said("console.list.drawn" if is_there else "console.list.not_drawn", school=school)
