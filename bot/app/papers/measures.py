"""What a measure is carried out with on paper: what was decided of which findings, on what ground."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.app.papers.words import said
from bot.domain.documents.cases import CorrectionOrder, Decision
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.registers.rows import Item
from bot.domain.results.extensions import DECIDED
from bot.domain.results.findings import UNCOOPERATIVE
from bot.domain.results.follow_ups import FollowUp, Measure
from bot.usecases.follow_ups.measure_papers import measure_papers
from bot.usecases.office import ground_of


async def measure_fields(
    work: UnitOfWork, profile: Profile, name: str, follow_ups: Sequence[FollowUp], items: Sequence[Item]
) -> list[dict[str, Any]]:
    """Return what each paper of this name says of what was decided; `numbers` are those of its items."""
    numbers = {item.code: number for number, item in enumerate(items, start=1)}
    papers = await measure_papers(work, name, follow_ups)
    return [_measure(profile, name, each, numbers) for each in papers or [[]]]


def _measure(
    profile: Profile, name: str, found: list[tuple[FollowUp, str]], numbers: Mapping[str, int]
) -> dict[str, Any]:
    found = sorted(found, key=lambda each: numbers.get(each[0].item_code, 0))
    codes = [row.item_code for row, _ in found if row.item_code in numbers]
    fields: dict[str, Any] = {"decided": _decisions(found, codes), "ground": article(profile, "follow_up")}
    if name == CorrectionOrder.name:
        days = {row.due_on for row, _ in found}
        fields["due_on"] = days.pop() if len(days) == 1 else None
    else:
        fields["is_crime"] = any(row.measure is Measure.CRIME for row, _ in found)
        fields["ground"] = article(profile, "crime_transferred" if fields["is_crime"] else "follow_up")
    return fields | {"numbers": {numbers[code] for code in codes}}


def _decisions(found: list[tuple[FollowUp, str]], codes: list[str]) -> list[Decision]:
    """Return what was decided, findings with the same words and day as one, by their places in the list."""
    alike: dict[tuple[str, date | None], list[str]] = {}
    for row, words in found:
        places = alike.setdefault((words, row.due_on), [])
        places += [str(codes.index(row.item_code) + 1)] if row.item_code in codes else []
    return [
        Decision(places="、".join(places), words=words, due_on=day) for (words, day), places in alike.items()
    ]


def of_these(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of one paper: what is abnormal names what was decided, and nothing else.

    The decision stands on the record that was released, whatever the draft of an amendment says by now.
    """
    numbers = fields.get("numbers")
    kept = [each for each in fields["items"] if each.number in numbers] if numbers else fields["abnormal"]
    return {name: value for name, value in fields.items() if name != "numbers"} | {"abnormal": kept}


async def extension_fields(
    work: UnitOfWork, follow_ups: Sequence[FollowUp], items: Sequence[Item]
) -> dict[str, Any]:
    """Return what was decided on requests for more time, in the order of the decisions' requests."""
    names = {item.code: item.name for item in items} | {UNCOOPERATIVE: said(f"conclusion.{UNCOOPERATIVE}")}
    rows = {each.id: each for each in follow_ups}
    decided_ones = await work.extensions.all(follow_up_id=tuple(rows), state=DECIDED) if rows else []
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
