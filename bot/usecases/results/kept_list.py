"""Which version of the item list an inspection went by, and the file of it beside the pages."""

from typing import Any

from bot.domain.deadlines import SHANGHAI
from bot.domain.registers.rows import ItemList


def kept_list(listed: ItemList) -> dict[str, Any]:
    """Return what a page says of the version: since when it is, its hash, and its file."""
    since = {"date": listed.made_at.astimezone(SHANGHAI).date().isoformat()}
    version = {"key": "site.items_kept", "n": listed.id, "since": since, "hash": listed.digest}
    return {"items_version": version, "items_file": list_file(listed)}


def list_file(listed: ItemList) -> str:
    """Return the name of a version's file beside the pages."""
    return f"items-{listed.id}.json"
