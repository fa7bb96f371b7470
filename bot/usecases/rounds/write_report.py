"""填写、领取执法检查报告: its coordinator writes what no row knows; it is handed out under every regulation.

Nothing waits for it: a part that is not written is a line in the report, to be filled in by hand.
"""

from typing import Any

from bot.domain.actions import Action
from bot.domain.errors import Refused
from bot.domain.people import Dialogue
from bot.domain.permissions import Case
from bot.domain.ports import UnitOfWork
from bot.domain.profiles.profile import Profile
from bot.domain.reports import PARTS, Report
from bot.domain.rounds import Round
from bot.domain.typed import paragraph
from bot.usecases import dialogues
from bot.usecases.act import Act
from bot.usecases.black_out import is_blacked_out

TOPIC = "report_words"
_LONGEST = 1000


def report_path(opened: Round) -> str:
    """Return where the report lies below the data folder."""
    return f"rounds/{opened.number}/report-{opened.number}.docx"


def report_rule(profile: Profile) -> str:
    """Return the rule that asks for the report, "" where no text of the regulation does."""
    return next((each for each in ("report", "report_term") if not profile.rule(each).is_default), "")


async def offer_report(act: Act, opened: Round) -> None:
    """Send the coordinator the card of the report's words, once for a round."""
    await _show(act, opened, key=f"report_words:{opened.id}")


async def hand_out_report(act: Act, round_id: int) -> None:
    """Have the report written as the results stand now, and send it."""
    opened = await _mine(act, round_id)
    await act.paper("report", opened.id)
    title = {"key": "document.name.report"}
    name = {"key": "file.of_round", "title": title, "number": opened.number}
    path = report_path(opened)
    await act.reply("round_report.document", number=opened.number, document=path, document_name=name)


async def start_part(act: Act, round_id: int, part: str) -> None:
    """Ask for one part of the report."""
    opened = await _mine(act, round_id)
    await _require_kept(act, opened)
    dialogue = await dialogues.begin(act, TOPIC, "words", round=opened.id, part=part)
    what = {"key": f"round_report.part.{part}"}
    await dialogues.ask(act, dialogue, "round_report.ask_part", number=opened.number, part=what)


async def type_part(act: Act, dialogue: Dialogue, typed: str) -> None:
    """Take the words in the place of what was written before, and show the card with them."""
    typed = paragraph(typed, "result.note_too_long", _LONGEST)
    opened = await _mine(act, int(str(dialogue.draft["round"])))
    await _require_kept(act, opened)
    part = str(dialogue.draft["part"])
    report = await report_row(act.work, opened)
    words = await act.keep_words(typed)
    await act.work.reports.change(report, **{f"{part}_words_id": words.id})
    named = {"report": report.id, "round": opened.number}
    await act.record("report_written", **named, part=part, words=words.commitment)
    await dialogues.end(act, dialogue)
    await act.forget_card(_card(opened))
    await _show(act, opened)


async def written_report(work: UnitOfWork, opened: Round) -> Report | None:
    """Return what has been written for the report of this round, None where nothing has."""
    return await work.reports.one(round_id=opened.id)


async def report_row(work: UnitOfWork, opened: Round) -> Report:
    """Return what is known of the report of this round, a new row where nothing is."""
    return await written_report(work, opened) or await work.reports.add(Report(round_id=opened.id))


async def written_parts(work: UnitOfWork, opened: Round) -> dict[str, str]:
    """Return the words of each part, "" where it is not written."""
    report = await written_report(work, opened)
    ids = {part: report.words_id(part) if report else None for part in PARTS}
    return {part: (await work.words.get(each)).text if each else "" for part, each in ids.items()}


async def _show(act: Act, opened: Round, key: str | None = None) -> None:
    rule = report_rule(act.office.profile)
    ground = {"key": "round_report.by_rule", "ground": act.ground(rule)} if rule else {"key": _UNASKED}
    await act.notify(
        "round_report.words",
        await act.work.people.get(opened.coordinator_id),
        card=_card(opened),
        key=key,
        round=opened.id,
        number=opened.number,
        ground=ground,
        parts=[_part_text(*each) for each in (await written_parts(act.work, opened)).items()],
    )


_UNASKED = "round_report.by_no_rule"


def _part_text(part: str, words: str) -> dict[str, Any]:
    shown = words or {"key": "round_report.unwritten"}
    return {"key": "round_report.written", "part": {"key": f"round_report.part.{part}"}, "words": shown}


def _card(opened: Round) -> str:
    return f"report_words:{opened.id}"


async def _mine(act: Act, round_id: int) -> Round:
    opened = await act.work.rounds.get(round_id)
    act.permit(Action.PUBLISH, Case(coordinator=opened.coordinator_id))
    return opened


async def _require_kept(act: Act, opened: Round) -> None:
    """Refuse words for a round whose words have been destroyed: nobody would destroy these."""
    if await is_blacked_out(act, {"round": opened.number}):
        raise Refused("round_report.destroyed", number=opened.number)
