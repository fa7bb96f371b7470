"""Updates that are not what the Bot API says: a field is missing, of another type, elsewhere, or too long."""

import copy
import random
from collections.abc import Callable
from typing import Any

Json = Any
_VALUES: tuple[Json, ...] = (
    *(None, True, 0, -1, 2**70, 1.5, "", "0", "/status", "😀" * 1024, "\ud800", "\u202e\x00"),
    *([], {}, [[]], {"id": {}}, [{"id": 1}]),
)


def mutated(update: dict[str, Json], rng: random.Random) -> dict[str, Json]:
    """Return the update with one to three changes below its kind; its number stays Telegram's."""
    changed = copy.deepcopy(update)
    for _ in range(rng.randint(1, 3)):
        places = list(_places(changed))
        if places:
            _change(*rng.choice(places), places, rng)
    return changed


def _change(parent: Json, key: Json, places: list[tuple[Json, Json]], rng: random.Random) -> None:
    def drop() -> None:
        del parent[key]

    def retype() -> None:
        parent[key] = copy.deepcopy(rng.choice(_VALUES))

    def nest() -> None:
        parent[key] = rng.choice(([parent[key]], {"id": parent[key]}))

    def take_from_elsewhere() -> None:
        other, name = rng.choice(places)
        parent[key] = copy.deepcopy(other[name])

    ways: tuple[Callable[[], None], ...] = (drop, retype, nest, take_from_elsewhere)
    rng.choice(ways)()


def _places(value: Json) -> Any:
    """Yield each container with each key or index in it, the update's number apart."""
    keys = [*value] if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        if key != "update_id":
            yield value, key
            yield from _places(value[key])
