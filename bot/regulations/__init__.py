"""Reads the regulations: one TOML file per authority, its name being the profile's key.

A rule of a file is `{ article, fragment, value }`, the instrument being the file's own unless it says
otherwise, or `{ silent = true, falls_back_to }`, whose value is the product default of that name. The keys
of a file are dotted, so that its lines can follow the order of the articles.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from bot.domain.profiles.profile import Profile

DEFAULTS = "product-defaults"


def profile_keys() -> tuple[str, ...]:
    """Return the keys of all profiles, sorted."""
    names = (each.name for each in files(__name__).iterdir())
    stems = (name.removesuffix(".toml") for name in names if name.endswith(".toml"))
    return tuple(sorted(stem for stem in stems if stem != DEFAULTS))


@cache
def load_profile(key: str) -> Profile:
    """Return the profile with this key.

    Raises:
        LookupError: there is no such profile; it lists those that there are.
        pydantic.ValidationError: the file breaks the shape of a profile.
    """
    if key not in profile_keys():
        raise LookupError(f"No regulation {key!r}; there are {', '.join(profile_keys())}.")
    return parse_profile(key, _read(key))


def parse_profile(key: str, rules: dict[str, Any]) -> Profile:
    """Return the profile in these raw rules, with the defaults filled in where they are silent.

    Raises:
        LookupError: a silent rule falls back to a default that does not exist.
        pydantic.ValidationError: the rules break the shape of a profile.
    """
    return Profile.model_validate({"key": key, **_filled(rules, rules["instrument"], _read(DEFAULTS))})


def _read(name: str) -> dict[str, Any]:
    """Return the raw tables of one file."""
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _filled(node: Any, instrument: str, defaults: dict[str, Any]) -> Any:
    """Return the node with every silent rule given its default, and every cited one its instrument."""
    if isinstance(node, list):
        return [_filled(each, instrument, defaults) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("silent"):
        return {**node, "value": None, **_default(node.get("falls_back_to", ""), defaults)}
    if "fragment" in node:
        return {"instrument": instrument, **node}
    return {name: _filled(each, instrument, defaults) for name, each in node.items()}


def _default(name: str, defaults: dict[str, Any]) -> dict[str, Any]:
    """Return the default of this name."""
    if name not in defaults:
        raise LookupError(f"No product default {name!r}; there are {', '.join(defaults)}.")
    found: dict[str, Any] = defaults[name]
    return found
