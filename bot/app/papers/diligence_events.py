"""What the due-diligence record tells of the journal: which entries, whose they are, and in what words."""

from dataclasses import dataclass
from typing import Any

from bot.app.papers.words import said
from bot.domain.duties.duty import Duty
from bot.domain.inspections import Inspection
from bot.domain.ports import UnitOfWork
from bot.domain.results.findings import UNCOOPERATIVE
from bot.domain.results.materials import FORM, WHOLE
from bot.domain.rounds import Round
from bot.usecases.results.round_items import round_items

EVENTS = (
    *("dispatched", "duty_acknowledged", "duty_left", "duty_backfilled", "told_on_paper", "specialist_lent"),
    *("target_confirmed", "target_ruled_out", "outcome_checked", "outcome_withdrawn"),
    *("visit_planned", "visit_moved", "visit_held", "visited", "visit_day_corrected"),
    *("item_answered", "method_chosen", "concluded"),
    *("danger_reported", "danger_corrected", "danger_ordered", "danger_repeated", "danger_taken"),
    *("material_taken", "material_filed", "material_sourced"),
    *("target_signed", "target_refused", "refusal_reason", "refusal_witness", "statement_corrected"),
    *("result_submitted", "result_signed", "result_entered_on_behalf", "result_sent_back", "result_returned"),
    *("result_reopened", "amendment_asked", "amendment_joined", "amendment_approved", "amendment_refused"),
    *("amendment_lapsed", "amendment_overtaken", "receipt_entered", "result_released", "result_published"),
    *("correction_ordered", "objection_recorded", "objection_answered", "review_recorded", "review_answered"),
    *("follow_up_opened", "measure_proposed", "measure_returned", "measure_decided"),
    *("extension_asked", "extension_granted", "extension_refused", "extension_overtaken"),
    *("visitors_sent", "visitors_changed", "visit_recorded", "follow_up_dropped"),
    *(
        "visit_pictured",
        "visit_signed",
        "visit_disputed",
        "follow_up_concluded",
        "outcome_released",
        "outcome_published",
    ),
    *("undrawn_recorded", "undrawn_corrected", "undrawn_published", "undrawn_returned", "undrawn_denied"),
    *("undrawn_withdrawn", "undrawn_recalled", "undrawn_taken_down", "undrawn_kept", "result_expired"),
)
"""What the journal records of an inspection, drawn or not, besides the steps on site."""
_STEPS = ("arrived", "shown", "told", "heard")


@dataclass(frozen=True)
class Matters:
    """What belongs to an inspection by ids, and what its items are called; `items` is by follow-up.

    A piece that was dropped from the record belongs to it no longer.
    """

    ids: dict[str, set[int]]
    items: dict[int, str]
    names: dict[str, str]

    def has(self, data: dict[str, Any]) -> bool:
        """Return whether an entry with this data is about the inspection."""
        if "material" in data:
            return data["material"] in self.ids["material"]
        return any(data.get(key) in ids for key, ids in self.ids.items())

    def told(self, event: str, data: dict[str, Any], n: int = 1) -> str:
        """Return what an entry says in words, `n` that say the same; "" for what is no part of it."""
        if event == "site_step":
            return said(f"document.step.{data['step']}") if data["step"] in _STEPS else ""
        if event not in EVENTS:
            return ""
        return said(f"document.event.{event}", item=self._item(data), **_codes(data, n))

    def _item(self, data: dict[str, Any]) -> Any:
        code = str(self.items.get(data.get("follow_up", 0)) or data.get("item", ""))
        if code in (WHOLE, FORM):
            return {"key": "document.item.whole" if code == WHOLE else "document.item.form"}
        if code == UNCOOPERATIVE:
            return {"key": f"conclusion.{UNCOOPERATIVE}"}
        return self.names.get(code, code) or {"key": "document.item.none"}


async def matters_of(work: UnitOfWork, inspection: Inspection, duty: Duty, opened: Round) -> Matters:
    """Return what belongs to the inspection and to this duty of it."""
    of_it = {"inspection_id": inspection.id}
    follow_ups = await work.follow_ups.all(**of_it)
    pieces = await work.materials.all(**of_it)
    return Matters(
        ids={
            "inspection": {inspection.id},
            "duty": {duty.id},
            "danger": {each.id for each in await work.dangers.all(**of_it)},
            "amendment": {each.id for each in await work.amendments.all(**of_it)},
            "follow_up": {each.id for each in follow_ups},
            "material": {each.id for each in pieces if not each.is_dropped},
        },
        items={each.id: each.item_code for each in follow_ups},
        names={item.code: item.name for item in await round_items(work, opened)},
    )


def _codes(data: dict[str, Any], n: int) -> dict[str, dict[str, Any]]:
    """Return the texts of the codes that an entry holds."""
    texts: dict[str, dict[str, Any]] = {
        "finding": {"key": f"finding.{data.get('finding')}"},
        "measure": {"key": f"follow_up.measure.{data.get('measure')}"},
        "result": {"key": f"follow_up.result.{data.get('result')}"},
    }
    if "material" in data:
        texts = {
            "kind": {"key": f"material.kind.{data.get('kind')}", "n": n},
            "source": {"key": f"document.source.{data.get('source')}"},
        }
    return {name: text for name, text in texts.items() if data.get(name)}
