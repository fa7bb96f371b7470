"""The versions of the item list as files, whose SHA-256 is the hash that the pages print."""

from collections.abc import Sequence

from bot.domain.publication.rounds import PublicRound
from bot.domain.publication.site import PublicSite
from bot.domain.registers.rows import ItemList, list_bytes
from bot.usecases.results.kept_list import kept_list, list_file
from bot.usecases.results.released_results import ResultBook


def with_list(opened: PublicRound, book: ResultBook, lists: Sequence[ItemList]) -> PublicRound:
    """Return the round with the version of the list that it kept at its freeze."""
    kept = {each.number: each.item_list_id for each in book.rounds.values()}
    listed = next(each for each in lists if each.id == kept[opened.number])
    return opened.model_copy(update=kept_list(listed))


def item_files(site: PublicSite, lists: Sequence[ItemList]) -> dict[str, bytes]:
    """Return the list in force and those that something public went by, by the names of their files."""
    named = {each.items_file for each in site.rounds}
    named |= {each.items_file for file in site.targets for each in file.undrawn}
    shown = [each for each in lists if each is lists[-1] or list_file(each) in named]
    return {list_file(each): list_bytes(each.items) for each in shown}
