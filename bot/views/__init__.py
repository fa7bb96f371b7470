"""Screens: state → (message key, parameters, keyboard). Pure; a screen's name is its message key."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.long_lists import BESIDE, shown
from bot.domain.texts import Screen, Text
from bot.views import (
    amendments,
    attempts,
    binding,
    calendars,
    confirming,
    conflicts,
    dangers,
    dialogues,
    documents,
    drawing,
    duties,
    exports,
    extensions,
    follow_ups,
    imports,
    leaves,
    listings,
    lists,
    materials,
    merges,
    objections,
    on_paper,
    people,
    plan_questions,
    plans,
    platform,
    posts,
    queries,
    randomness,
    requests,
    results,
    schedule,
    steps,
    undrawn,
    unreached,
)
from bot.views.keyboards import Keyboard
from bot.views.values import text_of, value_of

KEYBOARDS: Mapping[str, Callable[[dict[str, Any]], Keyboard]] = {
    **dialogues.KEYBOARDS,
    **documents.KEYBOARDS,
    **exports.KEYBOARDS,
    **binding.KEYBOARDS,
    **unreached.KEYBOARDS,
    **posts.KEYBOARDS,
    **calendars.KEYBOARDS,
    **leaves.KEYBOARDS,
    **people.KEYBOARDS,
    **drawing.KEYBOARDS,
    **randomness.KEYBOARDS,
    **attempts.KEYBOARDS,
    **platform.KEYBOARDS,
    **confirming.KEYBOARDS,
    **duties.KEYBOARDS,
    **requests.KEYBOARDS,
    **conflicts.KEYBOARDS,
    **merges.KEYBOARDS,
    **schedule.KEYBOARDS,
    **on_paper.KEYBOARDS,
    **results.KEYBOARDS,
    **dangers.KEYBOARDS,
    **materials.KEYBOARDS,
    **objections.KEYBOARDS,
    **queries.KEYBOARDS,
    **undrawn.KEYBOARDS,
    **amendments.KEYBOARDS,
    **follow_ups.KEYBOARDS,
    **extensions.KEYBOARDS,
    **listings.KEYBOARDS,
    **imports.KEYBOARDS,
    **plans.KEYBOARDS,
    **plan_questions.KEYBOARDS,
    **steps.KEYBOARDS,
}


def screen_of(name: str, data: dict[str, Any], bot_name: str) -> Screen:
    """Return the screen of this name: its text, the keyboard below it, and the file that goes along."""
    part = shown(data)
    rows = KEYBOARDS[name](part | {"bot": bot_name}) if name in KEYBOARDS else ()
    keyboard = (*rows, *lists.turning(data), *dialogues.foot(data))
    text = dialogues.placed(text_of(name, part if BESIDE in data else data, bot_name), data)
    if "vacant_role" in data:  # the lead office acts where a unit has nobody in the role, and it is said
        vacant = {"role": value_of(data["vacant_role"], ""), "unit": value_of(data["vacant_unit"], "")}
        text = Text("people.stood_in", {"text": text, **vacant})
    if "seal" in data:  # every later message of a round in the group repeats its commitment
        text = Text("attempt.sealed", {"text": text, "commitment": data["seal"]})
    if "seals" in data:  # of several draws, each with its number
        text = Text("attempt.sealed_each", {"text": text, "seals": value_of(data["seals"], "")})
    if "list_hash" in data:  # and of one that the platform drew, the hash of its lists
        text = Text("platform.sealed", {"text": text, "hash": data["list_hash"]})
    called = data.get("document_name")
    file_name = text_of(called["key"], called, bot_name) if called else None
    return Screen(text, keyboard, str(data.get("document", "")), file_name)
