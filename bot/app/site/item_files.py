"""The versions of the item list as files, whose SHA-256 is the hash that the pages print."""

from collections.abc import Sequence

from bot.domain.deadlines import SHANGHAI
from bot.domain.publication.rounds import PublicRound
from bot.domain.registers.rows import ItemList, list_bytes
from bot.usecases.results.released_results import ResultBook


def with_list(opened: PublicRound, book: ResultBook, lists: Sequence[ItemList]) -> PublicRound:
    """Return the round with the version of the list that it kept at its freeze."""
    kept = {each.number: each.item_list_id for each in book.rounds.values()}
    listed = next(each for each in lists if each.id == kept[opened.number])
    since = {"date": listed.made_at.astimezone(SHANGHAI).date().isoformat()}
    version = {"key": "site.items_kept", "n": listed.id, "since": since, "hash": listed.digest}
    return opened.model_copy(update={"items_version": version, "items_file": list_file(listed)})


def item_files(rounds: Sequence[PublicRound], lists: Sequence[ItemList]) -> dict[str, bytes]:
    """Return the list in force and those that a public round kept, by the names of their files."""
    named = {each.items_file for each in rounds}
    shown = [each for each in lists if each is lists[-1] or list_file(each) in named]
    return {list_file(each): list_bytes(each.items) for each in shown}


def list_file(listed: ItemList) -> str:
    """Return the name of a version's file beside the pages."""
    return f"items-{listed.id}.json"
