"""The record of an inspection outside the draws as its archive tells it: step by step, from the journal.

The row says only what holds last; the journal has each version, and the commitments of its words lead to
them. So nothing that was corrected, sent back or denied is missing from the volume.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.app.papers.diligence_events import Matters
from bot.app.papers.words import said
from bot.domain.documents.days import day_in_words, time_in_words
from bot.domain.documents.document import Line
from bot.domain.journal.entries import body_of
from bot.domain.ports import UnitOfWork
from bot.domain.results.undrawn import RECORDED_BY, Undrawn
from bot.usecases.rounds.rows_of_round import Rows, each_row, words_ids


@dataclass(frozen=True)
class _Told:
    """What the lines are made of: whose entries these are, and the words behind their commitments."""

    matters: Matters
    words: Mapping[str, str]
    people: Mapping[int, str]


async def facts_of_undrawn(
    work: UnitOfWork, rows: Rows, row: Undrawn, as_of: str, replaced: Collection[int]
) -> list[Line]:
    """Return the lines at the head of the contents: what it is, and all that was done, in order.

    `replaced` are the rows of words that only the journal tells of.
    """
    target = await work.targets.get(row.target_id)
    facts = {
        "undrawn": row.volume,
        "inspected": said("archive.named", name=target.name, code=row.target_key),
        "state": said(f"undrawn.state.{row.state}"),
        "as_of": time_in_words(datetime.fromisoformat(as_of)),
    }
    lines = [Line(label=said(f"archive.{name}"), text=text) for name, text in facts.items()]
    return lines + await _history(work, await _told(work, rows, row, replaced))


async def _told(work: UnitOfWork, rows: Rows, row: Undrawn, replaced: Collection[int]) -> _Told:
    follow_ups: Any = rows["follow_ups"]
    (listed,) = rows["item_lists"]
    matters = Matters(
        ids={"undrawn": {row.id}, "follow_up": {each.id for each in follow_ups}, "material": set()},
        items={each.id: each.item_code for each in follow_ups},
        names={item.code: item.name for item in listed.items},  # type: ignore[attr-defined]
    )
    words = await work.words.all(id=(*words_ids(each_row(rows)), *replaced))
    people = {each.id: each.name for each in await work.people.all()}
    return _Told(matters, {each.commitment: each.text for each in words}, people)


async def _history(work: UnitOfWork, told: _Told) -> list[Line]:
    lines = []
    for entry in await work.journal.all():
        body = body_of(entry)
        if told.matters.has(body["data"]) and (what := told.matters.told(entry.event, body["data"])):
            at = time_in_words(datetime.fromisoformat(body["at"]))
            who = told.people.get(body["actor"]) or said("document.by_bot")
            lines.append(Line(label=at, text=_sentence(told, entry.event, body["data"], f"{who} {what}")))
    return lines


def _sentence(told: _Told, event: str, data: Mapping[str, Any], done: str) -> str:
    """Return what was done, why, and what was said: of a version all that it records."""
    parts = [done]
    if event in RECORDED_BY:
        parts.append(_version(told, data))
    if event in ("objection_answered", "review_answered"):
        parts.append(_answer(event, data["outcome"]))
    if event == "correction_ordered":
        parts.append(said(f"correction.reason.{data['reason']}"))
    if others := told.words.get(data.get("others") or ""):
        parts.append(said("archive.others", words=others))
    if words := told.words.get(data.get("words") or ""):
        parts.append(words)
    return "；".join(parts)


def _answer(event: str, outcome: str) -> str:
    if event == "review_answered":
        return said(f"review.state.{outcome}")
    return said(f"objection.state.{outcome}")


def _version(told: _Told, data: Mapping[str, Any]) -> str:
    findings = "、".join(
        f"{told.matters.names.get(code, code)} {said(f'finding.{finding}')}"
        for code, finding in data["findings"]
    )
    return said(
        "archive.version",
        cause=said(f"undrawn.cause.{data['cause']}"),
        on=day_in_words(datetime.fromisoformat(data["on"]).date()),
        team="、".join(told.people.get(each, "") for each in data["people"]),
        findings=findings,
    )
