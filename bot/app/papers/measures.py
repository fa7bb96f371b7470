"""What a measure is carried out with on paper: what was decided of which findings, on what ground."""

from collections.abc import Sequence
from typing import Any

from bot.app.papers.words import said
from bot.domain.documents.cases import CorrectionOrder, TransferLetter
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Item
from bot.domain.results.extensions import ExtensionState
from bot.domain.results.findings import UNCOOPERATIVE
from bot.domain.results.follow_ups import FollowUp, Measure, decided
from bot.usecases.office import ground_of

MEASURES = {
    CorrectionOrder.name: (Measure.CORRECT,),
    TransferLetter.name: (Measure.TRANSFER, Measure.CRIME),
}
"""The documents that a measure is carried out with."""


async def measure_fields(
    work: UnitOfWork, profile: Profile, name: str, follow_ups: Sequence[FollowUp], items: Sequence[Item]
) -> dict[str, Any]:
    """Return what was decided of the findings; a field of what is abnormal names only those."""
    rows = decided(list(follow_ups), MEASURES[name])
    numbers = {item.code: number for number, item in enumerate(items, start=1)}
    rows.sort(key=lambda row: numbers.get(row.item_code, 0))
    words = [(await work.words.get(row.words_id)).text for row in rows if row.words_id]
    fields: dict[str, Any] = {"decided": words, "ground": article(profile, "follow_up")}
    if name == CorrectionOrder.name:
        fields["due_on"] = max((row.due_on for row in rows if row.due_on), default=None)
    else:
        fields["is_crime"] = any(row.measure is Measure.CRIME for row in rows)
        fields["ground"] = article(profile, "crime_transferred" if fields["is_crime"] else "follow_up")
    decided_on = {numbers[row.item_code] for row in rows if row.item_code in numbers}
    return fields | ({"numbers": decided_on} if rows else {})


async def extension_fields(
    work: UnitOfWork, follow_ups: Sequence[FollowUp], items: Sequence[Item]
) -> dict[str, Any]:
    """Return what was decided on requests for more time, in the order of the decisions' requests."""
    names = {item.code: item.name for item in items} | {UNCOOPERATIVE: said(f"conclusion.{UNCOOPERATIVE}")}
    rows = {each.id: each for each in follow_ups}
    state = (ExtensionState.GRANTED, ExtensionState.REFUSED)
    decided_ones = await work.extensions.all(follow_up_id=tuple(rows), state=state) if rows else []
    lines = [
        {
            "item": names[rows[each.follow_up_id].item_code],
            "ordered_on": rows[each.follow_up_id].due_on,
            "received_on": each.received_on,
            "wanted_on": each.wanted_on,
            "until": each.until,
            "reason": (await work.words.get(each.reply_words_id)).text if each.reply_words_id else "",
        }
        for each in decided_ones
    ]
    return {"requests": lines}


def article(profile: Profile, rule: str) -> str:
    """Return the article of a rule, "" where the text is silent: then it is filled in by hand."""
    ref = profile.rule(rule)
    return "" if ref.is_default else said(**ground_of(ref))
