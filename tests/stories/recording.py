"""With SHUANGSUIJI_SAMPLES=FILE the stories write down a real screen of each name, for docs/messages.md."""

import json
import os
from collections.abc import Iterator
from functools import wraps
from pathlib import Path
from typing import Any

from bot.domain.mail import NoticeKind
from demo.messages import is_enough
from demo.stage import Stage
from locales import LANGUAGES, catalogue, template
from locales.check import placeholders

VARIABLE = "SHUANGSUIJI_SAMPLES"


def begin() -> None:
    """Have every stage write down what was shown on it, where the variable names a file."""
    if file := os.environ.get(VARIABLE):
        _watch(Path(file))


def _watch(file: Path) -> None:
    close = Stage.__aexit__

    @wraps(close)
    async def closing(stage: Stage, *error: Any) -> None:
        await _write_down(stage, file)
        await close(stage, *error)

    Stage.__aexit__ = closing  # type: ignore[method-assign]


async def _write_down(stage: Stage, file: Path) -> None:
    seen: dict[str, Any] = {}
    async with stage.service.database.reading() as work:
        for notice in await work.notices.all(kind=NoticeKind.MESSAGE):
            seen[notice.screen] = seen.get(notice.screen) or notice.data
            for line in _paragraphs_in(notice.data):
                seen.setdefault(line["key"], {name: value for name, value in line.items() if name != "key"})
        for notice in await work.notices.all(kind=NoticeKind.ANSWER):
            said = dict(notice.data.get("text", {}))
            if key := said.pop("key", ""):
                seen.setdefault(key, said)
    _merge(file, seen)


def _paragraphs_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the texts within a screen that are lines of their own."""
    if isinstance(value, list):
        for each in value:
            yield from _paragraphs_in(each)
    elif isinstance(value, dict):
        if "key" in value and "\n" in template(LANGUAGES[0], value["key"]):
            yield value
        for each in value.values():
            yield from _paragraphs_in(each)


def _fuller(name: str, known: dict[str, Any], seen: dict[str, Any]) -> dict[str, Any]:
    if name not in catalogue(LANGUAGES[0]) or not is_enough(name, seen):
        return known or seen
    wanted = placeholders(template(LANGUAGES[0], name))
    is_fuller = len(wanted & seen.keys()) > len(wanted & known.keys())
    return known if is_enough(name, known) and not is_fuller else seen


def _merge(file: Path, seen: dict[str, Any]) -> None:
    """The first of each name stays, so that the document changes little; one that lacks a value gives way."""
    known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for name, data in seen.items():
        known[name] = _fuller(name, known.get(name) or {}, data)
    words = json.dumps(known, ensure_ascii=False, sort_keys=True, indent=1)
    file.write_text(f"{words}\n", encoding="utf-8")
