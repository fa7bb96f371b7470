"""What the code says: the message keys that stand in it, read from its syntax tree."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Names of files and paths within a profile look like keys and are none.
_FILES = re.compile(r".*\.(json|docx|xlsx|toml|db|csv|log|zip|env)")
_SHAPE = re.compile(r"(\{\}|[a-z])[a-z_{}]*(\.[a-z_{}]+)*\.[A-Za-z0-9_{}]+")
_OTHER_NAMES = (
    "bot/domain/profiles/profile.py",
    "bot/domain/profiles/rule_grounds.py",
    "bot/domain/profiles/rule_table.py",
    "bot/regulations/__init__.py",
    "bot/sealing.py",
    "bot/settings.py",
)
REFUSING = ("Refused", "NotAllowed", "Stale", "Invalid", "Deny")
# The calls that say something, and which argument is the key.
_SAYING = {
    **dict.fromkeys((*REFUSING, "Refusal", "reply", "notify", "toast", "button", "said", "stop"), 0),
    **dict.fromkeys(("text", "Text"), 0),
    "render_key": 1,
    "ask": 2,
}
_WITH_VALUES_ELSEWHERE = ("button", "Text", "Deny")
# What such a call is told beside the values of its text.
_ABOUT_THE_MESSAGE = {"to", "card", "key", "document", "action", "status", "has_foot", "at_step"}


@dataclass(frozen=True)
class Saying:
    """One place where the code says something: `key` has {} for what only the run knows."""

    where: str
    by: str
    key: str
    params: frozenset[str]
    is_open: bool
    """Whether further parameters come from elsewhere."""
    has_document: bool = False


@cache
def _trees(*folders: str) -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted(chain.from_iterable((ROOT / folder).rglob("*.py") for folder in folders))
    named = [(path.relative_to(ROOT).as_posix(), path) for path in paths]
    return tuple(
        (name, ast.parse(path.read_text(encoding="utf-8")))
        for name, path in named
        if name not in _OTHER_NAMES
    )


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def written(node: ast.expr | None) -> Iterator[str]:
    """Yield what an expression may be: a literal, either branch of a condition, an f-string with {}."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from written(node.body)
        yield from written(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _from_call(name: str, call: ast.Call) -> Iterator[Saying]:
    by, given = _name(call), {keyword.arg for keyword in call.keywords}
    place = _SAYING.get(by)
    node = call.args[place] if place is not None and len(call.args) > place else None
    for key in written(node):
        is_open = None in given or by in _WITH_VALUES_ELSEWHERE
        params = frozenset(each for each in given if each) - _ABOUT_THE_MESSAGE
        yield Saying(f"{name}:{call.lineno}", by, key, params, is_open, "document" in given)


def _from_dict(name: str, node: ast.Dict, *, is_named: bool) -> Iterator[Saying]:
    """A dictionary that gets a name may get more values below."""
    literal = {key.value: value for key, value in zip(node.keys, node.values, strict=True) if _is_text(key)}
    for key in written(literal.get("key")):
        is_open = is_named or len(literal) < len(node.keys)
        yield Saying(f"{name}:{node.lineno}", "dict", key, frozenset(literal) - {"key"}, is_open)


def _is_text(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@cache
def sayings() -> tuple[Saying, ...]:
    """Return every place in bot/, and every refusal of storage/, that names a key where one is wanted."""
    found = []
    for name, tree in _trees("bot", "storage"):
        named = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AnnAssign)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found += _from_call(name, node)
            elif isinstance(node, ast.Dict):
                found += _from_dict(name, node, is_named=id(node) in named)
    return tuple(each for each in found if each.where.startswith("bot/") or each.by == "Refusal")


def templates() -> set[str]:
    """Return all f-strings in bot/ that have the shape of a key, with {} for their values."""
    found = {key for node in _nodes("bot") if isinstance(node, ast.JoinedStr) for key in written(node)}
    return {key for key in found if "{}" in key and _is_key(key)}


def mentioned() -> set[str]:
    """Return all strings in bot/ with the shape of a key that may name a text, and those of files read."""
    of_files = {key for key in _mentioned("storage") if key.startswith(("import.", "platform."))}
    return _mentioned("bot") | of_files


def first_arguments(function: str) -> set[str]:
    """Return the first arguments of all calls of this name in bot/: literals, or constants of the module."""
    found = set()
    for _, tree in _trees("bot"):
        constants = dict(_constants(tree))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call) == function and call.args:
                first = call.args[0]
                found |= set(written(constants.get(getattr(first, "id", ""), first)))
    return found


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that the module gives to values, also several at once."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            (target,) = node.targets
            several = isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
            pairs = zip(target.elts, node.value.elts, strict=True) if several else [(target, node.value)]
            yield from ((name.id, value) for name, value in pairs if isinstance(name, ast.Name))


def _nodes(folder: str) -> Iterator[ast.AST]:
    return chain.from_iterable(ast.walk(tree) for _, tree in _trees(folder))


def _is_key(text: str) -> bool:
    return _SHAPE.fullmatch(text) is not None and not _FILES.fullmatch(text)


@cache
def _mentioned(folder: str) -> set[str]:
    found = set()
    for _, tree in _trees(folder):
        elsewhere = {id(part) for node in ast.walk(tree) for part in _no_text(node)}
        strings = [node for node in ast.walk(tree) if _is_text(node) and id(node) not in elsewhere]
        found |= {node.value for node in strings if _is_key(node.value)}
    return found


def _no_text(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the strings that name actions, crash points and tasks, and the parts of f-strings."""
    if isinstance(node, ast.Call):
        by = _name(node)
        if by == "button":
            yield from node.args[1:2]
        if "crash" in by:
            yield from node.args
        yield from (each.value for each in node.keywords if each.arg == "name")
    elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "ACTIONS":
        yield from getattr(node.value, "keys", [])
    elif isinstance(node, ast.JoinedStr):
        yield from node.values
