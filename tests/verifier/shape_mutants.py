"""A wrong type, a missing and a strange key, once for each field of a bundle."""

import copy

from value_mutants import BEACON, ENOUGH_BALLS, REDRAWN, RICH, SHORT
from verifier_three import vector

from bot.domain.draw.bytes import dumps
from tests.bundle_changes import put

WRONG_TYPES = {str: 7, int: "7", bool: 1, list: {}, dict: [], type(None): 7}


def places(value, path=()):
    """Yield one path for each field of a bundle: of a list, its last item stands for all."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, (*path, key))
    elif isinstance(value, list):
        for i in (
            range(len(value))
            if len(value) == 2 and isinstance(value[-1], str | int)
            else range(len(value))[-1:]
        ):
            yield from places(value[i], (*path, i))


def shape_mutants():
    """Yield `(name, raw)` of a wrong type, a missing and a strange key, once for each field of a bundle."""
    seen = set()
    for start in (RICH, REDRAWN, ENOUGH_BALLS, BEACON, SHORT):
        whole = vector(start)
        for path, value in [((), whole), *places(whole)]:
            field = tuple(step for step in path if isinstance(step, str) or path[-1] == step)
            told = f"{start}: {'.'.join(map(str, path))}"
            for fault, change in faults_of(path, value):
                if (field, fault) not in seen:
                    seen.add((field, fault))
                    yield f"{told} {fault}", changed(whole, path, change)


def faults_of(path, value):
    """Yield `(fault, what stands there instead)`."""
    if path and path[-1] != "val":
        yield f"is no {type(value).__name__}", WRONG_TYPES[type(value)]
    if isinstance(value, dict):
        yield "has a strange key", {**value, "strange": None}
        for key in value:
            yield f"lacks {key}", {name: item for name, item in value.items() if name != key}


def changed(whole, path, value):
    bundle = {"": copy.deepcopy(whole)}
    put(bundle, ("", *path), value)
    return dumps(bundle[""])
