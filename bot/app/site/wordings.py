"""The wordings of an item through the versions of the list, and which rounds went by which."""

from collections.abc import Mapping, Sequence

from bot.domain.deadlines import SHANGHAI
from bot.domain.publication.parts import Said
from bot.domain.publication.site import PublicWording
from bot.domain.registers.rows import Item, ItemList

_WORDS = ("name", "content", "basis", "method", "options", "guide")


def wordings(code: str, lists: Sequence[ItemList], rounds: Mapping[str, int]) -> tuple[PublicWording, ...]:
    """Return every wording that the lists gave this code, the newest first.

    `rounds` are the ids of the lists that the rounds kept at their freeze, by the rounds' numbers.
    """
    found: list[PublicWording] = []
    for listed in lists:
        words = next((_words(item) for item in listed.items if item.code == code), None)
        if words is None:
            continue
        if not found or _words(found[-1]) != words:
            found.append(PublicWording(**words, version=_version(listed)))
        here = tuple(number for number, list_id in rounds.items() if list_id == listed.id)
        found[-1] = found[-1].model_copy(update={"rounds": (*found[-1].rounds, *here)})
    return tuple(reversed(found))


def _words(said: Item | PublicWording) -> dict[str, str]:
    return {name: getattr(said, name) or "" for name in _WORDS}


def _version(listed: ItemList) -> Said:
    since = {"date": listed.made_at.astimezone(SHANGHAI).date().isoformat()}
    return {"key": "site.items_wording", "n": listed.id, "since": since}
