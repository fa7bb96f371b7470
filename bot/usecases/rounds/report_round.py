"""执法检查报告、推送: what the coordinator owes of a whole round once all are inspected.

Changli 六-4: the initiating office writes a report, publishes it and sends it to the credit platform. Ordos
第十一条 has the results sent to the city's credit platform, in the term of their publication.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.deadlines import DeadlineState
from bot.domain.errors import Stale
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.profiles.profile import Profile, StartEvent
from bot.domain.rounds import Round
from bot.domain.typed import short_line
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.by_computer import shot
from bot.usecases.results.receipt_pictures import require_unused
from bot.usecases.rounds.write_report import offer_report, report_row

TOPIC = "round_report"
_KIND = "report"
_REPORT, _PUSH = "report_term", "publication"
"""The rules behind the two terms."""
_LONGEST = 200


async def owe_report(act: Act, opened: Round) -> None:
    """Open the term of the report or the push; inspections that follow a supplement begin it anew."""
    about, (days, rule) = ("round", opened.id), _term(act.office.profile)
    if days is not None and await _deadline(act, opened, DeadlineState.SETTLED) is None:
        await act.cancel(_KIND, about)
        await act.owe(_KIND, about, days, person_id=opened.coordinator_id, rule=rule)
        await show_report(act, opened)
        await offer_report(act, opened)


def _term(profile: Profile) -> tuple[int | None, str]:
    """Return the days and the rule of what the text wants of a whole round after its end, if anything."""
    terms = profile.terms
    if terms.report_starts.value is StartEvent.ROUND_END:
        return terms.report_days.value, _REPORT
    is_pushed = profile.names.credit_platform.is_binding
    if is_pushed and terms.publication_starts.value is StartEvent.ROUND_END:
        return terms.publication_days.value, _PUSH
    return None, ""


async def show_report(act: Act, opened: Round, reference: Any = "") -> None:
    """Send or edit the coordinator's card; `reference` is where it was published, or what shows the push."""
    due = await _deadline(act, opened, DeadlineState.SETTLED if reference else DeadlineState.OPEN)
    names, (_, rule) = act.office.profile.names, _term(act.office.profile)
    await act.notify(
        "round_report.card" if rule == _REPORT else "round_report.push_card",
        await act.work.people.get(opened.coordinator_id),
        card=f"report:{opened.id}",
        round=opened.id,
        number=opened.number,
        place=names.publication_place.value,
        platform=names.credit_platform.value or {"key": "round_report.no_platform"},
        due=act.due(due) if due else {"key": "date.none"},
        ground=act.ground(rule),
        state={"key": f"round_report.state.{'done' if reference else 'open'}", "reference": reference},
        is_open=not reference,
    )


async def start_report(act: Act, round_id: int) -> None:
    """Ask where the report was published, or what shows that the results were sent."""
    opened = await _open_one(act, round_id)
    dialogue = await dialogues.begin(act, TOPIC, "words", round=opened.id)
    both = _is_sent_too(act.office.profile)
    screen = "round_report.ask_published" if both else "round_report.ask_place"
    await dialogues.ask(act, dialogue, screen, number=opened.number, shot=shot(opened, opened.number))


async def type_place(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the address or the number."""
    reference = short_line(typed, "round_report.bad_place", _LONGEST)
    words = await act.keep_words(reference)
    await _take(act, dialogue, reference, words=words.commitment)


async def take_picture(act: Act, dialogue: Dialogue, sha256: str) -> None:
    """Take a picture of it where there is no number; it is kept with the round, and never public."""
    opened = await _open_one(act, int(str(dialogue.draft["round"])))
    await require_unused(act, sha256)
    await act.work.rounds.change(opened, receipt_pictures=[*opened.receipt_pictures, sha256])
    await _take(act, dialogue, {"key": "receipt.picture"}, picture=sha256)


async def _take(act: Act, dialogue: Dialogue, reference: Any, **shown: str) -> None:
    """Take what shows it; a report that is published and sent elsewhere too is settled by two references."""
    opened = await _open_one(act, int(str(dialogue.draft["round"])))
    report = await report_row(act.work, opened)
    await act.record("round_reported", report=report.id, round=opened.number, **shown)
    published = dialogue.draft.get("published")
    if published is None and _is_sent_too(act.office.profile):
        dialogue = await dialogues.advance(act, dialogue, "words", published=reference)
        platform = act.office.profile.names.credit_platform.value
        said: dict[str, Any] = {"number": opened.number, "shot": shot(opened, opened.number)}
        await dialogues.ask(act, dialogue, "round_report.ask_push", **said, platform=platform)
        return
    both = {"key": "round_report.both", "published": published, "pushed": reference}
    await _settle(act, dialogue, opened, reference if published is None else both)


def _is_sent_too(profile: Profile) -> bool:
    """Return whether a report is published, and sent to a platform that the text names (Changli 六-4)."""
    return _term(profile)[1] == _REPORT and profile.names.credit_platform.is_binding


async def _settle(act: Act, dialogue: Dialogue, opened: Round, reference: Any) -> None:
    await act.settle(_KIND, ("round", opened.id))
    await dialogues.end(act, dialogue)
    await show_report(act, opened, reference)
    said: dict[str, Any] = {"number": opened.number, "reference": reference}
    await act.reply("round_report.taken", **said)


async def _deadline(act: Act, opened: Round, state: DeadlineState) -> Any:
    where = {"kind": _KIND, "subject_kind": "round", "subject_id": opened.id, "state": state}
    return await act.work.deadlines.one(**where)


async def _open_one(act: Act, round_id: int) -> Round:
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.PUBLISH, Case(coordinator=opened.coordinator_id))
    if await _deadline(act, opened, DeadlineState.OPEN) is None:
        raise Stale
    return opened
